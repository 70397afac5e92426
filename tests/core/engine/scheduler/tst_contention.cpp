#include "core/engine/scheduler/contention.h"
#include "core/engine/scheduler/cost_model.h"

#include <QtTest>

using namespace tessera::scheduler;

namespace {

/// Relative to a second.
bool isClose(double a, double b) {
    return std::abs(a - b) < 1e-9;
}

SharedDevice::Work work(std::uint64_t id, double alone, Demand demand, double setup = 0) {
    return {id, setup, alone, 0, demand};
}

} // namespace

/// What tiles on one device cost each other, and what is learnt from measuring.
class TestContention : public QObject {
    Q_OBJECT

  private slots:
    void tilesWithinTheDeviceDontDisturb();
    void theFullerResourceSlowsAll();
    void interferenceCostsEachFurtherTile();
    void aCapSlowsOneTileOnly();
    void setupDisturbsNobody();
    void tilesThatLeaveGiveTheirShareBack();
    void oneStepOrManyAreTheSame();
    void gainOfOneMore();
    void throughputOfLanes();
    void cpuTilesTakeAllOfIt();
    void speedIsAMovingAverage();
    void oneOddMeasurementIsBounded();
    void peaksRiseAtOnceAndFallSlowly();
};

void TestContention::tilesWithinTheDeviceDontDisturb() {
    SharedDevice device;
    device.add(work(1, 10, {0.5, 0.4}));
    device.add(work(2, 8, {0.5, 0.4}));
    QVERIFY(isClose(device.timeToFinish(1), 10));
    QVERIFY(isClose(device.timeToFinish(2), 8));
}

void TestContention::theFullerResourceSlowsAll() {
    SharedDevice device;
    device.add(work(1, 10, {0.5, 0.9}));
    device.add(work(2, 10, {0.4, 0.6}));
    QVERIFY(isClose(device.timeToFinish(1), 15)); // bandwidth: 1.5
    device.setSpeed(0.5);
    QVERIFY(isClose(device.timeToFinish(1), 30));
}

void TestContention::interferenceCostsEachFurtherTile() {
    SharedDevice device(0.1);
    for (std::uint64_t id = 1; id <= 3; ++id) {
        device.add(work(id, 10, {0.2, 0.2}));
    }
    QVERIFY(isClose(device.timeToFinish(3), 12)); // 1 + 2 x 0.1
}

void TestContention::aCapSlowsOneTileOnly() {
    SharedDevice device;
    device.add(work(1, 10, {0.8, 0.2, 0.4}));
    device.add(work(2, 10, {0.5, 0.2, 1}));
    QVERIFY(isClose(device.timeToFinish(2), 10)); // 0.4 + 0.5 of the arithmetic
    QVERIFY(isClose(device.timeToFinish(1), 20));
}

void TestContention::setupDisturbsNobody() {
    SharedDevice device;
    device.add(work(1, 10, {1, 1}));
    device.add(work(2, 10, {1, 1}, 10));
    QVERIFY(isClose(device.timeToFinish(1), 10));
    QVERIFY(isClose(device.timeToFinish(2), 20));
    QVERIFY(isClose(*device.nextChange(), 10));
}

void TestContention::tilesThatLeaveGiveTheirShareBack() {
    SharedDevice device;
    device.add(work(1, 10, {1, 1}));
    device.add(work(2, 4, {1, 1}));
    QVERIFY(isClose(device.timeToFinish(2), 8));
    QVERIFY(isClose(device.timeToFinish(1), 14)); // 8 at half, then 6 alone
    QVERIFY(isClose(*device.runToNextFinish(), 8));
    QVERIFY(device.find(2) == nullptr);
    QVERIFY(isClose(device.find(1)->left(), 6));
    QVERIFY(isClose(*device.runToNextFinish(), 6));
    QVERIFY(!device.runToNextFinish());
    QVERIFY(!device.nextChange());
}

void TestContention::oneStepOrManyAreTheSame() {
    SharedDevice once, often;
    for (SharedDevice* device : {&once, &often}) {
        device->add(work(1, 10, {0.7, 0.3}));
        device->add(work(2, 6, {0.7, 0.3}, 1));
    }
    once.advance(7);
    for (int i = 0; i < 70; ++i) {
        often.advance(0.1);
    }
    QVERIFY(std::abs(once.find(1)->left() - often.find(1)->left()) < 1e-6);
    QVERIFY(std::abs(once.find(2)->left() - often.find(2)->left()) < 1e-6);
    QVERIFY(isClose(once.find(1)->exposure, 1 + 6 / 1.4));
}

void TestContention::gainOfOneMore() {
    SharedDevice device(0.02);
    const Demand half{0.5, 0.5};
    QVERIFY(device.gainsFrom(half));
    device.add(work(1, 10, half));
    QVERIFY(device.gainsFrom(half));
    device.add(work(2, 10, half));
    QVERIFY(!device.gainsFrom(half));
}

void TestContention::throughputOfLanes() {
    QVERIFY(isClose(SharedDevice::throughput({0.5, 0.5}, 1, 0), 1));
    QVERIFY(isClose(SharedDevice::throughput({0.5, 0.5}, 2, 0), 2));
    QVERIFY(isClose(SharedDevice::throughput({0.5, 0.5}, 3, 0), 2));
    QVERIFY(isClose(SharedDevice::throughput({0.5, 0.5}, 2, 0.25), 1.6));
}

void TestContention::cpuTilesTakeAllOfIt() {
    TileKind kind;
    kind.computeShare = 0.3;
    kind.bandwidthShare = 0.4;
    DeviceDescription device;
    device.kind = DeviceKind::Emulated;
    QCOMPARE(demandOn(device, kind).compute, 0.3);
    QCOMPARE(demandOn(device, kind, 0.5).cap, 0.5);
    device.kind = DeviceKind::Cpu;
    QCOMPARE(demandOn(device, kind).compute, 1.0);
    QCOMPARE(demandOn(device, kind).bandwidth, 1.0);
}

void TestContention::speedIsAMovingAverage() {
    DeviceDescription fast, slow;
    fast.speed = 2;
    slow.speed = 0.5;
    CostModel costs({fast, slow});
    TileKind kind;
    kind.seconds = 10;
    const KindId id = costs.add(kind), other = costs.add(kind);
    QCOMPARE(costs.seconds(0, id), 5.0);
    QCOMPARE(costs.seconds(1, id), 20.0);
    costs.speedMeasured(0, id, 0.5); // half as fast as expected
    QCOMPARE(costs.speed(0), 1.0);
    QCOMPARE(costs.seconds(0, id), 10.0);
    costs.speedMeasured(0, id, 0.5); // and again
    QVERIFY(isClose(costs.speed(0), 0.85));
    QVERIFY(isClose(costs.seconds(0, id), 10 / (0.85 * 0.95)));
    QVERIFY(isClose(costs.seconds(0, other), 10 / 0.85));
    QCOMPARE(costs.seconds(1, id), 20.0);
    for (int i = 0; i < 100; ++i) {
        const double expected = costs.seconds(0, id);
        costs.speedMeasured(0, id, expected / 8.0); // it takes 8 s
    }
    QVERIFY(std::abs(costs.seconds(0, id) - 8) < 1e-6);
}

void TestContention::oneOddMeasurementIsBounded() {
    CostModel costs({DeviceDescription{}});
    const KindId id = costs.add(TileKind{});
    costs.speedMeasured(0, id, 1);
    costs.speedMeasured(0, id, 1e-9);
    QVERIFY(costs.speed(0) > 0.7);
    costs.speedMeasured(0, id, 1e9);
    QVERIFY(costs.speed(0) < 3);
}

void TestContention::peaksRiseAtOnceAndFallSlowly() {
    DeviceDescription device;
    device.precision = Precision::Bf16;
    CostModel costs({device});
    TileKind kind;
    kind.peakBytes = {2000, 1000};
    const KindId id = costs.add(kind);
    QCOMPARE(costs.peak(0, id), Bytes{1000});
    costs.peakMeasured(0, id, 1800);
    QCOMPARE(costs.peak(0, id), Bytes{1800});
    costs.peakMeasured(0, id, 1000);
    QCOMPARE(costs.peak(0, id), Bytes{1700});
}

QTEST_APPLESS_MAIN(TestContention)
#include "tst_contention.moc"
