#include "core/model/safetensors.h"

#include <array>
#include <bit>
#include <cstring>
#include <fstream>
#include <sstream>

#include <QTemporaryDir>
#include <QtTest>

#include "tests/support/expect_error.h"

using namespace tessera;
using namespace tessera::model;

class TestSafetensors : public QObject {
    Q_OBJECT

  private slots:
    void writtenTensorsAreReadBack();
    void sameTensorsAreTheSameBytes();
    void malformedFileIsRefused_data();
    void malformedFileIsRefused();
    void shortFileIsRefused();
    void missingFileIsNamed();
    void otherTypeIsRefusedWhereFloatsAreNeeded();
    void missingTensorIsNamed();

  private:
    std::filesystem::path save(const std::string& bytes);
    std::filesystem::path saveParts(const std::string& header, std::size_t dataBytes);

    QTemporaryDir m_folder;
};

namespace {

template <typename T>
TensorData view(TensorType type, std::vector<std::int64_t> shape, const std::vector<T>& values) {
    return {type, std::move(shape), std::as_bytes(std::span(values))};
}

std::string written(const TensorMap& tensors) {
    std::ostringstream out;
    writeTensors(out, tensors);
    return out.str();
}

} // namespace

std::filesystem::path TestSafetensors::save(const std::string& bytes) {
    const std::filesystem::path path = std::filesystem::path(m_folder.path().toStdString()) / "test.safetensors";
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
}

std::filesystem::path TestSafetensors::saveParts(const std::string& header, std::size_t dataBytes) {
    const auto length = std::bit_cast<std::array<char, 8>>(static_cast<std::uint64_t>(header.size()));
    return save(std::string(length.data(), length.size()) + header + std::string(dataBytes, '\1'));
}

void TestSafetensors::writtenTensorsAreReadBack() {
    const std::vector<float> weights{1.5F, -2.0F, 3.25F, 0.0F, 5.0F, 6.0F};
    const std::vector<std::int64_t> origin{38, -46, std::int64_t{1} << 40};
    const std::vector<std::uint8_t> labels{7, 255, 0};
    const TensorFile file =
        TensorFile::read(save(written({{"labels", view(TensorType::U8, {3}, labels)},
                                       {"weights", view(TensorType::F32, {2, 3}, weights)},
                                       {"empty", view(TensorType::F32, {0, 4}, std::vector<float>{})},
                                       {"origin", view(TensorType::I64, {3}, origin)}})));
    QCOMPARE(file.tensors().size(), std::size_t{4});
    QCOMPARE(file.at("weights").shape, (std::vector<std::int64_t>{2, 3}));
    const auto floats = file.floats("weights");
    QCOMPARE(std::vector<float>(floats.begin(), floats.end()), weights);
    QCOMPARE(file.integers("origin"), origin);
    QVERIFY(file.floats("empty").empty());
    QCOMPARE(std::memcmp(file.at("labels").bytes.data(), labels.data(), labels.size()), 0);
}

void TestSafetensors::sameTensorsAreTheSameBytes() {
    const std::vector<float> values{1.0F, 2.0F};
    const TensorMap tensors{{"b", view(TensorType::F32, {2}, values)}, {"a", view(TensorType::F32, {1, 2}, values)}};
    const std::string bytes = written(tensors);
    QCOMPARE(written(tensors), bytes);
    const std::string header =
        R"({"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},)"
        R"("b":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}})";
    QCOMPARE(bytes.substr(8, header.size()), header);
    QCOMPARE((bytes.size() - 16) % 8, std::size_t{0});
}

void TestSafetensors::malformedFileIsRefused_data() {
    QTest::addColumn<QString>("header");
    QTest::addColumn<int>("dataBytes");
    QTest::addColumn<QString>("reason");
    const auto one = [](const char* type, const char* shape, const char* offsets) {
        return QString(R"({"t":{"dtype":"%1","shape":%2,"data_offsets":%3}})").arg(type, shape, offsets);
    };
    const auto two = [](const char* first, const char* second) {
        return QString(R"({"a":{"dtype":"U8","shape":[4],"data_offsets":%1},"b":{"dtype":"U8","shape":[4],)"
                       R"("data_offsets":%2}})")
            .arg(first, second);
    };
    QTest::newRow("no JSON") << "{\"t\":" << 0 << "not valid JSON";
    QTest::newRow("empty header") << "" << 0 << "not valid JSON";
    QTest::newRow("no object") << "[1,2]" << 0 << "not a JSON object";
    QTest::newRow("deeply nested") << QString(5000, '[') << 0 << "nested too deeply";
    QTest::newRow("tensor is no object") << R"({"t":7})" << 0 << "wrongly";
    QTest::newRow("no type") << R"({"t":{"shape":[1],"data_offsets":[0,4]}})" << 4 << "lacks \"dtype\"";
    QTest::newRow("no shape") << R"({"t":{"dtype":"F32","data_offsets":[0,4]}})" << 4 << "lacks \"shape\"";
    QTest::newRow("no offsets") << R"({"t":{"dtype":"F32","shape":[1]}})" << 4 << "lacks \"data_offsets\"";
    QTest::newRow("unknown type") << one("F31", "[1]", "[0,4]") << 4 << "unknown type F31";
    QTest::newRow("type is a number") << R"({"t":{"dtype":3,"shape":[1],"data_offsets":[0,4]}})" << 4 << "wrongly";
    QTest::newRow("three offsets") << one("F32", "[1]", "[0,4,8]") << 4 << "wrongly";
    QTest::newRow("negative extent") << one("F32", "[-1]", "[0,4]") << 4 << "natural number";
    QTest::newRow("fractional extent") << one("F32", "[1.0]", "[0,4]") << 4 << "natural number";
    QTest::newRow("negative offset") << one("F32", "[1]", "[-4,0]") << 4 << "natural number";
    QTest::newRow("offset beyond 64 bits") << one("F32", "[1]", "[0,18446744073709551616]") << 4 << "natural number";
    QTest::newRow("beyond the file") << one("F32", "[2]", "[0,8]") << 4 << "outside the file";
    QTest::newRow("end before begin") << one("F32", "[1]", "[4,0]") << 4 << "outside the file";
    QTest::newRow("wrong size for shape") << one("F32", "[2]", "[0,4]") << 4 << "its shape needs 8";
    QTest::newRow("product overflows") << one("F32", "[4294967296,4294967296,2]", "[0,4]") << 4 << "too large";
    QTest::newRow("overflow to zero") << one("F32", "[4611686018427387904]", "[0,0]") << 0 << "too large";
    QTest::newRow("extent beyond 63 bits") << one("F32", "[0,18446744073709551615]", "[0,0]") << 0 << "too large";
    QTest::newRow("overlap") << two("[0,4]", "[2,6]") << 6 << "overlap";
    QTest::newRow("same bytes twice") << two("[0,4]", "[0,4]") << 4 << "overlap";
    QTest::newRow("hole") << two("[0,4]", "[8,12]") << 12 << "hole";
    QTest::newRow("hole at the start") << one("F32", "[1]", "[4,8]") << 8 << "hole";
    QTest::newRow("bytes left over") << one("F32", "[1]", "[0,4]") << 5 << "no tensor";
    QTest::newRow("name twice") << R"({"t":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
                                   R"("t":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})"
                                << 1 << "names t twice";
    QTest::newRow("key twice") << R"({"t":{"dtype":"U8","dtype":"F32","shape":[1],"data_offsets":[0,1]}})" << 1
                               << "names dtype twice";
}

void TestSafetensors::malformedFileIsRefused() {
    QFETCH(QString, header);
    QFETCH(int, dataBytes);
    QFETCH(QString, reason);
    const auto path = saveParts(header.toStdString(), static_cast<std::size_t>(dataBytes));
    EXPECT_ERROR(TensorFile::read(path), ErrorCode::TensorFileInvalid, reason.toStdString());
    EXPECT_ERROR(TensorFile::read(path), ErrorCode::TensorFileInvalid, path.string());
}

void TestSafetensors::shortFileIsRefused() {
    EXPECT_ERROR(TensorFile::read(save("")), ErrorCode::TensorFileInvalid, "shorter");
    EXPECT_ERROR(TensorFile::read(save("1234567")), ErrorCode::TensorFileInvalid, "shorter");
    EXPECT_ERROR(TensorFile::read(save(std::string(8, '\xFF'))), ErrorCode::TensorFileInvalid, "claims");
    EXPECT_ERROR(TensorFile::read(save(std::string("\x10\0\0\0\0\0\0\0{}", 10))), ErrorCode::TensorFileInvalid,
                 "claims 16 bytes");
    const std::vector<float> values(100, 1.0F);
    std::string bytes = written({{"t", view(TensorType::F32, {100}, values)}});
    bytes.resize(bytes.size() - 3);
    EXPECT_ERROR(TensorFile::read(save(bytes)), ErrorCode::TensorFileInvalid, "outside the file");
}

void TestSafetensors::missingFileIsNamed() {
    EXPECT_ERROR(TensorFile::read("/nowhere/weights.safetensors"), ErrorCode::FileMissing, "/nowhere/weights");
}

void TestSafetensors::otherTypeIsRefusedWhereFloatsAreNeeded() {
    for (const char* type : {"BF16", "F16"}) {
        const TensorFile file = TensorFile::read(
            saveParts(std::string(R"({"t":{"dtype":")") + type + R"(","shape":[2],"data_offsets":[0,4]}})", 4));
        EXPECT_ERROR(file.floats("t"), ErrorCode::TensorFileInvalid, type);
        EXPECT_ERROR(file.integers("t"), ErrorCode::TensorFileInvalid, "I64 is needed");
    }
    const TensorFile file = TensorFile::read(saveParts(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
                                                       R"("t":{"dtype":"F32","shape":[1],"data_offsets":[1,5]}})",
                                                       5));
    EXPECT_ERROR(file.floats("t"), ErrorCode::TensorFileInvalid, "multiple of four bytes");
}

void TestSafetensors::missingTensorIsNamed() {
    const TensorFile file = TensorFile::read(saveParts("{}", 0));
    EXPECT_ERROR(file.at("head.weight"), ErrorCode::TensorMissing, "head.weight");
}

QTEST_APPLESS_MAIN(TestSafetensors)
#include "tst_safetensors.moc"
