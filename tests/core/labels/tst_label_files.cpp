#include "core/base/error.h"
#include "core/labels/label_files.h"
#include "tests/support/expect_error.h"

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
    void otherFormatsSurviveARoundTrip_data();
    void otherFormatsSurviveARoundTrip();
    void formatsAreRecognisedByContent_data();
    void formatsAreRecognisedByContent();
    void sidesAreInferredFromNames_data();
    void sidesAreInferredFromNames();
    void partnersDifferInTheirSideOnly();
    void slicerCsvStatesSides();
    void namesThatWouldMeetAreRefused();
    void longNumbersStayApartFromNames_data() { otherFormatsSurviveARoundTrip_data(); }
    void longNumbersStayApartFromNames();
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
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const QByteArray& text, const char* reason) {
        QTest::newRow(name) << text << QString(reason);
    };
    const QByteArray itk = "# ITK-SnAP Label Description File\n", slicer = "# Color table file x\n";
    row("empty", "", "it has no rows");
    row("only comments", "# nothing\n\n  \n", "it has no rows");
    row("no index", "name\nA\n", "there is no column \"index\"");
    row("no name", "index\n1\n", "there is no column \"name\"");
    row("prose", "Dear colleague,\nhere is the table.\n", "there is no column \"index\"");
    row("cells missing", "index\tname\n1\n", "line 2 has 1 columns, the header has 2");
    row("word for a number", "index\tname\nx\tA\n", "line 2: \"x\" is no valid index");
    row("fraction", "index\tname\n1.5\tA\n", "line 2: \"1.5\" is no valid index");
    row("negative, after empty lines", "index\tname\r\n\r\n1\tA\r\n\r\n-2\tB\r\n", "line 5: \"-2\" is no valid index");
    row("cells of nothing", "index\tname\n1\tA\n\t\n", "line 3: \"\" is no valid index");
    row("too large", "index\tname\n2147483648\tA\n", "line 2: \"2147483648\" is no valid index");
    row("colour word", "index\tname\tcolor\n1\tA\tred\n", "line 2: \"red\" is no valid color");
    row("colour digits", "index\tname\tcolor\n1\tA\t#12345g\n", "line 2: \"#12345g\" is no valid color");
    row("side", "index\tname\themisphere\n1\tA\tup\n", "line 2: \"up\" is no valid hemisphere");
    row("number twice", "index\tname\n1\tA\n1\tB\n", "line 3: the number 1 stands in line 2 already");
    row("name twice", "index\tname\n1\tA\n2\tA\n", "line 3: the name \"A\" stands in line 2 already");
    row("no name in it", "index\tname\n1\t\n", "line 2: the number 1 has no name");
    row("background twice", "index\tname\n0\tA\n0\tB\n", "line 3: the number 0 stands in line 2 already");
    row("two tables", "index\tname\ttable\n1\tA\tx\n2\tB\ty\n",
        "line 3: the column \"table\" holds more than one name");
    row("partner on the same side", "index\tname\themisphere\tcounterpart\n1\tA\tleft\t2\n2\tB\tleft\t1\n",
        "the counterpart 2 of 1 (A) isn't its partner on the other side");
    row("NUL byte", QByteArray("index\tname\n1\tA\0\n", 16), "line 2: it holds a NUL byte");
    row("Latin-1",
        "index\tname\n1\tGr\xf6\xdf"
        "e\n",
        "line 2: it isn't UTF-8");
    row("UTF-8 cut short", "1 A 0 0 0 0\n2 \xe8\x84 0 0 0 0\n", "line 2: it isn't UTF-8");
    row("overlong UTF-8", "1 \xc0\xaf 0 0 0 0\n", "line 1: it isn't UTF-8");
    row("surrogate", "1 \xed\xa0\x80 0 0 0 0\n", "line 1: it isn't UTF-8");
    row("beyond Unicode", "1 \xf4\x90\x80\x80 0 0 0 0\n", "line 1: it isn't UTF-8");
    row("UTF-16",
        QByteArray("\xff\xfe"
                   "1\0 \0A\0",
                   8),
        "line 1: it is UTF-16, not UTF-8");
    row("endless line", "1 A 0 0 0 0\n2 " + QByteArray(70'000, 'x') + " 0 0 0 0\n",
        "line 2: it is longer than 65536 bytes");
    row("FreeSurfer: number twice", "# x\n7 A 0 0 0 0\n\n7 B 0 0 0 0\n",
        "line 4: the number 7 stands in line 2 already");
    row("FreeSurfer: name twice", "7 A 0 0 0 0\n8 A 0 0 0 0\n", "line 2: the name \"A\" stands in line 1 already");
    row("FreeSurfer: negative", "-7 A 0 0 0 0\n", "line 1: \"-7\" is no valid label number");
    row("FreeSurfer: too large", "4294967296 A 0 0 0 0\n", "line 1: \"4294967296\" is no valid label number");
    row("FreeSurfer: colour too large", "7 A 0 256 0 0\n", "line 1: \"256\" is no colour from 0 to 255");
    row("FreeSurfer: colour negative", "7 A 0 0 -1 0\n", "line 1: \"-1\" is no colour from 0 to 255");
    row("FreeSurfer: colour a word", "7 A red 0 0 0\n", "line 1: \"red\" is no colour from 0 to 255");
    row("FreeSurfer: colour not finite", "7 A nan 0 0 0\n", "line 1: \"nan\" is no colour from 0 to 255");
    row("FreeSurfer: opacity", "7 A 0 0 0 300\n", "line 1: \"300\" is no colour from 0 to 255");
    row("FreeSurfer: two words", "7 Left Thalamus of somebody 0 0 0 0\n",
        "line 1: 9 words instead of a number, a name and a colour");
    row("FreeSurfer: cut short", "7 A 0 0 0 0\n8 B 0 0", "line 2: 4 words instead of a number, a name and a colour");
    row("ITK-SNAP: no quotes", itk + "1 2 3 4 1 1 1 Thalamus\n",
        "line 2: not seven numbers and a name in quotation marks");
    row("ITK-SNAP: one quote", itk + "1 2 3 4 1 1 1 \"Thalamus\n",
        "line 2: not seven numbers and a name in quotation marks");
    row("ITK-SNAP: too few", itk + "1 2 3 4 1 1 \"A\"\n", "line 2: not seven numbers and a name in quotation marks");
    row("ITK-SNAP: colour", itk + "1 2 3 444 1 1 1 \"A\"\n", "line 2: \"444\" is no colour from 0 to 255");
    row("ITK-SNAP: negative", itk + "-1 2 3 4 1 1 1 \"A\"\n", "line 2: \"-1\" is no valid label number");
    row("ITK-SNAP: no name", itk + "1 2 3 4 1 1 1 \"\"\n", "line 2: the number 1 has no name");
    row("Slicer: number twice", slicer + "1 A 0 0 0 255\n1 B 0 0 0 255\n",
        "line 3: the number 1 stands in line 2 already");
    row("Slicer: names that meet", slicer + "1 A_b 0 0 0 255\n2 A_b 0 0 0 255\n",
        "line 3: the name \"A b\" stands in line 2 already");
    row("Slicer: continuous", "# Color procedural file /x\n# 2 points\n0 0 0 0\n255 1 1 1\n",
        "line 1: a continuous colour map has no labels");
    row("Slicer CSV: columns", "LabelValue,Name\n1,A,B\n", "line 2: 3 columns, the header has 2");
    row("Slicer CSV: number", "LabelValue,Name\n,A\n", "line 2: \"\" is no valid LabelValue");
    row("Slicer CSV: no name", "LabelValue,Color_R,Color_G,Color_B\n1,0,0,0\n", "line 2: the number 1 has no name");
    row("Slicer CSV: colour", "LabelValue,Name,Color_R,Color_G,Color_B\n1,A,0,-3,0\n",
        "line 2: \"-3\" is no colour from 0 to 255");
}

void TestLabelFiles::malformedTablesAreRefused() {
    QFETCH(QByteArray, text);
    QFETCH(QString, reason);
    try {
        (void)parseLabelTable(text.toStdString(), "my_dseg.tsv");
        QFAIL("no error");
    } catch (const tessera::Error& error) {
        QCOMPARE(error.code(), ErrorCode::LabelTableInvalid);
        QCOMPARE(error.arguments(), (std::vector<std::string>{"my_dseg.tsv", reason.toStdString()}));
    }
}

/// What a format can hold comes back: numbers in their order and colours; names as far as spaces and quotes allow, and
/// with them the sides and partners.
void TestLabelFiles::otherFormatsSurviveARoundTrip_data() {
    QTest::addColumn<TableFormat>("format");
    QTest::addColumn<QString>("space");
    QTest::newRow("FreeSurfer") << TableFormat::FreeSurfer << "-";
    QTest::newRow("ITK-SNAP") << TableFormat::ItkSnap << " ";
    QTest::newRow("Slicer") << TableFormat::Slicer << " ";
}

void TestLabelFiles::otherFormatsSurviveARoundTrip() {
    QFETCH(TableFormat, format);
    QFETCH(QString, space);
    const LabelTable table = brainColor();
    const LabelTable back = parseLabelTable(writeLabelTable(table, format), "some folder/x.txt");
    QCOMPARE(back.name(), std::string("x.txt"));
    QCOMPARE(back.numberOfClass(), table.numberOfClass());
    for (const Region& region : table.regions()) {
        const Region& same = *back.find(region.number);
        QCOMPARE(QString::fromStdString(same.name), QString::fromStdString(region.name).replace(" ", space));
        QVERIFY(same.colour == region.colour);
        const bool sided = region.hemisphere == Hemisphere::Left || region.hemisphere == Hemisphere::Right;
        QCOMPARE(same.hemisphere, sided ? region.hemisphere : Hemisphere::NotStated);
        QVERIFY2(same.counterpart == region.counterpart, region.name.c_str());
    }
    requireSameNames(table, back, "a map"); // the same labels, whatever stands for the spaces
    // once in a format's own spelling nothing changes any more
    QCOMPARE(writeLabelTable(back, format),
             writeLabelTable(parseLabelTable(writeLabelTable(back, format), "x.txt"), format));
}

void TestLabelFiles::formatsAreRecognisedByContent_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("dseg") << QByteArray("index\tname\tcolor\n0\tClear\t#000000\n7\tLeft A\t#010203\n");
    QTest::newRow("dseg, BOM and CRLF") << QByteArray("\xef\xbb\xbf"
                                                      "name\tindex\tcolor\r\nLeft A\t7\t#010203\r\n");
    QTest::newRow("FreeSurfer") << QByteArray(
        "#$Id: x $\n\n#No. Label Name: R G B A\n\n0 Unknown 0 0 0 0\n  7\tLeft-A 1 2 3 0");
    QTest::newRow("FreeSurfer, BOM and CRLF") << QByteArray("\xef\xbb\xbf# x\r\n7  Left-A  1 2 3 0\r\n");
    QTest::newRow("FreeSurfer with tissue types") << QByteArray("7 Left-A 1 2 3 0 2\n");
    QTest::newRow("ITK-SNAP") << QByteArray(
        "# ITK-SnAP Label Description File\n 0 0 0 0 0 0 0 \"Clear Label\"\n 7 1 2 3 1 1 1 \"Left A\"\n");
    QTest::newRow("ITK-SNAP without its comment") << QByteArray("7 1 2 3 0.5 1 0 \"Left A\"\r\n");
    QTest::newRow("Slicer") << QByteArray("# Color table file C:/x.ctbl\n# 3 values\n0 Background 0 0 0 0\n1 (none) 0 "
                                          "0 0 0\n2 (none) 0 0 0 0\n7 Left_A 1 2 3 255\n");
    QTest::newRow("Slicer, colours from fractions")
        << QByteArray("# Color table file x\n7 Left_A 0.9999 2 3.00001 255\n");
    QTest::newRow("Slicer CSV") << QByteArray(
        "LabelValue,Name,Color_R,Color_G,Color_B,Color_A\n7,\"Left A\",1,2,3,255\n");
}

void TestLabelFiles::formatsAreRecognisedByContent() {
    QFETCH(QByteArray, text);
    const LabelTable table = parseLabelTable(text.toStdString(), "folder/table");
    QCOMPARE(table.name(), std::string("table"));
    QCOMPARE(table.regions().size(), std::size_t{1});
    const Region& region = table.regions().front();
    QCOMPARE(region.number, 7);
    QVERIFY(region.name == "Left A" || region.name == "Left-A");
    QVERIFY((region.colour == std::array<std::uint8_t, 3>{1, 2, 3}));
    QCOMPARE(region.hemisphere, Hemisphere::Left);
}

void TestLabelFiles::sidesAreInferredFromNames_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<Hemisphere>("side");
    const auto left = [](const char* name) { QTest::newRow(name) << name << Hemisphere::Left; };
    const auto right = [](const char* name) { QTest::newRow(name) << name << Hemisphere::Right; };
    const auto none = [](const char* name) { QTest::newRow(name) << name << Hemisphere::NotStated; };
    left("Left-Caudate");
    left("left X");
    left("ctx-lh-precentral");
    left("wm_lh_X");
    left("lh.X");
    left("L_V1_ROI");
    left("Precentral_L");
    left("X (left)");
    left("Cbm_Left_I_IV");
    right("Right Caudate");
    right("RIGHT_X");
    right("ctx_rh_G_precentral");
    right("rh.X");
    right("X-R");
    right("X, right");
    none("Leftover");
    none("Brightness");
    none("Left to Right");
    none("ctx-lh-rh");
    none("CSF");
    none("Area L 4");
    none("Left");
    none("R");
    none("---");
}

void TestLabelFiles::sidesAreInferredFromNames() {
    QFETCH(QString, name);
    QFETCH(Hemisphere, side);
    const LabelTable table("T", {{.number = 7, .name = name.toStdString()}}, {.number = 0, .name = "background"});
    const std::string text = writeLabelTable(table, TableFormat::ItkSnap);
    QCOMPARE(parseLabelTable(text, "f").find(7)->hemisphere, side);
    QCOMPARE(parseLabelTable("index\tname\n7\t" + name.toStdString() + "\n", "f").find(7)->hemisphere, side);
}

void TestLabelFiles::partnersDifferInTheirSideOnly() {
    const LabelTable table = parseLabelTable("1000 ctx-lh-X 1 1 1 0\n2000 ctx-rh-X 1 1 1 0\n"
                                             "11100 ctx_lh_X 1 1 1 0\n12100 ctx_rh_X 1 1 1 0\n"
                                             "3 X_L 1 1 1 0\n4 X_R 1 1 1 0\n"
                                             "5 Left-Y 1 1 1 0\n6 lh-Y 1 1 1 0\n7 Right-Y 1 1 1 0\n8 Left-Z 1 1 1 0\n",
                                             "lut");
    const auto partner = [&table](int number) { return table.find(number)->counterpart.value_or(0); };
    QCOMPARE(partner(1000), 2000);
    QCOMPARE(partner(2000), 1000);
    QCOMPARE(partner(11100), 12100);
    QCOMPARE(partner(3), 4);
    QCOMPARE(partner(7), 0); // two could be it
    QCOMPARE(partner(8), 0);
}

/// The example of Slicer's documentation in short.
void TestLabelFiles::slicerCsvStatesSides() {
    const LabelTable table = parseLabelTable(
        "LabelValue,Name,Color_R,Color_G,Color_B,Type_CodeMeaning,TypeModifier_CodeMeaning,RegionModifier_CodeMeaning\n"
        "1,kidney 1,185,102,83,Kidney,Left,\n5,,185,102,83,\"Kidney, whole\",Right,\n6,mass,1,2,3,Mass,,Right\n"
        "7,catheter,,,,Catheter,,\n8,lungs,1,2,3,Lung,Right and left,\n",
        "x.csv");
    QCOMPARE(table.find(1)->hemisphere, Hemisphere::Left);
    QCOMPARE(table.find(5)->hemisphere, Hemisphere::Right);
    QCOMPARE(table.find(5)->name, std::string("right Kidney, whole"));
    QCOMPARE(table.find(6)->hemisphere, Hemisphere::Right);
    QCOMPARE(table.find(7)->hemisphere, Hemisphere::NotStated);
    QCOMPARE(table.find(8)->hemisphere, Hemisphere::Midline);
}

void TestLabelFiles::namesThatWouldMeetAreRefused() {
    const LabelTable table("T", {{.number = 1, .name = "A b"}, {.number = 2, .name = "A-b"}},
                           brainColor().background());
    EXPECT_ERROR(writeLabelTable(table, TableFormat::FreeSurfer), ErrorCode::LabelTableInvalid, "A-b");
    QVERIFY(parseLabelTable(writeLabelTable(table, TableFormat::Slicer), "f").find(1)->name == "A b");
    const LabelTable gap("T", {{.number = 1, .name = "(none)"}}, brainColor().background());
    EXPECT_ERROR(writeLabelTable(gap, TableFormat::Slicer), ErrorCode::LabelTableInvalid, "(none)");
    EXPECT_ERROR(requireSameNames(table, brainColor(), "map"), ErrorCode::LabelTableInvalid, "map");
}

/// FreeSurfer's column ran into the name: 3333333 "0" came back as 33333330.
void TestLabelFiles::longNumbersStayApartFromNames() {
    QFETCH(TableFormat, format);
    const LabelTable table("T", {{.number = 3333333, .name = "0"}, {.number = 2147483647, .name = "1"}},
                           brainColor().background());
    const LabelTable back = parseLabelTable(writeLabelTable(table, format), "x.txt");
    QCOMPARE(back.numberOfClass(), table.numberOfClass());
    QCOMPARE(back.find(3333333)->name, std::string("0"));
}

void TestLabelFiles::freeSurferLutHasOneRowANumber() {
    std::istringstream lines(writeLabelTable(brainColor(), TableFormat::FreeSurfer));
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
    const std::string text = writeLabelTable(table, TableFormat::ItkSnap);
    QVERIFY(text.ends_with("    0     0    0    0        0  0  0    \"Clear Label\"\n"
                           "   35   255    9  245        1  1  1    \"Brain 'Stem'\"\n"));
    const std::string all = writeLabelTable(brainColor(), TableFormat::ItkSnap);
    QCOMPARE(std::count(all.begin(), all.end(), '\n'), std::ptrdiff_t{15 + 133});
}

QTEST_APPLESS_MAIN(TestLabelFiles)
#include "tst_label_files.moc"
