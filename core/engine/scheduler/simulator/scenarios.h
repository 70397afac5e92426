#pragma once

#include "core/engine/scheduler/simulator/simulator.h"

#include <string>
#include <vector>

namespace tessera::simulator {

/// A situation in which `bench schedule` compares the policies.
struct Scenario {
    std::string title;
    Setup setup;
    /// Policies that fix whole images or shares to devices where these are uneven here: ours must be faster.
    std::vector<std::string> uneven;
};

/// The situations that Tessera promises figures for, with our networks' own measured costs (calibration.h).
[[nodiscard]] std::vector<Scenario> benchScenarios();

/// Goals: resource-aware within this factor of the lower bound, and of the fastest policy that finished every image.
inline constexpr double kMostOverBound = 1.05, kMostOverBest = 1.01;

/// How one policy did.
struct PolicyResult {
    std::string policy;
    Outcome outcome;
    double ratio = 0; ///< makespan over the lower bound
};

/// All of the named policies on one setup, in their order.
[[nodiscard]] std::vector<PolicyResult> comparePolicies(const Setup& setup, const std::vector<std::string>& policies,
                                                        const scheduler::PolicySettings& settings = {});

/// What the default policy misses of the goals, in words; empty if it meets all. `results` holds all policies.
[[nodiscard]] std::vector<std::string> missedGoals(const Scenario& scenario, const std::vector<PolicyResult>& results);

} // namespace tessera::simulator
