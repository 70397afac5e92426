#include "tests/support/cli_process.h"
#include "tests/support/tiny_bundle.h"
#include "tests/support/tiny_scan.h"
#include "ui/base/paths.h"
#include "ui/bridge/engine.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <signal.h>

#include <map>
#include <set>

using namespace tessera;
using namespace tessera::ui;
namespace fs = std::filesystem;

namespace {

/// What a window would know.
struct Seen {
    explicit Seen(Engine& engine) {
        QObject::connect(&engine, &Engine::jobsChanged, &context, [this](const std::vector<JobInfo>& news) {
            for (const JobInfo& job : news) {
                jobs[job.id] = job;
            }
        });
        QObject::connect(&engine, &Engine::pageListed, &context, [this](const JobPage& page) {
            for (const JobInfo& job : page.jobs) {
                jobs[job.id] = job;
            }
            pages += 1;
        });
        QObject::connect(&engine, &Engine::jobsRemoved, &context, [this](const std::vector<JobId>& gone) {
            for (const JobId job : gone) {
                jobs.erase(job);
            }
        });
        QObject::connect(&engine, &Engine::tilesCame, &context, [this](const std::vector<TileNews>& news) {
            for (const TileNews& tile : news) {
                tiles[tile.job].insert(tile.tile);
                computed += tile.device.isEmpty() ? 0 : 1;
                lastTile = tile;
            }
        });
        QObject::connect(&engine, &Engine::progressed, &context, [this](const std::vector<JobProgress>& news) {
            for (const JobProgress& progress : news) {
                stages.insert(progress.stage);
            }
        });
        QObject::connect(&engine, &Engine::devicesChanged, &context,
                         [this](const std::vector<DeviceState>& news) { devices = news; });
        QObject::connect(&engine, &Engine::preflighted, &context, [this](const std::vector<PreflightReport>& news) {
            preflights.insert(preflights.end(), news.begin(), news.end());
        });
    }
    JobState state(JobId job) const { return jobs.at(job).state; }
    bool hasEnded(JobId job) const { return jobs.contains(job) && jobs.at(job).hasResult(); }

    std::map<JobId, JobInfo> jobs;
    std::map<JobId, std::set<int>> tiles;
    std::set<JobState> stages;
    std::vector<DeviceState> devices;
    TileNews lastTile;
    std::vector<PreflightReport> preflights;
    int computed = 0, pages = 0;
    QObject context; // destroyed first: nothing is heard after it
};

} // namespace

/// The bridge and the real engine.
class TestUiEngine : public QObject {
    Q_OBJECT

  private:
    QTemporaryDir m_folder;
    int m_queues = 0;

    fs::path root() const { return m_folder.path().toStdString(); }
    EngineSettings settings(const QStringList& options = {"--devices", "emu-8g+lanes=1"}) {
        return {.program = TESSERA_CLI,
                .queueFolder = root() / ("queue-" + std::to_string(++m_queues)),
                .options = options};
    }
    EnqueueRequest request(const std::vector<std::string>& names, const std::string& output) const {
        EnqueueRequest out{.inputs = {}, .output = root() / output, .model = root() / "bundle", .repeatable = true};
        for (const std::string& name : names) {
            out.inputs.push_back(root() / "scans" / (name + ".nii"));
        }
        return out;
    }

  private slots:
    void initTestCase();
    void fromAFileToAResult();
    void cancelRetryAndRemove();
    void killedInTheMiddle();
    void heldReorderedAndConfigured();
    void pagesOfALongQueue();
};

void TestUiEngine::initTestCase() {
    qputenv("XDG_STATE_HOME", test::stateFolder().c_str());
    test::writeTinyBundle(root() / "bundle");
    fs::create_directories(root() / "scans");
    for (const char* name : {"a", "b", "c"}) {
        test::tinyNifti(test::tinyScan()).write(root() / "scans" / (std::string(name) + ".nii"));
    }
}

void TestUiEngine::fromAFileToAResult() {
    Engine engine(settings());
    Seen seen(engine);
    engine.start();
    std::optional<EnqueueReport> report;
    engine.enqueue(request({"a", "missing"}, "results"), [&](const EnqueueReport& news) { report = news; });
    QTRY_VERIFY_WITH_TIMEOUT(report, 30'000);
    QVERIFY(!report->error);
    QCOMPARE(report->jobs.size(), std::size_t{1});
    QCOMPARE(report->refused.size(), std::size_t{1});
    QVERIFY(!report->refused[0].message.isEmpty());
    const JobId job = report->jobs[0].id;
    QTRY_VERIFY_WITH_TIMEOUT(seen.hasEnded(job), 120'000);
    QCOMPARE(engine.state(), EngineState::Ready);
    QCOMPARE(seen.state(job), JobState::NeedsReview); // random weights
    const JobInfo& info = seen.jobs.at(job);
    QVERIFY(!info.reasons.empty() && !info.reasons[0].sentence.isEmpty());
    QVERIFY(!info.laterality.isEmpty());
    QCOMPARE(textOf(info.name), QString("a"));
    QCOMPARE(info.model, root() / "bundle");
    for (const fs::path& file : info.result()->all()) {
        QVERIFY2(fs::exists(file), file.c_str());
    }
    QCOMPARE(seen.tiles.at(job).size(), std::size_t{27});
    QCOMPARE(seen.lastTile.tiles, 27);
    QVERIFY(seen.lastTile.size[0] > 0 && !seen.lastTile.device.isEmpty());
    QVERIFY(seen.lastTile.scanFromGrid.determinant() > 0);
    QVERIFY(seen.stages.contains(JobState::Running));
    QTRY_VERIFY(!seen.devices.empty() && seen.devices[0].tiles == 27);
    QVERIFY(!seen.preflights.empty() && seen.preflights[0].devices.size() == seen.devices.size());
    QVERIFY(seen.preflights[0].devices[0].fits && seen.preflights[0].devices[0].seconds);

    std::optional<EnqueueReport> again; // the same once more: nothing is computed
    engine.enqueue(request({"a"}, "results"), [&](const EnqueueReport& news) { again = news; });
    QTRY_VERIFY_WITH_TIMEOUT(again && !again->jobs.empty() && seen.hasEnded(again->jobs[0].id), 60'000);
    QVERIFY(seen.jobs.at(again->jobs[0].id).skipped);
    QCOMPARE(seen.computed, 27);
    QCOMPARE(engine.misunderstood(), 0);

    engine.stop();
    QTRY_COMPARE_WITH_TIMEOUT(engine.state(), EngineState::Stopped, 10'000);
    engine.start(); // and the list knows the results still
    seen.jobs.clear();
    QTRY_VERIFY_WITH_TIMEOUT(seen.jobs.contains(job), 30'000);
    QVERIFY(fs::exists(seen.jobs.at(job).result()->run));
}

void TestUiEngine::cancelRetryAndRemove() {
    Engine engine(settings());
    Seen seen(engine);
    engine.start();
    engine.enqueue(request({"a"}, "cancelled"));
    QTRY_VERIFY_WITH_TIMEOUT(seen.tiles[1].size() >= 2, 60'000);
    bool isAnswered = false;
    engine.cancel({1}, [&](const std::optional<EngineError>& error) { isAnswered = !error; });
    QTRY_VERIFY_WITH_TIMEOUT(isAnswered && seen.state(1) == JobState::Cancelled, 30'000);
    std::optional<EngineError> refused;
    engine.cancel({1}, [&](const std::optional<EngineError>& error) { refused = error; });
    QTRY_VERIFY_WITH_TIMEOUT(refused, 30'000);
    QVERIFY(!refused->message.isEmpty());
    engine.retry({1});
    QTRY_VERIFY_WITH_TIMEOUT(seen.hasEnded(1), 120'000);
    engine.remove({1});
    QTRY_VERIFY_WITH_TIMEOUT(!seen.jobs.contains(1), 30'000);
    QVERIFY(fs::exists(root() / "cancelled/a_run.json")); // results stay
}

void TestUiEngine::killedInTheMiddle() {
    Engine engine(settings());
    Seen seen(engine);
    engine.start();
    engine.enqueue(request({"a"}, "killed"));
    QTRY_VERIFY_WITH_TIMEOUT(seen.tiles[1].size() >= 5, 60'000);
    std::optional<EnqueueReport> duplicate; // on its way when the engine dies
    const qint64 first = engine.processId();
    QString words; // of the restart, which may be over before anybody looks again
    connect(&engine, &Engine::stateChanged, this,
            [&] { words = engine.state() == EngineState::Restarting ? engine.stateWords() : words; });
    engine.enqueue(request({"a"}, "killed"), [&](const EnqueueReport& report) { duplicate = report; });
    ::kill(static_cast<pid_t>(first), SIGKILL);
    QTRY_VERIFY_WITH_TIMEOUT(!words.isEmpty(), 10'000);
    QTRY_VERIFY_WITH_TIMEOUT(seen.hasEnded(1), 120'000);
    QVERIFY(engine.processId() != first && engine.processId() != 0);
    QVERIFY(duplicate && duplicate->jobs.size() == 1 && duplicate->jobs[0].id == 1); // merged
    QCOMPARE(seen.jobs.size(), std::size_t{1});
    QVERIFY2(seen.computed <= 28, qPrintable(QString::number(seen.computed))); // what was told wasn't computed again
    QVERIFY(fs::exists(seen.jobs.at(1).result()->dseg));
}

void TestUiEngine::heldReorderedAndConfigured() {
    Engine engine(settings());
    Seen seen(engine);
    engine.start();
    engine.hold(true);
    engine.enqueue(request({"a", "b", "c"}, "held"));
    QTRY_COMPARE_WITH_TIMEOUT(seen.jobs.size(), std::size_t{3}, 30'000);
    engine.reorder({3}, 1);
    engine.prioritise({2}, -1);
    QTRY_VERIFY_WITH_TIMEOUT(seen.jobs.at(2).priority == -1, 30'000);
    bool isConfigured = false;
    engine.configure("2xemu-8g", "sequential", 1, [&](const auto& error) { isConfigured = !error; });
    QTRY_VERIFY_WITH_TIMEOUT(isConfigured && engine.state() == EngineState::Ready, 30'000);
    std::optional<EngineError> error;
    engine.configure("9xabacus", {}, 0, [&](const auto& problem) { error = problem; });
    QTRY_VERIFY_WITH_TIMEOUT(error, 30'000);
    QVERIFY(error->message.contains("abacus"));

    const qint64 first = engine.processId();
    ::kill(static_cast<pid_t>(first), SIGKILL); // and all that stays so
    seen.jobs.clear();
    seen.devices.clear();
    QTRY_VERIFY_WITH_TIMEOUT(
        engine.processId() != 0 && engine.processId() != first && engine.state() == EngineState::Ready, 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(seen.devices.size(), std::size_t{2}, 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(seen.jobs.size(), std::size_t{3}, 30'000);
    QTest::qWait(500);
    QVERIFY(engine.isHeld() && seen.tiles.empty());
    std::set<JobId> begun; // in the first batch with any: on a busy machine the next job may be in it, too
    connect(&engine, &Engine::jobsChanged, this, [&](const std::vector<JobInfo>& jobs) {
        for (std::size_t i = 0, before = begun.size(); before == 0 && i < jobs.size(); ++i) {
            if (queue::isHeld(jobs[i].state)) {
                begun.insert(jobs[i].id);
            }
        }
    });
    engine.hold(false);
    QTRY_VERIFY_WITH_TIMEOUT(!begun.empty(), 30'000);
    QVERIFY(begun.contains(3) && !begun.contains(2));
    engine.cancel({1, 2, 3});
}

void TestUiEngine::pagesOfALongQueue() {
    const EngineSettings common = settings();
    {
        Engine engine(common);
        Seen seen(engine);
        engine.hold(true);
        engine.start();
        EnqueueRequest many = request({}, "many");
        fs::create_directories(root() / "many-scans");
        for (int i = 0; i < 1203; ++i) {
            many.inputs.push_back(root() / "many-scans" / ("s" + std::to_string(i) + ".nii"));
            fs::create_hard_link(root() / "scans/a.nii", many.inputs.back());
        }
        engine.enqueue(many);
        QTRY_COMPARE_WITH_TIMEOUT(seen.jobs.size(), std::size_t{1203}, 60'000);
    }
    Engine engine(common);
    Seen seen(engine);
    engine.hold(true);
    engine.start();
    QTRY_COMPARE_WITH_TIMEOUT(seen.jobs.size(), std::size_t{1203}, 60'000);
    QCOMPARE(seen.pages, 3);
}

QTEST_GUILESS_MAIN(TestUiEngine)
#include "tst_ui_engine.moc"
