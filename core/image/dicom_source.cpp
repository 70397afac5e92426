#include "core/image/dicom_source.h"

#include "core/base/error.h"

#include <zlib.h>

#include <algorithm>

namespace tessera {
namespace {
constexpr std::size_t kWindow = 1 << 14; // most headers of one slice fit
} // namespace

DicomSource::DicomSource(const std::filesystem::path& file) : m_file(file), m_name(file.string()) {
    if (m_file.size() == 0) {
        throw Error(ErrorCode::FileEmpty, {m_name});
    }
}

void DicomSource::read(std::uint64_t offset, std::span<std::byte> out) {
    if (offset > size() || out.size() > size() - offset) {
        throw Error(ErrorCode::FileTruncated,
                    {m_name, std::to_string(out.size()) + " bytes are missing after byte " + std::to_string(size())});
    }
    if (m_isInflated) {
        std::copy_n(m_inflated.begin() + static_cast<std::ptrdiff_t>(offset), out.size(), out.begin());
        return;
    }
    if (out.size() > kWindow) {
        if (m_file.readAt(offset, out) < out.size()) {
            throw Error(ErrorCode::FileTruncated, {m_name, "it changed while it was read"});
        }
        return;
    }
    if (offset < m_windowAt || offset + out.size() > m_windowAt + m_window.size()) {
        m_window.resize(kWindow);
        m_window.resize(m_file.readAt(offset, m_window));
        m_windowAt = offset;
        if (m_window.size() < out.size()) {
            throw Error(ErrorCode::FileTruncated, {m_name, "it changed while it was read"});
        }
    }
    std::copy_n(m_window.begin() + static_cast<std::ptrdiff_t>(offset - m_windowAt), out.size(), out.begin());
}

void DicomSource::inflateFrom(std::uint64_t offset, std::size_t most) {
    z_stream stream{};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) {
        throw Error(ErrorCode::OutOfMemory, {m_name});
    }
    std::vector<std::byte> in(1 << 16), piece(1 << 16), all;
    int code = Z_OK;
    while (code == Z_OK && offset < m_file.size() && all.size() < most) {
        const std::size_t got = m_file.readAt(offset, in);
        if (got == 0) {
            break;
        }
        offset += got;
        stream.next_in = reinterpret_cast<Bytef*>(in.data());
        stream.avail_in = static_cast<uInt>(got);
        do {
            stream.next_out = reinterpret_cast<Bytef*>(piece.data());
            stream.avail_out = static_cast<uInt>(piece.size());
            code = inflate(&stream, Z_NO_FLUSH);
            all.insert(all.end(), piece.begin(), piece.end() - stream.avail_out);
        } while (code == Z_OK && stream.avail_out == 0 && all.size() < most);
    }
    inflateEnd(&stream);
    if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) {
        throw Error(ErrorCode::FileTruncated, {m_name, "the deflated data is damaged"});
    }
    m_inflated = std::move(all);
    m_isInflated = true;
}

} // namespace tessera
