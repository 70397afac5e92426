#include "app/cli/commands.h"
#include "app/cli/file_tools.h"
#include "app/cli/gantt_svg.h"
#include "app/cli/policy_table.h"
#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/engine/scheduler/device_spec.h"
#include "core/engine/scheduler/simulator/calibration.h"
#include "core/engine/scheduler/simulator/seed_study.h"

#include <fmt/format.h>

#include <algorithm>

namespace tessera::cli {
namespace {

using nlohmann::json;

constexpr const char* kSimulateFooter =
    "DEVICES are groups separated by commas, [COUNTx]DEVICE[+OPTION...]:\n"
    "  k40-11g, emu-8g@0.6       an emulated GPU with its memory (g: GiB, m: MiB) and its speed (k40: 1)\n"
    "  cpu16, cpu8-50g           a CPU with its threads and memory\n"
    "  +lanes=2 +process +bf16   tiles at a time; a process a lane; precision\n"
    "  +oom=5                    its fifth tile runs out of memory\n"
    "  +slow=0.5:60s  +slow=0.5:12   its speed from 60 s on, or from its twelfth tile on\n"
    "  +lost=90s  +lost=12       it disappears\n"
    "  +tenant=5g:300s           another program takes 5 GiB of it after 300 s\n\n"
    "Costs are calibrated: a SLANT tile's seconds on the seed study, the other models' by their ratio to it on a CPU,\n"
    "memory as our networks need it. --preset seed-study uses the study's own costs and says what follows from them.\n"
    "The lower bound is work over the speed of the devices that fit a tile, over time, and the longest tile.\n\n"
    "Examples:\n"
    "  tessera-cli simulate --devices 3xk40-11g,1xcpu16 --images 6 --policy all\n"
    "  tessera-cli simulate --devices k40-11g,emu-8g@0.6 --images 7 --policy resource-aware --plot gantt.svg\n"
    "  tessera-cli simulate --preset seed-study";

struct SimulateArguments {
    std::string devices = "3xk40-11g,1xcpu16", policy = "all", model = "slant-27", preset;
    int images = 6, batch = 0;
    std::filesystem::path plot;
    bool json = false;
};

std::vector<std::string> chosenPolicies(const std::string& list) {
    if (list == "all") {
        return scheduler::policyNames();
    }
    std::vector<std::string> out = CLI::detail::split(list, ',');
    for (const std::string& name : out) {
        (void)scheduler::makePolicy(name); // refuses what there isn't
    }
    return out;
}

void printLines(const std::vector<simulator::StudyLine>& lines) {
    for (const simulator::StudyLine& line : lines) {
        const std::string stated = line.stated ? fmt::format("{:.1f}", *line.stated) : std::string("-");
        fmt::print("  {:<74} {:>7} {:>9.2f} {:<6} {}\n", line.what, stated, line.simulated, line.unit, line.note);
    }
}

void printStudy(const simulator::StudyReport& report) {
    fmt::print("The seed study (Samoila, Predescu, Slusanschi, Performance Analysis of Medical Imaging Workflows)\n\n"
               "Inputs of the fit {:>66} {:>9}\n",
               "stated", "simulated");
    printLines(report.inputs);
    fmt::print("\nAssumptions\n");
    for (const std::string& assumption : report.assumptions) {
        fmt::print("  - {}\n", assumption);
    }
    fmt::print("\nWhat follows {:>71} {:>9}\n", "stated", "simulated");
    printLines(report.follows);
    fmt::print("\n");
}

json linesJson(const std::vector<simulator::StudyLine>& lines) {
    json out = json::array();
    for (const simulator::StudyLine& line : lines) {
        json one{{"what", line.what}, {"simulated", line.simulated}, {"unit", line.unit}, {"note", line.note}};
        one["stated"] = line.stated ? json(*line.stated) : json();
        out.push_back(one);
    }
    return out;
}

int runSimulate(const SimulateArguments& arguments) {
    const bool study = !arguments.preset.empty();
    if (study && arguments.model != "slant-27") {
        throw Error(ErrorCode::Usage, {"--preset seed-study has its own model, leave out --model"});
    }
    const auto devices = scheduler::parseDeviceSpec(arguments.devices);
    simulator::Setup setup = study ? simulator::makeStudySetup(devices, arguments.images)
                                   : simulator::makeSetup(devices, arguments.model, arguments.images);
    setup.keepSpans = !arguments.plot.empty();
    const auto results =
        simulator::comparePolicies(setup, chosenPolicies(arguments.policy), {.batch = arguments.batch});
    const simulator::LowerBound bound = simulator::lowerBound(setup);
    if (!arguments.plot.empty()) {
        refuseResults({arguments.plot});
        os::writeFileAtomically(arguments.plot, ganttSvg(setup, results));
    }
    if (arguments.json) {
        json out = policyJson(setup, bound, results);
        out["type"] = "simulation";
        out["v"] = 1;
        out["images"] = arguments.images;
        out["model"] = study ? "seed-study" : arguments.model;
        if (study) {
            const simulator::StudyReport report = simulator::reportSeedStudy();
            out["study"] = {{"inputs", linesJson(report.inputs)},
                            {"assumptions", report.assumptions},
                            {"follows", linesJson(report.follows)}};
        }
        fmt::print("{}\n", out.dump());
        return kExitDone;
    }
    if (study) {
        printStudy(simulator::reportSeedStudy());
    }
    fmt::print("{} images of {} on {}, virtual time\n{}", arguments.images,
               study ? std::string("the study's cost") : arguments.model, arguments.devices,
               policyTable(setup, bound, results));
    return kExitDone;
}

} // namespace

void addSimulate(CLI::App& app, Context& context) {
    CLI::App* command = app.add_subcommand(
        "simulate", "Compares the policies of the scheduler on devices that need not be there, on virtual time.");
    command->footer(kSimulateFooter);
    auto arguments = std::make_shared<SimulateArguments>();
    std::string policies = "all (default) or a list of: ";
    for (const std::string& name : scheduler::policyNames()) {
        policies += (name == scheduler::policyNames().front() ? "" : ", ") + name;
    }
    command->add_option("--devices", arguments->devices, "Devices (default: 3xk40-11g,1xcpu16)")
        ->option_text("DEVICES");
    command->add_option("--images", arguments->images, "Number of images (default: 6)")
        ->check(CLI::Range(1, 100000))
        ->option_text("N");
    command->add_option("--policy", arguments->policy, policies)->option_text("P");
    command
        ->add_option("--model", arguments->model, "Whose tiles: slant-27 (default), tessera-mini, meshnet-104 or mixed")
        ->check(CLI::IsMember(simulator::modelNames()))
        ->option_text("M");
    command->add_option("--batch", arguments->batch, "Images in a batch of data-parallel (default: one a device)")
        ->check(CLI::Range(1, 64))
        ->option_text("N");
    command->add_option("--preset", arguments->preset, "seed-study")
        ->check(CLI::IsMember({"seed-study"}))
        ->option_text("NAME");
    command->add_option("--plot", arguments->plot, "Draws what each lane does when")->option_text("FILE.svg");
    command->add_flag("--json", arguments->json, "One JSON object on the standard output");
    command->callback([arguments, &context] { context.chosen = [arguments] { return runSimulate(*arguments); }; });
}

} // namespace tessera::cli
