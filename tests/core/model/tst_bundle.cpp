#include "core/base/os/file.h"
#include "core/base/sha256.h"
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
    void wholeVolumeIsWhole();
    void damagedWholeVolume_data();
    void damagedWholeVolume();
    void otherLabelTable();
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

void TestBundle::wholeVolumeIsWhole() {
    const Bundle bundle = openBundle("meshnet-subcortical-18", builtIn());
    verifyBundle(bundle);
    QVERIFY(bundle.wholeVolume && bundle.plan.tiles.empty() && bundle.networks.size() == 1);
    QVERIFY(bundle.plan.grid == (Size3{256, 256, 256}));
    QCOMPARE(bundle.labelOfClass.size(), std::size_t{18});
    const std::filesystem::path again = m_root.path().toStdString() + "/whole";
    std::filesystem::copy(bundle.folder, again);
    Bundle same = bundle;
    same.folder = again;
    std::vector<std::string> files;
    for (const auto& [name, hash] : bundle.files) {
        files.push_back(name);
    }
    writeManifest(same, files);
    const Bundle read = openBundle(again.string(), {});
    QVERIFY(read.labels == bundle.labels && read.networks[0].steps == bundle.networks[0].steps);
    QVERIFY(read.wholeVolume->splitSides && read.wholeVolume->boxThreshold == 0.2 && !read.biasCorrection);
    QCOMPARE(read.files, bundle.files);
    os::writeFileAtomically(again / "labels.tsv", "index\tname\n1\tother\n");
    EXPECT_ERROR(openBundle(again.string(), {}), ErrorCode::BundleHashDiffers, "labels.tsv");
}

void TestBundle::damagedWholeVolume_data() {
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* name, Change change, const char* text) { QTest::newRow(name) << change << text; };
    const auto step = [](Json& m, std::size_t index) -> Json& { return m["networks"][0]["steps"][index]; };
    row(
        "other conforming", [](Json& m) { m["whole_volume"]["conform"] = "ras-2mm"; }, "conform");
    row(
        "huge cube",
        [](Json& m) {
            m["whole_volume"]["size"] = {256, 256, 100000};
        },
        "size is not three");
    row(
        "threshold of 1", [](Json& m) { m["whole_volume"]["box_threshold"] = 1; }, "box_threshold");
    row(
        "threshold below 0", [](Json& m) { m["whole_volume"]["box_threshold"] = -0.1; }, "box_threshold");
    row(
        "sides in words", [](Json& m) { m["whole_volume"]["split_sides"] = "yes"; }, "split_sides");
    row(
        "tiles as well", [](Json& m) { m["tiles"] = Json::array(); }, "tiles doesn't go with whole_volume");
    row(
        "a grid as well", [](Json& m) { m["grid"] = Json::object(); }, "grid doesn't go with");
    row(
        "a network of tiles", [](Json& m) { m["networks"][0]["kind"] = "tessera-tilenet"; },
        "doesn't go with whole_volume");
    row(
        "two networks", [](Json& m) { m["networks"].push_back(m["networks"][0]); }, "more than the one");
    row(
        "no steps", [](Json& m) { m["networks"][0].erase("steps"); }, "steps is missing");
    row(
        "unknown step", [step](Json& m) { step(m, 1)["type"] = "softmax"; }, "steps[1].type \"softmax\"");
    row(
        "no channels", [step](Json& m) { step(m, 0)["channels"] = 0; }, "channels");
    row(
        "half a channel", [step](Json& m) { step(m, 0)["channels"] = 1.5; }, "channels");
    row(
        "kernel of 2", [step](Json& m) { step(m, 0)["kernel"] = 2; }, "kernel");
    row(
        "wide dilation", [step](Json& m) { step(m, 0)["dilation"] = 65; }, "dilation");
    row(
        "other classes", [](Json& m) { m["networks"][0]["classes"] = 19; }, "don't end in as many channels");
    row(
        "label table elsewhere", [](Json& m) { m["label_table"] = "../labels.tsv"; }, "plain file name");
    row(
        "unlisted label table", [](Json& m) { m["files"].erase("labels.tsv"); }, "doesn't list labels.tsv");
    row(
        "another table's name", [](Json& m) { m["label_set"] = "BrainCOLOR"; }, "not the name of its label_table");
    row(
        "no table of its own", [](Json& m) { m.erase("label_table"); }, "not known to this version");
}

void TestBundle::damagedWholeVolume() {
    QFETCH(Change, change);
    QFETCH(QString, text);
    QTemporaryDir folder;
    const std::filesystem::path to = folder.path().toStdString(), from = builtIn() / "meshnet-subcortical-18";
    std::filesystem::copy(from / "labels.tsv", to / "labels.tsv");
    Json json = readJson(from / "manifest.json");
    change(json);
    std::ofstream(to / "manifest.json") << json;
    EXPECT_ERROR(openBundle(to.string(), {}), ErrorCode::BundleInvalid, text.toStdString());
}

void TestBundle::otherLabelTable() {
    QTemporaryDir folder;
    const std::filesystem::path to = folder.path().toStdString(), from = builtIn() / "meshnet-subcortical-18";
    const auto openWith = [&](const std::string& table) {
        os::writeFileAtomically(to / "labels.tsv", table);
        Json json = readJson(from / "manifest.json");
        json["files"]["labels.tsv"] = sha256OfFile(to / "labels.tsv");
        std::ofstream(to / "manifest.json") << json;
        return openBundle(to.string(), {});
    };
    EXPECT_ERROR(openWith("index\tname\ttable\n1\tA\tmeshnet-subcortical-18\n"), ErrorCode::BundleInvalid, "2 classes");
    EXPECT_ERROR(openWith("index\tname\ttable\n2000000\tA\tmeshnet-subcortical-18\n"), ErrorCode::BundleInvalid,
                 "label_table has a number above");
    EXPECT_ERROR(openWith("no table"), ErrorCode::LabelTableInvalid, "labels.tsv");
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
