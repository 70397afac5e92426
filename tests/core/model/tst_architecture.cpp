#include "core/model/architecture.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <random>

#include <QTemporaryDir>
#include <QtTest>

#include "tests/support/expect_error.h"
#include "tests/support/shared_data.h"

using namespace tessera;
using namespace tessera::model;
using tessera::network::Kind;

class TestArchitecture : public QObject {
    Q_OBJECT

  private slots:
    void publishedNetworkHasItsParameters();
    void builtInWeightsPass();
    void unusedTensorsAreIgnored();
    void missingTensorIsNamed();
    void otherShapeIsNamed();
    void otherTypeIsRefused();
    void widthScalesAllButClasses();
    void randomWeightsAreTheSameEverywhere();
    void kindsHaveNames();

  private:
    TensorFile saved(const TensorMap& tensors);

    QTemporaryDir m_folder;
};

namespace {

Architecture narrowSlant() {
    return {Kind::SlantUnet3d, 5, {}, 0.125};
}

std::vector<std::int64_t> shapeOf(const Architecture& architecture, const std::string& name) {
    for (const TensorShape& tensor : expectedTensors(architecture)) {
        if (tensor.name == name) {
            return tensor.shape;
        }
    }
    return {};
}

} // namespace

TensorFile TestArchitecture::saved(const TensorMap& tensors) {
    const std::filesystem::path path = std::filesystem::path(m_folder.path().toStdString()) / "w.safetensors";
    std::ofstream out(path, std::ios::binary);
    writeTensors(out, tensors);
    out.close();
    return TensorFile::read(path);
}

/// SLANT.md: 19.9 million used parameters.
void TestArchitecture::publishedNetworkHasItsParameters() {
    std::int64_t parameters = 0;
    for (const TensorShape& tensor : expectedTensors({Kind::SlantUnet3d, 133, {}, 1.0})) {
        std::int64_t size = 1;
        for (const std::int64_t extent : tensor.shape) {
            size *= extent;
        }
        parameters += size;
    }
    QVERIFY2(std::llround(static_cast<double>(parameters) / 1e5) == 199, std::to_string(parameters).c_str());
}

void TestArchitecture::builtInWeightsPass() {
    TESSERA_SHARED_PATH(path, "models/tessera-mini/weights.safetensors");
    const TensorFile file = TensorFile::read(path);
    QCOMPARE(checkTensors(file, {}).size(), file.tensors().size());
}

void TestArchitecture::unusedTensorsAreIgnored() {
    const auto tensors = randomTensors(narrowSlant(), 1);
    const std::vector<float> some(4, 1.0F);
    TensorMap map = tensorMap(tensors);
    const std::size_t needed = map.size();
    map["dc0.0.weight"] = {TensorType::F32, {4}, std::as_bytes(std::span(some))};
    map["ec0.1.running_mean"] = {TensorType::F32, {4}, std::as_bytes(std::span(some))};
    map["ec0.1.num_batches_tracked"] = {TensorType::I64, {}, std::as_bytes(std::span(some)).first(8)};
    const TensorFile file = saved(map);
    QCOMPARE(checkTensors(file, narrowSlant()).size(), needed);
}

void TestArchitecture::missingTensorIsNamed() {
    const auto tensors = randomTensors(narrowSlant(), 1);
    for (const char* name : {"ec3.1.bias", "dc1.0.weight"}) {
        TensorMap map = tensorMap(tensors);
        map.erase(name);
        const TensorFile file = saved(map);
        EXPECT_ERROR(checkTensors(file, narrowSlant()), ErrorCode::TensorMissing, name);
    }
}

void TestArchitecture::otherShapeIsNamed() {
    const auto tensors = randomTensors(narrowSlant(), 1);
    TensorMap map = tensorMap(tensors);
    auto& shape = map.at("dc8.0.weight").shape;
    std::swap(shape[0], shape[1]);
    const TensorFile file = saved(map);
    EXPECT_ERROR(checkTensors(file, narrowSlant()), ErrorCode::TensorShapeDiffers,
                 "dc8.0.weight is 32 x 96 x 3 x 3 x 3, the network needs 96 x 32 x 3 x 3 x 3");
    EXPECT_ERROR(checkTensors(file, narrowSlant()), ErrorCode::TensorShapeDiffers, "w.safetensors");
}

void TestArchitecture::otherTypeIsRefused() {
    const auto tensors = randomTensors(narrowSlant(), 1);
    TensorMap map = tensorMap(tensors);
    map.at("ec0.0.bias").type = TensorType::I32;
    const TensorFile file = saved(map);
    EXPECT_ERROR(checkTensors(file, narrowSlant()), ErrorCode::TensorFileInvalid, "ec0.0.bias is of type I32");
}

void TestArchitecture::widthScalesAllButClasses() {
    const Architecture architecture{Kind::SlantUnet3d, 133, {}, 0.01};
    using Shape = std::vector<std::int64_t>;
    QCOMPARE(shapeOf(architecture, "ec0.0.weight"), (Shape{1, 1, 3, 3, 3}));
    QCOMPARE(shapeOf(architecture, "ec7.0.weight"), (Shape{5, 3, 3, 3, 3}));
    QCOMPARE(shapeOf(architecture, "dc9.0.weight"), (Shape{5, 5, 2, 2, 2}));
    QCOMPARE(shapeOf(architecture, "dc8.0.weight"), (Shape{8, 3, 3, 3, 3}));
    QCOMPARE(shapeOf(architecture, "dc5.0.weight"), (Shape{4, 133, 3, 3, 3}));
    QCOMPARE(shapeOf(architecture, "dc1.0.weight"), (Shape{133, 133, 3, 3, 3}));
}

void TestArchitecture::randomWeightsAreTheSameEverywhere() {
    const auto first = randomTensors(narrowSlant(), 7);
    const auto again = randomTensors(narrowSlant(), 7);
    const auto other = randomTensors(narrowSlant(), 8);
    QCOMPARE(first.front().shape.name, std::string("ec0.0.weight"));
    QCOMPARE(first.front().values, again.front().values);
    QVERIFY(first.front().values != other.front().values);
    // mt19937_64's first number for seed 7, by the standard's definition, over [-1, 1) and times sqrt(6 / 27).
    std::mt19937_64 bits(7);
    const double expected = (static_cast<double>(bits() >> 11) * 0x1p-52 - 1.0) * std::sqrt(6.0 / 27.0);
    QCOMPARE(first.front().values.front(), static_cast<float>(expected));
}

void TestArchitecture::kindsHaveNames() {
    QCOMPARE(kindFromName("slant-unet3d").value(), Kind::SlantUnet3d);
    QCOMPARE(kindFromName("tessera-tilenet").value(), Kind::TesseraTilenet);
    QCOMPARE(kindFromName("meshnet").value(), Kind::Meshnet);
    QVERIFY(!kindFromName("SLANT-UNET3D").has_value());
}

QTEST_APPLESS_MAIN(TestArchitecture)
#include "tst_architecture.moc"
