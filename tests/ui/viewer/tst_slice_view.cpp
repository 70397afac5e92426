// From a pixel to its voxel and back: affines of other programs, scrolling, clicks, and edges in pictures. Runs with
// device pixel ratios 1 and 1.5 (CMakeLists.txt).
#include "core/base/os/file.h"
#include "core/base/tsv.h"
#include "core/image/image_io.h"
#include "tests/support/nifti_builder.h"
#include "tests/support/shared_data.h"
#include "tests/ui/viewer/phantom_head.h"
#include "tests/ui/viewer/render_test.h"
#include "ui/viewer/view_grid.h"

#include <QTemporaryDir>

#include <cmath>
#include <random>

using namespace tessera;
using ui::View;

namespace {

constexpr double kFitMargin = 1.04; // what SliceView leaves around the slice

/// A 1 mm scan whose intensities number its voxels, and a 2 mm checkerboard of labels 4 and 207 over it.
struct Checkerboard {
    Size3 size;
    Vec3 origin{-7.25, 13.5, 40}; // RAS mm of the outer corner of the first voxel

    [[nodiscard]] Geometry grid(double spacing) const {
        Affine matrix = Affine::scaling({spacing, spacing, spacing});
        Size3 voxels{};
        for (int axis = 0; axis < 3; ++axis) {
            matrix(axis, 3) = origin[axis] + spacing / 2;
            voxels[axis] = static_cast<std::int64_t>(std::ceil(static_cast<double>(size[axis]) / spacing));
        }
        return Geometry::fromAffine(voxels, matrix);
    }
    [[nodiscard]] static std::int32_t label(const std::array<std::int64_t, 3>& square) {
        return (square[0] + square[1] + square[2]) % 2 == 0 ? 4 : 207;
    }
    [[nodiscard]] std::array<std::int64_t, 3> cell(const Vec3& mm, double spacing) const {
        std::array<std::int64_t, 3> out{};
        for (int axis = 0; axis < 3; ++axis) {
            out[axis] = static_cast<std::int64_t>(std::floor((mm[axis] - origin[axis]) / spacing));
        }
        return out;
    }
    [[nodiscard]] std::shared_ptr<const ui::CaseImage> image() const {
        const Geometry fine = grid(1);
        std::vector<float> voxels(fine.voxels());
        std::iota(voxels.begin(), voxels.end(), 0.0F);
        return ui::makeCaseImage("scan.nii", {fine, voxels});
    }
    [[nodiscard]] std::shared_ptr<const ui::CaseLabels> labels() const {
        LabelVolume map{grid(2), {}};
        for (std::int64_t z = 0; z < map.geometry.size[2]; ++z) {
            for (std::int64_t y = 0; y < map.geometry.size[1]; ++y) {
                for (std::int64_t x = 0; x < map.geometry.size[0]; ++x) {
                    map.labels.push_back(label({x, y, z}));
                }
            }
        }
        const labels::LabelTable table("board",
                                       {{.number = 4, .name = "white", .colour = {250, 240, 10}},
                                        {.number = 207, .name = "black", .colour = {20, 60, 200}}},
                                       {.number = 0, .name = "background"});
        return ui::makeCaseLabels("board.nii", map, table, {}, {}, grid(1));
    }
};

/// What a slice view of the checkerboard promises: its screen in world axes (grids along the world's axes only).
struct Screen {
    int across = 0, vertical = 1, through = 2;
    double sign = -1; // radiological; the nose to the left
    double mmPerPixel = 1;
    Vec3 middle{}; // in the middle of the picture
    QSizeF picture;

    Screen(const ui::SliceView& view, const Checkerboard& board, double zoom) {
        across = view.view() == View::Sagittal ? 1 : 0;
        vertical = view.view() == View::Axial ? 1 : 2;
        through = 3 - across - vertical;
        const double ratio = view.devicePixelRatioF();
        picture = QSizeF(std::round(view.width() * ratio), std::round(view.height() * ratio));
        mmPerPixel = kFitMargin / zoom *
                     std::max(static_cast<double>(board.size[across]) / (view.width() * ratio),
                              static_cast<double>(board.size[vertical]) / (view.height() * ratio));
        for (int axis = 0; axis < 3; ++axis) {
            middle[axis] = board.origin[axis] + static_cast<double>(board.size[axis]) / 2;
        }
    }
    /// Of the centre of a pixel, in the slice `through`.
    [[nodiscard]] Vec3 worldOf(const QPoint& pixel, double depth) const {
        Vec3 out{};
        out[across] = middle[across] + sign * (pixel.x() + 0.5 - picture.width() / 2) * mmPerPixel;
        out[vertical] = middle[vertical] - (pixel.y() + 0.5 - picture.height() / 2) * mmPerPixel;
        out[through] = depth;
        return out;
    }
    [[nodiscard]] double column(double mm) const {
        return picture.width() / 2 + sign * (mm - middle[across]) / mmPerPixel;
    }
    [[nodiscard]] double row(double mm) const { return picture.height() / 2 - (mm - middle[vertical]) / mmPerPixel; }
};

bool isColour(QRgb pixel, const std::array<std::uint8_t, 3>& colour) {
    return qRed(pixel) == colour[0] && qGreen(pixel) == colour[1] && qBlue(pixel) == colour[2];
}

} // namespace

class TestSliceView : public QObject {
    Q_OBJECT

  private slots:
    void voxelsAreWhereOtherProgramsHaveThem();
    void scrollingVisitsEachSliceOnceFromFirstToLast();
    void theCursorStaysInTheScan();
    void aClickReadsWhatItsPixelShows_data();
    void aClickReadsWhatItsPixelShows();
    void edgesOfLabelsLieWhereTheyBelong_data();
    void edgesOfLabelsLieWhereTheyBelong();
    void aPictureOfAllViewsMixesNoPixels_data();
    void aPictureOfAllViewsMixesNoPixels();
    void aChangeDrawsWhatItConcernsOnce();
    void theScanIsMixedFromItsNeighbours();
};

/// nibabel's matrices, tests/fixtures/images. 1e-4 voxels: headers hold float32.
void TestSliceView::voxelsAreWhereOtherProgramsHaveThem() {
    const QTemporaryDir folder;
    const auto path = [&](const std::string& name) {
        return std::filesystem::path(folder.path().toStdString()) / name;
    };
    const std::filesystem::path fixtures = test::sourcePath("tests/fixtures/images");
    const Tsv table = parseTsv(os::readFile(fixtures / "images.tsv"), "images.tsv", ErrorCode::Internal);
    for (const auto& row : table.rows) {
        const std::string pack = os::readFile(fixtures / row[1]);
        test::NiftiBuilder::writeBytes(path(row[0]), pack.substr(static_cast<std::size_t>(*parseInteger(row[2])),
                                                                 static_cast<std::size_t>(*parseInteger(row[3]))));
    }
    int checked = 0;
    for (const auto& row : table.rows) {
        if (row[4] != "stated") {
            continue;
        }
        const auto image = ui::readCaseImage(path(row[0]));
        std::array<double, 12> matrix{};
        for (std::size_t i = 0; i < 12; ++i) {
            matrix[i] = *parseNumber(row[6 + i]);
        }
        for (const View view : ui::kViews) {
            const ui::SlicePlane plane(image->geometry, view, {});
            for (const Vec3& voxel : {Vec3{0, 0, 0}, Vec3{4, 0.5, 1}, Vec3{2.25, 5, 6}, Vec3{-0.5, 5.5, 3}}) {
                Vec3 mm{};
                for (std::size_t i = 0; i < 3; ++i) {
                    mm[i] = matrix[4 * i] * voxel[0] + matrix[4 * i + 1] * voxel[1] + matrix[4 * i + 2] * voxel[2] +
                            matrix[4 * i + 3];
                }
                const Vec3 back = plane.voxelOf(mm);
                const auto [u, v] = plane.planeOf(mm);
                const auto slice = static_cast<std::int64_t>(voxel[plane.sliceAxis()]);
                const Vec3 inPlane = plane.voxelOf(plane.worldAt(u, v, slice));
                for (int axis = 0; axis < 3; ++axis) {
                    QVERIFY2(std::abs(back[axis] - voxel[axis]) < 1e-4, row[0].c_str());
                    const bool isInSlice = voxel[plane.sliceAxis()] == static_cast<double>(slice);
                    QVERIFY2(!isInSlice || std::abs(inPlane[axis] - voxel[axis]) < 1e-4, row[0].c_str());
                }
            }
        }
        ++checked;
    }
    QVERIFY2(checked > 300, qPrintable(QString::number(checked)));
}

void TestSliceView::scrollingVisitsEachSliceOnceFromFirstToLast() {
    std::vector<Geometry> grids;
    Affine sheared = Affine::translation({-12, 30, 4}) * Affine::scaling({1, 1.2, 2});
    sheared(0, 1) = 0.3;
    sheared(1, 2) = -0.7;
    grids.push_back(Geometry::fromAffine({11, 9, 7}, sheared));
    for (const test::AxisLayout& layout : test::axisLayouts()) {
        Geometry grid = test::phantomHead(layout).geometry;
        const double c = std::cos(0.4), s = std::sin(0.4);
        const Affine turn({{{c, -s, 0, 3}, {s, c, 0, -2}, {0, 0, 1, 0.3}, {0, 0, 0, 1}}});
        grid.worldFromVoxel = turn * grid.worldFromVoxel;
        grids.push_back(grid);
    }
    for (const Geometry& grid : grids) {
        ui::ViewerState state;
        state.setImage(ui::makeCaseImage("scan.nii", {grid, std::vector<float>(grid.voxels())}));
        for (const View view : ui::kViews) {
            ui::SliceView slices(state, view);
            const int axis = slices.plane()->sliceAxis(), step = slices.plane()->step();
            const std::int64_t last = slices.plane()->slices() - 1;
            Vec3 start{3.2, 4.4, 5.1};
            start[axis] = step > 0 ? 0.3 : static_cast<double>(last) + 0.2; // in the lowest slice, not in its middle
            state.setCursor(grid.worldFromVoxel.apply(start));
            for (std::int64_t i = 0; i <= last; ++i) {
                QCOMPARE(slices.slice(), step > 0 ? i : last - i);
                const Vec3 voxel = slices.plane()->voxelOf(state.cursor());
                for (int other = 0; other < 3; ++other) { // the cursor keeps its voxel in the slice
                    QVERIFY(other == axis || std::abs(voxel[other] - start[other]) < 1e-9);
                }
                slices.scroll(1);
            }
            QCOMPARE(slices.slice(), step > 0 ? last : 0);
            slices.scroll(-1000);
            QCOMPARE(slices.slice(), step > 0 ? 0 : last);
        }
    }
}

/// Of all grids that a matrix may make, some round outwards.
void TestSliceView::theCursorStaysInTheScan() {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> number(-1, 1);
    for (int i = 0; i < 500; ++i) {
        Affine matrix;
        for (int row = 0; row < 3; ++row) {
            for (int column = 0; column < 4; ++column) {
                matrix(row, column) = (row == column ? 1.1 : 0) + number(random) * (column == 3 ? 200 : 0.3);
            }
        }
        const Geometry grid = Geometry::fromAffine({5, 6, 7}, matrix);
        ui::ViewerState state;
        state.setImage(ui::makeCaseImage("scan.nii", {grid, std::vector<float>(grid.voxels())}));
        for (int corner = 0; corner < 8; ++corner) {
            state.setCursor(grid.worldFromVoxel.apply(
                {(corner & 1) != 0 ? 1e4 : -1e4, (corner & 2) != 0 ? 1e4 : -1e4, (corner & 4) != 0 ? 1e4 : -1e4}));
            const auto voxel = state.reading().voxel;
            QVERIFY(voxel.has_value());
            for (int axis = 0; axis < 3; ++axis) {
                QCOMPARE((*voxel)[axis], (corner >> axis & 1) != 0 ? grid.size[axis] - 1 : 0);
            }
        }
    }
}

void TestSliceView::aClickReadsWhatItsPixelShows_data() {
    QTest::addColumn<Size3>("size");
    QTest::addColumn<QSize>("widget");
    QTest::addColumn<double>("zoom");
    QTest::newRow("odd") << Size3{21, 25, 31} << QSize(301, 277) << 1.0;
    QTest::newRow("even") << Size3{20, 26, 30} << QSize(300, 276) << 1.0;
    QTest::newRow("odd, near") << Size3{21, 25, 31} << QSize(300, 277) << 3.7;
    QTest::newRow("even, at zoom 8") << Size3{20, 26, 30} << QSize(301, 276) << 8.0;
}

void TestSliceView::aClickReadsWhatItsPixelShows() {
    QFETCH(Size3, size);
    QFETCH(QSize, widget);
    QFETCH(double, zoom);
    const Checkerboard board{size};
    const Geometry fine = board.grid(1);
    ui::ViewerState state;
    state.setImage(board.image());
    state.setLabels(board.labels());
    state.setAnnotations({.crosshair = false});
    state.setOverlay({.opacity = 1});
    std::mt19937 random(11);
    int compared = 0;
    for (const View view : ui::kViews) {
        ui::SliceView slices(state, view);
        QVERIFY(test::appears(slices, widget.width(), widget.height()));
        slices.setZoom(zoom);
        const Screen screen(slices, board, zoom);
        const QImage picture = slices.picture();
        QCOMPARE(QSizeF(picture.size()), screen.picture);
        slices.setUpdatesEnabled(false); // each click would paint
        const double depth = board.origin[screen.through] + static_cast<double>(slices.slice()) + 0.5;
        int tried = 0;
        for (int here = 0; here < 84; ++tried) { // 1 008 in all rows
            QVERIFY2(tried < 2000, qPrintable(QString("%1 of %2 clicks hit the scan").arg(here).arg(tried)));
            const QPoint point(static_cast<int>(random() % static_cast<unsigned>(widget.width())),
                               static_cast<int>(random() % static_cast<unsigned>(widget.height())));
            QTest::mouseClick(&slices, Qt::LeftButton, Qt::NoModifier, point);
            const double ratio = slices.devicePixelRatioF();
            const QPoint pixel(static_cast<int>(point.x() * ratio), static_cast<int>(point.y() * ratio));
            const Vec3 mm = screen.worldOf(pixel, depth);
            const auto reading = state.reading();
            QVERIFY(reading.voxel.has_value());
            const auto voxel = board.cell(mm, 1);
            if (!ui::voxelHolding(fine.size, {static_cast<double>(voxel[0]), static_cast<double>(voxel[1]),
                                              static_cast<double>(voxel[2])})) {
                continue; // beside the scan, where the cursor is kept at its edge
            }
            QVERIFY(*reading.voxel == voxel);
            QCOMPARE(*reading.intensity, static_cast<float>(fine.index(voxel[0], voxel[1], voxel[2])));
            QCOMPARE(reading.region->number, Checkerboard::label(board.cell(mm, 2)));
            const auto* other = state.labels()->table.find(reading.region->number == 4 ? 207 : 4);
            const QRgb seen = picture.pixel(pixel);
            TESSERA_VERIFY_PICTURE(!isColour(seen, other->colour),
                                   QString("pixel %1, %2").arg(pixel.x()).arg(pixel.y()), picture);
            const bool isBare = isColour(seen, reading.region->colour); // else a text stands there
            here += isBare ? 1 : 0;
            compared += isBare ? 1 : 0;
        }
    }
    QCOMPARE(compared, 3 * 84);
}

void TestSliceView::edgesOfLabelsLieWhereTheyBelong_data() {
    QTest::addColumn<Size3>("size");
    QTest::newRow("odd") << Size3{21, 25, 31};
    QTest::newRow("even") << Size3{20, 26, 30};
}

/// Half a pixel: an edge between two pixels is where one colour ends.
void TestSliceView::edgesOfLabelsLieWhereTheyBelong() {
    QFETCH(Size3, size);
    const Checkerboard board{size};
    ui::ViewerState state;
    state.setImage(board.image());
    state.setLabels(board.labels());
    state.setAnnotations({.crosshair = false});
    state.setOverlay({.opacity = 1});
    for (const View view : ui::kViews) {
        ui::SliceView slices(state, view);
        QVERIFY(test::appears(slices, 333, 290));
        constexpr double kZoom = 8;
        slices.setZoom(kZoom);
        const Screen screen(slices, board, kZoom);
        const QImage picture = slices.picture();
        const auto isFirst = [&](int x, int y) { return isColour(picture.pixel(x, y), {250, 240, 10}); };
        const auto isSecond = [&](int x, int y) { return isColour(picture.pixel(x, y), {20, 60, 200}); };
        int edges = 0;
        // off the middle, where letters stand
        const int x0 = picture.width() / 3, y0 = picture.height() / 3;
        const auto check = [&](bool isAcross, int at) {
            const double cornerMm = board.origin[isAcross ? screen.across : screen.vertical];
            double nearest = 1e9;
            for (int edge = 0; edge < 20; ++edge) {
                const double mm = cornerMm + 2 * edge;
                nearest = std::min(nearest, std::abs((isAcross ? screen.column(mm) : screen.row(mm)) - at));
            }
            ++edges;
            return nearest;
        };
        for (int x = 1; x < picture.width(); ++x) {
            if ((isFirst(x - 1, y0) && isSecond(x, y0)) || (isSecond(x - 1, y0) && isFirst(x, y0))) {
                const double off = check(true, x);
                TESSERA_VERIFY_PICTURE(off < 0.501, QString("%1 pixels").arg(off), picture);
            }
        }
        for (int y = 1; y < picture.height(); ++y) {
            if ((isFirst(x0, y - 1) && isSecond(x0, y)) || (isSecond(x0, y - 1) && isFirst(x0, y))) {
                const double off = check(false, y);
                TESSERA_VERIFY_PICTURE(off < 0.501, QString("%1 pixels").arg(off), picture);
            }
        }
        TESSERA_VERIFY_PICTURE(edges >= 2, QString::number(edges), picture);
    }
}

void TestSliceView::aPictureOfAllViewsMixesNoPixels_data() {
    QTest::addColumn<QSize>("size");
    QTest::newRow("even") << QSize(402, 362);
    QTest::newRow("odd") << QSize(403, 361);
    QTest::newRow("views that begin between pixels") << QSize(404, 364);
}

/// What is kept as a picture is what each view shows, pixel by pixel.
void TestSliceView::aPictureOfAllViewsMixesNoPixels() {
    QFETCH(QSize, size);
    const Checkerboard board{{20, 26, 30}};
    ui::ViewerState state;
    state.setImage(board.image());
    state.setLabels(board.labels());
    state.setOverlay({.opacity = 1});
    ui::ViewGrid grid(state);
    QVERIFY(test::appears(grid, size.width(), size.height()));
    const QImage picture = grid.capture();
    const double ratio = grid.devicePixelRatioF();
    QCOMPARE(picture.size(), QSize(qRound(size.width() * ratio), qRound(size.height() * ratio)));
    for (const View view : ui::kViews) {
        ui::SliceView& slices = grid.slice(view);
        const QImage own = slices.picture();
        const QPoint corner(qRound(slices.x() * ratio), qRound(slices.y() * ratio));
        for (int y = 0; y < std::min(own.height(), picture.height() - corner.y()); ++y) {
            for (int x = 0; x < std::min(own.width(), picture.width() - corner.x()); ++x) {
                TESSERA_VERIFY_PICTURE((own.pixel(x, y) & 0xFFFFFF) ==
                                           (picture.pixel(corner + QPoint(x, y)) & 0xFFFFFF),
                                       QString("%1: pixel %2, %3").arg(ui::viewName(view)).arg(x).arg(y), picture);
            }
        }
    }
}

/// Whoever scrolls waits for one slice, not for three and the 3D view.
void TestSliceView::aChangeDrawsWhatItConcernsOnce() {
    const Checkerboard board{{20, 26, 30}};
    ui::ViewerState state;
    state.setImage(board.image());
    state.setLabels(board.labels());
    ui::ViewGrid grid(state);
    QVERIFY(test::appears(grid, 404, 364));
    const auto bringUpToDate = [&grid] {
        for (const View view : ui::kViews) {
            (void)grid.slice(view).picture();
        }
        grid.volume().catchUp();
        (void)grid.volume().picture();
    };
    bringUpToDate();
    std::array<int, 4> drawn{};
    for (const View view : ui::kViews) {
        connect(&grid.slice(view), &ui::PictureView::drawn, this, [&, view] { ++drawn[static_cast<int>(view)]; });
    }
    connect(&grid.volume(), &ui::PictureView::drawn, this, [&] { ++drawn[3]; });
    const auto after = [&](const std::function<void()>& change) {
        drawn.fill(0);
        change();
        bringUpToDate();
        return drawn;
    };
    ui::OverlayLook look = state.overlay();
    look.opacity = 0.9;
    QCOMPARE(after([&] { grid.slice(View::Coronal).scroll(1); }), (std::array{0, 1, 0, 0}));
    QCOMPARE(after([&] { state.setOverlay(look); }), (std::array{1, 1, 1, 0}));
    QCOMPARE(after([&] { state.setOverlay(look); }), (std::array{0, 0, 0, 0}));
    QCOMPARE(after([&] { state.setWindow({0, 5000}); }), (std::array{1, 1, 1, 0}));
    QCOMPARE(after([&] { grid.slice(View::Axial).setZoom(2); }), (std::array{1, 0, 0, 0}));
}

/// Between two voxels the grey runs evenly, outside of the outer voxels' centres it stays, and it is as nearest
/// neighbours have it where that is asked for.
void TestSliceView::theScanIsMixedFromItsNeighbours() {
    const Geometry grid = Geometry::fromAffine({2, 2, 2}, Affine::scaling({1, 1, 1}));
    ui::ViewerState state;
    state.setImage(ui::makeCaseImage("scan.nii", {grid, std::vector<float>{0, 200, 100, 100, 0, 200, 100, 100}}));
    state.setWindow({0, 255});
    state.setAnnotations({.crosshair = false});
    ui::SliceView slices(state, View::Axial);
    QVERIFY(test::appears(slices, 208, 208)); // 100 pixels a voxel
    for (const bool isInterpolated : {true, false}) {
        state.setInterpolated(isInterpolated);
        const QImage picture = slices.picture();
        for (int i = 0; i < 13; ++i) {
            for (int j = 0; j < 13; ++j) {
                const double x = -0.4 + 0.13 * i, y = -0.3 + 0.13 * j;
                const QPointF point = slices.pointOf({x, y, 0});
                if (point.x() < 40 || point.y() < 40 || point.x() > 168 || point.y() > 168) {
                    continue; // letters and texts
                }
                const Vec3 at = slices.worldAt(point);
                const double across = isInterpolated ? std::clamp(at[0], 0.0, 1.0) : std::floor(at[0] + 0.5);
                const double along = isInterpolated ? std::clamp(at[1], 0.0, 1.0) : std::floor(at[1] + 0.5);
                const double expected = 200 * across * (1 - along) + 100 * along;
                const double ratio = slices.devicePixelRatioF();
                const QRgb seen =
                    picture.pixel(static_cast<int>(point.x() * ratio), static_cast<int>(point.y() * ratio));
                TESSERA_VERIFY_PICTURE(test::isGrey(seen, qRound(expected), 2),
                                       QString("%1, %2: %3").arg(x).arg(y).arg(qRed(seen)), picture);
            }
        }
    }
}

int main(int argc, char** argv) {
    return test::runRenderTest<TestSliceView>(argc, argv);
}
#include "tst_slice_view.moc"
