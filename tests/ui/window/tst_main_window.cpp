#include "core/image/image_io.h"
#include "tests/support/tiny_bundle.h"
#include "tests/support/tiny_meshnet.h"
#include "tests/support/tiny_scan.h"
#include "tests/ui/window/window_test.h"
#include "ui/dialogs/series_chooser.h"
#include "ui/panels/queue_panel.h"
#include "ui/panels/regions_panel.h"
#include "ui/window/cheat_sheet.h"
#include "ui/window/main_window.h"
#include "ui/window/message_bar.h"
#include "ui/window/settings_dialog.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QListView>
#include <QStatusBar>
#include <QTreeView>

#include <fstream>
#include <memory>

using namespace tessera;
using namespace tessera::ui;
namespace fs = std::filesystem;

/// The window with the real engine, a model and a scan that take seconds, as a person uses it. The tests are steps of
/// one session.
class TestMainWindow : public QObject {
    Q_OBJECT

  public:
    explicit TestMainWindow(fs::path root) : m_root(std::move(root)) {}

  private:
    const fs::path m_root;
    std::unique_ptr<MainWindow> m_window;

    fs::path scan(const std::string& name) const { return m_root / "scans" / (name + ".nii"); }
    fs::path result(const std::string& name) const { return m_root / "scans/tessera/bundle" / (name + "_dseg.nii.gz"); }
    CasePage& page() const { return m_window->page(); }
    ViewerState& state() const { return page().state(); }
    bool hasCase(const CaseFiles& files) const { return page().files() == files && !page().loader().isBusy(); }
    bool hasEnded(JobId job) const {
        const auto info = m_window->queue().job(job);
        return info && info->hasResult();
    }
    /// Of a person who looks at the views.
    void press(Qt::Key key) const {
        page().views().active().setFocus();
        QTest::keyClick(QApplication::focusWidget(), key);
    }

  private slots:
    void initTestCase();
    void saysWhatItIsNot();
    void droppedScanIsShownAndSegmented();
    void droppedScanWithItsMapOpensBoth();
    void keysOfTheLabels();
    void keysOfTheViews();
    void cheatSheetComesAndGoes();
    void whatIsNoImageIsToldAndTheNextJobRuns();
    void nextAndPreviousCase();
    void aPreviewIsMarkedAndReplaced();
    void aProblemStaysWhileTheScanOpens();
    void unclearSeriesAreAskedFor();
    void closingEndsTheEngine();
};

void TestMainWindow::initTestCase() {
    test::writeTinyBundle(m_root / "bundle");
    test::writeTinyMeshnet(m_root / "quick");
    fs::create_directories(m_root / "scans");
    const FloatVolume head = test::tinyScan();
    for (const char* name : {"a", "b", "other", "previewed"}) {
        test::tinyNifti(head).write(scan(name));
    }
    std::vector<std::int32_t> map(head.voxels.size());
    for (std::size_t i = 0; i < map.size(); ++i) {
        map[i] = head.voxels[i] > 60 ? 47 : 0; // right hippocampus
    }
    writeImage(m_root / "scans/other_dseg.nii.gz", head.geometry, compactLabels(map), Intent::Label);
    std::ofstream(scan("words")) << "no image at all";

    Settings settings;
    settings.model = test::toQString(m_root / "bundle");
    settings.preview = "never";
    settings.previewModel = test::toQString(m_root / "quick");
    settings.save();
    m_window = std::make_unique<MainWindow>(EngineSettings{
        .program = TESSERA_CLI, .queueFolder = m_root / "queue", .options = {"--devices", "emu-8g+lanes=1"}});
    QVERIFY(test::showInFront(*m_window));
    QCOMPARE(m_window->findChild<QueuePanel*>()->chosenModel(), settings.model);
}

void TestMainWindow::saysWhatItIsNot() {
    const auto* line =
        test::named<QLabel>(*m_window->statusBar(), "What this program is for, and the state of the case");
    QVERIFY(line != nullptr && line->isVisible());
    QVERIFY(line->text().contains("not a medical device"));
}

void TestMainWindow::droppedScanIsShownAndSegmented() {
    bool wasLive = false; // tiles were seen as they landed
    QObject listener;
    connect(&state(), &ViewerState::labelsChanged, &listener,
            [&] { wasLive = wasLive || (state().labels() && state().labels()->isProvisional); });
    QVERIFY(test::drop(*m_window, {scan("a")}));
    QTRY_VERIFY_WITH_TIMEOUT(hasCase({scan("a"), {}}), 20'000); // at once, before there is a result
    QVERIFY(state().image() && state().image()->file == scan("a"));
    QTRY_COMPARE_WITH_TIMEOUT(m_window->queue().rowCount(), 1, 20'000);
    QCOMPARE(m_window->queue().jobAt(0).file, scan("a"));
    const auto* list = test::named<QListView>(*m_window, "Jobs");
    QVERIFY(list->isVisible() && list->model()->rowCount() == 1);

    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(1), 120'000);
    QTRY_VERIFY_WITH_TIMEOUT(hasCase({scan("a"), result("a")}), 20'000); // by itself
    QVERIFY(wasLive);
    QVERIFY(state().labels() && !state().labels()->isProvisional && !state().labels()->measurement.regions.empty());
    const auto* regions = m_window->findChild<RegionsPanel*>()->findChild<QTreeView*>();
    QVERIFY(regions->isVisible() && regions->model()->rowCount() > 0);
    const auto* line =
        test::named<QLabel>(*m_window->statusBar(), "What this program is for, and the state of the case");
    QVERIFY(line->text().contains("not a medical device") && line->text().contains("needs review"));
    QCOMPARE(Settings::recentFiles().value(0), test::toQString(scan("a")));
}

void TestMainWindow::droppedScanWithItsMapOpensBoth() {
    const fs::path map = m_root / "scans/other_dseg.nii.gz";
    QVERIFY(test::drop(*test::named<QListView>(*m_window, "Jobs")->viewport(), {map, scan("other")})); // anywhere
    QTRY_VERIFY_WITH_TIMEOUT(hasCase({scan("other"), map}), 20'000);
    QVERIFY(state().labels() && state().labels()->table.find(47) != nullptr);
    QTest::qWait(300);
    QCOMPARE(m_window->queue().rowCount(), 1);
}

void TestMainWindow::keysOfTheLabels() {
    press(Qt::Key_S);
    QVERIFY(!state().overlay().shown);
    press(Qt::Key_S);
    QVERIFY(state().overlay().shown);
    const double before = state().overlay().opacity;
    press(Qt::Key_D);
    QVERIFY(state().overlay().opacity > before + 0.05);
    press(Qt::Key_A);
    press(Qt::Key_A);
    QVERIFY(state().overlay().opacity < before - 0.05);
    for (int i = 0; i < 15; ++i) {
        press(Qt::Key_A);
    }
    QCOMPARE(state().overlay().opacity, 0.0);
    for (int i = 0; i < 15; ++i) {
        press(Qt::Key_D);
    }
    QCOMPARE(state().overlay().opacity, 1.0);
}

void TestMainWindow::keysOfTheViews() {
    using Arrangement = ViewGrid::Arrangement;
    const std::pair<Qt::Key, Arrangement> keys[] = {{Qt::Key_1, Arrangement::Axial},
                                                    {Qt::Key_2, Arrangement::Coronal},
                                                    {Qt::Key_3, Arrangement::Sagittal},
                                                    {Qt::Key_4, Arrangement::Volume},
                                                    {Qt::Key_0, Arrangement::Grid}};
    for (const auto& [key, arrangement] : keys) {
        QTest::keyClick(m_window.get(), key);
        QCOMPARE(page().views().arrangement(), arrangement);
    }
}

void TestMainWindow::cheatSheetComesAndGoes() {
    press(Qt::Key_F1);
    QPointer<CheatSheet> sheet = m_window->findChild<CheatSheet*>();
    QVERIFY(sheet && sheet->isVisible());
    press(Qt::Key_F1);
    QTRY_VERIFY(!sheet); // gone, not a second one
    press(Qt::Key_F1);
    sheet = m_window->findChild<CheatSheet*>();
    QVERIFY(sheet && test::showInFront(*sheet));
    QTest::keyClick(sheet, Qt::Key_F1);
    QTRY_VERIFY(!sheet);
    QApplication::setActiveWindow(m_window.get());
    press(Qt::Key_F1);
    sheet = m_window->findChild<CheatSheet*>();
    QVERIFY(sheet);
    QTest::keyClick(sheet, Qt::Key_Escape);
    QTRY_VERIFY(!sheet);
    QApplication::setActiveWindow(m_window.get());
}

void TestMainWindow::whatIsNoImageIsToldAndTheNextJobRuns() {
    const auto isTold = [&] {
        for (int row = 0; row < m_window->queue().rowCount(); ++row) {
            const JobInfo job = m_window->queue().jobAt(row);
            if (job.state == JobState::Failed && !job.reasons.empty() &&
                job.reasons[0].sentence.contains("words.nii")) {
                return true;
            }
        }
        return page().messages().text().contains("words.nii");
    };
    QVERIFY(test::drop(*m_window, {scan("words")}));
    QTRY_VERIFY_WITH_TIMEOUT(isTold(), 20'000);
    QVERIFY((page().files() == CaseFiles{scan("other"), m_root / "scans/other_dseg.nii.gz"})); // stays in front
    QVERIFY(test::drop(*m_window, {scan("b")}));
    QTRY_VERIFY_WITH_TIMEOUT(fs::exists(result("b")), 120'000);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->queue().jobsAtWork().size(), std::size_t{0}, 20'000);
    QVERIFY((page().files() == CaseFiles{scan("other"), m_root / "scans/other_dseg.nii.gz"}));
}

void TestMainWindow::nextAndPreviousCase() {
    press(Qt::Key_N);
    QTRY_VERIFY_WITH_TIMEOUT(hasCase({scan("a"), result("a")}), 20'000);
    press(Qt::Key_N);
    QTRY_VERIFY_WITH_TIMEOUT(hasCase({scan("b"), result("b")}), 20'000);
    press(Qt::Key_N); // the last
    QVERIFY(hasCase({scan("b"), result("b")}));
    press(Qt::Key_P);
    QTRY_VERIFY_WITH_TIMEOUT(hasCase({scan("a"), result("a")}), 20'000);
    press(Qt::Key_P);
    QVERIFY(hasCase({scan("a"), result("a")}));
}

void TestMainWindow::aPreviewIsMarkedAndReplaced() {
    for (QAction* action : m_window->findChildren<QAction*>()) {
        if (action->text() == "Settings...") {
            action->trigger();
        }
    }
    auto* dialog = m_window->findChild<SettingsDialog*>();
    auto* choice = test::named<QComboBox>(*dialog, "Quick preview");
    QVERIFY(choice != nullptr && choice->currentText() == "Never");
    QVERIFY(test::showInFront(*dialog));
    QTest::keyClick(choice, Qt::Key_Up);
    QCOMPARE(choice->currentText(), QString("Always"));
    QCOMPARE(Settings::load().preview, QString("always"));
    dialog->close();
    page().close();
    const auto* rows = m_window->findChild<RegionsPanel*>()->findChild<QTreeView*>()->model();
    const auto* line =
        test::named<QLabel>(*m_window->statusBar(), "What this program is for, and the state of the case");
    QStringList seen;     // what the labels were by, one after the other
    bool isMarked = true; // whenever a preview was shown
    QObject listener;
    connect(&page().state(), &ViewerState::cursorChanged, &listener, [&] { // the last of what other labels change
        const auto& labels = state().labels();
        if (!labels) {
            return;
        }
        const bool isPreview = !labels->previewBy.empty();
        const QString by =
            isPreview ? QString::fromStdString(labels->previewBy) : QString(labels->isProvisional ? "tiles" : "result");
        if (seen.isEmpty() || seen.last() != by) {
            seen << by;
        }
        if (isPreview) {
            isMarked = isMarked && labels->isProvisional && !labels->hasSides && rows->rowCount() == 0 &&
                       state().reading().isPreview &&
                       line->text().contains("preview by another model (tiny-meshnet)") &&
                       labels->table.name() == "tiny-meshnet";
        } else {
            isMarked = isMarked && !state().reading().isPreview && !line->text().contains("preview by") &&
                       labels->table.name() != "tiny-meshnet";
        }
    });
    QVERIFY(test::drop(*m_window, {scan("previewed")}));
    QTRY_VERIFY_WITH_TIMEOUT(hasCase({scan("previewed"), result("previewed")}), 180'000);
    QCOMPARE(seen, (QStringList{"tiny-meshnet", "tiles", "result"}));
    QVERIFY(isMarked && rows->rowCount() > 0);
}

void TestMainWindow::aProblemStaysWhileTheScanOpens() {
    page().close();
    QVERIFY(!state().image() && !state().labels());
    QVERIFY(test::drop(*m_window, {scan("other"), m_root / "scans/gone.nii"}));
    QTRY_VERIFY_WITH_TIMEOUT(hasCase({scan("other"), {}}), 20'000);
    QVERIFY(page().messages().text().contains("gone.nii"));
}

void TestMainWindow::unclearSeriesAreAskedFor() {
    page().messages().hide();
    emit m_window->engine().questionAsked(
        {99, "/study", "SeriesUnclear", "", {{.series = "4", .number = 4, .suitable = true, .suggested = true}}});
    auto* dialog = m_window->findChild<SeriesChooser*>();
    QVERIFY(dialog != nullptr && dialog->isVisible() && !dialog->isModal());
    QTest::keyClick(dialog, Qt::Key_Return); // the engine hears it, and says that it has asked nothing of the kind
    QVERIFY(!dialog->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(!page().messages().text().isEmpty(), 10'000);
}

void TestMainWindow::closingEndsTheEngine() {
    const qint64 engine = m_window->engine().processId();
    QVERIFY(engine > 0);
    m_window->close(); // perhaps in the middle of a job
    test::pressButton(*m_window, "Stop and close");
    QTRY_COMPARE_WITH_TIMEOUT(m_window->engine().state(), EngineState::Stopped, 5'000);
    m_window.reset();
    QVERIFY(!fs::exists(fs::path("/proc") / std::to_string(engine)));
}

int main(int argc, char** argv) {
    return test::runWindowTest<TestMainWindow>(argc, argv);
}
#include "tst_main_window.moc"
