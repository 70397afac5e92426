#pragma once

#include "core/engine/scheduler/simulator/lower_bound.h"
#include "core/engine/scheduler/simulator/scenarios.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace tessera::cli {

/// What `simulate` and `bench schedule` print about a comparison of policies.

/// Lines of a table: makespan, ratio to the bound, failures and how busy the devices were, a line for each policy; then
/// why images failed, once for each policy.
[[nodiscard]] std::string policyTable(const simulator::Setup& setup, const simulator::LowerBound& bound,
                                      const std::vector<simulator::PolicyResult>& results);

/// The same and more as one object.
[[nodiscard]] nlohmann::json policyJson(const simulator::Setup& setup, const simulator::LowerBound& bound,
                                        const std::vector<simulator::PolicyResult>& results);

} // namespace tessera::cli
