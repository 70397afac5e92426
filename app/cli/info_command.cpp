#include "app/cli/commands.h"
#include "app/cli/file_tools.h"
#include "app/cli/listeners.h"
#include "core/base/error.h"
#include "core/engine/dicom_inputs.h"
#include "core/engine/folder_contents.h"
#include "core/quantify/quality.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace tessera::cli {
namespace {

namespace fs = std::filesystem;

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

void printIntensities(const Volume& volume) {
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
    if (low <= high) {
        fmt::print("intensities  {:g} to {:g}\n", low, high);
    }
    if (notFinite > 0) {
        fmt::print("warning      {} voxels are NaN or infinite\n", notFinite);
    }
}

void printScan(const engine::Input& input) {
    const Volume volume = engine::readInput(input);
    const Geometry& grid = volume.geometry;
    const Vec3 spacing = grid.spacing();
    fmt::print("file         {}{}\n", printable(input.file.string()),
               input.slices.empty() ? std::string() : fmt::format(" (DICOM, {} files)", input.slices.size()));
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
    printIntensities(volume);
    for (const std::string& warning : volume.warnings) {
        fmt::print("warning      {}\n", printable(warning));
    }
    fmt::print("laterality   {}\n", quantify::lateralityName(quantify::lateralityOf(grid)));
}

/// Every DICOM series below a folder, then the chosen ones.
void printFolder(const fs::path& folder, const engine::InputOptions& options, Progress progress) {
    const engine::FolderContents contents = engine::listFolder(folder, {}, progress);
    if (contents.dicom.empty()) {
        throw Error(ErrorCode::NotAnImage, {folder.string(), "a folder without DICOM files"});
    }
    Progress reading = progress.subtask(1, "reading DICOM headers");
    const engine::DicomStudies found = engine::listStudies(contents.dicom, reading);
    for (const engine::DicomStudy& study : found.studies) {
        fmt::print("study in     {}\n{}\n", printable(study.folder.string()),
                   printable(engine::describeStudy(study), LineFeeds::Kept));
    }
    for (const DicomListing::Other& other : found.others) {
        fmt::print("ignored      {}: {}\n", printable(other.file.string()), printable(other.reason));
    }
    const engine::DicomInputs inputs = engine::inputsOf(found, options.series, folder);
    for (engine::Input input : inputs.scans) {
        input.read = options.read;
        fmt::print("\n");
        printScan(input);
    }
    if (!inputs.problems.empty()) {
        throw inputs.problems.front();
    }
    if (inputs.scans.empty()) {
        throw Error(ErrorCode::NoSuitableSeries, {folder.string(), "  no DICOM file in it is part of a series"});
    }
}

} // namespace

void addInfo(CLI::App& app, Context& context) {
    CLI::App* command = app.add_subcommand(
        "info", "What Tessera reads from an image: grid, orientation, intensities; of a DICOM folder its series, too.");
    command->footer("Examples:\n  tessera-cli info scan.nii.gz\n  tessera-cli info exam/ --series 4");
    struct Arguments {
        fs::path file;
        engine::InputOptions options;
    };
    auto arguments = std::make_shared<Arguments>();
    command->add_option("IMAGE", arguments->file, "Image, or folder with DICOM files")->required();
    addInputOptions(*command, arguments->options);
    command->callback([arguments, &context] {
        context.chosen = [arguments, &context] {
            std::error_code ignored;
            if (fs::is_directory(arguments->file, ignored)) {
                printFolder(arguments->file, arguments->options, terminalProgress(context.cancel));
            } else {
                printScan(engine::oneInput(arguments->file, arguments->options, terminalProgress(context.cancel)));
            }
            return kExitDone;
        };
    });
}

} // namespace tessera::cli
