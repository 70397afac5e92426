#include "app/cli/compute_options.h"

#include "core/base/number_list.h"
#include "core/base/os/process.h"
#include "core/engine/scheduler/device_spec.h"

#include <map>

namespace tessera::cli {
namespace {

/// "0-3,8" as numbers. @throws CLI::ValidationError
std::vector<int> parseCpus(const std::string& list) {
    std::optional<std::vector<int>> out = parseNumberList(list);
    if (!out) {
        throw CLI::ValidationError("--cpus", "\"" + list + "\" is not a list like 0-3,8");
    }
    return *std::move(out);
}

void addLaneOptions(CLI::App& command, engine::LaneSettings& lanes) {
    const std::map<std::string, scheduler::LaneKind> kinds{{"stream", scheduler::LaneKind::Stream},
                                                           {"process", scheduler::LaneKind::Process}};
    command.add_option("--lanes", lanes.lanes, "Tiles at a time on each device")
        ->check(CLI::Range(1, scheduler::kMostLanes))
        ->option_text("N");
    command
        .add_option_function<std::string>(
            "--lane-kind", [&lanes, kinds](const std::string& name) { lanes.kind = kinds.at(name); },
            "stream (default: lanes in this process) or process (each a process: one that dies costs its tile only)")
        ->check(CLI::IsMember({"stream", "process"}))
        ->option_text("K");
    CLI::Option* const mps =
        command.add_flag("--mps", lanes.mps,
                         "Process lanes share a GPU through NVIDIA's MPS: the daemon that runs, or one for this run");
    command.add_option("--mps-share", lanes.mpsShare, "Percent of a GPU's threads that each process gets at most")
        ->check(CLI::Range(1, 100))
        ->needs(mps)
        ->option_text("P");
}

} // namespace

void addComputeOptions(CLI::App& command, engine::ComputeSettings& settings) {
    command
        .add_option(
            "--devices", settings.devices,
            "auto (default), or a list: cuda (a GPU), cuda:1, cpu, cpu8 (threads), cpu+node=0, 2xemu-8g (emulated)")
        ->option_text("D");
    addLaneOptions(command, settings.lanes);
    command.add_option("--policy", settings.policy, "Which tile runs where (default: resource-aware; see simulate)")
        ->check(CLI::IsMember(scheduler::policyNames()))
        ->option_text("P");
    command.add_option("--threads", settings.threads, "Threads (default: one for each CPU)")
        ->check(CLI::Range(1, 1024))
        ->option_text("N");
    command
        .add_option_function<std::string>(
            "--cpus",
            [&settings](const std::string& list) {
                (void)parseCpus(list);
                settings.cpus = list;
            },
            "Run on these CPUs only, e.g. 0-3,8")
        ->option_text("LIST");
}

void bindToCpus(const engine::ComputeSettings& settings) {
    if (!settings.cpus.empty()) {
        os::bindToCpus(parseCpus(settings.cpus));
    }
}

} // namespace tessera::cli
