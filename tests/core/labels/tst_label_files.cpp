#include "core/base/error.h"
#include "core/labels/label_files.h"

#include <QTest>

#include <algorithm>
#include <sstream>

using namespace tessera::labels;
using tessera::ErrorCode;

class TestLabelFiles : public QObject {
    Q_OBJECT
  private slots:
    void dsegSurvivesARoundTrip_data();
    void dsegSurvivesARoundTrip();
    void infersWhatAForeignTableLeavesOut();
    void statedHemispheresAreNotInferred();
    void malformedTablesAreRefused_data();
    void malformedTablesAreRefused();
    void freeSurferLutHasOneRowANumber();
    void itkSnapDescriptionHasOneRowANumber();
};

void TestLabelFiles::dsegSurvivesARoundTrip_data() {
    QTest::addColumn<LabelTable>("table");
    QTest::newRow("BrainCOLOR") << brainColor();
    QTest::newRow("only a background") << LabelTable("empty", {}, {.number = 0, .name = "Unknown"});
    const Region odd{.number = 2147483647, .name = "a\tb\\ \"c\"", .colour = {1, 2, 255}, .lobe = "x"};
    QTest::newRow("odd text, not sorted")
        << LabelTable("My table", {odd, {.number = 3, .name = "Left three"}}, {.number = 0, .name = "background"});
}

void TestLabelFiles::dsegSurvivesARoundTrip() {
    QFETCH(LabelTable, table);
    const LabelTable back = parseDsegTsv(dsegTsv(table), "x_dseg.tsv");
    QVERIFY(back == table);
    QCOMPARE(back.name(), table.name());
    QCOMPARE(back.numberOfClass(), table.numberOfClass());
}

void TestLabelFiles::infersWhatAForeignTableLeavesOut() {
    const LabelTable table = parseDsegTsv("name\tindex\tmapping\r\nLeft-Caudate\t11\t1\r\nRight-Caudate\t50\t2\r\n"
                                          "left_pallidum\t13\t3\r\nLeftover\t90\t4\r\nCSF\t24\t5\r\n",
                                          "sub-1_dseg.tsv");
    QCOMPARE(table.name(), std::string("sub-1_dseg.tsv"));
    QCOMPARE(table.numberOfClass(), (std::vector<std::int32_t>{0, 11, 50, 13, 90, 24}));
    QCOMPARE(table.find(11)->hemisphere, Hemisphere::Left);
    QCOMPARE(*table.find(11)->counterpart, 50);
    QCOMPARE(*table.find(50)->counterpart, 11);
    QCOMPARE(table.find(13)->hemisphere, Hemisphere::Left);
    QVERIFY(!table.find(13)->counterpart);
    QCOMPARE(table.find(90)->hemisphere, Hemisphere::NotStated);
    QCOMPARE(table.find(24)->tissue, Tissue::NotStated);
    QVERIFY(table.find(11)->colour != table.find(50)->colour);
}

void TestLabelFiles::statedHemispheresAreNotInferred() {
    const LabelTable table =
        parseDsegTsv("index\tname\themisphere\ttissue\n1\tLeft X\tn/a\tGM\n2\tRight X\tBoth\tWhite "
                     "matter\n3\tY\tR\tn/a\n",
                     "f");
    QCOMPARE(table.find(1)->hemisphere, Hemisphere::NotStated);
    QCOMPARE(table.find(2)->hemisphere, Hemisphere::Midline);
    QCOMPARE(table.find(3)->hemisphere, Hemisphere::Right);
    QVERIFY(!table.find(1)->counterpart && !table.find(2)->counterpart);
    QCOMPARE(table.find(1)->tissue, Tissue::NotStated);
    QCOMPARE(table.find(2)->tissue, Tissue::WhiteMatter);
}

void TestLabelFiles::malformedTablesAreRefused_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reason");
    QTest::newRow("empty") << ""
                           << "there is no header line";
    QTest::newRow("no index") << "name\nA\n"
                              << "there is no column \"index\"";
    QTest::newRow("no name") << "index\n1\n"
                             << "there is no column \"name\"";
    QTest::newRow("cells missing") << "index\tname\n1\n"
                                   << "line 2 has 1 columns, the header has 2";
    QTest::newRow("word for a number") << "index\tname\nx\tA\n"
                                       << "row 1: \"x\" is no valid index";
    QTest::newRow("fraction") << "index\tname\n1.5\tA\n"
                              << "row 1: \"1.5\" is no valid index";
    QTest::newRow("negative") << "index\tname\n1\tA\n-2\tB\n"
                              << "row 2: \"-2\" is no valid index";
    QTest::newRow("too large") << "index\tname\n2147483648\tA\n"
                               << "row 1: \"2147483648\" is no valid index";
    QTest::newRow("colour word") << "index\tname\tcolor\n1\tA\tred\n"
                                 << "row 1: \"red\" is no valid color";
    QTest::newRow("colour digits") << "index\tname\tcolor\n1\tA\t#12345g\n"
                                   << "row 1: \"#12345g\" is no valid color";
    QTest::newRow("side") << "index\tname\themisphere\n1\tA\tup\n"
                          << "row 1: \"up\" is no valid hemisphere";
    QTest::newRow("number twice") << "index\tname\n1\tA\n1\tB\n"
                                  << "the number 1 occurs twice";
    QTest::newRow("background twice") << "index\tname\n0\tA\n0\tB\n"
                                      << "the number 0 occurs twice";
    QTest::newRow("two tables") << "index\tname\ttable\n1\tA\tx\n2\tB\ty\n"
                                << "the column \"table\" holds more than one name";
}

void TestLabelFiles::malformedTablesAreRefused() {
    QFETCH(QString, text);
    QFETCH(QString, reason);
    try {
        (void)parseDsegTsv(text.toStdString(), "my_dseg.tsv");
        QFAIL("no error");
    } catch (const tessera::Error& error) {
        QCOMPARE(error.code(), ErrorCode::LabelTableInvalid);
        QCOMPARE(error.arguments(), (std::vector<std::string>{"my_dseg.tsv", reason.toStdString()}));
    }
}

void TestLabelFiles::freeSurferLutHasOneRowANumber() {
    std::istringstream lines(freeSurferLut(brainColor()));
    std::string line;
    std::size_t rows = 0;
    while (std::getline(lines, line)) {
        if (line.starts_with('#')) {
            continue;
        }
        std::istringstream fields(line);
        int number = -1;
        std::string name;
        std::array<int, 4> rgba{};
        std::string more;
        QVERIFY(fields >> number >> name >> rgba[0] >> rgba[1] >> rgba[2] >> rgba[3]);
        QVERIFY2(!(fields >> more), line.c_str());
        const Region* region = brainColor().find(number);
        std::replace(name.begin(), name.end(), '-', ' ');
        std::string expected = region->name;
        std::replace(expected.begin(), expected.end(), '-', ' ');
        QCOMPARE(name, expected);
        QVERIFY((rgba == std::array<int, 4>{region->colour[0], region->colour[1], region->colour[2], 0}));
        ++rows;
    }
    QCOMPARE(rows, std::size_t{133});
}

void TestLabelFiles::itkSnapDescriptionHasOneRowANumber() {
    const LabelTable table("T", {{.number = 35, .name = "Brain \"Stem\"", .colour = {255, 9, 245}}},
                           brainColor().background());
    const std::string text = itkSnapLabels(table);
    QVERIFY(text.ends_with("    0     0    0    0        0  0  0    \"Clear Label\"\n"
                           "   35   255    9  245        1  1  1    \"Brain 'Stem'\"\n"));
    const std::string all = itkSnapLabels(brainColor());
    QCOMPARE(std::count(all.begin(), all.end(), '\n'), std::ptrdiff_t{15 + 133});
}

QTEST_APPLESS_MAIN(TestLabelFiles)
#include "tst_label_files.moc"
