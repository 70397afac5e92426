#include "app/cli/commands.h"
#include "app/cli/file_tools.h"
#include "core/base/os/process.h"
#include "core/image/affine_file.h"
#include "core/image/resample.h"

namespace tessera::cli {
namespace {

namespace fs = std::filesystem;

void runHome(const fs::path& labelFile, const fs::path& affineFile, const fs::path& like, const fs::path& output) {
    checkOutputName(output);
    refuseInputs({output}, {labelFile, affineFile, like});
    const fs::path table = quantify::tableBeside(output);
    refuseResults({output, table});
    const LabelVolume labels = toLabels(readWithWarnings(labelFile), labelFile.string());
    const std::optional<labels::LabelTable> itsTable = quantify::tableOf(labelFile, labels);
    refuseWrongTable(table, itsTable);
    const Affine labelsFromNative = readAffineFile(affineFile);
    const Geometry native = readWithWarnings(like).geometry;
    const LabelVolume home = resampleLabels(labels, labelsFromNative, native, os::allowedCpuCount());
    exporting::writeSameImage(output, native, compactLabels(home.labels), Intent::Label);
    writeTableBeside(table, labelFile, itsTable);
}

} // namespace

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

} // namespace tessera::cli
