#include "ui/bridge/engine.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <memory>

using namespace tessera;
using namespace tessera::ui;

/// The bridge to an engine that misbehaves.
class TestUiEngineFaults : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<QTemporaryDir> m_folder;

    std::unique_ptr<Engine> engineThat(const char* mode, std::vector<int> pausesMs = {0, 20, 20, 20}) {
        m_folder = std::make_unique<QTemporaryDir>();
        return std::make_unique<Engine>(EngineSettings{
            .program = FAKE_ENGINE, .options = {mode, m_folder->path()}, .pausesMs = std::move(pausesMs)});
    }
    QByteArray kept(const char* name) const {
        QFile file(m_folder->filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

  private slots:
    void oddLinesAreSurvived();
    void aProgramThatIsMissing();
    void deathAfterDeath();
    void whatWasOnItsWay();
    void lostNewsAreListedAnew();
    void whatADeadEngineSaidIsForgotten();
    void aStormComesInBatches();
    void anEngineThatDoesNotEnd();
    void requestsWithoutAnEngine();
};

void TestUiEngineFaults::oddLinesAreSurvived() {
    const auto engine = engineThat("odd");
    QStringList notes;
    std::vector<JobInfo> jobs;
    connect(engine.get(), &Engine::noted, this, [&](const QStringList& sentences) { notes << sentences; });
    connect(engine.get(), &Engine::jobsChanged, this,
            [&](const std::vector<JobInfo>& news) { jobs.insert(jobs.end(), news.begin(), news.end()); });
    engine->start();
    QTRY_VERIFY_WITH_TIMEOUT(notes.contains("the end"), 20'000);
    QCOMPARE(notes.size(), 3);
    QCOMPARE(notes[0], QString("half a line"));
    QCOMPARE(notes[1].size(), 1'000'000);
    QCOMPARE(jobs.size(), std::size_t{1});
    QCOMPARE(jobs[0].file.string(), std::string("/\xff")); // bytes that aren't UTF-8 stay as they are
    QCOMPARE(jobs[0].result()->dseg.string(), std::string("/out/a_dseg.nii.gz"));
    QTRY_COMPARE(engine->state(), EngineState::Ready); // it still talks
    QVERIFY(engine->misunderstood() >= 13);
}

void TestUiEngineFaults::aProgramThatIsMissing() {
    Engine engine({.program = "/no/such/engine"});
    engine.start();
    QTRY_COMPARE(engine.state(), EngineState::GivenUp);
    QVERIFY2(engine.stateWords().contains("/no/such/engine"), qPrintable(engine.stateWords()));
}

void TestUiEngineFaults::deathAfterDeath() {
    const auto engine = engineThat("dies");
    int restarts = 0;
    connect(engine.get(), &Engine::stateChanged, this,
            [&] { restarts += engine->state() == EngineState::Restarting ? 1 : 0; });
    engine->start();
    QTRY_COMPARE_WITH_TIMEOUT(engine->state(), EngineState::GivenUp, 20'000);
    QCOMPARE(kept("runs").count('\n'), 5);
    QCOMPARE(restarts, 4);
    QVERIFY2(engine->stateWords().contains("the queue is on fire"), qPrintable(engine->stateWords()));
    engine->start(); // a person may try again
    QTRY_COMPARE_WITH_TIMEOUT(kept("runs").count('\n'), 10, 20'000);
}

void TestUiEngineFaults::whatWasOnItsWay() {
    const auto engine = engineThat("fragile");
    engine->start();
    QTRY_COMPARE(engine->state(), EngineState::Ready);
    std::optional<EngineError> cancelled;
    std::optional<EnqueueReport> enqueued;
    std::vector<JobInfo> told;
    connect(engine.get(), &Engine::jobsChanged, this, [&](const std::vector<JobInfo>& jobs) { told = jobs; });
    engine->cancel({7}, [&](const std::optional<EngineError>& error) { cancelled = error; });
    engine->enqueue({.inputs = {"/data/a.nii"}, .output = "/out"},
                    [&](const EnqueueReport& report) { enqueued = report; });
    QTRY_VERIFY_WITH_TIMEOUT(cancelled && enqueued, 20'000);
    QCOMPARE(cancelled->code, QString("EngineGone"));
    QVERIFY(!enqueued->error && enqueued->jobs.size() == 1);
    QCOMPARE(told.size(), std::size_t{1}); // new jobs are told as news, too
    const QByteArray requests = kept("requests");
    QVERIFY(requests.contains("2 ") && !requests.contains("2 {\"type\":\"cancel\""));
    QCOMPARE(requests.count("\"type\":\"subscribe\""), 2);
    QCOMPARE(requests.count("\"type\":\"list\""), 2);
}

void TestUiEngineFaults::lostNewsAreListedAnew() {
    const auto engine = engineThat("lossy");
    std::vector<JobPage> pages;
    connect(engine.get(), &Engine::pageListed, this, [&](const JobPage& page) { pages.push_back(page); });
    engine->start();
    QTRY_COMPARE_WITH_TIMEOUT(pages.size(), std::size_t{2}, 20'000);
    QVERIFY(pages[1].isFirst && pages[1].isLast);
    QCOMPARE(pages[1].jobs.size(), std::size_t{2});
    QCOMPARE(pages[1].jobs[0].state, JobState::Done); // the event, not the older page
}

void TestUiEngineFaults::whatADeadEngineSaidIsForgotten() {
    const auto engine = engineThat("stale"); // dies while it lists, after an event
    std::vector<JobPage> pages;
    connect(engine.get(), &Engine::pageListed, this, [&](const JobPage& page) { pages.push_back(page); });
    engine->start();
    QTRY_COMPARE_WITH_TIMEOUT(pages.size(), std::size_t{1}, 20'000);
    QCOMPARE(pages[0].jobs.at(0).state, JobState::Queued);
}

void TestUiEngineFaults::aStormComesInBatches() {
    const auto engine = engineThat("storm");
    int batches = 0;
    std::size_t most = 0;
    bool isOver = false;
    QElapsedTimer timer;
    qint64 longest = 0;
    connect(engine.get(), &Engine::progressed, this, [&](const std::vector<JobProgress>& jobs) {
        ++batches;
        most = std::max(most, jobs.size());
        isOver = isOver ||
                 std::any_of(jobs.begin(), jobs.end(), [](const JobProgress& job) { return job.step == "tile 20000"; });
    });
    QTimer heart; // of the window: it goes on beating
    connect(&heart, &QTimer::timeout, this, [&] { longest = std::max(longest, timer.restart()); });
    timer.start();
    heart.start(5);
    QElapsedTimer whole;
    whole.start();
    engine->start();
    QTRY_VERIFY_WITH_TIMEOUT(isOver, 60'000);
    qInfo("%d batches in %lld ms, the longest pause was %lld ms", batches, whole.elapsed(), longest);
    QVERIFY(most <= 10);
    QVERIFY(batches <= 2 + whole.elapsed() / 50);
}

void TestUiEngineFaults::anEngineThatDoesNotEnd() {
    auto engine = engineThat("deaf");
    engine->start();
    QTRY_COMPARE(engine->state(), EngineState::Ready);
    QElapsedTimer timer;
    timer.start();
    engine.reset();
    QVERIFY(timer.elapsed() < 8000);
}

void TestUiEngineFaults::requestsWithoutAnEngine() {
    const auto engine = engineThat("odd");
    int errors = 0;
    const auto count = [&](const std::optional<EngineError>& error) { errors += error ? 1 : 0; };
    engine->cancel({1}, count);
    engine->hold(true, count);
    QCOMPARE(errors, 0); // later, never at once
    QTRY_COMPARE(errors, 2);
}

QTEST_GUILESS_MAIN(TestUiEngineFaults)
#include "tst_ui_engine_faults.moc"
