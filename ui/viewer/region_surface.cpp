#include "ui/viewer/region_surface.h"

#include "ui/viewer/vtk_matrix.h"

#include <vtkDiscreteFlyingEdges3D.h>
#include <vtkImageData.h>
#include <vtkPolyData.h>
#include <vtkPolyDataNormals.h>
#include <vtkQuadricClustering.h>
#include <vtkReverseSense.h>
#include <vtkTransform.h>
#include <vtkTransformPolyDataFilter.h>
#include <vtkWindowedSincPolyDataFilter.h>

namespace tessera::ui {
namespace {

constexpr double kCluster = 2;        ///< voxels, of the points that become one
constexpr std::int64_t kLarge = 5000; ///< voxels; smaller regions keep all their triangles

/// 1 inside the region, 0 elsewhere, with a voxel of background around it so that surfaces are closed.
vtkSmartPointer<vtkImageData> maskOf(const CaseLabels& labels, const Geometry& grid, std::uint16_t regionClass) {
    const RegionExtent& extent = labels.extents[regionClass];
    auto out = vtkSmartPointer<vtkImageData>::New();
    out->SetExtent(static_cast<int>(extent.first[0]) - 1, static_cast<int>(extent.last[0]) + 1,
                   static_cast<int>(extent.first[1]) - 1, static_cast<int>(extent.last[1]) + 1,
                   static_cast<int>(extent.first[2]) - 1, static_cast<int>(extent.last[2]) + 1);
    out->AllocateScalars(VTK_UNSIGNED_CHAR, 1);
    auto* voxel = static_cast<unsigned char*>(out->GetScalarPointer());
    for (std::int64_t z = extent.first[2] - 1; z <= extent.last[2] + 1; ++z) {
        for (std::int64_t y = extent.first[1] - 1; y <= extent.last[1] + 1; ++y) {
            for (std::int64_t x = extent.first[0] - 1; x <= extent.last[0] + 1; ++x) {
                const bool inside = x >= 0 && y >= 0 && z >= 0 && x < grid.size[0] && y < grid.size[1] &&
                                    z < grid.size[2] && labels.classes[grid.index(x, y, z)] == regionClass;
                *voxel++ = inside ? 1 : 0;
            }
        }
    }
    return out;
}

} // namespace

vtkSmartPointer<vtkPolyData> regionSurface(const CaseLabels& labels, const Geometry& grid, std::uint16_t regionClass) {
    if (labels.extents[regionClass].voxels == 0) {
        return vtkSmartPointer<vtkPolyData>::New();
    }
    const auto edges = vtkSmartPointer<vtkDiscreteFlyingEdges3D>::New();
    edges->SetInputData(maskOf(labels, grid, regionClass));
    edges->ComputeNormalsOff();
    edges->ComputeScalarsOff();
    edges->SetValue(0, 1);

    // Software OpenGL draws what is left in a fourth of the time, and it looks the same: a whole brain has two million
    // triangles.
    const auto fewer = vtkSmartPointer<vtkQuadricClustering>::New();
    fewer->SetInputConnection(edges->GetOutputPort());
    fewer->AutoAdjustNumberOfDivisionsOff();
    fewer->SetDivisionSpacing(kCluster, kCluster, kCluster);
    fewer->CopyCellDataOff();
    const bool isLarge = labels.extents[regionClass].voxels > kLarge;

    const auto smooth = vtkSmartPointer<vtkWindowedSincPolyDataFilter>::New();
    smooth->SetInputConnection(isLarge ? fewer->GetOutputPort() : edges->GetOutputPort());
    smooth->SetNumberOfIterations(15);
    smooth->SetPassBand(0.1);
    smooth->BoundarySmoothingOff();
    smooth->FeatureEdgeSmoothingOff();
    smooth->NonManifoldSmoothingOn();
    smooth->NormalizeCoordinatesOn();

    const auto world = vtkSmartPointer<vtkTransform>::New();
    world->SetMatrix(matrixOf(grid.worldFromVoxel));
    const auto moved = vtkSmartPointer<vtkTransformPolyDataFilter>::New();
    moved->SetInputConnection(smooth->GetOutputPort());
    moved->SetTransform(world);

    const auto normals = vtkSmartPointer<vtkPolyDataNormals>::New();
    const auto turned = vtkSmartPointer<vtkReverseSense>::New();
    normals->SetInputConnection(moved->GetOutputPort());
    if (grid.worldFromVoxel.determinant() < 0) { // a mirroring matrix turns triangles inside out
        turned->SetInputConnection(moved->GetOutputPort());
        turned->ReverseCellsOn();
        normals->SetInputConnection(turned->GetOutputPort());
    }
    normals->SplittingOff();
    normals->ConsistencyOff();
    normals->Update();
    auto out = vtkSmartPointer<vtkPolyData>::New();
    out->ShallowCopy(normals->GetOutput());
    return out;
}

} // namespace tessera::ui
