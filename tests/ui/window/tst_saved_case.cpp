#include "core/casefile/case_file.h"
#include "core/image/image_io.h"
#include "tests/support/tiny_exam.h"
#include "tests/support/tiny_scan.h"
#include "tests/ui/window/window_test.h"
#include "ui/panels/regions_panel.h"
#include "ui/window/case_keeper.h"
#include "ui/window/main_window.h"
#include "ui/window/message_bar.h"

#include <QAction>
#include <QColorDialog>
#include <QFileDialog>
#include <QSignalSpy>
#include <QToolButton>
#include <QTreeView>

#include <fstream>
#include <memory>

using namespace tessera;
using namespace tessera::ui;
namespace fs = std::filesystem;

/// Cases that are saved and opened again, and what is done to one that can be taken back; with an engine that has
/// nothing to do.
class TestSavedCase : public QObject {
    Q_OBJECT

  public:
    explicit TestSavedCase(fs::path root) : m_root(std::move(root)) {}

  private:
    const fs::path m_root;
    std::unique_ptr<MainWindow> m_window;

    fs::path scan() const { return m_root / "scans/a_T1w.nii"; }
    fs::path map() const { return m_root / "scans/a_T1w_dseg.nii.gz"; }
    fs::path saved(const std::string& name) const { return m_root / "cases" / (name + ".tessera"); }
    CasePage& page() const { return m_window->page(); }
    ViewerState& state() const { return page().state(); }
    CaseKeeper& keeper() const { return *m_window->findChild<CaseKeeper*>(); }
    QTreeView& regions() const { return *m_window->findChild<RegionsPanel*>()->findChild<QTreeView*>(); }
    QString message() const { return page().messages().text(); }
    void openPlain() const {
        m_window->openCase({scan(), map()});
        QTRY_VERIFY_WITH_TIMEOUT(state().labels() && page().files().labels == map() && !page().loader().isBusy(),
                                 20'000);
    }
    /// What a case file of the case in front says.
    casefile::CaseFile save(const std::string& name) const {
        QSignalSpy done(&keeper(), &CaseKeeper::saved);
        keeper().save(saved(name));
        return done.wait(20'000) ? casefile::readCaseFile(saved(name)) : casefile::CaseFile{};
    }
    bool open(const std::string& name) const {
        QSignalSpy done(&keeper(), &CaseKeeper::opened);
        m_window->take({saved(name)});
        return done.wait(20'000);
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers) const {
        page().views().active().setFocus();
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    void copyCase(const std::string& from, const std::string& to,
                  const std::function<void(casefile::CaseFile&)>& edit) const {
        casefile::CaseFile value = casefile::readCaseFile(saved(from));
        edit(value);
        casefile::writeCaseFile(value, saved(to));
    }

  private slots:
    void initTestCase();
    void aCaseComesBackAsItWas();
    void theKeyAsksWhereTo();
    void anotherSideConventionIsTold();
    void aMissingMapIsTold();
    void aChangedMapIsTold();
    void aMissingScanIsTold();
    void whatIsNoCaseIsTold();
    void nothingOfThePatientIsSaved();
    void aDragIsTakenBackAsOne();
    void shownRegionsAreTakenBack();
    void coloursAreChosenAndTakenBack();
    void coloursStayForTheSession();
};

void TestSavedCase::initTestCase() {
    fs::create_directories(m_root / "scans");
    fs::create_directories(m_root / "cases");
    fs::create_directories(m_root / "engine");
    const FloatVolume head = test::tinyScan();
    test::tinyNifti(head).write(scan());
    std::vector<std::int32_t> labels(head.voxels.size());
    for (std::size_t i = 0; i < labels.size(); ++i) {
        labels[i] = head.voxels[i] > 60 ? (head.voxels[i] > 90 ? 44 : 47) : 0; // white matter and hippocampus, right
    }
    writeImage(map(), head.geometry, compactLabels(labels), Intent::Label);
    m_window = std::make_unique<MainWindow>(
        EngineSettings{.program = FAKE_ENGINE, .options = {"plain", test::toQString(m_root / "engine")}});
    QVERIFY(test::showInFront(*m_window));
}

void TestSavedCase::aCaseComesBackAsItWas() {
    openPlain();
    state().setCursor({11, -22, 33});
    state().setWindow({20, 90});
    state().setInterpolated(false);
    state().setAnnotations({.crosshair = false, .patient = true});
    state().setOverlay({.shown = true, .opacity = 0.8, .style = OverlayStyle::Outline, .agreement = false});
    page().views().arrange(ViewGrid::Arrangement::ThreeAndVolume);
    page().views().slice(View::Coronal).setZoom(2.5);
    page().views().slice(View::Coronal).setCentre({5, -20, 10});
    page().views().volume().turn(30, 10);
    state().setSelectedRegion(47);
    QVERIFY(regions().model()->setData(regions().model()->index(0, 0, regions().model()->index(0, 0)), Qt::Unchecked,
                                       Qt::CheckStateRole));
    const casefile::CaseFile before = save("full");
    QCOMPARE(before.scan.path, scan());
    QVERIFY(before.labels && before.labels->path == map());
    QCOMPARE(before.view.hidden.size(), 1U);
    QVERIFY(message().contains("full.tessera"));
    QCOMPARE(Settings::recentFiles().value(0), test::toQString(saved("full")));

    page().close();
    openPlain();
    page().views().resetViews();
    page().views().arrange(ViewGrid::Arrangement::Grid);
    state().setOverlay({});
    state().setInterpolated(true);
    QVERIFY(open("full"));
    QCOMPARE(page().files().labels, map());
    casefile::CaseFile after = save("again");
    QVERIFY(after.scan == before.scan && after.labels == before.labels);
    // places went to the screen and back
    const auto settle = [](const Vec3& was, Vec3& is) {
        for (std::size_t axis = 0; axis < 3; ++axis) {
            is[axis] = std::abs(was[axis] - is[axis]) < 1e-6 ? was[axis] : is[axis];
        }
    };
    for (std::size_t i = 0; i < 3; ++i) {
        settle(before.view.slices[i].centre.value(), after.view.slices[i].centre.value());
    }
    settle(before.view.eye->position, after.view.eye->position);
    settle(before.view.eye->focus, after.view.eye->focus);
    settle(before.view.eye->up, after.view.eye->up);
    QCOMPARE(QString::fromStdString(casefile::formatCaseFile(after, m_root)),
             QString::fromStdString(casefile::formatCaseFile(before, m_root)));
    QCOMPARE(regions().currentIndex().data(RegionsModel::NumberRole).toInt(), 47);
    page().views().arrange(ViewGrid::Arrangement::Grid);
}

void TestSavedCase::theKeyAsksWhereTo() {
    press(Qt::Key_S, Qt::ControlModifier);
    auto* dialog = m_window->findChild<QFileDialog*>();
    QVERIFY(dialog != nullptr);
    QVERIFY(dialog->selectedFiles().value(0).endsWith("a_T1w_dseg.tessera"));
    QSignalSpy done(&keeper(), &CaseKeeper::saved);
    emit dialog->fileSelected(test::toQString(saved("by_key")));
    dialog->reject();
    QVERIFY(done.wait(20'000));
    QVERIFY(fs::exists(saved("by_key")));
    QSignalSpy failed(&keeper(), &CaseKeeper::failed);
    keeper().save(m_root / "nowhere/x.tessera");
    QVERIFY(failed.wait(20'000));
    QVERIFY(message().contains("nowhere/x.tessera") && message().contains("Check the folder"));
}

void TestSavedCase::anotherSideConventionIsTold() {
    const bool usual = state().conventions().radiological;
    copyCase("full", "sides", [&](casefile::CaseFile& value) { value.view.radiological = !usual; });
    QVERIFY(open("sides"));
    QCOMPARE(state().conventions().radiological, !usual);
    QVERIFY2(message().contains("patient's right"), qPrintable(message()));
    page().close();
    openPlain();
    QCOMPARE(state().conventions().radiological, usual); // the setting is what it was
}

void TestSavedCase::aMissingMapIsTold() {
    copyCase("full", "no_map", [&](casefile::CaseFile& value) { value.labels->path = m_root / "gone_dseg.nii.gz"; });
    QVERIFY(open("no_map"));
    QVERIFY(state().image() && page().files().labels.empty());
    QVERIFY2(message().contains("gone_dseg.nii.gz") && message().contains("Put it back"), qPrintable(message()));
    QCOMPARE(state().window().high, 90.0);
}

void TestSavedCase::aChangedMapIsTold() {
    copyCase("full", "changed", [](casefile::CaseFile& value) { value.labels->sha256[0] ^= 1; });
    QVERIFY(open("changed"));
    QCOMPARE(page().files().labels, map());
    QVERIFY2(message().contains("a_T1w_dseg.nii.gz has changed"), qPrintable(message()));
}

void TestSavedCase::aMissingScanIsTold() {
    copyCase("full", "no_scan", [&](casefile::CaseFile& value) { value.scan.path = m_root / "gone.nii"; });
    QSignalSpy failed(&keeper(), &CaseKeeper::failed);
    m_window->take({saved("no_scan")});
    QVERIFY(failed.wait(20'000));
    QVERIFY2(message().contains("gone.nii") && message().contains("Put it back"), qPrintable(message()));
    QCOMPARE(page().files().labels, map()); // the case in front stays
}

void TestSavedCase::whatIsNoCaseIsTold() {
    std::ofstream(saved("noise")) << "\x01\x02 no case {";
    std::ofstream(saved("newer")) << R"({"format": "tessera-case", "version": 99})";
    for (const auto& [name, words] : {std::pair{"noise", "not a case"}, std::pair{"newer", "Update Tessera"}}) {
        QSignalSpy failed(&keeper(), &CaseKeeper::failed);
        m_window->take({saved(name)});
        QVERIFY(failed.wait(20'000));
        QVERIFY2(message().contains(words) && message().contains(QLatin1String(name) + ".tessera"),
                 qPrintable(message()));
    }
}

void TestSavedCase::nothingOfThePatientIsSaved() {
    const fs::path exam = m_root / "scans/exam";
    test::writeExamT1(exam, test::tinyScan(), 4);
    m_window->openCase({exam, {}});
    QTRY_VERIFY_WITH_TIMEOUT(page().files().image == exam && !page().loader().isBusy(), 20'000);
    QCOMPARE(save("exam").scan.path, exam);
    std::ifstream in(saved("exam"));
    const std::string text(std::istreambuf_iterator<char>(in), {});
    for (const std::string& identity : test::kIdentity) {
        QVERIFY(text.find(identity) == std::string::npos);
    }
    QVERIFY(open("exam"));
    QCOMPARE(message(), QString()); // the series is what it was
}

void TestSavedCase::aDragIsTakenBackAsOne() {
    page().close();
    openPlain();
    const IntensityWindow before = state().window();
    SliceView& view = page().views().slice(View::Axial);
    const QPoint middle = view.rect().center();
    QTest::mousePress(&view, Qt::LeftButton, Qt::ControlModifier, middle);
    for (int step = 1; step <= 10; ++step) {
        QMouseEvent move(QEvent::MouseMove, middle + QPoint(5 * step, 3 * step),
                         view.mapToGlobal(middle + QPoint(5 * step, 3 * step)), Qt::NoButton, Qt::LeftButton,
                         Qt::ControlModifier);
        QApplication::sendEvent(&view, &move);
    }
    QTest::mouseRelease(&view, Qt::LeftButton, Qt::ControlModifier, middle + QPoint(50, 30));
    const IntensityWindow after = state().window();
    QVERIFY(after != before);
    press(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(state().window() == before);
    press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(state().window() == after);
    press(Qt::Key_Z, Qt::ControlModifier);
    press(Qt::Key_Z, Qt::ControlModifier); // nothing more
    QVERIFY(state().window() == before);
}

void TestSavedCase::shownRegionsAreTakenBack() {
    const auto shown = [this] {
        return std::count(state().shownClasses().begin(), state().shownClasses().end(), true);
    };
    const auto all = shown();
    QTest::mouseClick(test::named<QToolButton>(*m_window, "Show no region"), Qt::LeftButton);
    QCOMPARE(shown(), 0);
    press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(shown(), all);
    press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(shown(), 0);
    press(Qt::Key_Z, Qt::ControlModifier);
}

void TestSavedCase::coloursAreChosenAndTakenBack() {
    auto* panel = m_window->findChild<RegionsPanel*>();
    panel->setCurrentRegion(47);
    regions().setFocus();
    QTest::keyClick(&regions(), Qt::Key_K, Qt::ControlModifier);
    auto* dialog = panel->findChild<QColorDialog*>();
    QVERIFY(dialog != nullptr && dialog->isVisible() && !dialog->isModal());
    QVERIFY2(dialog->windowTitle().contains("Hippocampus"), qPrintable(dialog->windowTitle()));
    dialog->setCurrentColor(QColor(1, 2, 3));
    dialog->accept();
    const auto colour = [this] {
        const labels::LabelTable& table = state().labels()->table;
        return state().colourOf(*table.find(47));
    };
    const std::array<std::uint8_t, 3> chosen{1, 2, 3};
    QCOMPARE(colour(), chosen);
    QVERIFY(save("colours").view.colours == (std::map<std::int32_t, casefile::Rgb>{{47, chosen}}));
    press(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(colour() != chosen);
    press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(colour(), chosen);
}

void TestSavedCase::coloursStayForTheSession() {
    page().close();
    openPlain();
    QCOMPARE(save("kept").view.colours.size(), 1U);
    regions().setFocus();
    QTest::keyClick(&regions(), Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(save("reset").view.colours.empty());
    QVERIFY(open("colours"));
    QCOMPARE(state().colourOf(*state().labels()->table.find(47)), (std::array<std::uint8_t, 3>{1, 2, 3}));
}

int main(int argc, char** argv) {
    return test::runWindowTest<TestSavedCase>(argc, argv);
}
#include "tst_saved_case.moc"
