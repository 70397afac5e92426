#include "tests/core/engine/pipeline/fake_work.h"

#include "core/engine/queue/work_file.h"

#include <QtTest>

#include <random>

using namespace tessera;
using namespace tessera::engine;
using namespace tessera::engine::test;
using queue::JobId;
using queue::JobState;

/// Real threads, a real queue, and a fake network: runs under the thread sanitizer.
class TestPipeline : public QObject {
    Q_OBJECT

  private slots:
    void everyJobOnce();
    void placesAreBounded();
    void severalArePreparedWhileTheDevicesWait();
    void aFailureIsReportedAndTheNextGoesOn();
    void skippedAndWholeJobs();
    void aPreviewComesBeforeTheTiles();
    void aPreviewThatFailsIsNotedAndTheJobGoesOn();
    void aPreviewIsLeftAndNotBegunAgain();
    void inputsThatChangedOrWentAreRefused();
    void endingKeepsTilesAndVolume();
    void pauseAndResume();
    void cancelledByAnotherObject();
    void removedWhileItRuns();
    void aMoreUrgentJobPassesABatch();
    void holdStartsNothing();
    void heldFromTheStartOn();
    void onlyItsOwnJobs();
    void twoPipelinesOnOneQueue();
    void fiftyRacesOfCancelAndResume();
};

void TestPipeline::everyJobOnce() {
    Bench bench;
    bench.queue->enqueue(bench.fixture.newJobs(10));
    const auto pipeline = bench.start();
    QVERIFY(bench.ear.waitForEnds(10));
    for (int i = 0; i < 10; ++i) {
        const std::string name = "scan-" + std::to_string(i);
        QVERIFY(bench.laboratory.results[name] == expectedOf(i));
        QCOMPARE(bench.laboratory.finished[name], 1);
        QCOMPARE(bench.timesComputed(name), static_cast<int>(kTiles));
        QVERIFY(bench.ear.m_states[name] ==
                (std::vector{JobState::Preparing, JobState::Running, JobState::Finishing, JobState::Done}));
        QCOMPARE(bench.queue->job(i + 1).files.front().sha256, "hash of " + name);
    }
    QVERIFY(bench.ear.m_rises && bench.ear.m_filesThere && bench.ear.m_notes.empty());
    QCOMPARE(bench.ear.m_warnings, std::size_t{10});
    QTRY_VERIFY(pipeline->isIdle());
    for (JobId job = 1; job <= 10; ++job) {
        QVERIFY(!bench.queue->prepared(job)); // the result has all
    }
    bench.queue->enqueue({bench.fixture.newJob("scan-11")}); // seen without being told
    QVERIFY(bench.ear.waitForEnds(11));
}

void TestPipeline::placesAreBounded() {
    Bench bench;
    bench.laboratory.finishShut = true;
    bench.queue->enqueue(bench.fixture.newJobs(12));
    const auto pipeline = bench.start({.jobsInTiles = 2});
    // one in the finish, two that wait for it with their tiles done, one that waits for the devices
    QVERIFY(bench.laboratory.waitFor([&] { return bench.laboratory.prepared.size() == 4; }));
    QTest::qWait(100);
    QCOMPARE(bench.laboratory.prepared.size(), std::size_t{4});
    bench.laboratory.open();
    QVERIFY(bench.ear.waitForEnds(12));
    QCOMPARE(bench.laboratory.mostPreparing, 1);
    QCOMPARE(bench.laboratory.mostFinishing, 1);
}

void TestPipeline::severalArePreparedWhileTheDevicesWait() {
    Bench bench;
    bench.laboratory.prepareShut = true;
    bench.queue->enqueue(bench.fixture.newJobs(12));
    const auto pipeline = bench.start({.jobsPreparing = 3});
    QVERIFY(bench.laboratory.waitFor([&] { return bench.laboratory.preparing == 3; }));
    QTest::qWait(100);
    bench.laboratory.open();
    QVERIFY(bench.ear.waitForEnds(12));
    QCOMPARE(bench.laboratory.mostPreparing, 3);
    for (int i = 0; i < 12; ++i) {
        QVERIFY(bench.laboratory.results["scan-" + std::to_string(i)] == expectedOf(i));
    }
}

void TestPipeline::aFailureIsReportedAndTheNextGoesOn() {
    Bench bench;
    bench.laboratory.failPrepare = {"scan-1"};
    auto jobs = bench.fixture.newJobs(3);
    jobs.push_back(bench.fixture.newJob("review-3"));
    bench.queue->enqueue(jobs);
    const auto pipeline = bench.start();
    QVERIFY(bench.ear.waitForEnds(4));
    QVERIFY(bench.ear.m_states["scan-1"].back() == JobState::Failed);
    QVERIFY(bench.ear.m_reasons["scan-1"] ==
            (std::vector<queue::Reason>{{"RegistrationFailed", {"scan-1", "reason"}}}));
    QVERIFY(bench.ear.m_states["scan-2"].back() == JobState::Done);
    QVERIFY(bench.ear.m_states["review-3"].back() == JobState::NeedsReview);
    QVERIFY(bench.queue->job(4).reasons == (std::vector<queue::Reason>{{"volume", {"implausible"}}}));
    {
        const std::lock_guard lock(bench.laboratory.mutex);
        bench.laboratory.failPrepare.clear();
    }
    bench.queue->retry({2});
    QVERIFY(bench.ear.waitForState("scan-1", JobState::Done));
}

void TestPipeline::skippedAndWholeJobs() {
    Bench bench("2xemu-1g", true);
    bench.queue->enqueue({bench.fixture.newJob("skip-1"), bench.fixture.newJob("scan-2")});
    const auto pipeline = bench.start();
    QVERIFY(bench.ear.waitForEnds(2));
    QCOMPARE(bench.ear.m_skipped, 1);
    QVERIFY(bench.ear.m_states["skip-1"] == (std::vector{JobState::Preparing, JobState::Done}));
    QCOMPARE(bench.timesComputed("scan-2"), 0);
    QVERIFY(bench.laboratory.results.at("scan-2").empty());
}

void TestPipeline::aPreviewComesBeforeTheTiles() {
    Bench bench;
    bench.laboratory.previews = {{"scan-1", "there"}, {"scan-2", "there"}};
    bench.laboratory.lanesShut = true;
    bench.queue->enqueue({bench.fixture.newJob("scan-1"), bench.fixture.newJob("scan-2"), //
                          bench.fixture.newJob("scan-3")});
    const auto pipeline = bench.start();
    QVERIFY(bench.ear.waitFor([&] { return bench.ear.m_previews.size() == 2; }));
    const std::filesystem::path file = bench.ear.m_previews[1];
    const auto header = queue::readWorkHeader(file);
    QVERIFY(header && queue::readWorkFile(file, *header) ==
                          (std::vector{std::byte{1}, std::byte{2}, std::byte{3}})); // as a tile's
    QCOMPARE(file.parent_path(), bench.queue->jobFolder(1));
    bench.laboratory.open();
    QVERIFY(bench.ear.waitForEnds(3));
    for (const int number : {1, 2, 3}) {
        QVERIFY(bench.laboratory.results["scan-" + std::to_string(number)] == expectedOf(number));
    }
    QCOMPARE(bench.ear.m_previews.size(), std::size_t{2});
    QVERIFY(bench.ear.m_previewsFirst && bench.ear.m_rises && bench.ear.m_filesThere && bench.ear.m_notes.empty());
    QTRY_VERIFY(pipeline->isIdle());
    QVERIFY(!std::filesystem::exists(file)); // it goes with the work
}

void TestPipeline::aPreviewThatFailsIsNotedAndTheJobGoesOn() {
    Bench bench;
    bench.laboratory.previews = {{"scan-1", "failed"}, {"scan-2", "bad_alloc"}};
    bench.queue->enqueue({bench.fixture.newJob("scan-1"), bench.fixture.newJob("scan-2")});
    const auto pipeline = bench.start();
    QVERIFY(bench.ear.waitForEnds(2));
    QCOMPARE(bench.queue->job(1).state, JobState::Done);
    QCOMPARE(bench.queue->job(2).state, JobState::Done);
    QVERIFY(bench.laboratory.results["scan-1"] == expectedOf(1) && bench.laboratory.results["scan-2"] == expectedOf(2));
    QVERIFY(bench.ear.m_previews.empty());
    QCOMPARE(bench.ear.m_notes.size(), std::size_t{2});
    QVERIFY(bench.ear.m_notes[0].find("there is no preview") != std::string::npos);
}

void TestPipeline::aPreviewIsLeftAndNotBegunAgain() {
    Bench bench;
    bench.laboratory.previews = {{"scan-1", "there"}, {"scan-2", "there"}};
    bench.laboratory.previewsShut = true;
    bench.queue->enqueue({bench.fixture.newJob("scan-1"), bench.fixture.newJob("scan-2")});
    auto pipeline = bench.start();
    QVERIFY(bench.laboratory.waitFor([&] { return bench.laboratory.previewed.size() == 2; }));
    bench.queue->cancel({1});
    QCOMPARE(pipeline->recheck(), (std::vector<JobId>{1}));
    QTRY_COMPARE(bench.queue->job(1).state, JobState::Cancelled);
    pipeline.reset(); // and this one goes back to the queue
    QCOMPARE(bench.queue->job(2).state, JobState::Queued);
    QCOMPARE(bench.timesComputed("scan-1") + bench.timesComputed("scan-2"), 0);
    bench.laboratory.open();
    pipeline = bench.start();
    QVERIFY(bench.ear.waitForState("scan-2", JobState::Done));
    QVERIFY(bench.laboratory.results["scan-2"] == expectedOf(2));
    QCOMPARE(bench.laboratory.previewed["scan-2"], 1);
    QVERIFY(bench.ear.m_previews.empty() && bench.ear.m_notes.empty());
}

void TestPipeline::inputsThatChangedOrWentAreRefused() {
    Bench bench;
    auto jobs = bench.fixture.newJobs(3);
    for (std::size_t i = 0; i < 2; ++i) {
        jobs[i].file = bench.fixture.path("own-" + std::to_string(i) + ".nii");
        jobs[i].files = {jobs[i].file};
        os::writeFileAtomically(jobs[i].file, "voxels");
    }
    bench.queue->enqueue(jobs);
    os::writeFileAtomically(jobs[0].file, "other voxels");
    std::filesystem::remove(jobs[1].file);
    const auto pipeline = bench.start();
    QVERIFY(bench.ear.waitForEnds(3));
    QCOMPARE(bench.ear.m_reasons["scan-0"].front().code, std::string("InputChanged"));
    QCOMPARE(bench.ear.m_reasons["scan-1"].front().code, std::string("FileMissing"));
    QVERIFY(bench.ear.m_states["scan-2"].back() == JobState::Done);
}

void TestPipeline::endingKeepsTilesAndVolume() {
    Bench bench("emu-1g+lanes=1");
    bench.laboratory.tileTime = std::chrono::milliseconds(20);
    bench.queue->enqueue({bench.fixture.newJob("scan-1")});
    {
        const auto pipeline = bench.start();
        QVERIFY(bench.laboratory.waitFor([&] { return bench.laboratory.order.size() >= 4; }));
    }
    const int before = bench.timesComputed("scan-1");
    QVERIFY(before >= 3 && before <= static_cast<int>(kTiles));
    QVERIFY(bench.queue->job(1).state == JobState::Queued); // given back
    const int kept = bench.ear.m_computed[1];
    const auto pipeline = bench.start();
    QVERIFY(bench.ear.waitForEnds(1));
    QVERIFY(bench.laboratory.results["scan-1"] == expectedOf(1));
    QCOMPARE(bench.laboratory.prepared["scan-1"], 1);
    QCOMPARE(bench.ear.m_found[1], kept);
    QCOMPARE(bench.ear.m_found[1] + bench.ear.m_computed[1], static_cast<int>(kTiles) + kept);
    QCOMPARE(bench.queue->job(1).attempts, 2);
}

void TestPipeline::pauseAndResume() {
    Bench bench("emu-1g+lanes=1");
    bench.laboratory.lanesShut = true;
    bench.queue->enqueue(bench.fixture.newJobs(2));
    const auto pipeline = bench.start({.jobsInTiles = 1});
    QVERIFY(bench.laboratory.waitFor([&] { return !bench.laboratory.order.empty(); }));
    bench.queue->pause({1});
    QVERIFY(pipeline->recheck() == std::vector<JobId>{1});
    QVERIFY(bench.laboratory.waitFor([&] { return bench.laboratory.prepared.contains("scan-1"); }));
    QTest::qWait(100); // cancellation is looked at every 20 ms
    bench.laboratory.open();
    QVERIFY(bench.ear.waitForState("scan-1", JobState::Done)); // the other one goes on
    QVERIFY(bench.queue->job(1).state == JobState::Paused);
    QVERIFY(bench.timesComputed("scan-0") <= 1);
    bench.queue->resume({1});
    pipeline->wake();
    QVERIFY(bench.ear.waitForState("scan-0", JobState::Done));
    QVERIFY(bench.laboratory.results["scan-0"] == expectedOf(0));
    QCOMPARE(bench.laboratory.prepared["scan-0"], 1);
}

void TestPipeline::cancelledByAnotherObject() {
    Bench bench("emu-1g+lanes=1");
    bench.laboratory.lanesShut = true;
    bench.queue->enqueue(bench.fixture.newJobs(1));
    const auto pipeline = bench.start();
    QVERIFY(bench.laboratory.waitFor([&] { return !bench.laboratory.order.empty(); }));
    bench.fixture.open()->cancel({1});
    QVERIFY(bench.ear.waitForState("scan-0", JobState::Cancelled)); // while the lane is still shut
    QTRY_VERIFY(pipeline->isIdle());
    bench.laboratory.open();
    QVERIFY(bench.laboratory.finished.empty());
}

void TestPipeline::removedWhileItRuns() {
    Bench bench;
    bench.laboratory.finishShut = true;
    bench.queue->enqueue(bench.fixture.newJobs(2));
    const auto pipeline = bench.start();
    QVERIFY(bench.laboratory.waitFor([&] { return bench.laboratory.finishing == 1; }));
    const JobId held = bench.queue->job(1).state == JobState::Finishing ? 1 : 2;
    bench.queue->cancel({held});
    bench.queue->remove({held});
    bench.laboratory.open();
    QVERIFY(bench.ear.waitForState(held == 1 ? "scan-1" : "scan-0", JobState::Done));
    QTRY_VERIFY(pipeline->isIdle());
    QCOMPARE(bench.laboratory.finished.size(), std::size_t{1}); // the one that was taken away wrote nothing
}

void TestPipeline::aMoreUrgentJobPassesABatch() {
    Bench bench("emu-1g+lanes=1");
    bench.laboratory.lanesShut = true;
    bench.queue->enqueue(bench.fixture.newJobs(8));
    const auto pipeline = bench.start();
    QVERIFY(bench.laboratory.waitFor([&] { return bench.laboratory.prepared.size() == 3; })); // all places taken
    bench.queue->enqueue({bench.fixture.newJob("scan-99", 5)});
    pipeline->wake();
    QVERIFY(bench.laboratory.waitFor([&] { return bench.laboratory.prepared.contains("scan-99"); }));
    QVERIFY(bench.ear.waitForState("scan-99", JobState::Running));
    QTest::qWait(50); // its tiles are with the scheduler in a moment
    bench.laboratory.open();
    QVERIFY(bench.ear.waitForEnds(9));
    const auto& order = bench.laboratory.order;
    const auto last = std::find(order.begin(), order.end(), "scan-99/8");
    QVERIFY(last - order.begin() <= static_cast<int>(kTiles) + 1); // only the tile that ran already came before
}

void TestPipeline::holdStartsNothing() {
    Bench bench;
    const auto pipeline = bench.start();
    pipeline->hold(true);
    bench.queue->enqueue(bench.fixture.newJobs(2));
    pipeline->wake();
    QTest::qWait(150);
    QVERIFY(pipeline->isIdle() && bench.laboratory.prepared.empty());
    pipeline->hold(false);
    QVERIFY(bench.ear.waitForEnds(2));
}

/// No thread may be faster than the one that says it.
void TestPipeline::heldFromTheStartOn() {
    Bench bench;
    bench.queue->enqueue(bench.fixture.newJobs(2));
    for (int i = 0; i < 20; ++i) {
        const auto pipeline = bench.start({.held = true});
        QTest::qWait(10);
        QVERIFY(pipeline->isIdle());
    }
    QCOMPARE(bench.queue->job(1).attempts, 0);
    const auto pipeline = bench.start({.held = true});
    pipeline->hold(false);
    QVERIFY(bench.ear.waitForEnds(2));
}

void TestPipeline::onlyItsOwnJobs() {
    Bench bench;
    bench.queue->enqueue(bench.fixture.newJobs(6));
    const auto pipeline = bench.start({.mine = [](JobId job) { return job % 2 == 0; }});
    QVERIFY(bench.ear.waitForEnds(3));
    QTRY_VERIFY(pipeline->isIdle());
    QTest::qWait(60);
    for (JobId job = 1; job <= 6; ++job) {
        QVERIFY(bench.queue->job(job).state == (job % 2 == 0 ? JobState::Done : JobState::Queued));
    }
}

void TestPipeline::twoPipelinesOnOneQueue() {
    Bench bench;
    bench.queue->enqueue(bench.fixture.newJobs(20));
    const auto other = bench.fixture.open();
    const auto first = bench.start();
    PipelineSettings settings;
    settings.poll = std::chrono::milliseconds(20);
    Pipeline second(
        *other, *bench.engine,
        [&](const queue::Job& job) { return std::make_unique<FakeWork>(bench.laboratory, job.name.string(), false); },
        bench.ear, settings);
    QVERIFY(bench.ear.waitForEnds(20));
    for (int i = 0; i < 20; ++i) {
        const std::string name = "scan-" + std::to_string(i);
        QCOMPARE(bench.laboratory.finished[name], 1);
        QVERIFY(bench.laboratory.results[name] == expectedOf(i));
        QCOMPARE(bench.queue->job(i + 1).attempts, 1);
    }
}

/// Jobs are cancelled, paused and taken up again while they are prepared, computed and finished.
void TestPipeline::fiftyRacesOfCancelAndResume() {
    Bench bench("cpu2-1g,emu-1g,emu-1g+oom=7");
    bench.laboratory.tileTime = std::chrono::milliseconds(5);
    bench.queue->enqueue(bench.fixture.newJobs(6));
    const auto pipeline = bench.start();
    std::mt19937 random(5);
    std::vector<JobId> jobs = {1, 2, 3, 4, 5, 6};
    int taken = 0, tries = 0;
    const auto isDone = [](auto&& act) { // not if it had just ended
        try {
            act();
            return true;
        } catch (const Error& error) {
            return error.code() != ErrorCode::JobStateRefused;
        }
    };
    for (; taken < 50 && tries < 5000; ++tries) {
        JobId& job = jobs[random() % jobs.size()];
        const bool pause = random() % 2 == 0;
        const bool isTaken = isDone([&] { pause ? bench.queue->pause({job}) : bench.queue->cancel({job}); });
        taken += isTaken ? 1 : 0;
        (void)pipeline->recheck();
        std::this_thread::sleep_for(std::chrono::microseconds(random() % 3000));
        if (isTaken) {
            QVERIFY(isDone([&] { pause ? bench.queue->resume({job}) : bench.queue->retry({job}); }));
        } else { // another in its place
            job = bench.queue->enqueue({bench.fixture.newJob("scan-" + std::to_string(tries + 10))}).front();
        }
        pipeline->wake();
    }
    qInfo("50 races in %d tries", tries);
    QCOMPARE(taken, 50);
    QTRY_VERIFY_WITH_TIMEOUT(bench.queue->counts()[static_cast<std::size_t>(JobState::Done)] ==
                                 static_cast<std::int64_t>(bench.queue->list({.limit = 1000}).jobs.size()),
                             60000);
    for (const auto& [name, labels] : bench.laboratory.results) {
        QVERIFY(labels == expectedOf(numberOf(name)));
        // once however often it was taken up, unless it was taken away between its result and the note of its end
        QVERIFY(bench.laboratory.finished[name] >= 1 && bench.laboratory.finished[name] <= 3);
    }
}

QTEST_GUILESS_MAIN(TestPipeline)
#include "tst_pipeline.moc"
