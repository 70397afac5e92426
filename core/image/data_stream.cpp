#include "core/image/data_stream.h"

#include "core/base/error.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <new>

namespace tessera {
namespace {

constexpr std::size_t kBufferSize = 1U << 16;
constexpr int kGzipOrZlib = 15 + 32; // zlib's largest window, the container by its first bytes

} // namespace

DataStream::DataStream(const std::filesystem::path& path, const DataStart& start)
    : m_name(path.string()), m_file(path), m_buffer(kBufferSize) {
    if (m_file.size() == 0) {
        throw Error(ErrorCode::FileEmpty, {m_name});
    }
    m_rawLeft = m_file.size();
    skipRaw(start.offset);
    skipLines(start.lines);
    if (start.coding == Coding::Compressed || (start.coding == Coding::AsItBegins && beginsLikeGzip())) {
        m_inflate = std::make_unique<z_stream>();
        if (inflateInit2(m_inflate.get(), kGzipOrZlib) != Z_OK) {
            throw std::bad_alloc();
        }
    }
}

DataStream::~DataStream() {
    if (m_inflate) {
        inflateEnd(m_inflate.get());
    }
}

double DataStream::mostBytes() const {
    return static_cast<double>(m_rawLeft) * (m_inflate ? 1032.0 : 1.0);
}

/// Reads on into the buffer, behind what isn't used yet.
void DataStream::refill() {
    std::copy(m_buffer.begin() + static_cast<std::ptrdiff_t>(m_begin),
              m_buffer.begin() + static_cast<std::ptrdiff_t>(m_end), m_buffer.begin());
    m_end -= m_begin;
    m_begin = 0;
    m_end += m_file.read(std::span(m_buffer).subspan(m_end));
}

void DataStream::skipRaw(std::uint64_t bytes) {
    if (bytes > m_rawLeft) {
        throw Error(ErrorCode::FileTruncated, {m_name, "before the first voxel"});
    }
    m_rawLeft -= bytes;
    while (bytes > 0) {
        if (m_begin == m_end) {
            refill();
        }
        if (m_begin == m_end) {
            throw Error(ErrorCode::FileTruncated, {m_name, "before the first voxel"});
        }
        const auto part = static_cast<std::size_t>(std::min<std::uint64_t>(bytes, m_end - m_begin));
        m_begin += part;
        bytes -= part;
    }
}

void DataStream::skipLines(std::uint64_t lines) {
    while (lines > 0) {
        if (m_begin == m_end) {
            refill();
        }
        if (m_begin == m_end) {
            throw Error(ErrorCode::FileTruncated, {m_name, "before the first voxel"});
        }
        const auto first = m_buffer.begin() + static_cast<std::ptrdiff_t>(m_begin);
        const auto last = m_buffer.begin() + static_cast<std::ptrdiff_t>(m_end);
        const auto lineEnd = std::find(first, last, std::byte{'\n'});
        const auto used = static_cast<std::size_t>(lineEnd - first) + (lineEnd == last ? 0 : 1);
        lines -= lineEnd == last ? 0 : 1;
        m_begin += used;
        m_rawLeft -= used;
    }
}

bool DataStream::beginsLikeGzip() {
    if (m_end - m_begin < 2) {
        refill();
    }
    return m_end - m_begin >= 2 && m_buffer[m_begin] == std::byte{0x1f} && m_buffer[m_begin + 1] == std::byte{0x8b};
}

std::size_t DataStream::read(std::span<std::byte> buffer) {
    return m_inflate ? readCompressed(buffer) : readPlain(buffer);
}

std::size_t DataStream::readPlain(std::span<std::byte> buffer) {
    const std::size_t buffered = std::min(buffer.size(), m_end - m_begin);
    std::copy_n(m_buffer.begin() + static_cast<std::ptrdiff_t>(m_begin), buffered, buffer.begin());
    m_begin += buffered;
    return buffered + m_file.read(buffer.subspan(buffered));
}

std::size_t DataStream::readCompressed(std::span<std::byte> buffer) {
    std::size_t done = 0;
    while (done < buffer.size() && !m_streamEnded) {
        if (m_begin == m_end) {
            refill();
        }
        if (m_begin == m_end) {
            throw Error(ErrorCode::FileTruncated, {m_name, "inside the compressed data"});
        }
        const auto room = static_cast<uInt>(std::min<std::size_t>(buffer.size() - done, 1U << 30));
        const auto available = static_cast<uInt>(m_end - m_begin);
        m_inflate->next_in = reinterpret_cast<Bytef*>(m_buffer.data() + m_begin);
        m_inflate->avail_in = available;
        m_inflate->next_out = reinterpret_cast<Bytef*>(buffer.data() + done);
        m_inflate->avail_out = room;
        const int code = inflate(m_inflate.get(), Z_NO_FLUSH);
        m_begin += available - m_inflate->avail_in;
        done += room - m_inflate->avail_out;
        if (code == Z_MEM_ERROR) {
            throw std::bad_alloc();
        }
        if (code ==
            Z_STREAM_END) { // gzip may go on with another member; anything else behind it is no part of the data
            m_streamEnded = !beginsLikeGzip() || inflateReset(m_inflate.get()) != Z_OK;
        } else if (code != Z_OK && code != Z_BUF_ERROR) {
            throw Error(ErrorCode::FileTruncated, {m_name, "the compressed data is damaged"});
        }
    }
    return done;
}

void DataStream::skip(std::uint64_t bytes) {
    std::array<std::byte, 4096> buffer{};
    while (bytes > 0) {
        const auto part = static_cast<std::size_t>(std::min<std::uint64_t>(bytes, buffer.size()));
        if (read(std::span(buffer).first(part)) < part) {
            throw Error(ErrorCode::FileTruncated, {m_name, "before the first voxel"});
        }
        bytes -= part;
    }
}

void DataStream::finish() {
    std::array<std::byte, 4096> beyond{};
    (void)read(beyond);
}

} // namespace tessera
