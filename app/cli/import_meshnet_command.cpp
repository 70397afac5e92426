#include "app/cli/commands.h"
#include "core/model/meshnet_import.h"

namespace tessera::cli {

void addImportMeshnet(CLI::App& model, Context& context) {
    struct Arguments {
        std::filesystem::path folder, output;
        model::MeshnetImport settings;
        double boxThreshold = 0;
    };
    CLI::App* command = model.add_subcommand(
        "import-meshnet", "A bundle of a brainchop model: a folder with model.json and its weights (TensorFlow.js).\n"
                          "Names come from labels.json or colormap.json there, the template from tessera-mini.");
    command->footer("Example:\n  tessera-cli model import-meshnet subcortical-18/ -o my-bundle --licence MIT");
    auto arguments = std::make_shared<Arguments>();
    command->add_option("DIR", arguments->folder, "The model's folder")->required();
    command->add_option("-o,--output", arguments->output, "New folder; its name becomes the bundle's")
        ->required()
        ->option_text("B");
    command
        ->add_option("--labels", arguments->settings.labels,
                     "Label table with one entry for each class (FreeSurfer, ITK-SNAP, Slicer or dseg.tsv)")
        ->option_text("FILE");
    CLI::Option* threshold =
        command
            ->add_option("--box-threshold", arguments->boxThreshold,
                         "The network sees the box of voxels above this share of the brightest (default: 0.2 for 18 "
                         "classes, else 0)")
            ->check(CLI::Range(0.0, 0.999))
            ->option_text("T");
    command->add_option("--licence", arguments->settings.licence, "The model's licence")->option_text("TEXT");
    command->callback([arguments, threshold, &context] {
        context.chosen = [arguments, threshold, &context] {
            if (threshold->count() > 0) {
                arguments->settings.boxThreshold = arguments->boxThreshold;
            }
            model::importMeshnet(arguments->folder, arguments->output,
                                 model::openBundle(kDefaultBundle, context.installation.models), arguments->settings);
            return kExitDone;
        };
    });
}

} // namespace tessera::cli
