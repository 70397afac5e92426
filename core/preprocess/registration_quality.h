#pragma once

#include "core/preprocess/mutual_information.h"
#include "core/preprocess/registration.h"

/// What tells a registration that worked from one that didn't; used by registerToTemplate.
namespace tessera::preprocess {

/// @throws Error{RegistrationFailed} if the mapping isn't finite, mirrors or is singular
void requirePlausible(const Affine& scanFromTemplate, const std::string& name);

/// @param level template and scan at the finest resolution
/// @param scan the scan's own grid, for its field of view
[[nodiscard]] RegistrationMeasures measure(const Level& level, const Alignment& alignment, const Geometry& scan);

/// @throws Error{FieldOfViewTooSmall, RegistrationFailed} where the measures are below the thresholds of the .cpp file
void requireGood(const RegistrationMeasures& measures, const std::string& name);

} // namespace tessera::preprocess
