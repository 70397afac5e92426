#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tessera::queue {

/// What a job's prepared volume or one of its tiles' labels look like in the job folder: a line that says what the file
/// is, a line of JSON, then the bytes. Each file describes itself, so that a lost journal can be built from them.
struct WorkHeader {
    int tile = -1;                   ///< number of the tile; -1: the prepared volume
    std::string key{};               ///< of a tile: what it was computed from
    std::array<double, 16> affine{}; ///< of the prepared volume: 4 x 4, row by row
    std::string details{};           ///< of the prepared volume: whatever else finishing needs (JSON of the caller)
    std::string sha256{};            ///< of the bytes
    std::uint64_t bytes = 0;
    bool operator==(const WorkHeader&) const = default;
};

/// Name in the job folder: the same content has the same name, another never replaces it.
[[nodiscard]] std::string workFileName(const WorkHeader& header);
/// True for a name that `workFileName` may give.
[[nodiscard]] bool isWorkFileName(const std::string& name);

/// Removes all of them from a folder, as far as that is possible. Any thread.
void removeWorkFiles(const std::filesystem::path& folder);

/// Writes a file that appears whole or not at all; `header` comes with its size and hash. Any thread.
/// @throws Error{WriteFailed, DiskFull}
void writeWorkFile(const std::filesystem::path& folder, const WorkHeader& header, std::span<const std::byte> content);

/// The header, if this is a file of ours that is as long as it says; whatever else lies there is no error. Any thread.
[[nodiscard]] std::optional<WorkHeader> readWorkHeader(const std::filesystem::path& file);

/// The content, if the file has this very header and its bytes have the hash that it states. A damaged, truncated,
/// foreign or unreadable file counts as none: its content is computed again. Any thread.
[[nodiscard]] std::optional<std::vector<std::byte>> readWorkFile(const std::filesystem::path& file,
                                                                 const WorkHeader& expected);

} // namespace tessera::queue
