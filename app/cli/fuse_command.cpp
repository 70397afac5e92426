#include "app/cli/commands.h"
#include "app/cli/file_tools.h"
#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/fusion/tile_files.h"
#include "core/fusion/vote.h"
#include "core/image/image_io.h"
#include "core/labels/label_files.h"

namespace tessera::cli {
namespace {

namespace fs = std::filesystem;

void runFuse(const fs::path& folder, const fs::path& output, const fs::path& agreement) {
    checkOutputName(output);
    if (!agreement.empty()) {
        checkOutputName(agreement);
        if (fs::absolute(agreement).lexically_normal() == fs::absolute(output).lexically_normal()) {
            throw Error(ErrorCode::Usage, {agreement.string() + ": give the agreement a name of its own."});
        }
    }
    refuseResults({output, tableBeside(output), agreement});
    const fusion::TilePlan plan = fusion::TilePlan::slant27();
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

} // namespace

void addFuse(CLI::App& app, Context& context) {
    struct Arguments {
        fs::path folder, output, agreement;
        std::string plan = "slant-27";
    };
    CLI::App* command = app.add_subcommand(
        "fuse",
        "Fuses 27 tile label maps (tile_I_J_K.nii.gz, class indices stored as z, x, y) by SLANT's majority vote.");
    command->footer("Example:\n  tessera-cli fuse tiles/ -o fused.nii.gz --agreement agreement.nii.gz");
    auto arguments = std::make_shared<Arguments>();
    command->add_option("TILE_DIR", arguments->folder, "Folder with the tiles")->required();
    command->add_option("-o,--output", arguments->output, "Label map on the MNI305 grid")
        ->required()
        ->option_text("FUSED");
    command->add_option("--agreement", arguments->agreement, "Share of the tiles that agree, too")->option_text("A");
    command->add_option("--plan", arguments->plan, "Tile plan")
        ->capture_default_str()
        ->check(CLI::IsMember({"slant-27"}))
        ->option_text("P");
    command->callback([arguments, &context] {
        context.chosen = [arguments] {
            runFuse(arguments->folder, arguments->output, arguments->agreement);
            return kExitDone;
        };
    });
}

} // namespace tessera::cli
