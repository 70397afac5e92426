#include "app/cli/commands.h"
#include "app/cli/file_tools.h"
#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/base/os/process.h"
#include "core/fusion/tile_files.h"
#include "core/fusion/vote.h"
#include "core/labels/label_files.h"

namespace tessera::cli {
namespace {

namespace fs = std::filesystem;

void runFuse(const fs::path& folder, const fusion::TilePlan& plan, const fs::path& output, const fs::path& agreement) {
    checkOutputName(output);
    if (!agreement.empty()) {
        checkOutputName(agreement);
        if (fs::absolute(agreement).lexically_normal() == fs::absolute(output).lexically_normal()) {
            throw Error(ErrorCode::Usage, {agreement.string() + ": give the agreement a name of its own."});
        }
    }
    refuseResults({output, quantify::tableBeside(output), agreement});
    for (const fusion::Tile& tile : plan.tiles) {
        refuseInputs({output, agreement},
                     {folder / ("tile_" + tile.name + ".nii.gz"), folder / ("tile_" + tile.name + ".nii")});
    }
    const labels::LabelTable& table = labels::brainColor();
    const auto tiles = fusion::readTiles(folder, plan);
    const fusion::Fused fused =
        fusion::fuse(plan, tiles, table.numberOfClass(), os::allowedCpuCount(), folder.string());
    const Geometry grid = Geometry::fromAffine(plan.grid, fusion::slantWorldFromVoxel());
    exporting::writeSameImage(output, grid, compactLabels(fused.labels), Intent::Label);
    os::writeFileAtomically(quantify::tableBeside(output), labels::dsegTsv(table));
    if (!agreement.empty()) {
        exporting::writeSameImage(agreement, grid, fused.agreement, Intent::None);
    }
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

} // namespace tessera::cli
