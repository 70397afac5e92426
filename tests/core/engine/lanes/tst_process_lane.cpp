#include "core/engine/lanes/process_lane.h"
#include "core/engine/scheduler/device_spec.h"
#include "core/engine/tiles/tile_engine.h"
#include "tests/core/engine/lanes/fake_network.h"
#include "tests/support/child_numbers.h"
#include "tests/support/expect_error.h"

#include <QtTest>

#include <signal.h>
#include <sys/wait.h>

#include <atomic>
#include <filesystem>
#include <mutex>
#include <set>
#include <thread>

using namespace tessera;
using namespace tessera::engine;
using test::FakeTiles;
using test::isGone;
using test::labelOf;

namespace {

os::ProgramCall worker(std::vector<std::string> arguments = {"lane"}) {
    return {LANE_TEST_WORKER, std::move(arguments)};
}

std::vector<std::uint8_t> expected(const std::vector<float>& voxels, std::uint32_t network, std::uint32_t tile) {
    std::vector<std::uint8_t> out;
    for (const float voxel : FakeTiles(voxels).tile(tile)) {
        out.push_back(labelOf(voxel, network));
    }
    return out;
}

/// Whether the lane computes as it should.
bool works(ProcessLane& lane) {
    return lane.label(3, 1, FakeTiles({5, 6})) == expected({5, 6}, 3, 1);
}

std::ptrdiff_t openDescriptors() {
    const std::filesystem::directory_iterator all("/proc/self/fd");
    return std::distance(begin(all), end(all));
}

} // namespace

/// A lane in a process of its own, with a fake network, and all the ways in which it can die.
class TestProcessLane : public QObject {
    Q_OBJECT

  private slots:
    void tilesComeBack();
    void oneWorkerServesAll();
    void errorsArriveWhole();
    void missingMemoryIsMissingMemory();
    void aLaneThatCantBeMadeSaysWhy();
    void theEnvironmentReachesIt();
    void whoDiesCostsOneTile_data();
    void whoDiesCostsOneTile();
    void killedBetweenAnyTwoMessages();
    void killedWhileItComputes();
    void aDropThatKills();
    void garbageIsTheWorkersEnd_data();
    void garbageIsTheWorkersEnd();
    void aProgramThatIsNotThere();
    void aDeafWorkerIsKilled();
    void aWorkerThatHangsIsKilled();
    void aWorkerThatComputesIsWaitedFor();
    void theWorkerEndsWithItsParent();
    void nothingIsLeftBehind();
    void killedUnderTheEngine();
};

void TestProcessLane::tilesComeBack() {
    ProcessLane lane(worker());
    QCOMPARE(lane.workerNumber(), 0); // not before there is something to do
    QVERIFY(lane.label(2, 3, FakeTiles({1, 2, 3})) == expected({1, 2, 3}, 2, 3));
    QVERIFY(lane.label(0, 0, FakeTiles({})).empty());
    for (const std::size_t voxels : {10, 1'000'000, 20, 3'000'001}) {
        std::vector<float> tile(voxels);
        for (std::size_t i = 0; i < voxels; ++i) {
            tile[i] = static_cast<float>(i % 900);
        }
        QVERIFY(lane.label(4, 9, FakeTiles(tile)) == expected(tile, 4, 9));
    }
}

void TestProcessLane::oneWorkerServesAll() {
    ProcessLane lane(worker());
    lane.drop(1); // of nothing
    QVERIFY(works(lane));
    const int number = lane.workerNumber();
    QVERIFY(number > 0);
    lane.drop(1);
    QVERIFY(works(lane));
    QCOMPARE(lane.workerNumber(), number);
}

void TestProcessLane::errorsArriveWhole() {
    ProcessLane lane(worker());
    QVERIFY(works(lane));
    const int number = lane.workerNumber();
    try {
        (void)lane.label(0, 0, FakeTiles({test::kFails}));
        QFAIL("it didn't fail");
    } catch (const Error& error) {
        QVERIFY(error.code() == ErrorCode::TensorShapeDiffers);
        QVERIFY((error.arguments() == std::vector<std::string>{"/data/scan.nii", std::string("a\0\n\xff", 4), ""}));
    }
    EXPECT_ERROR(lane.label(0, 0, FakeTiles({test::kForeign})), ErrorCode::Internal, "something else");
    EXPECT_ERROR(lane.label(0, 0, FakeTiles({test::kWrongCount})), ErrorCode::Internal, "number of labels");
    QVERIFY(works(lane));
    QCOMPARE(lane.workerNumber(), number); // none of these is the worker's end
}

void TestProcessLane::missingMemoryIsMissingMemory() {
    ProcessLane lane(worker());
    EXPECT_ERROR(lane.label(0, 0, FakeTiles({test::kNoMemory})), ErrorCode::OutOfMemory, "/data/scan.nii");
    EXPECT_ERROR(lane.label(0, 0, FakeTiles({test::kOutOfMemory})), ErrorCode::OutOfMemory, "/data/scan.nii");
    QVERIFY(works(lane));
}

void TestProcessLane::aLaneThatCantBeMadeSaysWhy() {
    ProcessLane lane(worker({"broken"}));
    for (int i = 0; i < 2; ++i) {
        EXPECT_ERROR(lane.label(0, 0, FakeTiles({1})), ErrorCode::BundleInvalid, "/models/broken");
    }
}

void TestProcessLane::theEnvironmentReachesIt() {
    os::ProgramCall call = worker();
    call.environment = {{"TESSERA_TEST_LABEL", "25"}};
    ProcessLane lane(call);
    QCOMPARE(static_cast<int>(lane.label(0, 0, FakeTiles({test::kAsks})).at(0)), 25);
}

void TestProcessLane::whoDiesCostsOneTile_data() {
    QTest::addColumn<float>("voxel");
    QTest::addColumn<QString>("said");
    QTest::newRow("killed") << test::kKilled << "killed by signal 9 (SIGKILL)";
    QTest::newRow("exit") << test::kLeaves << "exit code 7";
}

void TestProcessLane::whoDiesCostsOneTile() {
    QFETCH(float, voxel);
    QFETCH(QString, said);
    ProcessLane lane(worker());
    for (int i = 0; i < 3; ++i) {
        QVERIFY(works(lane));
        EXPECT_ERROR(lane.label(0, 0, FakeTiles({voxel})), ErrorCode::WorkerDied, said.toStdString());
        QCOMPARE(lane.workerNumber(), 0);
    }
    QVERIFY(works(lane));
}

/// Label, drop, label, drop, ...: killed before each of them in turn.
void TestProcessLane::killedBetweenAnyTwoMessages() {
    for (int deadly = 1; deadly < 6; ++deadly) {
        ProcessLane lane(worker());
        int died = 0;
        for (int message = 0; message < 6; ++message) {
            if (message == deadly) {
                ::kill(lane.workerNumber(), SIGKILL);
            }
            try {
                if (message % 2 == 0) {
                    QVERIFY(works(lane));
                } else {
                    lane.drop(3);
                }
            } catch (const Error& error) {
                QVERIFY2(error.code() == ErrorCode::WorkerDied, error.what());
                ++died;
            }
        }
        QVERIFY(died <= 1); // none where its end was noticed before it was given a tile
        QVERIFY(works(lane));
    }
}

void TestProcessLane::killedWhileItComputes() {
    ProcessLane lane(worker());
    QVERIFY(works(lane));
    std::thread killer([number = lane.workerNumber()] {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        ::kill(number, SIGKILL);
    });
    EXPECT_ERROR(lane.label(0, 0, FakeTiles({test::kSleeps})), ErrorCode::WorkerDied, "SIGKILL");
    killer.join();
    QVERIFY(works(lane));
}

void TestProcessLane::aDropThatKills() {
    ProcessLane lane(worker());
    QVERIFY(works(lane));
    lane.drop(test::kDeadlyNetwork);
    QCOMPARE(lane.workerNumber(), 0);
    QVERIFY(works(lane));
}

void TestProcessLane::garbageIsTheWorkersEnd_data() {
    QTest::addColumn<QString>("kind");
    for (const char* kind : {"short", "long", "oversized", "noise", "labels", "number", "huge text", "closed"}) {
        QTest::newRow(kind) << kind;
    }
}

void TestProcessLane::garbageIsTheWorkersEnd() {
    QFETCH(QString, kind);
    ProcessLane lane(worker({"garbage", kind.toStdString()}));
    const std::string said = kind == "closed" ? "SIGKILL" : "can't be understood";
    EXPECT_ERROR(lane.label(0, 0, FakeTiles({1, 2})), ErrorCode::WorkerDied, said);
    QCOMPARE(lane.workerNumber(), 0);
}

void TestProcessLane::aProgramThatIsNotThere() {
    ProcessLane lane({"/nowhere/tessera-cli"});
    EXPECT_ERROR(lane.label(0, 0, FakeTiles({1})), ErrorCode::WorkerDied, "can't be started");
    ProcessLane wrong({"/bin/true"});
    EXPECT_ERROR(wrong.label(0, 0, FakeTiles({1})), ErrorCode::WorkerDied, "exit code 0");
}

/// It computes one tile and listens to nothing any more.
void TestProcessLane::aDeafWorkerIsKilled() {
    int number = 0;
    {
        ProcessLane lane(worker({"garbage", "none"}));
        QCOMPARE(lane.label(0, 0, FakeTiles({1, 2})).size(), std::size_t{2});
        number = lane.workerNumber();
        QVERIFY(!isGone(number));
    }
    QVERIFY(isGone(number));
}

void TestProcessLane::aWorkerThatHangsIsKilled() {
    ProcessLane lane(worker(), 2);
    QVERIFY(works(lane));
    EXPECT_ERROR(lane.label(0, 0, FakeTiles({test::kSleeps})), ErrorCode::WorkerDied, "it did nothing for 2 s");
    QCOMPARE(lane.workerNumber(), 0);
    QVERIFY(works(lane));
}

void TestProcessLane::aWorkerThatComputesIsWaitedFor() {
    ProcessLane lane(worker(), 1);
    QVERIFY(works(lane));
    const int number = lane.workerNumber();
    QCOMPARE(lane.label(0, 0, FakeTiles({test::kComputes})).size(), std::size_t{1});
    QCOMPARE(lane.workerNumber(), number);
}

/// The kernel kills it, also while it computes.
void TestProcessLane::theWorkerEndsWithItsParent() {
    os::ChildProcess parent(worker({"parent"}), {});
    std::vector<int> workers;
    QTRY_VERIFY_WITH_TIMEOUT((workers = test::childrenOf(parent.number(), "lane")).size() == 1, 30'000);
    QTest::qWait(200); // it sleeps in its tile by now
    QVERIFY(!isGone(workers[0]));
    QCOMPARE(parent.end(0), std::string("killed by signal 9 (SIGKILL)"));
    QTRY_VERIFY_WITH_TIMEOUT(isGone(workers[0]), 10'000);
}

void TestProcessLane::nothingIsLeftBehind() {
    const auto before = openDescriptors();
    for (int i = 0; i < 50; ++i) {
        ProcessLane lane(worker());
        QVERIFY(works(lane));
        if (i % 3 == 0) {
            EXPECT_ERROR(lane.label(0, 0, FakeTiles({test::kLeaves})), ErrorCode::WorkerDied, "exit code 7");
        }
        if (i % 3 == 1) {
            ::kill(lane.workerNumber(), SIGKILL);
        }
    }
    QCOMPARE(openDescriptors(), before);
    int status = 0;
    QVERIFY2(::waitpid(-1, &status, WNOHANG) < 0, "a child is left");
}

namespace {

/// A ProcessLane that says its worker's number to whoever wants to kill it.
class TargetLane final : public TileLane {
  public:
    TargetLane(std::mutex& mutex, std::set<int>& targets) : m_mutex(mutex), m_targets(targets), m_lane(worker()) {}
    ~TargetLane() override { forget(); }
    std::vector<std::uint8_t> label(std::uint32_t network, std::uint32_t tile, const TileSource& source) override {
        try {
            std::vector<std::uint8_t> out = m_lane.label(network, tile, source);
            const std::lock_guard lock(m_mutex);
            m_targets.insert(m_number = m_lane.workerNumber());
            return out;
        } catch (...) {
            forget();
            throw;
        }
    }
    void drop(std::uint32_t network) override { m_lane.drop(network); }

  private:
    void forget() {
        const std::lock_guard lock(m_mutex);
        m_targets.erase(m_number);
    }
    std::mutex& m_mutex;
    std::set<int>& m_targets;
    ProcessLane m_lane;
    int m_number = 0;
};

} // namespace

/// Three lanes, forty scans, and somebody who kills a worker during each.
void TestProcessLane::killedUnderTheEngine() {
    constexpr std::uint32_t kTiles = 9;
    std::mutex mutex;
    std::set<int> targets;
    std::vector<scheduler::TileKind> kinds;
    for (std::uint32_t i = 0; i < kTiles; ++i) {
        kinds.push_back({.name = "tile", .network = i, .peakBytes = {1 << 20, 1 << 20}, .weightBytes = 1 << 10});
    }
    auto devices = scheduler::parseDeviceSpec("emu-1g+lanes=2+process,emu-1g+lanes=1+process");
    for (auto& device : devices) {
        device.contextBytes = 0;
    }
    TileEngine engine(
        devices, scheduler::makePolicy(scheduler::kDefaultPolicy),
        [&](const scheduler::DeviceDescription&) { return std::make_unique<TargetLane>(mutex, targets); });
    (void)engine.addPlan(kinds);
    int killed = 0;
    for (int round = 0; round < 40 || (killed <= 10 && round < 1000); ++round) { // a busy machine needs more
        const std::vector<float> voxels(1000, static_cast<float>(round));
        std::atomic<bool> done{false};
        std::thread killer([&] {
            for (bool isOver = false; !isOver && !done;) { // one a scan: nobody loses a tile three times
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
                const std::lock_guard lock(mutex);
                if (!targets.empty()) {
                    ::kill(*targets.begin(), SIGKILL);
                    targets.erase(targets.begin());
                    isOver = true;
                    ++killed;
                }
            }
        });
        Progress progress;
        const auto labels = engine.run({.source = std::make_shared<FakeTiles>(voxels)}, progress);
        done = true;
        killer.join();
        for (std::uint32_t tile = 0; tile < kTiles; ++tile) {
            QVERIFY(labels[tile] == expected(voxels, tile, tile));
        }
    }
    QVERIFY(killed > 10);
}

QTEST_GUILESS_MAIN(TestProcessLane)
#include "tst_process_lane.moc"
