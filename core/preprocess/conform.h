#pragma once

#include "core/image/volume.h"

#include <string>

namespace tessera::preprocess {

/// FreeSurfer's conformed grid: `size` voxels of 1 mm whose axes run to the left, down and to the front (LIA). Voxel
/// size / 2 lies where the scan's voxel size / 2 does, so that both fields of view share their middle.
[[nodiscard]] Geometry conformedGrid(const Geometry& scan, const Size3& size);

/// The scan as whole-volume networks see it: on its conformed grid in one trilinear step, 0 outside the scan's field of
/// view, intensities 0..1. 0 is what `standardise` takes for the floor; the top is the 99.9 % quantile of what lies
/// above it, then the grid's own minimum and maximum become 0 and 1.
/// @param name the file, for errors
/// @throws Error{VoxelsNotFinite, ImageConstant}
[[nodiscard]] FloatVolume conform(const Volume& scan, const std::string& name, const Size3& size, int threads);

} // namespace tessera::preprocess
