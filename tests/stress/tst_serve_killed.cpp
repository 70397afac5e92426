#include "core/engine/inputs.h"
#include "tests/support/child_numbers.h"
#include "tests/support/cli_process.h"
#include "tests/support/engine_process.h"
#include "tests/support/tiny_bundle.h"
#include "tests/support/tiny_scan.h"

#include <QTemporaryDir>
#include <QtTest>

#include <signal.h>

#include <random>

using namespace tessera;
using test::EngineProcess;
using test::Json;
namespace fs = std::filesystem;

/// `kill -9` at any moment of a batch: what was committed isn't computed again, and the results are the same.
class TestServeKilled : public QObject {
    Q_OBJECT

  private:
    static constexpr int kScans = 4, kKills = 20;
    QTemporaryDir m_folder;

    fs::path root() const { return m_folder.path().toStdString(); }
    Json enqueueing(const std::string& output) const {
        return {{"type", "enqueue"},
                {"inputs", {(root() / "scans").string()}},
                {"output", (root() / output).string()},
                {"model", (root() / "bundle").string()},
                {"repeatable", true}};
    }
    /// Empty if a folder has the same labels, agreement, coverage and volumes as the plain run, byte for byte.
    std::string differenceTo(const std::string& folder) const {
        const auto plain = test::filesBelow(root() / "plain"), other = test::filesBelow(root() / folder);
        for (const auto& [name, bytes] : plain) {
            const bool isCompared = name.ends_with(".gz") || name.find("_volumes.") != std::string::npos;
            if (isCompared && (!other.contains(name) || other.at(name) != bytes)) {
                return name;
            }
        }
        return {};
    }

  private slots:
    void initTestCase();
    void killedAtTwentyMoments();
    void aWorkerKilledInABatch();
    void aDeviceThatDisappears();
    void outOfMemoryAtEveryTileOnce();
    void twoEnginesOnOneQueue();
};

void TestServeKilled::initTestCase() {
    test::writeTinyBundle(root() / "bundle");
    fs::create_directories(root() / "scans");
    for (int i = 0; i < kScans; ++i) { // other intensities each, so that no two jobs have the same tiles
        FloatVolume scan = test::tinyScan();
        for (float& voxel : scan.voxels) {
            voxel = std::floor(voxel * (1.0F + 0.1F * static_cast<float>(i)));
        }
        test::tinyNifti(scan).write(root() / "scans" / ("scan-" + std::to_string(i) + ".nii"));
    }
    test::Cli cli{TESSERA_CLI};
    cli.setWorkingFolder(root());
    const test::CliResult plain = cli.run({"segment", "scans", "-o", "plain", "--model", "bundle", "--repeatable"});
    QVERIFY2(plain.code == 0, plain.text().c_str());
    qInfo("the plain run took %.1f s", plain.seconds);
}

void TestServeKilled::killedAtTwentyMoments() {
    const fs::path queue = root() / "queue-killed";
    std::mt19937 random(7);
    std::map<std::pair<int, int>, int> computed;
    std::string points;
    for (int kill = 0;; ++kill) {
        EngineProcess engine(TESSERA_CLI, queue, {"--devices", "2xemu-8g+lanes=1"});
        if (kill == 0) {
            QCOMPARE(engine.ask(enqueueing("killed")).at("jobs").size(), std::size_t{kScans});
        }
        if (kill < kKills) {
            // at a tile, and some milliseconds later; now and then while a scan is prepared or finished
            const int tiles = static_cast<int>(random() % 6);
            for (int i = 0; i < tiles; ++i) {
                (void)engine.waitFor([](const Json& message) { return message.value("device", "") != ""; }, 10'000);
            }
            engine.listen(tiles == 0 ? static_cast<int>(random() % 1500) : static_cast<int>(random() % 40));
            engine.kill();
            points += " " + std::to_string(engine.committed().size());
        } else {
            const Json list = engine.ask({{"type", "list"}});
            std::size_t left = 0;
            for (const Json& job : list.at("jobs")) {
                left += job.at("state") == "done" || job.at("state") == "needs-review" ? 0 : 1;
            }
            QVERIFY2(engine.waitForEnds(left), engine.text().c_str());
            QCOMPARE(engine.endInput(), 0);
        }
        for (const Json& message : engine.messages()) { // also a tile that wasn't kept, though it should have been
            if (message.at("type") == "tile" && message.at("device") != "") {
                ++computed[{message.at("job").get<int>(), message.at("tile").get<int>()}];
            }
        }
        if (kill == kKills) {
            break;
        }
    }
    int twice = 0;
    for (const auto& [tile, times] : computed) {
        twice += times > 1 ? 1 : 0;
    }
    qInfo("killed after%s tiles; %d of %zu tiles computed twice", points.c_str(), twice, computed.size());
    QVERIFY(!computed.empty());
    QCOMPARE(twice, 0);
    QCOMPARE(differenceTo("killed"), std::string());
}

void TestServeKilled::aWorkerKilledInABatch() {
    EngineProcess engine(TESSERA_CLI, root() / "queue-worker", {"--devices", "cpu", "--lane-kind", "process"});
    (void)engine.ask(enqueueing("worker"));
    for (int kill = 0; kill < 2; ++kill) {
        QVERIFY(!engine.waitFor([](const Json& message) { return message.value("device", "") != ""; }).is_null());
        const auto workers = test::childrenOf(engine.process().processId(), "lane-worker");
        QVERIFY(!workers.empty());
        ::kill(workers.front(), SIGKILL);
    }
    QVERIFY2(engine.waitForEnds(kScans), engine.text().c_str());
    QCOMPARE(differenceTo("worker"), std::string());
}

void TestServeKilled::aDeviceThatDisappears() {
    EngineProcess engine(TESSERA_CLI, root() / "queue-lost", {"--devices", "emu-8g+lost=12,emu-8g+lanes=1"});
    (void)engine.ask(enqueueing("lost"));
    QVERIFY2(engine.waitForEnds(kScans), engine.text().c_str());
    QCOMPARE(differenceTo("lost"), std::string());
}

void TestServeKilled::outOfMemoryAtEveryTileOnce() {
    QString spec = "emu-8g+lanes=2";
    for (int tile = 1; tile <= 2 * 27 * kScans; tile += 2) { // every other one: each tile is tried again at once
        spec += QString("+oom=%1").arg(tile);
    }
    EngineProcess engine(TESSERA_CLI, root() / "queue-memory", {"--devices", spec + ",emu-8g+lanes=1"});
    (void)engine.ask(enqueueing("memory"));
    QVERIFY2(engine.waitForEnds(kScans), engine.text().c_str());
    QCOMPARE(differenceTo("memory"), std::string());
}

void TestServeKilled::twoEnginesOnOneQueue() {
    EngineProcess first(TESSERA_CLI, root() / "queue-two", {"--devices", "emu-8g+lanes=1"});
    EngineProcess second(TESSERA_CLI, root() / "queue-two", {"--devices", "emu-8g+lanes=1"});
    (void)first.ask({{"type", "pause"}});
    (void)second.ask({{"type", "pause"}});
    (void)first.ask(enqueueing("two"));
    (void)first.ask({{"type", "resume"}});
    (void)second.ask({{"type", "resume"}});
    QElapsedTimer timer;
    timer.start();
    Json counts;
    do {
        first.listen(200);
        second.listen(200);
        counts = first.ask({{"type", "list"}}).at("counts");
    } while (counts.at("needs-review").get<int>() + counts.at("done").get<int>() < kScans && timer.elapsed() < 200'000);
    for (const Json& job : first.ask({{"type", "list"}}).at("jobs")) {
        QVERIFY2(job.at("attempts") == 1, job.dump().c_str()); // nobody's job was begun by both
    }
    std::set<std::pair<int, int>> once(first.committed().begin(), first.committed().end());
    once.insert(second.committed().begin(), second.committed().end());
    QCOMPARE(once.size(), first.committed().size() + second.committed().size());
    QCOMPARE(once.size(), std::size_t{27 * kScans});
    qInfo("tiles: %zu and %zu", first.committed().size(), second.committed().size());
    QCOMPARE(differenceTo("two"), std::string());
}

QTEST_GUILESS_MAIN(TestServeKilled)
#include "tst_serve_killed.moc"
