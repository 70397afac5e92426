#include "tests/ui/named_widget.h"
#include "ui/bridge/engine.h"
#include "ui/models/devices_model.h"
#include "ui/models/prediction_words.h"
#include "ui/models/queue_model.h"
#include "ui/models/regions_model.h"
#include "ui/panels/devices_panel.h"
#include "ui/panels/queue_delegate.h"
#include "ui/panels/queue_panel.h"
#include "ui/panels/regions_panel.h"
#include "ui/panels/side_chart.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QPainter>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeView>
#include <QtTest>

#include <memory>

using namespace tessera;
using namespace tessera::ui;
using tessera::test::named;

namespace {

JobInfo job(JobId id, JobState state, const std::string& name = "sub-01_T1w") {
    return {.id = id, .name = name, .file = "/data/" + name + ".nii.gz", .state = state, .output = "/results"};
}

quantify::Measurement measurement() {
    quantify::Measurement out;
    for (const labels::Region& region : labels::brainColor().regions()) {
        const bool isLeft = region.hemisphere == labels::Hemisphere::Left;
        quantify::RegionStats stats{.number = region.number, .voxels = 10};
        stats.volumeMm3 = isLeft ? 3400 + 10 * region.number : 3400;
        stats.sharePercent = 0.4;
        if (region.counterpart) {
            const std::int32_t left = isLeft ? region.number : *region.counterpart;
            stats.asymmetryPercent = quantify::asymmetryPercent(3400.0 + 10 * left, 3400);
        }
        stats.meanAgreement = 0.91;
        out.regions.push_back(stats);
    }
    return out;
}

std::vector<DeviceState> devices(int second) {
    return {{.name = "cuda:0",
             .lanes = 2,
             .running = 2,
             .tiles = second * 2,
             .busySeconds = second * 1.9,
             .reservedBytes = 11'300'000'000,
             .budgetBytes = 24'000'000'000,
             .loadPercent = 97,
             .usedByUsBytes = 10'900'000'000,
             .usedByOthersBytes = 3'200'000'000,
             .temperatureC = 71},
            {.name = "cpu",
             .lanes = 1,
             .running = second % 2,
             .tiles = second / 4,
             .busySeconds = second * 0.45 + (second % 40 < 20 ? 0.5 * (second % 20) : 0),
             .reservedBytes = 1'300'000'000,
             .budgetBytes = 20'000'000'000,
             .loadPercent = 48,
             .usedByUsBytes = 1'250'000'000,
             .usedByOthersBytes = 6'100'000'000,
             .whyUnknown = "this system shows no temperature of the processor"}};
}

} // namespace

/// The panels as a person uses them. With TESSERA_PICTURES set, pictures of them go into that folder.
class TestUiPanels : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<QueueModel> m_queue;

    QByteArray asked() const {
        QFile file(m_folder->filePath("requests"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void fillQueue();
    static void picture(QWidget& widget, const QString& name);
    static void show(QWidget& widget, int width, int height) {
        widget.resize(width, height);
        widget.show();
        QVERIFY(QTest::qWaitForWindowExposed(&widget));
        QApplication::setActiveWindow(&widget); // there is no window manager that would
    }

  private slots:
    void init();
    void cleanup();
    void everyControlHasANameAndTheKeyboard();
    void theQueueInPictures();
    void jobsAreAskedFor();
    void devicesAreTypedAcceptedOrRefused();
    void whatEndedIsComputedAgainWhenConfirmed();
    void toTheFrontAndWhy();
    void jobsByKeyboard();
    void searchedAndGrouped();
    void anEngineThatGaveUp();
    void aThousandRowsAreDrawnFast();
    void devicesInPictures();
    void regionsShownAndChosen();
    void regionsStayWhileTilesLand();
    void totalsHaveTheirRoom();
    void regionsCopiedAndCompared();
    void durations();
};

void TestUiPanels::init() {
    QLocale::setDefault(QLocale::c());
    m_folder = std::make_unique<QTemporaryDir>();
    m_engine = std::make_unique<Engine>(
        EngineSettings{.program = FAKE_ENGINE, .options = {"plain", m_folder->path()}, .pausesMs = {0}});
    m_queue = std::make_unique<QueueModel>();
    m_queue->follow(*m_engine);
}

void TestUiPanels::cleanup() {
    m_engine.reset();
    m_queue.reset();
}

void TestUiPanels::picture(QWidget& widget, const QString& name) {
    const QString folder = qEnvironmentVariable("TESSERA_PICTURES");
    if (!folder.isEmpty()) {
        QVERIFY(widget.grab().save(folder + "/" + name + ".png"));
    }
}

void TestUiPanels::fillQueue() {
    JobInfo review = job(2, JobState::NeedsReview, "sub-02_ses-baseline_T1w");
    review.reasons = {{.code = "asymmetry", .sentence = "left and right volumes differ by 31 %"}};
    JobInfo failed = job(5, JobState::Failed, "a/very/deep/folder/with-a-file-whose-name-does-not-end_T1w");
    failed.reasons = {{.code = "NotAnImage",
                       .sentence = "/data/scan5.nii isn't an image: its header says 0 x 0 x 0 voxels. Export it anew"}};
    JobInfo running = job(3, JobState::Running, "sub-03_T1w");
    running.attempts = 1;
    m_queue->takeJobs({job(1, JobState::Done), review, running, job(4, JobState::Preparing, "sub-04_T1w"), failed,
                       job(6, JobState::Queued, "sub-06_T1w"), job(7, JobState::Queued, "sub-07_T1w"),
                       job(8, JobState::Paused, "sub-08_T1w"), job(9, JobState::Cancelled, "sub-09_T1w")});
    for (int tile = 0; tile < 13; ++tile) {
        m_queue->takeTiles({{.job = 3, .tile = tile * 2 % 27, .tiles = 27, .device = "cuda:0"}});
    }
    m_queue->takeProgress(
        {{.id = 3, .stage = JobState::Running, .fraction = 0.55, .step = "tile 13", .secondsLeft = 41.0},
         {.id = 4, .stage = JobState::Preparing, .fraction = 0.08, .step = "registration", .secondsLeft = 4000.0}});
    QImage image(60, 72, QImage::Format_RGB32);
    image.fill(Qt::black);
    QPainter painter(&image);
    painter.setBrush(Qt::gray);
    painter.drawEllipse(8, 8, 44, 56);
    painter.end();
    m_queue->setThumbnail(1, image);
}

void TestUiPanels::everyControlHasANameAndTheKeyboard() {
    DevicesModel devicesModel;
    RegionsModel regionsModel;
    QueuePanel queue(*m_engine, *m_queue);
    DevicesPanel devicesPanel(devicesModel);
    RegionsPanel regions(regionsModel);
    for (QWidget* const panel :
         {static_cast<QWidget*>(&queue), static_cast<QWidget*>(&devicesPanel), static_cast<QWidget*>(&regions)}) {
        for (QWidget* const widget : panel->findChildren<QWidget*>()) {
            const bool isControl =
                qobject_cast<QAbstractItemView*>(widget) != nullptr || qobject_cast<QComboBox*>(widget) != nullptr ||
                qobject_cast<QAbstractButton*>(widget) != nullptr || qobject_cast<QLineEdit*>(widget) != nullptr;
            const bool isInner = qobject_cast<QComboBox*>(widget->parentWidget()) != nullptr ||
                                 qobject_cast<QLineEdit*>(widget->parentWidget()) != nullptr ||
                                 widget->objectName().startsWith("qt_") || widget->inherits("QTableCornerButton") ||
                                 widget->inherits("QHeaderView") || widget->inherits("QComboBoxListView");
            if (isControl && !isInner) {
                const auto* const button = qobject_cast<QAbstractButton*>(widget);
                const QString name = widget->accessibleName();
                QVERIFY2(!name.isEmpty() || (button != nullptr && !button->text().isEmpty()),
                         widget->metaObject()->className());
                QVERIFY2(widget->focusPolicy() & Qt::TabFocus, qPrintable(name));
            }
        }
    }
}

void TestUiPanels::theQueueInPictures() {
    m_engine->start();
    QueuePanel panel(*m_engine, *m_queue);
    panel.setModels({"tessera-mini", "meshnet-subcortical-18"});
    show(panel, 330, 520);
    QTRY_COMPARE(m_engine->state(), EngineState::Ready);
    QVERIFY(named<QLabel>(panel, "Jobs in each state")->text().isEmpty());
    picture(panel, "queue-empty");
    fillQueue();
    QCOMPARE(named<QLabel>(panel, "Jobs in each state")->text(),
             QString("2_waiting · 1_preparing · 1_segmenting · 1_done · 1_needs_review · 1_failed · 1_cancelled · "
                     "1_paused")
                 .replace('_', QChar::Nbsp));
    panel.select(2);
    picture(panel, "queue-light");
    panel.showProblem("Job 4 can't be retried: it is preparing.");
    panel.resize(240, 520);
    picture(panel, "queue-narrow-problem");
    QPalette dark(QColor(45, 45, 48), QColor(37, 37, 38));
    dark.setColor(QPalette::Base, QColor(30, 30, 30));
    dark.setColor(QPalette::Highlight, QColor(10, 110, 180));
    panel.setPalette(dark);
    panel.resize(400, 520);
    picture(panel, "queue-dark");
}

void TestUiPanels::jobsAreAskedFor() {
    m_engine->start();
    QueuePanel panel(*m_engine, *m_queue);
    QTRY_COMPARE(m_engine->state(), EngineState::Ready);
    QTest::qWait(100); // the empty list of jobs
    fillQueue();
    show(panel, 330, 520);
    QTest::mouseClick(named<QToolButton>(panel, "Pause the queue"), Qt::LeftButton);
    QTRY_VERIFY(asked().contains("\"type\":\"pause\""));
    QVERIFY(m_engine->isHeld());
    auto* const retryAll = named<QToolButton>(panel, "Retry all failed jobs");
    QVERIFY(retryAll->isVisible());
    QTest::mouseClick(retryAll, Qt::LeftButton);
    QTRY_VERIFY(asked().contains("\"type\":\"retry\",\"jobs\":[5]"));
    auto* const policy = named<QComboBox>(panel, "Policy");
    policy->setFocus();
    QTest::keyClicks(policy, "seq");
    QTRY_VERIFY(
        asked().contains("\"type\":\"configure\",\"threads\":0,\"devices\":\"auto\",\"policy\":\"sequential\""));
    panel.choose("tessera-mini", "fp32", {"cpu", "resource-aware", 3});
    QCOMPARE(panel.chosenPrecision(), QString("fp32"));
    QTRY_VERIFY((panel.chosenCompute() == ComputeChoice{"cpu", "resource-aware", 3}));
    QVERIFY(asked().contains("\"threads\":3,\"devices\":\"cpu\",\"policy\":\"resource-aware\""));
}

/// As a person types them; only what the engine accepts stays.
void TestUiPanels::devicesAreTypedAcceptedOrRefused() {
    m_engine = std::make_unique<Engine>(
        EngineSettings{.program = FAKE_ENGINE, .options = {"picky", m_folder->path()}, .pausesMs = {0}});
    m_engine->start();
    QueuePanel panel(*m_engine, *m_queue);
    show(panel, 330, 520);
    QTRY_COMPARE(m_engine->state(), EngineState::Ready);
    auto* const devices = named<QComboBox>(panel, "Devices");
    QTRY_COMPARE(devices->count(), 3); // auto, cpu, and the GPU that there is
    QCOMPARE(devices->itemText(2), QString("cuda:0"));
    QCOMPARE(devices->itemData(2, Qt::ToolTipRole).toString(), QString("NVIDIA H100"));
    QSignalSpy saved(&panel, &QueuePanel::choiceChanged);
    devices->lineEdit()->selectAll();
    QTest::keyClicks(devices->lineEdit(), "cpu2");
    QCOMPARE(saved.size(), 0); // nothing is kept of what is still being typed
    QCOMPARE(panel.chosenCompute().devices, QString("auto"));
    QTest::keyClick(devices->lineEdit(), Qt::Key_Return);
    QTRY_COMPARE(panel.chosenCompute().devices, QString("cpu2"));
    QVERIFY(asked().contains("\"devices\":\"cpu2\""));
    QCOMPARE(saved.size(), 1);
    devices->lineEdit()->selectAll();
    QTest::keyClicks(devices->lineEdit(), "cuda:7");
    QTest::keyClick(devices->lineEdit(), Qt::Key_Return);
    auto* const wrong = named<QLabel>(panel, "What is wrong");
    QTRY_VERIFY(wrong->isVisible() && wrong->text().contains("there is no cuda:7"));
    QCOMPARE(devices->currentText(), QString("cpu2")); // and the panel says what is so
    QCOMPARE(panel.chosenCompute().devices, QString("cpu2"));
    devices->setFocus();
    devices->lineEdit()->selectAll();
    QTest::keyClicks(devices->lineEdit(), "cpu");
    QTest::keyClick(devices->lineEdit(), Qt::Key_Tab); // leaving it counts, too
    QTRY_COMPARE(panel.chosenCompute().devices, QString("cpu"));
    QVERIFY(!wrong->isVisible());
    auto* const threads = named<QSpinBox>(panel, "Threads");
    threads->setFocus();
    QTest::keyClick(threads, Qt::Key_Up);
    QTRY_COMPARE(panel.chosenCompute().threads, 1);
    panel.choose("", "auto", {"cuda:7", "resource-aware", 0}); // as kept from another day
    QTRY_VERIFY(wrong->isVisible() && wrong->text().contains("there is no cuda:7"));
    QCOMPARE(devices->currentText(), QString("cpu"));
    QCOMPARE(threads->value(), 1);
}

void TestUiPanels::whatEndedIsComputedAgainWhenConfirmed() {
    m_engine->start();
    QueuePanel panel(*m_engine, *m_queue);
    QTRY_COMPARE(m_engine->state(), EngineState::Ready);
    QTest::qWait(100);
    fillQueue();
    show(panel, 330, 520);
    auto* const list = named<QListView>(panel, "Jobs");
    list->setFocus();
    panel.select(2);
    QTest::keyClick(list, Qt::Key_R, Qt::ControlModifier); // of a result in doubt it would change nothing
    const auto press = [&](const QString& button) {
        QTest::keyClick(list, Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        auto* const question = panel.findChild<QMessageBox*>();
        QVERIFY(question != nullptr && question->isVisible());
        QVERIFY(question->text().contains("1") && question->informativeText().contains("replaced"));
        for (QAbstractButton* const each : question->buttons()) {
            if (each->text() == button) {
                QTest::mouseClick(each, Qt::LeftButton);
            }
        }
        QTRY_VERIFY(panel.findChild<QMessageBox*>() == nullptr);
    };
    press("Cancel");
    QTest::qWait(100);
    QVERIFY(!asked().contains("\"type\":\"retry\""));
    press("Compute again");
    QTRY_VERIFY(asked().contains("\"type\":\"retry\",\"jobs\":[2],\"replace\":true"));
}

void TestUiPanels::toTheFrontAndWhy() {
    m_engine->start();
    QueuePanel panel(*m_engine, *m_queue);
    QTRY_COMPARE(m_engine->state(), EngineState::Ready);
    QTest::qWait(100);
    fillQueue();
    show(panel, 330, 520);
    auto* const list = named<QListView>(panel, "Jobs");
    list->setFocus();
    panel.select(8);
    QTest::keyClick(list, Qt::Key_Home, Qt::AltModifier);
    QTRY_VERIFY(asked().contains("\"type\":\"reorder\",\"jobs\":[8],\"before\":6"));
    QSignalSpy why(&panel, &QueuePanel::whyAsked);
    panel.select(5);
    QTest::keyClick(list, Qt::Key_I, Qt::ControlModifier);
    QCOMPARE(why.size(), 1);
    QVERIFY(why[0][0].toString().contains("0 x 0 x 0 voxels. Export it anew"));
}

void TestUiPanels::jobsByKeyboard() {
    m_engine->start();
    QueuePanel panel(*m_engine, *m_queue);
    QTRY_COMPARE(m_engine->state(), EngineState::Ready);
    QTest::qWait(100);
    fillQueue();
    show(panel, 330, 520);
    auto* const list = named<QListView>(panel, "Jobs");
    list->setFocus();
    QSignalSpy opened(&panel, &QueuePanel::openRequested);
    QSignalSpy folders(&panel, &QueuePanel::folderRequested);
    panel.select(2);
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened.at(0).at(0).value<JobInfo>().id, JobId{2});
    QTest::keyClick(list, Qt::Key_L, Qt::ControlModifier);
    QCOMPARE(folders.size(), 1);
    panel.select(7);
    QTest::keyClick(list, Qt::Key_Up, Qt::AltModifier);
    QTRY_VERIFY(asked().contains("\"type\":\"reorder\",\"jobs\":[7],\"before\":6"));
    QCOMPARE(m_queue->indexOf(7).row() + 1, m_queue->indexOf(6).row());
    QTest::keyClick(list, Qt::Key_Down, Qt::AltModifier);
    QTRY_VERIFY(asked().contains("\"type\":\"reorder\",\"jobs\":[7],\"before\":8"));
    QCOMPARE(panel.selected(), std::vector<JobId>{7});
    QTest::keyClick(list, Qt::Key_Period, Qt::ControlModifier);
    QTRY_VERIFY(asked().contains("\"type\":\"cancel\",\"jobs\":[7]"));
    QTest::keyClick(list, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(list, Qt::Key_R, Qt::ControlModifier);
    QTRY_VERIFY(asked().contains("\"type\":\"retry\",\"jobs\":[5,9]")); // those that can be
    panel.select(8);
    QTest::keyClick(list, Qt::Key_P, Qt::ControlModifier);
    QTRY_VERIFY(asked().contains("\"type\":\"resume\",\"jobs\":[8]"));
    QTest::keyClick(list, Qt::Key_Delete);
    QTRY_VERIFY(asked().contains("\"type\":\"remove\",\"jobs\":[8]"));
}

void TestUiPanels::searchedAndGrouped() {
    fillQueue();
    QueuePanel panel(*m_engine, *m_queue);
    show(panel, 330, 520);
    auto* const list = named<QListView>(panel, "Jobs");
    QTest::keyClicks(named<QLineEdit>(panel, "Search jobs"), "isn't an image");
    QCOMPARE(list->model()->rowCount(), 1);
    QTest::keyClicks(named<QLineEdit>(panel, "Search jobs"), " at all");
    QCOMPARE(list->model()->rowCount(), 0);
    QVERIFY(!list->isVisible());
    picture(panel, "queue-nothing-found");
    named<QLineEdit>(panel, "Search jobs")->clear();
    QTest::keyClick(named<QComboBox>(panel, "Jobs that are shown"), Qt::Key_N); // needs review
    QCOMPARE(list->model()->rowCount(), 1);
    QVERIFY(list->isVisible());
}

void TestUiPanels::anEngineThatGaveUp() {
    Engine engine({.program = FAKE_ENGINE, .options = {"dies", m_folder->path()}, .pausesMs = {0}});
    fillQueue();
    QueuePanel panel(engine, *m_queue);
    show(panel, 330, 520);
    engine.start();
    QTRY_COMPARE(engine.state(), EngineState::GivenUp);
    QVERIFY(named<QLabel>(panel, "What is wrong")->text().contains("the queue is on fire"));
    picture(panel, "queue-gave-up");
    auto* const again = named<QToolButton>(panel, "Start the engine again");
    QVERIFY(again->isVisible());
    QTest::mouseClick(again, Qt::LeftButton);
    QVERIFY(engine.state() != EngineState::GivenUp);
    QTRY_COMPARE(engine.state(), EngineState::GivenUp);
}

void TestUiPanels::aThousandRowsAreDrawnFast() {
    std::vector<JobInfo> jobs;
    for (JobId id = 1; id <= 10'000; ++id) {
        jobs.push_back(job(id, JobState::Queued, "sub-" + std::to_string(id) + "_T1w"));
    }
    QueuePanel panel(*m_engine, *m_queue);
    show(panel, 330, 520);
    QElapsedTimer timer;
    timer.start();
    m_queue->takeJobs(jobs);
    panel.repaint();
    const qint64 filled = timer.restart();
    auto* const list = named<QListView>(panel, "Jobs");
    for (int i = 0; i < 100; ++i) {
        list->verticalScrollBar()->setValue(list->verticalScrollBar()->maximum() * i / 100);
        panel.repaint();
    }
    qInfo("10000 jobs are there after %lld ms; 100 pictures took %lld ms", filled, timer.elapsed());
    QCOMPARE(list->model()->rowCount(), 10'000);
}

void TestUiPanels::devicesInPictures() {
    DevicesModel model;
    DevicesPanel panel(model);
    show(panel, 600, 220); // as between two other docks
    picture(panel, "devices-empty");
    for (int second = 0; second < 150; ++second) {
        model.takeDevices(devices(second), second);
    }
    picture(panel, "devices");
    const auto* const table = named<QTableView>(panel, "Devices");
    for (int row = 0; row < model.rowCount(); ++row) { // all of it is seen
        for (int column = 0; column < DevicesModel::Columns; ++column) {
            const QModelIndex cell = model.index(row, column);
            QVERIFY(table->viewport()->rect().contains(table->visualRect(cell)));
            QVERIFY2(table->visualRect(cell).width() > table->fontMetrics().horizontalAdvance(cell.data().toString()),
                     qPrintable(cell.data().toString()));
        }
    }
    QCOMPARE(model.index(1, DevicesModel::Temperature).data().toString(), QString("–"));
    auto* const plot = named<QWidget>(panel, "How busy the devices were over the last three minutes");
    QVERIFY(plot->accessibleDescription().contains("cuda:0"));
    const QImage image = plot->grab().toImage(); // something is drawn there
    QVERIFY(image != QImage(image.size(), image.format()));
}

void TestUiPanels::regionsShownAndChosen() {
    RegionsModel model;
    RegionsPanel panel(model);
    show(panel, 380, 560);
    picture(panel, "regions-empty");
    model.setMeasurement(labels::brainColor(), measurement());
    picture(panel, "regions");
    QSignalSpy chosen(&panel, &RegionsPanel::regionChosen);
    QSignalSpy visibility(&panel, &RegionsPanel::visibilityChanged);
    auto* const tree = named<QTreeView>(panel, "Regions");
    QTest::keyClicks(named<QLineEdit>(panel, "Search regions"), "left hippoc");
    const QModelIndex group = tree->model()->index(0, 0);
    const QModelIndex region = tree->model()->index(1, 0, group);
    QCOMPARE(region.data().toString(), QString("Left Hippocampus"));
    QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(region).center());
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.at(0).at(0).toInt(), 48);
    QTest::keyClick(tree, Qt::Key_Space);
    QCOMPARE(visibility.size(), 1);
    QVERIFY(!model.visible().contains(48));
    picture(panel, "regions-search");
    QTest::keyClick(tree, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(model.visible(), std::set<std::int32_t>{48});
    QTest::mouseClick(named<QToolButton>(panel, "Show no region"), Qt::LeftButton);
    QVERIFY(model.visible().empty());
    QTest::mouseClick(named<QToolButton>(panel, "Show all regions"), Qt::LeftButton);
    QCOMPARE(model.visible().size(), std::size_t{132});
    named<QLineEdit>(panel, "Search regions")->clear();
    chosen.clear();
    panel.setCurrentRegion(23); // the cursor went there: nobody chose it here
    QCOMPARE(chosen.size(), 0);
    QCOMPARE(tree->currentIndex().data(RegionsModel::NumberRole).toInt(), 23);
    panel.setCurrentRegion(0);
    QTest::keyClick(named<QComboBox>(panel, "Group regions"), Qt::Key_N);
    QCOMPARE(tree->model()->rowCount(), 132);
    picture(panel, "regions-flat");
    QVERIFY(tree->isColumnHidden(RegionsModel::Agreement)); // names need the room
    panel.resize(700, 560);
    QVERIFY(!tree->isColumnHidden(RegionsModel::Agreement));
    picture(panel, "regions-wide");
}

void TestUiPanels::regionsStayWhileTilesLand() {
    RegionsModel model;
    RegionsPanel panel(model);
    show(panel, 380, 360);
    model.setMeasurement(labels::brainColor(), {});
    auto* const tree = named<QTreeView>(panel, "Regions");
    tree->collapse(tree->model()->index(0, 0));
    panel.setCurrentRegion(30);
    tree->verticalScrollBar()->setValue(tree->verticalScrollBar()->maximum() / 2);
    const int scrolled = tree->verticalScrollBar()->value();
    QVERIFY(scrolled > 0);
    model.setMeasurement(labels::brainColor(), {});            // the next tile
    model.setMeasurement(labels::brainColor(), measurement()); // the result
    QVERIFY(!tree->isExpanded(tree->model()->index(0, 0)) && tree->isExpanded(tree->model()->index(1, 0)));
    QCOMPARE(tree->currentIndex().data(RegionsModel::NumberRole).toInt(), 30);
    QVERIFY(tree->selectionModel()->isSelected(tree->currentIndex()));
    QCOMPARE(tree->verticalScrollBar()->value(), scrolled);
    QVERIFY(!named<QWidget>(panel, "Left and right volumes")->accessibleDescription().contains("Nothing"));
}

void TestUiPanels::totalsHaveTheirRoom() {
    for (const auto language : {QLocale::English, QLocale::German, QLocale::French, QLocale::Romanian}) {
        QLocale::setDefault(QLocale(language));
        RegionsModel model;
        RegionsPanel panel(model);
        quantify::Measurement all = measurement();
        for (quantify::RegionStats& region : all.regions) {
            region.volumeMm3 = region.number == 44 ? 1'478'880 : region.volumeMm3; // the white matter of a side
        }
        model.setMeasurement(labels::brainColor(), all);
        show(panel, 380, 560);
        auto* const tree = named<QTreeView>(panel, "Regions");
        int widest = 0;
        for (int row = 0; row < tree->model()->rowCount(); ++row) {
            const QModelIndex index = tree->model()->index(row, RegionsModel::Volume);
            widest = std::max(widest, tree->itemDelegate()->sizeHint(QStyleOptionViewItem(), index).width());
            widest = std::max(widest, tree->fontMetrics().horizontalAdvance(index.data().toString()) + 4);
        }
        QVERIFY2(widest <= tree->columnWidth(RegionsModel::Volume), qPrintable(QString::number(widest)));
    }
    QLocale::setDefault(QLocale::c());
}

void TestUiPanels::regionsCopiedAndCompared() {
    RegionsModel model;
    RegionsPanel panel(model);
    model.setMeasurement(labels::brainColor(), measurement());
    show(panel, 380, 560);
    QSignalSpy chosen(&panel, &RegionsPanel::regionChosen);
    auto* const chart = panel.findChild<SideChart*>();
    QVERIFY(chart->rowsShown() >= 2);
    const double row = chart->fontMetrics().height() * 1.35;
    QTest::mouseClick(chart, Qt::LeftButton, {}, QPoint(30, static_cast<int>(1.5 * row)));
    QCOMPARE(chosen.size(), 1);
    const std::int32_t left = chosen.at(0).at(0).toInt();
    QCOMPARE(labels::brainColor().find(left)->hemisphere, labels::Hemisphere::Left);
    chart->setFocus();
    QTest::keyClick(chart, Qt::Key_Right);
    QCOMPARE(chosen.last().at(0).toInt(), *labels::brainColor().find(left)->counterpart);
    QTest::keyClick(chart, Qt::Key_Down);
    QVERIFY(chosen.last().at(0).toInt() != left);
    picture(panel, "regions-compared");

    panel.setCurrentRegion(48);
    auto* const tree = named<QTreeView>(panel, "Regions");
    tree->setFocus();
    QTest::keyClick(tree, Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = QApplication::clipboard()->text().split('\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY2(lines[1].startsWith("48\tLeft Hippocampus\tleft\t3.8800\t"), qPrintable(lines[1]));
}

void TestUiPanels::durations() {
    QCOMPARE(durationWords(0.2), QString("1 s"));
    QCOMPARE(durationWords(41), QString("41 s"));
    QCOMPARE(durationWords(150), QString("3 min"));
    QCOMPARE(durationWords(4000), QString("1 h 7 min"));
}

QTEST_MAIN(TestUiPanels)
#include "tst_ui_panels.moc"
