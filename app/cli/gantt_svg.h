#pragma once

#include "core/engine/scheduler/simulator/scenarios.h"

#include <string>
#include <vector>

namespace tessera::cli {

/// A picture of what each lane computed when, one chart a policy on one time axis; an image's tiles have one colour,
/// and tiles that came to nothing (out of memory, lost, stopped) are hatched red. The spans must have been kept.
[[nodiscard]] std::string ganttSvg(const simulator::Setup& setup, const std::vector<simulator::PolicyResult>& results);

} // namespace tessera::cli
