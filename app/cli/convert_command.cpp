#include "app/cli/commands.h"
#include "app/cli/file_tools.h"
#include "app/cli/listeners.h"

namespace tessera::cli {
namespace {

namespace fs = std::filesystem;

struct ConvertArguments {
    fs::path input, output;
    engine::InputOptions options;
    bool labels = false;
};

int runConvert(const ConvertArguments& arguments, const Context& context) {
    checkOutputName(arguments.output);
    const engine::Input input = engine::oneInput(arguments.input, arguments.options, terminalProgress(context.cancel));
    const fs::path table = quantify::tableBeside(arguments.output);
    refuseInputs({arguments.output}, engine::filesOf(input));
    refuseResults({arguments.output, table});
    const Volume volume = engine::readInput(input);
    printWarnings(volume, input.file);
    std::optional<labels::LabelTable> itsTable;
    Voxels voxels = volume.voxels;
    if (arguments.labels) {
        const LabelVolume map = toLabels(volume, input.file.string());
        itsTable = quantify::tableOf(input.file, map);
        refuseWrongTable(table, itsTable);
        voxels = compactLabels(map.labels);
    } else if (volume.slope != 1 || volume.intercept != 0) {
        voxels = volume.intensities();
    }
    exporting::writeSameImage(arguments.output, volume.geometry, voxels,
                              arguments.labels ? Intent::Label : Intent::None);
    if (arguments.labels) {
        writeTableBeside(table, input.file, itsTable);
    }
    return kExitDone;
}

} // namespace

void addConvert(CLI::App& app, Context& context) {
    CLI::App* command = app.add_subcommand(
        "convert", "Writes a scan or label map in another format, on exactly the same grid: what was written is read\n"
                   "back and compared before it appears. Scaled voxels become float32.");
    command->footer("Examples:\n  tessera-cli convert exam/ -o T1w.nii.gz\n"
                    "  tessera-cli convert aseg.mgz -o aseg.nrrd --labels");
    auto arguments = std::make_shared<ConvertArguments>();
    command->add_option("IN", arguments->input, "Image, DICOM file, or folder with one DICOM study")->required();
    command->add_option("-o,--output", arguments->output, "OUT.nii.gz, .nii, .nrrd, .mha, .mgz or .mgh")
        ->required()
        ->option_text("OUT");
    command->add_flag("--labels", arguments->labels,
                      "It is a label map: whole numbers, and its label table goes along");
    addInputOptions(*command, arguments->options);
    command->callback(
        [arguments, &context] { context.chosen = [arguments, &context] { return runConvert(*arguments, context); }; });
}

} // namespace tessera::cli
