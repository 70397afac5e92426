#include "ui/models/queue_filter.h"
#include "ui/models/queue_model.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QMimeData>
#include <QSignalSpy>
#include <QtTest>

#include <memory>

using namespace tessera;
using namespace tessera::ui;

namespace {

JobInfo job(JobId id, JobState state = JobState::Queued, int priority = 0) {
    return {.id = id,
            .name = "sub-" + std::to_string(id) + "_T1w",
            .file = "/data/sub-" + std::to_string(id) + "_T1w.nii.gz",
            .state = state,
            .priority = priority,
            .output = "/out"};
}

std::vector<JobInfo> jobs(JobId first, JobId last) {
    std::vector<JobInfo> out;
    for (JobId id = first; id <= last; ++id) {
        out.push_back(job(id));
    }
    return out;
}

std::vector<JobId> ids(const QAbstractItemModel& model) {
    std::vector<JobId> out;
    for (int row = 0; row < model.rowCount(); ++row) {
        out.push_back(model.index(row, 0).data(QueueModel::IdRole).toLongLong());
    }
    return out;
}

using Ids = std::vector<JobId>;

} // namespace

class TestQueueModel : public QObject {
    Q_OBJECT

  private slots:
    void init();
    void whatAJobShows();
    void newJobsStandAtTheEndOfTheirPriority();
    void aListingPutsAllInOrder();
    void jobsThatWaitCanBeMoved();
    void movedByDragging();
    void filteredByStateAndText();
    void tilesStartAnewWithAnAttempt();
    void whatPreflightSays();
    void tenThousandJobs();

  private:
    void check(const Ids& expected) const { QCOMPARE(ids(*m_model), expected); }

    std::unique_ptr<QueueModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestQueueModel::init() {
    m_tester.reset();
    m_model = std::make_unique<QueueModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestQueueModel::whatAJobShows() {
    m_model->takeJobs({job(1), job(2)});
    JobInfo running = job(1, JobState::Running);
    running.attempts = 1;
    m_model->takeJobs({running});
    m_model->takeTiles({{.job = 1, .tile = 0, .tiles = 27, .device = "cuda:0"}, {.job = 1, .tile = 26, .tiles = 27}});
    m_model->takeProgress(
        {{.id = 1, .stage = JobState::Running, .fraction = 0.5, .step = "tile 2 of 27", .secondsLeft = 41.0}});
    const QModelIndex index = m_model->indexOf(1);
    QCOMPARE(index.data().toString(), QString("sub-1_T1w"));
    QCOMPARE(index.data(QueueModel::StateWordsRole).toString(), QString("segmenting"));
    QCOMPARE(index.data(QueueModel::TilesRole).toULongLong(), (qulonglong{1} << 26) | 1);
    QCOMPARE(index.data(QueueModel::TilesDoneRole).toInt(), 2);
    QCOMPARE(index.data(QueueModel::TileCountRole).toInt(), 27);
    QCOMPARE(index.data(QueueModel::DeviceRole).toString(), QString("cuda:0"));
    QCOMPARE(index.data(QueueModel::SecondsLeftRole).toDouble(), 41.0);
    QVERIFY(index.data(QueueModel::ThumbnailRole).value<QImage>().isNull());
    m_model->setThumbnail(1, QImage(8, 8, QImage::Format_Grayscale8));
    QVERIFY(!index.data(QueueModel::ThumbnailRole).value<QImage>().isNull());

    JobInfo end = job(1, JobState::NeedsReview);
    end.attempts = 1;
    end.reasons = {{.code = "asymmetry", .sentence = "left and right volumes differ"}};
    end.notices = {"cropped at the top"};
    end.laterality = "verified";
    m_model->takeJobs({end});
    QCOMPARE(index.data(QueueModel::ReasonsRole).toStringList(), QStringList{"left and right volumes differ"});
    QVERIFY(index.data(Qt::AccessibleTextRole).toString().contains("needs review"));
    QVERIFY(!index.data(QueueModel::SecondsLeftRole).isValid() && !index.data(QueueModel::FractionRole).isValid());
    QCOMPARE(m_model->job(1)->result()->run.string(), std::string("/out/sub-1_T1w_run.json"));
    m_model->takeJobs({end});
    QCOMPARE(m_model->job(1)->laterality, QString("verified"));
    QCOMPARE(index.data(QueueModel::NoticesRole).toStringList(), QStringList{"cropped at the top"});
    QCOMPARE(m_model->counts()[static_cast<std::size_t>(JobState::NeedsReview)], 1);
    QCOMPARE(m_model->counts()[static_cast<std::size_t>(JobState::Queued)], 1);
    m_model->takeRemoved({1, 77});
    check({2});
    QVERIFY(!m_model->job(1) && !m_model->indexOf(1).isValid());
    m_model->takeProgress({{.id = 1}, {.id = 2, .fraction = 0.3}}); // gone, and not at work
    QVERIFY(!m_model->indexOf(2).data(QueueModel::FractionRole).isValid());
}

void TestQueueModel::newJobsStandAtTheEndOfTheirPriority() {
    m_model->takeJobs({job(1), job(2), job(3, JobState::Queued, 5), job(4, JobState::Queued, -1)});
    check({3, 1, 2, 4});
    m_model->takeJobs({job(5), job(6, JobState::Queued, 5), job(7)});
    check({3, 6, 1, 2, 5, 7, 4});
    QPersistentModelIndex of1(m_model->indexOf(1));
    m_model->takeJobs({job(1, JobState::Queued, 5), job(4, JobState::Queued, 0)});
    check({3, 6, 1, 2, 5, 7, 4});
    m_model->takeJobs({job(3, JobState::Queued, 0)});
    check({6, 1, 2, 5, 7, 4, 3});
    QCOMPARE(of1.data(QueueModel::IdRole).toInt(), 1);
    for (const JobId id : ids(*m_model)) {
        QCOMPARE(m_model->indexOf(id).data(QueueModel::IdRole).toLongLong(), id);
    }
}

void TestQueueModel::aListingPutsAllInOrder() {
    m_model->takePage({.jobs = {job(1), job(2)}, .isFirst = true});
    m_model->takePage({.jobs = {job(3)}, .isLast = true});
    check({1, 2, 3});
    const QPersistentModelIndex of2(m_model->indexOf(2));
    m_model->takePage({.jobs = {job(3), job(2)}, .isFirst = true});
    m_model->takeJobs({job(9)}); // came while the pages did
    check({1, 2, 3, 9});
    m_model->takePage({.jobs = {job(8, JobState::Queued, -3)}, .isLast = true});
    check({3, 2, 9, 8}); // 1 is gone
    QCOMPARE(of2.row(), 1);
    m_model->takePage({.jobs = {}, .isFirst = true, .isLast = true});
    check({});
    QCOMPARE(m_model->counts()[0], 0);
}

void TestQueueModel::jobsThatWaitCanBeMoved() {
    m_model->takeJobs({job(1, JobState::Running, 2), job(2), job(3, JobState::Paused), job(4), job(5)});
    QSignalSpy spy(m_model.get(), &QueueModel::moved);
    QVERIFY(m_model->move({5, 3}, 2));
    check({1, 3, 5, 2, 4});
    QCOMPARE(spy.at(0).at(0).value<Ids>(), (Ids{3, 5})); // in their order
    QVERIFY(!m_model->move({1}, 2));                     // at work
    QVERIFY(m_model->move({4}, 1));
    check({4, 1, 3, 5, 2});
    QCOMPARE(m_model->job(4)->priority, 2);
    QVERIFY(m_model->move({3}, std::nullopt));
    check({4, 1, 5, 2, 3});
    QVERIFY(m_model->moveRows({}, 2, 2, {}, 5));
    check({4, 1, 3, 5, 2});
    QVERIFY(!m_model->moveRows({}, 2, 9, {}, 0));
    QVERIFY(m_model->move({3, 5}, 5)); // to where it is
    check({4, 1, 3, 5, 2});
}

void TestQueueModel::movedByDragging() {
    m_model->takeJobs({job(1, JobState::Done), job(2), job(3), job(4)});
    QVERIFY(!(m_model->flags(m_model->index(0)) & Qt::ItemIsDragEnabled));
    QVERIFY(m_model->flags(m_model->index(1)) & Qt::ItemIsDragEnabled);
    QueueFilter filter;
    filter.setSourceModel(m_model.get());
    const QAbstractItemModelTester tester(&filter);
    filter.setGroup(QueueFilter::Group::Waiting);
    const std::unique_ptr<QMimeData> data(filter.mimeData({filter.index(2, 0)}));
    QVERIFY(filter.dropMimeData(data.get(), Qt::MoveAction, 0, 0, {}));
    check({1, 4, 2, 3});
    QMimeData other;
    other.setText("2");
    QVERIFY(!filter.dropMimeData(&other, Qt::MoveAction, 0, 0, {}));
}

void TestQueueModel::filteredByStateAndText() {
    JobInfo failed = job(4, JobState::Failed);
    failed.reasons = {{.code = "NotAnImage", .sentence = "this isn't an image"}};
    m_model->takeJobs({job(1), job(2, JobState::Running), job(3, JobState::Done), failed, job(41, JobState::Paused)});
    QueueFilter filter;
    filter.setSourceModel(m_model.get());
    const QAbstractItemModelTester tester(&filter);
    QCOMPARE(filter.rowCount(), 5);
    filter.setGroup(QueueFilter::Group::Waiting);
    QCOMPARE(ids(filter), (Ids{1, 41}));
    filter.setGroup(QueueFilter::Group::All);
    filter.setText("SUB-4");
    QCOMPARE(ids(filter), (Ids{4, 41}));
    filter.setText("an image");
    QCOMPARE(ids(filter), Ids{4});
    filter.setText(" ");
    filter.setGroup(QueueFilter::Group::Working);
    QCOMPARE(ids(filter), Ids{2});
    m_model->takeJobs({job(2, JobState::Done)}); // a state that changes takes it out
    QCOMPARE(ids(filter), Ids{});
}

void TestQueueModel::tilesStartAnewWithAnAttempt() {
    JobInfo first = job(1, JobState::Running);
    first.attempts = 1;
    m_model->takeJobs({first});
    m_model->takeTiles({{.job = 1, .tile = 3, .tiles = 100}, {.job = 1, .tile = 80, .tiles = 100}});
    m_model->takeTiles({{.job = 1, .tile = 3, .tiles = 100}, {.job = 1, .tile = 100, .tiles = 100}});
    QCOMPARE(m_model->index(0).data(QueueModel::TilesDoneRole).toInt(), 2);
    first.attempts = 2;
    m_model->takeJobs({first});
    QCOMPARE(m_model->index(0).data(QueueModel::TilesDoneRole).toInt(), 0);
    QCOMPARE(m_model->index(0).data(QueueModel::TilesRole).toULongLong(), 0ULL);
}

void TestQueueModel::whatPreflightSays() {
    constexpr std::int64_t kGiga = 1'000'000'000;
    m_model->takeJobs({job(1, JobState::Preparing), job(2)});
    const QModelIndex index = m_model->indexOf(1);
    QVERIFY(index.data(QueueModel::PredictionRole).toString().isEmpty());
    m_model->takePreflights({{.job = 1,
                              .warnings = {"Thick slices: its voxels are 1 x 1 x 5 mm."},
                              .devices = {{.name = "cpu", .fits = true, .peakBytes = 3 * kGiga / 2, .seconds = 230.0},
                                          {.name = "cuda:0", .fits = true, .peakBytes = kGiga, .seconds = 12.0},
                                          {.name = "cuda:1", .fits = false, .peakBytes = kGiga, .seconds = 2.0}}},
                             {.job = 2, .warnings = {"too early"}},
                             {.job = 77}});
    QCOMPARE(index.data(QueueModel::PredictionRole).toString(), QString("estimate 12 s"));
    QCOMPARE(index.data(QueueModel::NoticesRole).toStringList().size(), 1);
    QVERIFY(index.data(Qt::AccessibleTextRole).toString().contains("estimate 12 s"));
    QString tip = index.data(Qt::ToolTipRole).toString();
    QVERIFY2(
        tip.contains("Rough estimate from the network's layers: it takes about 4 min and 1.5 GB of memory on cpu") &&
            tip.contains("The network needs 1.0 GB, which cuda:1 doesn't have.") && tip.contains("Thick slices"),
        qPrintable(tip));
    QVERIFY(m_model->indexOf(2).data(QueueModel::NoticesRole).toStringList().isEmpty());

    m_model->takePreflights(
        {{.job = 1,
          .warnings = {"Thick slices: its voxels are 1 x 1 x 5 mm."},
          .devices = {{.name = "cpu", .fits = true, .peakBytes = kGiga, .seconds = 5.0, .isHistory = true},
                      {.name = "emu", .fits = true, .peakBytes = kGiga}}}});
    tip = index.data(Qt::ToolTipRole).toString();
    QVERIFY2(tip.contains("Estimate from earlier scans: the network takes about 5 s") &&
                 tip.contains("The network takes 1.0 GB of memory on emu."),
             qPrintable(tip));
    m_model->takeJobs({job(1, JobState::Failed)}); // what was unusual may be why
    QVERIFY(index.data(QueueModel::PredictionRole).toString().isEmpty());
    QCOMPARE(index.data(QueueModel::NoticesRole).toStringList().size(), 1);
    JobInfo again = job(1, JobState::Preparing);
    again.attempts = 1;
    m_model->takeJobs({again});
    QVERIFY(index.data(QueueModel::NoticesRole).toStringList().isEmpty());
}

void TestQueueModel::tenThousandJobs() {
    constexpr JobId kJobs = 10'000;
    m_tester.reset(); // it looks at every row after every signal
    QueueFilter filter;
    filter.setSourceModel(m_model.get());
    QElapsedTimer timer;
    timer.start();
    for (JobId first = 1; first <= kJobs; first += 500) {
        m_model->takePage({.jobs = jobs(first, first + 499), .isFirst = first == 1, .isLast = first + 500 > kJobs});
    }
    qInfo("pages: %lld ms", timer.restart());
    QCOMPARE(filter.rowCount(), static_cast<int>(kJobs));

    QSignalSpy changes(m_model.get(), &QueueModel::dataChanged);
    std::vector<JobInfo> every, block;
    for (JobId id = 1; id <= kJobs; id += 2) {
        every.push_back(job(id, JobState::Preparing));
    }
    for (JobId id = 2000; id < 3000; ++id) {
        block.push_back(job(id, JobState::Failed));
    }
    m_model->takeJobs(every);
    QCOMPARE(changes.size(), 1); // one range for all that is scattered
    m_model->takeJobs(block);
    QCOMPARE(changes.size(), 2);
    qInfo("6000 updates: %lld ms", timer.restart());
    for (int batch = 0; batch < 100; ++batch) {
        std::vector<TileNews> tiles;
        for (int i = 0; i < 10; ++i) {
            tiles.push_back({.job = 1 + 2 * i, .tile = batch % 27, .tiles = 27});
        }
        m_model->takeTiles(tiles);
    }
    qInfo("100 batches of tiles: %lld ms", timer.restart());
    filter.setText("sub-77");
    QCOMPARE(filter.rowCount(), 111);
    qInfo("filter: %lld ms", timer.restart());
    filter.setText({});
    std::vector<JobId> odd;
    for (JobId id = 1; id <= kJobs; id += 2) {
        odd.push_back(id);
    }
    m_model->takeRemoved(odd);
    QCOMPARE(filter.rowCount(), static_cast<int>(kJobs / 2));
    m_model->takeRemoved({2000, 2002, 2004});
    QCOMPARE(m_model->indexOf(2006).data(QueueModel::IdRole).toInt(), 2006);
    QVERIFY(m_model->move({10'000}, 2));
    QCOMPARE(m_model->indexOf(10'000).row(), 0);
    qInfo("removed and moved: %lld ms", timer.restart());
}

QTEST_MAIN(TestQueueModel)
#include "tst_queue_model.moc"
