#include "core/engine/device/cuda_devices.h"

#include <QtTest>

using namespace tessera::engine;

/// GPUs that can be computed on, as a libtessera_cuda of our own making has them (tests/support/fake_cuda.cpp).
class TestCudaDevices : public QObject {
    Q_OBJECT

  private:
    static CudaDevices list(const std::vector<GpuState>& states = {}) {
        return listCudaDevices(states, TESSERA_FAKE_CUDA);
    }

  private slots:
    void cleanup() { qunsetenv("FAKE_CUDA"); }
    void devicesAreDescribed();
    void freeMemoryIsTheDrivers();
    void noneIsSaidPlainly_data();
    void noneIsSaidPlainly();
    void oneThatIsLostHidesNoOther();
    void aBuildWithoutCudaHasNone();
};

void TestCudaDevices::devicesAreDescribed() {
    const CudaDevices found = list();
    QCOMPARE(found.devices.size(), std::size_t{2});
    QVERIFY2(found.whyNone.empty(), found.whyNone.c_str());
    const CudaDevice& gpu = found.devices[0];
    QCOMPARE(gpu.name, std::string("Fake H"));
    QCOMPARE(gpu.uuid, std::string("GPU-a0a0a0a0-a0a0-a0a0-a0a0-a0a0a0a0a0a0"));
    QVERIFY(gpu.index == 0 && gpu.major == 9 && gpu.minor == 0 && gpu.processors == 132 && !gpu.isSlice);
    QCOMPARE(gpu.memory, std::uint64_t{80} << 30);
    QCOMPARE(gpu.free, gpu.memory); // nobody says otherwise
    QVERIFY(found.devices[1].isSlice && found.devices[1].index == 1);
    QCOMPARE(found.devices[1].uuid, std::string("MIG-a1a1a1a1-a1a1-a1a1-a1a1-a1a1a1a1a1a1"));
}

void TestCudaDevices::freeMemoryIsTheDrivers() {
    const GpuState busy{.index = 3,
                        .uuid = "GPU-a0a0a0a0-a0a0-a0a0-a0a0-a0a0a0a0a0a0",
                        .memory = std::uint64_t{81} << 30,
                        .used = std::uint64_t{60} << 30};
    const CudaDevices found = list({busy, {.uuid = "GPU-other"}});
    QCOMPARE(found.devices[0].free, std::uint64_t{21} << 30);
    QCOMPARE(found.devices[1].free, found.devices[1].memory);
}

void TestCudaDevices::noneIsSaidPlainly_data() {
    QTest::addColumn<QByteArray>("fault");
    QTest::addColumn<QString>("said");
    QTest::newRow("no driver") << QByteArray("no driver") << "there is no NVIDIA driver, or it is older";
    QTest::newRow("no GPU") << QByteArray("no gpu") << "CUDA sees no GPU";
    QTest::newRow("another build") << QByteArray("version") << "another build";
}

void TestCudaDevices::noneIsSaidPlainly() {
    QFETCH(QByteArray, fault);
    QFETCH(QString, said);
    qputenv("FAKE_CUDA", fault);
    const CudaDevices found = list();
    QVERIFY(found.devices.empty());
    QVERIFY2(QString::fromStdString(found.whyNone).contains(said), found.whyNone.c_str());
}

void TestCudaDevices::oneThatIsLostHidesNoOther() {
    qputenv("FAKE_CUDA", "broken");
    const CudaDevices found = list();
    QVERIFY(found.devices.size() == 1 && found.devices[0].index == 0 && found.whyNone.empty());
}

void TestCudaDevices::aBuildWithoutCudaHasNone() {
    const CudaDevices found = listCudaDevices({}, "/nowhere/libtessera_cuda.so");
    QVERIFY(found.devices.empty());
    QVERIFY2(found.whyNone.find("no CUDA part") != std::string::npos, found.whyNone.c_str());
}

QTEST_GUILESS_MAIN(TestCudaDevices)
#include "tst_cuda_devices.moc"
