#include "core/engine/device/device_meters.h"

#include <QtTest>

using namespace tessera::engine;
using tessera::scheduler::DeviceDescription;
using tessera::scheduler::DeviceKind;

namespace {

constexpr std::uint64_t kGibibyte = 1ULL << 30;

CudaDevices gpus() {
    CudaDevices out;
    out.devices = {{.index = 0, .uuid = "MIG-c1"}, {.index = 1, .uuid = "GPU-a"}, {.index = 2, .uuid = "GPU-other"}};
    return out;
}

DeviceDescription gpu(int index) {
    return {.name = "cuda:" + std::to_string(index), .kind = DeviceKind::Cuda, .gpu = index};
}

std::vector<DeviceReading> firstReadings(DeviceMeters& meters) {
    std::vector<DeviceReading> out;
    (void)QTest::qWaitFor([&] { return !(out = meters.readings()).empty(); }, 20'000);
    return out;
}

} // namespace

/// Against a driver of our own making (tests/support/fake_nvml.cpp) and this machine.
class TestDeviceMeters : public QObject {
    Q_OBJECT

  private slots:
    void cleanup() { qunsetenv("FAKE_NVML"); }
    void eachDeviceHasItsOwn();
    void withoutADriver_data();
    void withoutADriver();
    void nobodyIsAskedWithoutAGpu();
    void whatOthersTakeIsCounted();
};

void TestDeviceMeters::eachDeviceHasItsOwn() {
    DeviceMeters meters({gpu(1), {.name = "cpu", .kind = DeviceKind::Cpu}, gpu(0), gpu(2), {.name = "emu-8g"}}, gpus,
                        TESSERA_FAKE_NVML);
    const std::vector<DeviceReading> readings = firstReadings(meters);
    QCOMPARE(readings.size(), std::size_t{5});
    const DeviceReading& whole = readings[0];
    QVERIFY(whole.load == 35 && whole.temperature == 54 && whole.whyUnknown.empty());
    QVERIFY(whole.usedByUs == 2 * kGibibyte && whole.usedByRest == 4 * kGibibyte);
    const DeviceReading& cpu = readings[1];
    QVERIFY(cpu.load && *cpu.load >= 0 && *cpu.load <= 100);
    QVERIFY(cpu.usedByUs && *cpu.usedByUs > 0 && *cpu.usedByUs < 8 * kGibibyte && cpu.usedByRest);
    QCOMPARE(cpu.temperature.has_value(), cpu.whyUnknown.empty());
    const DeviceReading& slice = readings[2];
    QVERIFY(!slice.load && slice.temperature == 54 && slice.usedByRest == kGibibyte && !slice.whyUnknown.empty());
    QVERIFY(!readings[3].load && !readings[3].usedByUs &&
            readings[3].whyUnknown.find("list this GPU") != std::string::npos);
    QVERIFY(!readings[4].load && !readings[4].usedByRest && !readings[4].temperature);
    QVERIFY(!readings[4].whyUnknown.empty());
}

void TestDeviceMeters::withoutADriver_data() {
    QTest::addColumn<QString>("library");
    QTest::addColumn<QString>("said");
    QTest::newRow("none") << "libtessera-has-no-such-library.so.1"
                          << "libtessera-has-no-such-library.so.1";
    QTest::newRow("one that doesn't start") << TESSERA_FAKE_NVML << "Insufficient Permissions";
}

void TestDeviceMeters::withoutADriver() {
    QFETCH(QString, library);
    QFETCH(QString, said);
    qputenv("FAKE_NVML", "broken");
    DeviceMeters meters({gpu(1)}, gpus, library.toStdString());
    const std::vector<DeviceReading> readings = firstReadings(meters);
    QCOMPARE(readings.size(), std::size_t{1});
    QVERIFY(!readings[0].load && !readings[0].usedByUs && !readings[0].usedByRest && !readings[0].temperature);
    QVERIFY2(QString::fromStdString(readings[0].whyUnknown).contains(said), readings[0].whyUnknown.c_str());
}

void TestDeviceMeters::nobodyIsAskedWithoutAGpu() {
    bool isAsked = false;
    const DeviceMeters meters({{.name = "cpu", .kind = DeviceKind::Cpu}}, [&isAsked] {
        isAsked = true;
        return CudaDevices();
    });
    QVERIFY(!isAsked);
}

void TestDeviceMeters::whatOthersTakeIsCounted() {
    ForeignGrowth growth;
    const auto grown = [&growth](std::optional<std::uint64_t> ours, std::optional<std::uint64_t> rest) {
        return growth.take({DeviceReading{}, DeviceReading{.usedByUs = ours, .usedByRest = rest}}).at(1);
    };
    constexpr std::uint64_t kMebibyte = 1ULL << 20;
    QVERIFY(growth.take({}).empty()); // before the first reading
    QCOMPARE(grown(0, 3 * kGibibyte), std::uint64_t{0});
    QCOMPARE(grown(5, 3 * kGibibyte + 200 * kMebibyte), 192 * kMebibyte);
    QCOMPARE(grown(5, 5 * kGibibyte), 2 * kGibibyte);
    QCOMPARE(grown(0, 9 * kGibibyte), 2 * kGibibyte); // a driver that doesn't tell whose it is
    QCOMPARE(grown({}, {}), 2 * kGibibyte);
    QCOMPARE(grown(5, kGibibyte), std::uint64_t{0}); // they have gone
}

QTEST_GUILESS_MAIN(TestDeviceMeters)
#include "tst_device_meters.moc"
