#include "core/engine/scheduler/simulator/scenarios.h"

#include "core/engine/scheduler/device_spec.h"
#include "core/engine/scheduler/simulator/calibration.h"
#include "core/engine/scheduler/simulator/lower_bound.h"

#include <algorithm>
#include <cstdio>

namespace tessera::simulator {
namespace {

Setup on(const char* devices, const char* model, int images) {
    return makeSetup(scheduler::parseDeviceSpec(devices), model, images);
}

std::string rounded(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3f", value);
    return text;
}

} // namespace

std::vector<Scenario> benchScenarios() {
    const std::vector<std::string> images{"sequential", "image-parallel", "data-parallel", "distributed"};
    std::vector<std::string> shares = images;
    shares.emplace_back("static-share");
    Setup tenant = on("3xk40-11g", "mixed", 40);
    const Seconds half = lowerBound(tenant).seconds / 2;
    tenant.devices.front().faults.tenants.push_back({5 * scheduler::kGibi, half});
    return {
        {"6 images on three equal 11 GB devices", on("3xk40-11g", "slant-27", 6), {}},
        // 7 x 27 tiles are a whole number for each of three devices, so that equal shares aren't uneven here
        {"7 images on three equal 11 GB devices", on("3xk40-11g", "slant-27", 7), images},
        {"7 images on speeds 1, 0.6, 0.3 with 11, 8, 6 GB", on("k40-11g,emu-8g@0.6,emu-6g@0.3", "slant-27", 7), shares},
        {"40 images of three models; another program takes 5 GB of one of three devices half-way", tenant, shares},
    };
}

std::vector<PolicyResult> comparePolicies(const Setup& setup, const std::vector<std::string>& policies,
                                          const scheduler::PolicySettings& settings) {
    const double bound = lowerBound(setup).seconds;
    std::vector<PolicyResult> out;
    for (const std::string& policy : policies) {
        PolicyResult result{policy, simulate(setup, scheduler::makePolicy(policy, settings)), 0};
        result.ratio = result.outcome.makespan / bound;
        out.push_back(std::move(result));
    }
    return out;
}

std::vector<std::string> missedGoals(const Scenario& scenario, const std::vector<PolicyResult>& results) {
    std::vector<std::string> out;
    const auto ours = std::find_if(results.begin(), results.end(), [](const PolicyResult& result) {
        return result.policy == scheduler::kDefaultPolicy;
    });
    if (ours->outcome.failures() > 0) {
        out.push_back(std::to_string(ours->outcome.failures()) + " images failed");
    }
    if (!(ours->ratio <= kMostOverBound)) {
        out.push_back(rounded(ours->ratio) + " x the lower bound is more than " + rounded(kMostOverBound));
    }
    for (const PolicyResult& other : results) {
        const double over = ours->outcome.makespan / other.outcome.makespan;
        if (other.policy == ours->policy || other.outcome.failures() > 0) {
            continue;
        }
        const bool uneven =
            std::find(scenario.uneven.begin(), scenario.uneven.end(), other.policy) != scenario.uneven.end();
        if (over > kMostOverBest || (uneven && over >= 1)) {
            out.push_back(rounded(over) + " x the time of " + other.policy);
        }
    }
    return out;
}

} // namespace tessera::simulator
