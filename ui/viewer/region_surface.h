#pragma once

#include "ui/viewer/case_data.h"

#include <vtkSmartPointer.h>

#include <cstdint>

class vtkPolyData;

namespace tessera::ui {

/// A region's surface in RAS mm, with normals that point outwards: discrete flying edges (Schroeder, Maynard and
/// Geveci, LDAV 2015) on the box around the region, smoothed with a windowed sinc filter (Taubin et al., ECCV 1996).
/// Takes up to half a second; any thread.
/// @param grid of the image that the labels belong to
/// @return no cells for a region without voxels
[[nodiscard]] vtkSmartPointer<vtkPolyData> regionSurface(const CaseLabels& labels, const Geometry& grid,
                                                         std::uint16_t regionClass);

} // namespace tessera::ui
