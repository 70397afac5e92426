#include "core/engine/enqueue.h"
#include "tests/core/engine/queue/queue_fixture.h"

#include <QtTest>

using namespace tessera;
using namespace tessera::engine;
using queue::JobId;
using queue::JobState;
namespace fs = std::filesystem;

/// Scans that come into a queue where others are already.
class TestEnqueue : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<queue::test::Fixture> m_fixture;
    std::unique_ptr<queue::Queue> m_queue;

    [[nodiscard]] Input scan(const std::string& folder, const std::string& name = "T1") const {
        const fs::path file = m_fixture->path(folder) / (name + ".nii");
        fs::create_directories(file.parent_path());
        if (!fs::exists(file)) {
            os::writeFileAtomically(file, "voxels of " + folder);
        }
        return {.file = file, .name = name};
    }
    [[nodiscard]] Enqueued enqueue(const std::vector<Input>& scans, int priority = 0) const {
        const JobSettings settings{m_fixture->path("results"), {"tiny"}};
        return enqueueScans(*m_queue, scans, writeJobSettings(settings), priority);
    }

  private slots:
    void init() {
        m_fixture = std::make_unique<queue::test::Fixture>();
        m_queue = m_fixture->open();
    }
    void cleanup() { m_queue.reset(); }
    void theSameScanIsTakenUp();
    void aScanOfTheSameNameLeavesTheFirstOneAlone_data();
    void aScanOfTheSameNameLeavesTheFirstOneAlone();
    void aFileThatChangedTakesItsPlaceAnew();
};

void TestEnqueue::theSameScanIsTakenUp() {
    QCOMPARE(enqueue({scan("one"), scan("one", "T2")}).jobs.size(), std::size_t{2});
    m_queue->pause({1});
    m_queue->cancel({2});
    const Enqueued again = enqueue({scan("one"), scan("one", "T2")}, 1);
    QCOMPARE(again.jobs.size(), std::size_t{2});
    QCOMPARE(again.jobs[0].id, JobId{1});
    QCOMPARE(again.jobs[1].id, JobId{2});
    QVERIFY(again.removed.empty() && again.refused.empty());
    for (const JobId job : {1, 2}) {
        QVERIFY(m_queue->job(job).state == JobState::Queued);
        QCOMPARE(m_queue->job(job).priority, 1);
    }
    (void)enqueue({scan("one")});
    QCOMPARE(m_queue->job(1).priority, 1); // never less
}

void TestEnqueue::aScanOfTheSameNameLeavesTheFirstOneAlone_data() {
    QTest::addColumn<JobState>("state");
    for (const JobState state : {JobState::Queued, JobState::Paused, JobState::Cancelled, JobState::Failed}) {
        QTest::newRow(queue::stateName(state)) << state;
    }
}

/// As two patients whose folders have one results folder: the second one must not take the first one's place.
void TestEnqueue::aScanOfTheSameNameLeavesTheFirstOneAlone() {
    QFETCH(JobState, state);
    (void)enqueue({scan("patient-1")});
    if (state == JobState::Paused) {
        m_queue->pause({1});
    } else if (state == JobState::Cancelled) {
        m_queue->cancel({1});
    } else if (state == JobState::Failed) {
        m_queue->finish(m_queue->claim().value().claim, state);
    }
    const Enqueued second = enqueue({scan("patient-2"), scan("patient-2", "other")});
    QCOMPARE(second.jobs.size(), std::size_t{1});
    QCOMPARE(second.jobs.front().name, fs::path("other"));
    QVERIFY(second.removed.empty());
    QCOMPARE(second.refused.size(), std::size_t{1});
    QCOMPARE(second.refused.front().first, scan("patient-2").file);
    const Error& error = second.refused.front().second;
    QVERIFY(error.code() == ErrorCode::InputCollision);
    for (const fs::path& named :
         {scan("patient-1").file, scan("patient-2").file, m_fixture->path("results") / "T1_dseg.nii.gz"}) {
        QVERIFY2(QString(error.what()).contains(QString::fromStdString(named.string())), error.what());
    }
    QCOMPARE(m_queue->job(1).file, scan("patient-1").file);
    QVERIFY(m_queue->job(1).state == state);
}

void TestEnqueue::aFileThatChangedTakesItsPlaceAnew() {
    (void)enqueue({scan("one")});
    os::writeFileAtomically(scan("one").file, "other voxels");
    const Enqueued again = enqueue({scan("one")});
    QCOMPARE(again.jobs.size(), std::size_t{1});
    QCOMPARE(again.jobs.front().id, JobId{2});
    QCOMPARE(again.removed, std::vector<JobId>{1});
    QCOMPARE(m_queue->list().jobs.size(), std::size_t{1});
}

QTEST_APPLESS_MAIN(TestEnqueue)
#include "tst_enqueue.moc"
