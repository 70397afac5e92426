#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace tessera::model {

/// The directory of a zip file in memory, checked wholly before anything is read: stored and deflated entries, zip64,
/// data descriptors. Const use from any thread. Format: PKWARE's APPNOTE.TXT 6.3.
///
/// Our own reader on zlib's inflate instead of libzip: weights need the directory, a view of stored bytes and inflate,
/// and what this class refuses (overlapping entries, two of one name, entries larger than their bytes can hold) libzip
/// lets pass.
class ZipArchive {
  public:
    struct Entry {
        bool deflated = false;
        std::uint32_t crc = 0;
        std::uint64_t size = 0;              ///< bytes when unpacked
        std::span<const std::byte> packed{}; ///< in the archive's bytes
    };

    /// @param bytes the whole file; must outlive the archive
    /// @param file for errors
    /// @throws Error{WeightsInvalid} if the archive isn't whole, is encrypted, lies about sizes, has overlapping or
    ///   equally named entries, or would unpack to more than `kMostGrowth` times the file (16 MiB are always allowed)
    ///   or `kMostAdded` bytes more
    ZipArchive(std::span<const std::byte> bytes, std::string file);

    [[nodiscard]] const std::map<std::string, Entry, std::less<>>& entries() const noexcept { return m_entries; }

    /// The unpacked bytes of an entry, after their CRC-32 was checked: a view of the archive's bytes if it is stored,
    /// else of `buffer`. @throws Error{WeightsInvalid} if the entry isn't there or is damaged
    [[nodiscard]] std::span<const std::byte> read(const std::string& name, std::vector<std::byte>& buffer) const;

    static constexpr std::uint64_t kMostGrowth = 16; ///< weights hardly compress
    static constexpr std::uint64_t kMostAdded = 1U << 30;

  private:
    struct Directory {
        std::uint64_t begin = 0, size = 0, entries = 0;
    };
    [[noreturn]] void fail(const std::string& problem) const;
    template <typename T>
    [[nodiscard]] T number(std::uint64_t at) const;
    [[nodiscard]] Directory findDirectory() const;
    void readDirectory(const Directory& directory);
    [[nodiscard]] std::span<const std::byte> findData(const std::string& name, std::uint64_t header, unsigned method,
                                                      std::uint64_t packed, std::uint64_t end) const;
    void inflateInto(std::span<std::byte> out, std::span<const std::byte> packed, const std::string& name) const;

    std::span<const std::byte> m_bytes;
    std::string m_file;
    std::map<std::string, Entry, std::less<>> m_entries;
};

} // namespace tessera::model
