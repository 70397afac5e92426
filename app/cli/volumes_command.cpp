#include "app/cli/commands.h"
#include "app/cli/file_tools.h"
#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/engine/output_files.h"
#include "core/engine/run_record.h"
#include "core/image/image_io.h"
#include "core/quantify/sides.h"
#include "core/quantify/volume_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace tessera::cli {
namespace {

namespace fs = std::filesystem;

/// Agreement and coverage that `segment` wrote beside NAME_dseg.nii.gz; both empty where there are none.
struct Votes {
    std::vector<float> agreement;
    std::vector<std::uint8_t> coverage;
};

Votes votesBeside(const fs::path& labelFile, const Geometry& grid) {
    const auto result = engine::OutputFiles::ofLabelMap(labelFile);
    std::error_code ignored;
    if (!result || !fs::exists(result->agreement, ignored) || !fs::exists(result->coverage, ignored)) {
        return {};
    }
    const Volume agreement = readImage(result->agreement);
    const LabelVolume coverage = readLabels(result->coverage);
    for (const auto& [geometry, file] :
         {std::pair(&agreement.geometry, &result->agreement), {&coverage.geometry, &result->coverage}}) {
        if (!sameGrid(*geometry, grid)) {
            throw Error(ErrorCode::GridsDiffer, {file->string(), labelFile.string(), "size or position"});
        }
    }
    return {agreement.intensities(), {coverage.labels.begin(), coverage.labels.end()}};
}

/// The record that `segment` wrote beside NAME_dseg.nii.gz, if there is one.
std::optional<engine::RunRecord> recordBeside(const fs::path& labelFile) {
    const auto result = engine::OutputFiles::ofLabelMap(labelFile);
    std::error_code ignored;
    if (!result || !fs::exists(result->run, ignored)) {
        return std::nullopt;
    }
    return engine::readRunRecord(result->run);
}

/// Adds what the record of a finished result says and its label map alone may not show.
void addReasons(const engine::RunRecord& record, quantify::Quality& quality) {
    constexpr std::array kNotOfTheMap{"registration", "cube-edge", "sides-disputed", "low-agreement"};
    for (const auto& reason : record.reasons) {
        const bool isOfTheMap = std::ranges::find(kNotOfTheMap, reason.code) == kNotOfTheMap.end();
        const auto& known = quality.reasons;
        if (!isOfTheMap && std::ranges::find(known, reason.code, &quantify::Finding::code) == known.end()) {
            quality.state = quantify::State::NeedsReview;
            quality.reasons.push_back({reason.code, reason.sentence});
        }
    }
}

/// As `segment` measured: by sides where a whole-volume model's labels don't tell them.
quantify::Sided measured(const LabelVolume& map, const labels::LabelTable& table, const Votes& votes,
                         const std::optional<engine::RunRecord>& record) {
    if (record && votes.agreement.empty() && !quantify::tellsSides(table)) {
        return quantify::measureBySides(map, table, record->templateFromScan);
    }
    return {table, quantify::measure(map, table, votes.agreement, votes.coverage)};
}

labels::LabelTable chooseTable(const fs::path& labelFile, const fs::path& tableFile) {
    std::error_code ignored;
    const fs::path own = quantify::tableBeside(labelFile);
    const bool hasOwn = fs::exists(own, ignored);
    if (tableFile.empty()) {
        return hasOwn ? quantify::readTable(own) : labels::brainColor();
    }
    labels::LabelTable table = quantify::readTable(tableFile);
    if (hasOwn) {
        labels::requireSameNames(quantify::readTable(own), table, labelFile.string());
    }
    return table;
}

void runVolumes(const fs::path& labelFile, const fs::path& output, const fs::path& tableFile) {
    refuseInputs({output}, {labelFile, tableFile, quantify::tableBeside(labelFile)});
    refuseResults({output});
    const std::string extension = output.extension().string();
    if (extension != ".csv" && extension != ".tsv" && extension != ".json") {
        throw Error(ErrorCode::Usage, {output.string() + ": give the output a name that ends in .csv, .tsv or .json."});
    }
    const LabelVolume map = toLabels(readWithWarnings(labelFile), labelFile.string());
    const std::optional<engine::RunRecord> record = recordBeside(labelFile);
    const auto [table, measurement] =
        measured(map, chooseTable(labelFile, tableFile), votesBeside(labelFile, map.geometry), record);
    const bool isDoubted = record && record->laterality == quantify::lateralityName(quantify::Laterality::Unverified);
    const quantify::Laterality laterality =
        isDoubted ? quantify::Laterality::Unverified : quantify::lateralityOf(map.geometry);
    if (extension == ".csv") {
        os::writeFileAtomically(output, quantify::volumesCsv(measurement, table));
    } else if (extension == ".tsv") {
        os::writeFileAtomically(output, quantify::volumesTsv(measurement, table, laterality));
    } else {
        quantify::Quality quality = quantify::assess(
            measurement, table, {.laterality = laterality, .sidesDisputed = map.geometry.sidesDisputed});
        if (record) {
            addReasons(*record, quality);
        }
        os::writeFileAtomically(output, quantify::volumesJson(measurement, table, quality, laterality, std::nullopt));
    }
    if (!measurement.unknownLabels.empty()) {
        fmt::print(stderr, "note: {} label numbers of the map are not in the table {}\n",
                   measurement.unknownLabels.size(), table.name());
    }
}

} // namespace

void addVolumes(CLI::App& app, Context& context) {
    struct Arguments {
        fs::path labels, output, table;
    };
    CLI::App* command =
        app.add_subcommand("volumes", "Region volumes of a label map, as CSV (SLANT's format), TSV or JSON.");
    command->footer("Example:\n  tessera-cli volumes sub-01_dseg.nii.gz -o sub-01_volumes.csv");
    auto arguments = std::make_shared<Arguments>();
    command->add_option("LABELS", arguments->labels, "Label map")->required();
    command->add_option("-o,--output", arguments->output, "OUT.csv, OUT.tsv or OUT.json")
        ->required()
        ->option_text("OUT");
    command
        ->add_option("--table", arguments->table,
                     "Label table (default: the _dseg.tsv beside the map, else BrainCOLOR)")
        ->option_text("T");
    command->callback([arguments, &context] {
        context.chosen = [arguments] {
            runVolumes(arguments->labels, arguments->output, arguments->table);
            return kExitDone;
        };
    });
}

} // namespace tessera::cli
