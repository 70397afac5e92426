#pragma once

#include "core/base/os/file.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

struct z_stream_s;

namespace tessera {

/// How the bytes of a file are coded.
enum class Coding {
    AsItBegins, ///< gzip if it begins like that, whatever its name; else plain
    Plain,
    Compressed ///< a gzip or zlib stream
};

/// Where the bytes begin in a file.
struct DataStart {
    Coding coding = Coding::AsItBegins;
    std::uint64_t offset = 0; ///< bytes of the file before it
    std::uint64_t lines = 0;  ///< and after these, lines of text
};

/// A plain or compressed file read in order. One thread at a time. Errors name the file.
class DataStream {
  public:
    /// @throws Error{FileMissing, FileUnreadable, FileEmpty, FileTruncated}
    explicit DataStream(const std::filesystem::path& path, const DataStart& start = {});
    ~DataStream();
    DataStream(const DataStream&) = delete;
    DataStream& operator=(const DataStream&) = delete;

    /// The stream can't give more bytes than this from its start: deflate does no better than 1032:1.
    [[nodiscard]] double mostBytes() const;

    /// Fills `buffer`; less only at the end. @throws Error{FileTruncated, FileUnreadable}
    std::size_t read(std::span<std::byte> buffer);
    /// @throws Error{FileTruncated, FileUnreadable}
    void skip(std::uint64_t bytes);
    /// Reads on a little, so that a compressed stream that ends here has its checksum tested. @throws
    /// Error{FileTruncated}
    void finish();

    [[nodiscard]] const std::string& name() const noexcept { return m_name; }

  private:
    void refill();
    void skipRaw(std::uint64_t bytes);
    void skipLines(std::uint64_t lines);
    bool beginsLikeGzip();
    std::size_t readPlain(std::span<std::byte> buffer);
    std::size_t readCompressed(std::span<std::byte> buffer);

    std::string m_name;
    os::InputFile m_file;
    std::vector<std::byte> m_buffer;
    std::size_t m_begin = 0, m_end = 0; ///< what of the buffer isn't used yet
    std::uint64_t m_rawLeft = 0;        ///< bytes of the file after the start
    std::unique_ptr<z_stream_s> m_inflate;
    bool m_streamEnded = false;
};

} // namespace tessera
