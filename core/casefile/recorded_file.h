#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace tessera::casefile {

/// A scan or a label map as it was at some time.
struct RecordedFile {
    std::filesystem::path path; ///< absolute; of a DICOM series one of its files, or its folder
    std::uint64_t bytes = 0;    ///< of all files that are read
    std::string sha256{};       ///< of the file; of several the SHA-256 of their hashes, a line each
    bool operator==(const RecordedFile&) const = default;
};

/// Reads all of it: takes seconds. Any thread.
/// @param path a scan as `engine::oneInput` takes it
/// @throws Error of `engine::oneInput`, Error{FileMissing, FileUnreadable}
[[nodiscard]] RecordedFile recordScan(const std::filesystem::path& path);
/// The same of a label map. @throws Error{FileMissing, FileUnreadable}, Error of `filesOfImage`
[[nodiscard]] RecordedFile recordLabels(const std::filesystem::path& path);

} // namespace tessera::casefile
