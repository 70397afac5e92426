// The 3D view: what is under a point from all sides, which way it turns, what is hidden or stands back, and that all of
// it is seen in windows of any shape.
#include "tests/ui/viewer/letter_in.h"
#include "tests/ui/viewer/phantom_head.h"
#include "tests/ui/viewer/render_test.h"
#include "ui/viewer/volume_view.h"

#include <cmath>
#include <map>

using namespace tessera;
using ui::VolumeView;

namespace {

/// With all that would be drawn in a moment.
QImage pictureOf(ui::VolumeView& view) {
    view.catchUp();
    return view.picture();
}

/// A mark's middle of the face that looks along a world axis (0 right, 1 anterior, 2 superior) or against it.
Vec3 faceOf(const test::Mark& mark, int axis, int direction) {
    Vec3 out = mark.centre();
    out[axis] += direction * (mark.last[axis] - mark.first[axis] + 1) / 2.0 * test::kHeadSpacing[axis];
    return out;
}

const test::Mark& markOf(char letter) {
    return *std::ranges::find(test::kMarks, letter, &test::Mark::letter);
}

/// The region whose colour a lit pixel has, 0 for black, -1 for what may be either (edges, letters).
int regionIn(QRgb pixel) {
    const std::array<int, 3> channels{qRed(pixel), qGreen(pixel), qBlue(pixel)};
    const int most = *std::ranges::max_element(channels), sum = channels[0] + channels[1] + channels[2];
    if (sum == 0) {
        return 0;
    }
    return most > 60 && sum - most < most / 4
               ? static_cast<int>(std::ranges::max_element(channels) - channels.begin()) + 1
               : -1;
}

} // namespace

class TestVolumeView : public QObject {
    Q_OBJECT

  private slots:
    void init();
    void turningMovesTheNearSideAlong();
    void theRegionUnderAPointIsTheOneSeen_data();
    void theRegionUnderAPointIsTheOneSeen();
    void theNearerOfTwoRegionsIsHit();
    void regionsAreFoundBeforeAnythingIsPainted();
    void hiddenRegionsAreNeitherSeenNorHit();
    void aClickSelectsAndMovesTheCursor();
    void aDragTurnsAndSelectsNothing();
    void keysTurnAndZoom();
    void otherRegionsStandBackBehindTheSelectedOne();
    void lettersPointWhereTheirSidesLieAtAnyZoom_data();
    void lettersPointWhereTheirSidesLieAtAnyZoom();
    void theEyeStaysOutsideOfWhatIsShown();
    void everythingFitsInWindowsOfAnyShape_data();
    void everythingFitsInWindowsOfAnyShape();
    void theScanIsSeenAsAVolume_data();
    void theScanIsSeenAsAVolume();
    void labelsThatChangeTakeTheirSurfacesAlong();
    void tilesThatLandMoveNothing();
    void theEventLoopGoesOnWhileItIsDrawn();
    void anotherScanTakesThePictureAway();
    void slowVolumesSaySo();
    void aVolumeComesInCoarsePixelsFirst();
    void opacityOfSlicesDrawsNothing();
    void noTextRunsThroughALetter();

  private:
    void show(const test::AxisLayout& layout);
    [[nodiscard]] int seen(VolumeView& view, int region) const;

    ui::ViewerState m_state;
    VolumeView m_view{m_state};
};

void TestVolumeView::show(const test::AxisLayout& layout) {
    const FloatVolume volume = test::phantomHead(layout);
    m_state.setImage(ui::makeCaseImage("head.nii", {volume.geometry, volume.voxels}));
    QSignalSpy ready(&m_view, &VolumeView::surfacesReady);
    m_state.setLabels(ui::makeCaseLabels("marks.nii.gz", test::markLabels(volume.geometry, volume.voxels),
                                         test::markTable(), {}, {}, volume.geometry));
    QVERIFY(ready.count() > 0 || ready.wait(10'000));
}

int TestVolumeView::seen(VolumeView& view, int region) const {
    const QImage picture = pictureOf(view);
    return test::blobOf(picture, picture.rect(), [&](QRgb pixel) { return regionIn(pixel) == region; }).pixels;
}

void TestVolumeView::init() {
    m_state.setConventions({});
    m_state.setAnnotations({.crosshair = false});
    m_view.setMode(VolumeView::Mode::Surfaces);
    QVERIFY(test::appears(m_view, 260, 240));
    show({});
}

void TestVolumeView::turningMovesTheNearSideAlong() {
    for (const bool radiological : {true, false}) {
        m_state.setConventions({.radiological = radiological});
        // from the front the anterior mark is near, from behind it is far
        const double near = radiological ? 1 : -1;
        const Vec3 mm = markOf('A').centre();
        const QPointF before = m_view.pointOf(mm);
        m_view.turn(10, 0);
        QVERIFY(near * (m_view.pointOf(mm).x() - before.x()) > 5);
        m_view.turn(-10, 0);
        QVERIFY(test::distance(m_view.pointOf(mm), before) < 1e-3);
        m_view.turn(0, 10);
        QVERIFY(near * (before.y() - m_view.pointOf(mm).y()) > 5);
    }
}

void TestVolumeView::theRegionUnderAPointIsTheOneSeen_data() {
    QTest::addColumn<double>("right");
    QTest::addColumn<double>("up");
    QTest::newRow("front") << 0.0 << 0.0;
    QTest::newRow("back") << 180.0 << 0.0;
    QTest::newRow("left") << 90.0 << 0.0;
    QTest::newRow("right") << -90.0 << 0.0;
    QTest::newRow("above") << 0.0 << -89.0;
    QTest::newRow("below") << 0.0 << 89.0;
    QTest::newRow("aslant") << 35.0 << -25.0;
    QTest::newRow("aslant from behind") << 140.0 << 30.0;
}

/// Surfaces are smooth and voxels aren't: at edges the two may differ by what is rounded off. 4 %, and never two
/// regions.
void TestVolumeView::theRegionUnderAPointIsTheOneSeen() {
    QFETCH(double, right);
    QFETCH(double, up);
    for (const test::AxisLayout& layout : {test::AxisLayout{}, test::AxisLayout{{2, 0, 1}, 5}}) {
        show(layout);
        m_view.resetView();
        m_view.turn(right, up);
        const QImage picture = pictureOf(m_view);
        int compared = 0, different = 0, missed = 0, inRegions = 0;
        for (int y = 2; y < picture.height(); y += 3) {
            for (int x = 2; x < picture.width(); x += 3) {
                const int drawn = regionIn(picture.pixel(x, y));
                if (drawn < 0) {
                    continue;
                }
                const auto hit = m_view.regionAt(QPointF(x + 0.5, y + 0.5));
                ++compared;
                inRegions += drawn > 0 ? 1 : 0;
                different += (hit ? hit->number : 0) != drawn ? 1 : 0;
                missed += drawn > 0 && !hit ? 1 : 0;
                TESSERA_VERIFY_PICTURE(!hit || drawn == 0 || hit->number == drawn,
                                       QString("pixel %1, %2 is %3, not %4").arg(x).arg(y).arg(drawn).arg(hit->number),
                                       picture);
                if (hit) { // where it says to be hit is under the point
                    QVERIFY(test::distance(m_view.pointOf(hit->mm), QPointF(x + 0.5, y + 0.5)) < 0.01);
                }
            }
        }
        TESSERA_VERIFY_PICTURE(inRegions > 300 && different < 0.07 * compared && missed < 0.02 * compared,
                               QString("%1 and %2 of %3").arg(different).arg(missed).arg(compared), picture);
    }
}

void TestVolumeView::theNearerOfTwoRegionsIsHit() {
    const FloatVolume volume = test::phantomHead({{1, 0, 2}, 2});
    LabelVolume map{volume.geometry, std::vector<std::int32_t>(volume.voxels.size())};
    std::array<std::int64_t, 3> voxel{};
    for (const int y : {4, 14, 24}) { // three plates behind each other, along the world's y
        for (std::int64_t i = 0; i < static_cast<std::int64_t>(map.labels.size()); ++i) {
            voxel = {i % 28, i / 28 % 24, i / (28 * 24)};
            if (std::abs(voxel[0] - y) < 2 && voxel[1] > 4 && voxel[1] < 20 && voxel[2] > 4 && voxel[2] < 28) {
                map.labels[static_cast<std::size_t>(i)] = y == 4 ? 1 : (y == 14 ? 2 : 3);
            }
        }
    }
    m_state.setImage(ui::makeCaseImage("plates.nii", {volume.geometry, volume.voxels}));
    m_state.setLabels(ui::makeCaseLabels("plates.nii", map, test::markTable(), {}, {}, volume.geometry));
    QTRY_COMPARE(m_view.surfaces().ready(), std::size_t{3});
    const QPointF middle(m_view.width() / 2.0, m_view.height() / 2.0);
    QCOMPARE(m_view.regionAt(middle)->number, 3); // the anterior one, from the front
    m_view.turn(90, 0);                           // where the plates are less deep than from the front
    (void)pictureOf(m_view);
    m_view.turn(-90, 0);
    QCOMPARE(m_view.regionAt(middle)->number, 3);
    QVERIFY(m_view.regionAt(middle)->mm[1] > test::kHeadOrigin[1] + 25 * test::kHeadSpacing[1]);
    m_state.setShownRegions({1, 2});
    QCOMPARE(m_view.regionAt(middle)->number, 2);
    m_state.setConventions({.radiological = false}); // from behind
    QCOMPARE(m_view.regionAt(middle)->number, 1);
    const double y = m_view.regionAt(middle)->mm[1]; // on the plate's near side: half a step behind it at most
    const double side = test::kHeadOrigin[1] + 2.5 * test::kHeadSpacing[1];
    QVERIFY2(y >= side && y < side + 0.6, qPrintable(QString::number(y)));
}

/// What a person points at doesn't depend on whether the view was painted since it was turned.
void TestVolumeView::regionsAreFoundBeforeAnythingIsPainted() {
    VolumeView fresh(m_state); // never shown, no surfaces yet
    fresh.resize(200, 200);
    for (const test::Mark& mark : test::kMarks) {
        const auto number = static_cast<std::int32_t>(&mark - test::kMarks.data()) + 1;
        const auto hit = fresh.regionAt(fresh.pointOf(faceOf(mark, 1, 1)));
        QVERIFY(hit && hit->number == number);
    }
    (void)pictureOf(m_view);
    m_view.turn(180, 0);
    for (const test::Mark& mark : test::kMarks) {
        const auto number = static_cast<std::int32_t>(&mark - test::kMarks.data()) + 1;
        const auto hit = m_view.regionAt(m_view.pointOf(faceOf(mark, 1, -1)));
        QVERIFY(hit && hit->number == number);
    }
}

void TestVolumeView::hiddenRegionsAreNeitherSeenNorHit() {
    const QPointF left = m_view.pointOf(faceOf(markOf('L'), 1, 1));
    QVERIFY(seen(m_view, 1) > 100 && m_view.regionAt(left)->number == 1);
    m_state.setShownRegions({2, 3});
    QVERIFY(seen(m_view, 1) == 0 && !m_view.regionAt(left));
    QVERIFY(seen(m_view, 2) > 100);
    m_state.setShownRegions({1});
    QVERIFY(seen(m_view, 1) > 100 && seen(m_view, 2) == 0 && seen(m_view, 3) == 0);
}

void TestVolumeView::aClickSelectsAndMovesTheCursor() {
    QSignalSpy clicked(&m_view, &VolumeView::clicked);
    for (const test::Mark& mark : test::kMarks) {
        const auto number = static_cast<std::int32_t>(&mark - test::kMarks.data()) + 1;
        QTest::mouseClick(&m_view, Qt::LeftButton, Qt::NoModifier, m_view.pointOf(faceOf(mark, 1, 1)).toPoint());
        QCOMPARE(m_state.selectedRegion(), number);
        QCOMPARE(m_state.reading().region->number, number);
    }
    QCOMPARE(clicked.count(), 3);
    QTest::mouseClick(&m_view, Qt::LeftButton, Qt::NoModifier, {3, 3}); // beside all of them
    QCOMPARE(clicked.count(), 3);
}

void TestVolumeView::aDragTurnsAndSelectsNothing() {
    const QPointF before = m_view.pointOf(markOf('A').centre());
    const QPoint from = m_view.pointOf(faceOf(markOf('L'), 1, 1)).toPoint();
    const auto send = [&](QEvent::Type type, const QPoint& at, Qt::MouseButton cause, Qt::MouseButtons held) {
        QMouseEvent event(type, at, m_view.mapToGlobal(at), cause, held, {});
        QApplication::sendEvent(&m_view, &event);
    };
    send(QEvent::MouseButtonPress, from, Qt::LeftButton, Qt::LeftButton);
    send(QEvent::MouseMove, from + QPoint(20, 0), Qt::NoButton, Qt::LeftButton);
    send(QEvent::MouseMove, from, Qt::NoButton, Qt::LeftButton); // and back
    QVERIFY(test::distance(m_view.pointOf(markOf('A').centre()), before) < 1e-3);
    send(QEvent::MouseMove, from + QPoint(20, 0), Qt::NoButton, Qt::LeftButton);
    send(QEvent::MouseButtonRelease, from + QPoint(20, 0), Qt::LeftButton, Qt::NoButton);
    QVERIFY(m_view.pointOf(markOf('A').centre()).x() > before.x() + 5); // along with the mouse
    QCOMPARE(m_state.selectedRegion(), 0);
    // the middle button moves it along with the mouse, whatever is behind
    const QPointF turned = m_view.pointOf(test::headCentre());
    send(QEvent::MouseButtonPress, from, Qt::MiddleButton, Qt::MiddleButton);
    send(QEvent::MouseMove, from + QPoint(20, -15), Qt::NoButton, Qt::MiddleButton);
    send(QEvent::MouseButtonRelease, from + QPoint(20, -15), Qt::MiddleButton, Qt::NoButton);
    QVERIFY(test::distance(m_view.pointOf(test::headCentre()), turned + QPointF(20, -15)) < 2);
}

void TestVolumeView::keysTurnAndZoom() {
    const Vec3 anterior = markOf('A').centre(), superior = markOf('S').centre();
    const QPointF before = m_view.pointOf(anterior);
    QTest::keyClick(&m_view, Qt::Key_Right);
    QVERIFY(m_view.pointOf(anterior).x() > before.x() + 5); // the near side goes along
    QTest::keyClick(&m_view, Qt::Key_Left);
    QTest::keyClick(&m_view, Qt::Key_Up);
    QVERIFY(m_view.pointOf(anterior).y() < before.y() - 5);
    QTest::keyClick(&m_view, Qt::Key_Down);
    QVERIFY(test::distance(m_view.pointOf(anterior), before) < 1e-3);
    const double apart = test::distance(before, m_view.pointOf(superior));
    QTest::keyClick(&m_view, Qt::Key_Plus);
    QVERIFY(test::distance(m_view.pointOf(anterior), m_view.pointOf(superior)) > 1.1 * apart);
    QTest::keyClick(&m_view, Qt::Key_Minus);
    QVERIFY(std::abs(test::distance(m_view.pointOf(anterior), m_view.pointOf(superior)) - apart) < 1e-3);
}

void TestVolumeView::otherRegionsStandBackBehindTheSelectedOne() {
    const QPoint left = m_view.pointOf(faceOf(markOf('L'), 1, 1)).toPoint();
    const QPoint anterior = m_view.pointOf(faceOf(markOf('A'), 1, 1)).toPoint();
    const int before = qRed(pictureOf(m_view).pixel(left));
    m_state.setSelectedRegion(2);
    const QImage picture = pictureOf(m_view);
    TESSERA_VERIFY_PICTURE(qRed(picture.pixel(left)) < before / 2 && qRed(picture.pixel(left)) > 5, "the other",
                           picture);
    TESSERA_VERIFY_PICTURE(regionIn(picture.pixel(anterior)) == 2, "the selected one", picture);
    QCOMPARE(m_view.regionAt(left)->number, 1); // one can still point at it
}

void TestVolumeView::lettersPointWhereTheirSidesLieAtAnyZoom_data() {
    QTest::addColumn<double>("right");
    QTest::addColumn<double>("up");
    QTest::newRow("front") << 0.0 << 0.0;
    QTest::newRow("back") << 180.0 << 0.0;
    QTest::newRow("left") << 90.0 << 0.0;
    QTest::newRow("right") << -90.0 << 0.0;
    QTest::newRow("above") << 0.0 << -89.0;
    QTest::newRow("between front and left") << 45.0 << 0.0; // where anterior and right appear in the same direction
    QTest::newRow("turned far") << 60.0 << 0.0;
    QTest::newRow("aslant from behind") << 140.0 << 30.0;
}

/// The letters as they are drawn, without surfaces, so that they stand on black.
void TestVolumeView::lettersPointWhereTheirSidesLieAtAnyZoom() {
    QFETCH(double, right);
    QFETCH(double, up);
    m_view.turn(right, up);
    const VolumeView::Eye eye = m_view.eye();
    std::map<char, QPointF> directions; // on the screen, from a hand's breadth of the head's middle each way
    const QPointF middle = m_view.pointOf(test::headCentre());
    double depth[3];
    for (int axis = 0; axis < 3; ++axis) {
        depth[axis] =
            std::abs(eye.focus[axis] - eye.position[axis]) /
            std::hypot(eye.focus[0] - eye.position[0], eye.focus[1] - eye.position[1], eye.focus[2] - eye.position[2]);
        for (const bool rising : {false, true}) {
            Vec3 mm = test::headCentre();
            mm[axis] += rising ? 1 : -1;
            if (depth[axis] < 0.95) { // else nothing says which way
                directions[ui::directionLetter(axis, rising)] = m_view.pointOf(mm) - middle;
            }
        }
    }
    m_state.setShownRegions({});
    for (const int notches : {0, 15, 40}) {
        QWheelEvent wheel(QPointF(130, 120), m_view.mapToGlobal(QPointF(130, 120)), {}, {0, 120 * notches},
                          Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(&m_view, &wheel);
        QImage picture = pictureOf(m_view);
        QPainter(&picture).fillRect(0, 0, 40, 26, Qt::black); // "3D"
        std::map<char, QPointF> found;
        for (const auto& [letter, at] : test::lettersOnBlack(picture)) {
            TESSERA_VERIFY_PICTURE(directions.contains(letter) && !found.contains(letter),
                                   QString("a %1 at %2, %3").arg(letter).arg(at.x()).arg(at.y()), picture);
            found[letter] = at - QPointF(130, 120);
        }
        TESSERA_VERIFY_PICTURE(found.size() == directions.size(), QString("%1 letters").arg(found.size()), picture);
        for (const auto& [letter, at] : found) {
            const double cosine = QPointF::dotProduct(at, directions[letter]) / std::hypot(at.x(), at.y()) /
                                  std::hypot(directions[letter].x(), directions[letter].y());
            TESSERA_VERIFY_PICTURE(cosine > 0.99, QString("%1, cosine %2").arg(letter).arg(cosine), picture);
        }
    }
}

void TestVolumeView::theEyeStaysOutsideOfWhatIsShown() {
    const auto distance = [this] {
        const VolumeView::Eye eye = m_view.eye();
        return std::hypot(eye.position[0] - eye.focus[0], eye.position[1] - eye.focus[1],
                          eye.position[2] - eye.focus[2]);
    };
    const double first = distance();
    const auto turnWheel = [this](int notches) {
        QWheelEvent wheel(QPointF(9, 9), m_view.mapToGlobal(QPointF(9, 9)), {}, {0, 120 * notches}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(&m_view, &wheel);
    };
    turnWheel(60);
    QVERIFY(distance() > first / 10 && distance() < first / 3);
    turnWheel(-120);
    QVERIFY(distance() > 3 * first && distance() < 10 * first);
    turnWheel(8); // and there is a way back
    QVERIFY(distance() < 5 * first);
}

void TestVolumeView::everythingFitsInWindowsOfAnyShape_data() {
    QTest::addColumn<QSize>("size");
    QTest::newRow("square") << QSize(240, 240);
    QTest::newRow("wide") << QSize(480, 160);
    QTest::newRow("narrow") << QSize(130, 420);
}

void TestVolumeView::everythingFitsInWindowsOfAnyShape() {
    QFETCH(QSize, size);
    for (const bool isReset : {false, true}) { // resized while it is shown, and opened like that
        m_view.resize(size);
        if (isReset) {
            m_view.resetView();
        }
        QRectF all;
        for (const test::Mark& mark : test::kMarks) {
            for (int axis = 0; axis < 3; ++axis) {
                for (const int direction : {-1, 1}) {
                    all |= QRectF(m_view.pointOf(faceOf(mark, axis, direction)), QSizeF(0.1, 0.1));
                }
            }
        }
        QVERIFY2(
            QRectF(QPointF(), QSizeF(size)).contains(all),
            qPrintable(QString("%1, %2 to %3, %4").arg(all.left()).arg(all.top()).arg(all.right()).arg(all.bottom())));
        QVERIFY(std::max(all.width() / size.width(), all.height() / size.height()) > 0.5); // and isn't tiny
        // the picture agrees
        const QImage picture = pictureOf(m_view);
        for (const test::Mark& mark : test::kMarks) {
            const auto number = static_cast<int>(&mark - test::kMarks.data()) + 1;
            const QPoint at = m_view.pointOf(faceOf(mark, 1, 1)).toPoint();
            TESSERA_VERIFY_PICTURE(regionIn(picture.pixel(at)) == number, QString("mark %1").arg(mark.letter), picture);
            QCOMPARE(m_view.regionAt(at)->number, number);
        }
    }
}

void TestVolumeView::theScanIsSeenAsAVolume_data() {
    QTest::addColumn<int>("against");
    QTest::newRow("as the world") << 0;
    QTest::newRow("mirrored") << 1;
    QTest::newRow("turned") << 6;
}

void TestVolumeView::theScanIsSeenAsAVolume() {
    QFETCH(int, against);
    show({{2, 1, 0}, against});
    m_view.setMode(VolumeView::Mode::Volume);
    const QImage picture = pictureOf(m_view);
    const auto isBright = [](QRgb pixel) { return qGray(pixel) > 40; };
    // 'A' lies in the middle and hides nothing from the front
    for (const char letter : {'L', 'A'}) {
        const QPoint at = m_view.pointOf(faceOf(markOf(letter), 1, 1)).toPoint();
        const int lit = test::blobOf(picture, QRect(at - QPoint(3, 3), QSize(7, 7)), isBright).pixels;
        TESSERA_VERIFY_PICTURE(lit > 30, QString("mark %1: %2").arg(letter).arg(lit), picture);
    }
    const Vec3 left = faceOf(markOf('L'), 1, 1), middle = test::headCentre();
    const QPoint other = m_view.pointOf({2 * middle[0] - left[0], left[1], left[2]}).toPoint(); // the patient's right
    TESSERA_VERIFY_PICTURE(test::blobOf(picture, QRect(other - QPoint(3, 3), QSize(7, 7)), isBright).pixels == 0,
                           "right", picture);
    m_view.setMode(VolumeView::Mode::Surfaces);
    QVERIFY(seen(m_view, 1) > 100);
}

void TestVolumeView::labelsThatChangeTakeTheirSurfacesAlong() {
    QVERIFY(seen(m_view, 1) > 100);
    const FloatVolume volume = test::phantomHead({});
    LabelVolume map = test::markLabels(volume.geometry, volume.voxels);
    std::ranges::replace(map.labels, 1, 0);
    m_state.setLabels(ui::makeCaseLabels("marks.nii", map, test::markTable(), {}, {}, volume.geometry));
    QTRY_COMPARE(m_view.surfaces().ready(), std::size_t{2});
    QVERIFY(seen(m_view, 1) == 0 && seen(m_view, 2) > 100);
    m_state.setLabels(nullptr);
    QVERIFY(seen(m_view, 2) == 0);
    QVERIFY(!m_view.regionAt({100, 100}));
}

void TestVolumeView::tilesThatLandMoveNothing() {
    const FloatVolume volume = test::phantomHead({});
    const auto landed = [&] {
        auto out = std::make_shared<ui::CaseLabels>(*ui::makeCaseLabels(
            "", test::markLabels(volume.geometry, volume.voxels), test::markTable(), {}, {}, volume.geometry));
        out->isProvisional = true;
        return out;
    };
    m_state.setLabels(landed());
    QVERIFY(seen(m_view, 1) == 0 && seen(m_view, 2) == 0); // the surfaces of other labels are gone
    m_state.setSelectedRegion(2);
    m_view.turn(20, 5);
    (void)pictureOf(m_view);
    const VolumeView::Eye eye = m_view.eye();
    QSignalSpy drawn(&m_view, &VolumeView::drawn);
    m_state.setLabels(landed());
    (void)pictureOf(m_view);
    QCOMPARE(m_view.eye(), eye);
    QCOMPARE(drawn.size(), 0);
    QCOMPARE(m_state.selectedRegion(), 2);
    show({}); // the result
    QCOMPARE(m_state.selectedRegion(), 0);
    QVERIFY(seen(m_view, 2) > 100);
}

void TestVolumeView::theEventLoopGoesOnWhileItIsDrawn() {
    (void)pictureOf(m_view); // nothing waits any more
    QSignalSpy drawn(&m_view, &VolumeView::drawn);
    m_view.turn(15, 0);
    m_view.repaint();
    QCOMPARE(drawn.size(), 0); // the picture before is still there
    m_view.turn(10, 0);        // meanwhile
    m_view.turn(5, 0);
    QTRY_COMPARE(drawn.size(), 2);
    QTest::qWait(50);
    QCOMPARE(drawn.size(), 2);
    const QPoint at = m_view.pointOf(faceOf(markOf('A'), 1, 1)).toPoint();
    const QImage picture = m_view.grab().toImage();
    TESSERA_VERIFY_PICTURE(regionIn(picture.pixel(at)) == m_view.regionAt(at)->number, "turned", picture);
}

/// Also where a drawing of the scan before is still under way.
void TestVolumeView::anotherScanTakesThePictureAway() {
    QVERIFY(seen(m_view, 1) > 100);
    m_view.turn(15, 0);
    m_view.repaint();
    const FloatVolume volume = test::phantomHead({});
    QSignalSpy drawn(&m_view, &VolumeView::drawn);
    m_state.setImage(ui::makeCaseImage("other.nii", {volume.geometry, volume.voxels}));
    const QImage picture = m_view.grab().toImage();
    TESSERA_VERIFY_PICTURE(
        test::blobOf(picture, picture.rect(), [](QRgb pixel) { return regionIn(pixel) > 0; }).pixels == 0,
        "surfaces of another scan", picture);
    QTRY_COMPARE(drawn.size(), 1);
    QVERIFY(seen(m_view, 1) == 0);
}

void TestVolumeView::slowVolumesSaySo() {
    m_view.setMode(VolumeView::Mode::Volume);
    QTRY_COMPARE(m_view.findChild<QTimer*>("slow")->isActive(), true);
    m_view.findChild<QTimer*>("slow")->start(0); // as if it took that long
    QTRY_COMPARE(m_view.cursor().shape(), Qt::BusyCursor);
    (void)pictureOf(m_view);
    QVERIFY(m_view.cursor().shape() != Qt::BusyCursor);
}

void TestVolumeView::aVolumeComesInCoarsePixelsFirst() {
    (void)pictureOf(m_view);
    QSignalSpy drawn(&m_view, &VolumeView::drawn);
    m_view.setMode(VolumeView::Mode::Volume);
    QTRY_COMPARE_WITH_TIMEOUT(drawn.size(), 2, 30'000);
    QTest::qWait(50);
    const QImage shown = m_view.grab().toImage().convertToFormat(QImage::Format_RGB32);
    const QImage whole = m_view.picture().convertToFormat(QImage::Format_RGB32);
    QCOMPARE(drawn.size(), 2); // all pixels were there
    const QPoint at = m_view.pointOf(faceOf(markOf('L'), 1, 1)).toPoint();
    TESSERA_VERIFY_PICTURE(shown.copy(QRect(at - QPoint(9, 9), QSize(18, 18))) ==
                               whole.copy(QRect(at - QPoint(9, 9), QSize(18, 18))),
                           "not whole", shown);
}

void TestVolumeView::opacityOfSlicesDrawsNothing() {
    (void)pictureOf(m_view);
    QSignalSpy drawn(&m_view, &VolumeView::drawn);
    ui::OverlayLook look;
    look.opacity = 0.7;
    m_state.setOverlay(look);
    m_state.setCursor(test::headCentre());
    (void)pictureOf(m_view);
    QCOMPARE(drawn.size(), 0);
    m_state.setOverlay({});
}

/// As long as there is no result, which is said in many words.
void TestVolumeView::noTextRunsThroughALetter() {
    m_state.setLabels(nullptr);
    m_view.resetView();
    const QImage picture = pictureOf(m_view);
    const QRect top(picture.width() / 2 - 16, 2, 32, 32); // the letter's middle is 18 pixels from the edge
    const char letter = test::letterIn(picture.copy(top), Qt::AlignCenter);
    TESSERA_VERIFY_PICTURE(letter == 'S', QString(letter), picture);
    const test::Blob beside =
        test::blobOf(picture, QRect(top.left() - 10, 0, 10, 27), [](QRgb pixel) { return qGray(pixel) > 60; });
    TESSERA_VERIFY_PICTURE(beside.pixels == 0, "text beside the letter", picture);
    const test::Blob said =
        test::blobOf(picture, QRect(0, 27, picture.width(), 20), [](QRgb pixel) { return qGray(pixel) > 60; });
    TESSERA_VERIFY_PICTURE(said.pixels > 50, "nothing is said", picture);
}

int main(int argc, char** argv) {
    return test::runRenderTest<TestVolumeView>(argc, argv);
}
#include "tst_volume_view.moc"
