#include "core/engine/input.h"

#include "core/image/dicom_series.h"

namespace tessera::engine {

Volume readInput(const Input& input) {
    return input.slices.empty() ? readImage(input.file, input.read)
                                : readDicomSeries(input.slices, input.file.string());
}

std::vector<std::filesystem::path> filesOf(const Input& input) {
    return input.slices.empty() ? filesOfImage(input.file) : input.slices;
}

} // namespace tessera::engine
