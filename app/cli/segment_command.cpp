#include "app/cli/commands.h"
#include "app/cli/compute_options.h"
#include "app/cli/file_tools.h"
#include "app/cli/listeners.h"
#include "core/base/error.h"
#include "core/engine/batch.h"
#include "core/engine/rerun.h"
#include "core/protocol/events.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

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

struct SegmentArguments {
    std::vector<std::filesystem::path> inputs;
    engine::BatchSettings settings;
    bool json = false;
};

protocol::Json summaryEvent(const engine::BatchOutcome& outcome) {
    return {{"type", "summary"},
            {"done", outcome.done},
            {"needs_review", outcome.needsReview},
            {"skipped", outcome.skipped},
            {"failed", outcome.failed},
            {"seconds", outcome.seconds},
            {"devices", protocol::devicesJson(outcome.devices)}};
}

/// What each of several devices did, and what went wrong with them.
void printDevices(const engine::BatchOutcome& outcome) {
    const double seconds = std::max(outcome.seconds, 1e-3);
    for (const engine::DeviceUse& device : outcome.devices) {
        if (outcome.devices.size() > 1 || device.deaths > 0) {
            fmt::print("{}: {} tiles, {:.2f} a second, busy {:.0f} % of {:.0f} s, at most {:.1f} GiB reserved",
                       device.name, device.tiles, static_cast<double>(device.tiles) / seconds,
                       100 * device.busySeconds / seconds, outcome.seconds,
                       static_cast<double>(device.mostReserved) / static_cast<double>(scheduler::kGibi));
            fmt::print("{}{}\n", device.deaths > 0 ? fmt::format(", {} worker(s) died", device.deaths) : "",
                       device.lost ? ", lost on the way" : "");
        }
    }
    if (outcome.mps) {
        fmt::print("MPS: {}, a process got up to {:g} % of a GPU's threads\n",
                   outcome.mps->startedHere ? "started for this run" : "the daemon that runs",
                   outcome.mps->activeThreadPercent);
    }
}

int runSegment(const SegmentArguments& arguments, const Context& context) {
    bindToCpus(arguments.settings.compute);
    const auto listener = makeListener(arguments.json ? Report::Json : Report::Automatic);
    const engine::BatchOutcome outcome =
        engine::runBatch(arguments.inputs, arguments.settings, context.installation, *listener, context.cancel);
    const std::size_t all = outcome.done + outcome.needsReview + outcome.skipped + outcome.failed;
    if (arguments.json) {
        fmt::print("{}\n", protocol::line(summaryEvent(outcome)));
    } else if (all > 1 || outcome.failed > 0) {
        fmt::print("{} done, {} need review, {} skipped, {} failed\n", outcome.done, outcome.needsReview,
                   outcome.skipped, outcome.failed);
    }
    if (!arguments.json) {
        printDevices(outcome);
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
    command
        ->add_option("--model", settings.model.model, "Bundle: a folder or a built-in's name (default: tessera-mini)")
        ->option_text("B");
    addInputOptions(*command, settings.inputs);
    addComputeOptions(*command, settings.compute);
    command
        ->add_option("--precision", settings.model.precision, "auto (default: measured once a machine), fp32 or bf16")
        ->transform(CLI::CheckedTransformer(precisions, CLI::ignore_case))
        ->option_text("P");
    command->add_flag("--repeatable", settings.model.repeatable,
                      "The same bytes on every run: fp32, and a fixed number of threads a tile");
    command
        ->add_option("--queue", settings.queueFolder,
                     "Folder that keeps what is computed until its scan is finished (default: tessera/queue in the\n"
                     "user's state folder); on a local disk")
        ->option_text("DIR");
    command
        ->add_option("--trace", settings.traceFile,
                     "Write what ran when on each lane, for Perfetto or chrome://tracing")
        ->option_text("FILE");
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
