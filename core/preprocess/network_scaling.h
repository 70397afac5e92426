#pragma once

#include <span>

/// How networks want the intensities of a whole grid, in place, on any thread. What is scaled by tile (SLANT) is done
/// where the network is: core/cuda/byte_range.h.
namespace tessera::preprocess {

/// tessera-mini: divides a whole grid by a percentile of it (0..100, linear interpolation between ranks) and clips to
/// 0..clip. A grid whose percentile is not above 0 becomes 0.
/// The training took the percentile of every 41st voxel; all voxels differ from it by less than 1 %.
void scaleByPercentile(std::span<float> grid, double percentile = 99, double clip = 1.5);

} // namespace tessera::preprocess
