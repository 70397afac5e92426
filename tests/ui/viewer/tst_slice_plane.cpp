#include "ui/viewer/slice_plane.h"

#include <QtTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <set>

using namespace tessera;
using ui::View;

namespace {

/// All 48 ways in which voxel axes may lie along world axes, turned a little so that no axis is exact.
std::vector<Geometry> orientations(double turnDegrees) {
    std::vector<Geometry> out;
    std::array<int, 3> order{0, 1, 2};
    const double c = std::cos(turnDegrees / 57.29577951308232), s = std::sin(turnDegrees / 57.29577951308232);
    do {
        for (int signs = 0; signs < 8; ++signs) {
            const Vec3 spacing{0.8, 1.1, 1.7};
            Affine matrix = Affine::translation({3, -20, 11});
            for (int axis = 0; axis < 3; ++axis) {
                Vec3 along{};
                along[order[axis]] = (signs >> axis & 1) != 0 ? -spacing[axis] : spacing[axis];
                along = {c * along[0] - s * along[1], s * along[0] + c * along[1], along[2]};
                for (int row = 0; row < 3; ++row) {
                    matrix(row, axis) = along[row];
                }
            }
            out.push_back(Geometry::fromAffine({11, 14, 17}, matrix));
        }
    } while (std::next_permutation(order.begin(), order.end()));
    return out;
}

/// World axis and direction that a letter stands for.
Vec3 directionOf(char letter) {
    switch (letter) {
    case 'R':
        return {1, 0, 0};
    case 'L':
        return {-1, 0, 0};
    case 'A':
        return {0, 1, 0};
    case 'P':
        return {0, -1, 0};
    case 'S':
        return {0, 0, 1};
    default:
        return {0, 0, -1};
    }
}

double dot(const Vec3& a, const Vec3& b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

} // namespace

class TestSlicePlane : public QObject {
    Q_OBJECT

  private slots:
    void lettersSayWhereTheWorldIs();
    void conventionsDecideTheSides();
    void noViewMirrors();
    void scrollingVisitsEachSliceOnce();
    void aPointOfTheScreenIsItsVoxel();
    void shearedGridsKeepTheirGeometry();
};

void TestSlicePlane::lettersSayWhereTheWorldIs() {
    for (const Geometry& grid : orientations(8)) {
        for (const View view : ui::kViews) {
            for (int bits = 0; bits < 4; ++bits) {
                const ui::SlicePlane plane(grid, view, {(bits & 1) != 0, (bits & 2) != 0});
                QVERIFY(dot(plane.right(), directionOf(plane.letters().right)) > 0.9);
                QVERIFY(dot(plane.right(), directionOf(plane.letters().left)) < -0.9);
                QVERIFY(dot(plane.up(), directionOf(plane.letters().top)) > 0.9);
                QVERIFY(dot(plane.up(), directionOf(plane.letters().bottom)) < -0.9);
            }
        }
    }
}

void TestSlicePlane::conventionsDecideTheSides() {
    for (const Geometry& grid : orientations(8)) {
        for (const View view : {View::Axial, View::Coronal}) {
            QCOMPARE(ui::SlicePlane(grid, view, {.radiological = true}).letters().left, 'R');
            QCOMPARE(ui::SlicePlane(grid, view, {.radiological = false}).letters().left, 'L');
        }
        QCOMPARE(ui::SlicePlane(grid, View::Axial, {}).letters().top, 'A');
        QCOMPARE(ui::SlicePlane(grid, View::Coronal, {}).letters().top, 'S');
        QCOMPARE(ui::SlicePlane(grid, View::Sagittal, {.noseLeft = true}).letters().left, 'A');
        QCOMPARE(ui::SlicePlane(grid, View::Sagittal, {.noseLeft = false}).letters().left, 'P');
        QCOMPARE(ui::SlicePlane(grid, View::Sagittal, {.radiological = false}).letters().left, 'A');
    }
}

void TestSlicePlane::noViewMirrors() {
    for (const Geometry& grid : orientations(8)) {
        for (const View view : ui::kViews) {
            const ui::SlicePlane plane(grid, view, {});
            const Vec3 &r = plane.right(), &u = plane.up(), &n = plane.toViewer();
            const Vec3 cross{r[1] * u[2] - r[2] * u[1], r[2] * u[0] - r[0] * u[2], r[0] * u[1] - r[1] * u[0]};
            QVERIFY(dot(cross, n) > 1 - 1e-12);
            QVERIFY(std::abs(dot(r, u)) < 1e-12);
        }
    }
}

void TestSlicePlane::scrollingVisitsEachSliceOnce() {
    for (const Geometry& grid : orientations(20)) {
        for (const View view : ui::kViews) {
            const ui::SlicePlane plane(grid, view, {});
            std::set<std::int64_t> seen;
            for (std::int64_t k = 0; k < plane.slices(); ++k) {
                const auto at = plane.sliceAt(plane.worldAt(1, -20, k));
                QCOMPARE(plane.sliceAt(plane.worldAt(5, -10, at)), at);
                seen.insert(at);
            }
            QCOMPARE(static_cast<std::int64_t>(seen.size()), plane.slices());
        }
    }
}

void TestSlicePlane::aPointOfTheScreenIsItsVoxel() {
    for (const Geometry& grid : orientations(8)) {
        for (const View view : ui::kViews) {
            const ui::SlicePlane plane(grid, view, {});
            const std::array<std::int64_t, 3> voxel{2, 5, 9};
            const Vec3 mm = grid.worldFromVoxel.apply({2, 5, 9});
            const auto [u, v] = plane.planeOf(mm);
            const Vec3 back = plane.worldAt(u, v, voxel[plane.sliceAxis()]);
            for (int axis = 0; axis < 3; ++axis) {
                QVERIFY(std::abs(back[axis] - mm[axis]) < 1e-9);
            }
            QVERIFY(plane.voxelAt(u, v, voxel[plane.sliceAxis()]) == voxel);
            QVERIFY(!plane.voxelAt(u + 100, v, 0));
            const auto inSlice = plane.worldFromSlice(voxel[plane.sliceAxis()])
                                     .apply({static_cast<double>(voxel[plane.columnAxis()]),
                                             static_cast<double>(voxel[plane.rowAxis()]), 0});
            for (int axis = 0; axis < 3; ++axis) {
                QVERIFY(std::abs(inSlice[axis] - mm[axis]) < 1e-9);
            }
        }
    }
}

void TestSlicePlane::shearedGridsKeepTheirGeometry() {
    Affine matrix = Affine::scaling({1, 1.2, 2});
    matrix(0, 1) = 0.3;  // rows slant
    matrix(1, 2) = -0.5; // a gantry that is tilted
    const Geometry grid = Geometry::fromAffine({20, 20, 10}, matrix);
    for (const View view : ui::kViews) {
        const ui::SlicePlane plane(grid, view, {});
        for (const std::array<std::int64_t, 3>& voxel :
             {std::array<std::int64_t, 3>{0, 0, 0}, {19, 0, 9}, {7, 13, 4}, {19, 19, 9}}) {
            const Vec3 mm = grid.worldFromVoxel.apply(
                {static_cast<double>(voxel[0]), static_cast<double>(voxel[1]), static_cast<double>(voxel[2])});
            const auto [u, v] = plane.planeOf(mm);
            QVERIFY(plane.voxelAt(u, v, voxel[plane.sliceAxis()]) == voxel);
            const auto [left, bottom, right, top] = plane.bounds();
            QVERIFY(u > left && u < right && v > bottom && v < top);
        }
    }
}

QTEST_APPLESS_MAIN(TestSlicePlane)
#include "tst_slice_plane.moc"
