// What the mouse does in the views, and that they keep what a person has set when the window or the conventions change.
#include "tests/ui/mouse.h"
#include "tests/ui/viewer/phantom_head.h"
#include "tests/ui/viewer/render_test.h"
#include "ui/viewer/view_grid.h"

#include <QWheelEvent>

#include <cmath>

using namespace tessera;
using ui::DragAction;
using ui::MouseHabits;
using ui::View;

namespace {

void wheel(QWidget& view, int eighths, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    const QPointF at(view.width() / 2.0, view.height() / 2.0);
    QWheelEvent event(at, view.mapToGlobal(at), {}, {0, eighths}, Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&view, &event);
}

std::shared_ptr<const ui::CaseImage> head(const test::AxisLayout& layout) {
    const FloatVolume volume = test::phantomHead(layout);
    return ui::makeCaseImage("head.nii", {volume.geometry, volume.voxels});
}

/// World axis that a view's slices follow.
int through(View view) {
    return view == View::Axial ? 2 : (view == View::Coronal ? 1 : 0);
}

bool near(const QPointF& a, const QPointF& b) {
    return test::distance(a, b) < 1e-6;
}

} // namespace

class TestViewMouse : public QObject {
    Q_OBJECT

  private slots:
    void theWheelScrollsToSuperiorAnteriorAndRight();
    void halfNotchesAddUp();
    void theWheelZoomsWithControl();
    void eachButtonDragsWhatTheHabitSays_data();
    void eachButtonDragsWhatTheHabitSays();
    void draggingTheWindowChangesContrastAndBrightness();
    void panningMovesTheSliceWithTheMouse();
    void aSecondPressInTimeForADoubleClickStillDrags();
    void doubleClicksEnlargeAndGoBack();
    void resizingKeepsTheFit();
    void changingSidesKeepsThePlaceInTheMiddle();
    void nudgingMovesTheCursorOnTheScreen();
    void viewsWithoutACaseAreBlackAndIdle();
    void aCaseThatGoesLeavesNothing();
    void picturesHaveNoPatient();
};

void TestViewMouse::theWheelScrollsToSuperiorAnteriorAndRight() {
    for (const test::AxisLayout& layout : test::axisLayouts()) {
        ui::ViewerState state;
        state.setImage(head(layout));
        for (const View view : ui::kViews) {
            ui::SliceView slices(state, view);
            const Vec3 before = state.cursor();
            wheel(slices, 120);
            const Vec3 after = state.cursor();
            for (int axis = 0; axis < 3; ++axis) {
                const double expected = axis == through(view) ? test::kHeadSpacing[axis] : 0;
                QVERIFY2(std::abs(after[axis] - before[axis] - expected) < 1e-9, layout.name().c_str());
            }
            wheel(slices, -240);
            QVERIFY(state.cursor()[through(view)] < before[through(view)]);
        }
    }
}

void TestViewMouse::halfNotchesAddUp() {
    ui::ViewerState state;
    state.setImage(head({}));
    ui::SliceView slices(state, View::Axial);
    const auto start = slices.slice();
    for (int i = 0; i < 3; ++i) {
        wheel(slices, 40); // a touchpad
        QCOMPARE(slices.slice(), i < 2 ? start : start + 1);
    }
}

void TestViewMouse::theWheelZoomsWithControl() {
    ui::ViewerState state;
    state.setImage(head({}));
    ui::SliceView slices(state, View::Coronal);
    const Vec3 cursor = state.cursor();
    wheel(slices, 120, Qt::ControlModifier);
    QVERIFY(slices.zoom() > 1.1);
    wheel(slices, -120, Qt::ControlModifier);
    QVERIFY(std::abs(slices.zoom() - 1) < 1e-9);
    QVERIFY(state.cursor() == cursor);
    for (int i = 0; i < 100; ++i) {
        wheel(slices, 120, Qt::ControlModifier);
    }
    QVERIFY(slices.zoom() < 100); // it ends somewhere
}

void TestViewMouse::eachButtonDragsWhatTheHabitSays_data() {
    QTest::addColumn<MouseHabits>("habits");
    QTest::addColumn<Qt::MouseButton>("button");
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    QTest::addColumn<DragAction>("action");
    const auto row = [](const char* name, MouseHabits habits, Qt::MouseButton button, Qt::KeyboardModifiers modifiers,
                        DragAction action) { QTest::newRow(name) << habits << button << modifiers << action; };
    row("ITK-SNAP, left", MouseHabits::ItkSnap, Qt::LeftButton, Qt::NoModifier, DragAction::Cursor);
    row("ITK-SNAP, right", MouseHabits::ItkSnap, Qt::RightButton, Qt::NoModifier, DragAction::Zoom);
    row("ITK-SNAP, middle", MouseHabits::ItkSnap, Qt::MiddleButton, Qt::NoModifier, DragAction::Pan);
    row("ITK-SNAP, Ctrl left", MouseHabits::ItkSnap, Qt::LeftButton, Qt::ControlModifier, DragAction::Window);
    row("Slicer, left", MouseHabits::Slicer, Qt::LeftButton, Qt::NoModifier, DragAction::Window);
    row("Slicer, Shift left", MouseHabits::Slicer, Qt::LeftButton, Qt::ShiftModifier, DragAction::Cursor);
    row("Slicer, right", MouseHabits::Slicer, Qt::RightButton, Qt::NoModifier, DragAction::Zoom);
    row("Slicer, middle", MouseHabits::Slicer, Qt::MiddleButton, Qt::NoModifier, DragAction::Pan);
    row("PACS, left", MouseHabits::Pacs, Qt::LeftButton, Qt::NoModifier, DragAction::Cursor);
    row("PACS, Ctrl left", MouseHabits::Pacs, Qt::LeftButton, Qt::ControlModifier, DragAction::Zoom);
    row("PACS, right", MouseHabits::Pacs, Qt::RightButton, Qt::NoModifier, DragAction::Window);
    row("PACS, middle", MouseHabits::Pacs, Qt::MiddleButton, Qt::NoModifier, DragAction::Pan);
    row("the back button", MouseHabits::ItkSnap, Qt::BackButton, Qt::NoModifier, DragAction::None);
}

void TestViewMouse::eachButtonDragsWhatTheHabitSays() {
    QFETCH(MouseHabits, habits);
    QFETCH(Qt::MouseButton, button);
    QFETCH(Qt::KeyboardModifiers, modifiers);
    QFETCH(DragAction, action);
    ui::ViewerState state;
    state.setImage(head({{1, 2, 0}, 3}));
    ui::SliceView slices(state, View::Axial);
    slices.resize(200, 200);
    slices.setMouseHabits(habits);
    const Vec3 cursor = state.cursor();
    const ui::IntensityWindow window = state.window();
    const Vec3 corner = slices.worldAt({0, 0});
    const QPoint from(80, 90), by(30, -20);
    const Vec3 target = slices.worldAt(from + by);
    QSignalSpy clicked(&slices, &ui::SliceView::clicked);
    test::drag(slices, button, from, by, modifiers);

    QCOMPARE(state.cursor() == (action == DragAction::Cursor ? target : cursor), true);
    QCOMPARE(clicked.count(), action == DragAction::Cursor ? 1 : 0);
    QCOMPARE(state.window() != window, action == DragAction::Window);
    QCOMPARE(slices.zoom() != 1, action == DragAction::Zoom);
    QCOMPARE(slices.zoom() > 1, action == DragAction::Zoom); // upwards: nearer
    QCOMPARE(slices.worldAt({0, 0}) != corner, action == DragAction::Zoom || action == DragAction::Pan);
}

void TestViewMouse::draggingTheWindowChangesContrastAndBrightness() {
    ui::ViewerState state;
    state.setImage(head({}));
    ui::SliceView slices(state, View::Axial);
    slices.resize(200, 200);
    const auto middle = [&] { return (state.window().low + state.window().high) / 2; };
    const auto width = [&] { return state.window().high - state.window().low; };
    state.setWindow({200, 600});
    test::drag(slices, Qt::LeftButton, {50, 50}, {60, 0}, Qt::ControlModifier);
    QVERIFY(width() > 450);
    QVERIFY(std::abs(middle() - 400) < 1e-9);
    state.setWindow({200, 600});
    test::drag(slices, Qt::LeftButton, {50, 90}, {0, -60}, Qt::ControlModifier);
    QVERIFY(std::abs(width() - 400) < 1e-9);
    QVERIFY(middle() < 350); // upwards: brighter
    for (int i = 0; i < 200; ++i) {
        test::drag(slices, Qt::LeftButton, {190, 90}, {-180, 0}, Qt::ControlModifier);
    }
    QVERIFY(width() > 0);
}

void TestViewMouse::panningMovesTheSliceWithTheMouse() {
    ui::ViewerState state;
    state.setImage(head({{2, 0, 1}, 4}));
    for (const View view : ui::kViews) {
        ui::SliceView slices(state, view);
        slices.resize(220, 180);
        slices.setZoom(2.5);
        const QPointF before = slices.pointOf(state.cursor());
        test::drag(slices, Qt::MiddleButton, {90, 90}, {31, -17});
        QVERIFY(near(slices.pointOf(state.cursor()), before + QPointF(31, -17)));
        slices.centreOnCursor();
        QVERIFY(near(slices.pointOf(state.cursor()), {110, 90}));
        slices.resetView();
        QVERIFY(near(slices.pointOf(test::headCentre()), {110, 90}));
    }
}

void TestViewMouse::aSecondPressInTimeForADoubleClickStillDrags() {
    ui::ViewerState state;
    state.setImage(head({}));
    ui::SliceView slices(state, View::Axial);
    slices.resize(200, 200);
    QSignalSpy enlarge(&slices, &ui::SliceView::enlargeAsked);
    const QPointF at(90, 90);
    QMouseEvent press(QEvent::MouseButtonDblClick, at, slices.mapToGlobal(at), Qt::RightButton, Qt::RightButton, {});
    QMouseEvent move(QEvent::MouseMove, at - QPointF(0, 30), slices.mapToGlobal(at), Qt::NoButton, Qt::RightButton, {});
    QApplication::sendEvent(&slices, &press);
    QApplication::sendEvent(&slices, &move);
    QVERIFY(slices.zoom() > 1);
    QCOMPARE(enlarge.count(), 0);
}

void TestViewMouse::doubleClicksEnlargeAndGoBack() {
    ui::ViewerState state;
    state.setImage(head({}));
    ui::ViewGrid grid(state);
    QVERIFY(test::appears(grid, 400, 300));
    QTest::mouseDClick(&grid.slice(View::Coronal), Qt::LeftButton);
    QCOMPARE(grid.arrangement(), ui::ViewGrid::Arrangement::Coronal);
    QVERIFY(grid.slice(View::Coronal).isVisible());
    QVERIFY(!grid.slice(View::Axial).isVisible() && !grid.volume().isVisible());
    QCOMPARE(&grid.active(), &grid.slice(View::Coronal));
    QTest::mouseDClick(&grid.slice(View::Coronal), Qt::LeftButton);
    QCOMPARE(grid.arrangement(), ui::ViewGrid::Arrangement::Grid);
    QTest::mouseDClick(&grid.volume(), Qt::LeftButton);
    QCOMPARE(grid.arrangement(), ui::ViewGrid::Arrangement::Volume);
    QVERIFY(grid.volume().isVisible() && !grid.slice(View::Coronal).isVisible());
}

void TestViewMouse::resizingKeepsTheFit() {
    ui::ViewerState state;
    state.setImage(head({}));
    for (const View view : ui::kViews) {
        ui::SliceView slices(state, view);
        for (const QSize& size : {QSize(200, 200), QSize(420, 110), QSize(90, 380), QSize(333, 331)}) {
            slices.resize(size);
            QVERIFY(near(slices.pointOf(test::headCentre()), QPointF(size.width(), size.height()) / 2));
            Vec3 low = test::kHeadOrigin, high = low;
            for (int axis = 0; axis < 3; ++axis) {
                low[axis] -= test::kHeadSpacing[axis] / 2;
                high[axis] += test::kHeadSpacing[axis] * (static_cast<double>(test::kHeadSize[axis]) - 0.5);
            }
            const QRectF box = QRectF(slices.pointOf(low), slices.pointOf(high)).normalized();
            QVERIFY(QRectF(QPointF(), QSizeF(size)).contains(box));
            QVERIFY(box.width() > 0.95 * size.width() || box.height() > 0.95 * size.height());
        }
    }
}

/// The phantom's middle isn't the world's: a centre in plane coordinates alone would jump.
void TestViewMouse::changingSidesKeepsThePlaceInTheMiddle() {
    ui::ViewerState state;
    state.setImage(head({}));
    for (const View view : ui::kViews) {
        ui::SliceView slices(state, view);
        slices.resize(200, 200);
        for (const ui::Conventions& conventions : {ui::Conventions{false, true}, {false, false}, {true, true}}) {
            state.setConventions(conventions);
            QVERIFY(near(slices.pointOf(test::headCentre()), {100, 100}));
        }
        slices.setZoom(3);
        slices.centreOnCursor();
        state.setConventions({false, false});
        QVERIFY(near(slices.pointOf(state.cursor()), {100, 100}));
        QCOMPARE(slices.zoom(), 3.0);
        state.setConventions({});
    }
}

void TestViewMouse::nudgingMovesTheCursorOnTheScreen() {
    for (const test::AxisLayout& layout : test::axisLayouts()) {
        ui::ViewerState state;
        state.setImage(head(layout));
        for (const View view : ui::kViews) {
            ui::SliceView slices(state, view);
            slices.resize(200, 200);
            const QPointF start = slices.pointOf(state.cursor());
            slices.nudge(1, 0);
            const QPointF right = slices.pointOf(state.cursor());
            QVERIFY(right.x() > start.x() + 1 && std::abs(right.y() - start.y()) < 1e-9);
            slices.nudge(-1, 1);
            const QPointF up = slices.pointOf(state.cursor());
            QVERIFY(up.y() < start.y() - 1 && std::abs(up.x() - start.x()) < 1e-9);
        }
    }
}

void TestViewMouse::viewsWithoutACaseAreBlackAndIdle() {
    ui::ViewerState state;
    ui::ViewGrid grid(state);
    QVERIFY(test::appears(grid, 300, 300));
    for (const View view : ui::kViews) {
        ui::SliceView& slices = grid.slice(view);
        wheel(slices, 120);
        wheel(slices, 120, Qt::ControlModifier);
        slices.scroll(1);
        slices.nudge(1, 1);
        slices.resetView();
        slices.centreOnCursor();
        test::drag(slices, Qt::LeftButton, {20, 20}, {10, 10});
        test::drag(slices, Qt::RightButton, {20, 20}, {10, 10});
        QTest::mouseClick(&slices, Qt::LeftButton);
        const QImage picture = slices.picture();
        const int black =
            test::blobOf(picture, picture.rect(), [](QRgb pixel) { return test::isGrey(pixel, 0, 0); }).pixels;
        TESSERA_VERIFY_PICTURE(black == picture.width() * picture.height(), "it isn't black", picture);
    }
    wheel(grid.volume(), 120);
    test::drag(grid.volume(), Qt::LeftButton, {20, 20}, {10, 10});
    grid.volume().setMode(ui::VolumeView::Mode::Volume);
    QVERIFY(!grid.volume().regionAt({10, 10}));
    QVERIFY(!grid.capture().isNull());
    QVERIFY(!state.reading().voxel);
    QVERIFY(!state.centreRegion(1));
    state.setShownRegions({1});
    state.setSelectedRegion(1);
    QVERIFY(!grid.capture().isNull());
}

void TestViewMouse::aCaseThatGoesLeavesNothing() {
    ui::ViewerState state;
    ui::ViewGrid grid(state);
    QVERIFY(test::appears(grid, 300, 300));
    for (const auto mode : {ui::VolumeView::Mode::Surfaces, ui::VolumeView::Mode::Volume}) {
        const auto image = head({});
        grid.volume().setMode(mode);
        state.setImage(image);
        state.setLabels(ui::makeCaseLabels("marks.nii.gz", test::markLabels(image->geometry, image->voxels),
                                           test::markTable(), {}, {}, image->geometry));
        if (mode == ui::VolumeView::Mode::Surfaces) {
            QVERIFY(QSignalSpy(&grid.volume(), &ui::VolumeView::surfacesReady).wait(10'000));
        }
        const QImage full = grid.capture();
        const auto bright = [](QRgb pixel) { return qGray(pixel) > 40; };
        QVERIFY(test::blobOf(full, full.rect(), bright).pixels > 500);
        state.setImage(nullptr);
        const QImage gone = grid.capture();
        for (QWidget* view : std::initializer_list<QWidget*>{&grid.slice(View::Axial), &grid.slice(View::Coronal),
                                                             &grid.slice(View::Sagittal), &grid.volume()}) {
            TESSERA_VERIFY_PICTURE(test::blobOf(gone, view->geometry(), bright).pixels == 0, "something is left", gone);
        }
    }
}

void TestViewMouse::picturesHaveNoPatient() {
    ui::ViewerState state;
    state.setImage(head({}));
    ui::ViewGrid grid(state);
    QVERIFY(test::appears(grid, 300, 300));
    std::vector<bool> patient;
    connect(&state, &ui::ViewerState::looksChanged, this, [&] { patient.push_back(state.annotations().patient); });
    const QImage picture = grid.capture();
    QCOMPARE(picture.size(), grid.size());
    QVERIFY((patient == std::vector<bool>{false, true}));
    QVERIFY(state.annotations().patient && state.annotations().crosshair);
}

int main(int argc, char** argv) {
    return test::runRenderTest<TestViewMouse>(argc, argv);
}
#include "tst_view_mouse.moc"
