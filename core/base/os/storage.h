#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

/// What a program that keeps its state on a disk has to know of it. Any thread.
namespace tessera::os {

/// Makes a folder that only its owner may enter (0700), and its parents as the umask has it; one that exists is given
/// these permissions. True if it wasn't there. @throws Error{WriteFailed, DiskFull}
bool makePrivateFolder(const std::filesystem::path& folder);

/// Name of the network file system on which an existing path lies ("nfs", "fuse.sshfs"), empty on a local disk.
/// @throws Error{FileUnreadable} if the path can't be looked at
[[nodiscard]] std::string networkFileSystemOf(const std::filesystem::path& path);
/// The same for a file system's magic number (statfs) and the type that it is mounted as: FUSE has one number for all.
[[nodiscard]] std::string networkFileSystem(std::uint64_t magic, const std::string& mountedAs);

/// Size in bytes and last change in nanoseconds since 1970 (UTC), without opening the file.
struct FileStamp {
    std::uint64_t bytes = 0;
    std::int64_t modified = 0;
    bool operator==(const FileStamp&) const = default;
};
/// @throws Error{FileMissing, FileUnreadable} (a folder or a pipe is unreadable)
[[nodiscard]] FileStamp stampOf(const std::filesystem::path& file);

/// Flushes everything that was written to the file system that `folder` lies on: one wait for many small files.
/// @throws Error{WriteFailed, DiskFull}
void flushFileSystem(const std::filesystem::path& folder);

/// Flushes the names that a folder holds; nothing where the file system can't. @throws Error{WriteFailed, DiskFull}
void flushFolder(const std::filesystem::path& folder);

/// 32 random hexadecimal digits from the kernel, for names that no other program comes upon.
/// @throws Error{Internal} without a source of randomness
[[nodiscard]] std::string randomToken();

} // namespace tessera::os
