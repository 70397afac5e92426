#pragma once

#include "core/image/volume.h"

#include <string>

namespace tessera::preprocess {

/// The scan with intensities in 0..1000 on its own grid, whatever the scanner's units were: 0 is the 0.1 % quantile of
/// the values other than the exact minimum and other than constant air next to it (5 % of the voxels or more; so that
/// padding with -1000 around a masked background gives the same as no padding), 1000 the 99.8 % quantile of the values
/// above that floor (`topQuantile` of them), everything beyond is clamped.
///
/// The result does not change when all intensities are multiplied by a > 0 and shifted by b: exactly where the header
/// does it (slope and intercept are never applied, only the slope's sign counts), up to rounding where the stored
/// values themselves changed. A few outliers of any size don't disturb it.
/// @param name the file, for errors
/// @throws Error{VoxelsNotFinite} with the number of such voxels; Error{ImageConstant} if less than 1 % of the voxels
///         lie above the floor
[[nodiscard]] FloatVolume standardise(const Volume& scan, const std::string& name, double topQuantile = 0.998);

} // namespace tessera::preprocess
