#include "core/engine/scheduler/scheduler.h"
#include "tests/support/expect_error.h"

#include <QtTest>

#include <algorithm>
#include <set>

using namespace tessera;
using namespace tessera::scheduler;

namespace {

DeviceDescription gpu(const char* name, int lanes = 2, Bytes capacity = 10 * kGibi) {
    DeviceDescription out;
    out.name = name;
    out.capacity = capacity;
    out.lanes = lanes;
    out.interference = 0;
    return out;
}

DeviceDescription cpu() {
    DeviceDescription out = gpu("cpu", 1, 64 * kGibi);
    out.kind = DeviceKind::Cpu;
    out.speed = 0.01;
    return out;
}

TileKind tileOf(Bytes peak, Bytes weights = 0, std::uint32_t network = 0) {
    TileKind out;
    out.network = network;
    out.seconds = 10;
    out.computeShare = out.bandwidthShare = 0.25;
    out.peakBytes = {peak, peak};
    out.weightBytes = weights;
    return out;
}

/// A scheduler with the default policy, and what it decided last.
struct Desk {
    explicit Desk(const std::vector<DeviceDescription>& devices, const char* policy = kDefaultPolicy)
        : scheduler(devices, makePolicy(policy)) {}

    JobId add(std::vector<KindId> kinds, int priority = 0, std::vector<std::uint32_t> finished = {}) {
        return scheduler.addJob(
            {std::make_shared<const std::vector<KindId>>(std::move(kinds)), priority, std::move(finished)});
    }
    const Actions& decide() { return last = scheduler.decide(now); }
    /// The starts of the last decision on a device.
    std::vector<Start> startsOn(std::size_t device) const {
        std::vector<Start> out;
        std::copy_if(last.starts.begin(), last.starts.end(), std::back_inserter(out),
                     [device](const Start& start) { return start.device == device; });
        return out;
    }
    std::size_t running(std::size_t device) const { return scheduler.state().devices()[device].attempts().size(); }

    Scheduler scheduler;
    Actions last;
    Seconds now = 0;
};

} // namespace

/// The book of jobs, devices and memory, and what happens when something goes wrong.
class TestScheduler : public QObject {
    Q_OBJECT

  private slots:
    void noDeviceIsRefused();
    void brokenJobsAreRefused();
    void admissionKeepsTheBudget_data();
    void admissionKeepsTheBudget();
    void weightsAreSharedByTheirTiles();
    void idleWeightsMakeRoom();
    void contextsOfProcessLanes();
    void measuredPeaksCorrectThePrediction();
    void measuredSpeedMovesThePlacement();
    void aTileThatRanIsNeverTooLarge();
    void budgetsShrinkAndGrow();
    void finishedTilesOfTheJournalArentComputed();
    void jobIsDoneWithItsLastTile();
    void outOfMemoryClimbsTheLadder();
    void outOfMemoryFreesIdleWeights();
    void waitingTileKeepsItsDevice();
    void deviceIsFreeAgainWhenTheWaitingJobIsCancelled();
    void lanesComeBack();
    void baselinesFailTheJob();
    void tileThatFitsNowhereFailsItsJobOnly();
    void lostDeviceGivesItsTilesBack();
    void lastDeviceLost();
    void lostDeviceOnTheLadder();
    void deadLanesAreTriedThreeTimes();
    void theThirdTryIsElsewhere();
    void theThirdTryIsHereWhereThereIsNoElsewhere();
    void cancelStopsAndForgets();
    void cancelledTileHoldsItsMemoryUntilItStopped();
    void stopAndFinishCross();
    void aStopNobodyAskedFor();
    void priorities();
    void priorityCanChange();
    void lowerPriorityUsesWhatTheHigherCant();
    void lateReportsAreIgnored();
};

void TestScheduler::noDeviceIsRefused() {
    EXPECT_ERROR(Scheduler({}, makePolicy(kDefaultPolicy)), ErrorCode::Usage, "no device");
    DeviceDescription unknown = gpu("cuda0");
    unknown.speed = 0;
    EXPECT_ERROR(Scheduler({unknown}, makePolicy(kDefaultPolicy)), ErrorCode::Internal, "cuda0 has no");
    unknown = gpu("cuda0", 2, 0);
    EXPECT_ERROR(Scheduler({unknown}, makePolicy(kDefaultPolicy)), ErrorCode::Internal, "cuda0 has no");
}

void TestScheduler::brokenJobsAreRefused() {
    Desk desk({gpu("a")});
    EXPECT_ERROR(desk.scheduler.addJob({}), ErrorCode::Internal, "without tiles");
    EXPECT_ERROR(desk.add({}), ErrorCode::Internal, "without tiles");
    EXPECT_ERROR(desk.add({0}), ErrorCode::Internal, "unknown kind");
    desk.scheduler.addKind(tileOf(kGibi));
    EXPECT_ERROR(desk.add({0}, 0, {1}), ErrorCode::Internal, "doesn't have");
    QCOMPARE(desk.add({0}), JobId{1});
}

void TestScheduler::admissionKeepsTheBudget_data() {
    QTest::addColumn<qulonglong>("peak");
    QTest::addColumn<int>("running");
    // 10 GiB less a margin of 2 % and 1 GiB of context: 8.8 GiB
    QTest::newRow("four") << qulonglong(2200 * kMebi) << 4;
    QTest::newRow("a byte too much for four") << qulonglong(88 * kGibi / 40 + kMebi) << 3;
    QTest::newRow("two") << qulonglong(4 * kGibi) << 2;
    QTest::newRow("one") << qulonglong(8 * kGibi) << 1;
    QTest::newRow("lanes are fewer than memory") << qulonglong(kGibi / 2) << 4;
}

void TestScheduler::admissionKeepsTheBudget() {
    QFETCH(qulonglong, peak);
    QFETCH(int, running);
    DeviceDescription device = gpu("a", 4);
    device.contextBytes = kGibi;
    Desk desk({device});
    desk.scheduler.addKind(tileOf(peak));
    desk.add(std::vector<KindId>(8, 0));
    QCOMPARE(static_cast<int>(desk.decide().starts.size()), running);
    const DeviceState& state = desk.scheduler.state().devices()[0];
    QVERIFY(kGibi + peak * static_cast<Bytes>(running) + state.margin() <= state.budget());
    QVERIFY(desk.decide().starts.empty());
}

void TestScheduler::weightsAreSharedByTheirTiles() {
    Desk desk({gpu("a", 4)});
    desk.scheduler.addKind(tileOf(kGibi, 5 * kGibi));
    desk.add(std::vector<KindId>(8, 0));
    const auto& starts = desk.decide().starts;
    QCOMPARE(starts.size(), std::size_t{4}); // 5 + 4 x 1
    QVERIFY(starts[0].loadsWeights);
    QVERIFY(!starts[1].loadsWeights && !starts[3].loadsWeights);
    QVERIFY(starts[0].newProcess && !starts[1].newProcess);
}

void TestScheduler::idleWeightsMakeRoom() {
    Desk desk({gpu("a", 1)});
    for (std::uint32_t network = 0; network < 3; ++network) {
        desk.scheduler.addKind(tileOf(kGibi, 4 * kGibi, network));
    }
    desk.add({0, 1, 2});
    QCOMPARE(desk.decide().starts.size(), std::size_t{1});
    QVERIFY(desk.last.evictions.empty());
    desk.scheduler.finished(1, desk.now = 10);
    QVERIFY(desk.decide().evictions.empty()); // 4 + 4 + 1
    desk.scheduler.finished(2, desk.now = 20);
    desk.decide();
    QCOMPARE(desk.last.starts.size(), std::size_t{1});
    QCOMPARE(desk.last.evictions.size(), std::size_t{1}); // what wasn't used for longest
    QCOMPARE(desk.last.evictions[0].network, std::uint32_t{0});
}

void TestScheduler::contextsOfProcessLanes() {
    DeviceDescription device = gpu("a", 4);
    device.contextBytes = 3 * kGibi;
    Desk streams({device});
    device.laneKind = LaneKind::Process;
    Desk processes({device});
    for (Desk* desk : {&streams, &processes}) {
        desk->scheduler.addKind(tileOf(kGibi));
        desk->add(std::vector<KindId>(8, 0));
        desk->decide();
    }
    QCOMPARE(streams.last.starts.size(), std::size_t{4});
    QCOMPARE(processes.last.starts.size(), std::size_t{2});
    QVERIFY(processes.last.starts[1].newProcess);
}

void TestScheduler::measuredPeaksCorrectThePrediction() {
    Desk desk({gpu("a", 4)});
    desk.scheduler.addKind(tileOf(2 * kGibi));
    desk.add(std::vector<KindId>(20, 0));
    QCOMPARE(desk.decide().starts.size(), std::size_t{4});
    for (AttemptId attempt = 1; attempt <= 4; ++attempt) {
        desk.scheduler.finished(attempt, desk.now = 10, 4 * kGibi);
    }
    QCOMPARE(desk.decide().starts.size(), std::size_t{2});
}

void TestScheduler::measuredSpeedMovesThePlacement() {
    Desk desk({gpu("a", 1), gpu("b", 1)});
    desk.scheduler.addKind(tileOf(kGibi));
    desk.add(std::vector<KindId>(40, 0));
    QCOMPARE(desk.decide().starts.size(), std::size_t{2});
    // the second takes 100 s for every tile
    std::size_t ofSecond = 0;
    while (!desk.last.starts.empty() || desk.running(0) + desk.running(1) > 0) {
        desk.now += 10;
        for (std::size_t device : {0, 1}) {
            const auto attempts = desk.scheduler.state().devices()[device].attempts();
            const bool done = device == 0 || static_cast<int>(desk.now) % 100 == 0;
            if (!attempts.empty() && done) {
                ofSecond += device;
                desk.scheduler.finished(attempts[0].id, desk.now);
            }
        }
        desk.decide();
    }
    QVERIFY2(desk.now <= 400, qPrintable(QString::number(desk.now))); // 36 x 10 s, the other 3 x 100 s
    QCOMPARE(ofSecond, std::size_t{3});
    QVERIFY(desk.scheduler.state().costs().speed(1) < 0.6);
}

void TestScheduler::aTileThatRanIsNeverTooLarge() {
    Desk desk({gpu("a", 1)});
    desk.scheduler.addKind(tileOf(9 * kGibi));
    desk.add({0, 0});
    desk.decide();
    desk.scheduler.finished(1, desk.now = 10, 10 * kGibi); // all that there is
    QCOMPARE(desk.decide().starts.size(), std::size_t{1});
    QVERIFY(desk.last.ended.empty());
}

void TestScheduler::budgetsShrinkAndGrow() {
    Desk desk({gpu("a", 2)});
    desk.scheduler.addKind(tileOf(3 * kGibi, 2 * kGibi));
    desk.add(std::vector<KindId>(6, 0));
    QCOMPARE(desk.decide().starts.size(), std::size_t{2}); // 2 + 2 x 3
    desk.scheduler.setBudget(0, 6 * kGibi, desk.now = 5);
    desk.scheduler.finished(1, desk.now = 10);
    QVERIFY(desk.decide().starts.empty()); // 2 + 3 + 3 would be too much
    desk.scheduler.finished(2, desk.now = 11);
    QCOMPARE(desk.decide().starts.size(), std::size_t{1});
    desk.scheduler.finished(3, desk.now = 20);
    desk.scheduler.setBudget(0, 4 * kGibi, desk.now);
    desk.decide(); // not one fits, but would if the tenant left
    QVERIFY(desk.last.starts.empty() && desk.last.ended.empty());
    QCOMPARE(desk.last.evictions.size(), std::size_t{0}); // 2 of 4 GiB
    QVERIFY(desk.scheduler.waitsForMemory());
    desk.scheduler.setBudget(0, kGibi, desk.now);
    QCOMPARE(desk.decide().evictions.size(), std::size_t{1});
    desk.scheduler.setBudget(0, 10 * kGibi, desk.now = 30);
    QCOMPARE(desk.decide().starts.size(), std::size_t{2});
    QVERIFY(!desk.scheduler.waitsForMemory());
}

void TestScheduler::finishedTilesOfTheJournalArentComputed() {
    Desk desk({gpu("a", 4)});
    desk.scheduler.addKind(tileOf(kGibi));
    desk.add({0, 0, 0}, 0, {0, 2});
    QCOMPARE(desk.decide().starts.size(), std::size_t{1});
    QCOMPARE(desk.last.starts[0].tile, std::uint32_t{1});
    const JobId all = desk.add({0, 0}, 0, {0, 1});
    QCOMPARE(desk.decide().ended.size(), std::size_t{1});
    QCOMPARE(desk.last.ended[0].job, all);
    QVERIFY(desk.last.ended[0].state == JobState::Done);
}

void TestScheduler::jobIsDoneWithItsLastTile() {
    Desk desk({gpu("a", 4)});
    desk.scheduler.addKind(tileOf(kGibi));
    const JobId job = desk.add({0, 0});
    desk.decide();
    desk.scheduler.finished(2, desk.now = 10);
    QVERIFY(desk.decide().ended.empty());
    desk.scheduler.finished(1, desk.now = 11);
    QCOMPARE(desk.decide().ended.size(), std::size_t{1});
    QVERIFY(desk.last.ended[0].job == job && desk.last.ended[0].state == JobState::Done);
    QVERIFY(desk.scheduler.state().job(job) == nullptr);
}

/// Free, shrink, retry; the other GPU; the CPU; then that job fails and the next goes on.
void TestScheduler::outOfMemoryClimbsTheLadder() {
    Desk desk({gpu("a", 2), gpu("b", 2), cpu()});
    desk.scheduler.addKind(tileOf(kGibi));
    const JobId unlucky = desk.add({0});
    const JobId other = desk.add(std::vector<KindId>(30, 0));
    desk.decide();
    AttemptId attempt = 0;
    const auto findIt = [&](std::size_t device) {
        attempt = 0;
        for (const Attempt& on : desk.scheduler.state().devices()[device].attempts()) {
            attempt = on.tile.job == unlucky ? on.id : attempt;
        }
        return attempt != 0;
    };
    QVERIFY(findIt(0));
    desk.scheduler.outOfMemory(attempt, desk.now = 5);
    desk.decide();
    QCOMPARE(desk.scheduler.state().devices()[0].laneLimit(), 1);
    QVERIFY(!findIt(0)); // its neighbour still runs
    const AttemptId neighbour = desk.scheduler.state().devices()[0].attempts()[0].id;
    desk.scheduler.finished(neighbour, desk.now = 10);
    desk.decide();
    QVERIFY(findIt(0));
    QCOMPARE(desk.running(0), std::size_t{1}); // alone
    desk.scheduler.outOfMemory(attempt, desk.now = 15);
    while (!findIt(1)) {
        const auto& ofOther = desk.scheduler.state().devices()[1].attempts();
        QVERIFY(!ofOther.empty());
        desk.scheduler.finished(ofOther[0].id, desk.now += 1);
        desk.decide();
    }
    // alone there and nothing to free: on to the CPU at once
    while (desk.running(1) > 1) {
        const auto& ofOther = desk.scheduler.state().devices()[1].attempts();
        desk.scheduler.died(ofOther[0].id == attempt ? ofOther[1].id : ofOther[0].id, "test", desk.now);
    }
    desk.scheduler.outOfMemory(attempt, desk.now += 1);
    desk.decide();
    QVERIFY(findIt(2));
    desk.scheduler.outOfMemory(attempt, desk.now += 1);
    desk.decide();
    QCOMPARE(desk.last.ended.size(), std::size_t{1});
    QCOMPARE(desk.last.ended[0].job, unlucky);
    QVERIFY(desk.last.ended[0].state == JobState::Failed);
    const std::string sentence = desk.last.ended[0].error("scan").what();
    QVERIFY2(sentence.find("scan: ") == 0 && sentence.find("a, b, cpu") != std::string::npos, sentence.c_str());
    QVERIFY(desk.scheduler.state().job(other) != nullptr);
    QVERIFY(desk.running(0) > 0);
}

void TestScheduler::outOfMemoryFreesIdleWeights() {
    Desk desk({gpu("a", 1)});
    desk.scheduler.addKind(tileOf(kGibi, kGibi, 0));
    desk.scheduler.addKind(tileOf(kGibi, kGibi, 1));
    desk.add({0, 1});
    desk.decide();
    desk.scheduler.finished(1, desk.now = 10);
    desk.decide();
    desk.scheduler.outOfMemory(2, desk.now = 15); // alone, but the first network lies there idle
    desk.decide();
    QCOMPARE(desk.last.evictions.size(), std::size_t{2}); // both are idle now
    QCOMPARE(desk.last.starts.size(), std::size_t{1});
    QVERIFY(desk.last.starts[0].loadsWeights);
    desk.scheduler.outOfMemory(3, desk.now = 20);
    QCOMPARE(desk.decide().ended.size(), std::size_t{1}); // tried again once only
}

void TestScheduler::waitingTileKeepsItsDevice() {
    Desk desk({gpu("a", 3)});
    desk.scheduler.addKind(tileOf(3 * kGibi));
    desk.add(std::vector<KindId>(10, 0));
    QCOMPARE(desk.decide().starts.size(), std::size_t{3});
    desk.scheduler.setBudget(0, 7 * kGibi, desk.now = 1);
    desk.scheduler.outOfMemory(2, desk.now = 1);
    QVERIFY(desk.decide().starts.empty());
    desk.scheduler.finished(1, desk.now = 10);
    desk.decide();
    QCOMPARE(desk.last.starts.size(), std::size_t{1}); // the second lane is the waiting tile's
    QCOMPARE(desk.last.starts[0].tile, std::uint32_t{1});
}

void TestScheduler::deviceIsFreeAgainWhenTheWaitingJobIsCancelled() {
    Desk desk({gpu("a", 2)});
    desk.scheduler.addKind(tileOf(kGibi));
    const JobId first = desk.add({0});
    const JobId second = desk.add(std::vector<KindId>(4, 0));
    desk.decide();
    desk.scheduler.outOfMemory(1, desk.now = 1); // waits for its neighbour to end
    QVERIFY(desk.decide().starts.empty());
    QVERIFY(desk.scheduler.state().devices()[0].held());
    desk.scheduler.cancelJob(first);
    desk.scheduler.finished(2, desk.now = 10);
    desk.decide();
    QCOMPARE(desk.last.starts.size(), std::size_t{1});
    QCOMPARE(desk.last.starts[0].job, second);
}

void TestScheduler::lanesComeBack() {
    Desk desk({gpu("a", 3)});
    desk.scheduler.addKind(tileOf(kGibi));
    desk.add(std::vector<KindId>(100, 0));
    desk.decide();
    desk.scheduler.outOfMemory(1, desk.now = 1);
    QCOMPARE(desk.scheduler.state().devices()[0].laneLimit(), 2);
    for (int i = 0; i < 15; ++i) {
        desk.decide();
        desk.scheduler.finished(desk.scheduler.state().devices()[0].attempts()[0].id, desk.now += 1);
    }
    QCOMPARE(desk.scheduler.state().devices()[0].laneLimit(), 2);
    desk.decide();
    desk.scheduler.finished(desk.scheduler.state().devices()[0].attempts()[0].id, desk.now += 1);
    QCOMPARE(desk.scheduler.state().devices()[0].laneLimit(), 3);
}

void TestScheduler::baselinesFailTheJob() {
    Desk desk({gpu("a"), gpu("b")}, "image-parallel");
    desk.scheduler.addKind(tileOf(kGibi));
    const JobId first = desk.add({0, 0});
    const JobId second = desk.add({0, 0});
    desk.decide();
    desk.scheduler.outOfMemory(1, desk.now = 5);
    desk.decide();
    QCOMPARE(desk.last.ended.size(), std::size_t{1});
    QVERIFY(desk.last.ended[0].job == first && desk.last.ended[0].state == JobState::Failed);
    QVERIFY(desk.last.ended[0].code == ErrorCode::DevicesOutOfMemory);
    QVERIFY(desk.scheduler.state().job(second) != nullptr);
}

void TestScheduler::tileThatFitsNowhereFailsItsJobOnly() {
    Desk desk({gpu("a"), gpu("b", 2, 12 * kGibi)});
    desk.scheduler.addKind(tileOf(kGibi));
    desk.scheduler.addKind(tileOf(12 * kGibi));
    const JobId fine = desk.add({0});
    const JobId large = desk.add({0, 1});
    desk.decide();
    QCOMPARE(desk.last.ended.size(), std::size_t{1});
    QCOMPARE(desk.last.ended[0].job, large);
    const std::string sentence = desk.last.ended[0].error("scan").what();
    QVERIFY2(sentence.find("12288 MiB") != std::string::npos, sentence.c_str());
    QVERIFY(desk.scheduler.state().job(fine) != nullptr);
    QCOMPARE(desk.last.starts.size(), std::size_t{1});
}

void TestScheduler::lostDeviceGivesItsTilesBack() {
    Desk desk({gpu("a"), gpu("b")});
    desk.scheduler.addKind(tileOf(kGibi));
    const JobId job = desk.add({0, 0, 0, 0});
    QCOMPARE(desk.decide().starts.size(), std::size_t{4});
    std::set<std::uint32_t> lost;
    for (const Start& start : desk.startsOn(0)) {
        lost.insert(start.tile);
    }
    QCOMPARE(lost.size(), std::size_t{2});
    const auto ofSecond = desk.startsOn(1);
    desk.scheduler.deviceLost(0, desk.now = 5);
    QVERIFY(desk.decide().starts.empty());
    desk.scheduler.finished(ofSecond[0].attempt, desk.now = 10);
    desk.scheduler.finished(ofSecond[1].attempt, desk.now = 10);
    desk.decide();
    QCOMPARE(desk.last.starts.size(), std::size_t{2});
    for (const Start& start : desk.last.starts) {
        QCOMPARE(start.device, std::size_t{1});
        QCOMPARE(lost.erase(start.tile), std::size_t{1});
        desk.scheduler.finished(start.attempt, desk.now = 20);
    }
    QCOMPARE(desk.decide().ended.size(), std::size_t{1});
    QVERIFY(desk.last.ended[0].job == job && desk.last.ended[0].state == JobState::Done);
}

void TestScheduler::lastDeviceLost() {
    Desk desk({gpu("a")});
    desk.scheduler.addKind(tileOf(kGibi));
    desk.add({0});
    desk.add({0});
    desk.decide();
    desk.scheduler.deviceLost(0, desk.now = 1);
    desk.decide();
    QCOMPARE(desk.last.ended.size(), std::size_t{2});
    QVERIFY(desk.last.ended[1].code == ErrorCode::DevicesGone);
    desk.add({0});
    QCOMPARE(desk.decide().ended.size(), std::size_t{1});
}

void TestScheduler::lostDeviceOnTheLadder() {
    Desk desk({gpu("a", 2), gpu("b", 1)});
    desk.scheduler.addKind(tileOf(kGibi));
    desk.add({0, 0, 0});
    desk.decide();
    const auto onFirst = desk.startsOn(0);
    desk.scheduler.outOfMemory(onFirst[0].attempt, desk.now = 1); // waits for its neighbour
    QVERIFY(desk.decide().starts.empty());
    desk.scheduler.deviceLost(0, desk.now = 2);
    desk.scheduler.finished(desk.scheduler.state().devices()[1].attempts()[0].id, desk.now = 3);
    desk.decide();
    QCOMPARE(desk.last.starts.size(), std::size_t{1});
    QCOMPARE(desk.last.starts[0].device, std::size_t{1});
    QVERIFY(desk.last.ended.empty());
}

void TestScheduler::deadLanesAreTriedThreeTimes() {
    Desk desk({gpu("a", 1)});
    desk.scheduler.addKind(tileOf(kGibi));
    const JobId job = desk.add({0});
    desk.add({0});
    for (AttemptId attempt = 1; attempt <= 3; ++attempt) {
        QCOMPARE(desk.decide().starts.size(), std::size_t{1});
        QCOMPARE(desk.last.starts[0].job, job);
        desk.scheduler.died(attempt, "signal 11", desk.now += 1);
    }
    desk.decide();
    QCOMPARE(desk.last.ended.size(), std::size_t{1});
    const std::string sentence = desk.last.ended[0].error("scan").what();
    QVERIFY2(sentence.find("signal 11") != std::string::npos, sentence.c_str());
    QCOMPARE(desk.last.starts.size(), std::size_t{1}); // the next job
}

/// One lane each on a and b; the first job's tile dies on a at 1 s and at 2 s, b is busy until 10 s.
void TestScheduler::theThirdTryIsElsewhere() {
    Desk desk({gpu("a", 1), gpu("b", 1), cpu()});
    desk.scheduler.addKind(tileOf(kGibi));
    const JobId job = desk.add({0});
    desk.add(std::vector<KindId>(6, 0));
    desk.decide();
    QCOMPARE(desk.startsOn(0).at(0).job, job);
    desk.scheduler.died(desk.startsOn(0).at(0).attempt, "signal 11", desk.now = 1);
    desk.decide(); // first in the queue, and a is free
    QCOMPARE(desk.startsOn(0).at(0).job, job);
    desk.scheduler.died(desk.startsOn(0).at(0).attempt, "signal 11", desk.now = 2);
    desk.decide(); // it waits for b, a goes on with the next
    QCOMPARE(desk.startsOn(0).size(), std::size_t{1});
    QVERIFY(desk.startsOn(0).at(0).job != job);
    desk.scheduler.finished(desk.scheduler.state().devices()[1].attempts().at(0).id, desk.now = 10);
    desk.decide();
    QCOMPARE(desk.startsOn(1).at(0).job, job);
    desk.scheduler.died(desk.startsOn(1).at(0).attempt, "signal 9", desk.now = 11);
    desk.decide();
    QCOMPARE(desk.last.ended.size(), std::size_t{1});
    QVERIFY(desk.last.ended[0].job == job && desk.last.ended[0].code == ErrorCode::TileDied);
}

/// b disappears before it could try.
void TestScheduler::theThirdTryIsHereWhereThereIsNoElsewhere() {
    Desk desk({gpu("a", 1), gpu("b", 1)});
    desk.scheduler.addKind(tileOf(kGibi));
    const JobId job = desk.add({0});
    const JobId other = desk.add({0});
    desk.decide();
    for (int death = 1; death <= 2; ++death) {
        desk.scheduler.died(desk.scheduler.state().devices()[0].attempts().at(0).id, "signal 11", desk.now += 1);
        desk.decide();
    }
    QCOMPARE(desk.running(0), std::size_t{0}); // kept for nobody, the other job's tile runs on b
    desk.scheduler.deviceLost(1, desk.now = 5);
    desk.decide();
    QCOMPARE(desk.startsOn(0).at(0).job, job);
    desk.scheduler.finished(desk.startsOn(0).at(0).attempt, desk.now = 15);
    desk.decide();
    QVERIFY(desk.last.ended.at(0).job == job && desk.last.ended.at(0).state == JobState::Done);
    QCOMPARE(desk.startsOn(0).at(0).job, other);
}

void TestScheduler::cancelStopsAndForgets() {
    Desk desk({gpu("a", 2)});
    desk.scheduler.addKind(tileOf(kGibi));
    const JobId job = desk.add(std::vector<KindId>(5, 0));
    const JobId next = desk.add({0});
    desk.decide();
    desk.scheduler.cancelJob(job);
    desk.decide();
    QVERIFY((desk.last.stops == std::vector<AttemptId>{1, 2}));
    QCOMPARE(desk.last.ended.size(), std::size_t{1});
    QVERIFY(desk.last.ended[0].state == JobState::Cancelled);
    desk.scheduler.cancelJob(job); // once more
    desk.scheduler.cancelJob(99);
    QVERIFY(desk.decide().ended.empty());
    desk.scheduler.stopped(1, desk.now = 1);
    desk.decide();
    QCOMPARE(desk.last.starts.size(), std::size_t{1});
    QCOMPARE(desk.last.starts[0].job, next);
    desk.scheduler.stopped(2, desk.now = 1);
    QVERIFY(desk.decide().starts.empty());
}

void TestScheduler::cancelledTileHoldsItsMemoryUntilItStopped() {
    Desk desk({gpu("a", 2)});
    desk.scheduler.addKind(tileOf(6 * kGibi));
    const JobId job = desk.add({0});
    desk.add({0});
    desk.decide();
    desk.scheduler.cancelJob(job);
    QVERIFY(desk.decide().starts.empty());
    desk.scheduler.stopped(1, desk.now = 1);
    QCOMPARE(desk.decide().starts.size(), std::size_t{1});
}

void TestScheduler::stopAndFinishCross() {
    Desk desk({gpu("a", 1)});
    desk.scheduler.addKind(tileOf(kGibi));
    const JobId job = desk.add({0});
    desk.decide();
    desk.scheduler.cancelJob(job);
    desk.scheduler.finished(1, desk.now = 10); // before anybody read the stop
    desk.decide();
    QVERIFY(desk.last.stops.empty());
    QCOMPARE(desk.last.ended.size(), std::size_t{1});
    QVERIFY(desk.last.ended[0].state == JobState::Cancelled);
    QCOMPARE(desk.running(0), std::size_t{0});
}

void TestScheduler::aStopNobodyAskedFor() {
    Desk desk({gpu("a", 1)});
    desk.scheduler.addKind(tileOf(kGibi));
    desk.add({0});
    desk.decide();
    desk.scheduler.stopped(1, desk.now = 1);
    QCOMPARE(desk.decide().starts.size(), std::size_t{1});
}

void TestScheduler::priorities() {
    Desk desk({gpu("a", 1)});
    desk.scheduler.addKind(tileOf(kGibi));
    const JobId batch = desk.add(std::vector<KindId>(50, 0));
    desk.decide();
    const JobId interactive = desk.add({0, 0}, 1);
    const JobId urgent = desk.add({0}, 2);
    std::vector<JobId> order;
    for (AttemptId attempt = 1; attempt <= 4; ++attempt) {
        desk.scheduler.finished(attempt, desk.now += 10);
        order.push_back(desk.decide().starts[0].job);
    }
    QVERIFY((order == std::vector<JobId>{urgent, interactive, interactive, batch}));
}

void TestScheduler::priorityCanChange() {
    Desk desk({gpu("a", 1)});
    desk.scheduler.addKind(tileOf(kGibi));
    desk.add(std::vector<KindId>(3, 0));
    const JobId second = desk.add(std::vector<KindId>(3, 0));
    desk.decide();
    desk.scheduler.setPriority(second, 5);
    desk.scheduler.setPriority(99, 5);
    desk.scheduler.finished(1, desk.now = 10);
    QCOMPARE(desk.decide().starts[0].job, second);
    desk.scheduler.stopped(2, desk.now = 11); // comes back with its new priority
    QCOMPARE(desk.decide().starts[0].tile, std::uint32_t{0});
    QCOMPARE(desk.last.starts[0].job, second);
    desk.scheduler.cancelJob(second);
    desk.decide();
    QCOMPARE(desk.scheduler.state().ready().size(), std::size_t{2});
}

void TestScheduler::lowerPriorityUsesWhatTheHigherCant() {
    Desk desk({gpu("a", 1), gpu("b", 1, 3 * kGibi)});
    desk.scheduler.addKind(tileOf(8 * kGibi));
    desk.scheduler.addKind(tileOf(kGibi));
    desk.add({0, 0}, 1); // doesn't fit on the second
    const JobId batch = desk.add({1, 1, 1, 1});
    desk.decide();
    QCOMPARE(desk.startsOn(0).size(), std::size_t{1});
    QCOMPARE(desk.startsOn(1).size(), std::size_t{1});
    QCOMPARE(desk.startsOn(1)[0].job, batch);
}

void TestScheduler::lateReportsAreIgnored() {
    Desk desk({gpu("a", 1), gpu("b", 1)});
    desk.scheduler.addKind(tileOf(kGibi));
    desk.add({0, 0});
    desk.decide();
    desk.scheduler.deviceLost(0, desk.now = 1);
    desk.scheduler.finished(1, desk.now = 2);
    desk.scheduler.outOfMemory(1, desk.now);
    desk.scheduler.died(1, "late", desk.now);
    desk.scheduler.stopped(1, desk.now);
    desk.scheduler.finished(77, desk.now);
    QVERIFY(desk.decide().ended.empty());
    QCOMPARE(desk.scheduler.state().ready().size(), std::size_t{1});
    QCOMPARE(desk.running(1), std::size_t{1});
}

QTEST_APPLESS_MAIN(TestScheduler)
#include "tst_scheduler.moc"
