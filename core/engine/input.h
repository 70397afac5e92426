#pragma once

#include "core/image/image_io.h"

#include <filesystem>
#include <vector>

namespace tessera::engine {

/// One scan of a batch: an image, or a DICOM series.
struct Input {
    /// The image; of a DICOM series the folder that holds its files, or the file if there is only one. What messages
    /// name.
    std::filesystem::path file;
    /// Where its outputs go below the output folder: NAME, with the relative folder in front where the input was found
    /// in a folder ("sub-01/anat/sub-01_T1w"). A DICOM series is named by its folder and its number
    /// ("exam/T1_series-4"), never by what its headers say about a person.
    std::filesystem::path name;
    std::vector<std::filesystem::path> slices{}; ///< the files of a DICOM series; empty for an image
    ReadOptions read{};
};

/// @throws Error of `readImage` or `readDicomSeries`, with the input's file as the first argument
[[nodiscard]] Volume readInput(const Input& input);

/// Every file that `readInput` reads. @throws Error of `filesOfImage`
[[nodiscard]] std::vector<std::filesystem::path> filesOf(const Input& input);

} // namespace tessera::engine
