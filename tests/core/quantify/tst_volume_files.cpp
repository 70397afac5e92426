#include "core/base/tsv.h"
#include "core/image/image_io.h"
#include "core/quantify/volume_files.h"
#include "tests/support/shared_data.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <clocale>
#include <fstream>
#include <iterator>
#include <locale>

using namespace tessera;
using namespace tessera::quantify;

class TestVolumeFiles : public QObject {
    Q_OBJECT
  private slots:
    void csvEqualsSlantsByteForByte();
    void csvNamesTheTableAndQuotes();
    void tsvHasOneRowARegion();
    void jsonStatesWhatItIs();
    void numbersIgnoreTheLocale();
};

namespace {

using labels::Hemisphere;

const labels::LabelTable& table() {
    static const labels::LabelTable small(
        "My, table",
        {{.number = 7, .name = "Stem \"a\"", .hemisphere = Hemisphere::Midline},
         {.number = 2, .name = "Right A", .hemisphere = Hemisphere::Right, .lobe = "x", .counterpart = 3},
         {.number = 3, .name = "Left A", .hemisphere = Hemisphere::Left, .lobe = "x", .counterpart = 2},
         {.number = 9, .name = "Nowhere"}},
        {.number = 0, .name = "background"});
    return small;
}

Measurement measured() {
    const LabelVolume map{Geometry::fromAffine({6, 1, 1}, Affine::scaling({1.5, 1, 1})), {7, 3, 3, 3, 2, 99}};
    const std::vector<float> agreement{1.0F, 0.5F, 0.75F, 1.0F, 1.0F, 1.0F};
    const std::vector<std::uint8_t> coverage{1, 8, 8, 8, 8, 8};
    return measure(map, table(), agreement, coverage);
}

struct DecimalComma : std::numpunct<char> { // the locale that holds it deletes it
    [[nodiscard]] char do_decimal_point() const override { return ','; }
    [[nodiscard]] char do_thousands_sep() const override { return '.'; }
    [[nodiscard]] std::string do_grouping() const override { return "\3"; }
};

nlohmann::json parsed(Laterality laterality, const std::optional<IntracranialEstimate>& intracranial) {
    const Measurement measurement = measured();
    const Quality quality = assess(measurement, table(), {.laterality = laterality});
    return nlohmann::json::parse(volumesJson(measurement, table(), quality, laterality, intracranial));
}

} // namespace

void TestVolumeFiles::csvEqualsSlantsByteForByte() {
    TESSERA_SHARED_PATH(map, "reference/slant27/native.nii.gz");
    TESSERA_SHARED_PATH(csv, "reference/slant27/volumes.csv");
    std::ifstream stream(csv, std::ios::binary);
    const std::string expected(std::istreambuf_iterator<char>(stream), {});
    const Measurement measurement = measure(readLabels(map), labels::brainColor());
    QVERIFY(measurement.unknownLabels.empty());
    QVERIFY(!expected.empty());
    QVERIFY(volumesCsv(measurement, labels::brainColor()) == expected);
}

void TestVolumeFiles::csvNamesTheTableAndQuotes() {
    QCOMPARE(QString::fromStdString(volumesCsv(measured(), table())),
             QString("\"Label Name (My, table)\",\"Label Number (My, table)\",Label Volume (mm^3)\n"
                     "\"Stem \"\"a\"\"\",7,1.50\nRight A,2,1.50\nLeft A,3,4.50\nNowhere,9,0.00\n"));
}

void TestVolumeFiles::tsvHasOneRowARegion() {
    QCOMPARE(QString::fromStdString(volumesTsv(measured(), table(), Laterality::Unverified)),
             QString("index\tname\themisphere\ttissue\tlobe\tvolume_mm3\tshare_percent\tasymmetry_percent\t"
                     "mean_agreement\tvoxels\tcentroid_x_mm\tcentroid_y_mm\tcentroid_z_mm\tlaterality\n"
                     "7\tStem \"a\"\tmidline\tn/a\tn/a\t1.50\t20.0000\tn/a\tn/a\t1\t0.00\t0.00\t0.00\tunverified\n"
                     "2\tRight A\tright\tn/a\tx\t1.50\t20.0000\t100.00\t1.0000\t1\t6.00\t0.00\t0.00\tunverified\n"
                     "3\tLeft A\tleft\tn/a\tx\t4.50\t60.0000\t100.00\t0.7500\t3\t3.00\t0.00\t0.00\tunverified\n"
                     "9\tNowhere\tn/a\tn/a\tn/a\t0.00\t0.0000\tn/a\tn/a\t0\tn/a\tn/a\tn/a\tunverified\n"
                     "99\tn/a\tn/a\tn/a\tn/a\t1.50\tn/a\tn/a\tn/a\t1\tn/a\tn/a\tn/a\tunverified\n"));
}

void TestVolumeFiles::jsonStatesWhatItIs() {
    const nlohmann::json json = parsed(Laterality::Unverified, IntracranialEstimate{1500.5, "by hand"});
    QCOMPARE(json.at("schema_version").get<int>(), 1);
    QCOMPARE(json.at("table").get<std::string>(), std::string("My, table"));
    QCOMPARE(json.at("laterality").get<std::string>(), std::string("unverified"));
    QCOMPARE(json.at("state").get<std::string>(), std::string("needs review"));
    QCOMPARE(json.at("reasons").at(0).at("code").get<std::string>(), std::string("brain-volume"));
    QVERIFY(!json.at("reasons").at(0).at("sentence").get<std::string>().empty());
    QCOMPARE(json.at("notices").at(0).at("code").get<std::string>(), std::string("laterality-unverified"));
    QVERIFY(json.at("etiv") == (nlohmann::json{{"value_ml", 1500.5}, {"method", "by hand"}}));
    QVERIFY(json.at("unknown_labels") == nlohmann::json::array({{{"index", 99}, {"voxels", 1}, {"volume_mm3", 1.5}}}));
    const nlohmann::json& brain = json.at("segmented_brain");
    QCOMPARE(brain.at("volume_mm3").get<double>(), 7.5);
    QCOMPARE(brain.at("voxels").get<int>(), 5);
    QVERIFY(!brain.at("definition").get<std::string>().empty());
    QCOMPARE(json.at("regions").size(), std::size_t{4});
    QVERIFY(json.at("regions").at(2) == (nlohmann::json{{"index", 3},
                                                        {"name", "Left A"},
                                                        {"hemisphere", "left"},
                                                        {"tissue", nullptr},
                                                        {"lobe", "x"},
                                                        {"parent", nullptr},
                                                        {"volume_mm3", 4.5},
                                                        {"share_percent", 60.0},
                                                        {"asymmetry_percent", 100.0},
                                                        {"mean_agreement", 0.75},
                                                        {"voxels", 3},
                                                        {"centroid_ras_mm", {3.0, 0.0, 0.0}}}));
    QVERIFY(json.at("regions").at(3).at("centroid_ras_mm").is_null());
    QVERIFY(parsed(Laterality::Verified, {}).at("etiv").is_null());
    QVERIFY(parsed(Laterality::Verified, {}).at("notices").empty());
}

void TestVolumeFiles::numbersIgnoreTheLocale() {
    const auto all = [] {
        const Measurement measurement = measured();
        return volumesCsv(measurement, table()) + volumesTsv(measurement, table(), Laterality::Verified) +
               volumesJson(measurement, table(), assess(measurement, table(), {}), Laterality::Verified, {});
    };
    const std::string expected = all();
    std::setlocale(LC_ALL, "de_DE.UTF-8"); // changes nothing where this locale isn't installed
    const std::locale before = std::locale::global(std::locale(std::locale::classic(), new DecimalComma));
    const std::string text = all();
    std::locale::global(before);
    std::setlocale(LC_ALL, "C");
    QVERIFY(text == expected);
}

QTEST_APPLESS_MAIN(TestVolumeFiles)
#include "tst_volume_files.moc"
