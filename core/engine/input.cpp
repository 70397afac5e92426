#include "core/engine/input.h"

#include "core/base/error.h"
#include "core/image/dicom_series.h"

namespace tessera::engine {

Volume readInput(const Input& input) {
    if (input.slices.empty()) {
        return readImage(input.file, input.read);
    }
    if (!input.read.orientation.empty()) {
        throw Error(ErrorCode::Usage, {input.file.string() + ": DICOM states its own orientation, another one isn't "
                                                             "taken from --orientation."});
    }
    return readDicomSeries(input.slices, input.file.string());
}

std::vector<std::filesystem::path> filesOf(const Input& input) {
    return input.slices.empty() ? filesOfImage(input.file) : input.slices;
}

} // namespace tessera::engine
