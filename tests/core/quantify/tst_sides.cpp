#include "core/quantify/quality.h"
#include "core/quantify/sides.h"
#include "core/quantify/volume_files.h"

#include <QtTest>

#include <nlohmann/json.hpp>

using namespace tessera;
using namespace tessera::quantify;
using labels::Hemisphere;
using labels::Tissue;

namespace {

/// 7 lies on both sides, 11 in the midline, 3 is left by its name.
labels::LabelTable table() {
    return {"bilateral",
            {{7, "Thalamus", {}, Hemisphere::NotStated, Tissue::SubcorticalGreyMatter},
             {11, "3rd-Ventricle", {}, Hemisphere::Midline, Tissue::CerebrospinalFluid},
             {3, "Left-Only", {}, Hemisphere::Left}},
            {.number = 0, .name = "background"}};
}

/// 10 x 2 x 1 voxels of 1 x 2 x 1 mm whose x axis runs to the left, its middle between voxels 4 and 5; all of it label
/// 7 but for one column of 11 and one voxel of a number that no table knows.
LabelVolume map() {
    Affine matrix = Affine::scaling({-1, 2, 1});
    matrix(0, 3) = 4.5;
    LabelVolume out{Geometry::fromAffine({10, 2, 1}, matrix), std::vector<std::int32_t>(20, 7)};
    out.labels[0] = 0;
    out.labels[4] = 11;
    out.labels[14] = 11;
    out.labels[19] = 8;
    return out;
}

} // namespace

class TestSides : public QObject {
    Q_OBJECT
  private slots:
    void splitsAtTheTemplatesMidplane();
    void registrationDecides();
    void filesSaySo();
    void qualitySaysSo();
};

void TestSides::splitsAtTheTemplatesMidplane() {
    const auto [sided, measured] = measureBySides(map(), table(), Affine());
    QCOMPARE(measured.regions.size(), std::size_t{4});
    QCOMPARE(sided.regions()[0].name, std::string("Left-Thalamus"));
    QCOMPARE(sided.regions()[1].name, std::string("Right-Thalamus"));
    QCOMPARE(sided.regions()[2].name, std::string("3rd-Ventricle"));
    QCOMPARE(sided.regions()[3].name, std::string("Left-Only"));
    for (const auto& [index, number, voxels] :
         {std::array<std::int64_t, 3>{0, 7, 9}, {1, 7, 7}, {2, 11, 2}, {3, 3, 0}}) {
        QCOMPARE(static_cast<std::int64_t>(measured.regions[static_cast<std::size_t>(index)].number), number);
        QCOMPARE(measured.regions[static_cast<std::size_t>(index)].voxels, voxels);
    }
    QVERIFY((*measured.regions[0].centroidMm)[0] < 0 && (*measured.regions[1].centroidMm)[0] > 0);
    QCOMPARE(*measured.regions[0].asymmetryPercent, 200.0 * (18 - 14) / (18 + 14)); // 2 mm^3 a voxel
    QVERIFY(measured.regions[0].asymmetryPercent == measured.regions[1].asymmetryPercent);
    QVERIFY(!measured.regions[2].asymmetryPercent && measured.sidesSplit);
    QCOMPARE(measured.unknownLabels, (std::map<std::int32_t, std::int64_t>{{8, 1}}));
}

/// The plane is the template's: a head that lies 3 mm to the right in its scan.
void TestSides::registrationDecides() {
    const auto [sided, measured] = measureBySides(map(), table(), Affine::translation({3, 0, 0}));
    QCOMPARE(measured.regions[0].voxels, std::int64_t{3}); // x of 3.5 and 4.5 mm more to the left, less the unknown one
    QCOMPARE(measured.regions[1].voxels, std::int64_t{13});
}

void TestSides::filesSaySo() {
    const auto [sided, measured] = measureBySides(map(), table(), Affine());
    QCOMPARE(volumesCsv(measured, sided),
             std::string("Label Name (bilateral),Label Number (bilateral),Label Volume (mm^3)\n"
                         "Left-Thalamus,7,18.00\nRight-Thalamus,7,14.00\n"
                         "3rd-Ventricle,11,4.00\nLeft-Only,3,0.00\n"));
    const std::string tsv = volumesTsv(measured, sided, Laterality::Verified);
    QVERIFY(tsv.find("\tlaterality\tsides\n") != std::string::npos);
    QCOMPARE(QString::fromStdString(tsv).count("\tverified\tmidplane\n"), 2);
    QVERIFY(tsv.find("8\tn/a") != std::string::npos && tsv.find("\tverified\tn/a\n") != std::string::npos);
    const auto json = nlohmann::json::parse(
        volumesJson(measured, sided, assess(measured, sided, {}), Laterality::Verified, std::nullopt));
    QCOMPARE(json.at("sides").get<std::string>(), std::string("split at x = 0 of the registration to the template"));
    QCOMPARE(json.at("regions")[1].at("index").get<int>(), 7);
    QCOMPARE(json.at("regions")[1].at("hemisphere").get<std::string>(), std::string("right"));
    const Measurement plain = measure(map(), table());
    QVERIFY(volumesTsv(plain, table(), Laterality::Verified).find("sides") == std::string::npos);
}

void TestSides::qualitySaysSo() {
    LabelVolume known = map();
    known.labels[9] = 3; // both sides nearly alike
    known.labels[18] = known.labels[19] = 0;
    const auto [sided, measured] = measureBySides(known, table(), Affine());
    const Quality quality = assess(measured, sided, {});
    // 40 mm^3 are no brain, but this table has no cortex: it isn't asked for one
    QVERIFY2(quality.state == State::Done, quality.reasons.empty() ? "" : quality.reasons[0].sentence.c_str());
    QCOMPARE(quality.notices.size(), std::size_t{1});
    QCOMPARE(quality.notices[0].code, std::string("sides-split"));
    QVERIFY(quality.notices[0].sentence.find("x = 0") != std::string::npos);
    QCOMPARE(assess(measured, sided, {.cubeEdgeVoxels = 20}).reasons.size(), std::size_t{0});
    const Quality cut = assess(measured, sided, {.cubeEdgeVoxels = 21});
    QCOMPARE(cut.reasons.size(), std::size_t{1});
    QCOMPARE(cut.reasons[0].code, std::string("cube-edge"));
    const labels::LabelTable unstated{"plain", {{7, "A"}, {11, "B"}, {3, "C"}}, {.number = 0, .name = "background"}};
    QCOMPARE(assess(measure(known, unstated), unstated, {}).reasons[0].code, std::string("brain-volume"));
}

QTEST_APPLESS_MAIN(TestSides)
#include "tst_sides.moc"
