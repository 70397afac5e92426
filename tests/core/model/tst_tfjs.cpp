#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/model/bundle.h"
#include "core/model/meshnet_import.h"
#include "core/model/meshnet_labels.h"
#include "core/model/safetensors.h"
#include "core/model/tfjs.h"
#include "tests/support/expect_error.h"
#include "tests/support/shared_data.h"

#include <QTemporaryDir>
#include <QtTest>

#include <nlohmann/json.hpp>

#include <functional>

using namespace tessera;
using namespace tessera::model;
using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

/// Damages a model: its model.json and what else lies in its folder.
using Change = std::function<void(Json& model, const fs::path& folder)>;
Q_DECLARE_METATYPE(Change)
Q_DECLARE_METATYPE(tessera::ErrorCode)
Q_DECLARE_METATYPE(tessera::labels::Hemisphere)
Q_DECLARE_METATYPE(tessera::labels::Tissue)

namespace {

using Type = network::MeshnetStep::Type;

Json& layer(Json& model, std::size_t index) {
    return model["modelTopology"]["model_config"]["config"]["layers"][index];
}
Json& config(Json& model, std::size_t index) {
    return layer(model, index)["config"];
}
Json& weight(Json& model, std::size_t group, std::size_t index) {
    return model["weightsManifest"][group]["weights"][index];
}

// layers of the fixture
constexpr std::size_t kInput = 0, kFirst = 1, kNorm = 2, kDropout = 3, kSecond = 4, kElu = 5, kOutput = 11;

} // namespace

/// The fixture of make_meshnet_fixtures.py, whole and broken in many ways; its values are checked by tst_meshnet.
class TestTfjs : public QObject {
    Q_OBJECT

  private:
    QTemporaryDir m_root;
    int m_count = 0;

    static fs::path fixture() { return test::sourcePath("tests/fixtures/meshnet"); }
    fs::path copy() {
        fs::path to = m_root.path().toStdString() + "/" + std::to_string(m_count++);
        fs::copy(fixture(), to);
        return to;
    }
    static Bundle mini() { return openBundle("tessera-mini", test::sourcePath("resources/models")); }

  private slots:
    void fixtureBecomesSteps();
    void sequentialModelsAreListsOfLayers();
    void malformed_data();
    void malformed();
    void notJson();
    void deepJsonIsRefused();
    void messagesStayShort();
    void everyImportOpens();
    void labelsAndColours();
    void namesTellSideAndTissue_data();
    void namesTellSideAndTissue();
    void labelsOfAFile();
    void importMakesABundle();
    void importOptions();
    void builtInsAreTheImportedModels_data();
    void builtInsAreTheImportedModels();
};

void TestTfjs::fixtureBecomesSteps() {
    const TfjsModel model = readTfjs(fixture());
    QCOMPARE(model.classes, 4);
    QVERIFY(model.input == (std::array<std::int64_t, 3>{256, 256, 256}));
    const std::vector<network::MeshnetStep> expected{{Type::Convolution, 5, 3, 1},
                                                     {Type::Relu},
                                                     {Type::Affine},
                                                     {Type::Convolution, 4, 3, 2},
                                                     {Type::Elu},
                                                     {Type::Convolution, 6, 3, 4},
                                                     {Type::Gelu},
                                                     {Type::Convolution, 4, 3, 1},
                                                     {Type::Sigmoid},
                                                     {Type::Convolution, 4, 1, 1}};
    QVERIFY(model.steps == expected);
    std::vector<std::string> found, needed;
    for (const FloatTensor& tensor : model.tensors) {
        found.push_back(tensor.shape.name + shapeText(tensor.shape.shape));
    }
    for (const TensorShape& tensor : expectedTensors({network::Kind::Meshnet, 4, {}, 1, model.steps})) {
        needed.push_back(tensor.name + shapeText(tensor.shape));
    }
    QVERIFY(found == needed);
}

void TestTfjs::sequentialModelsAreListsOfLayers() {
    const fs::path folder = copy();
    Json json = Json::parse(os::readFile(folder / "model.json"));
    Json layers = Json::array();
    for (std::size_t i = 1; i <= kOutput; ++i) { // the first convolution states the input's shape
        layers.push_back({{"class_name", layer(json, i)["class_name"]}, {"config", config(json, i)}});
    }
    layers[0]["config"]["batch_input_shape"] = {nullptr, nullptr, nullptr, nullptr, 1};
    json["modelTopology"] = {{"class_name", "Sequential"}, {"config", layers}};
    os::writeFileAtomically(folder / "model.json", json.dump());
    const TfjsModel model = readTfjs(folder), plain = readTfjs(fixture());
    QVERIFY(model.steps == plain.steps && model.input == plain.input);
    for (std::size_t i = 0; i < plain.tensors.size(); ++i) {
        QVERIFY(model.tensors[i].values == plain.tensors[i].values);
    }
}

namespace {

void row(const char* name, const std::function<void(Json&)>& change, const char* text,
         ErrorCode code = ErrorCode::ModelInvalid) {
    QTest::newRow(name) << Change([change](Json& m, const fs::path&) { change(m); }) << code << text;
}

void addTopologyRows() {
    row(
        "graph model", [](Json& m) { m["format"] = "graph-model"; }, "graph-model");
    row(
        "no topology", [](Json& m) { m.erase("modelTopology"); }, "modelTopology");
    row(
        "no layers", [](Json& m) { m["modelTopology"]["model_config"]["config"].erase("layers"); }, "layers");
    row(
        "layers are a text", [](Json& m) { m["modelTopology"]["model_config"]["config"]["layers"] = "all"; },
        "cannot use at");
    row(
        "no weights", [](Json& m) { m.erase("weightsManifest"); }, "weightsManifest");
    row(
        "pooling", [](Json& m) { layer(m, kDropout)["class_name"] = "MaxPooling3D"; }, "layer drop_0 (MaxPooling3D)");
    row(
        "two-dimensional", [](Json& m) { layer(m, kFirst)["class_name"] = "Conv2D"; }, "layer conv_0 (Conv2D)");
    row(
        "addition of layers", [](Json& m) { layer(m, kElu)["class_name"] = "Add"; }, "layer act_1 (Add)");
    row(
        "a name that is a number", [](Json& m) { config(m, kFirst)["name"] = 7; }, "must be string");
    row(
        "no config", [](Json& m) { layer(m, kFirst).erase("config"); }, "config");
    row(
        "a branch", [](Json& m) { layer(m, kSecond)["inbound_nodes"][0][0][0] = "conv_0"; }, "doesn't follow");
    row(
        "two parents",
        [](Json& m) {
            layer(m, kSecond)["inbound_nodes"][0].push_back({"conv_0", 0, 0});
        },
        "doesn't follow");
    row(
        "used twice",
        [](Json& m) { layer(m, kSecond)["inbound_nodes"].push_back(layer(m, kSecond)["inbound_nodes"][0]); },
        "doesn't follow");
    row(
        "a second input", [](Json& m) { layer(m, kSecond)["inbound_nodes"] = Json::array(); }, "second input");
}

void addInputAndKernelRows() {
    row(
        "two channels", [](Json& m) { config(m, kInput)["batch_input_shape"][4] = 2; }, "one volume of one channel");
    row(
        "a picture", [](Json& m) { config(m, kInput)["batch_input_shape"].erase(3); }, "one volume of one channel");
    row(
        "a huge input", [](Json& m) { config(m, kInput)["batch_input_shape"][1] = 1e9; }, "batch_input_shape");
    row(
        "no input shape", [](Json& m) { config(m, kInput).erase("batch_input_shape"); }, "no input shape");
    row(
        "channels first", [](Json& m) { config(m, kFirst)["data_format"] = "channels_first"; }, "data_format");
    row(
        "groups", [](Json& m) { config(m, kSecond)["groups"] = 2; }, "groups");
    row(
        "no filters", [](Json& m) { config(m, kFirst)["filters"] = 0; }, "filters");
    row(
        "many filters", [](Json& m) { config(m, kFirst)["filters"] = 1e300; }, "filters");
    row(
        "half a filter", [](Json& m) { config(m, kFirst)["filters"] = 4.5; }, "filters");
    row(
        "filters in words", [](Json& m) { config(m, kFirst)["filters"] = "five"; }, "filters");
    row(
        "other filters", [](Json& m) { config(m, kFirst)["filters"] = 6; }, "needs kernel of 3 x 3 x 3 x 1 x 6");
    row(
        "kernel of 5",
        [](Json& m) {
            config(m, kFirst)["kernel_size"] = {5, 5, 5};
        },
        "kernel_size");
    row(
        "kernel of 2",
        [](Json& m) {
            config(m, kFirst)["kernel_size"] = {2, 2, 2};
        },
        "kernel of 2");
    row(
        "flat kernel",
        [](Json& m) {
            config(m, kFirst)["kernel_size"] = {3, 3, 1};
        },
        "the same along the three axes");
    row(
        "kernel of two sizes",
        [](Json& m) {
            config(m, kFirst)["kernel_size"] = {3, 3};
        },
        "the same along the three axes");
}

void addLayerRows() {
    row(
        "strides",
        [](Json& m) {
            config(m, kFirst)["strides"] = {2, 2, 2};
        },
        "strides");
    row(
        "valid padding", [](Json& m) { config(m, kFirst)["padding"] = "valid"; }, "padding is \"valid\"");
    row(
        "no padding", [](Json& m) { config(m, kFirst).erase("padding"); }, "padding is missing");
    row(
        "dilations",
        [](Json& m) {
            config(m, kSecond)["dilation_rate"] = {2, 2, 4};
        },
        "dilation_rate");
    row(
        "wide dilation",
        [](Json& m) {
            config(m, kSecond)["dilation_rate"] = {65, 65, 65};
        },
        "dilation_rate");
    row(
        "softmax", [](Json& m) { config(m, kElu)["activation"] = "softmax"; }, "\"softmax\"");
    row(
        "fused tanh", [](Json& m) { config(m, kFirst)["activation"] = "tanh"; },
        "layer conv_0 (Conv3D) has the activation \"tanh\"");
    row(
        "no activation", [](Json& m) { config(m, kElu).erase("activation"); }, "activation");
    row(
        "normalised along x", [](Json& m) { config(m, kNorm)["axis"] = {1}; }, "axis");
    row(
        "epsilon in words", [](Json& m) { config(m, kNorm)["epsilon"] = "tiny"; }, "layer norm_0");
    row(
        "negative variance", [](Json& m) { config(m, kNorm)["epsilon"] = -9; }, "negative variance");
}

void addWeightRows() {
    row(
        "no bias wanted", [](Json& m) { config(m, kFirst)["use_bias"] = false; }, "conv_0/bias belong to no layer");
    row(
        "weights of nobody", [](Json& m) { weight(m, 1, 0)["name"] = "elsewhere/kernel"; },
        "lacks the weights conv_3/kernel");
    row(
        "weights twice", [](Json& m) { weight(m, 0, 1)["name"] = "conv_0/kernel"; }, "occur twice");
    row(
        "wrong rank",
        [](Json& m) {
            weight(m, 0, 0)["shape"] = {27, 5};
        },
        "needs kernel of 3 x 3 x 3 x 1 x 5");
    row(
        "shape out of range", [](Json& m) { weight(m, 0, 0)["shape"][0] = -3; }, "a size of the weights conv_0/kernel");
    row(
        "shape overflows",
        [](Json& m) {
            weight(m, 0, 0)["shape"] = Json::array({1 << 27, 1 << 27, 1 << 27});
        },
        "too many values");
    row(
        "too many values in all", // though each group alone is small, and stored as bytes
        [](Json& m) {
            weight(m, 0, 0)["shape"] = Json::array({1 << 25});
            weight(m, 1, 0)["shape"] = Json::array({1 << 25});
        },
        "more than 256 MiB");
    row(
        "a file named twice",
        [](Json& m) { m["weightsManifest"][0]["paths"].push_back(m["weightsManifest"][0]["paths"][0]); },
        "group1-shard1of2.bin twice");
    row(
        "a file of two groups",
        [](Json& m) {
            m["weightsManifest"].push_back({{"weights", Json::array()}, {"paths", {"group1-shard1of2.bin"}}});
        },
        "group1-shard1of2.bin twice");
    row(
        "larger than the files", [](Json& m) { weight(m, 0, 0)["shape"][0] = 4; }, "its weight files have 2616 bytes");
}

void addFileRows() {
    row(
        "no shape", [](Json& m) { weight(m, 0, 0).erase("shape"); }, "shape");
    row(
        "integers", [](Json& m) { weight(m, 0, 0)["dtype"] = "int32"; }, "int32");
    row(
        "quantised to int8", [](Json& m) { weight(m, 0, 0)["quantization"]["dtype"] = "int8"; }, "int8");
    row(
        "no scale", [](Json& m) { weight(m, 0, 0)["quantization"].erase("scale"); }, "scale");
    row(
        "huge scale", [](Json& m) { weight(m, 0, 0)["quantization"]["scale"] = 1e300; }, "NaN or infinity");
    row(
        "other quantisation", [](Json& m) { weight(m, 0, 1)["quantization"]["dtype"] = "uint16"; },
        "its weight files have");
    row(
        "one class",
        [](Json& m) {
            config(m, kOutput)["filters"] = 1;
            weight(m, 1, 2)["shape"][4] = 1;
            weight(m, 1, 3)["shape"][0] = 1;
        },
        "its weight files have");
    row(
        "no layer at all", [](Json& m) { m["modelTopology"]["model_config"]["config"]["layers"] = Json::array(); },
        "belong to no layer");
    row(
        "a file of the parent", [](Json& m) { m["weightsManifest"][0]["paths"][0] = "../group1-shard1of2.bin"; },
        "outside", ErrorCode::DataFileOutside);
    row(
        "a file of the system", [](Json& m) { m["weightsManifest"][0]["paths"][0] = "/etc/passwd"; }, "/etc/passwd",
        ErrorCode::DataFileOutside);
    row(
        "the folder itself", [](Json& m) { m["weightsManifest"][0]["paths"][0] = ".."; }, "outside",
        ErrorCode::DataFileOutside);
    row(
        "no such file", [](Json& m) { m["weightsManifest"][0]["paths"][0] = "gone.bin"; }, "gone.bin",
        ErrorCode::FileMissing);
    row(
        "a path that is a number", [](Json& m) { m["weightsManifest"][0]["paths"][0] = 1; }, "must be string");
    row(
        "files in another order",
        [](Json& m) { std::swap(m["weightsManifest"][0]["paths"][0], m["weightsManifest"][1]["paths"][0]); },
        "its weight files have");
    const auto file = [](const char* name, const char* which, const std::function<void(std::string&)>& change,
                         const char* text) {
        QTest::newRow(name) << Change([which, change](Json&, const fs::path& folder) {
            std::string bytes = os::readFile(folder / which);
            change(bytes);
            os::writeFileAtomically(folder / which, bytes);
        }) << ErrorCode::ModelInvalid
                            << text;
    };
    file(
        "a file cut short", "group1-shard1of2.bin", [](std::string& b) { b.pop_back(); },
        "its weight files have 2615 bytes");
    file(
        "a file too long", "group2-shard1of1.bin", [](std::string& b) { b += "more"; }, "its weight files have");
    file(
        "NaN", "group2-shard1of1.bin", [](std::string& b) { b.replace(0, 4, "\xff\xff\xff\xff"); }, "NaN or infinity");
}

} // namespace

void TestTfjs::malformed_data() {
    QTest::addColumn<Change>("change");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("text");
    addTopologyRows();
    addInputAndKernelRows();
    addLayerRows();
    addWeightRows();
    addFileRows();
}

void TestTfjs::malformed() {
    QFETCH(Change, change);
    QFETCH(ErrorCode, code);
    QFETCH(QString, text);
    const fs::path folder = copy();
    Json json = Json::parse(os::readFile(folder / "model.json"));
    change(json, folder);
    os::writeFileAtomically(folder / "model.json", json.dump());
    EXPECT_ERROR(readTfjs(folder), code, text.toStdString());
    const fs::path output = folder / "bundle";
    EXPECT_ERROR(importMeshnet(folder, output, mini(), {}), code, text.toStdString());
    QVERIFY(!fs::exists(output));
}

void TestTfjs::notJson() {
    const fs::path folder = copy();
    for (const std::string& text : {std::string("{"), std::string(), std::string("[[[[]]]]"), std::string("\0\1\2", 3),
                                    std::string(100'000, '['), std::string("{\"a\": \"\xff\"}")}) {
        os::writeFileAtomically(folder / "model.json", text);
        EXPECT_ERROR(readTfjs(folder), ErrorCode::ModelInvalid, "model.json");
    }
    fs::remove(folder / "model.json");
    EXPECT_ERROR(readTfjs(folder), ErrorCode::FileMissing, "model.json");
}

void TestTfjs::deepJsonIsRefused() {
    const fs::path folder = copy();
    const auto nested = [](std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); };
    const std::string model = os::readFile(folder / "model.json");
    // the places where a value is compared, copied or quoted
    for (const std::string& text :
         {nested(100'000), "{\"format\": " + nested(100'000) + "}", "{\"format\": " + nested(32) + "}"}) {
        os::writeFileAtomically(folder / "model.json", text);
        EXPECT_ERROR(readTfjs(folder), ErrorCode::ModelInvalid, "model.json");
        EXPECT_ERROR(readTfjs(folder), ErrorCode::ModelInvalid, "deeper than 32 levels");
    }
    os::writeFileAtomically(folder / "model.json", "{\"format\": " + nested(31) + "}");
    EXPECT_ERROR(readTfjs(folder), ErrorCode::ModelInvalid, "its format is a list");
    os::writeFileAtomically(folder / "model.json", model);
    for (const char* file : {"labels.json", "colormap.json"}) {
        const std::string good = os::readFile(folder / file);
        os::writeFileAtomically(folder / file, "{\"0\": " + nested(100'000) + "}");
        EXPECT_ERROR(meshnetLabels(folder, 4, "x"), ErrorCode::ModelInvalid, file);
        EXPECT_ERROR(meshnetLabels(folder, 4, "x"), ErrorCode::ModelInvalid, "deeper than 32 levels");
        os::writeFileAtomically(folder / file, good);
    }
}

void TestTfjs::messagesStayShort() {
    const fs::path folder = copy();
    const Json good = Json::parse(os::readFile(folder / "model.json"));
    const std::string text = "\u00e9" + std::string(1'000'000, 'x');
    const std::array<std::function<void(Json&)>, 6> changes{
        [&](Json& m) { m["format"] = text; },
        [&](Json& m) { layer(m, kFirst)["class_name"] = text; },
        [&](Json& m) { config(m, kFirst)["padding"] = text; },
        [&](Json& m) { config(m, kElu)["activation"] = text; },
        [&](Json& m) { weight(m, 0, 0)["name"] = text; },
        [&](Json& m) { weight(m, 0, 0)["shape"][0] = text; },
    };
    for (const auto& change : changes) {
        Json json = good;
        change(json);
        os::writeFileAtomically(folder / "model.json", json.dump());
        try {
            (void)readTfjs(folder);
            QFAIL("no error");
        } catch (const Error& error) {
            QVERIFY2(std::string(error.what()).size() < folder.string().size() + 400, error.what());
        }
    }
}

/// The importer and the manifest have the same limit.
void TestTfjs::everyImportOpens() {
    const fs::path folder = copy();
    Json json = Json::parse(os::readFile(folder / "model.json"));
    Json& layers = json["modelTopology"]["model_config"]["config"]["layers"];
    const Json more{{"class_name", "Activation"}, {"config", {{"name", "more"}, {"activation", "relu"}}}};
    layers.insert(layers.end(), 400, {{"class_name", "Dropout"}, {"config", {{"name", "none"}}}}); // no steps
    layers.insert(layers.end(), kMostSteps - readTfjs(folder).steps.size(), more);
    os::writeFileAtomically(folder / "model.json", json.dump());
    importMeshnet(folder, folder / "most", mini(), {});
    QCOMPARE(openBundle((folder / "most").string(), {}).networks.front().steps.size(), kMostSteps);
    layers.push_back(more);
    os::writeFileAtomically(folder / "model.json", json.dump());
    EXPECT_ERROR(importMeshnet(folder, folder / "more", mini(), {}), ErrorCode::ModelInvalid, "more than 256 steps");
    QVERIFY(!fs::exists(folder / "more"));
}

void TestTfjs::labelsAndColours() {
    const labels::LabelTable table = meshnetLabels(fixture(), 4, "fixture");
    QCOMPARE(table.name(), std::string("fixture"));
    QCOMPARE(table.background().name, std::string("Unknown"));
    QCOMPARE(table.regions().size(), std::size_t{3});
    const labels::Region& left = table.regions()[0];
    QVERIFY(left.name == "Left-Caudate" && left.number == 1 && left.hemisphere == labels::Hemisphere::Left);
    QVERIFY(left.counterpart == 2 && left.tissue == labels::Tissue::SubcorticalGreyMatter);
    QVERIFY(left.colour == (std::array<std::uint8_t, 3>{122, 186, 220}));
    QVERIFY(table.regions()[2].hemisphere == labels::Hemisphere::Midline && !table.regions()[2].counterpart);
    EXPECT_ERROR(meshnetLabels(fixture(), 5, "x"), ErrorCode::ModelInvalid, "4 names for 5 classes");
    const fs::path folder = copy();
    fs::remove(folder / "labels.json");
    QVERIFY(meshnetLabels(folder, 4, "fixture") == table); // the colour map's names
    os::writeFileAtomically(folder / "colormap.json", R"({"R": [0, 1, 2, 300], "G": [0, 1, 2, 3], "B": [0, 1, 2, 3],
        "labels": ["bg", "Left-A*", "Right-A*", "B"]})");
    EXPECT_ERROR(meshnetLabels(folder, 4, "x"), ErrorCode::ModelInvalid, "300");
    os::writeFileAtomically(folder / "colormap.json", R"({"labels": ["bg", "Left-A*", "Right-A*", "B"]})");
    EXPECT_ERROR(meshnetLabels(folder, 4, "x"), ErrorCode::ModelInvalid, "colormap.json");
    fs::remove(folder / "colormap.json");
    EXPECT_ERROR(meshnetLabels(folder, 4, "x"), ErrorCode::ModelInvalid, "--labels");
    os::writeFileAtomically(folder / "labels.json", R"({"0": "bg", "1": "lh.A*", "2": "rh.A*", "3": "ctx-lh-B"})");
    const labels::LabelTable sided = meshnetLabels(folder, 4, "x");
    QCOMPARE(sided.regions()[0].name, std::string("lh.A"));
    QVERIFY(sided.regions()[1].hemisphere == labels::Hemisphere::Right && sided.regions()[1].counterpart == 1);
    QVERIFY(sided.regions()[2].hemisphere == labels::Hemisphere::Left);
    os::writeFileAtomically(folder / "labels.json", R"({"0": "bg", "1": "A", "2": "B", "4": "C"})");
    EXPECT_ERROR(meshnetLabels(folder, 4, "x"), ErrorCode::ModelInvalid, "labels.json");
}

void TestTfjs::namesTellSideAndTissue_data() {
    using labels::Hemisphere, labels::Tissue;
    QTest::addColumn<Hemisphere>("side");
    QTest::addColumn<Tissue>("tissue");
    const auto row = [](const char* name, Hemisphere side, Tissue tissue) { QTest::newRow(name) << side << tissue; };
    row("Brain-Stem", Hemisphere::Midline, Tissue::BrainStem);
    row("Brain_Stem", Hemisphere::Midline, Tissue::BrainStem);
    row("brain stem", Hemisphere::Midline, Tissue::BrainStem);
    row("3rd Ventricle", Hemisphere::Midline, Tissue::CerebrospinalFluid);
    row("csf", Hemisphere::Midline, Tissue::CerebrospinalFluid);
    row("CC_Anterior", Hemisphere::Midline, Tissue::WhiteMatter);
    row("Cerebral_White_Matter", Hemisphere::NotStated, Tissue::WhiteMatter);
    row("Cerebellum Cortex", Hemisphere::NotStated, Tissue::CerebellarGreyMatter);
    row("Left-Inf-Lat-Vent", Hemisphere::Left, Tissue::CerebrospinalFluid);
    row("Left-VentralDC", Hemisphere::Left, Tissue::SubcorticalGreyMatter);
    row("Elsewhere", Hemisphere::NotStated, Tissue::NotStated);
}

void TestTfjs::namesTellSideAndTissue() {
    QFETCH(labels::Hemisphere, side);
    QFETCH(labels::Tissue, tissue);
    const fs::path folder = copy();
    const Json names{{"0", "bg"}, {"1", QTest::currentDataTag()}};
    fs::remove(folder / "colormap.json");
    os::writeFileAtomically(folder / "labels.json", names.dump());
    const labels::LabelTable table = meshnetLabels(folder, 2, "x");
    const labels::Region& region = table.regions().front();
    QVERIFY(region.hemisphere == side);
    QVERIFY(region.tissue == tissue);
}

void TestTfjs::labelsOfAFile() {
    const fs::path file = m_root.path().toStdString() + "/lut.txt";
    os::writeFileAtomically(file, "0 Unknown 0 0 0 0\n3 Brain-Stem 1 2 3 0\n1 Left-X 4 5 6 0\n2 Right-X 7 8 9 0\n");
    const labels::LabelTable table = meshnetLabelsOf(file, 4, "mine");
    QCOMPARE(table.name(), std::string("mine"));
    QCOMPARE(table.numberOfClass(), (std::vector<std::int32_t>{0, 1, 2, 3}));
    QVERIFY(table.regions()[1].counterpart == 1);
    QVERIFY(table.regions()[2].hemisphere == labels::Hemisphere::Midline);
    EXPECT_ERROR(meshnetLabelsOf(file, 5, "x"), ErrorCode::ModelInvalid, "from 1 to 4");
    os::writeFileAtomically(file, "0 Unknown 0 0 0 0\n4 Brain-Stem 1 2 3 0\n1 Left-X 4 5 6 0\n2 Right-X 7 8 9 0\n");
    EXPECT_ERROR(meshnetLabelsOf(file, 4, "x"), ErrorCode::ModelInvalid, "from 1 to 3");
}

void TestTfjs::importMakesABundle() {
    const fs::path output = m_root.path().toStdString() + "/bundles/fixture/";
    importMeshnet(fixture(), output, mini(), {.licence = "MIT"});
    const Bundle bundle = openBundle(output.string(), {});
    verifyBundle(bundle);
    QCOMPARE(bundle.name, std::string("fixture"));
    QCOMPARE(bundle.licence, std::string("MIT; the template is tessera-mini's (BSD-3-Clause)"));
    QVERIFY(bundle.wholeVolume && bundle.wholeVolume->boxThreshold == 0 && !bundle.wholeVolume->splitSides);
    QVERIFY(bundle.plan.tiles.empty() && bundle.plan.grid == (Size3{256, 256, 256}) && !bundle.biasCorrection);
    QVERIFY(bundle.networks.front().steps == readTfjs(fixture()).steps);
    QVERIFY(bundle.labels == meshnetLabels(fixture(), 4, "fixture"));
    QCOMPARE(bundle.labelOfClass, (std::vector<std::int32_t>{0, 1, 2, 3}));
    EXPECT_ERROR(importMeshnet(fixture(), output, mini(), {}), ErrorCode::WriteFailed, "isn't an empty folder");
    // what fails half-way leaves nothing behind
    const fs::path other = m_root.path().toStdString() + "/other";
    Bundle damaged = mini();
    damaged.files[damaged.templateMask] = std::string(64, '0');
    EXPECT_ERROR(importMeshnet(fixture(), other, damaged, {}), ErrorCode::BundleHashDiffers, damaged.templateMask);
    QVERIFY(!fs::exists(other));
}

void TestTfjs::importOptions() {
    const fs::path folder = copy(), labelFile = folder / "bilateral.txt";
    os::writeFileAtomically(labelFile, "1 Caudate 1 2 3 0\n2 Thalamus 4 5 6 0\n3 Brain-Stem 7 8 9 0\n");
    importMeshnet(folder, folder / "b", mini(), {.labels = labelFile, .boxThreshold = 0.125});
    const Bundle bundle = openBundle((folder / "b").string(), {});
    QVERIFY(bundle.wholeVolume->splitSides && bundle.wholeVolume->boxThreshold == 0.125);
    QCOMPARE(bundle.labels.regions()[1].name, std::string("Thalamus"));
}

void TestTfjs::builtInsAreTheImportedModels_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<double>("threshold");
    QTest::addColumn<bool>("split");
    QTest::newRow("18") << "subcortical-18" << 0.2 << true;
    QTest::newRow("104") << "aparc-aseg-104" << 0.0 << false;
}

void TestTfjs::builtInsAreTheImportedModels() {
    QFETCH(QString, name);
    QFETCH(double, threshold);
    QFETCH(bool, split);
    const Bundle bundle = openBundle("meshnet-" + name.toStdString(), test::sourcePath("resources/models"));
    verifyBundle(bundle);
    QCOMPARE(bundle.wholeVolume->boxThreshold, threshold);
    QCOMPARE(bundle.wholeVolume->splitSides, split);
    TESSERA_SHARED_PATH(source, "models/meshnet");
    const fs::path again = fs::path(m_root.path().toStdString()) / bundle.name;
    importMeshnet(source / name.toStdString(), again, mini(), {.licence = "MIT"});
    for (const auto& [file, hash] : openBundle(again.string(), {}).files) {
        QVERIFY2(bundle.files.at(file) == hash, file.c_str());
    }
    QVERIFY(os::readFile(again / "manifest.json") == os::readFile(bundle.folder / "manifest.json"));
}

QTEST_APPLESS_MAIN(TestTfjs)
#include "tst_tfjs.moc"
