#pragma once

#include "core/base/error.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

/// Broken scans of every format, made from nothing, for the tests of the readers (under asan) and of `segment`.
namespace tessera::test {

struct MalformedCase {
    std::string name; ///< unique among all cases, usable in a file name
    /// Writes the file (or the folder of a DICOM series) into an empty folder of its own and returns its path.
    std::function<std::filesystem::path(const std::filesystem::path& folder)> write;
    ErrorCode code = ErrorCode::HeaderInvalid; ///< what reading it throws
    std::string text;                          ///< what the sentence must contain beside the file's name
};

} // namespace tessera::test
