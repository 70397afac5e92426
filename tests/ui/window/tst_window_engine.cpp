#include "tests/support/tiny_bundle.h"
#include "tests/support/tiny_scan.h"
#include "tests/ui/window/window_test.h"
#include "ui/panels/queue_panel.h"
#include "ui/window/main_window.h"
#include "ui/window/settings_dialog.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>

#include <signal.h>

#include <memory>

using namespace tessera;
using namespace tessera::ui;
namespace fs = std::filesystem;

/// What a person does to jobs in the window, and the engine's death under it.
class TestWindowEngine : public QObject {
    Q_OBJECT

  public:
    explicit TestWindowEngine(fs::path root) : m_root(std::move(root)) {}

  private:
    const fs::path m_root;
    std::unique_ptr<MainWindow> m_window;

    fs::path scan(const std::string& name) const { return m_root / "scans" / (name + ".nii"); }
    fs::path result(const std::string& name) const { return m_root / "scans/tessera/bundle" / (name + "_dseg.nii.gz"); }
    bool isIn(JobId job, JobState state) const {
        const auto info = m_window->queue().job(job);
        return info && info->state == state;
    }
    bool hasEnded(JobId job) const {
        const auto info = m_window->queue().job(job);
        return info && info->hasResult();
    }
    int tilesOf(JobId job) const { return m_window->queue().indexOf(job).data(QueueModel::TilesDoneRole).toInt(); }
    void pressInQueue(JobId job, Qt::Key key) const {
        m_window->findChild<QueuePanel*>()->select(job);
        auto* list = test::named<QListView>(*m_window, "Jobs");
        list->setFocus();
        QTest::keyClick(list, key, Qt::ControlModifier);
    }

  private slots:
    void initTestCase();
    void init();
    void cancelAndRetry();
    void killedInTheMiddle();
    void savedDevicesAreUsed();
    void settingsDialogKeepsTheQueuesChoices();
    void closedAndOpenedInTheMiddle();
};

void TestWindowEngine::initTestCase() {
    test::writeTinyBundle(m_root / "bundle");
    fs::create_directories(m_root / "scans");
    for (const char* name : {"cancelled", "killed", "closed"}) {
        test::tinyNifti(test::tinyScan()).write(scan(name));
    }
    Settings settings;
    settings.model = test::toQString(m_root / "bundle");
    settings.save();
}

void TestWindowEngine::init() {
    m_window.reset();
    m_window = std::make_unique<MainWindow>(EngineSettings{
        .program = TESSERA_CLI, .queueFolder = m_root / "queue", .options = {"--devices", "emu-8g+lanes=1"}});
    QVERIFY(test::showInFront(*m_window));
    QTRY_COMPARE_WITH_TIMEOUT(m_window->engine().state(), EngineState::Ready, 30'000);
}

void TestWindowEngine::cancelAndRetry() {
    fs::current_path(m_root / "scans");
    m_window->take({"cancelled.nii"}); // as typed on a command line
    QTRY_VERIFY_WITH_TIMEOUT(tilesOf(1) >= 2, 60'000);
    pressInQueue(1, Qt::Key_Period);
    QTRY_VERIFY_WITH_TIMEOUT(isIn(1, JobState::Cancelled), 30'000);
    QVERIFY(!fs::exists(result("cancelled")));
    pressInQueue(1, Qt::Key_R);
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(1), 120'000);
    QTRY_VERIFY_WITH_TIMEOUT((m_window->page().files() == CaseFiles{scan("cancelled"), result("cancelled")}), 20'000);
}

void TestWindowEngine::killedInTheMiddle() {
    QVERIFY(test::drop(*m_window, {scan("killed")}));
    QTRY_VERIFY_WITH_TIMEOUT(tilesOf(2) >= 5, 60'000);
    const auto* wrong = test::named<QLabel>(*m_window, "What is wrong");
    QString told; // it is only a moment
    QObject listener;
    connect(&m_window->engine(), &Engine::stateChanged, &listener,
            [&] { told += wrong->isVisible() ? wrong->text() : QString(); });
    const qint64 first = m_window->engine().processId();
    QVERIFY(first > 0 && ::kill(static_cast<pid_t>(first), SIGKILL) == 0);
    QTRY_VERIFY_WITH_TIMEOUT(told.contains("started again"), 10'000);
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(2), 120'000);
    QVERIFY(!wrong->isVisible());
    QVERIFY(m_window->engine().processId() != first);
    QVERIFY(hasEnded(1)); // and the queue knows the rest still
    QTRY_VERIFY_WITH_TIMEOUT((m_window->page().files() == CaseFiles{scan("killed"), result("killed")}), 20'000);
    QCOMPARE(m_window->engine().misunderstood(), 0);
}

void TestWindowEngine::savedDevicesAreUsed() {
    Settings settings = Settings::load();
    settings.devices = "2xemu-8g";
    settings.policy = "sequential";
    settings.save();
    init();
    std::vector<DeviceState> devices;
    QObject listener;
    connect(&m_window->engine(), &Engine::devicesChanged, &listener, [&](const auto& news) { devices = news; });
    QTRY_COMPARE_WITH_TIMEOUT(devices.size(), std::size_t{2}, 30'000);
    QTRY_COMPARE(m_window->findChild<QueuePanel*>()->chosenCompute().devices, settings.devices);
    m_window.reset();
    settings.devices = "cuda:7"; // of a GPU that isn't there any more
    settings.save();
    init();
    const auto* wrong = test::named<QLabel>(*m_window, "What is wrong");
    QTRY_VERIFY_WITH_TIMEOUT(wrong->isVisible() && wrong->text().contains("cuda"), 10'000);
    QCOMPARE(test::named<QComboBox>(*m_window, "Devices")->currentText(), QString("auto"));
    QCOMPARE(Settings::load().devices, QString("auto")); // only what the engine accepted is kept
    m_window.reset();
    settings.devices = "auto";
    settings.policy = Settings().policy;
    settings.save();
}

void TestWindowEngine::settingsDialogKeepsTheQueuesChoices() {
    for (QAction* action : m_window->findChildren<QAction*>()) {
        if (action->text() == "Settings...") {
            action->trigger();
        }
    }
    auto* dialog = m_window->findChild<SettingsDialog*>();
    QVERIFY(dialog != nullptr && dialog->isVisible());
    auto* precision = test::named<QComboBox>(*m_window, "Precision");
    precision->setCurrentText("fp32"); // while the dialog is open
    auto* folder = test::named<QLineEdit>(*dialog, "Folder for results");
    folder->setText(test::toQString(m_root / "elsewhere"));
    QTest::keyClick(folder, Qt::Key_Tab);
    emit folder->editingFinished();
    QCOMPARE(Settings::load().precision, QString("fp32"));
    QCOMPARE(Settings::load().resultsFolder, test::toQString(m_root / "elsewhere"));
    dialog->close();
    Settings settings = Settings::load();
    settings.precision = "auto";
    settings.resultsFolder.clear();
    settings.save();
}

void TestWindowEngine::closedAndOpenedInTheMiddle() {
    QVERIFY(test::drop(*m_window, {scan("closed")}));
    QTRY_VERIFY_WITH_TIMEOUT(tilesOf(3) >= 3, 60'000);
    const qint64 engine = m_window->engine().processId();
    QElapsedTimer clock;
    clock.start();
    m_window->close();
    test::pressButton(*m_window, "Stop and close");
    QTRY_COMPARE_WITH_TIMEOUT(m_window->engine().state(), EngineState::Stopped, 5'000);
    QVERIFY2(clock.elapsed() < 5'000, qPrintable(QString::number(clock.elapsed())));
    m_window.reset();
    QVERIFY(!fs::exists(fs::path("/proc") / std::to_string(engine)));
    QVERIFY(!fs::exists(result("closed")));
    init();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(3), 120'000); // goes on by itself
    QVERIFY(fs::exists(result("closed")));
}

int main(int argc, char** argv) {
    return test::runWindowTest<TestWindowEngine>(argc, argv);
}
#include "tst_window_engine.moc"
