#include "core/quantify/measure.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <cmath>

using namespace tessera;
using namespace tessera::quantify;

class TestMeasure : public QObject {
    Q_OBJECT
  private slots:
    void volumesCentroidsAndShares();
    void unknownLabelsAreCountedApart();
    void asymmetryIsPositiveWhereTheLeftIsLarger_data();
    void asymmetryIsPositiveWhereTheLeftIsLarger();
    void agreementNeedsFourTiles();
    void agreementMustMatchTheGrid();
    void edgesAreNamedInTheWorld_data();
    void edgesAreNamedInTheWorld();
    void hemispheresComeFromTheTableOnly();
    void intracranialVolumeIsScaledBack();
};

namespace {

using labels::Hemisphere;

const labels::LabelTable& table() {
    static const labels::LabelTable small(
        "small",
        {{.number = 7, .name = "Stem", .hemisphere = Hemisphere::Midline},
         {.number = 2, .name = "Right A", .hemisphere = Hemisphere::Right, .counterpart = 3},
         {.number = 3, .name = "Left A", .hemisphere = Hemisphere::Left, .counterpart = 2}},
        {.number = 0, .name = "background"});
    return small;
}

LabelVolume emptyMap(const Size3& size, const Affine& worldFromVoxel) {
    LabelVolume map{Geometry::fromAffine(size, worldFromVoxel), {}};
    map.labels.assign(map.geometry.voxels(), 0);
    return map;
}

} // namespace

void TestMeasure::volumesCentroidsAndShares() {
    // flipped in x, as radiological files are: the volume stays positive, the centroid follows the matrix
    LabelVolume map = emptyMap({4, 3, 2}, Affine::translation({10, 20, 30}) * Affine::scaling({-2, 1, 1.5}));
    map.labels[map.geometry.index(1, 0, 0)] = 7;
    map.labels[map.geometry.index(3, 2, 1)] = 7;
    map.labels[map.geometry.index(0, 1, 1)] = 3;
    const Measurement measured = measure(map, table());
    QCOMPARE(measured.regions.size(), std::size_t{3});
    const RegionStats& stem = measured.regions[0];
    QCOMPARE(stem.number, 7);
    QCOMPARE(stem.voxels, std::int64_t{2});
    QCOMPARE(stem.volumeMm3, 6.0);
    QVERIFY((*stem.centroidMm == Vec3{10 - 2 * 2.0, 20 + 1.0, 30 + 0.75}));
    QCOMPARE(*stem.sharePercent, 200.0 / 3);
    QVERIFY(!stem.asymmetryPercent && !stem.meanAgreement);
    QCOMPARE(measured.regions[1].voxels, std::int64_t{0});
    QVERIFY(!measured.regions[1].centroidMm);
    QCOMPARE(*measured.regions[1].sharePercent, 0.0);
    QCOMPARE(measured.segmentedVoxels, std::int64_t{3});
    QCOMPARE(measured.segmentedMm3, 9.0);

    const Measurement nothing = measure(emptyMap({4, 3, 2}, Affine()), table());
    QVERIFY(!nothing.regions[0].sharePercent && !nothing.regions[2].asymmetryPercent && !nothing.meanAgreement);
}

void TestMeasure::unknownLabelsAreCountedApart() {
    LabelVolume map = emptyMap({5, 1, 1}, Affine::scaling({2, 2, 2}));
    map.labels = {99, 7, 99, -1, 7};
    const Measurement measured = measure(map, table());
    QVERIFY((measured.unknownLabels == std::map<std::int32_t, std::int64_t>{{-1, 1}, {99, 2}}));
    QCOMPARE(measured.segmentedVoxels, std::int64_t{2});
    QCOMPARE(*measured.regions[0].sharePercent, 100.0);
    QCOMPARE(measured.voxelVolumeMm3, 8.0);
}

void TestMeasure::asymmetryIsPositiveWhereTheLeftIsLarger_data() {
    QTest::addColumn<int>("left");
    QTest::addColumn<int>("right");
    QTest::addColumn<double>("percent"); // NaN: none
    QTest::newRow("left larger") << 3 << 1 << 100.0;
    QTest::newRow("right larger") << 1 << 3 << -100.0;
    QTest::newRow("equal") << 2 << 2 << 0.0;
    QTest::newRow("only left") << 2 << 0 << 200.0;
    QTest::newRow("only right") << 0 << 2 << -200.0;
    QTest::newRow("neither") << 0 << 0 << std::nan("");
}

void TestMeasure::asymmetryIsPositiveWhereTheLeftIsLarger() {
    QFETCH(int, left);
    QFETCH(int, right);
    QFETCH(double, percent);
    LabelVolume map = emptyMap({10, 1, 1}, Affine());
    std::fill_n(map.labels.begin(), left, 3);
    std::fill_n(map.labels.begin() + left, right, 2);
    const Measurement measured = measure(map, table());
    for (const std::size_t row : {1, 2}) {
        const auto asymmetry = measured.regions[row].asymmetryPercent;
        QCOMPARE(asymmetry.has_value(), !std::isnan(percent));
        QCOMPARE(asymmetry.value_or(-1), std::isnan(percent) ? -1 : percent);
    }
}

void TestMeasure::agreementNeedsFourTiles() {
    LabelVolume map = emptyMap({6, 1, 1}, Affine());
    map.labels = {7, 7, 7, 3, 0, 99};
    const std::vector<float> agreement{1.0F, 0.5F, 0.1F, 0.2F, 0.0F, 0.0F};
    const std::vector<std::uint8_t> coverage{4, 8, 3, 1, 8, 8};
    const Measurement measured = measure(map, table(), agreement, coverage);
    QCOMPARE(*measured.regions[0].meanAgreement, 0.75);
    QVERIFY(!measured.regions[2].meanAgreement);
    QCOMPARE(*measured.meanAgreement, 0.75);
    QVERIFY(!measure(map, table()).meanAgreement);
}

void TestMeasure::agreementMustMatchTheGrid() {
    const LabelVolume map = emptyMap({2, 1, 1}, Affine());
    const std::vector<float> agreement(2);
    const std::vector<std::uint8_t> coverage(2);
    EXPECT_ERROR(measure(map, table(), agreement), ErrorCode::GridsDiffer, "2 values and 0 tile counts for 2 voxels");
    EXPECT_ERROR(measure(map, table(), std::span(agreement).first(1), std::span(coverage).first(1)),
                 ErrorCode::GridsDiffer, "1 values");
}

void TestMeasure::edgesAreNamedInTheWorld_data() {
    QTest::addColumn<Affine>("worldFromVoxel");
    QTest::addColumn<QStringList>("sides"); // low and high face of x, y, z
    QTest::newRow("RAS") << Affine() << QStringList{"left", "right", "posterior", "anterior", "inferior", "superior"};
    QTest::newRow("LPS") << Affine::scaling({-1, -1, 1})
                         << QStringList{"right", "left", "anterior", "posterior", "inferior", "superior"};
    QTest::newRow("sagittal slices (PIR)")
        << Affine({{{0, 0, 1, 0}, {-1, 0, 0, 0}, {0, -1, 0, 0}, {0, 0, 0, 1}}})
        << QStringList{"anterior", "posterior", "superior", "inferior", "left", "right"};
    QTest::newRow("45 degrees oblique") << Affine(
                                               {{{0.71, -0.71, 0, 0}, {0.7, 0.71, 0, 0}, {0, 0, 3, 0}, {0, 0, 0, 1}}})
                                        << QStringList{"left",     "right",    "posterior",
                                                       "anterior", "inferior", "superior"};
}

void TestMeasure::edgesAreNamedInTheWorld() {
    QFETCH(Affine, worldFromVoxel);
    QFETCH(QStringList, sides);
    LabelVolume map = emptyMap({5, 5, 5}, worldFromVoxel);
    const auto set = [&map](std::int64_t x, std::int64_t y, std::int64_t z, int label) {
        map.labels[map.geometry.index(x, y, z)] = label;
    };
    set(0, 2, 2, 7);
    set(0, 1, 2, 2);
    set(2, 4, 2, 3);
    set(2, 2, 4, 7);
    set(2, 3, 4, 7);
    set(2, 1, 4, 7);
    set(4, 2, 2, 99); // not a region
    set(2, 2, 2, 7);
    const Measurement measured = measure(map, table());
    const std::array<std::int64_t, 6> expected{2, 0, 0, 1, 0, 3};
    for (std::size_t face = 0; face < 6; ++face) {
        const std::string side(measured.edges[face].side);
        QCOMPARE(QString::fromStdString(side), sides[static_cast<qsizetype>(face)]);
        QCOMPARE(measured.edges[face].voxels, expected[face]);
    }
}

void TestMeasure::hemispheresComeFromTheTableOnly() {
    LabelVolume map = emptyMap({4, 1, 1}, Affine::translation({50, 0, 0})); // all of it in the right half of the world
    map.labels = {3, 3, 2, 7};
    const auto [left, right] = hemisphereVolumes(measure(map, table()), table());
    QCOMPARE(left, 2.0);
    QCOMPARE(right, 1.0);
}

void TestMeasure::intracranialVolumeIsScaledBack() {
    const IntracranialEstimate estimate = estimateIntracranial(1800, Affine::scaling({1.2, 1.0, 1.0}));
    QCOMPARE(estimate.valueMl, 1500.0);
    QCOMPARE(estimate.method, std::string("estimated from registration"));
    EXPECT_ERROR(estimateIntracranial(1800, Affine::scaling({-1, 1, 1})), ErrorCode::Internal, "right-handed");
}

QTEST_APPLESS_MAIN(TestMeasure)
#include "tst_measure.moc"
