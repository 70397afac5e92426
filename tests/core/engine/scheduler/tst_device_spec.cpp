#include "core/engine/scheduler/device_spec.h"
#include "tests/support/expect_error.h"

#include <QtTest>

using namespace tessera;
using namespace tessera::scheduler;

/// What a person may write for devices.
class TestDeviceSpec : public QObject {
    Q_OBJECT

  private slots:
    void groupsBecomeDevices();
    void sizesAndSpeeds_data();
    void sizesAndSpeeds();
    void optionsOfEveryDevice();
    void faultsOfEmulatedDevices();
    void sameNamesAreNumbered();
    void whatIsntWrittenStaysUnknown();
    void malformedSpecsAreRefused_data();
    void malformedSpecsAreRefused();
};

void TestDeviceSpec::groupsBecomeDevices() {
    const auto devices = parseDeviceSpec("3xk40-11g,1xcpu16");
    QCOMPARE(devices.size(), std::size_t{4});
    QCOMPARE(devices[0].name, std::string("k40-11g.1"));
    QCOMPARE(devices[2].name, std::string("k40-11g.3"));
    QVERIFY(devices[1].kind == DeviceKind::Emulated);
    QCOMPARE(devices[1].capacity, 11 * kGibi);
    QCOMPARE(devices[1].speed, 1.0);
    QVERIFY(devices[1].contextBytes > 0);
    QVERIFY(devices[3].kind == DeviceKind::Cpu);
    QCOMPARE(devices[3].name, std::string("cpu16"));
    QCOMPARE(devices[3].threads, 16);
    QCOMPARE(devices[3].lanes, 1);
    QCOMPARE(devices[3].contextBytes, Bytes{0});
}

void TestDeviceSpec::sizesAndSpeeds_data() {
    QTest::addColumn<QString>("spec");
    QTest::addColumn<qulonglong>("capacity");
    QTest::addColumn<double>("speed");
    QTest::newRow("GiB") << "emu-8g" << qulonglong(8 * kGibi) << 1.0;
    QTest::newRow("MiB") << "emu-6144m" << qulonglong(6 * kGibi) << 1.0;
    QTest::newRow("a part of a GiB") << "emu-1.5g" << qulonglong(3 * kGibi / 2) << 1.0;
    QTest::newRow("slower") << "emu-8g@0.6" << qulonglong(8 * kGibi) << 0.6;
    QTest::newRow("faster") << "k40-12g@14" << qulonglong(12 * kGibi) << 14.0;
    QTest::newRow("cpu with everything") << "cpu8-50g@0.1" << qulonglong(50 * kGibi) << 0.1;
    QTest::newRow("cpu with memory") << "cpu-50g" << qulonglong(50 * kGibi) << 0.0;
}

void TestDeviceSpec::sizesAndSpeeds() {
    QFETCH(QString, spec);
    QFETCH(qulonglong, capacity);
    QFETCH(double, speed);
    const auto devices = parseDeviceSpec(spec.toStdString());
    QCOMPARE(devices.size(), std::size_t{1});
    QCOMPARE(qulonglong(devices[0].capacity), capacity);
    QCOMPARE(devices[0].speed, speed);
}

void TestDeviceSpec::optionsOfEveryDevice() {
    const auto gpu = parseDeviceSpec("emu-8g+lanes=2+process+bf16")[0];
    QCOMPARE(gpu.lanes, 2);
    QVERIFY(gpu.laneKind == LaneKind::Process);
    QVERIFY(gpu.precision == Precision::Bf16);
    const auto cpu = parseDeviceSpec("cpu8+node=1+lanes=4")[0];
    QCOMPARE(cpu.numaNode, 1);
    QCOMPARE(cpu.lanes, 4);
    QVERIFY(cpu.laneKind == LaneKind::Stream);
    QCOMPARE(parseDeviceSpec("cuda1+lanes=3")[0].lanes, 3);
}

void TestDeviceSpec::faultsOfEmulatedDevices() {
    const auto devices =
        parseDeviceSpec("2xemu-8g+oom=5+oom=9+slow=0.5:60s+slow=0.25:7+tenant=5g:300s+lost=12,emu-8g+lost=90.5s");
    QCOMPARE(devices.size(), std::size_t{3});
    const FaultPlan& plan = devices[1].faults;
    QVERIFY((plan.outOfMemory == std::vector<std::uint64_t>{5, 9}));
    QCOMPARE(plan.slowDowns.size(), std::size_t{2});
    QCOMPARE(plan.slowDowns[0].factor, 0.5);
    QVERIFY(plan.slowDowns[0].when.seconds == 60.0 && !plan.slowDowns[0].when.tile);
    QVERIFY(plan.slowDowns[1].when.tile == 7u && !plan.slowDowns[1].when.seconds);
    QCOMPARE(plan.tenants.size(), std::size_t{1});
    QCOMPARE(plan.tenants[0].bytes, 5 * kGibi);
    QCOMPARE(plan.tenants[0].from, 300.0);
    QVERIFY(plan.disappears && plan.disappears->tile == 12u);
    QVERIFY(devices[2].faults.disappears && devices[2].faults.disappears->seconds == 90.5);
    QVERIFY(devices[2].faults.outOfMemory.empty());
}

void TestDeviceSpec::sameNamesAreNumbered() {
    const auto devices = parseDeviceSpec("k40-11g,emu-8g,k40-11g+lanes=1");
    QCOMPARE(devices[0].name, std::string("k40-11g.1"));
    QCOMPARE(devices[1].name, std::string("emu-8g"));
    QCOMPARE(devices[2].name, std::string("k40-11g.2"));
}

void TestDeviceSpec::whatIsntWrittenStaysUnknown() {
    const auto devices = parseDeviceSpec("cuda,cpu");
    QVERIFY(devices[0].kind == DeviceKind::Cuda);
    QCOMPARE(devices[0].capacity, Bytes{0});
    QCOMPARE(devices[0].speed, 0.0);
    QCOMPARE(devices[1].threads, 0);
    QCOMPARE(devices[1].speed, 0.0);
}

void TestDeviceSpec::malformedSpecsAreRefused_data() {
    QTest::addColumn<QString>("spec");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* spec, const char* says) {
        QTest::newRow(spec[0] == 0 ? "empty" : spec) << spec << says;
    };
    row("", "isn't a device");
    row(",", "isn't a device");
    row("k40-11g,", "isn't a device");
    row(",k40-11g", "isn't a device");
    row("gtx-11g", "isn't a device");
    row(" k40-11g", "isn't a device");
    row("K40-11G", "isn't a device");
    row("-11g", "isn't a device");
    row("3x", "isn't a device");
    row("xk40-11g", "isn't a device");
    row("3", "followed by x");
    row("3 x k40-11g", "followed by x");
    row("0xk40-11g", "from 1 to 64");
    row("65xk40-11g", "from 1 to 64");
    row("99999999999999999999xk40-11g", "from 1 to 64");
    row("40xk40-11g,40xk40-11g", "more than 64");
    row("-1xk40-11g", "isn't a device");
    row("k40", "needs its memory");
    row("k4011g", "needs its memory");
    row("emu11g", "needs its memory");
    row("k40-", "memory must be a number");
    row("k40-g", "memory must be a number");
    row("k40-11", "memory is written as");
    row("k40-11t", "memory is written as");
    row("k40-0g", "above 0");
    row("k40--1g", "above 0");
    row("k40-nang", "above 0");
    row("k40-infg", "above 0");
    row("k40-1e3g", "memory is written as");
    row("k40-9999999999g", "at most 1000000");
    row("k40-0.5m", "memory is written as");
    row("k40-11gb", "\"b\" isn't understood");
    row("k40-11g@", "the speed must be");
    row("k40-11g@0", "the speed must be");
    row("k40-11g@-1", "the speed must be");
    row("k40-11g@fast", "the speed must be");
    row("k40-11g@0.6x", "\"x\" isn't understood");
    row("k40-11g@1@2", "isn't understood");
    row("k40-11g+", "isn't an option");
    row("k40-11g+turbo", "isn't an option");
    row("k40-11g+lanes", "isn't an option");
    row("k40-11g+lanes=", "from 1 to 16");
    row("k40-11g+lanes=0", "from 1 to 16");
    row("k40-11g+lanes=17", "from 1 to 16");
    row("k40-11g+lanes=2.5", "isn't understood");
    row("k40-11g+node=1", "isn't an option");
    row("k40-11g+oom=0", "a tile's number");
    row("k40-11g+oom=5s", "isn't understood");
    row("k40-11g+slow=0.5", "says when");
    row("k40-11g+slow=0:60s", "the speed must be");
    row("k40-11g+slow=0.5:", "a tile's number");
    row("k40-11g+slow=0.5:soon", "a tile's number");
    row("k40-11g+slow=0.5:-3s", "a time must be");
    row("k40-11g+lost", "isn't an option");
    row("k40-11g+lost=0", "a tile's number");
    row("k40-11g+lost=5m", "isn't understood");
    row("k40-11g+lost=5+lost=9", "once only");
    row("k40-11g+tenant=5g", "says when it comes");
    row("k40-11g+tenant=5:300s", "memory is written as");
    row("k40-11g+tenant=5g:300", "a time in seconds");
    row("cpu0", "number of threads");
    row("cpu16x", "isn't understood");
    row("cpu16+oom=3", "isn't an option");
    row("cpu16+lost=3", "isn't an option");
    row("cuda+slow=0.5:3", "isn't an option");
    row("cuda-11g", "isn't understood");
    row("cuda1024", "the GPU's index");
    row("2xcuda1", "can't be several devices");
    row("cuda1,cuda1", "can't be several devices");
    row("auto", "isn't a device");
}

void TestDeviceSpec::malformedSpecsAreRefused() {
    QFETCH(QString, spec);
    QFETCH(QString, says);
    EXPECT_ERROR(parseDeviceSpec(spec.toStdString()), ErrorCode::Usage, says.toStdString());
}

QTEST_APPLESS_MAIN(TestDeviceSpec)
#include "tst_device_spec.moc"
