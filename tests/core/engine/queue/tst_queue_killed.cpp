#include "tests/core/engine/queue/queue_fixture.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QtTest>

#include <map>
#include <set>

using namespace tessera;
using namespace tessera::queue;
using namespace tessera::queue::test;
namespace fs = std::filesystem;

/// Whole programs on one queue, killed at random moments.
class TestQueueKilled : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<Fixture> m_fixture;

    std::unique_ptr<QProcess> start(const QStringList& arguments) const {
        auto process = std::make_unique<QProcess>();
        process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process->start(QUEUE_WORKER, QStringList{QString::fromStdString(m_fixture->folder().string())} + arguments);
        return process;
    }
    /// Lines that came out whole.
    static QStringList linesOf(QProcess& process) {
        QStringList lines = QString::fromUtf8(process.readAllStandardOutput()).split('\n');
        lines.removeLast();
        return lines;
    }
    static QStringList killAfter(QProcess& process, int milliseconds) {
        process.waitForStarted();
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < milliseconds && process.state() == QProcess::Running) {
            process.waitForReadyRead(std::max(1, milliseconds - static_cast<int>(timer.elapsed())));
        }
        process.kill();
        process.waitForFinished();
        return linesOf(process);
    }

  private slots:
    void init() { m_fixture = std::make_unique<Fixture>(); }
    void whileEnqueueing();
    void whileWorking();
    void damagedAfterTheKill();
    void jobsOfAKilledProgramAreFreeAtOnce();
    void jobsOfALivingProgramAreNot();
    void severalProgramsShareTheWork();
};

void TestQueueKilled::whileEnqueueing() {
    std::set<JobId> acknowledged;
    std::size_t unacknowledged = 0;
    for (unsigned round = 0; round < 20; ++round) {
        const auto worker =
            start({"enqueue", QString::fromStdString(m_fixture->image().string()), QString::number(round)});
        for (const QString& line : killAfter(*worker, 30 + QRandomGenerator::global()->bounded(200))) {
            for (const QString& id : line.split(' ').mid(1)) {
                QVERIFY2(acknowledged.insert(id.toLongLong()).second, qPrintable(line)); // no number twice
            }
        }
        const auto opened = openQueue(m_fixture->folder());
        QVERIFY(opened.report.keptAside.empty());
        QCOMPARE(opened.report.adopted, std::size_t{0});
        QVERIFY(opened.report.unreadable.empty());
        QVERIFY(!fs::exists(m_fixture->folder() / "enqueueing"));
        std::set<JobId> there;
        for (const JobId id : idsOf(*opened.queue, {{}, Order::Turn, {}, 1'000'000})) {
            there.insert(id);
            QVERIFY(fs::exists(opened.queue->jobFolder(id) / "job.json"));
        }
        QVERIFY(std::includes(there.begin(), there.end(), acknowledged.begin(), acknowledged.end()));
        // a batch whose answer was cut off is there whole or not at all; its jobs get no second number
        unacknowledged += there.size() - acknowledged.size();
        acknowledged = there;
        const auto folders = fs::directory_iterator(m_fixture->folder() / "jobs");
        QCOMPARE(static_cast<std::size_t>(std::distance(begin(folders), end(folders))), there.size());
    }
    qInfo("%zu jobs enqueued, %zu of them without an answer", acknowledged.size(), unacknowledged);
    QVERIFY(!acknowledged.empty());
}

void TestQueueKilled::whileWorking() {
    constexpr int kJobs = 30, kTiles = 9;
    m_fixture->open()->enqueue(m_fixture->newJobs(kJobs));
    std::set<QString> tiles, done, prepared;
    std::size_t twice = 0, kills = 0;
    for (bool idle = false; !idle; ++kills) {
        const auto worker = start({"work", QString::number(kTiles)});
        // the last one may finish: a machine may be too slow for short lives
        for (const QString& line :
             killAfter(*worker, kills < 20 ? 30 + QRandomGenerator::global()->bounded(150) : 60'000)) {
            const QString what = line.section(' ', 0, 0);
            const QString which = line.section(' ', 1);
            if (what == "computing") {
                twice += tiles.contains(which) ? 1 : 0;
            } else if (what == "committed") {
                QVERIFY(tiles.insert(which).second);
            } else if (what == "prepared") {
                QVERIFY(prepared.insert(which).second);
            } else if (what == "claimed") {
                QVERIFY2(!done.contains(which), qPrintable(line));
            } else if (what == "done") {
                QVERIFY(done.insert(which).second);
            } else {
                QVERIFY2(line == "open" || line == "idle", qPrintable(line));
                idle = line == "idle";
            }
        }
    }
    const auto opened = openQueue(m_fixture->folder());
    QCOMPARE(opened.queue->counts().at(static_cast<std::size_t>(JobState::Done)), std::int64_t{kJobs});
    QVERIFY(opened.report.keptAside.empty());
    QCOMPARE(twice, std::size_t{0});
    for (const auto& entry : fs::recursive_directory_iterator(m_fixture->folder() / "jobs")) {
        QVERIFY2(!entry.path().filename().string().starts_with(".tessera-"), entry.path().c_str());
    }
    qInfo("%zu kills, %zu of %d tiles acknowledged, none of them computed twice", kills - 1, tiles.size(),
          kJobs * kTiles);
}

/// The journal is lost together with the program: the job folders know enough.
void TestQueueKilled::damagedAfterTheKill() {
    m_fixture->open()->enqueue(m_fixture->newJobs(5));
    std::set<QString> tiles, done;
    for (int round = 0; round < 5; ++round) {
        const auto worker = start({"work", "9"});
        for (const QString& line : killAfter(*worker, 100 + QRandomGenerator::global()->bounded(100))) {
            const QString which = line.section(' ', 1);
            QVERIFY2(!line.startsWith("computing") || !tiles.contains(which), qPrintable(line));
            QVERIFY2(!line.startsWith("claimed") || !done.contains(which), qPrintable(line));
            if (line.startsWith("committed")) {
                tiles.insert(which);
            } else if (line.startsWith("done")) {
                done.insert(which);
            }
        }
        fs::remove(m_fixture->journal().string() + "-wal"); // it may hold all that the journal needs
        os::writeFileAtomically(m_fixture->journal(), std::string(10'000, 'x'));
    }
    const auto opened = openQueue(m_fixture->folder());
    QVERIFY(!opened.report.keptAside.empty());
    QCOMPARE(opened.report.adopted, std::size_t{5});
    QCOMPARE(opened.queue->counts().at(static_cast<std::size_t>(JobState::Queued)) +
                 opened.queue->counts().at(static_cast<std::size_t>(JobState::Done)),
             std::int64_t{5});
}

void TestQueueKilled::jobsOfAKilledProgramAreFreeAtOnce() {
    const auto queue = m_fixture->open();
    queue->enqueue(m_fixture->newJobs(1));
    const auto holder = start({"hold"});
    while (!holder->peek(1000).contains("claimed")) {
        QVERIFY(holder->waitForReadyRead());
    }
    QVERIFY(!queue->claim());
    holder->kill();
    holder->waitForFinished();
    QCOMPARE(queue->claim().value().claim, (Claim{1, 2}));
    QCOMPARE(queue->attempts(1).at(0).outcome, std::string("interrupted"));
}

void TestQueueKilled::jobsOfALivingProgramAreNot() {
    m_fixture->open()->enqueue(m_fixture->newJobs(2));
    const auto holder = start({"hold"});
    while (!holder->peek(1000).contains("claimed")) {
        QVERIFY(holder->waitForReadyRead());
    }
    const auto opened = openQueue(m_fixture->folder());
    QCOMPARE(opened.report.freed, std::size_t{0});
    QVERIFY(opened.queue->job(1).state == JobState::Preparing);
    QCOMPARE(opened.queue->claim().value().claim.job, JobId{2});
    QVERIFY(!opened.queue->claim());
    holder->kill();
    holder->waitForFinished();
}

void TestQueueKilled::severalProgramsShareTheWork() {
    constexpr int kJobs = 100;
    m_fixture->open()->enqueue(m_fixture->newJobs(kJobs));
    std::vector<std::unique_ptr<QProcess>> workers;
    for (int i = 0; i < 3; ++i) {
        workers.push_back(start({"work", "2"}));
    }
    std::map<QString, int> claimed;
    for (const auto& worker : workers) {
        QVERIFY(worker->waitForFinished(120'000));
        const QStringList lines = linesOf(*worker);
        QVERIFY2(lines.contains("idle"), qPrintable(lines.join('\n')));
        for (const QString& line : lines) {
            if (line.startsWith("claimed")) {
                ++claimed[line];
            }
        }
    }
    QCOMPARE(claimed.size(), std::size_t{kJobs});
    for (const auto& [line, times] : claimed) {
        QVERIFY2(times == 1, qPrintable(line));
    }
}

QTEST_GUILESS_MAIN(TestQueueKilled)
#include "tst_queue_killed.moc"
