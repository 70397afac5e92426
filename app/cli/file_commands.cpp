#include "app/cli/commands.h"
#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/base/os/process.h"
#include "core/engine/inputs.h"
#include "core/engine/run_record.h"
#include "core/fusion/tile_files.h"
#include "core/fusion/vote.h"
#include "core/image/affine_file.h"
#include "core/image/image_io.h"
#include "core/image/resample.h"
#include "core/labels/label_files.h"
#include "core/quantify/volume_files.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace tessera::cli {
namespace {

namespace fs = std::filesystem;

int allThreads() {
    return static_cast<int>(os::allowedCpus().size());
}

void refuseInputs(const std::vector<fs::path>& outputs, const std::vector<fs::path>& inputs) {
    for (const fs::path& output : outputs) {
        for (const fs::path& input : inputs) {
            if (os::sameFile(output, input)) {
                throw Error(ErrorCode::OutputIsInput, {output.string()});
            }
        }
    }
}

/// Files of a finished result keep the hashes that its record states.
void refuseResults(const std::vector<fs::path>& outputs) {
    for (const fs::path& output : outputs) {
        const std::string name = output.filename().string();
        for (std::size_t at = name.find('_'); at != std::string::npos; at = name.find('_', at + 1)) {
            const engine::OutputFiles result(output.parent_path(), name.substr(0, at));
            const std::vector<fs::path> files = result.all();
            std::error_code ignored;
            if (std::find(files.begin(), files.end(), output) != files.end() && fs::exists(result.run, ignored)) {
                throw Error(ErrorCode::WriteFailed,
                            {output.string(), "it belongs to the finished result " + result.run.string()});
            }
        }
    }
}

void printWarnings(const Volume& volume, const fs::path& file) {
    for (const std::string& warning : volume.warnings) {
        fmt::print(stderr, "note: {}: {}\n", file.string(), warning);
    }
}

/// Reads an image and says what a person should know about it.
Volume readWithWarnings(const fs::path& file) {
    Volume volume = readImage(file);
    printWarnings(volume, file);
    return volume;
}

void requireImageName(const fs::path& output) {
    const std::string name = output.filename().string();
    if (!name.ends_with(".nii.gz") && !name.ends_with(".nii")) {
        throw Error(ErrorCode::Usage, {output.string() + ": give the output a name that ends in .nii.gz or .nii."});
    }
}

/// X_dseg.tsv beside X_dseg.nii.gz or X.nii.gz.
fs::path tableBeside(const fs::path& labels) {
    const std::string stem = imageStem(labels);
    return labels.parent_path() / (stem.ends_with("_dseg") ? stem + ".tsv" : stem + "_dseg.tsv");
}

labels::LabelTable readTable(const fs::path& file) {
    return labels::parseDsegTsv(os::readFile(file, 64 << 20), file.string());
}

void runFuse(const fs::path& folder, const fusion::TilePlan& plan, const fs::path& output, const fs::path& agreement) {
    requireImageName(output);
    if (!agreement.empty()) {
        requireImageName(agreement);
        if (fs::absolute(agreement).lexically_normal() == fs::absolute(output).lexically_normal()) {
            throw Error(ErrorCode::Usage, {agreement.string() + ": give the agreement a name of its own."});
        }
    }
    refuseResults({output, tableBeside(output), agreement});
    for (const fusion::Tile& tile : plan.tiles) {
        refuseInputs({output, agreement},
                     {folder / ("tile_" + tile.name + ".nii.gz"), folder / ("tile_" + tile.name + ".nii")});
    }
    const labels::LabelTable& table = labels::brainColor();
    const auto tiles = fusion::readTiles(folder, plan);
    const fusion::Fused fused = fusion::fuse(plan, tiles, table.numberOfClass(), allThreads(), folder.string());
    const Geometry grid = Geometry::fromAffine(plan.grid, fusion::slantWorldFromVoxel());
    writeImage(output, grid, compactLabels(fused.labels), Intent::Label);
    os::writeFileAtomically(tableBeside(output), labels::dsegTsv(table));
    if (!agreement.empty()) {
        writeImage(agreement, grid, fused.agreement, Intent::None);
    }
}

/// The table that says what a map's numbers mean: the one beside it, else BrainCOLOR if that has all of them.
std::optional<labels::LabelTable> tableOf(const fs::path& labelFile, const LabelVolume& map) {
    std::error_code ignored;
    if (const fs::path own = tableBeside(labelFile); fs::exists(own, ignored)) {
        return readTable(own);
    }
    const labels::LabelTable& table = labels::brainColor();
    const bool known = std::all_of(map.labels.begin(), map.labels.end(),
                                   [&table](std::int32_t label) { return label == 0 || table.indexOf(label); });
    return known ? std::optional(table) : std::nullopt;
}

void runHome(const fs::path& labelFile, const fs::path& affineFile, const fs::path& like, const fs::path& output) {
    requireImageName(output);
    refuseInputs({output}, {labelFile, affineFile, like});
    const fs::path from = tableBeside(labelFile), to = tableBeside(output);
    refuseResults({output, to});
    const LabelVolume labels = toLabels(readWithWarnings(labelFile), labelFile.string());
    const std::optional<labels::LabelTable> table = tableOf(labelFile, labels);
    std::error_code ignored;
    if (!table && fs::exists(to, ignored)) { // it would be taken for the new map's
        throw Error(ErrorCode::WriteFailed, {to.string(), "it describes another label map"});
    }
    const Affine labelsFromNative = readAffineFile(affineFile);
    const Geometry native = readWithWarnings(like).geometry;
    const LabelVolume home = resampleLabels(labels, labelsFromNative, native, allThreads());
    writeImage(output, native, compactLabels(home.labels), Intent::Label);
    if (!table) {
        fmt::print(stderr, "note: {}: no label table lies beside it, and its numbers are not all BrainCOLOR's\n",
                   labelFile.string());
    } else if (!os::sameFile(from, to)) { // X.nii beside X_dseg.nii has the same table already
        os::writeFileAtomically(to, labels::dsegTsv(*table));
    }
}

/// Agreement and coverage that `segment` wrote beside NAME_dseg.nii.gz; both empty where there are none.
struct Votes {
    std::vector<float> agreement;
    std::vector<std::uint8_t> coverage;
};

Votes votesBeside(const fs::path& labelFile, const Geometry& grid) {
    const std::string stem = imageStem(labelFile);
    if (!stem.ends_with("_dseg")) {
        return {};
    }
    const std::string name = stem.substr(0, stem.size() - 5);
    const fs::path agreementFile = labelFile.parent_path() / (name + "_agreement.nii.gz");
    const fs::path coverageFile = labelFile.parent_path() / (name + "_coverage.nii.gz");
    std::error_code ignored;
    if (!fs::exists(agreementFile, ignored) || !fs::exists(coverageFile, ignored)) {
        return {};
    }
    const Volume agreement = readImage(agreementFile);
    const LabelVolume coverage = readLabels(coverageFile);
    for (const auto& [geometry, file] :
         {std::pair(&agreement.geometry, &agreementFile), {&coverage.geometry, &coverageFile}}) {
        if (!sameGrid(*geometry, grid)) {
            throw Error(ErrorCode::GridsDiffer, {file->string(), labelFile.string(), "size or position"});
        }
    }
    return {agreement.intensities(), {coverage.labels.begin(), coverage.labels.end()}};
}

/// What a finished result's own record says against its registration, which the label map alone doesn't show.
std::string registrationDoubtsBeside(const fs::path& labelFile) {
    const std::string stem = imageStem(labelFile);
    const fs::path run = labelFile.parent_path() / (stem.substr(0, stem.rfind("_dseg")) + "_run.json");
    std::error_code ignored;
    if (!stem.ends_with("_dseg") || !fs::exists(run, ignored)) {
        return {};
    }
    for (const auto& reason : engine::readRunRecord(run).reasons) {
        if (reason.code == "registration") {
            return "its record says so: " + reason.sentence;
        }
    }
    return {};
}

labels::LabelTable chooseTable(const fs::path& labelFile, const fs::path& tableFile) {
    std::error_code ignored;
    const fs::path own = tableBeside(labelFile);
    const bool hasOwn = fs::exists(own, ignored);
    if (tableFile.empty()) {
        return hasOwn ? readTable(own) : labels::brainColor();
    }
    labels::LabelTable table = readTable(tableFile);
    if (hasOwn) {
        labels::requireSameNames(readTable(own), table, labelFile.string());
    }
    return table;
}

void runVolumes(const fs::path& labelFile, const fs::path& output, const fs::path& tableFile) {
    refuseInputs({output}, {labelFile, tableFile, tableBeside(labelFile)});
    refuseResults({output});
    const std::string extension = output.extension().string();
    if (extension != ".csv" && extension != ".tsv" && extension != ".json") {
        throw Error(ErrorCode::Usage, {output.string() + ": give the output a name that ends in .csv, .tsv or .json."});
    }
    const LabelVolume map = toLabels(readWithWarnings(labelFile), labelFile.string());
    const labels::LabelTable table = chooseTable(labelFile, tableFile);
    const Votes votes = votesBeside(labelFile, map.geometry);
    const quantify::Measurement measurement = quantify::measure(map, table, votes.agreement, votes.coverage);
    const quantify::Laterality laterality = quantify::lateralityOf(map.geometry);
    if (extension == ".csv") {
        os::writeFileAtomically(output, quantify::volumesCsv(measurement, table));
    } else if (extension == ".tsv") {
        os::writeFileAtomically(output, quantify::volumesTsv(measurement, table, laterality));
    } else {
        const quantify::Quality quality = quantify::assess(measurement, table,
                                                           {.laterality = laterality,
                                                            .sidesDisputed = map.geometry.sidesDisputed,
                                                            .registrationDoubts = registrationDoubtsBeside(labelFile)});
        os::writeFileAtomically(output, quantify::volumesJson(measurement, table, quality, laterality, std::nullopt));
    }
    if (!measurement.unknownLabels.empty()) {
        fmt::print(stderr, "note: {} label numbers of the map are not in the table {}\n",
                   measurement.unknownLabels.size(), table.name());
    }
}

/// The anatomical direction in which each voxel axis runs for the most part, as letters ("LPS").
std::string axisCodes(const Geometry& grid) {
    constexpr std::array<std::array<char, 2>, 3> letters{{{'L', 'R'}, {'P', 'A'}, {'I', 'S'}}};
    std::string out;
    for (const AxisDirection& direction : axisDirections(grid)) {
        out += letters[static_cast<std::size_t>(direction.world)][direction.rising ? 1 : 0];
    }
    return out;
}

const char* typeName(const Voxels& voxels) {
    constexpr std::array names{"uint8",  "int8",  "int16",  "uint16",  "int32",
                               "uint32", "int64", "uint64", "float32", "float64"};
    return names[voxels.index()];
}

void runInfo(const fs::path& file) {
    const Volume volume = readImage(file);
    const Geometry& grid = volume.geometry;
    const Vec3 spacing = grid.spacing();
    float low = std::numeric_limits<float>::max(), high = std::numeric_limits<float>::lowest();
    std::size_t notFinite = 0;
    for (const float value : volume.intensities()) {
        if (std::isfinite(value)) {
            low = std::min(low, value);
            high = std::max(high, value);
        } else {
            ++notFinite;
        }
    }
    fmt::print("file         {}\n", file.string());
    fmt::print("voxels       {} x {} x {}, {}\n", grid.size[0], grid.size[1], grid.size[2], typeName(volume.voxels));
    fmt::print("spacing      {:.4g} x {:.4g} x {:.4g} mm\n", spacing[0], spacing[1], spacing[2]);
    fmt::print("orientation  {} ({})\n", axisCodes(grid),
               grid.orientation == Orientation::Sform    ? fmt::format("sform, code {}", grid.forms.sformCode)
               : grid.orientation == Orientation::Qform  ? fmt::format("qform, code {}", grid.forms.qformCode)
               : grid.orientation == Orientation::Stated ? std::string("stated by the format")
                                                         : std::string("not stated"));
    for (int row = 0; row < 3; ++row) {
        fmt::print("{}{:12.4f} {:12.4f} {:12.4f} {:12.4f}\n", row == 0 ? "to RAS mm  " : "           ",
                   grid.worldFromVoxel(row, 0), grid.worldFromVoxel(row, 1), grid.worldFromVoxel(row, 2),
                   grid.worldFromVoxel(row, 3));
    }
    if (low <= high) {
        fmt::print("intensities  {:g} to {:g}\n", low, high);
    }
    if (notFinite > 0) {
        fmt::print("warning      {} voxels are NaN or infinite\n", notFinite);
    }
    for (const std::string& warning : volume.warnings) {
        fmt::print("warning      {}\n", warning);
    }
    fmt::print("laterality   {}\n", quantify::lateralityName(quantify::lateralityOf(grid)));
}

} // namespace

void addFuse(CLI::App& app, Context& context) {
    struct Arguments {
        fs::path folder, output, agreement;
        std::string plan = "slant-27";
    };
    CLI::App* command = app.add_subcommand("fuse", "Fuses tile label maps (tile_I_J_K.nii.gz, class indices stored as "
                                                   "z, x, y): SLANT-27's by its majority vote, or "
                                                   "SLANT-8's, whose tiles own a part each.");
    command->footer("Examples:\n  tessera-cli fuse tiles/ -o fused.nii.gz --agreement agreement.nii.gz\n"
                    "  tessera-cli fuse corner-tiles/ -o fused.nii.gz --plan slant-8");
    auto arguments = std::make_shared<Arguments>();
    command->add_option("TILE_DIR", arguments->folder, "Folder with the tiles")->required();
    command->add_option("-o,--output", arguments->output, "Label map on the MNI305 grid")
        ->required()
        ->option_text("FUSED");
    command->add_option("--agreement", arguments->agreement, "Share of the tiles that agree, too")->option_text("A");
    command->add_option("--plan", arguments->plan, "Tile plan")
        ->capture_default_str()
        ->check(CLI::IsMember({"slant-27", "slant-8"}))
        ->option_text("P");
    command->callback([arguments, &context] {
        context.chosen = [arguments] {
            const bool owned = arguments->plan == "slant-8";
            if (owned && !arguments->agreement.empty()) {
                throw Error(ErrorCode::Usage, {"--agreement: each voxel of SLANT-8 has one tile, nothing can agree."});
            }
            runFuse(arguments->folder, owned ? fusion::TilePlan::slant8() : fusion::TilePlan::slant27(),
                    arguments->output, arguments->agreement);
            return kExitDone;
        };
    });
}

void addHome(CLI::App& app, Context& context) {
    struct Arguments {
        fs::path labels, affine, like, output;
    };
    CLI::App* command = app.add_subcommand("home", "Brings a label map to a scan's own grid, in one label-safe step.");
    command->footer(
        "Example:\n  tessera-cli home fused.nii.gz --affine mni_from_native.txt --like scan.nii.gz -o labels.nii.gz");
    auto arguments = std::make_shared<Arguments>();
    command->add_option("LABELS", arguments->labels, "Label map")->required();
    command->add_option("--affine", arguments->affine, "Text file of 4 x 4 numbers: mm of NATIVE to mm of LABELS")
        ->required()
        ->option_text("REG_ALADIN_TXT");
    command->add_option("--like", arguments->like, "Image on whose grid the labels shall lie")
        ->required()
        ->option_text("NATIVE");
    command->add_option("-o,--output", arguments->output, "Label map on that grid")->required()->option_text("OUT");
    command->callback([arguments, &context] {
        context.chosen = [arguments] {
            runHome(arguments->labels, arguments->affine, arguments->like, arguments->output);
            return kExitDone;
        };
    });
}

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

void addInfo(CLI::App& app, Context& context) {
    CLI::App* command = app.add_subcommand("info", "What Tessera reads from an image: grid, orientation, intensities.");
    command->footer("Example:\n  tessera-cli info scan.nii.gz");
    auto file = std::make_shared<fs::path>();
    command->add_option("IMAGE", *file, "Image")->required();
    command->callback([file, &context] {
        context.chosen = [file] {
            runInfo(*file);
            return kExitDone;
        };
    });
}

} // namespace tessera::cli
