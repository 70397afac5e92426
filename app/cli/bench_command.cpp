#include "app/cli/commands.h"
#include "app/cli/policy_table.h"
#include "core/base/os/process.h"
#include "core/engine/scheduler/device_spec.h"
#include "core/engine/scheduler/simulator/calibration.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>

namespace tessera::cli {
namespace {

struct ScheduleArguments {
    int images = 10000;
    bool json = false;
};

/// What the scheduler itself costs, in this machine's time and memory.
struct Overhead {
    int images = 0;
    std::size_t tiles = 0;
    double seconds = 0;
    double bytes = 0; ///< growth of the process's peak
    [[nodiscard]] double millisecondsATile() const { return 1e3 * seconds / static_cast<double>(tiles); }
    [[nodiscard]] double bytesATile() const { return bytes / static_cast<double>(tiles); }
};

Overhead measureOverhead(int images) {
    const simulator::Setup setup =
        simulator::makeSetup(scheduler::parseDeviceSpec("3xk40-11g,1xcpu16"), "slant-27", images);
    os::resetPeakMemory();
    const std::uint64_t before = os::peakMemory();
    const auto start = std::chrono::steady_clock::now();
    const simulator::Outcome outcome = simulator::simulate(setup, scheduler::makePolicy(scheduler::kDefaultPolicy));
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start;
    return {images, outcome.tiles, passed.count(), static_cast<double>(os::peakMemory() - before)};
}

int runSchedule(const ScheduleArguments& arguments) {
    nlohmann::json all = nlohmann::json::array();
    bool met = true;
    for (const simulator::Scenario& scenario : simulator::benchScenarios()) {
        const auto results = simulator::comparePolicies(scenario.setup, scheduler::policyNames());
        const simulator::LowerBound bound = simulator::lowerBound(scenario.setup);
        const auto missed = simulator::missedGoals(scenario, results);
        met = met && missed.empty();
        if (arguments.json) {
            all.push_back(policyJson(scenario.setup, bound, results));
            all.back()["title"] = scenario.title;
            all.back()["missed"] = missed;
            continue;
        }
        fmt::print("{}\n{}", scenario.title, policyTable(scenario.setup, bound, results));
        for (const std::string& goal : missed) {
            fmt::print("MISSED: {}\n", goal);
        }
        fmt::print("{}\n", missed.empty() ? "goals met\n" : "");
        std::fflush(stdout);
    }
    const Overhead overhead = measureOverhead(arguments.images);
    if (arguments.json) {
        const nlohmann::json out{{"type", "bench_schedule"},
                                 {"v", 1},
                                 {"scenarios", all},
                                 {"overhead",
                                  {{"images", overhead.images},
                                   {"tiles", overhead.tiles},
                                   {"seconds", overhead.seconds},
                                   {"ms_per_tile", overhead.millisecondsATile()},
                                   {"bytes_per_tile", overhead.bytesATile()}}}};
        fmt::print("{}\n", out.dump());
    } else {
        fmt::print("{} images, {} tiles, resource-aware on 3xk40-11g,1xcpu16: simulated in {:.1f} s, {:.4f} ms a tile "
                   "(goal 1), memory grew by {:.0f} bytes a tile (goal 1024)\n",
                   overhead.images, overhead.tiles, overhead.seconds, overhead.millisecondsATile(),
                   overhead.bytesATile());
    }
    return met ? kExitDone : kExitFailed;
}

} // namespace

void addBench(CLI::App& app, Context& context) {
    CLI::App* bench = app.add_subcommand("bench", "Measures Tessera itself on this machine.");
    bench->require_subcommand(1);
    addBenchQueue(*bench, context);
    CLI::App* command = bench->add_subcommand(
        "schedule", "The scheduler against its lower bound and all baselines, on virtual time, and what it costs.");
    command->footer(
        "Goals for resource-aware: at most 1.05 times the lower bound, no failed image, never more than 1 % "
        "slower\nthan a policy that finishes every image, and faster than those that fix whole images or "
        "shares to devices\nwhere these are uneven. Exit codes: 0 all met, 1 one missed.\n\n"
        "Example:\n  tessera-cli bench schedule");
    auto arguments = std::make_shared<ScheduleArguments>();
    command
        ->add_option("--images", arguments->images,
                     "Images of the run that measures the scheduler's own cost (default: 10000)")
        ->check(CLI::Range(1, 100000))
        ->option_text("N");
    command->add_flag("--json", arguments->json, "One JSON object on the standard output");
    command->callback([arguments, &context] { context.chosen = [arguments] { return runSchedule(*arguments); }; });
}

} // namespace tessera::cli
