#include "tests/core/engine/queue/queue_fixture.h"

#include <QtTest>

#include <algorithm>
#include <set>

using namespace tessera;
using namespace tessera::queue;
using namespace tessera::queue::test;
namespace fs = std::filesystem;
using Ids = std::vector<JobId>;

/// Jobs: in, listed, ordered, changed and out again.
class TestQueue : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<Fixture> m_fixture;
    std::unique_ptr<Queue> m_queue;

    Ids enqueue(int count, int priority = 0) {
        auto jobs = m_fixture->newJobs(count);
        for (NewJob& job : jobs) {
            job.priority = priority;
        }
        return m_queue->enqueue(jobs);
    }
    /// Brings a new job into a state by the way that leads there.
    Claim jobIn(JobState state);

  private slots:
    void init() {
        m_fixture = std::make_unique<Fixture>();
        m_queue = m_fixture->open();
    }
    void cleanup() { m_queue.reset(); }
    void enqueuedJobComesBack();
    void namesAreBytes();
    void enqueuesAllOrNothing();
    void survivesClosing();
    void numbersAreNeverUsedAgain();
    void pagesHoldEveryJobOnce_data();
    void pagesHoldEveryJobOnce();
    void pagesGoOnWhileJobsChange();
    void countsByState();
    void claimsByTurn();
    void transitions_data();
    void transitions();
    void allOrNothing();
    void heldJobIsTakenFromItsRunner();
    void retryBeginsAnotherAttempt();
    void releasedJobIsQueuedAgain();
    void reasonsAreKept();
    void movesInFrontOf();
    void movesManyTimesToOnePlace();
    void movesAcrossPriorities();
    void prioritises();
    void removes();
    void remarksStayUntilTheJobBeginsAgain();
    void aHeldQueueStaysSo();
    void jobsThatAreNotThere();
};

Claim TestQueue::jobIn(JobState state) {
    const JobId id = enqueue(1)[0];
    if (state == JobState::Queued) {
        return {id, 0};
    }
    if (state == JobState::Paused) {
        m_queue->pause({id});
        return {id, 0};
    }
    const Claim claim = m_queue->claim().value().claim;
    if (state == JobState::Cancelled) {
        m_queue->cancel({id});
    } else if (state == JobState::Failed) {
        m_queue->finish(claim, state);
    } else if (state != JobState::Preparing) {
        m_queue->advance(claim, JobState::Running);
        if (state != JobState::Running) {
            m_queue->advance(claim, JobState::Finishing);
        }
        if (state != JobState::Running && state != JobState::Finishing) {
            m_queue->finish(claim, state);
        }
    }
    return claim;
}

void TestQueue::enqueuedJobComesBack() {
    NewJob wanted = m_fixture->newJob("sub-01/anat/sub-01_T1w", 3);
    os::writeFileAtomically(m_fixture->path("second"), "more voxels");
    wanted.files.push_back(m_fixture->path("second"));
    const Ids ids = m_queue->enqueue({wanted});
    QCOMPARE(ids, Ids{1});
    const Job job = m_queue->job(1);
    QCOMPARE(job.id, JobId{1});
    QVERIFY(job.state == JobState::Queued);
    QCOMPARE(job.priority, 3);
    QCOMPARE(job.file, wanted.file);
    QCOMPARE(job.name, wanted.name);
    QCOMPARE(job.reading, wanted.reading);
    QCOMPARE(job.settings, wanted.settings);
    QCOMPARE(job.attempts, 0);
    QVERIFY(job.reasons.empty());
    QCOMPARE(job.enqueued.size(), std::size_t{20});
    QCOMPARE(job.files.size(), std::size_t{2});
    QCOMPARE(job.files[1].path, m_fixture->path("second"));
    QCOMPARE(job.files[0].bytes, std::uint64_t{6});
    QCOMPARE(job.files[1].bytes, std::uint64_t{11});
    QVERIFY(job.files[0].modified > 1'700'000'000'000'000'000);
    QVERIFY(job.files[0].sha256.empty());
    QVERIFY(m_queue->list().jobs.at(0) == static_cast<const JobSummary&>(job));
    QCOMPARE(m_queue->jobFolder(1), m_fixture->folder() / "jobs" / "000001");
    QVERIFY(fs::exists(m_queue->jobFolder(1) / "job.json"));
}

/// Names of files needn't be UTF-8.
void TestQueue::namesAreBytes() {
    const std::string name = "a\xff\"\n\xc3\xa4";
    os::writeFileAtomically(m_fixture->path(name), "x");
    NewJob wanted = m_fixture->newJob(name);
    wanted.files = {m_fixture->path(name)};
    wanted.settings = name;
    m_queue->enqueue({wanted});
    m_queue->pause({1});
    m_queue.reset();
    fs::remove(m_fixture->journal()); // so that it comes back through job.json, too
    m_queue = m_fixture->open();
    const Job job = m_queue->job(1);
    QCOMPARE(job.name, wanted.name);
    QCOMPARE(job.settings, wanted.settings);
    QCOMPARE(job.files.at(0).path, wanted.files[0]);
    fs::remove(wanted.files[0]); // Qt wouldn't find it
}

void TestQueue::enqueuesAllOrNothing() {
    auto jobs = m_fixture->newJobs(3);
    jobs[2].files = {m_fixture->path("none.nii")};
    EXPECT_ERROR(m_queue->enqueue(jobs), ErrorCode::FileMissing, "none.nii");
    QVERIFY(m_queue->list().jobs.empty());
    QVERIFY(fs::is_empty(m_fixture->folder() / "jobs"));
    // something that a job folder can't be made beside
    os::writeFileAtomically(m_fixture->folder() / "jobs" / "000002", "in the way");
    EXPECT_ERROR(m_queue->enqueue(m_fixture->newJobs(3)), ErrorCode::WriteFailed, "000002");
    QVERIFY(m_queue->list().jobs.empty());
    QVERIFY(!fs::exists(m_fixture->folder() / "jobs" / "000001"));
    fs::remove(m_fixture->folder() / "jobs" / "000002");
    QCOMPARE(m_queue->enqueue(m_fixture->newJobs(3)), (Ids{1, 2, 3}));
    QVERIFY(m_queue->enqueue({}).empty());
}

void TestQueue::survivesClosing() {
    enqueue(30);
    const Job before = m_queue->job(7);
    m_queue.reset();
    QVERIFY(!fs::exists(m_fixture->journal().string() + "-wal")); // closed as it should be
    const auto again = openQueue(m_fixture->folder());
    QVERIFY(again.queue->job(7) == before);
    QCOMPARE(idsOf(*again.queue).size(), std::size_t{30});
    QVERIFY(again.report.keptAside.empty() && again.report.unreadable.empty());
    QCOMPARE(again.report.adopted + again.report.freed, std::size_t{0});
}

void TestQueue::numbersAreNeverUsedAgain() {
    QCOMPARE(enqueue(3), (Ids{1, 2, 3}));
    m_queue->remove({2, 3});
    QCOMPARE(enqueue(1), (Ids{4}));
    m_queue->remove({1, 4});
    m_queue.reset();
    m_queue = m_fixture->open();
    QCOMPARE(enqueue(1), (Ids{5}));
}

void TestQueue::pagesHoldEveryJobOnce_data() {
    QTest::addColumn<int>("order");
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("limit");
    for (const int limit : {1, 7, 59, 60, 61, 1000}) {
        for (const int order : {0, 1, 2}) {
            for (const int state : {-1, 0, 8}) {
                QTest::addRow("%d a page, order %d, state %d", limit, order, state) << order << state << limit;
            }
        }
    }
}

void TestQueue::pagesHoldEveryJobOnce() {
    QFETCH(int, order);
    QFETCH(int, state);
    QFETCH(int, limit);
    auto jobs = m_fixture->newJobs(60);
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        jobs[i].priority = static_cast<int>(i * 7 % 4) - 1;
    }
    m_queue->enqueue(jobs);
    Ids paused;
    for (JobId id = 5; id <= 60; id += 5) {
        paused.push_back(id);
    }
    m_queue->pause(paused);

    Listing listing{{}, static_cast<Order>(order), {}, limit};
    if (state >= 0) {
        listing.state = static_cast<JobState>(state);
    }
    std::vector<JobSummary> all;
    do {
        const Page page = m_queue->list(listing);
        QVERIFY(!page.jobs.empty() && page.jobs.size() <= static_cast<std::size_t>(limit));
        all.insert(all.end(), page.jobs.begin(), page.jobs.end());
        listing.after = page.next;
    } while (listing.after);

    QCOMPARE(all.size(), std::size_t(state < 0 ? 60 : state == 0 ? 48 : 12));
    std::set<JobId> ids;
    for (std::size_t i = 0; i < all.size(); ++i) {
        ids.insert(all[i].id);
        QVERIFY(state < 0 || all[i].state == static_cast<JobState>(state));
        if (i > 0) {
            const JobSummary &a = all[i - 1], &b = all[i];
            QVERIFY(listing.order == Order::Newest     ? a.id > b.id
                    : listing.order == Order::Enqueued ? a.id < b.id
                                                       : std::pair(-a.priority, a.id) < std::pair(-b.priority, b.id));
        }
    }
    QCOMPARE(ids.size(), all.size());
}

void TestQueue::pagesGoOnWhileJobsChange() {
    enqueue(10);
    Listing listing;
    listing.limit = 4;
    const Page first = m_queue->list(listing);
    QCOMPARE(idsOf(first), (Ids{1, 2, 3, 4}));
    m_queue->remove({4, 5}); // the cursor's own job, too
    m_queue->move({9}, 1);
    listing.after = first.next;
    QCOMPARE(idsOf(m_queue->list(listing)), (Ids{6, 7, 8, 10}));
}

void TestQueue::countsByState() {
    for (int state = 0; state < kJobStates; ++state) {
        for (int i = 0; i < state % 3; ++i) {
            jobIn(static_cast<JobState>(state));
        }
    }
    const auto counts = m_queue->counts();
    for (int state = 0; state < kJobStates; ++state) {
        QCOMPARE(counts.at(static_cast<std::size_t>(state)), std::int64_t{state % 3});
    }
}

void TestQueue::claimsByTurn() {
    enqueue(2);
    enqueue(1, 5);
    enqueue(1, -1);
    m_queue->pause({1});
    Ids order;
    while (const auto job = m_queue->claim()) {
        QVERIFY(job->job.state == JobState::Preparing);
        QCOMPARE(job->claim.attempt, 1);
        QCOMPARE(job->job.files.size(), std::size_t{1});
        order.push_back(job->claim.job);
    }
    QCOMPARE(order, (Ids{3, 2, 4}));
    QVERIFY(!m_queue->claim());
}

namespace {
struct Ask {
    const char* name;
    void (*ask)(Queue&, const Claim&);
    std::set<JobState> allowed;
    JobState to;
};
using S = JobState;
const std::set<JobState> kHeld{S::Preparing, S::Running, S::Finishing};
const std::vector<Ask> kAsks{
    {"cancel",
     [](Queue& q, const Claim& c) { q.cancel({c.job}); },
     {S::Queued, S::Paused, S::Preparing, S::Running, S::Finishing},
     S::Cancelled},
    {"pause",
     [](Queue& q, const Claim& c) { q.pause({c.job}); },
     {S::Queued, S::Preparing, S::Running, S::Finishing},
     S::Paused},
    {"resume", [](Queue& q, const Claim& c) { q.resume({c.job}); }, {S::Paused}, S::Queued},
    {"retry", [](Queue& q, const Claim& c) { q.retry({c.job}); }, {S::Failed, S::Cancelled, S::NeedsReview}, S::Queued},
    {"again",
     [](Queue& q, const Claim& c) {
         q.again({{c.job, "other"}});
     },
     {S::Done, S::NeedsReview, S::Failed, S::Cancelled},
     S::Queued},
    {"to running", [](Queue& q, const Claim& c) { q.advance(c, S::Running); }, {S::Preparing}, S::Running},
    {"to finishing", [](Queue& q, const Claim& c) { q.advance(c, S::Finishing); }, {S::Running}, S::Finishing},
    {"to preparing", [](Queue& q, const Claim& c) { q.advance(c, S::Preparing); }, {}, S::Preparing},
    {"advance to done", [](Queue& q, const Claim& c) { q.advance(c, S::Done); }, {}, S::Done},
    {"done", [](Queue& q, const Claim& c) { q.finish(c, S::Done); }, {S::Finishing}, S::Done},
    {"needs review", [](Queue& q, const Claim& c) { q.finish(c, S::NeedsReview); }, {S::Finishing}, S::NeedsReview},
    {"failed", [](Queue& q, const Claim& c) { q.finish(c, S::Failed); }, kHeld, S::Failed},
    {"finish to queued", [](Queue& q, const Claim& c) { q.finish(c, S::Queued); }, {}, S::Queued},
    {"release", [](Queue& q, const Claim& c) { q.release(c); }, kHeld, S::Queued},
};
} // namespace

void TestQueue::transitions_data() {
    QTest::addColumn<int>("ask");
    QTest::addColumn<int>("from");
    for (std::size_t ask = 0; ask < kAsks.size(); ++ask) {
        for (int from = 0; from < kJobStates; ++from) {
            QTest::addRow("%s when %s", kAsks[ask].name, stateName(static_cast<JobState>(from)))
                << static_cast<int>(ask) << from;
        }
    }
}

void TestQueue::transitions() {
    QFETCH(int, ask);
    QFETCH(int, from);
    const Ask& asked = kAsks[static_cast<std::size_t>(ask)];
    const auto state = static_cast<JobState>(from);
    const Claim claim = jobIn(state);
    QVERIFY(m_queue->job(claim.job).state == state);
    QCOMPARE(m_queue->holds(claim), isHeld(state));
    bool refused = false;
    try {
        asked.ask(*m_queue, claim);
    } catch (const Error& error) {
        QVERIFY2(error.code() == ErrorCode::JobStateRefused || error.code() == ErrorCode::JobNotHeld, error.what());
        refused = true;
    }
    QCOMPARE(refused, !asked.allowed.contains(state));
    QVERIFY(m_queue->job(claim.job).state == (refused ? state : asked.to));
}

void TestQueue::allOrNothing() {
    enqueue(3);
    m_queue->pause({2});
    EXPECT_ERROR(m_queue->pause({1, 2, 3}), ErrorCode::JobStateRefused, "job 2 is paused");
    EXPECT_ERROR(m_queue->cancel({1, 77}), ErrorCode::JobMissing, "77");
    EXPECT_ERROR(m_queue->remove({1, 77}), ErrorCode::JobMissing, "77");
    QVERIFY(m_queue->job(1).state == JobState::Queued);
    QVERIFY(fs::exists(m_queue->jobFolder(1)));
    m_queue->cancel({3, 2, 1});
    QCOMPARE(m_queue->counts().at(static_cast<std::size_t>(JobState::Cancelled)), std::int64_t{3});
}

void TestQueue::heldJobIsTakenFromItsRunner() {
    const Claim claim = jobIn(JobState::Running);
    const auto other = m_fixture->open();
    QVERIFY(!other->holds(claim));
    EXPECT_ERROR(other->finish(claim, JobState::Failed), ErrorCode::JobNotHeld, "it is running now");
    other->cancel({claim.job});
    QVERIFY(!m_queue->holds(claim));
    EXPECT_ERROR(m_queue->advance(claim, JobState::Finishing), ErrorCode::JobNotHeld, "it is cancelled now");
    // the next attempt of the same runner is another claim
    other->retry({claim.job});
    const Claim next = m_queue->claim().value().claim;
    QCOMPARE(next.job, claim.job);
    QVERIFY(m_queue->holds(next) && !m_queue->holds(claim));
    EXPECT_ERROR(m_queue->finish(claim, JobState::Failed), ErrorCode::JobNotHeld, "it is preparing now");
}

void TestQueue::retryBeginsAnotherAttempt() {
    const Claim first = jobIn(JobState::Failed);
    m_queue->retry({first.job});
    QVERIFY(m_queue->job(first.job).reasons.empty());
    QCOMPARE(m_queue->claim().value().claim.attempt, 2);
    const auto attempts = m_queue->attempts(first.job);
    QCOMPARE(attempts.size(), std::size_t{2});
    QCOMPARE(attempts[0].outcome, std::string("failed"));
    QVERIFY(!attempts[0].started.empty() && !attempts[0].ended.empty());
    QVERIFY(attempts[1].ended.empty() && attempts[1].outcome.empty());
    QCOMPARE(m_queue->job(first.job).attempts, 2);
}

void TestQueue::releasedJobIsQueuedAgain() {
    const Claim claim = jobIn(JobState::Running);
    m_queue->release(claim);
    QVERIFY(m_queue->job(claim.job).state == JobState::Queued);
    const auto other = m_fixture->open();
    QCOMPARE(other->claim().value().claim, (Claim{claim.job, 2}));
}

void TestQueue::reasonsAreKept() {
    const std::vector<Reason> reasons{{"BrainVolume", {"12", "ml \"\xff\""}}, {"Edge", {}}};
    enqueue(1);
    runNext(*m_queue, JobState::NeedsReview, reasons);
    QVERIFY(m_queue->job(1).reasons == reasons);
    m_queue.reset();
    fs::remove(m_fixture->journal());
    m_queue = m_fixture->open();
    QVERIFY(m_queue->job(1).reasons == reasons);
    QVERIFY(m_queue->job(1).state == JobState::NeedsReview);
}

void TestQueue::movesInFrontOf() {
    enqueue(5);
    m_queue->move({5, 3}, 1);
    QCOMPARE(idsOf(*m_queue), (Ids{5, 3, 1, 2, 4}));
    m_queue->move({5}, {});
    QCOMPARE(idsOf(*m_queue), (Ids{3, 1, 2, 4, 5}));
    m_queue->move({3}, 2);
    QCOMPARE(idsOf(*m_queue), (Ids{1, 3, 2, 4, 5}));
    m_queue->move({2, 4}, 2); // among them the one in front of which they go
    QCOMPARE(idsOf(*m_queue), (Ids{1, 3, 2, 4, 5}));
    QCOMPARE(enqueue(1), Ids{6}); // comes last, whatever was moved
    QCOMPARE(idsOf(*m_queue), (Ids{1, 3, 2, 4, 5, 6}));
    QCOMPARE(m_queue->claim().value().claim.job, JobId{1});
}

/// There are places for 32 moves between two jobs; then the others have to make room.
void TestQueue::movesManyTimesToOnePlace() {
    const Ids ids = enqueue(80);
    Ids expected = ids;
    for (int i = 0; i < 78; ++i) { // each of the others directly in front of the last
        const JobId moved = expected[1];
        m_queue->move({moved}, 80);
        expected.erase(expected.begin() + 1);
        expected.insert(expected.end() - 1, moved);
        QCOMPARE(idsOf(*m_queue), expected);
    }
    m_queue.reset();
    fs::remove(m_fixture->journal());
    m_queue = m_fixture->open();
    QCOMPARE(idsOf(*m_queue), expected); // the job folders know of it
}

void TestQueue::movesAcrossPriorities() {
    enqueue(2, 5);
    enqueue(2, 0);
    m_queue->move({4}, 2);
    QCOMPARE(idsOf(*m_queue), (Ids{1, 4, 2, 3}));
    QCOMPARE(m_queue->job(4).priority, 5);
    m_queue->move({1}, 3);
    QCOMPARE(idsOf(*m_queue), (Ids{4, 2, 1, 3}));
    QCOMPARE(m_queue->job(1).priority, 0);
}

void TestQueue::prioritises() {
    enqueue(4);
    m_queue->prioritise({4, 2}, 10);
    QCOMPARE(idsOf(*m_queue), (Ids{4, 2, 1, 3}));
    m_queue->prioritise({1}, 11);
    m_queue->prioritise({4}, -11);
    QCOMPARE(idsOf(*m_queue), (Ids{1, 2, 3, 4}));
    QCOMPARE(m_queue->job(4).priority, -11);
}

void TestQueue::removes() {
    const Claim held = jobIn(JobState::Running);
    EXPECT_ERROR(m_queue->remove({held.job}), ErrorCode::JobStateRefused, "removed");
    m_queue->finish(held, JobState::Failed);
    const fs::path folder = m_queue->jobFolder(held.job);
    os::writeFileAtomically(folder / "preview.nii", "of another part of Tessera");
    fs::create_directory(m_fixture->path("outside"));
    os::writeFileAtomically(m_fixture->path("outside") / "kept", "kept");
    fs::create_directory_symlink(m_fixture->path("outside"), folder / "link");
    m_queue->remove({held.job});
    QVERIFY(!fs::exists(folder));
    QVERIFY(fs::exists(m_fixture->path("outside") / "kept"));
    QVERIFY(fs::exists(m_fixture->image()));
    QVERIFY(m_queue->list().jobs.empty());
    QVERIFY(m_queue->attempts(held.job).empty());
}

void TestQueue::remarksStayUntilTheJobBeginsAgain() {
    enqueue(1);
    const Remarks remarks{{"thick slices"}, "unverified"};
    runNext(*m_queue, JobState::Done, {}, remarks);
    m_queue.reset();
    m_queue = m_fixture->open();
    QVERIFY(m_queue->job(1).remarks == remarks);
    QVERIFY(m_queue->list().jobs.at(0).remarks == remarks);
    m_queue->again({{1, "other"}});
    QVERIFY(m_queue->job(1).remarks == Remarks{});
    QCOMPARE(m_queue->job(1).settings, std::string("other"));
}

void TestQueue::aHeldQueueStaysSo() {
    QVERIFY(!m_queue->isOnHold());
    m_queue->setOnHold(true);
    m_queue.reset();
    m_queue = m_fixture->open();
    QVERIFY(m_queue->isOnHold());
    m_queue->setOnHold(false);
    QVERIFY(!m_queue->isOnHold());
}

void TestQueue::jobsThatAreNotThere() {
    EXPECT_ERROR(m_queue->job(5), ErrorCode::JobMissing, "no job 5");
    EXPECT_ERROR(m_queue->move({5}, {}), ErrorCode::JobMissing, "no job 5");
    EXPECT_ERROR(m_queue->prioritise({5}, 1), ErrorCode::JobMissing, "no job 5");
    EXPECT_ERROR(m_queue->finish({5, 1}, JobState::Done), ErrorCode::JobMissing, "no job 5");
    EXPECT_ERROR(m_queue->commitTile(5, 0, "key", {}), ErrorCode::JobMissing, "no job 5");
    QVERIFY(!fs::exists(m_queue->jobFolder(5)));
    QVERIFY(!m_queue->holds({5, 1}));
    QVERIFY(!m_queue->findTile(5, 0, "key"));
    QVERIFY(!m_queue->prepared(5));
}

QTEST_APPLESS_MAIN(TestQueue)
#include "tst_queue.moc"
