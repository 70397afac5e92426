#pragma once

#include <span>

/// How networks want their intensities; all of it in place, on any thread.
namespace tessera::preprocess {

/// tessera-mini: divides a whole grid by a percentile of it (0..100, linear interpolation between ranks) and clips to
/// 0..clip. A grid whose percentile is not above 0 becomes 0.
/// The training took the percentile of every 41st voxel; all voxels differ from it by less than 1 %.
void scaleByPercentile(std::span<float> grid, double percentile = 99, double clip = 1.5);

/// SLANT: maps a tile's own minimum and maximum to 0..255. A constant tile becomes 0.
void scaleToByteRange(std::span<float> tile);

} // namespace tessera::preprocess
