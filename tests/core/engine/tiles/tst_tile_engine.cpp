#include "core/base/error.h"
#include "core/engine/scheduler/device_spec.h"
#include "core/engine/tiles/tile_engine.h"

#include <QtTest>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

using namespace tessera;
using namespace tessera::engine;
using scheduler::kMebi;
using Labels = std::vector<std::vector<std::uint8_t>>;

namespace {

constexpr std::uint32_t kTiles = 9;

/// A scan whose tiles are one number each.
class FakeSource : public TileSource {
  public:
    explicit FakeSource(int seed) : m_seed(seed) {}
    [[nodiscard]] std::vector<float> tile(std::uint32_t tile) const override {
        return {static_cast<float>(m_seed * 100 + static_cast<int>(tile))};
    }
    [[nodiscard]] const std::string& scan() const override { return m_scan; }
    [[nodiscard]] static std::uint8_t labelOf(float voxel) {
        return static_cast<std::uint8_t>(static_cast<int>(voxel) * 7 % 251);
    }
    /// What every way of computing it must give.
    [[nodiscard]] Labels expected() const {
        Labels out;
        for (std::uint32_t i = 0; i < kTiles; ++i) {
            out.push_back({labelOf(tile(i).front())});
        }
        return out;
    }

  private:
    int m_seed;
    std::string m_scan = "scan.nii";
};

/// What all lanes of a test share: what they did, and what they are to do.
struct Laboratory {
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<std::pair<std::string, float>> computed; ///< device and voxel, in order
    std::map<std::string, std::multiset<std::uint32_t>> resident;
    std::size_t mostResident = 0;      ///< networks on one device
    float faulty = -1;                 ///< the voxel whose tile can't be computed
    float deadly = -1;                 ///< the voxel whose tile ends the worker
    std::map<std::string, int> deaths; ///< how many tiles still end with the worker of a device
    bool isShut = false;               ///< lanes wait until it isn't

    void open() {
        const std::lock_guard lock(mutex);
        isShut = false;
        changed.notify_all();
    }
    void waitForComputed(std::size_t count) {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return computed.size() >= count; });
    }
};

class FakeLane : public TileLane {
  public:
    FakeLane(Laboratory& laboratory, std::string device) : m_laboratory(laboratory), m_device(std::move(device)) {}
    ~FakeLane() override {
        while (!m_networks.empty()) {
            FakeLane::drop(*m_networks.begin());
        }
    }

    std::vector<std::uint8_t> label(std::uint32_t network, std::uint32_t tile, const TileSource& source) override {
        const float voxel = source.tile(tile).front();
        std::unique_lock lock(m_laboratory.mutex);
        if (m_networks.insert(network).second) {
            auto& resident = m_laboratory.resident[m_device];
            resident.insert(network);
            const std::set<std::uint32_t> networks(resident.begin(), resident.end());
            m_laboratory.mostResident = std::max(m_laboratory.mostResident, networks.size());
        }
        m_laboratory.computed.emplace_back(m_device, voxel);
        m_laboratory.changed.notify_all();
        m_laboratory.changed.wait(lock, [this] { return !m_laboratory.isShut; });
        if (voxel == m_laboratory.faulty) {
            throw Error(ErrorCode::NetworkFailed, {"scan", "a fault"});
        }
        if (voxel == m_laboratory.deadly || m_laboratory.deaths[m_device]-- > 0) {
            throw Error(ErrorCode::WorkerDied, {source.scan(), "killed by signal 9"});
        }
        return {FakeSource::labelOf(voxel)};
    }

    void drop(std::uint32_t network) override {
        const std::lock_guard lock(m_laboratory.mutex);
        if (m_networks.erase(network) > 0) {
            auto& resident = m_laboratory.resident[m_device];
            resident.erase(resident.find(network));
        }
    }

  private:
    Laboratory& m_laboratory;
    std::string m_device;
    std::set<std::uint32_t> m_networks;
};

/// Nine tiles of nine networks: 100 MiB at work, 10 MiB of weights each.
std::vector<scheduler::TileKind> kinds() {
    std::vector<scheduler::TileKind> out;
    for (std::uint32_t i = 0; i < kTiles; ++i) {
        out.push_back({.name = "tile",
                       .network = i,
                       .computeShare = 0.3,
                       .bandwidthShare = 0.3,
                       .peakBytes = {100 * kMebi, 100 * kMebi},
                       .weightBytes = 10 * kMebi});
    }
    return out;
}

std::vector<scheduler::DeviceDescription> devicesOf(const std::string& spec) {
    std::vector<scheduler::DeviceDescription> out = scheduler::parseDeviceSpec(spec);
    for (scheduler::DeviceDescription& device : out) {
        device.speed = device.speed > 0 ? device.speed : 1;
        device.contextBytes = 0;
    }
    return out;
}

std::unique_ptr<TileEngine> makeEngine(Laboratory& laboratory, const std::string& spec,
                                       const std::string& policy = scheduler::kDefaultPolicy) {
    auto engine = std::make_unique<TileEngine>(devicesOf(spec), scheduler::makePolicy(policy),
                                               [&laboratory](const scheduler::DeviceDescription& device) {
                                                   return std::make_unique<FakeLane>(laboratory, device.name);
                                               });
    (void)engine->addPlan(kinds());
    return engine;
}

Labels runOne(TileEngine& engine, int seed, int priority = 0) {
    Progress progress;
    return engine.run({.source = std::make_shared<FakeSource>(seed), .priority = priority}, progress);
}

} // namespace

/// Real threads and a fake network: runs under the thread sanitizer.
class TestTileEngine : public QObject {
    Q_OBJECT

  private slots:
    void everyPolicyGivesTheSameLabels_data();
    void everyPolicyGivesTheSameLabels();
    void outOfMemoryAtEveryTileOnce();
    void aDeviceThatDisappears();
    void allDevicesDisappear();
    void whatFitsNowhereFailsWithTheReason();
    void aFaultFailsItsJobOnly();
    void aDeadWorkerCostsItsTile();
    void aTileThatKillsFailsItsJobOnly();
    void aDeviceThatKillsIsGivenUp();
    void theLastDeviceIsNotGivenUp();
    void cancellationReturnsAtOnce();
    void cancelAndRunAgain();
    void priorityPassesABatch();
    void weightsThatDoNotFitAreGivenUp();
    void missingMemoryIsSaid();
    void lanesSayWhatTheyDo();
    void otherProgramsMemoryIsWaitedFor();
    void progressCountsTheTiles();
    void useIsCounted();
    void knownTilesAreNotComputed();
    void tilesAreToldInTheCallersThread();
    void aListenerThatThrowsEndsItsJob();
    void plansOfSeveralModels();
};

void TestTileEngine::everyPolicyGivesTheSameLabels_data() {
    QTest::addColumn<QString>("policy");
    for (const std::string& name : scheduler::policyNames()) {
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
}

void TestTileEngine::everyPolicyGivesTheSameLabels() {
    QFETCH(QString, policy);
    Laboratory laboratory;
    const auto engine = makeEngine(laboratory, "cpu2-1g,2xemu-1g", policy.toStdString());
    std::vector<Labels> results(6);
    std::vector<std::thread> callers;
    for (std::size_t i = 0; i < results.size(); ++i) {
        callers.emplace_back([&, i] { results[i] = runOne(*engine, static_cast<int>(i)); });
    }
    for (std::thread& caller : callers) {
        caller.join();
    }
    for (std::size_t i = 0; i < results.size(); ++i) {
        QVERIFY(results[i] == FakeSource(static_cast<int>(i)).expected());
    }
    QCOMPARE(laboratory.computed.size(), results.size() * kTiles);
}

void TestTileEngine::outOfMemoryAtEveryTileOnce() {
    for (std::uint32_t n = 1; n <= kTiles; ++n) {
        Laboratory laboratory;
        const auto engine = makeEngine(laboratory, "emu-1g+lanes=2+oom=" + std::to_string(n) + ",emu-1g");
        QVERIFY(runOne(*engine, 1) == FakeSource(1).expected());
        QCOMPARE(laboratory.computed.size(), std::size_t{kTiles}); // what was done isn't done again
    }
}

void TestTileEngine::aDeviceThatDisappears() {
    for (const char* lost : {"1", "3", "0s"}) {
        Laboratory laboratory;
        const auto engine = makeEngine(laboratory, "emu-1g+lost=" + std::string(lost) + ",emu-1g@0.5");
        for (int seed = 0; seed < 3; ++seed) {
            QVERIFY(runOne(*engine, seed) == FakeSource(seed).expected());
        }
    }
}

void TestTileEngine::allDevicesDisappear() {
    Laboratory laboratory;
    const auto engine = makeEngine(laboratory, "emu-1g+lost=2,emu-1g+lost=3");
    try {
        (void)runOne(*engine, 1);
        QFAIL("it went on without a device");
    } catch (const Error& error) {
        QVERIFY2(std::string(error.what()).find("scan.nii") != std::string::npos, error.what());
    }
}

void TestTileEngine::whatFitsNowhereFailsWithTheReason() {
    Laboratory laboratory;
    const auto engine = makeEngine(laboratory, "2xemu-90m");
    try {
        (void)runOne(*engine, 1);
        QFAIL("a tile of 100 MiB ran in 90");
    } catch (const Error& error) {
        QVERIFY2(std::string(error.what()).find("scan.nii") != std::string::npos, error.what());
    }
    QVERIFY(laboratory.computed.empty());
}

void TestTileEngine::aFaultFailsItsJobOnly() {
    Laboratory laboratory;
    laboratory.faulty = FakeSource(2).tile(4).front();
    const auto engine = makeEngine(laboratory, "2xemu-1g");
    std::thread other([&] { QVERIFY(runOne(*engine, 1) == FakeSource(1).expected()); });
    bool isTold = false;
    try {
        (void)runOne(*engine, 2);
    } catch (const Error& error) {
        isTold = error.code() == ErrorCode::NetworkFailed;
    }
    other.join();
    QVERIFY(isTold);
    QVERIFY(runOne(*engine, 3) == FakeSource(3).expected());
}

void TestTileEngine::aDeadWorkerCostsItsTile() {
    Laboratory laboratory;
    laboratory.deaths["emu-1g"] = 2;
    const auto engine = makeEngine(laboratory, "emu-1g+lanes=1");
    QVERIFY(runOne(*engine, 1) == FakeSource(1).expected());
    QCOMPARE(laboratory.computed.size(), std::size_t{kTiles + 2});
    QCOMPARE(engine->use()[0].tiles, std::size_t{kTiles});
    QCOMPARE(engine->use()[0].deaths, std::size_t{2});
    QVERIFY(!engine->use()[0].lost);
}

void TestTileEngine::aTileThatKillsFailsItsJobOnly() {
    Laboratory laboratory;
    laboratory.deadly = FakeSource(2).tile(4).front();
    const auto engine = makeEngine(laboratory, "2xemu-1g+lanes=2");
    for (int seed = 1; seed <= 3; ++seed) {
        try {
            QVERIFY(runOne(*engine, seed) == FakeSource(seed).expected());
            QVERIFY(seed != 2);
        } catch (const Error& error) {
            QVERIFY2(seed == 2 && error.code() == ErrorCode::TileDied, error.what());
            QVERIFY2(std::string(error.what()).find("killed by signal 9") != std::string::npos, error.what());
        }
    }
    const auto use = engine->use();
    QCOMPARE(use[0].deaths + use[1].deaths, std::size_t{3});
    QVERIFY(!use[0].lost && !use[1].lost); // one bad scan costs no device
}

void TestTileEngine::aDeviceThatKillsIsGivenUp() {
    for (const char* spec : {"emu-1g@9+lanes=1,cpu2-1g", "emu-1g@9+lanes=4,cpu2-1g", "emu-1g@9+lanes=2,emu-2g"}) {
        Laboratory laboratory;
        laboratory.deaths["emu-1g@9"] = 1'000;
        const auto engine = makeEngine(laboratory, spec);
        for (int seed = 1; seed <= 3; ++seed) { // no scan is lost
            QVERIFY(runOne(*engine, seed) == FakeSource(seed).expected());
        }
        const auto use = engine->use();
        QVERIFY(use[0].lost && use[0].tiles == 0 && use[0].deaths >= 3);
        QVERIFY(!use[1].lost && use[1].tiles == 3 * kTiles);
    }
}

void TestTileEngine::theLastDeviceIsNotGivenUp() {
    Laboratory laboratory;
    laboratory.deaths["emu-1g"] = 6; // two jobs, three times each
    const auto engine = makeEngine(laboratory, "emu-1g+lanes=1");
    for (int seed = 1; seed <= 2; ++seed) {
        try {
            (void)runOne(*engine, seed);
            QFAIL("its tile died three times");
        } catch (const Error& error) {
            QVERIFY2(error.code() == ErrorCode::TileDied, error.what());
        }
    }
    QVERIFY(runOne(*engine, 3) == FakeSource(3).expected());
}

void TestTileEngine::cancellationReturnsAtOnce() {
    Laboratory laboratory;
    laboratory.isShut = true;
    const auto engine = makeEngine(laboratory, "emu-1g+lanes=2");
    Progress progress;
    std::thread canceller([&] {
        laboratory.waitForComputed(2);
        progress.token()->cancel();
    });
    bool isCancelled = false;
    try {
        (void)engine->run({.source = std::make_shared<FakeSource>(1)}, progress);
    } catch (const Error& error) {
        isCancelled = error.code() == ErrorCode::Cancelled;
    }
    canceller.join();
    QVERIFY(isCancelled); // while two lanes are still shut
    laboratory.open();
    QVERIFY(runOne(*engine, 2) == FakeSource(2).expected());
}

/// Fifty races between tiles that end and jobs that are given up.
void TestTileEngine::cancelAndRunAgain() {
    Laboratory laboratory;
    const auto engine = makeEngine(laboratory, "cpu2-1g,emu-1g,emu-1g+oom=5");
    std::atomic<int> cancelled{0};
    std::vector<std::thread> callers;
    for (int caller = 0; caller < 5; ++caller) {
        callers.emplace_back([&, caller] {
            for (int round = 0; round < 10; ++round) {
                Progress progress;
                std::thread canceller([token = progress.token(), round] {
                    std::this_thread::sleep_for(std::chrono::microseconds(100 * round));
                    token->cancel();
                });
                const int seed = caller * 10 + round;
                try {
                    QVERIFY(engine->run({.source = std::make_shared<FakeSource>(seed)}, progress) ==
                            FakeSource(seed).expected());
                } catch (const Error& error) {
                    QVERIFY(error.code() == ErrorCode::Cancelled);
                    ++cancelled;
                }
                canceller.join();
            }
        });
    }
    for (std::thread& caller : callers) {
        caller.join();
    }
    QVERIFY(cancelled > 0);
    QVERIFY(runOne(*engine, 99) == FakeSource(99).expected());
}

void TestTileEngine::priorityPassesABatch() {
    Laboratory laboratory;
    laboratory.isShut = true;
    const auto engine = makeEngine(laboratory, "emu-1g+lanes=1");
    std::thread batch([&] { QVERIFY(runOne(*engine, 1) == FakeSource(1).expected()); });
    laboratory.waitForComputed(1);
    std::atomic<bool> isThere{false};
    std::thread interactive([&] {
        Progress progress([&isThere](double, std::string_view) { isThere = true; });
        QVERIFY(engine->run({.source = std::make_shared<FakeSource>(2), .priority = 1}, progress) ==
                FakeSource(2).expected());
    });
    while (!isThere) { // its first step is said once its tiles are in the queue
        std::this_thread::yield();
    }
    laboratory.open();
    batch.join();
    interactive.join();
    QCOMPARE(laboratory.computed.size(), std::size_t{2 * kTiles});
    for (std::size_t i = 1; i <= kTiles; ++i) { // after the tile that ran already
        QVERIFY(laboratory.computed[i].second >= FakeSource(2).tile(0).front());
    }
}

/// 100 MiB for a tile at work, and with the margin room for few networks beside it.
void TestTileEngine::weightsThatDoNotFitAreGivenUp() {
    Laboratory laboratory;
    const auto engine = makeEngine(laboratory, "emu-150m+lanes=1");
    for (int seed = 0; seed < 3; ++seed) {
        QVERIFY(runOne(*engine, seed) == FakeSource(seed).expected());
    }
    QVERIFY2(laboratory.mostResident <= 5, qPrintable(QString::number(laboratory.mostResident)));
    Laboratory roomy;
    const auto other = makeEngine(roomy, "emu-1g+lanes=1");
    QVERIFY(runOne(*other, 1) == FakeSource(1).expected());
    QCOMPARE(roomy.mostResident, std::size_t{kTiles}); // where they fit they stay
}

void TestTileEngine::missingMemoryIsSaid() {
    Laboratory laboratory;
    const auto engine = makeEngine(laboratory, "emu-150m+tenant=100m:0s");
    std::string step;
    auto token = std::make_shared<CancelToken>();
    Progress progress(
        [&](double, std::string_view now) {
            if (now.find("waiting for memory") != std::string_view::npos) {
                step = now;
                token->cancel();
            }
        },
        token);
    QVERIFY_EXCEPTION_THROWN((void)engine->run({.source = std::make_shared<FakeSource>(1)}, progress), Error);
    QVERIFY(!step.empty());
    QVERIFY(laboratory.computed.empty());
}

/// Without a gap, and with what they waited for: one tile fits at a time.
void TestTileEngine::lanesSayWhatTheyDo() {
    struct Piece {
        LaneSpan::Time begin, end;
        std::string what;
    };
    std::map<std::size_t, std::vector<Piece>> lanes;
    Laboratory laboratory;
    {
        TileEngine engine(devicesOf("emu-150m+lanes=2"), scheduler::makePolicy(scheduler::kDefaultPolicy),
                          [&laboratory](const scheduler::DeviceDescription& device) {
                              return std::make_unique<FakeLane>(laboratory, device.name);
                          },
                          {[&lanes](const LaneSpan& span) {
                               lanes[span.lane].push_back({span.begin, span.end, "tile"});
                           },
                           [&lanes](const LaneWait& wait) {
                               lanes[wait.lane].push_back({wait.begin, wait.end, std::string(wait.reason)});
                           }});
        (void)engine.addPlan(kinds());
        laboratory.isShut = true;
        std::thread opener([&laboratory] {
            laboratory.waitForComputed(1);
            std::this_thread::sleep_for(std::chrono::milliseconds(200));
            laboratory.open();
        });
        QVERIFY(runOne(engine, 1) == FakeSource(1).expected());
        opener.join();
    }
    std::map<std::string, int> seen;
    for (const auto& [number, pieces] : lanes) {
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            ++seen[pieces[i].what];
            QVERIFY(pieces[i].end >= pieces[i].begin);
            if (i > 0) {
                QVERIFY(pieces[i].begin >= pieces[i - 1].end);
                QVERIFY(pieces[i].begin - pieces[i - 1].end < std::chrono::milliseconds(100)); // a busy machine
            }
        }
    }
    QCOMPARE(lanes.size(), std::size_t{2});
    QCOMPARE(seen["tile"], static_cast<int>(kTiles));
    QVERIFY(seen["memory of its device"] > 0 && seen["a scan that is prepared"] > 0);
}

/// They come while the engine lives, and go again.
void TestTileEngine::otherProgramsMemoryIsWaitedFor() {
    Laboratory laboratory;
    std::atomic<scheduler::Bytes> foreign{0};
    TileEngine engine(
        devicesOf("emu-1g+lanes=2"), scheduler::makePolicy(scheduler::kDefaultPolicy),
        [&laboratory](const scheduler::DeviceDescription& device) {
            return std::make_unique<FakeLane>(laboratory, device.name);
        },
        {}, [&foreign] { return std::vector{foreign.load()}; });
    (void)engine.addPlan(kinds());
    QVERIFY(runOne(engine, 1) == FakeSource(1).expected());
    QCOMPARE(engine.use()[0].budget, 1024 * kMebi);
    foreign = 980 * kMebi;
    std::size_t computedBefore = 0;
    Progress progress([&](double, std::string_view step) {
        if (step.find("waiting for memory") != std::string_view::npos) {
            computedBefore = laboratory.computed.size();
            foreign = 300 * kMebi;
        }
    });
    QVERIFY(engine.run({.source = std::make_shared<FakeSource>(2)}, progress) == FakeSource(2).expected());
    QCOMPARE(computedBefore, std::size_t{kTiles}); // of the first job
    QCOMPARE(engine.use()[0].budget, 724 * kMebi);
}

void TestTileEngine::progressCountsTheTiles() {
    Laboratory laboratory;
    const auto engine = makeEngine(laboratory, "2xemu-1g");
    std::vector<std::string> steps;
    double last = 0;
    bool rises = true;
    Progress progress([&](double fraction, std::string_view step) {
        rises = rises && fraction >= last && fraction <= 1;
        last = fraction;
        steps.emplace_back(step);
    });
    (void)engine->run({.source = std::make_shared<FakeSource>(1)}, progress);
    QVERIFY(rises && steps.front() == "tiles (1 of 9)");
    QVERIFY(std::ranges::is_sorted(steps));
}

void TestTileEngine::useIsCounted() {
    Laboratory laboratory;
    const auto engine = makeEngine(laboratory, "2xemu-1g");
    (void)runOne(*engine, 1);
    (void)runOne(*engine, 2);
    std::size_t tiles = 0;
    for (const DeviceUse& device : engine->use()) {
        tiles += device.tiles;
        QVERIFY(device.busySeconds >= 0 && !device.name.empty());
    }
    QCOMPARE(tiles, std::size_t{2 * kTiles});
}

void TestTileEngine::knownTilesAreNotComputed() {
    Laboratory laboratory;
    const auto engine = makeEngine(laboratory, "2xemu-1g");
    const FakeSource source(1);
    TileRequest request{.source = std::make_shared<FakeSource>(1)};
    for (const std::uint32_t tile : {0U, 3U, 8U}) {
        request.known[tile] = {static_cast<std::uint8_t>(200 + tile)}; // as the journal has them
    }
    Labels expected = source.expected();
    for (const auto& [tile, labels] : request.known) {
        expected[tile] = labels;
    }
    Progress progress;
    QVERIFY(engine->run(request, progress) == expected);
    QCOMPARE(laboratory.computed.size(), std::size_t{kTiles - 3});
    for (std::uint32_t tile = 0; tile < kTiles; ++tile) {
        request.known[tile] = {7};
    }
    QVERIFY(engine->run(request, progress) == Labels(kTiles, {7}));
    QCOMPARE(laboratory.computed.size(), std::size_t{kTiles - 3});
}

void TestTileEngine::tilesAreToldInTheCallersThread() {
    Laboratory laboratory;
    const auto engine = makeEngine(laboratory, "2xemu-1g");
    std::map<std::uint32_t, std::vector<std::uint8_t>> told;
    const auto caller = std::this_thread::get_id();
    bool isHere = true, isNamed = true;
    TileRequest request{.source = std::make_shared<FakeSource>(1), .known = {{2, {1}}}};
    request.computed = [&](const ComputedTile& tile) {
        told[tile.tile] = tile.labels;
        isHere = isHere && std::this_thread::get_id() == caller;
        isNamed = isNamed && tile.device.starts_with("emu") && tile.seconds >= 0;
    };
    Progress progress;
    const Labels labels = engine->run(request, progress);
    QVERIFY(isHere && isNamed);
    QCOMPARE(told.size(), std::size_t{kTiles - 1});
    for (const auto& [tile, said] : told) {
        QVERIFY(said == labels[tile]);
    }
}

void TestTileEngine::aListenerThatThrowsEndsItsJob() {
    Laboratory laboratory;
    const auto engine = makeEngine(laboratory, "2xemu-1g");
    TileRequest request{.source = std::make_shared<FakeSource>(1)};
    request.computed = [](const ComputedTile& /*tile*/) {
        throw Error(ErrorCode::JobNotHeld, {"queue", "1", "paused"});
    };
    Progress progress;
    QVERIFY_EXCEPTION_THROWN((void)engine->run(request, progress), Error);
    QVERIFY(runOne(*engine, 2) == FakeSource(2).expected());
}

void TestTileEngine::plansOfSeveralModels() {
    Laboratory laboratory;
    const auto engine = makeEngine(laboratory, "2xemu-1g");
    std::vector<scheduler::TileKind> other(2, kinds().front());
    other[0].network = other[1].network = kTiles; // the next free number
    const std::size_t plan = engine->addPlan(other);
    QCOMPARE(plan, std::size_t{1});
    Progress progress;
    const Labels labels = engine->run({.plan = plan, .source = std::make_shared<FakeSource>(3)}, progress);
    const Labels all = FakeSource(3).expected();
    QVERIFY(labels == Labels(all.begin(), all.begin() + 2));
    QVERIFY(runOne(*engine, 1) == FakeSource(1).expected());
}

QTEST_GUILESS_MAIN(TestTileEngine)
#include "tst_tile_engine.moc"
