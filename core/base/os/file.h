#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Every call to the operating system of core lives in this folder.
namespace tessera::os {

/// A file opened for reading; closes itself. One thread at a time.
class InputFile {
  public:
    /// @throws Error{FileMissing, FileUnreadable} (a folder is unreadable)
    explicit InputFile(const std::filesystem::path& path);
    ~InputFile();
    InputFile(const InputFile&) = delete;
    InputFile& operator=(const InputFile&) = delete;

    /// Fills `buffer` as far as the file goes; the number of bytes read, 0 at the end. @throws Error{FileUnreadable}
    [[nodiscard]] std::size_t read(std::span<std::byte> buffer) { return fill(buffer, std::nullopt); }
    /// The same from `offset`, without moving where `read` goes on. @throws Error{FileUnreadable}
    [[nodiscard]] std::size_t readAt(std::uint64_t offset, std::span<std::byte> buffer) const {
        return fill(buffer, offset);
    }
    [[nodiscard]] std::uint64_t size() const noexcept { return m_size; }
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }

  private:
    std::size_t fill(std::span<std::byte> buffer, std::optional<std::uint64_t> offset) const;

    std::filesystem::path m_path;
    int m_descriptor = -1;
    std::uint64_t m_size = 0;
};

/// Whole content of a file of at most `limit` bytes. @throws Error{FileMissing, FileUnreadable}
[[nodiscard]] std::string readFile(const std::filesystem::path& path, std::uint64_t limit = 1ULL << 30);

/// A file that appears under its name only when it is committed: written to a hidden temporary file in the same folder,
/// flushed to the disk, then renamed. Without commit the temporary file goes. One thread at a time.
class AtomicFile {
  public:
    /// @throws Error{WriteFailed, DiskFull} with `target` as the file
    explicit AtomicFile(std::filesystem::path target);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    void write(std::span<const std::byte> bytes); ///< @throws Error{WriteFailed, DiskFull}
    void write(std::string_view text);
    enum class Flush { Now, Later };
    /// Flushes and renames; replaces what is there. With `Later` the caller flushes many files at once
    /// (`flushFileSystem`) before it relies on any of them. @throws Error{WriteFailed, DiskFull}
    void commit(Flush flush = Flush::Now);
    [[nodiscard]] const std::filesystem::path& target() const noexcept { return m_target; }
    /// Where the content lies until then, under a name that ends like the target's: to look at it before committing.
    [[nodiscard]] const std::filesystem::path& temporary() const noexcept { return m_temporary; }

  private:
    friend void commitAll(std::span<const std::unique_ptr<AtomicFile>> files,
                          const std::vector<std::filesystem::path>& retract);
    void flush(Flush when = Flush::Now);
    void rename();

    std::filesystem::path m_target;
    std::filesystem::path m_temporary;
    int m_descriptor = -1;
};

/// Commits several files as nearly together as a file system can: all are flushed first, then renamed in order; a
/// process that ends through `abandonTemporaryFiles` is held back until the renames are through. If a rename fails, the
/// files that this call renamed are removed again.
/// @param retract files of an earlier set, first the one that says that it is whole: removed when everything is
///   flushed, before the first rename
/// @throws Error{WriteFailed, DiskFull}
void commitAll(std::span<const std::unique_ptr<AtomicFile>> files,
               const std::vector<std::filesystem::path>& retract = {});

void writeFileAtomically(const std::filesystem::path& target, std::string_view text);
void writeFileAtomically(const std::filesystem::path& target, std::span<const std::byte> bytes);

/// Removes every temporary file of this process and keeps AtomicFile from renaming any more: the last call before
/// leaving in a hurry. May be called from any thread (not from a signal handler).
void abandonTemporaryFiles() noexcept;

/// Creates a folder and its parents. @throws Error{WriteFailed}
void makeFolder(const std::filesystem::path& folder);

/// True if both paths name one existing file (links included).
[[nodiscard]] bool sameFile(const std::filesystem::path& a, const std::filesystem::path& b) noexcept;

} // namespace tessera::os
