// Surfaces of regions: where they lie, which way they face, what they enclose; and that all of them arrive, but none of
// another case.
#include "tests/ui/viewer/phantom_head.h"
#include "ui/viewer/region_surface.h"
#include "ui/viewer/surface_maker.h"

#include <QtTest>

#include <vtkFloatArray.h>
#include <vtkIdList.h>
#include <vtkPointData.h>

#include <cmath>
#include <numeric>

using namespace tessera;

namespace {

/// Enclosed volume by the divergence theorem: a sixth of the sum of the triangles' triple products. Positive where the
/// corners run counterclockwise as seen from outside.
double enclosed(vtkPolyData& surface) {
    double sum = 0;
    for (vtkIdType cell = 0; cell < surface.GetNumberOfCells(); ++cell) {
        std::array<Vec3, 3> p{};
        for (int corner = 0; corner < 3; ++corner) {
            surface.GetPoint(surface.GetCell(cell)->GetPointId(corner), p[corner].data());
        }
        sum += p[0][0] * (p[1][1] * p[2][2] - p[1][2] * p[2][1]) + p[0][1] * (p[1][2] * p[2][0] - p[1][0] * p[2][2]) +
               p[0][2] * (p[1][0] * p[2][1] - p[1][1] * p[2][0]);
    }
    return sum / 6;
}

/// A ball of 9 mm radius as region 1 on a grid.
std::shared_ptr<const ui::CaseLabels> ball(const Geometry& grid, const Vec3& centre, double radius = 9) {
    LabelVolume map{grid, std::vector<std::int32_t>(grid.voxels())};
    std::size_t at = 0;
    for (std::int64_t z = 0; z < grid.size[2]; ++z) {
        for (std::int64_t y = 0; y < grid.size[1]; ++y) {
            for (std::int64_t x = 0; x < grid.size[0]; ++x, ++at) {
                const Vec3 mm =
                    grid.worldFromVoxel.apply({static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)});
                const double r = std::hypot(mm[0] - centre[0], mm[1] - centre[1], mm[2] - centre[2]);
                map.labels[at] = r < radius ? 1 : 0;
            }
        }
    }
    return ui::makeCaseLabels("ball.nii", map, test::markTable(), {}, {}, grid);
}

/// A map of many blocks, one region each, larger ones first by number.
struct Blocks {
    std::shared_ptr<const ui::CaseImage> image;
    std::shared_ptr<const ui::CaseLabels> labels;

    explicit Blocks(int count) {
        const Geometry grid = Geometry::fromAffine({4 * count, 20, 20}, Affine());
        LabelVolume map{grid, std::vector<std::int32_t>(grid.voxels())};
        std::vector<labels::Region> regions;
        for (int i = 0; i < count; ++i) {
            regions.push_back({.number = i + 1, .name = "block " + std::to_string(i), .colour = {200, 100, 50}});
            for (int y = 1; y < 4 + i % 15; ++y) {
                for (int z = 1; z < 5; ++z) {
                    map.labels[grid.index(4 * i + 1, y, z)] = map.labels[grid.index(4 * i + 2, y, z)] = i + 1;
                }
            }
        }
        image = ui::makeCaseImage("blocks.nii", {grid, std::vector<float>(grid.voxels())});
        const labels::LabelTable table("blocks", regions, {.number = 0, .name = "background"});
        labels = ui::makeCaseLabels("blocks.nii", map, table, {}, {}, grid);
    }
};

/// The classes of all surfaces that a maker delivers.
std::vector<std::uint16_t>& collect(ui::SurfaceMaker& maker, std::vector<std::uint16_t>& into) {
    QObject::connect(&maker, &ui::SurfaceMaker::surfaceReady,
                     [&into](std::uint16_t regionClass) { into.push_back(regionClass); });
    return into;
}

} // namespace

class TestRegionSurface : public QObject {
    Q_OBJECT

  private slots:
    void surfacesEncloseTheirRegionInTheWorld();
    void obliqueAndShearedGridsToo();
    void normalsPointOutwards();
    void regionsAtTheScansSideAreClosed();
    void neighboursMeetWithoutAGap();
    void aRegionWithoutVoxelsHasNoSurface();
    void allSurfacesThatAreAskedForArrive();
    void hiddenRegionsAreMadeWhenTheyAreShown();
    void nothingOfAnotherCaseArrives();
    void aMakerMayGoInTheMiddle();
};

/// 3 % of the volume: smoothing rounds what voxels square. 0.6 of a voxel for the box, for the same reason.
void TestRegionSurface::surfacesEncloseTheirRegionInTheWorld() {
    for (const test::AxisLayout& layout : test::axisLayouts()) {
        const Geometry grid = test::phantomHead(layout).geometry;
        const Vec3 centre{8, -12, 20};
        const auto labels = ball(grid, centre);
        const auto surface = ui::regionSurface(*labels, grid, 1);
        const double voxels = static_cast<double>(labels->extents[1].voxels) * grid.voxelVolume();
        const double ratio = enclosed(*surface) / voxels;
        QVERIFY2(std::abs(ratio - 1) < 0.03, qPrintable(QString("%1: %2").arg(layout.name().c_str()).arg(ratio)));
        std::array<double, 6> box{};
        surface->GetBounds(box.data());
        for (std::size_t axis = 0; axis < 3; ++axis) {
            QVERIFY(std::abs(box[2 * axis] - (centre[axis] - 9)) < 0.6 * test::kHeadSpacing[axis]);
            QVERIFY(std::abs(box[2 * axis + 1] - (centre[axis] + 9)) < 0.6 * test::kHeadSpacing[axis]);
        }
    }
}

void TestRegionSurface::obliqueAndShearedGridsToo() {
    for (const double mirror : {1.0, -1.0}) {
        Affine matrix = Affine::scaling({mirror, 1.1, 0.9});
        matrix(0, 1) = 0.4;
        matrix(1, 0) = -0.3;
        matrix(1, 2) = 0.35;
        matrix(0, 3) = -15 * mirror;
        const Geometry grid = Geometry::fromAffine({40, 40, 40}, matrix);
        const Vec3 centre = matrix.apply({19.5, 20, 20.5});
        const auto labels = ball(grid, centre);
        const auto surface = ui::regionSurface(*labels, grid, 1);
        const double voxels = static_cast<double>(labels->extents[1].voxels) * grid.voxelVolume();
        QVERIFY(std::abs(enclosed(*surface) / voxels - 1) < 0.03);
        for (vtkIdType i = 0; i < surface->GetNumberOfPoints(); ++i) { // 1 mm: a little more than half a voxel
            Vec3 p{};
            surface->GetPoint(i, p.data());
            const double r = std::hypot(p[0] - centre[0], p[1] - centre[1], p[2] - centre[2]);
            QVERIFY2(std::abs(r - 9) < 1, qPrintable(QString::number(r)));
        }
    }
}

void TestRegionSurface::normalsPointOutwards() {
    for (const test::AxisLayout& layout : test::axisLayouts()) {
        const Geometry grid = test::phantomHead(layout).geometry;
        const Vec3 centre{8, -12, 20};
        const auto surface = ui::regionSurface(*ball(grid, centre), grid, 1);
        auto* normals = surface->GetPointData()->GetNormals();
        QVERIFY(normals != nullptr);
        for (vtkIdType i = 0; i < surface->GetNumberOfPoints(); ++i) {
            Vec3 p{}, n{};
            surface->GetPoint(i, p.data());
            normals->GetTuple(i, n.data());
            const double along = (p[0] - centre[0]) * n[0] + (p[1] - centre[1]) * n[1] + (p[2] - centre[2]) * n[2];
            QVERIFY2(along > 0.7 * 9, layout.name().c_str());
        }
    }
}

void TestRegionSurface::regionsAtTheScansSideAreClosed() {
    const Geometry grid = Geometry::fromAffine({12, 12, 12}, Affine::translation({5, 6, 7}));
    LabelVolume map{grid, std::vector<std::int32_t>(grid.voxels(), 2)}; // it fills the scan
    const auto labels = ui::makeCaseLabels("full.nii", map, test::markTable(), {}, {}, grid);
    const auto surface = ui::regionSurface(*labels, grid, 2);
    QVERIFY(std::abs(enclosed(*surface) / static_cast<double>(grid.voxels()) - 1) < 0.06); // its corners are rounded
    std::array<double, 6> box{};
    surface->GetBounds(box.data());
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double least = 4.5 + static_cast<double>(axis);
        QVERIFY(std::abs(box[2 * axis] - least) < 0.3 && std::abs(box[2 * axis + 1] - least - 12) < 0.3);
    }
}

void TestRegionSurface::neighboursMeetWithoutAGap() {
    const Geometry grid = Geometry::fromAffine({20, 12, 12}, Affine());
    LabelVolume map{grid, std::vector<std::int32_t>(grid.voxels())};
    for (std::int64_t z = 2; z < 10; ++z) {
        for (std::int64_t y = 2; y < 10; ++y) {
            for (std::int64_t x = 2; x < 18; ++x) {
                map.labels[grid.index(x, y, z)] = x < 10 ? 1 : 3;
            }
        }
    }
    const auto labels = ui::makeCaseLabels("two.nii", map, test::markTable(), {}, {}, grid);
    std::array<double, 6> left{}, right{};
    ui::regionSurface(*labels, grid, 1)->GetBounds(left.data());
    ui::regionSurface(*labels, grid, 3)->GetBounds(right.data());
    QVERIFY(std::abs(left[1] - 9.5) < 0.2 && std::abs(right[0] - 9.5) < 0.2);
}

void TestRegionSurface::aRegionWithoutVoxelsHasNoSurface() {
    const Geometry grid = test::phantomHead({}).geometry;
    const auto labels = ball(grid, {8, -12, 20});
    QCOMPARE(ui::regionSurface(*labels, grid, 2)->GetNumberOfCells(), vtkIdType{0});
}

void TestRegionSurface::allSurfacesThatAreAskedForArrive() {
    const Blocks blocks(60);
    ui::SurfaceMaker maker;
    std::vector<std::uint16_t> arrived;
    collect(maker, arrived);
    maker.setCase(blocks.image, blocks.labels);
    std::vector<bool> shown(61, true);
    shown[0] = false;
    maker.request(shown);
    maker.request(shown); // what was asked for isn't made again
    QCOMPARE(maker.wanted(), std::size_t{60});
    QVERIFY(arrived.empty()); // only through the event loop
    QTRY_COMPARE_WITH_TIMEOUT(maker.ready(), std::size_t{60}, 20'000);
    std::ranges::sort(arrived);
    std::vector<std::uint16_t> all(60);
    std::iota(all.begin(), all.end(), std::uint16_t{1});
    QVERIFY(arrived == all);
}

void TestRegionSurface::hiddenRegionsAreMadeWhenTheyAreShown() {
    const Blocks blocks(6);
    ui::SurfaceMaker maker;
    std::vector<std::uint16_t> arrived;
    collect(maker, arrived);
    maker.setCase(blocks.image, blocks.labels);
    maker.request({false, true, false, false, false, false, true});
    QTRY_COMPARE_WITH_TIMEOUT(arrived.size(), std::size_t{2}, 20'000);
    maker.request({false, true, false, true, false, false, false});
    QTRY_COMPARE_WITH_TIMEOUT(arrived.size(), std::size_t{3}, 20'000);
    QCOMPARE(arrived.back(), std::uint16_t{3});
}

void TestRegionSurface::nothingOfAnotherCaseArrives() {
    const Blocks many(200), few(5);
    for (int moment = 0; moment < 8; ++moment) {
        ui::SurfaceMaker maker;
        std::vector<std::uint16_t> arrived;
        collect(maker, arrived);
        maker.setCase(many.image, many.labels);
        std::vector<bool> shown(201, true);
        shown[0] = false;
        maker.request(shown);
        if (moment % 2 != 0) { // with some that have been made and wait for the event loop
            QThread::msleep(static_cast<unsigned long>(5 * moment));
        } else {
            QTest::qWait(3 * moment);
        }
        maker.setCase(few.image, few.labels);
        arrived.clear();
        QCOMPARE(maker.ready(), std::size_t{0});
        maker.request({false, true, true, true, true, true});
        QTRY_COMPARE_WITH_TIMEOUT(maker.ready(), std::size_t{5}, 20'000);
        QTest::qWait(30);
        std::ranges::sort(arrived);
        QVERIFY((arrived == std::vector<std::uint16_t>{1, 2, 3, 4, 5}));
        maker.setCase(nullptr, nullptr);
        maker.request({});
        QCOMPARE(maker.wanted(), std::size_t{0});
    }
}

void TestRegionSurface::aMakerMayGoInTheMiddle() {
    const Blocks many(200);
    int arrived = 0;
    for (int moment = 0; moment < 5; ++moment) {
        ui::SurfaceMaker maker;
        connect(&maker, &ui::SurfaceMaker::surfaceReady, this, [&arrived] { ++arrived; });
        maker.setCase(many.image, many.labels);
        std::vector<bool> shown(201, true);
        shown[0] = false;
        maker.request(shown);
        QThread::msleep(static_cast<unsigned long>(4 * moment));
    }
    QTest::qWait(20);
    QCOMPARE(arrived, 0);
}

QTEST_GUILESS_MAIN(TestRegionSurface)
#include "tst_region_surface.moc"
