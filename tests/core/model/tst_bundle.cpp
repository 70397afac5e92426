#include "core/base/os/file.h"
#include "core/model/bundle.h"
#include "core/model/safetensors.h"
#include "tests/support/expect_error.h"
#include "tests/support/shared_data.h"

#include <QTemporaryDir>
#include <QtTest>

#include <nlohmann/json.hpp>

#include <cstring>
#include <fstream>
#include <functional>

using namespace tessera;
using namespace tessera::model;
using Json = nlohmann::ordered_json;
using Change = std::function<void(Json&)>;
Q_DECLARE_METATYPE(Change)

class TestBundle : public QObject {
    Q_OBJECT

  private:
    QTemporaryDir m_root;
    std::filesystem::path m_bundle; ///< a small random bundle that each test may damage after copying it

    static std::filesystem::path builtIn() { return test::sourcePath("resources/models"); }
    std::filesystem::path copy(const char* name) const {
        const std::filesystem::path to = m_root.path().toStdString() + "/" + name;
        std::filesystem::copy(m_bundle, to);
        return to;
    }
    static Json readJson(const std::filesystem::path& file) { return Json::parse(os::readFile(file)); }

  private slots:
    void initTestCase();
    void builtInIsWhole();
    void randomIsSeeded();
    void randomRefusesAFullFolder();
    void missingBundle();
    void damagedManifest_data();
    void damagedManifest();
    void wrongHash();
    void missingTensorWrongShapeHugeHeader();
};

void TestBundle::initTestCase() {
    m_bundle = m_root.path().toStdString() + "/random";
    writeRandomBundle(m_bundle, openBundle("tessera-mini", builtIn()), 1, 0.0625);
}

void TestBundle::builtInIsWhole() {
    const Bundle bundle = openBundle("tessera-mini", builtIn());
    verifyBundle(bundle);
    QCOMPARE(bundle.plan.tiles.size(), std::size_t{27});
    const fusion::TilePlan slant = fusion::TilePlan::slant27();
    QCOMPARE(bundle.plan.grid, slant.grid);
    for (std::size_t i = 0; i < 27; ++i) {
        QCOMPARE(bundle.plan.tiles[i].origin, slant.tiles[i].origin);
        QCOMPARE(bundle.plan.tiles[i].name, slant.tiles[i].name);
    }
    QVERIFY(bundle.worldFromVoxel == fusion::slantWorldFromVoxel());
    QCOMPARE(bundle.labelOfClass.size(), std::size_t{133});
    std::vector<std::string> problems;
    QVERIFY(!listBundles(builtIn(), problems).empty());
    QVERIFY(problems.empty());
}

void TestBundle::randomIsSeeded() {
    const Bundle bundle = openBundle(m_bundle.string(), builtIn());
    verifyBundle(bundle);
    QVERIFY(bundle.scaling == Scaling::TileMinMax);
    const std::filesystem::path again = m_root.path().toStdString() + "/again";
    writeRandomBundle(again, openBundle("tessera-mini", builtIn()), 1, 0.0625);
    QCOMPARE(openBundle(again.string(), {}).hash, bundle.hash);
    const std::filesystem::path other = m_root.path().toStdString() + "/other";
    writeRandomBundle(other, openBundle("tessera-mini", builtIn()), 2, 0.0625);
    QVERIFY(openBundle(other.string(), {}).files.at("1_1_1.safetensors") != bundle.files.at("1_1_1.safetensors"));
    QVERIFY(bundle.files.at("1_1_2.safetensors") != bundle.files.at("1_1_1.safetensors"));
}

void TestBundle::randomRefusesAFullFolder() {
    EXPECT_ERROR(writeRandomBundle(m_bundle, openBundle("tessera-mini", builtIn()), 1, 1), ErrorCode::WriteFailed,
                 "random");
}

void TestBundle::missingBundle() {
    EXPECT_ERROR(openBundle("no-such-model", builtIn()), ErrorCode::BundleMissing, "no-such-model");
    EXPECT_ERROR(openBundle("", builtIn()), ErrorCode::BundleMissing, "model list");
}

void TestBundle::damagedManifest_data() {
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* name, Change change, const char* text) { QTest::newRow(name) << change << text; };
    row(
        "newer schema", [](Json& m) { m["schema_version"] = 2; }, "schema_version");
    row(
        "no name", [](Json& m) { m.erase("name"); }, "name is missing");
    row(
        "name is a number", [](Json& m) { m["name"] = 3; }, "name is not a text");
    row(
        "not an object", [](Json& m) { m = Json::array(); }, "not an object");
    row(
        "huge grid",
        [](Json& m) {
            m["grid"]["size"] = {100000, 100000, 100000};
        },
        "size is not three whole numbers");
    row(
        "half a grid",
        [](Json& m) {
            m["grid"]["size"] = {172, 220};
        },
        "grid.size");
    row(
        "mirrored grid", [](Json& m) { m["grid"]["world_from_voxel"][0][0] = -1; }, "mirrors");
    row(
        "two rows", [](Json& m) { m["grid"]["world_from_voxel"].erase(2); }, "three rows");
    row(
        "no tiles", [](Json& m) { m["tiles"] = Json::array(); }, "tiles is not a list with entries");
    row(
        "tile outside", [](Json& m) { m["tiles"][4]["origin"][0] = 100; }, "tiles[4].box reaches beyond");
    row(
        "tile's network", [](Json& m) { m["tiles"][0]["network"] = 27; }, "network is not an index");
    row(
        "one owner",
        [](Json& m) {
            m["tiles"][4]["owned"] = {{"origin", {0, 46, 34}}, {"size", {96, 128, 88}}};
        },
        "some tiles own voxels");
    row(
        "owner without a size",
        [](Json& m) {
            m["tiles"][4]["owned"] = {{"origin", {0, 46, 34}}};
        },
        "tiles[4].owned.size is missing");
    row(
        "unknown kind", [](Json& m) { m["networks"][0]["kind"] = "oracle"; }, "oracle");
    row(
        "too many classes", [](Json& m) { m["networks"][0]["classes"] = 300; }, "classes");
    row(
        "other classes", [](Json& m) { m["networks"][0]["classes"] = 132; }, "133 classes");
    row(
        "path out of the bundle", [](Json& m) { m["networks"][0]["weights"] = "../w.safetensors"; }, "plain file name");
    row(
        "template elsewhere", [](Json& m) { m["template"]["image"] = "/etc/passwd"; }, "plain file name");
    row(
        "unlisted file", [](Json& m) { m["files"].erase("template.nii.gz"); }, "doesn't list template.nii.gz");
    row(
        "unknown scaling", [](Json& m) { m["input"]["scaling"] = "z-score"; }, "z-score");
    row(
        "unknown bias correction", [](Json& m) { m["input"]["bias_correction"] = "n3"; }, "bias_correction");
    row(
        "unknown normalisation", [](Json& m) { m["normalisation"] = "running"; }, "normalisation");
    row(
        "unknown labels", [](Json& m) { m["label_set"] = "FreeSurfer"; }, "FreeSurfer");
}

void TestBundle::damagedManifest() {
    QFETCH(Change, change);
    QFETCH(QString, text);
    QTemporaryDir folder;
    const std::filesystem::path file = folder.path().toStdString() + "/manifest.json";
    Json json = readJson(m_bundle / "manifest.json");
    change(json);
    std::ofstream(file) << json;
    EXPECT_ERROR(openBundle(folder.path().toStdString(), {}), ErrorCode::BundleInvalid, text.toStdString());
    std::ofstream(file) << "{\"name\": ";
    EXPECT_ERROR(openBundle(folder.path().toStdString(), {}), ErrorCode::BundleInvalid, "manifest.json");
}

void TestBundle::wrongHash() {
    const std::filesystem::path folder = copy("wrong-hash");
    std::string bytes = os::readFile(folder / "2_2_2.safetensors");
    bytes.back() = static_cast<char>(bytes.back() ^ 1);
    os::writeFileAtomically(folder / "2_2_2.safetensors", bytes);
    EXPECT_ERROR(verifyBundle(openBundle(folder.string(), {})), ErrorCode::BundleHashDiffers, "2_2_2.safetensors");
}

void TestBundle::missingTensorWrongShapeHugeHeader() {
    const std::filesystem::path folder = copy("tensors");
    const std::filesystem::path file = folder / "1_1_1.safetensors";
    const std::string whole = os::readFile(file);
    const auto rewrite = [&](std::string bytes) { // with its right hash: only the content is wrong
        os::writeFileAtomically(file, bytes);
        Bundle bundle = openBundle(folder.string(), {});
        std::vector<std::string> files;
        for (const auto& [name, hash] : bundle.files) {
            files.push_back(name);
        }
        writeManifest(bundle, files);
        return openBundle(folder.string(), {});
    };
    std::string renamed = whole;
    renamed.replace(renamed.find("ec0.0.bias"), 10, "ec0.0.bios");
    EXPECT_ERROR(verifyBundle(rewrite(renamed)), ErrorCode::TensorMissing, "ec0.0.bias");
    std::string huge = whole;
    const std::uint64_t claim = 1ULL << 60;
    std::memcpy(huge.data(), &claim, 8);
    EXPECT_ERROR(verifyBundle(rewrite(huge)), ErrorCode::TensorFileInvalid, "1_1_1.safetensors");
    Bundle wider = rewrite(whole);
    wider.networks[0].width = 0.125;
    EXPECT_ERROR(verifyBundle(wider), ErrorCode::TensorShapeDiffers, "1_1_1.safetensors");
}

QTEST_APPLESS_MAIN(TestBundle)
#include "tst_bundle.moc"
