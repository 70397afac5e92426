#pragma once

#include "core/base/progress.h"
#include "core/image/volume.h"
#include "core/preprocess/registration.h"

#include <string>

namespace tessera::preprocess {

struct PrepareSettings {
    bool biasCorrection = true;
    int threads = 1; ///< at least 1; the result does not depend on it
};

/// A scan as the networks' grid shows it, before any network's own scaling.
struct Prepared {
    FloatVolume onGrid;      ///< standardised, bias-corrected, registered; 0 outside the scan's field of view
    Affine templateFromScan; ///< RAS mm of the scan -> RAS mm of the grid; inverse() brings labels home
    RegistrationMeasures measures;
    double secondsRegistration = 0;
    double secondsBias = 0; ///< at the same time as the registration if threads > 1
    double secondsResampling = 0;
};

/// The whole way from a scan to the networks' grid: standardise, register, N4, one trilinear step.
/// A global change of intensities a I + b (a > 0) changes the result by no more than rounding.
/// @param name the file, for errors
/// @param mask where the template is to be compared, above 0.5
/// @param grid of the result, in the template's world
/// @throws Error{VoxelsNotFinite, ImageConstant, FieldOfViewTooSmall, RegistrationFailed, Cancelled}
[[nodiscard]] Prepared prepare(const Volume& scan, const std::string& name, const FloatVolume& templateImage,
                               const FloatVolume& mask, const Geometry& grid, const PrepareSettings& settings,
                               Progress& progress);

/// The way to a whole-volume network's input: `onGrid` is the conformed scan (see `conform`) with `size` voxels, in the
/// scan's own world; the registration is as above and moves nothing.
/// @throws as above
[[nodiscard]] Prepared prepareWhole(const Volume& scan, const std::string& name, const FloatVolume& templateImage,
                                    const FloatVolume& mask, const Size3& size, int threads, Progress& progress);

} // namespace tessera::preprocess
