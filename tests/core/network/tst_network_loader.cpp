#include "core/network/network_loader.h"

#include <fstream>
#include <thread>

#include <QTemporaryDir>
#include <QtTest>

#include "core/model/architecture.h"
#include "tests/support/expect_error.h"

using namespace tessera;
using namespace tessera::network;

class TestNetworkLoader : public QObject {
    Q_OBJECT

  private slots:
    void missingLibraryIsNamed();
    void fileThatIsNoLibraryIsRefused();
    void libraryWithoutNetworkIsRefused();
    void moduleIsTheSameFromEveryThread();
    void convolutionIsMeasured();
    void wrongTileIsAPlainSentence_data();
    void wrongTileIsAPlainSentence();
    void missingWeightsAreAPlainSentence();
    void notANumberDoesNotCrash();
};

namespace {

const ModuleInterface& module() {
    return networkModule(TESSERA_NET_FILE);
}

std::unique_ptr<Network> randomTilenet() {
    const model::Architecture architecture{Kind::TesseraTilenet, 133, {32, 32, 32}, 1.0};
    const auto tensors = model::randomTensors(architecture, 3);
    return module().createNetwork({Kind::TesseraTilenet, 133, {32, 32, 32}}, model::tensorViews(tensors));
}

} // namespace

void TestNetworkLoader::missingLibraryIsNamed() {
    EXPECT_ERROR(networkModule("/nowhere/libtessera_net.so"), ErrorCode::NetworkUnavailable, "/nowhere/libtessera_net");
}

void TestNetworkLoader::fileThatIsNoLibraryIsRefused() {
    QTemporaryDir folder;
    const std::filesystem::path path = std::filesystem::path(folder.path().toStdString()) / "libtessera_net.so";
    std::ofstream(path) << "not a library";
    EXPECT_ERROR(networkModule(path), ErrorCode::NetworkUnavailable, "libtessera_net.so");
}

void TestNetworkLoader::libraryWithoutNetworkIsRefused() {
    EXPECT_ERROR(networkModule(QLibraryInfo::path(QLibraryInfo::LibrariesPath).toStdString() + "/libQt6Core.so.6"),
                 ErrorCode::NetworkUnavailable, kModuleSymbol);
}

void TestNetworkLoader::moduleIsTheSameFromEveryThread() {
    std::array<const ModuleInterface*, 4> seen{};
    {
        std::vector<std::jthread> threads;
        for (const ModuleInterface*& slot : seen) {
            threads.emplace_back([&slot] { slot = &module(); });
        }
    }
    for (const ModuleInterface* found : seen) {
        QCOMPARE(found, &module());
    }
    QVERIFY(module().libraryVersion().starts_with("LibTorch "));
}

void TestNetworkLoader::convolutionIsMeasured() {
    module().setThreads(1);
    QVERIFY(module().measureConvolution(Precision::Fp32) > 0);
    QVERIFY(module().measureConvolution(Precision::Bf16) > 0);
}

void TestNetworkLoader::wrongTileIsAPlainSentence_data() {
    QTest::addColumn<std::vector<std::int64_t>>("box"); // origin, size
    QTest::addColumn<int>("voxels");
    QTest::addColumn<QString>("reason");
    using Box = std::vector<std::int64_t>;
    QTest::newRow("odd origin") << Box{1, 0, 0, 16, 16, 16} << 4096 << "must be even";
    QTest::newRow("odd size") << Box{0, 0, 0, 16, 17, 16} << 4352 << "must be even";
    QTest::newRow("outside the grid") << Box{0, 0, 18, 16, 16, 16} << 4096 << "lie in the working grid";
    QTest::newRow("negative origin") << Box{-2, 0, 0, 16, 16, 16} << 4096 << "lie in the working grid";
    QTest::newRow("too small") << Box{0, 0, 0, 16, 8, 16} << 2048 << "16 voxels or more";
    QTest::newRow("too few voxels") << Box{0, 0, 0, 16, 16, 16} << 4095 << "as many voxels";
    QTest::newRow("no voxels") << Box{0, 0, 0, 0, 16, 16} << 0 << "as many voxels";
}

void TestNetworkLoader::wrongTileIsAPlainSentence() {
    QFETCH(std::vector<std::int64_t>, box);
    QFETCH(int, voxels);
    QFETCH(QString, reason);
    const auto network = randomTilenet();
    const std::vector<float> values(static_cast<std::size_t>(voxels), 0.5F);
    try {
        static_cast<void>(
            network->label({{box[0], box[1], box[2]}, {box[3], box[4], box[5]}, values}, Precision::Fp32));
        QFAIL("no error was thrown");
    } catch (const std::runtime_error& error) {
        QVERIFY2(QString(error.what()).contains(reason), error.what());
    }
}

void TestNetworkLoader::missingWeightsAreAPlainSentence() {
    for (const Kind kind : {Kind::SlantUnet3d, Kind::TesseraTilenet}) {
        try {
            static_cast<void>(module().createNetwork({kind, 133, {32, 32, 32}}, {}));
            QFAIL("no error was thrown");
        } catch (const std::runtime_error& error) {
            QVERIFY2(QString(error.what()).contains("the weights lack the tensor"), error.what());
        }
    }
}

void TestNetworkLoader::notANumberDoesNotCrash() {
    const std::vector<float> values(4096, std::numeric_limits<float>::quiet_NaN());
    const auto labels = randomTilenet()->label({{0, 0, 0}, {16, 16, 16}, values}, Precision::Fp32);
    QCOMPARE(labels.size(), values.size());
}

QTEST_APPLESS_MAIN(TestNetworkLoader)
#include "tst_network_loader.moc"
