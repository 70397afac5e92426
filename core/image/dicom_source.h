#pragma once

#include "core/base/os/file.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace tessera {

/// The bytes of one DICOM file at any offset, through a small window: a header is read without its pixels. One thread
/// at a time.
class DicomSource {
  public:
    explicit DicomSource(const std::filesystem::path& file); ///< @throws Error{FileMissing, FileUnreadable, FileEmpty}

    /// @throws Error{FileTruncated} unless all of `out` lies inside
    void read(std::uint64_t offset, std::span<std::byte> out);
    [[nodiscard]] std::uint64_t size() const { return m_isInflated ? m_inflated.size() : m_file.size(); }
    [[nodiscard]] const std::string& name() const { return m_name; } ///< the path, for errors

    /// Puts the raw deflate stream that starts at `offset` (Deflated Explicit VR Little Endian) in its own place:
    /// offsets count from its first byte after that. At most `most` bytes of it. @throws Error{FileTruncated}
    void inflateFrom(std::uint64_t offset, std::size_t most);

  private:
    os::InputFile m_file;
    std::string m_name;
    std::vector<std::byte> m_window;
    std::uint64_t m_windowAt = 0;
    std::vector<std::byte> m_inflated;
    bool m_isInflated = false;
};

} // namespace tessera
