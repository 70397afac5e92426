#include "app/cli/policy_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tessera::cli {
namespace {

using scheduler::kMebi;

/// JSON knows no infinity.
nlohmann::json finite(double value) {
    return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json();
}

const char* stateName(scheduler::JobState state) {
    switch (state) {
    case scheduler::JobState::Done:
        return "done";
    case scheduler::JobState::Failed:
        return "failed";
    case scheduler::JobState::Cancelled:
        return "cancelled";
    }
    return "";
}

} // namespace

std::string policyTable(const simulator::Setup& setup, const simulator::LowerBound& bound,
                        const std::vector<simulator::PolicyResult>& results) {
    std::string out = fmt::format("lower bound {:.1f} s (work {:.1f} s, longest tile {:.1f} s)\n", bound.seconds,
                                  bound.work, bound.longest);
    out += fmt::format("{:<20} {:>11} {:>7} {:>7} {:>4}  busy (", "policy", "makespan s", "ratio", "failed", "oom");
    for (std::size_t i = 0; i < setup.devices.size(); ++i) {
        out += (i > 0 ? ", " : "") + setup.devices[i].name;
    }
    out += ")\n";
    std::string reasons;
    for (const simulator::PolicyResult& result : results) {
        const simulator::Outcome& outcome = result.outcome;
        const bool whole = outcome.failures() == 0; // what was left out makes it no faster
        out += fmt::format("{:<20} {:>11.1f} {:>7} {:>7} {:>4} ", result.policy, outcome.makespan,
                           whole ? fmt::format("{:.3f}", result.ratio) : std::string("-"), outcome.failures(),
                           outcome.outOfMemory);
        for (const simulator::DeviceUse& use : outcome.devices) {
            out += fmt::format(" {:>3.0f} %", outcome.makespan > 0 ? 100 * use.busy / outcome.makespan : 0);
        }
        out += "\n";
        const auto failed = std::find_if(outcome.jobs.begin(), outcome.jobs.end(),
                                         [](const simulator::JobOutcome& job) { return !job.reason.empty(); });
        if (failed != outcome.jobs.end()) {
            reasons += fmt::format("{}: {}\n", result.policy, failed->reason);
        }
    }
    return out + reasons;
}

nlohmann::json policyJson(const simulator::Setup& setup, const simulator::LowerBound& bound,
                          const std::vector<simulator::PolicyResult>& results) {
    nlohmann::json out;
    out["lower_bound"] = {
        {"seconds", finite(bound.seconds)}, {"work", finite(bound.work)}, {"longest_tile", finite(bound.longest)}};
    out["devices"] = nlohmann::json::array();
    for (const auto& device : setup.devices) {
        out["devices"].push_back({{"name", device.name},
                                  {"speed", device.speed},
                                  {"memory_mib", device.capacity / kMebi},
                                  {"lanes", device.lanes}});
    }
    out["policies"] = nlohmann::json::array();
    for (const simulator::PolicyResult& result : results) {
        nlohmann::json uses = nlohmann::json::array(), images = nlohmann::json::array();
        for (std::size_t i = 0; i < setup.devices.size(); ++i) {
            const simulator::DeviceUse& use = result.outcome.devices[i];
            uses.push_back({{"name", setup.devices[i].name},
                            {"busy_seconds", use.busy},
                            {"tiles", use.tiles},
                            {"peak_mib", use.peak / kMebi}});
        }
        for (const simulator::JobOutcome& job : result.outcome.jobs) {
            nlohmann::json image{{"state", stateName(job.state)}, {"ended", job.ended}};
            if (!job.reason.empty()) {
                image["reason"] = job.reason;
            }
            images.push_back(image);
        }
        out["policies"].push_back({{"policy", result.policy},
                                   {"makespan", result.outcome.makespan},
                                   {"ratio", result.outcome.failures() == 0 ? finite(result.ratio) : nlohmann::json()},
                                   {"failures", result.outcome.failures()},
                                   {"out_of_memory", result.outcome.outOfMemory},
                                   {"tiles", result.outcome.tiles},
                                   {"devices", uses},
                                   {"images", images}});
    }
    return out;
}

} // namespace tessera::cli
