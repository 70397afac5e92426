#include "app/cli/commands.h"
#include "app/cli/file_tools.h"
#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/labels/label_files.h"

#include <map>

namespace tessera::cli {
namespace {

namespace fs = std::filesystem;
using labels::TableFormat;

struct TableArguments {
    fs::path input, output;
    std::optional<TableFormat> format;
};

TableFormat formatOf(const TableArguments& arguments) {
    const std::string extension = arguments.output.extension().string();
    if (arguments.format) {
        return *arguments.format;
    }
    if (extension == ".tsv") {
        return TableFormat::Dseg;
    }
    if (extension == ".ctbl") {
        return TableFormat::Slicer;
    }
    throw Error(ErrorCode::Usage, {arguments.output.string() + ": say with --format which table it shall be."});
}

int runTable(const TableArguments& arguments) {
    const TableFormat format = formatOf(arguments);
    refuseInputs({arguments.output}, {arguments.input});
    refuseResults({arguments.output});
    os::writeFileAtomically(arguments.output, labels::writeLabelTable(quantify::readTable(arguments.input), format));
    return kExitDone;
}

} // namespace

void addTable(CLI::App& app, Context& context) {
    CLI::App* command = app.add_subcommand("table", "Writes a label table in another format.");
    command->footer("Example:\n  tessera-cli table FreeSurferColorLUT.txt -o labels.ctbl");
    auto arguments = std::make_shared<TableArguments>();
    command->add_option("IN", arguments->input, "Label table: dseg.tsv, or of FreeSurfer, ITK-SNAP or Slicer")
        ->required();
    command->add_option("-o,--output", arguments->output, "The new table")->required()->option_text("OUT");
    const std::map<std::string, TableFormat> formats{{"tsv", TableFormat::Dseg},
                                                     {"freesurfer", TableFormat::FreeSurfer},
                                                     {"itk-snap", TableFormat::ItkSnap},
                                                     {"slicer", TableFormat::Slicer}};
    command
        ->add_option("--format", arguments->format,
                     "tsv, freesurfer, itk-snap or slicer (default: by the name's end, .tsv or .ctbl)")
        ->transform(CLI::CheckedTransformer(formats))
        ->option_text("F");
    command->callback([arguments, &context] { context.chosen = [arguments] { return runTable(*arguments); }; });
}

} // namespace tessera::cli
