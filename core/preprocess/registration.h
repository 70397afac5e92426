#pragma once

#include "core/base/progress.h"
#include "core/image/volume.h"

#include <string>

namespace tessera::preprocess {

/// How well a scan lies on the template.
struct RegistrationMeasures {
    double coverage = 0;           ///< share of the template's mask inside the scan's field of view, 0..1
    double correlation = 0;        ///< Pearson correlation of template and scan inside the mask, -1..1
    double information = 0;        ///< Mattes mutual information inside the mask, nats
    Vec3 scales{};                 ///< singular values of the linear part of templateFromScan, largest first
    bool headerOrientation = true; ///< false if the head lies turned by 90 or 180 degrees from what the header says
};

struct Registration {
    Affine templateFromScan; ///< RAS mm of the scan -> RAS mm of the template; the determinant is positive
    RegistrationMeasures measures;
};

/// Why a registration should be looked at by a person ("needs review"), in words; empty if it need not.
[[nodiscard]] std::string doubtsAbout(const RegistrationMeasures& measures);

/// The affine mapping (12 parameters) that lays a head onto the template, by mutual information inside the mask.
/// Starts from the header's orientation and all other rotations by multiples of 90 degrees, so that a head that lies
/// wrong in its header lands too; the header's own is preferred where others are hardly better. Never mirrors.
/// The result is the same on every run and for any number of threads.
/// @param scan intensities as standardise() makes them, on a grid of any matrix
/// @param name the file, for errors
/// @param mask above 0.5 where to compare, on any grid of the template's world
/// @throws Error{FieldOfViewTooSmall, RegistrationFailed, Cancelled}
[[nodiscard]] Registration registerToTemplate(const FloatVolume& scan, const std::string& name,
                                              const FloatVolume& templateImage, const FloatVolume& mask, int threads,
                                              Progress& progress);

} // namespace tessera::preprocess
