#include "core/base/error.h"
#include "core/labels/label_files.h"
#include "tests/support/shared_data.h"

#include <QTest>

#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

using namespace tessera::labels;
using tessera::ErrorCode;

/// The built-in table against SLANT's own files, and the anatomy that was added to it.
class TestBrainColor : public QObject {
    Q_OBJECT
  private slots:
    void namesNumbersAndOrderAreSlants();
    void coloursAreSlants();
    void sourceFileIsWhatTheWriterWrites();
    void sidesFollowFromNamesAndPartnersMatch();
    void everyParentLiesInOneLobe();
    void anatomyOfSelectedRegions_data();
    void anatomyOfSelectedRegions();
    void contradictoryTablesAreRefused_data();
    void contradictoryTablesAreRefused();
    void namesAreComparedWhenTablesMeet();
};

namespace {

std::string contentOf(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// Names as the LUT abbreviates them, reduced to what both lists share.
QString normalized(const std::string& name) {
    QString text = QString::fromStdString(name).replace('-', ' ').simplified();
    return text.replace("of the IFG", "of the inferior frontal gyrus");
}

Region left(std::int32_t number, const std::string& name, std::optional<std::int32_t> counterpart = {}) {
    return {.number = number, .name = name, .hemisphere = Hemisphere::Left, .counterpart = counterpart};
}

Region right(std::int32_t number, const std::string& name, std::optional<std::int32_t> counterpart = {}) {
    return {.number = number, .name = name, .hemisphere = Hemisphere::Right, .counterpart = counterpart};
}

const Region kBackground{.number = 0, .name = "background"};

} // namespace

void TestBrainColor::namesNumbersAndOrderAreSlants() {
    TESSERA_SHARED_PATH(path, "reference/slant27/labels.csv");
    std::istringstream lines(contentOf(path));
    std::string line;
    std::getline(lines, line);
    const std::vector<std::int32_t> numbers = brainColor().numberOfClass();
    std::size_t index = 0;
    for (; std::getline(lines, line); ++index) {
        QVERIFY(index < numbers.size());
        const Region* region = brainColor().find(numbers[index]);
        QCOMPARE(std::to_string(index) + ',' + std::to_string(region->number) + ',' + region->name, line);
    }
    QCOMPARE(index, std::size_t{133});
    QCOMPARE(numbers.size(), std::size_t{133});
    QCOMPARE(QString::fromStdString(brainColor().name()), QString("BrainCOLOR"));
}

void TestBrainColor::coloursAreSlants() {
    TESSERA_SHARED_PATH(path, "reference/slant27/BrainColorLUT.txt");
    std::istringstream lines(contentOf(path));
    std::string line;
    std::set<std::array<std::uint8_t, 3>> colours;
    std::size_t rows = 0;
    while (std::getline(lines, line)) {
        int number = 0;
        int red = 0;
        int green = 0;
        int blue = 0;
        std::string name;
        if (!(std::istringstream(line) >> number >> name >> red >> green >> blue)) {
            continue;
        }
        ++rows;
        const Region* region = brainColor().find(number);
        QVERIFY2(region != nullptr, line.c_str());
        QVERIFY2((region->colour == std::array{static_cast<std::uint8_t>(red), static_cast<std::uint8_t>(green),
                                               static_cast<std::uint8_t>(blue)}),
                 line.c_str());
        QVERIFY2(normalized(region->name).startsWith(normalized(name)), line.c_str());
        QVERIFY2(colours.insert(region->colour).second, "two regions share a colour");
    }
    QCOMPARE(rows, std::size_t{133});
}

void TestBrainColor::sourceFileIsWhatTheWriterWrites() {
    const std::string source = contentOf(tessera::test::sourcePath("resources/labels/braincolor.tsv"));
    QCOMPARE(QString::fromStdString(dsegTsv(brainColor())), QString::fromStdString(source));
}

void TestBrainColor::sidesFollowFromNamesAndPartnersMatch() {
    std::map<Hemisphere, int> sides;
    for (const Region& region : brainColor().regions()) {
        ++sides[region.hemisphere];
        const bool isLeft = region.name.starts_with("Left ");
        const bool isRight = region.name.starts_with("Right ");
        QCOMPARE(region.hemisphere == Hemisphere::Left, isLeft);
        QCOMPARE(region.hemisphere == Hemisphere::Right, isRight);
        QCOMPARE(region.hemisphere == Hemisphere::Midline, !isLeft && !isRight);
        QCOMPARE(region.counterpart.has_value(), isLeft || isRight);
        if (region.counterpart) {
            const Region* other = brainColor().find(*region.counterpart);
            QCOMPARE((isLeft ? "Right" : "Left") + region.name.substr(isLeft ? 4 : 5), other->name);
            QCOMPARE(*other->counterpart, region.number);
            QCOMPARE(other->tissue, region.tissue);
            QCOMPARE(other->lobe, region.lobe);
            QCOMPARE(other->parent, region.parent);
        }
    }
    QCOMPARE(sides[Hemisphere::Left], 63);
    QCOMPARE(sides[Hemisphere::Right], 63);
    QCOMPARE(sides[Hemisphere::Midline], 6);
}

void TestBrainColor::everyParentLiesInOneLobe() {
    std::map<std::string, std::string> lobeOfParent;
    std::map<std::string, int> lobes;
    for (const Region& region : brainColor().regions()) {
        QVERIFY(region.tissue != Tissue::NotStated);
        QVERIFY(!region.lobe.empty() && !region.parent.empty());
        ++lobes[region.lobe];
        QCOMPARE(lobeOfParent.emplace(region.parent, region.lobe).first->second, region.lobe);
        const bool cortical = region.number >= 100; // in BrainCOLOR the gyri begin at 100
        QCOMPARE(region.tissue == Tissue::CorticalGreyMatter, cortical);
    }
    QVERIFY((lobes == std::map<std::string, int>{{"brain stem", 1},
                                                 {"cerebellum", 7},
                                                 {"cerebral white matter", 2},
                                                 {"deep grey matter", 18},
                                                 {"frontal", 36},
                                                 {"insular", 4},
                                                 {"limbic", 8},
                                                 {"occipital", 16},
                                                 {"parietal", 14},
                                                 {"temporal", 20},
                                                 {"ventricles", 6}}));
}

void TestBrainColor::anatomyOfSelectedRegions_data() {
    QTest::addColumn<int>("number");
    QTest::addColumn<Tissue>("tissue");
    QTest::addColumn<QString>("lobe");
    QTest::addColumn<QString>("parent");
    using enum Tissue;
    QTest::newRow("fourth ventricle") << 11 << CerebrospinalFluid << "ventricles"
                                      << "third and fourth ventricles";
    QTest::newRow("brain stem") << 35 << BrainStem << "brain stem"
                                << "brain stem";
    QTest::newRow("cerebellar cortex") << 38 << CerebellarGreyMatter << "cerebellum"
                                       << "cerebellar cortex";
    QTest::newRow("cerebellar white matter") << 41 << WhiteMatter << "cerebellum"
                                             << "cerebellar white matter";
    QTest::newRow("hippocampus") << 48 << SubcorticalGreyMatter << "deep grey matter"
                                 << "amygdala and hippocampus";
    QTest::newRow("temporal horn") << 49 << CerebrospinalFluid << "ventricles"
                                   << "lateral ventricles";
    QTest::newRow("thalamus") << 59 << SubcorticalGreyMatter << "deep grey matter"
                              << "diencephalon";
    QTest::newRow("vermis") << 72 << CerebellarGreyMatter << "cerebellum"
                            << "cerebellar vermis";
    QTest::newRow("cuneus") << 114 << CorticalGreyMatter << "occipital"
                            << "medial occipital cortex";
    QTest::newRow("central operculum") << 112 << CorticalGreyMatter << "frontal"
                                       << "frontal and central opercula";
    QTest::newRow("entorhinal area") << 116 << CorticalGreyMatter << "temporal"
                                     << "medial temporal cortex";
    QTest::newRow("fusiform gyrus") << 122 << CorticalGreyMatter << "temporal"
                                    << "fusiform gyrus";
    QTest::newRow("lingual gyrus") << 135 << CorticalGreyMatter << "occipital"
                                   << "medial occipital cortex";
    QTest::newRow("middle cingulate") << 138 << CorticalGreyMatter << "limbic"
                                      << "cingulate gyrus";
    QTest::newRow("medial postcentral") << 148 << CorticalGreyMatter << "parietal"
                                        << "postcentral gyrus";
    QTest::newRow("occipital fusiform") << 160 << CorticalGreyMatter << "occipital"
                                        << "occipital fusiform gyrus";
    QTest::newRow("precuneus") << 168 << CorticalGreyMatter << "parietal"
                               << "superior parietal lobule and precuneus";
    QTest::newRow("posterior insula") << 172 << CorticalGreyMatter << "insular"
                                      << "insula";
    QTest::newRow("parietal operculum") << 174 << CorticalGreyMatter << "parietal"
                                        << "parietal operculum";
    QTest::newRow("planum temporale") << 185 << CorticalGreyMatter << "temporal"
                                      << "superior temporal plane";
    QTest::newRow("subcallosal area") << 186 << CorticalGreyMatter << "limbic"
                                      << "subcallosal area";
    QTest::newRow("angular gyrus") << 107 << CorticalGreyMatter << "parietal"
                                   << "inferior parietal lobule";
}

void TestBrainColor::anatomyOfSelectedRegions() {
    QFETCH(int, number);
    QFETCH(Tissue, tissue);
    QFETCH(QString, lobe);
    QFETCH(QString, parent);
    const Region* region = brainColor().find(number);
    QVERIFY(region != nullptr);
    QCOMPARE(region->tissue, tissue);
    QCOMPARE(QString::fromStdString(region->lobe), lobe);
    QCOMPARE(QString::fromStdString(region->parent), parent);
}

void TestBrainColor::contradictoryTablesAreRefused_data() {
    QTest::addColumn<std::vector<Region>>("regions");
    QTest::addColumn<QString>("reason");
    QTest::newRow("number twice") << std::vector{left(1, "a"), left(1, "b")} << "the number 1 occurs twice";
    QTest::newRow("name twice") << std::vector{left(1, "a"), left(2, "a")}
                                << "the name of 2 (a) is empty or occurs twice";
    QTest::newRow("background's name") << std::vector{left(1, "background")}
                                       << "the name of 1 (background) is empty or occurs twice";
    QTest::newRow("negative") << std::vector{left(-1, "a")} << "the number of -1 (a) isn't positive";
    QTest::newRow("zero") << std::vector{left(0, "a")} << "the number of 0 (a) isn't positive";
    QTest::newRow("no such partner") << std::vector{left(1, "a", 2)}
                                     << "the counterpart 2 of 1 (a) isn't its partner on the other side";
    QTest::newRow("one-sided") << std::vector{left(1, "a", 2), right(2, "b")}
                               << "the counterpart 2 of 1 (a) isn't its partner on the other side";
    QTest::newRow("same side") << std::vector{left(1, "a", 2), left(2, "b", 1)}
                               << "the counterpart 2 of 1 (a) isn't its partner on the other side";
}

void TestBrainColor::contradictoryTablesAreRefused() {
    QFETCH(std::vector<Region>, regions);
    QFETCH(QString, reason);
    try {
        const LabelTable table("mine", regions, kBackground);
        QFAIL("no error");
    } catch (const tessera::Error& error) {
        QCOMPARE(error.code(), ErrorCode::LabelTableInvalid);
        QCOMPARE(error.arguments(), (std::vector<std::string>{"mine", reason.toStdString()}));
    }
}

void TestBrainColor::namesAreComparedWhenTablesMeet() {
    const LabelTable part("part", {left(101, "Left ACgG anterior cingulate gyrus")}, kBackground);
    requireSameNames(part, brainColor(), "map.nii.gz");
    const LabelTable freeSurfer("FreeSurfer", {left(11, "Left-Caudate")}, kBackground);
    QVERIFY_EXCEPTION_THROWN(requireSameNames(freeSurfer, brainColor(), "map.nii.gz"), tessera::Error);
    const LabelTable more("more", {left(17, "Left-Hippocampus")}, kBackground);
    try {
        requireSameNames(more, brainColor(), "map.nii.gz");
        QFAIL("no error");
    } catch (const tessera::Error& error) {
        QCOMPARE(error.arguments(),
                 (std::vector<std::string>{"map.nii.gz",
                                           "its label 17 is \"Left-Hippocampus\", in BrainCOLOR there is none"}));
    }
    QCOMPARE(brainColor().find(0)->name, std::string("background"));
    QVERIFY(!brainColor().indexOf(0) && brainColor().find(17) == nullptr);
}

QTEST_APPLESS_MAIN(TestBrainColor)
#include "tst_braincolor.moc"
