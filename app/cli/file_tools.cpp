#include "app/cli/file_tools.h"

#include "app/cli/listeners.h"
#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/base/os/process.h"
#include "core/image/image_header.h"
#include "core/labels/label_files.h"

#include <fmt/format.h>

#include <algorithm>

namespace tessera::cli {

namespace fs = std::filesystem;

void refuseInputs(const std::vector<fs::path>& outputs, const std::vector<fs::path>& inputs) {
    for (const fs::path& output : outputs) {
        for (const fs::path& input : inputs) {
            if (os::sameFile(output, input)) {
                throw Error(ErrorCode::OutputIsInput, {output.string()});
            }
        }
    }
}

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
        fmt::print(stderr, "note: {}\n", printable(file.string() + ": " + warning));
    }
}

Volume readWithWarnings(const fs::path& file) {
    Volume volume = readImage(file);
    printWarnings(volume, file);
    return volume;
}

void addInputOptions(CLI::App& command, engine::InputOptions& options) {
    command
        .add_option("--series", options.series,
                    "Number or UID of the DICOM series to take (default: the T1 scan of each study)")
        ->option_text("N|UID");
    command
        .add_option("--orientation", options.read.orientation,
                    "For files that state none (Analyze): where the axes run, e.g. LAS; left and right stay unverified")
        ->check([](const std::string& text) {
            return axesMatrix(text, {1, 1, 1}) ? std::string() : "\"" + text + "\" is no orientation like LAS";
        })
        ->option_text("XYZ");
}

void refuseWrongTable(const fs::path& to, const std::optional<labels::LabelTable>& table) {
    std::error_code ignored;
    if (!table && fs::exists(to, ignored)) {
        throw Error(ErrorCode::WriteFailed, {to.string(), "it describes another label map"});
    }
}

void writeTableBeside(const fs::path& to, const fs::path& from, const std::optional<labels::LabelTable>& table) {
    if (!table) {
        fmt::print(stderr, "note: {}: no label table lies beside it, and its numbers are not all BrainCOLOR's\n",
                   printable(from.string()));
    } else if (!os::sameFile(quantify::tableBeside(from), to)) { // X.nii beside X_dseg.nii has the same table already
        os::writeFileAtomically(to, labels::dsegTsv(*table));
    }
}

} // namespace tessera::cli
