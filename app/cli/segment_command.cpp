#include "app/cli/commands.h"
#include "app/cli/file_tools.h"
#include "app/cli/listeners.h"
#include "core/base/error.h"
#include "core/base/number_list.h"
#include "core/base/os/process.h"
#include "core/engine/rerun.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace tessera::cli {
namespace {

constexpr const char* kSegmentHelp = "Segments T1 MRI scans of the head: label map, volumes and a record for each.";

constexpr const char* kSegmentFooter =
    "Reads NIfTI (.nii, .nii.gz, .hdr with .img), Analyze 7.5 (.hdr with .img), NRRD (.nrrd, .nhdr), MetaImage (.mha,\n"
    ".mhd), MGH/MGZ and DICOM. Of a folder it takes every image, of a BIDS dataset every T1w image, of each DICOM "
    "study\n"
    "the original 3-D T1 series; if that isn't clear, it lists the series, and --series says which.\n\n"
    "Writes for each scan NAME, below DIR, all of these or none:\n"
    "  NAME_dseg.nii.gz, NAME_dseg.tsv   label map on the scan's own grid, and what its numbers mean\n"
    "  NAME_agreement.nii.gz             share of the covering tiles that chose the label\n"
    "  NAME_coverage.nii.gz              number of covering tiles\n"
    "  NAME_volumes.csv, .tsv, .json     region volumes\n"
    "  NAME_run.json                     what was done, how well, and with which files\n"
    "and for all of them volumes_all.tsv and failures.tsv. Research use only, not a medical device.\n\n"
    "Examples:\n"
    "  tessera-cli segment sub-01_T1w.nii.gz -o results\n"
    "  tessera-cli segment study/ -o results --threads 8        every image below study/, finished ones are skipped\n"
    "  tessera-cli segment exam/ -o results --series 4          a DICOM folder\n"
    "  tessera-cli segment a.nii b.nii -o results --json        one JSON object a line, for programs\n"
    "Exit codes: 0 all done (also those that need review), 1 some failed, 2 usage, 130/143 interrupted.";

/// "0-3,8" as numbers. @throws CLI::ValidationError
std::vector<int> parseCpus(const std::string& list) {
    std::optional<std::vector<int>> out = parseNumberList(list);
    if (!out) {
        throw CLI::ValidationError("--cpus", "\"" + list + "\" is not a list like 0-3,8");
    }
    return *std::move(out);
}

struct SegmentArguments {
    std::vector<std::filesystem::path> inputs;
    engine::BatchSettings settings;
    bool json = false;
};

int runSegment(const SegmentArguments& arguments, const Context& context) {
    if (!arguments.settings.cpus.empty()) {
        os::bindToCpus(parseCpus(arguments.settings.cpus));
    }
    const auto listener = makeListener(arguments.json ? Report::Json : Report::Automatic);
    const engine::BatchOutcome outcome =
        engine::runBatch(arguments.inputs, arguments.settings, context.installation, *listener, context.cancel);
    const std::size_t all = outcome.done + outcome.needsReview + outcome.skipped + outcome.failed;
    if (arguments.json) {
        fmt::print("{{\"type\":\"summary\",\"done\":{},\"needs_review\":{},\"skipped\":{},\"failed\":{},\"v\":1}}\n",
                   outcome.done, outcome.needsReview, outcome.skipped, outcome.failed);
    } else if (all > 1 || outcome.failed > 0) {
        fmt::print("{} done, {} need review, {} skipped, {} failed\n", outcome.done, outcome.needsReview,
                   outcome.skipped, outcome.failed);
    }
    if (outcome.devices.size() > 1 && !arguments.json) {
        for (const engine::DeviceUse& device : outcome.devices) {
            fmt::print("{}: {} tiles, busy {:.0f} % of {:.0f} s\n", device.name, device.tiles,
                       100 * device.busySeconds / std::max(outcome.seconds, 1e-3), outcome.seconds);
        }
    }
    return outcome.failed > 0 ? kExitFailed : kExitDone;
}

} // namespace

void addSegment(CLI::App& app, Context& context) {
    CLI::App* command = app.add_subcommand("segment", kSegmentHelp);
    command->footer(kSegmentFooter);
    auto arguments = std::make_shared<SegmentArguments>();
    engine::BatchSettings& settings = arguments->settings;
    const std::map<std::string, engine::PrecisionChoice> precisions{{"auto", engine::PrecisionChoice::Auto},
                                                                    {"fp32", engine::PrecisionChoice::Fp32},
                                                                    {"bf16", engine::PrecisionChoice::Bf16}};
    command->add_option("INPUT", arguments->inputs, "Scans, DICOM series or folders with them")->required();
    command->add_option("-o,--output", settings.outputFolder, "Output folder")->required()->option_text("DIR");
    command->add_option("--model", settings.model, "Bundle: a folder or a built-in's name (default: tessera-mini)")
        ->option_text("B");
    addInputOptions(*command, settings.inputs);
    command
        ->add_option(
            "--devices", settings.devices,
            "auto (default), or a list: cuda (a GPU), cuda:1, cpu, cpu8 (threads), cpu+node=0, 2xemu-8g (emulated)")
        ->option_text("D");
    command->add_option("--policy", settings.policy, "Which tile runs where (default: resource-aware; see simulate)")
        ->check(CLI::IsMember(scheduler::policyNames()))
        ->option_text("P");
    command->add_option("--threads", settings.threads, "Threads (default: one for each CPU)")
        ->check(CLI::Range(1, 1024))
        ->option_text("N");
    command
        ->add_option_function<std::string>(
            "--cpus",
            [&settings](const std::string& list) {
                (void)parseCpus(list);
                settings.cpus = list;
            },
            "Run on these CPUs only, e.g. 0-3,8")
        ->option_text("LIST");
    command->add_option("--precision", settings.precision, "auto (default: measured once a machine), fp32 or bf16")
        ->transform(CLI::CheckedTransformer(precisions, CLI::ignore_case))
        ->option_text("P");
    command->add_flag("--repeatable", settings.repeatable,
                      "The same bytes on every run: fp32, and a fixed number of threads a tile");
    command->add_flag("--overwrite", settings.overwrite, "Replace results of other runs");
    command->add_flag("--json", arguments->json, "JSON lines on the standard output");
    command->callback(
        [arguments, &context] { context.chosen = [arguments, &context] { return runSegment(*arguments, context); }; });
}

void addRerun(CLI::App& app, Context& context) {
    CLI::App* command = app.add_subcommand(
        "rerun", "Repeats a recorded run, writes nothing, and prints how many voxels of the label map differ.\n"
                 "Refused if the input, the bundle or the label map have changed since.");
    command->footer("Example:\n  tessera-cli rerun results/sub-01_T1w_run.json");
    auto file = std::make_shared<std::filesystem::path>();
    command->add_option("RUN_JSON", *file, "NAME_run.json of an earlier run")->required();
    command->callback([file, &context] {
        context.chosen = [file, &context] {
            Progress progress({}, context.cancel);
            const engine::RerunOutcome outcome = engine::rerun(*file, context.installation, progress);
            fmt::print("{} of {} voxels differ\n", outcome.different, outcome.voxels);
            return kExitDone;
        };
    });
}

} // namespace tessera::cli
