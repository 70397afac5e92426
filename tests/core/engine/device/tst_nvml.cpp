#include "core/engine/device/nvml.h"

#include <QtTest>

using namespace tessera::engine;

/// Against a driver of our own making (tests/support/fake_nvml.cpp), through the same loader.
class TestNvml : public QObject {
    Q_OBJECT

  private slots:
    void cleanup() { qunsetenv("FAKE_NVML"); }
    void gpusAsTheDriverHasThem();
    void aDriverThatDoesNotStart();
    void noDriverIsNoError();
    void anotherLibraryIsRefused();
};

void TestNvml::gpusAsTheDriverHasThem() {
    std::string reason;
    const auto nvml = Nvml::open(reason, TESSERA_FAKE_NVML);
    QVERIFY2(nvml, reason.c_str());
    QCOMPARE(nvml->driverVersion(), std::string("580.1"));
    const std::vector<GpuState> gpus = nvml->gpus();
    QCOMPARE(gpus.size(), std::size_t{4});
    const GpuState& busy = gpus[0];
    QCOMPARE(busy.name, std::string("Fake A"));
    QCOMPARE(busy.uuid, std::string("GPU-a"));
    QCOMPARE(busy.memory, std::uint64_t{11} << 30);
    QCOMPARE(busy.used, std::uint64_t{6} << 30);
    QCOMPARE(busy.usedByUs, std::uint64_t{2} << 30);
    QCOMPARE(busy.otherTenants, 2);
    QVERIFY(busy.load == 35 && busy.memoryLoad == 10 && busy.temperature == 54 && !busy.slice);
    // one that fell off the bus doesn't hide the others
    QCOMPARE(gpus[1].problem, std::string("GPU is lost"));
    QCOMPARE(gpus[1].index, 1);
    QVERIFY(gpus[2].index == 2 && gpus[2].slice == 0 && gpus[3].index == 2 && gpus[3].slice == 3);
    QCOMPARE(gpus[3].uuid, std::string("MIG-c2"));
    QCOMPARE(gpus[2].memory, std::uint64_t{5} << 30);
    QVERIFY(!gpus[2].load && gpus[2].temperature == 54 && gpus[2].otherTenants == 0);
}

void TestNvml::aDriverThatDoesNotStart() {
    qputenv("FAKE_NVML", "broken");
    std::string reason;
    QVERIFY(!Nvml::open(reason, TESSERA_FAKE_NVML));
    QCOMPARE(reason, std::string("Insufficient Permissions"));
}

void TestNvml::noDriverIsNoError() {
    std::string reason;
    QVERIFY(!Nvml::open(reason, "libtessera-has-no-such-library.so.1"));
    QVERIFY2(reason.find("libtessera-has-no-such-library.so.1") != std::string::npos, reason.c_str());
}

void TestNvml::anotherLibraryIsRefused() {
    std::string reason;
    QVERIFY(!Nvml::open(reason, "libc.so.6"));
    QVERIFY2(reason.find("isn't NVIDIA's management library") != std::string::npos, reason.c_str());
}

QTEST_GUILESS_MAIN(TestNvml)
#include "tst_nvml.moc"
