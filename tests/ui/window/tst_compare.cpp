#include "core/image/image_io.h"
#include "tests/support/tiny_scan.h"
#include "tests/ui/mouse.h"
#include "tests/ui/window/window_test.h"
#include "ui/window/compare.h"
#include "ui/window/compare_dialog.h"
#include "ui/window/main_window.h"
#include "ui/window/message_bar.h"

#include <QAction>
#include <QLabel>
#include <QListWidget>
#include <QTableWidget>
#include <QToolButton>

#include <cmath>
#include <memory>
#include <random>

using namespace tessera;
using namespace tessera::ui;
namespace fs = std::filesystem;

/// Two label maps, or two cases, side by side.
class TestCompare : public QObject {
    Q_OBJECT

  public:
    explicit TestCompare(fs::path root) : m_root(std::move(root)) {}

  private:
    const fs::path m_root;
    std::unique_ptr<MainWindow> m_window;
    std::vector<std::int32_t> m_first, m_second;

    fs::path file(const char* name) const { return m_root / name; }
    Compare& compare() const { return *m_window->findChild<Compare*>(); }
    ViewerState& front() const { return m_window->page().state(); }
    ViewerState& other() const { return compare().other(); }
    QString summary() const { return test::named<QLabel>(*m_window, "How far the label maps agree")->text(); }
    void openFirst();
    /// That both sides' slices show the same mm at the same size, and how far they are apart if not.
    bool showTheSame(View view) const;

  private slots:
    void initTestCase();
    void init();
    void differencesAreThoseOfTheArrays();
    void cursorsAndWindowsAreLinked();
    void viewsAreLinked();
    void viewsOfAnotherGridAreLinkedInMm();
    void whatIsShownInFrontIsShownBeside();
    void aMapOfAnotherGridIsBroughtHere();
    void anotherCaseKeepsItsOwnGrid();
    void aDroppedMapOffersIt();
    void leavingBringsTheSingleViewBack();
    void chosenFromTheFinishedCases();
};

void TestCompare::initTestCase() {
    const FloatVolume head = test::tinyScan();
    test::tinyNifti(head).write(file("head.nii"));
    std::mt19937 random(5); // NOLINT: the same every time
    m_first.resize(head.voxels.size());
    m_second.resize(head.voxels.size());
    const std::array<std::int32_t, 4> numbers{0, 47, 48, 59};
    for (std::size_t i = 0; i < m_first.size(); ++i) {
        m_first[i] = head.voxels[i] > 60 ? numbers[i / 40 % 4] : 0;
        m_second[i] = random() % 10 == 0 ? numbers[random() % 4] : m_first[i];
    }
    writeImage(file("first_dseg.nii.gz"), head.geometry, compactLabels(m_first), Intent::Label);
    writeImage(file("second_dseg.nii.gz"), head.geometry, compactLabels(m_second), Intent::Label);

    // the same head on a grid that begins two voxels further to the inside, and its labels
    Geometry moved = head.geometry;
    moved.size = {head.geometry.size[0] - 2, head.geometry.size[1] - 2, head.geometry.size[2] - 2};
    moved.worldFromVoxel = head.geometry.worldFromVoxel * Affine::translation({2, 2, 2});
    moved = Geometry::fromAffine(moved.size, moved.worldFromVoxel);
    FloatVolume part{moved, std::vector<float>(moved.voxels())};
    std::vector<std::int32_t> partLabels(moved.voxels());
    for (std::int64_t z = 0; z < moved.size[2]; ++z) {
        for (std::int64_t y = 0; y < moved.size[1]; ++y) {
            for (std::int64_t x = 0; x < moved.size[0]; ++x) {
                const std::size_t from = head.geometry.index(x + 2, y + 2, z + 2);
                part.voxels[moved.index(x, y, z)] = head.voxels[from];
                partLabels[moved.index(x, y, z)] = m_first[from];
            }
        }
    }
    writeImage(file("part.nii.gz"), moved, part.voxels, Intent::None);
    writeImage(file("part_dseg.nii.gz"), moved, compactLabels(partLabels), Intent::Label);
    m_window = std::make_unique<MainWindow>(EngineSettings{
        .program = TESSERA_CLI, .queueFolder = m_root / "queue", .options = {"--devices", "emu-8g+lanes=1"}});
    QVERIFY(test::showInFront(*m_window));
}

void TestCompare::openFirst() {
    m_window->openCase({file("head.nii"), file("first_dseg.nii.gz")});
    QTRY_COMPARE_WITH_TIMEOUT(m_window->page().files().labels, file("first_dseg.nii.gz"), 20'000);
    QTRY_VERIFY(!m_window->page().loader().isBusy());
}

void TestCompare::init() {
    compare().close();
    openFirst();
}

void TestCompare::differencesAreThoseOfTheArrays() {
    compare().open({{}, file("second_dseg.nii.gz")});
    QTRY_VERIFY_WITH_TIMEOUT(compare().isOpen(), 20'000);
    QVERIFY(compare().otherViews().isVisible());
    const QImage both = compare().capture(), left = m_window->page().views().capture(),
                 right = compare().otherViews().capture();
    QCOMPARE(both.copy(left.rect()).convertToFormat(left.format()), left);
    QCOMPARE(both.copy(QRect(QPoint(both.width() - right.width(), 0), right.size())), right);
    QCOMPARE(other().image(), front().image()); // read once
    std::int64_t labelled = 0, agreeing = 0, wrong = 0;
    const std::vector<std::uint16_t>& map = compare().difference().map->classes;
    for (std::size_t i = 0; i < m_first.size(); ++i) {
        wrong += (map[i] != 0) == (m_first[i] != m_second[i]) ? 0 : 1;
        labelled += m_first[i] != 0 || m_second[i] != 0 ? 1 : 0;
        agreeing += m_first[i] != 0 && m_first[i] == m_second[i] ? 1 : 0;
    }
    QCOMPARE(wrong, std::int64_t{0});
    QCOMPARE(compare().difference().overlap.labelled, labelled);
    QCOMPARE(compare().difference().overlap.agreeing, agreeing);
    const double percent = 100.0 * static_cast<double>(agreeing) / static_cast<double>(labelled);
    QVERIFY2(summary().startsWith(QLocale().toString(percent, 'f', 1)), qPrintable(summary()));

    QVERIFY(other().labels() != compare().difference().map);
    QTest::keyClick(&compare().otherViews(), Qt::Key_D, Qt::ShiftModifier);
    QCOMPARE(other().labels(), compare().difference().map);
    QCOMPARE(front().labels()->table.regions().size(), labels::brainColor().regions().size()); // stay as they are
    QTest::keyClick(&compare().otherViews(), Qt::Key_D, Qt::ShiftModifier);
    QVERIFY(other().labels() != compare().difference().map);

    auto* table = test::named<QTableWidget>(*m_window, "Overlap of each region");
    QCOMPARE(table->rowCount(), 3);
    QTest::keyClick(&compare().otherViews(), Qt::Key_T, Qt::ShiftModifier);
    QVERIFY(table->isVisible());
    QTest::mouseClick(table->viewport(), Qt::LeftButton, Qt::NoModifier,
                      table->visualItemRect(table->item(1, 0)).center());
    const std::int32_t chosen = table->item(1, 0)->data(Qt::UserRole).toInt();
    QCOMPARE(front().selectedRegion(), chosen);
    QCOMPARE(other().selectedRegion(), chosen);
    QCOMPARE(table->item(1, 0)->text(), QString::fromStdString(labels::brainColor().find(chosen)->name));
}

void TestCompare::cursorsAndWindowsAreLinked() {
    compare().open({{}, file("second_dseg.nii.gz")});
    QTRY_VERIFY_WITH_TIMEOUT(compare().isOpen(), 20'000);
    const Vec3 start = front().cursor();
    QCOMPARE(other().cursor(), start);
    front().setCursor({start[0] + 5, start[1], start[2] - 7});
    QCOMPARE(other().cursor(), front().cursor());
    SliceView& axial = compare().otherViews().slice(View::Axial); // with the mouse, on the other side
    QTest::mouseClick(&axial, Qt::LeftButton, Qt::NoModifier, axial.rect().center() + QPoint(20, 10));
    QCOMPARE(front().cursor(), other().cursor());
    QVERIFY(front().cursor() != start);
    const auto voxel = *other().reading().voxel;
    const std::size_t at = other().image()->geometry.index(voxel[0], voxel[1], voxel[2]);
    const QString region = QString::fromStdString(labels::brainColor().find(m_second[at])->name);
    const QString title = test::named<QLabel>(*m_window, "Label map on the right")->text();
    QVERIFY2(title.endsWith(region), qPrintable(title + ", not " + region));
    other().setWindow({1, 77});
    QCOMPARE(front().window(), (IntensityWindow{1, 77}));
    front().setWindow({2, 66});
    QCOMPARE(other().window(), (IntensityWindow{2, 66}));
}

bool TestCompare::showTheSame(View view) const {
    const SliceView& here = m_window->page().views().slice(view);
    const SliceView& there = compare().otherViews().slice(view);
    bool out = std::abs(here.mmPerPixel() / there.mmPerPixel() - 1) < 1e-6;
    for (int axis = 0; axis < 3; ++axis) {
        out = out && std::abs((*here.centre())[axis] - (*there.centre())[axis]) < 1e-6;
    }
    return out;
}

void TestCompare::viewsAreLinked() {
    compare().open({{}, file("second_dseg.nii.gz")});
    QTRY_VERIFY_WITH_TIMEOUT(compare().isOpen(), 20'000);
    SliceView& here = m_window->page().views().slice(View::Axial);
    SliceView& there = compare().otherViews().slice(View::Axial);
    QTRY_VERIFY(here.width() == there.width() && showTheSame(View::Axial));
    const double before = here.mmPerPixel();
    test::drag(here, Qt::RightButton, here.rect().center(), QPoint(0, -60)); // zooms
    QVERIFY(here.mmPerPixel() < 0.8 * before);
    QVERIFY(showTheSame(View::Axial));
    const Vec3 middle = *here.centre();
    test::drag(there, Qt::MiddleButton, there.rect().center(), QPoint(25, 10)); // pans, on the other side
    QVERIFY(*here.centre() != middle);
    QVERIFY(showTheSame(View::Axial));
    QTest::keyClick(&here, Qt::Key_R);
    QCOMPARE(here.zoom(), 1.0);
    QVERIFY(showTheSame(View::Axial));
    m_window->page().panes().setSizes({350, 650}); // each side has another fit
    QTRY_VERIFY(here.width() < there.width() && showTheSame(View::Axial));
    QCOMPARE(here.zoom(), 1.0);
    m_window->page().views().volume().turn(30, 10);
    const VolumeView::Eye eye = m_window->page().views().volume().eye();
    const VolumeView::Eye beside = compare().otherViews().volume().eye();
    for (int axis = 0; axis < 3; ++axis) {
        QVERIFY(std::abs(beside.position[axis] - eye.position[axis]) < 1e-6);
        QVERIFY(std::abs(beside.focus[axis] - eye.focus[axis]) < 1e-6 &&
                std::abs(beside.up[axis] - eye.up[axis]) < 1e-6);
    }

    QTest::keyClick(&there, Qt::Key_L, Qt::ShiftModifier);
    QVERIFY(!compare().viewsLinked().isChecked());
    test::drag(there, Qt::RightButton, there.rect().center(), QPoint(0, -60));
    QVERIFY(!showTheSame(View::Axial));
    QCOMPARE(here.zoom(), 1.0);
    QTest::keyClick(&there, Qt::Key_L, Qt::ShiftModifier);
    QVERIFY(showTheSame(View::Axial));
    QCOMPARE(here.zoom(), 1.0); // the front's holds
}

void TestCompare::viewsOfAnotherGridAreLinkedInMm() {
    compare().open({file("part.nii.gz"), file("part_dseg.nii.gz")});
    QTRY_VERIFY_WITH_TIMEOUT(compare().isOpen(), 20'000);
    SliceView& there = compare().otherViews().slice(View::Axial);
    QTRY_VERIFY(showTheSame(View::Axial));
    QVERIFY(there.zoom() != 1); // its own grid is smaller
    test::drag(there, Qt::RightButton, there.rect().center(), QPoint(0, -40));
    QVERIFY(showTheSame(View::Axial));
}

void TestCompare::whatIsShownInFrontIsShownBeside() {
    compare().open({{}, file("second_dseg.nii.gz")});
    QTRY_VERIFY_WITH_TIMEOUT(compare().isOpen(), 20'000);
    front().setShownRegions({47});
    QCOMPARE(other().shownClasses(), front().shownClasses());
    OverlayLook look = front().overlay();
    look.style = OverlayStyle::Outline;
    front().setOverlay(look);
    QCOMPARE(other().overlay(), look);
    look.style = OverlayStyle::Filled;
    front().setOverlay(look);
    m_window->page().views().arrange(ViewGrid::Arrangement::Coronal);
    QCOMPARE(compare().otherViews().arrangement(), ViewGrid::Arrangement::Coronal);
}

void TestCompare::aMapOfAnotherGridIsBroughtHere() {
    compare().open({{}, file("part_dseg.nii.gz")});
    QTRY_VERIFY_WITH_TIMEOUT(compare().isOpen(), 20'000);
    QVERIFY2(summary().contains("another grid"), qPrintable(summary()));
    const Geometry& grid = front().image()->geometry;
    std::int64_t wrong = 0;
    for (std::int64_t z = 0; z < grid.size[2]; ++z) {
        for (std::int64_t y = 0; y < grid.size[1]; ++y) {
            for (std::int64_t x = 0; x < grid.size[0]; ++x) {
                const std::size_t at = grid.index(x, y, z);
                const bool isOutside = x < 2 || y < 2 || z < 2;
                const bool differs = isOutside && m_first[at] != 0;
                wrong += (compare().difference().map->classes[at] != 0) == differs ? 0 : 1;
            }
        }
    }
    QCOMPARE(wrong, std::int64_t{0});
}

void TestCompare::anotherCaseKeepsItsOwnGrid() {
    compare().open({file("part.nii.gz"), file("part_dseg.nii.gz")});
    QTRY_VERIFY_WITH_TIMEOUT(compare().isOpen(), 20'000);
    QVERIFY(other().image() != front().image());
    QCOMPARE(*compare().difference().overlap.agreeingShare(), 1.0); // the same labels where both are
    front().setCursor(other().image()->geometry.worldFromVoxel.apply({5, 6, 7}));
    for (int axis = 0; axis < 3; ++axis) {
        QVERIFY(std::abs(other().cursor()[axis] - front().cursor()[axis]) < 1e-6); // in mm
    }
    QVERIFY2(summary().contains("grid of the right scan"), qPrintable(summary()));
    const Vec3 corner = front().image()->geometry.worldFromVoxel.apply({0, 0, 0});
    front().setCursor(corner); // outside the other, which doesn't hold it back
    QVERIFY(std::abs(front().cursor()[0] - corner[0]) < 1e-6);
    const IntensityWindow before = other().window();
    front().setWindow({3, 55}); // another scan has its own window
    QCOMPARE(other().window(), before);
}

void TestCompare::aDroppedMapOffersIt() {
    QVERIFY(test::drop(*m_window, {file("second_dseg.nii.gz")}));
    QTRY_COMPARE_WITH_TIMEOUT(m_window->page().files().labels, file("second_dseg.nii.gz"), 20'000);
    QVERIFY(m_window->page().messages().text().contains("first_dseg.nii.gz"));
    for (auto* button : m_window->page().messages().findChildren<QToolButton*>()) {
        if (button->text() == "Compare them") {
            QTest::mouseClick(button, Qt::LeftButton);
        }
    }
    QTRY_VERIFY_WITH_TIMEOUT(compare().isOpen(), 20'000);
    QVERIFY(test::named<QLabel>(*m_window, "Label map on the right")->text().contains("first"));
}

void TestCompare::leavingBringsTheSingleViewBack() {
    m_window->page().views().arrange(ViewGrid::Arrangement::Grid);
    compare().open({{}, file("second_dseg.nii.gz")});
    QTRY_VERIFY_WITH_TIMEOUT(compare().isOpen(), 20'000);
    QTest::keyClick(&m_window->page().views().active(), Qt::Key_Escape);
    QVERIFY(!compare().isOpen());
    QVERIFY(!compare().otherViews().isVisible());
    QCOMPARE(m_window->page().views().arrangement(), ViewGrid::Arrangement::Grid);
    QVERIFY(m_window->findChild<QWidget*>("regionsPanel")->isVisible());
    compare().open({{}, file("second_dseg.nii.gz")});
    m_window->page().close(); // while it is being read
    QTest::qWait(500);
    QVERIFY(!compare().isOpen());
}

void TestCompare::chosenFromTheFinishedCases() {
    JobInfo job{.id = 7, .name = "second", .file = file("head.nii"), .state = JobState::Done};
    job.output = m_root;
    JobInfo shown = job;
    shown.id = 8;
    shown.name = "first";
    m_window->queue().takeJobs({job, shown});
    QTest::keyClick(m_window.get(), Qt::Key_D, Qt::ControlModifier);
    auto* dialog = m_window->findChild<CompareDialog*>();
    QVERIFY(dialog != nullptr && dialog->isVisible());
    const auto* list = test::named<QListWidget>(*dialog, "Finished cases");
    QCOMPARE(list->count(), 1); // the case in front isn't compared with itself
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(compare().isOpen(), 20'000);
    QVERIFY(test::named<QLabel>(*m_window, "Label map on the right")->text().startsWith("second_dseg.nii.gz"));
}

int main(int argc, char** argv) {
    return test::runWindowTest<TestCompare>(argc, argv);
}
#include "tst_compare.moc"
