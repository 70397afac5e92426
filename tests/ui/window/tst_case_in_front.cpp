#include "core/image/image_io.h"
#include "tests/support/tiny_scan.h"
#include "tests/ui/window/window_test.h"
#include "ui/dialogs/export_dialog.h"
#include "ui/panels/queue_panel.h"
#include "ui/panels/regions_panel.h"
#include "ui/panels/side_chart.h"
#include "ui/window/main_window.h"
#include "ui/window/message_bar.h"

#include <QAction>
#include <QCheckBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QStatusBar>
#include <QTreeView>

#include <fstream>
#include <memory>

using namespace tessera;
using namespace tessera::ui;
namespace fs = std::filesystem;

/// Nobody takes one patient for another: whose case is in front, and what is to be known of it, stands on the screen.
/// With an engine that has nothing to do.
class TestCaseInFront : public QObject {
    Q_OBJECT

  public:
    explicit TestCaseInFront(fs::path root) : m_root(std::move(root)) {}

  private:
    const fs::path m_root;
    std::unique_ptr<MainWindow> m_window;

    fs::path scan(const std::string& name) const { return m_root / "scans" / (name + ".nii"); }
    fs::path map(const std::string& name) const { return m_root / "results" / (name + "_dseg.nii.gz"); }
    CasePage& page() const { return m_window->page(); }
    ViewerState& state() const { return page().state(); }
    QString line() const {
        return test::named<QLabel>(*m_window->statusBar(), "What this program is for, and the state of the case")
            ->text();
    }
    bool isOpen(const CaseFiles& files) const {
        return QTest::qWaitFor([&] { return page().files() == files && !page().loader().isBusy(); }, 20'000);
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const {
        QTest::keyClick(m_window.get(), key, modifiers);
    }
    JobInfo job(JobId id, const std::string& name) const {
        return {.id = id, .name = name, .file = scan(name), .state = JobState::Done, .output = m_root / "results"};
    }

  private slots:
    void initTestCase();
    void init();
    void theCaseInFrontIsNamed();
    void aScanThatCannotBeReadLeavesNoOtherOnTheScreen();
    void aMapThatCannotBeReadLeavesNoOtherOnTheScreen();
    void allThatIsToBeKnownIsShown();
    void sidesThatAreNotStatedAreMarkedUntilConfirmed();
    void theViewsAreReachedWithTheKeyboard();
    void aPictureGetsItsEnding();
    void anExportIsNotPicturedWithAnotherCase();
};

void TestCaseInFront::initTestCase() {
    for (const char* folder : {"scans", "results", "engine"}) {
        fs::create_directories(m_root / folder);
    }
    const FloatVolume head = test::tinyScan();
    std::vector<std::int32_t> labels(head.voxels.size());
    for (std::size_t i = 0; i < labels.size(); ++i) {
        labels[i] = head.voxels[i] > 60 ? 47 + static_cast<int>(i % 2) : 0; // both hippocampi
    }
    for (const char* name : {"sub-01_T1w", "sub-02_T1w", "sub-03_T1w"}) {
        test::tinyNifti(head).write(scan(name));
        writeImage(map(name), head.geometry, compactLabels(labels), Intent::Label);
    }
    std::ofstream(scan("sub-02_T1w")) << "no image at all";
    m_window = std::make_unique<MainWindow>(
        EngineSettings{.program = FAKE_ENGINE, .options = {"plain", test::toQString(m_root / "engine")}});
    QSignalSpy listed(&m_window->engine(), &Engine::pageListed);
    QVERIFY(test::showInFront(*m_window));
    QVERIFY(listed.wait(20'000));
    m_window->queue().takeJobs({job(1, "sub-01_T1w"), job(2, "sub-02_T1w"), job(3, "sub-03_T1w")});
}

void TestCaseInFront::init() {
    page().close();
    page().messages().hide();
}

void TestCaseInFront::theCaseInFrontIsNamed() {
    auto* queue = m_window->findChild<QueuePanel*>();
    QCOMPARE(m_window->windowTitle(), QString("Tessera"));
    m_window->openCase({scan("sub-01_T1w"), {}});
    QVERIFY(isOpen({scan("sub-01_T1w"), {}}));
    QVERIFY2(m_window->windowTitle().startsWith("sub-01_T1w"), qPrintable(m_window->windowTitle()));
    QVERIFY2(line().contains("sub-01_T1w"), qPrintable(line()));
    page().close();
    press(Qt::Key_P); // the last of the queue
    QVERIFY(isOpen({scan("sub-03_T1w"), map("sub-03_T1w")}));
    QVERIFY2(m_window->windowTitle().startsWith("sub-03_T1w"), qPrintable(m_window->windowTitle()));
    QVERIFY2(line().contains("sub-03_T1w: ") && !line().contains("sub-01"), qPrintable(line()));
    QCOMPARE(queue->selected(), std::vector<JobId>{3});
    page().close();
    QCOMPARE(m_window->windowTitle(), QString("Tessera"));
    QVERIFY(!line().contains("sub-0"));
}

/// sub-01 mustn't be read as sub-02.
void TestCaseInFront::aScanThatCannotBeReadLeavesNoOtherOnTheScreen() {
    m_window->openCase({scan("sub-01_T1w"), map("sub-01_T1w")});
    QVERIFY(isOpen({scan("sub-01_T1w"), map("sub-01_T1w")}));
    press(Qt::Key_P); // where N begins
    QVERIFY(isOpen({scan("sub-03_T1w"), map("sub-03_T1w")}));
    press(Qt::Key_P);
    QTRY_VERIFY_WITH_TIMEOUT(page().messages().text().contains("sub-02_T1w.nii"), 20'000);
    QVERIFY(!state().image() && !state().labels() && page().files() == CaseFiles{});
    QCOMPARE(m_window->windowTitle(), QString("Tessera"));
    press(Qt::Key_P); // and on
    QVERIFY(isOpen({scan("sub-01_T1w"), map("sub-01_T1w")}));
    QCOMPARE(page().messages().text().contains("sub-02"), false);
}

void TestCaseInFront::aMapThatCannotBeReadLeavesNoOtherOnTheScreen() {
    std::ofstream(m_root / "broken_dseg.nii.gz") << "no labels";
    m_window->openCase({scan("sub-01_T1w"), map("sub-01_T1w")});
    QVERIFY(isOpen({scan("sub-01_T1w"), map("sub-01_T1w")}));
    m_window->openCase({{}, m_root / "broken_dseg.nii.gz"});
    QTRY_VERIFY_WITH_TIMEOUT(page().messages().text().contains("broken_dseg.nii.gz"), 20'000);
    QVERIFY(isOpen({scan("sub-01_T1w"), {}}));
    QVERIFY(state().image() && !state().labels());
}

void TestCaseInFront::allThatIsToBeKnownIsShown() {
    auto image = std::make_shared<CaseImage>(*readCaseImage(scan("sub-01_T1w")));
    image->warnings = {"The header contradicts itself.", "A second warning."};
    emit page().loader().imageRead(image);
    auto labels = std::make_shared<CaseLabels>(*readCaseLabels(map("sub-01_T1w"), *image));
    labels->notices = {"Another grid.", "No table."};
    emit page().loader().labelsRead(labels);
    emit m_window->engine().noted({"The engine's note."});
    for (const char* words : {"contradicts", "second", "grid", "table", "engine"}) {
        QVERIFY2(page().messages().text().contains(words), words);
    }
    emit m_window->engine().noted({"The engine's note."}); // once more, and many
    QCOMPARE(page().messages().text().count("engine"), 1);
    for (int i = 0; i < 100; ++i) {
        emit m_window->engine().noted({QString("note %1").arg(i)});
    }
    QVERIFY(page().messages().text().endsWith("note 99") && page().messages().text().count('\n') < 10);
}

void TestCaseInFront::sidesThatAreNotStatedAreMarkedUntilConfirmed() {
    const fs::path unstated = scan("unstated");
    const FloatVolume head = test::tinyScan();
    test::tinyNifti(head, test::Forms::None).write(unstated);
    m_window->openCase({unstated, map("sub-01_T1w")});
    QVERIFY(isOpen({unstated, map("sub-01_T1w")}));
    auto* regions = m_window->findChild<RegionsPanel*>();
    auto* table = test::named<QTreeView>(*regions, "Regions");
    const auto header = [table] {
        return table->model()->headerData(RegionsModel::Asymmetry, Qt::Horizontal, Qt::DisplayRole).toString();
    };
    const auto* chart = regions->findChild<SideChart*>();
    QCOMPARE(header(), QString("L/R % ?"));
    QVERIFY2(chart->accessibleDescription().contains("verified"), qPrintable(chart->accessibleDescription()));
    QVERIFY2(line().contains("left/right not verified"), qPrintable(line()));
    const QImage doubtful = page().views().capture();

    QAction* confirm = nullptr;
    for (QAction* const action : m_window->findChildren<QAction*>()) {
        confirm = action->text() == "Left and right are confirmed" ? action : confirm;
    }
    QVERIFY(confirm != nullptr && confirm->isEnabled() && !confirm->isChecked());
    confirm->trigger();
    QCOMPARE(header(), QString("L/R %"));
    QVERIFY2(line().contains("confirmed by a person") && !line().contains("not verified"), qPrintable(line()));
    QVERIFY(!chart->accessibleDescription().contains("verified"));
    QVERIFY(page().views().capture() != doubtful);
    QVERIFY2(page().messages().text().contains("still call them unverified"), qPrintable(page().messages().text()));
    confirm->trigger(); // and taken back
    QCOMPARE(header(), QString("L/R % ?"));
    confirm->trigger();
    m_window->openCase({scan("sub-01_T1w"), map("sub-01_T1w")}); // that holds for that scan alone
    QVERIFY(isOpen({scan("sub-01_T1w"), map("sub-01_T1w")}));
    QVERIFY(!confirm->isEnabled() && !confirm->isChecked());
    QCOMPARE(header(), QString("L/R %"));
    m_window->openCase({unstated, map("sub-01_T1w")});
    QVERIFY(isOpen({unstated, map("sub-01_T1w")}));
    QVERIFY(!confirm->isChecked() && line().contains("not verified"));
}

void TestCaseInFront::theViewsAreReachedWithTheKeyboard() {
    m_window->openCase({scan("sub-01_T1w"), map("sub-01_T1w")});
    QVERIFY(isOpen({scan("sub-01_T1w"), map("sub-01_T1w")}));
    ViewGrid& views = page().views();
    QCOMPARE(QApplication::focusWidget(), &views.slice(View::Axial));
    QWidget* const order[] = {&views.slice(View::Coronal), &views.slice(View::Sagittal), &views.volume()};
    for (QWidget* const next : order) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), next);
    }
    const VolumeView::Eye eye = views.volume().eye();
    const Vec3 cursor = state().cursor();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right); // in slices it moves the cursor
    QVERIFY(views.volume().eye() != eye && state().cursor() == cursor);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backtab);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
    QVERIFY(state().cursor() != cursor);
}

void TestCaseInFront::aPictureGetsItsEnding() {
    m_window->openCase({scan("sub-01_T1w"), map("sub-01_T1w")});
    QVERIFY(isOpen({scan("sub-01_T1w"), map("sub-01_T1w")}));
    const QImage seen = page().views().capture();
    const QString before = page().messages().text();
    press(Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    auto* dialog = m_window->findChild<QFileDialog*>();
    QVERIFY(dialog != nullptr);
    dialog->setDirectory(test::toQString(m_root));
    dialog->findChild<QLineEdit*>()->setText("the views");
    static_cast<QDialog*>(dialog)->accept();
    const QImage written(test::toQString(m_root / "the views.png"));
    QCOMPARE(written.convertToFormat(QImage::Format_RGB32), seen.convertToFormat(QImage::Format_RGB32));
    QCOMPARE(page().messages().text(), before); // no problem
}

void TestCaseInFront::anExportIsNotPicturedWithAnotherCase() {
    m_window->openCase({scan("sub-01_T1w"), map("sub-01_T1w")});
    QVERIFY(isOpen({scan("sub-01_T1w"), map("sub-01_T1w")}));
    press(Qt::Key_E, Qt::ControlModifier);
    auto* dialog = m_window->findChild<ExportDialog*>();
    QVERIFY(dialog != nullptr && dialog->isVisible() && !dialog->isModal());
    const auto picture = [dialog] {
        for (const QCheckBox* box : dialog->findChildren<QCheckBox*>()) {
            if (box->text().contains("icture")) {
                return box;
            }
        }
        return static_cast<const QCheckBox*>(nullptr);
    };
    QVERIFY(picture() != nullptr && picture()->isEnabled());
    m_window->openCase({scan("sub-03_T1w"), map("sub-03_T1w")});
    QVERIFY(isOpen({scan("sub-03_T1w"), map("sub-03_T1w")}));
    QVERIFY(!picture()->isEnabled());
    dialog->close();
}

int main(int argc, char** argv) {
    return test::runWindowTest<TestCaseInFront>(argc, argv);
}
#include "tst_case_in_front.moc"
