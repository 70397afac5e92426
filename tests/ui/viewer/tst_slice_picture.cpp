// Pictures that are made without OpenGL: the patient's left on the side of the letter L, in all orientations.
#include "ui/viewer/slice_picture.h"

#include "tests/ui/viewer/letter_in.h"
#include "tests/ui/viewer/phantom_head.h"
#include "tests/ui/viewer/render_test.h"

using namespace tessera;
using ui::View;

namespace {

constexpr int kWidth = 1000;

/// All of the head is labelled, so that the views go through its middle; what is no mark has a black outline.
std::shared_ptr<const ui::CaseLabels> labelsOf(const ui::CaseImage& image) {
    LabelVolume map = test::markLabels(image.geometry, image.voxels);
    for (std::int32_t& label : map.labels) {
        label = label == 0 ? 4 : label;
    }
    std::vector<labels::Region> regions = test::markTable().regions();
    regions.push_back({.number = 4, .name = "rest", .colour = {0, 0, 0}});
    return ui::makeCaseLabels("marks.nii.gz", std::move(map), {"marks", regions, {.name = "background"}}, {}, {},
                              image.geometry);
}

bool isColourOf(const test::Mark& mark, QRgb pixel) {
    const int channel = mark.letter == 'L' ? qRed(pixel) : (mark.letter == 'A' ? qGreen(pixel) : qBlue(pixel));
    return channel > 100 && qRed(pixel) + qGreen(pixel) + qBlue(pixel) - channel < channel / 2;
}

struct Screen {
    int across, vertical;
    double sign;                 ///< of the world to the picture's right
    std::array<char, 4> letters; ///< left, right, top, bottom
};
Screen screenOf(View view, bool radiological) {
    if (view == View::Sagittal) {
        return {1, 2, -1, {'A', 'P', 'S', 'I'}};
    }
    const char left = radiological ? 'R' : 'L', right = radiological ? 'L' : 'R';
    return view == View::Axial ? Screen{0, 1, radiological ? -1.0 : 1.0, {left, right, 'A', 'P'}}
                               : Screen{0, 2, radiological ? -1.0 : 1.0, {left, right, 'S', 'I'}};
}

/// What is wrong in one view's part of the picture, or nothing.
QString wrongIn(const QImage& picture, const ui::PlacedSlice& placed, View view, bool radiological) {
    const Screen screen = screenOf(view, radiological);
    const QRect area = placed.area.toAlignedRect();
    const double scale = placed.area.width() / (placed.box[2] - placed.box[0]);
    const Vec3 middle = test::headCentre();
    for (const test::Mark& mark : test::kMarks) {
        const int axis = mark.letter == 'L' ? 0 : (mark.letter == 'A' ? 1 : 2);
        if (axis != screen.across && axis != screen.vertical) {
            continue; // it doesn't reach into the middle slice
        }
        const QPointF expected =
            placed.area.center() + QPointF(screen.sign * (mark.centre()[screen.across] - middle[screen.across]) * scale,
                                           -(mark.centre()[screen.vertical] - middle[screen.vertical]) * scale);
        const test::Blob blob = test::blobOf(picture, area, [&](QRgb pixel) { return isColourOf(mark, pixel); });
        if (blob.pixels < 50 || test::distance(blob.centre, expected) > 1.5) {
            return QString("mark %1 at %2, %3, not at %4, %5")
                .arg(mark.letter)
                .arg(blob.centre.x())
                .arg(blob.centre.y())
                .arg(expected.x())
                .arg(expected.y());
        }
    }
    const std::array<QPoint, 4> corners{
        QPoint(area.left(), area.center().y() - 16), QPoint(area.right() - 31, area.center().y() - 16),
        QPoint(area.center().x() - 16, area.top()), QPoint(area.center().x() - 16, area.bottom() - 31)};
    const std::array<Qt::Alignment, 4> where{Qt::AlignLeft | Qt::AlignVCenter, Qt::AlignRight | Qt::AlignVCenter,
                                             Qt::AlignTop | Qt::AlignHCenter, Qt::AlignBottom | Qt::AlignHCenter};
    for (std::size_t i = 0; i < 4; ++i) {
        const char letter = test::letterIn(picture.copy(QRect(corners[i], QSize(32, 32))), where[i]);
        if (letter != screen.letters[i]) {
            return QString("letter %1, not %2").arg(letter).arg(screen.letters[i]);
        }
    }
    return {};
}

} // namespace

class TestSlicePicture : public QObject {
    Q_OBJECT

  private slots:
    void everyMarkIsOnItsSide_data();
    void everyMarkIsOnItsSide();
    void theScanLiesUnderItsOutlines();
    void unsureSidesAreAQuestion();
    void aBrainThatWasCutOffHasRoomAroundIt();
    void withoutLabelsTheWholeScanIsShown();
};

void TestSlicePicture::everyMarkIsOnItsSide_data() {
    QTest::addColumn<bool>("radiological");
    QTest::newRow("radiological") << true;
    QTest::newRow("neurological") << false;
}

void TestSlicePicture::everyMarkIsOnItsSide() {
    QFETCH(bool, radiological);
    const ui::Conventions conventions{.radiological = radiological};
    for (const test::AxisLayout& layout : test::axisLayouts()) {
        const FloatVolume head = test::phantomHead(layout);
        const auto image = ui::makeCaseImage("head.nii", {head.geometry, head.voxels});
        const auto labels = labelsOf(*image);
        const QImage picture = ui::threeViews(*image, *labels, conventions, kWidth);
        const auto places = ui::placeThreeViews(*image, *labels, conventions, kWidth);
        for (const View view : ui::kViews) {
            const QString wrong = wrongIn(picture, places[static_cast<std::size_t>(view)], view, radiological);
            TESSERA_VERIFY_PICTURE(wrong.isEmpty(),
                                   QString("%1, view %2: %3")
                                       .arg(QString::fromStdString(layout.name()))
                                       .arg(static_cast<int>(view))
                                       .arg(wrong),
                                   picture);
        }
    }
}

void TestSlicePicture::theScanLiesUnderItsOutlines() {
    const FloatVolume head = test::phantomHead({{1, 2, 0}, 3});
    const auto image = ui::makeCaseImage("head.nii", {head.geometry, head.voxels});
    const auto labels = labelsOf(*image);
    const QImage picture = ui::threeViews(*image, *labels, {}, kWidth);
    const ui::PlacedSlice axial = ui::placeThreeViews(*image, *labels, {}, kWidth)[0];
    const double scale = axial.area.width() / (axial.box[2] - axial.box[0]);
    const double off = (test::kMarks[0].centre()[0] - test::headCentre()[0]) * scale; // the left mark's
    const QPointF middle = axial.area.center();
    const QRgb left = picture.pixel((middle + QPointF(-off, 0)).toPoint());
    const QRgb right = picture.pixel((middle + QPointF(off, 0)).toPoint());
    TESSERA_VERIFY_PICTURE(qGray(left) > 150 && qGray(right) < 20, QString("%1, %2").arg(qGray(left)).arg(qGray(right)),
                           picture);
}

void TestSlicePicture::unsureSidesAreAQuestion() {
    FloatVolume head = test::phantomHead({});
    head.geometry.orientation = Orientation::None;
    const auto image = ui::makeCaseImage("head.nii", {head.geometry, head.voxels});
    const auto labels = labelsOf(*image);
    const QImage picture = ui::threeViews(*image, *labels, {}, kWidth);
    const auto isWarning = [](QRgb pixel) { return qRed(pixel) > 200 && qGreen(pixel) > 150 && qBlue(pixel) < 120; };
    const auto places = ui::placeThreeViews(*image, *labels, {}, kWidth);
    QVERIFY(test::blobOf(picture, places[0].area.toAlignedRect(), isWarning).pixels > 10);
    QCOMPARE(test::blobOf(picture, places[2].area.toAlignedRect(), isWarning).pixels, 0); // no sides there
}

void TestSlicePicture::aBrainThatWasCutOffHasRoomAroundIt() {
    const Geometry grid = Geometry::fromAffine({128, 128, 128}, Affine::scaling({2, 2, 2}));
    const auto image = ui::makeCaseImage("head.nii", {grid, std::vector<float>(grid.voxels(), 1)});
    LabelVolume map{grid, std::vector<std::int32_t>(grid.voxels())};
    map.labels[grid.index(64, 64, 64)] = 1; // all that was found
    const auto labels = ui::makeCaseLabels("x.nii.gz", map, test::markTable(), {}, {}, grid);
    for (const ui::PlacedSlice& placed : ui::placeThreeViews(*image, *labels, {}, kWidth)) {
        QVERIFY(placed.box[2] - placed.box[0] >= 165 && placed.box[3] - placed.box[1] >= 165);
        QCOMPARE(placed.slice, std::int64_t{64});
    }
}

void TestSlicePicture::withoutLabelsTheWholeScanIsShown() {
    const FloatVolume head = test::phantomHead({});
    const auto image = ui::makeCaseImage("head.nii", {head.geometry, head.voxels});
    const auto none = ui::makeCaseLabels("x.nii.gz", {head.geometry, std::vector<std::int32_t>(head.voxels.size())},
                                         test::markTable(), {}, {}, head.geometry);
    for (const ui::PlacedSlice& placed : ui::placeThreeViews(*image, *none, {}, kWidth)) {
        QCOMPARE(placed.box, placed.plane.bounds());
    }
    QVERIFY(!ui::threeViews(*image, *none, {}, kWidth).isNull());
}

int main(int argc, char** argv) {
    return test::runRenderTest<TestSlicePicture>(argc, argv);
}
#include "tst_slice_picture.moc"
