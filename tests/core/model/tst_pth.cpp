#include "core/base/os/file.h"
#include "core/model/architecture.h"
#include "core/model/pth.h"
#include "core/model/zip.h"
#include "tests/support/expect_error.h"
#include "tests/support/pth_builder.h"
#include "tests/support/shared_data.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <fstream>
#include <random>

using namespace tessera;
using namespace tessera::model;

/// Files that PyTorch wrote (tests/fixtures), and those of old versions that nobody can run any more.
class TestPth : public QObject {
    Q_OBJECT

  private:
    QTemporaryDir m_folder;
    [[nodiscard]] PthFile readBytes(const std::string& bytes) const {
        const std::filesystem::path file = m_folder.path().toStdString() + "/test.pth";
        std::ofstream(file, std::ios::binary) << bytes;
        return PthFile::read(file);
    }
    static PthFile fixture(const std::string& name) {
        return PthFile::read(test::sourcePath("tests/fixtures/" + name));
    }

  private slots:
    void everyTypeAndLayout_data();
    void everyTypeAndLayout();
    void bothFormatsHoldTheSameNetwork();
    void deflatedEntries();
    void unpacksToAGibibyteMoreAtMost();
    void everyCutIsRefused_data();
    void everyCutIsRefused();
    void bigEndianStorages();
    void oldStoragesAreLittleEndianWhateverTheSystem();
    void viewsOfOldVersions();
    void stateDictsOfPython2();
    void framesAndShortTextsOfProtocol4();
    void prefixGoesOnlyWhereAllNamesHaveIt();
    void theUsualKeys_data();
    void theUsualKeys();
};

void TestPth::everyTypeAndLayout_data() {
    QTest::addColumn<QString>("file");
    QTest::newRow("old") << "layouts_old.pth";
    QTest::newRow("zip") << "layouts_zip.pth";
}

/// Exact: PyTorch converted the expected values to float32 itself.
void TestPth::everyTypeAndLayout() {
    QFETCH(QString, file);
    const PthFile read = fixture(file.toStdString());
    const TensorFile expected = TensorFile::read(test::sourcePath("tests/fixtures/layouts.safetensors"));
    QCOMPARE(read.tensors().size(), expected.tensors().size());
    QCOMPARE(read.tensors().size(), std::size_t{16});
    for (const auto& [name, tensor] : expected.tensors()) {
        QVERIFY2(read.tensors().contains(name), name.c_str());
        QVERIFY2(read.tensors().at(name).shape == tensor.shape, name.c_str());
        const std::vector<float> values = read.floats(name);
        const auto floats = expected.floats(name);
        QVERIFY2(std::equal(values.begin(), values.end(), floats.begin(), floats.end()), name.c_str());
    }
}

void TestPth::bothFormatsHoldTheSameNetwork() {
    const PthFile old = fixture("slant_old.pth"), zip = fixture("slant_zip.pth");
    const Architecture architecture{network::Kind::SlantUnet3d, 4, {}, 1.0 / 40};
    for (const TensorShape& shape : expectedTensors(architecture)) {
        QVERIFY2(zip.tensors().contains(shape.name), shape.name.c_str());
        QVERIFY2(zip.tensors().at(shape.name).shape == shape.shape, shape.name.c_str());
        QVERIFY2(zip.floats(shape.name) == old.floats(shape.name), shape.name.c_str());
    }
    QCOMPARE(zip.tensors().size(), old.tensors().size());
    QVERIFY(zip.tensors().at("ec0.1.num_batches_tracked").type == TensorType::I64);
    QVERIFY(zip.tensors().contains("dc0.0.weight"));
}

void TestPth::deflatedEntries() {
    const PthFile file = fixture("slant_tile.pth");
    QCOMPARE(file.floats("dc1.0.weight").size(), std::size_t{133} * 133 * 27);
    QVERIFY(file.floats("dc1.0.weight")[0] != 0);
    const std::string object = test::statePickle({{"none", "0", 0, 0, {0}, {1}}});
    const PthFile empty = readBytes(test::zipOf({{"a/data.pkl", object, true}, {"a/data/0", "", true}}));
    QVERIFY(empty.floats("none").empty());
}

/// Only what the directory claims is looked at, nothing is unpacked.
void TestPth::unpacksToAGibibyteMoreAtMost() {
    std::string noise(2 << 20, '\0');
    std::minstd_rand random(1);
    std::ranges::generate(noise, [&random] { return static_cast<char>(random() >> 8); });
    test::ZipPart large{.name = "archive/data/1", .bytes = noise, .deflated = true};
    const auto zip = [&large](std::int64_t claimed) {
        large.claimedSize = claimed;
        return test::zipOf({{.name = "archive/data/0", .bytes = std::string(80 << 20, 'x')}, large});
    };
    const std::string good = zip(900LL << 20), bad = zip(1100LL << 20);
    QCOMPARE(ZipArchive(std::as_bytes(std::span(good)), "good.pth").entries().size(), std::size_t{2});
    EXPECT_ERROR(ZipArchive(std::as_bytes(std::span(bad)), "bad.pth"), ErrorCode::WeightsInvalid, "1 GiB more");
}

void TestPth::everyCutIsRefused_data() {
    everyTypeAndLayout_data();
}

void TestPth::everyCutIsRefused() {
    QFETCH(QString, file);
    const std::string whole = os::readFile(test::sourcePath("tests/fixtures/" + file.toStdString()));
    for (std::size_t size = 1; size < whole.size(); size += 7) {
        bool refused = false;
        try {
            (void)readBytes(whole.substr(0, size));
        } catch (const Error& error) {
            refused = error.code() == ErrorCode::WeightsInvalid;
        }
        QVERIFY2(refused, std::to_string(size).c_str());
    }
}

void TestPth::bigEndianStorages() {
    const std::string object = test::statePickle({{"w", "0", 1, 0, {1}, {1}}});
    const PthFile file = readBytes(
        test::zipOf({{"a/data.pkl", object}, {"a/data/0", std::string("\x3f\xc0\0\0", 4)}, {"a/byteorder", "big"}}));
    QCOMPARE(file.floats("w"), std::vector<float>{1.5F});
}

void TestPth::oldStoragesAreLittleEndianWhateverTheSystem() {
    std::string bytes =
        test::oldPth(test::statePickle({{"w", "0", 1, 0, {1}, {1}}}), {{"0", std::string("\0\0\xc0\x3f", 4), 1}});
    const std::string system = test::pickleOf("}");
    const std::string big = test::pickleOf("}" + test::textOpcode("little_endian") + "\x89s");
    bytes.replace(bytes.find(system), system.size(), big);
    QCOMPARE(readBytes(bytes).floats("w"), std::vector<float>{1.5F});
}

/// Before PyTorch 0.5 a storage could be a part of another: (key, first element, elements).
void TestPth::viewsOfOldVersions() {
    using namespace test;
    const std::string view = tupleOpcodes({textOpcode("9"), integerOpcode(1), integerOpcode(2)});
    const std::string id = tupleOpcodes({textOpcode("storage"), globalOpcode("torch", "FloatStorage"), textOpcode("0"),
                                         textOpcode("cpu"), integerOpcode(4), view}) +
                           "Q";
    const auto object = [&id](std::int64_t extent) {
        return pickleOf("}" + textOpcode("w") + globalOpcode("torch._utils", "_rebuild_tensor") +
                        tupleOpcodes({id, integerOpcode(0), tupleOpcodes({integerOpcode(extent)}),
                                      tupleOpcodes({integerOpcode(1)})}) +
                        "Rs");
    };
    const std::vector<float> values{1, 2, 3, 4};
    const RawStorage storage{"0", std::string(reinterpret_cast<const char*>(values.data()), 16), 4};
    QCOMPARE(readBytes(oldPth(object(2), {storage})).floats("w"), (std::vector<float>{2, 3}));
    EXPECT_ERROR(readBytes(oldPth(object(3), {storage})), ErrorCode::WeightsInvalid, "beyond its storage");
}

/// OrderedDict([["w", tensor]]), names as SHORT_BINSTRING.
void TestPth::stateDictsOfPython2() {
    using namespace test;
    const std::string pair = "](U\1w" + tensorOpcodes({"w"}) + "e";
    const std::string object = pickleOf(globalOpcode("collections", "OrderedDict") + "](" + pair + "e\x85R");
    QCOMPARE(readBytes(oldPth(object, {{}})).floats("w").size(), std::size_t{4});
}

void TestPth::framesAndShortTextsOfProtocol4() {
    using namespace test;
    std::string tensor = tensorOpcodes({"w"});
    const std::string old = globalOpcode("torch._utils", "_rebuild_tensor_v2");
    tensor.replace(0, old.size(), "\x8c\x0ctorch._utils\x94\x8c\x12_rebuild_tensor_v2\x94\x93\x94");
    const std::string body = "}\x94\x8c\1w\x94" + tensor + "s.";
    const std::string object = "\x80\x04\x95" + littleEndian(body.size(), 8) + body;
    QCOMPARE(readBytes(zipPth(object, {{}})).floats("w").size(), std::size_t{4});
}

void TestPth::prefixGoesOnlyWhereAllNamesHaveIt() {
    using test::RawStorage;
    const std::vector<RawStorage> storages{{"0"}, {"1"}};
    const PthFile all = readBytes(test::zipPth(test::statePickle({{"module.v"}, {"module.w", "1"}}), storages));
    QVERIFY(all.tensors().contains("v") && all.tensors().contains("w"));
    const PthFile some = readBytes(test::zipPth(test::statePickle({{"module.v"}, {"w", "1"}}), storages));
    QVERIFY(some.tensors().contains("module.v") && some.tensors().contains("w"));
}

void TestPth::theUsualKeys_data() {
    QTest::addColumn<QString>("key");
    for (const char* key : {"state_dict", "model_state_dict", "model", "net"}) {
        QTest::newRow(key) << key;
    }
}

/// Beside a loss that is a tensor itself, numbers, and an optimiser's state.
void TestPth::theUsualKeys() {
    using namespace test;
    QFETCH(QString, key);
    const std::string object =
        pickleOf("}(" + textOpcode("loss") + tensorOpcodes({"loss", "1", 1, 0, {}, {}}) + textOpcode("epoch") + "K\3" +
                 textOpcode(key.toStdString()) + "}" + textOpcode("w") + tensorOpcodes({"w"}) + "s" +
                 textOpcode("optimizer") + "}" + textOpcode("lr") + "G" + std::string(8, '\0') + "su");
    const PthFile file = readBytes(zipPth(object, {{}, {"1", std::string(4, '\0'), 1}}));
    QCOMPARE(file.tensors().size(), std::size_t{1});
    QVERIFY(file.tensors().contains("w"));
}

QTEST_APPLESS_MAIN(TestPth)
#include "tst_pth.moc"
