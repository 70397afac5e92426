#include "app/cli/commands.h"
#include "app/cli/listeners.h"
#include "core/base/error.h"
#include "core/model/bundle.h"
#include "core/model/slant_import.h"

#include <fmt/format.h>

#include <cstdio>

namespace tessera::cli {
namespace {

namespace fs = std::filesystem;

int listModels(const Context& context) {
    std::vector<std::string> problems;
    for (const model::Bundle& bundle : model::listBundles(context.installation.models, problems)) {
        const std::string parts = bundle.wholeVolume ? "whole scan" : fmt::format("{} tiles", bundle.plan.tiles.size());
        fmt::print("{:<24} {:<10} {} regions, {}, {}\n", bundle.name, bundle.version, bundle.labels.regions().size(),
                   parts, bundle.licence);
    }
    for (const std::string& problem : problems) {
        fmt::print(stderr, "{}\n", printable(problem));
    }
    return problems.empty() ? kExitDone : kExitFailed;
}

void printTiles(const model::Bundle& bundle) {
    const fusion::Tile& tile = bundle.plan.tiles.front();
    fmt::print("tiles         {} (the first {} x {} x {} voxels)\n", bundle.plan.tiles.size(), tile.size[0],
               tile.size[1], tile.size[2]);
    fmt::print("scaling       {}{}\n",
               bundle.scaling == model::Scaling::TileMinMax
                   ? std::string("each tile's minimum and maximum to 0..255")
                   : fmt::format("percentile {:g} of the grid", bundle.percentile),
               bundle.biasCorrection ? ", after N4" : "");
}

void printInfo(const model::Bundle& bundle) {
    std::uintmax_t bytes = 0;
    for (const auto& [file, hash] : bundle.files) {
        std::error_code code;
        const auto size = fs::file_size(bundle.folder / file, code);
        bytes += code ? 0 : size;
    }
    fmt::print("name          {} {}\n", bundle.name, bundle.version);
    fmt::print("intended use  {}\n", bundle.intendedUse);
    fmt::print("licence       {}\n", bundle.licence);
    fmt::print("citation      {}\n", bundle.citation);
    fmt::print("labels        {}, {} regions\n", bundle.labels.name(), bundle.labels.regions().size());
    fmt::print("grid          {} x {} x {} voxels\n", bundle.plan.grid[0], bundle.plan.grid[1], bundle.plan.grid[2]);
    fmt::print("networks      {} x {}\n", bundle.networks.size(), model::kindName(bundle.networks.front().kind));
    if (bundle.wholeVolume) {
        fmt::print("input         the whole scan, conformed (1 mm, LIA), in the box of what is above {:g}\n",
                   bundle.wholeVolume->boxThreshold);
        fmt::print("sides         {}\n", bundle.wholeVolume->splitSides
                                             ? "not in the label map; tables split at the registration's midplane"
                                             : "as the labels say");
    } else {
        printTiles(bundle);
    }
    fmt::print("files         {}, {:.1f} MB\n", bundle.files.size(), static_cast<double>(bytes) / 1e6);
    fmt::print("hash          {}\n", bundle.hash);
}

void addRandom(CLI::App& model, Context& context) {
    struct Arguments {
        fs::path output;
        std::uint64_t seed = 1;
        double width = 1;
    };
    CLI::App* command =
        model.add_subcommand("random", "A SLANT-27 bundle with seeded random weights, for benchmarks and tests.");
    command->footer("Example:\n  tessera-cli model random -o slant-narrow --seed 7 --width 0.25");
    auto arguments = std::make_shared<Arguments>();
    command->add_option("-o,--output", arguments->output, "New folder")->required()->option_text("B");
    command->add_option("--seed", arguments->seed, "Seed")->capture_default_str()->option_text("N");
    command->add_option("--width", arguments->width, "Factor on SLANT's numbers of channels")
        ->capture_default_str()
        ->check(CLI::Range(0.01, 1.0))
        ->option_text("F");
    command->callback([arguments, &context] {
        context.chosen = [arguments, &context] {
            const model::Bundle like = model::openBundle(kDefaultBundle, context.installation.models);
            model::writeRandomBundle(arguments->output, like, arguments->seed, arguments->width);
            return kExitDone;
        };
    });
}

void importSlant(const fs::path& from, const fs::path& to, const model::SlantImportTexts& texts,
                 const Context& context) {
    const model::Bundle like = model::openBundle(kDefaultBundle, context.installation.models);
    std::string shown;
    Progress progress(
        [&shown](double, std::string_view step) {
            if (step != shown) {
                shown = step;
                fmt::print("{}\n", step);
                std::fflush(stdout);
            }
        },
        context.cancel);
    for (const fs::path& file : model::importSlant(from, to, like, texts, progress)) {
        fmt::print(stderr, "note: {}: not used, it is no tile's newest file\n", printable(file.string()));
    }
}

void addImportSlant(CLI::App& model, Context& context) {
    struct Arguments {
        fs::path from, to;
        model::SlantImportTexts texts;
    };
    CLI::App* command = model.add_subcommand(
        "import-slant",
        "A bundle of SLANT-27's or SLANT-8's own weights: a .pth file for each tile, whose name or folder "
        "carries the tile's I_J_K.\nReads PyTorch's files without running anything that they ask for.");
    command->footer("Example:\n  tessera-cli model import-slant slant-weights/ -o slant-27\n"
                    "  tessera-cli segment scan.nii.gz -o results --model slant-27");
    auto arguments = std::make_shared<Arguments>();
    command->add_option("DIR", arguments->from, "Folder with the .pth files")->required();
    command->add_option("-o,--output", arguments->to, "New folder")->required()->option_text("B");
    command->add_option("--name", arguments->texts.name, "The bundle's name (default: slant-27 or slant-8)")
        ->option_text("TEXT");
    command
        ->add_option("--licence", arguments->texts.licence, "Terms of the weights (default: says that they're unknown)")
        ->option_text("TEXT");
    command->add_option("--citation", arguments->texts.citation, "What to cite (default: SLANT's paper)")
        ->option_text("TEXT");
    command->callback([arguments, &context] {
        context.chosen = [arguments, &context] {
            importSlant(arguments->from, arguments->to, arguments->texts, context);
            return kExitDone;
        };
    });
}

} // namespace

void addModel(CLI::App& app, Context& context) {
    CLI::App* model =
        app.add_subcommand("model", "Model bundles: list, info, verify, random, import-slant, import-meshnet.");
    model->require_subcommand(1);
    model->footer("Examples:\n  tessera-cli model list\n  tessera-cli model info tessera-mini\n  tessera-cli model "
                  "verify my-bundle/");
    model->add_subcommand("list", "The built-in bundles.")->callback([&context] {
        context.chosen = [&context] { return listModels(context); };
    });
    auto name = std::make_shared<std::string>();
    CLI::App* info = model->add_subcommand("info", "What a bundle is and may be used for.");
    info->add_option("B", *name, "A folder or a built-in's name")->required();
    info->callback([name, &context] {
        context.chosen = [name, &context] {
            printInfo(model::openBundle(*name, context.installation.models));
            return kExitDone;
        };
    });
    CLI::App* verify =
        model->add_subcommand("verify", "Checks every file of a bundle: SHA-256, tensors and their shapes.");
    verify->add_option("B", *name, "A folder or a built-in's name")->required();
    verify->callback([name, &context] {
        context.chosen = [name, &context] {
            const model::Bundle bundle = model::openBundle(*name, context.installation.models);
            model::verifyBundle(bundle);
            fmt::print("{} {}: {} files are as its manifest says\n", bundle.name, bundle.version, bundle.files.size());
            return kExitDone;
        };
    });
    addRandom(*model, context);
    addImportSlant(*model, context);
    addImportMeshnet(*model, context);
}

} // namespace tessera::cli
