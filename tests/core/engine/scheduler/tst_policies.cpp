#include "core/engine/scheduler/simulator/lower_bound.h"
#include "core/engine/scheduler/simulator/simulator.h"
#include "tests/support/expect_error.h"

#include <QtTest>

#include <set>

using namespace tessera;
using namespace tessera::scheduler;
using namespace tessera::simulator;

namespace {

DeviceDescription gpu(const char* name, double speed = 1, int lanes = 4) {
    DeviceDescription out;
    out.name = name;
    out.capacity = 10 * kGibi;
    out.speed = speed;
    out.lanes = lanes;
    out.interference = 0; // times that a person can add up
    out.loadBytesPerSecond = static_cast<double>(kGibi);
    return out;
}

DeviceDescription cpu(double speed) {
    DeviceDescription out = gpu("cpu", speed, 1);
    out.kind = DeviceKind::Cpu;
    return out;
}

/// 10 s, half of a GPU, 1 GiB, no weights.
TileKind half() {
    TileKind out;
    out.name = "half";
    out.seconds = 10;
    out.computeShare = out.bandwidthShare = 0.5;
    out.peakBytes = {kGibi, kGibi};
    return out;
}

std::shared_ptr<const std::vector<KindId>> plan(std::vector<KindId> kinds) {
    return std::make_shared<const std::vector<KindId>>(std::move(kinds));
}

/// Images of so many tiles of one kind each.
Setup setupOf(std::vector<DeviceDescription> devices, int images, std::size_t tiles, const TileKind& kind = half()) {
    Setup out;
    out.devices = std::move(devices);
    out.kinds = {kind};
    const auto shared = plan(std::vector<KindId>(tiles, 0));
    for (int i = 0; i < images; ++i) {
        out.jobs.push_back({shared});
    }
    return out;
}

Outcome run(const Setup& setup, const char* policy, PolicySettings settings = {}) {
    return simulate(setup, makePolicy(policy, settings));
}

} // namespace

#define COMPARE_SECONDS(outcome, expected)                                                                             \
    do {                                                                                                               \
        QCOMPARE((outcome).failures(), std::size_t{0});                                                                \
        QVERIFY2(std::abs((outcome).makespan - (expected)) < 1e-6,                                                     \
                 qPrintable(QString("%1 s, by hand %2 s").arg((outcome).makespan).arg(double(expected))));             \
    } while (false)

/// Every policy against times that were worked out by hand, so that no baseline is handicapped, and what ours promises.
class TestPolicies : public QObject {
    Q_OBJECT

  private slots:
    void namesAreComplete();
    void unknownPolicyNamesTheOthers();
    void sequentialPaysAProcessForEachTile();
    void sequentialTakesTheCpuWithoutAGpu();
    void imageParallelFixesImages();
    void dataParallelWaitsForTheSlowest();
    void dataParallelOfOneLeavesTheSecondGpuIdle();
    void dataParallelCopiesTheNetworkEachTime();
    void dataParallelKeepsModelsApart();
    void distributedDealsInTurn();
    void staticShareDealsTiles();
    void staticShareLimitsArithmetic();
    void loadAndMemoryFillsTheLeastLoaded();
    void loadAndMemoryKnowsNoSpeeds();
    void loadAndMemoryWaitsForMemory();
    void interferenceAwareAvoidsDisturbance();
    void workloadAwarePairsComplements();
    void baselinesWithoutAdmissionRunOutOfMemory_data();
    void baselinesWithoutAdmissionRunOutOfMemory();
    void oursUsesLanesThatGain();
    void oursFillsUnevenDevices();
    void oursLeavesTheSlowGpuOutOfTheEnd();
    void cpuJoinsOnlyIfDoneBeforeTheTail();
    void tileMajorWhenWeightsDontFit();
    void tileMajorWhenLanesNeedTheRoom();
    void imageMajorWhenWeightsFit();
    void longTilesDontEndTheBatch();
    void aLargeTileIsNotPassedForEver();
    void interactiveTileDoesntAvoidABusyFastGpu();
    void oursPairsComplements();
    void interactiveJobPassesTheBatch_data();
    void interactiveJobPassesTheBatch();
};

void TestPolicies::namesAreComplete() {
    QCOMPARE(policyNames().size(), std::size_t{9});
    for (const std::string& name : policyNames()) {
        QCOMPARE(std::string(makePolicy(name)->traits().name), name);
    }
    QCOMPARE(policyNames().back(), std::string(kDefaultPolicy));
}

void TestPolicies::unknownPolicyNamesTheOthers() {
    EXPECT_ERROR(makePolicy("fifo"), ErrorCode::Usage, "image-parallel");
}

void TestPolicies::sequentialPaysAProcessForEachTile() {
    DeviceDescription first = gpu("a");
    first.processSeconds = 2;
    TileKind kind = half();
    kind.weightBytes = kGibi; // 1 s
    const Outcome outcome = run(setupOf({first, gpu("b", 5)}, 3, 4, kind), "sequential");
    COMPARE_SECONDS(outcome, 12 * (2 + 1 + 10));
    QCOMPARE(outcome.devices[1].tiles, std::size_t{0});
}

void TestPolicies::sequentialTakesTheCpuWithoutAGpu() {
    COMPARE_SECONDS(run(setupOf({cpu(0.5)}, 1, 4), "sequential"), 80);
    COMPARE_SECONDS(run(setupOf({cpu(0.5), gpu("a")}, 1, 4), "sequential"), 40);
}

void TestPolicies::imageParallelFixesImages() {
    // the first: images 1 and 3 in 40 s each; the second: image 2 in 80 s
    COMPARE_SECONDS(run(setupOf({gpu("a"), gpu("b", 0.5)}, 3, 4), "image-parallel"), 80);
    // a fourth goes to whichever is free first
    COMPARE_SECONDS(run(setupOf({gpu("a"), gpu("b", 0.5)}, 4, 4), "image-parallel"), 120);
    DeviceDescription slowStart = gpu("a");
    slowStart.processSeconds = 7; // once
    COMPARE_SECONDS(run(setupOf({slowStart}, 2, 3), "image-parallel"), 67);
}

void TestPolicies::dataParallelWaitsForTheSlowest() {
    // images 1 and 2: four tiles of 20 s; image 3: four tiles of 10 s on the first
    COMPARE_SECONDS(run(setupOf({gpu("a"), gpu("b", 0.5)}, 3, 4), "data-parallel"), 120);
}

void TestPolicies::dataParallelOfOneLeavesTheSecondGpuIdle() {
    const Outcome outcome = run(setupOf({gpu("a"), gpu("b")}, 3, 4), "data-parallel", {.batch = 1});
    COMPARE_SECONDS(outcome, 120);
    QCOMPARE(outcome.devices[1].busy, 0.0);
    COMPARE_SECONDS(run(setupOf({gpu("a"), gpu("b")}, 4, 4), "data-parallel", {.batch = 2}), 80);
}

void TestPolicies::dataParallelCopiesTheNetworkEachTime() {
    TileKind kind = half();
    kind.weightBytes = kGibi; // 1 s
    COMPARE_SECONDS(run(setupOf({gpu("a"), gpu("b")}, 2, 4, kind), "data-parallel"), 4 * 11);
    COMPARE_SECONDS(run(setupOf({gpu("a"), gpu("b")}, 2, 4, kind), "image-parallel"), 1 + 4 * 10);
}

void TestPolicies::dataParallelKeepsModelsApart() {
    Setup setup = setupOf({gpu("a"), gpu("b")}, 1, 4);
    setup.jobs.push_back({plan({0, 0})}); // another plan
    setup.jobs.push_back({setup.jobs[1].tiles});
    COMPARE_SECONDS(run(setup, "data-parallel"), 40 + 20);
}

void TestPolicies::distributedDealsInTurn() {
    // images 1 and 3 take 80 s, images 2 and 4 160 s
    COMPARE_SECONDS(run(setupOf({gpu("a"), gpu("b", 0.5)}, 4, 4), "distributed"), 160);
    COMPARE_SECONDS(run(setupOf({gpu("a"), gpu("b"), gpu("c")}, 7, 4), "distributed"), 120);
}

void TestPolicies::staticShareDealsTiles() {
    // 12 tiles, four processes, three each
    COMPARE_SECONDS(run(setupOf({gpu("a"), gpu("b", 0.5)}, 3, 4), "static-share"), 60);
    COMPARE_SECONDS(run(setupOf({gpu("a", 1, 1), gpu("b", 1, 1)}, 1, 5), "static-share"), 30);
}

void TestPolicies::staticShareLimitsArithmetic() {
    TileKind kind = half();
    kind.computeShare = 0.8; // a process has 0.5, so that a tile takes 16 s
    COMPARE_SECONDS(run(setupOf({gpu("a")}, 1, 4, kind), "static-share"), 32);
    COMPARE_SECONDS(run(setupOf({gpu("a")}, 1, 1, kind), "static-share"), 16);
}

void TestPolicies::loadAndMemoryFillsTheLeastLoaded() {
    // two tiles at a time on each; the second takes 20 s: 4 by 10 s, 6 by 20 s, ...
    COMPARE_SECONDS(run(setupOf({gpu("a"), gpu("b", 0.5)}, 3, 4), "load-and-memory"), 40);
}

void TestPolicies::loadAndMemoryKnowsNoSpeeds() {
    COMPARE_SECONDS(run(setupOf({gpu("a", 1, 1), gpu("b", 0.1, 1)}, 1, 3), "load-and-memory"), 100);
    COMPARE_SECONDS(run(setupOf({gpu("a", 1, 1), gpu("b", 0.1, 1)}, 1, 3), "resource-aware"), 30);
}

void TestPolicies::loadAndMemoryWaitsForMemory() {
    TileKind kind = half();
    kind.peakBytes = {6 * kGibi, 6 * kGibi};
    COMPARE_SECONDS(run(setupOf({gpu("a")}, 1, 4, kind), "load-and-memory"), 40);
}

void TestPolicies::interferenceAwareAvoidsDisturbance() {
    TileKind arithmetic = half(), memory = half();
    arithmetic.computeShare = memory.bandwidthShare = 0.9;
    arithmetic.bandwidthShare = memory.computeShare = 0.2;
    Setup setup = setupOf({gpu("a"), gpu("b")}, 0, 0, arithmetic);
    setup.kinds.push_back(memory);
    setup.jobs.push_back({plan({0, 0, 1, 1})});
    COMPARE_SECONDS(run(setup, "interference-aware"), 11); // one of each on each: 1.1
    setup.jobs = {{plan({0, 0, 0, 0})}};
    COMPARE_SECONDS(run(setup, "interference-aware"), 20); // 1.8 is too much: one after the other
}

void TestPolicies::workloadAwarePairsComplements() {
    TileKind arithmetic = half(), memory = half();
    arithmetic.computeShare = memory.bandwidthShare = 0.9;
    arithmetic.bandwidthShare = memory.computeShare = 0.1;
    Setup setup = setupOf({gpu("a")}, 0, 0, arithmetic);
    setup.kinds.push_back(memory);
    setup.jobs.push_back({plan({0, 0, 1, 1})});
    COMPARE_SECONDS(run(setup, "workload-aware"), 20);
    setup.jobs = {{plan({0, 0, 0})}};
    COMPARE_SECONDS(run(setup, "workload-aware"), 30);
}

void TestPolicies::baselinesWithoutAdmissionRunOutOfMemory_data() {
    QTest::addColumn<QString>("policy");
    QTest::addColumn<int>("failures");
    QTest::newRow("static-share") << "static-share" << 2;
    QTest::newRow("load-and-memory") << "load-and-memory" << 0;
    QTest::newRow("interference-aware") << "interference-aware" << 0;
    QTest::newRow("workload-aware") << "workload-aware" << 0;
    QTest::newRow("resource-aware") << "resource-aware" << 0;
}

/// The seed study's two images on one GPU: "the execution will be halted".
void TestPolicies::baselinesWithoutAdmissionRunOutOfMemory() {
    QFETCH(QString, policy);
    QFETCH(int, failures);
    TileKind kind = half();
    kind.peakBytes = {6 * kGibi, 6 * kGibi};
    const Outcome outcome = run(setupOf({gpu("a")}, 2, 4, kind), policy.toUtf8().constData());
    QVERIFY2(static_cast<int>(outcome.failures()) >= (failures > 0 ? 1 : 0), qPrintable(policy));
    if (failures == 0) {
        COMPARE_SECONDS(outcome, 80);
        QCOMPARE(outcome.outOfMemory, std::size_t{0});
    } else {
        QVERIFY(outcome.outOfMemory > 0);
    }
}

void TestPolicies::oursUsesLanesThatGain() {
    COMPARE_SECONDS(run(setupOf({gpu("a")}, 1, 8), "resource-aware"), 40);
    TileKind full = half();
    full.computeShare = 1; // a second one would gain nothing
    const Outcome outcome = run(setupOf({gpu("a")}, 1, 3, full), "resource-aware");
    COMPARE_SECONDS(outcome, 30);
    QCOMPARE(outcome.devices[0].peak, kGibi);
}

void TestPolicies::oursFillsUnevenDevices() {
    COMPARE_SECONDS(run(setupOf({gpu("a"), gpu("b", 0.5)}, 3, 4), "resource-aware"), 40);
    // 200 tiles, far more than are planned at once: rates 0.2 and 0.1 a second
    const Setup many = setupOf({gpu("a"), gpu("b", 0.5)}, 50, 4);
    const Outcome outcome = run(many, "resource-aware");
    QCOMPARE(outcome.failures(), std::size_t{0});
    QVERIFY(outcome.makespan >= 200 / 0.3 && outcome.makespan <= 200 / 0.3 + 10);
}

void TestPolicies::oursLeavesTheSlowGpuOutOfTheEnd() {
    // after 8 of 9 tiles the last takes 10 s on the first, 90 s on the second
    COMPARE_SECONDS(run(setupOf({gpu("a", 1, 1), gpu("b", 1.0 / 9, 1)}, 1, 9), "resource-aware"), 90);
    const Outcome one = run(setupOf({gpu("a", 1, 1), gpu("b", 1.0 / 9, 1)}, 1, 8), "resource-aware");
    COMPARE_SECONDS(one, 80);
    QCOMPARE(one.devices[1].tiles, std::size_t{0});
}

void TestPolicies::cpuJoinsOnlyIfDoneBeforeTheTail() {
    const auto devices = [] { return std::vector<DeviceDescription>{gpu("a", 1, 1), cpu(0.05)}; }; // 200 s a tile
    const Outcome few = run(setupOf(devices(), 1, 19), "resource-aware");
    COMPARE_SECONDS(few, 190);
    QCOMPARE(few.devices[1].tiles, std::size_t{0});
    const Outcome enough = run(setupOf(devices(), 1, 22), "resource-aware");
    COMPARE_SECONDS(enough, 210);
    QCOMPARE(enough.devices[1].tiles, std::size_t{1});
    // far more than are planned at once: 300 tiles, 21 for every 210 s
    const Outcome many = run(setupOf(devices(), 30, 10), "resource-aware");
    QCOMPARE(many.failures(), std::size_t{0});
    QCOMPARE(many.devices[1].tiles, std::size_t{14});
    COMPARE_SECONDS(many, 2860);
    // so slow that even 50 tiles are done before it: never
    const Outcome never = run(setupOf({gpu("a", 1, 1), cpu(0.001)}, 5, 10), "resource-aware");
    COMPARE_SECONDS(never, 500);
    QCOMPARE(never.devices[1].tiles, std::size_t{0});
}

namespace {

/// Images with a network for each of four tiles, 2 GiB of weights each; spans are kept.
Setup fourNetworks(Bytes capacity, int images) {
    Setup setup = setupOf({gpu("a", 1, 1)}, 0, 0);
    setup.devices[0].capacity = capacity;
    setup.kinds.clear();
    for (std::uint32_t network = 0; network < 4; ++network) {
        TileKind kind = half();
        kind.network = network;
        kind.weightBytes = 2 * kGibi; // 2 s
        setup.kinds.push_back(kind);
    }
    const auto shared = plan({0, 1, 2, 3});
    for (int i = 0; i < images; ++i) {
        setup.jobs.push_back({shared});
    }
    setup.keepSpans = true;
    return setup;
}

std::vector<std::uint32_t> tilesInOrder(const Outcome& outcome) {
    std::vector<std::uint32_t> out;
    for (const Span& span : outcome.spans) {
        out.push_back(span.tile);
    }
    return out;
}

} // namespace

void TestPolicies::tileMajorWhenWeightsDontFit() {
    const Outcome outcome = run(fourNetworks(6 * kGibi, 20), "resource-aware"); // two networks at a time
    COMPARE_SECONDS(outcome, 80 * 10 + 4 * 2);                                  // each is loaded once
    const auto order = tilesInOrder(outcome);
    std::vector<std::uint32_t> firstHalf(20, 0); // then the last two networks fit together
    firstHalf.insert(firstHalf.end(), 20, 1);
    QVERIFY(std::equal(firstHalf.begin(), firstHalf.end(), order.begin()));
    // image by image every tile would load
    QVERIFY(run(fourNetworks(6 * kGibi, 20), "image-parallel").makespan > 80 * 10 + 100);
}

void TestPolicies::imageMajorWhenWeightsFit() {
    const Outcome outcome = run(fourNetworks(11 * kGibi, 20), "resource-aware");
    COMPARE_SECONDS(outcome, 80 * 10 + 4 * 2);
    QCOMPARE(outcome.spans[3].job, JobId{1}); // the first image is done first
    QCOMPARE(outcome.spans[3].tile, std::uint32_t{3});
    QCOMPARE(outcome.spans[4].job, JobId{2});
}

/// With one lane all four networks would fit, but a second lane is worth more than never loading again.
void TestPolicies::tileMajorWhenLanesNeedTheRoom() {
    Setup setup = fourNetworks(19 * kGibi / 2, 20);
    setup.devices[0].lanes = 2;
    const auto order = tilesInOrder(run(setup, "resource-aware"));
    QCOMPARE(std::count(order.begin(), order.begin() + 20, 0u), std::ptrdiff_t{20});
}

void TestPolicies::longTilesDontEndTheBatch() {
    TileKind longTile = half();
    longTile.seconds = 600;
    Setup setup = setupOf({gpu("a", 1, 1), gpu("b", 1, 1)}, 20, 10);
    setup.kinds.push_back(longTile);
    setup.jobs.push_back({plan({1})}); // the last of the queue
    // 2000 s of short tiles and 600 s: 1300 s each; in the queue's order it would be 1600 s
    COMPARE_SECONDS(run(setup, "resource-aware"), 1300);
}

void TestPolicies::aLargeTileIsNotPassedForEver() {
    TileKind large = half(), other = half();
    large.peakBytes = {9 * kGibi, 9 * kGibi};
    other.seconds = 13; // so that the two lanes are never free at the same time
    Setup setup = setupOf({gpu("a")}, 0, 0);
    setup.kinds.push_back(large);
    setup.kinds.push_back(other);
    setup.keepSpans = true;
    setup.jobs.push_back({plan({0, 2, 0, 2, 0})});
    setup.jobs.push_back({plan({1})});
    std::vector<KindId> many;
    for (int i = 0; i < 50; ++i) {
        many.insert(many.end(), {0, 2});
    }
    setup.jobs.push_back({plan(many)});
    const Outcome outcome = run(setup, "resource-aware");
    QCOMPARE(outcome.failures(), std::size_t{0});
    const auto found =
        std::find_if(outcome.spans.begin(), outcome.spans.end(), [](const Span& s) { return s.job == 2; });
    QVERIFY2(found->from <= 40, qPrintable(QString::number(found->from)));
}

/// The makespan wouldn't mind if the slow GPU took it.
void TestPolicies::interactiveTileDoesntAvoidABusyFastGpu() {
    TileKind longTile = half();
    longTile.seconds = 1000;
    Setup setup = setupOf({gpu("fast", 10), gpu("slow", 1)}, 0, 0);
    setup.kinds.push_back(longTile);
    setup.jobs.push_back({plan({1})}); // 100 s on the fast one
    setup.jobs.push_back({plan({0}), 5, 1});
    const Outcome outcome = run(setup, "resource-aware");
    QVERIFY2(std::abs(outcome.jobs[1].ended - 6) < 1e-6, qPrintable(QString::number(outcome.jobs[1].ended)));
}

void TestPolicies::oursPairsComplements() {
    TileKind arithmetic = half(), memory = half();
    arithmetic.computeShare = memory.bandwidthShare = 0.9;
    arithmetic.bandwidthShare = memory.computeShare = 0.1;
    Setup setup = setupOf({gpu("a", 1, 2)}, 0, 0, arithmetic);
    setup.kinds.push_back(memory);
    setup.jobs.push_back({plan(std::vector<KindId>(50, 0))});
    setup.jobs.push_back({plan(std::vector<KindId>(50, 1))});
    // in the queue's order two of a kind would gain 1 / 0.9: 900 s
    COMPARE_SECONDS(run(setup, "resource-aware"), 500);
}

void TestPolicies::interactiveJobPassesTheBatch_data() {
    QTest::addColumn<QString>("policy");
    QTest::addColumn<double>("latest");
    // it arrives at 5 s; what runs is finished first (10 s), then its own four tiles
    QTest::newRow("sequential") << "sequential" << 50.0;
    QTest::newRow("image-parallel") << "image-parallel" << 85.0; // after an image of the batch
    QTest::newRow("data-parallel") << "data-parallel" << 85.0;
    QTest::newRow("distributed") << "distributed" << 50.0;
    QTest::newRow("static-share") << "static-share" << 40.0;
    QTest::newRow("load-and-memory") << "load-and-memory" << 30.0;
    QTest::newRow("interference-aware") << "interference-aware" << 30.0;
    QTest::newRow("workload-aware") << "workload-aware" << 30.0;
    QTest::newRow("resource-aware") << "resource-aware" << 30.0;
}

void TestPolicies::interactiveJobPassesTheBatch() {
    QFETCH(QString, policy);
    QFETCH(double, latest);
    Setup setup = setupOf({gpu("a")}, 30, 4);
    setup.jobs.push_back({setup.jobs[0].tiles, 5, 1});
    const Outcome outcome = run(setup, policy.toUtf8().constData());
    QCOMPARE(outcome.failures(), std::size_t{0});
    QVERIFY2(outcome.jobs.back().ended <= latest + 1e-6, qPrintable(QString("%1 s").arg(outcome.jobs.back().ended)));
}

QTEST_APPLESS_MAIN(TestPolicies)
#include "tst_policies.moc"
