#pragma once

#include "core/image/volume.h"

namespace tessera {

/// Resampling from one grid to another in a single step. `sourceWorldFromTargetWorld` takes RAS mm of the target grid
/// to RAS mm of the source grid (identity if both lie in one world). Outside the source the result is 0. Work is split
/// over `threads`; the result doesn't depend on their number.

/// Label-safe: each of the eight neighbouring voxels votes for its label with its trilinear weight; the heaviest label
/// wins, the smallest number among equals. Only labels of the source occur. A sample is outside where the outside's
/// weight is the heaviest.
[[nodiscard]] LabelVolume resampleLabels(const LabelVolume& source, const Affine& sourceWorldFromTargetWorld,
                                         const Geometry& target, int threads);

/// Trilinear; neighbours outside the source count as 0.
[[nodiscard]] FloatVolume resampleLinear(const FloatVolume& source, const Affine& sourceWorldFromTargetWorld,
                                         const Geometry& target, int threads);

/// The value of the nearest voxel.
[[nodiscard]] std::vector<std::uint8_t> resampleNearest(const std::vector<std::uint8_t>& source,
                                                        const Geometry& sourceGrid,
                                                        const Affine& sourceWorldFromTargetWorld,
                                                        const Geometry& target, int threads);

} // namespace tessera
