#pragma once

#include "core/base/progress.h"
#include "core/image/volume.h"

#include <functional>
#include <string>

namespace tessera::preprocess {

/// The slow shading of a scan as a multiplicative field, by N4 (Tustison et al., IEEE TMI 29, 2010) as SLANT runs it:
/// inside an Otsu mask of a reduced scan, up to 4 x 50 iterations. The field lies on a 5 mm grid along the RAS axes
/// over the scan's field of view; divide by it, interpolated trilinearly. Positive everywhere, near 1 in the middle.
/// Runs on the calling thread; `threads` only helps to reduce the scan, and the field does not depend on it.
/// @param scan intensities as standardise() makes them
/// @param name the file, for errors
/// @param step called after each iteration; what it throws ends the work and passes through
/// @throws Error{ImageConstant} if no voxel is above the Otsu threshold
[[nodiscard]] FloatVolume estimateBias(const FloatVolume& scan, const std::string& name, int threads,
                                       const std::function<void()>& step);

} // namespace tessera::preprocess
