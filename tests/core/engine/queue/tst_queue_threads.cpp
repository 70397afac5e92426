#include "tests/core/engine/queue/queue_fixture.h"

#include <QtTest>

#include <atomic>
#include <map>
#include <mutex>
#include <thread>

using namespace tessera;
using namespace tessera::queue;
using namespace tessera::queue::test;

/// One queue used by many threads, for the thread sanitizer, and many objects on one queue.
class TestQueueThreads : public QObject {
    Q_OBJECT

  private:
    Fixture m_fixture;

    static void runTiles(Queue& queue, const ClaimedJob& job);

  private slots:
    void oneObject();
    void objectOfItsOwn();
    void cancelAgainstWork();
};

void TestQueueThreads::runTiles(Queue& queue, const ClaimedJob& job) {
    queue.storePrepared(job.claim, examplePrepared());
    queue.advance(job.claim, JobState::Running);
    for (int tile = 0; tile < 3; ++tile) {
        if (!queue.findTile(job.claim.job, tile, "key")) {
            queue.commitTile(job.claim.job, tile, "key", bytesOf("labels"));
        }
    }
    queue.advance(job.claim, JobState::Finishing);
    queue.finish(job.claim, JobState::Done);
}

void TestQueueThreads::oneObject() {
    const auto queue = m_fixture.open();
    constexpr int kJobs = 40;
    queue->enqueue(m_fixture.newJobs(kJobs));
    std::atomic<int> runs{0}, lists{0};
    std::atomic<bool> finished{false};
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i) {
        threads.emplace_back([&] {
            while (const auto job = queue->claim()) {
                runTiles(*queue, *job);
                ++runs;
            }
        });
    }
    std::thread lister([&] {
        while (!finished) {
            (void)queue->list();
            (void)queue->counts();
            ++lists;
        }
    });
    for (auto& thread : threads) {
        thread.join();
    }
    finished = true;
    lister.join();
    QCOMPARE(runs.load(), kJobs);
    QVERIFY(lists > 0);
}

void TestQueueThreads::objectOfItsOwn() {
    const auto first = m_fixture.open();
    constexpr int kJobs = 40;
    const auto ids = first->enqueue(m_fixture.newJobs(kJobs));
    std::mutex mutex;
    std::map<JobId, int> claimed;
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i) {
        threads.emplace_back([&] {
            const auto queue = m_fixture.open();
            while (const auto job = queue->claim()) {
                runTiles(*queue, *job);
                const std::lock_guard guard(mutex);
                ++claimed[job->claim.job];
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    QCOMPARE(claimed.size(), ids.size());
    for (const JobId id : ids) {
        QCOMPARE(claimed[id], 1);
    }
}

/// What a person asks for comes at any moment; the runner hears of it and nothing else goes wrong.
void TestQueueThreads::cancelAgainstWork() {
    const auto queue = m_fixture.open();
    const auto ids = queue->enqueue(m_fixture.newJobs(30));
    std::atomic<bool> finished{false};
    std::atomic<int> taken{0};
    std::thread runner([&] {
        while (!finished) {
            const auto job = queue->claim();
            if (!job) {
                std::this_thread::sleep_for(std::chrono::milliseconds(1)); // a mutex isn't fair
                continue;
            }
            try {
                runTiles(*queue, *job);
            } catch (const Error& error) {
                QCOMPARE(errorName(error.code()), errorName(ErrorCode::JobNotHeld));
                ++taken;
            }
        }
    });
    for (int round = 0; round < 50; ++round) {
        const JobId id = ids[static_cast<std::size_t>(round * 7) % ids.size()];
        try {
            round % 2 == 0 ? queue->cancel({id}) : queue->pause({id});
            round % 2 == 0 ? queue->retry({id}) : queue->resume({id});
        } catch (const Error& error) { // it was done already
            QCOMPARE(errorName(error.code()), errorName(ErrorCode::JobStateRefused));
        }
    }
    while (queue->counts().at(static_cast<std::size_t>(JobState::Done)) < static_cast<std::int64_t>(ids.size())) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    finished = true;
    runner.join();
    qInfo("%d jobs were taken from their runner", taken.load());
}

QTEST_APPLESS_MAIN(TestQueueThreads)
#include "tst_queue_threads.moc"
