#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/image/image_io.h"
#include "core/image/nifti_header.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <memory>

namespace tessera {
namespace {

std::string lowerCase(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c); });
    return text;
}

/// The image extension of a file name (".nii", ".nii.gz", ".hdr", ".img", ".img.gz") or "".
std::string imageExtension(const std::filesystem::path& path) {
    const std::string name = lowerCase(path.filename().string());
    for (const char* extension : {".nii.gz", ".nii", ".hdr", ".img.gz", ".img"}) {
        if (name.ends_with(extension) && name.size() > std::strlen(extension)) {
            return extension;
        }
    }
    return {};
}

std::filesystem::path withExtension(const std::filesystem::path& path, const std::string& extension) {
    return path.parent_path() / (imageStem(path) + extension);
}

/// A plain or gzipped file read in order (zlib looks at the first bytes, not at the name).
class Stream {
  public:
    explicit Stream(const std::filesystem::path& path) : m_name(path.string()) {
        os::InputFile probe(path); // reports a missing or unreadable file in our own words
        if (probe.size() == 0) {
            throw Error(ErrorCode::FileEmpty, {m_name});
        }
        std::array<std::byte, 2> magic{};
        m_gzipped = probe.read(magic) == 2 && magic[0] == std::byte{0x1f} && magic[1] == std::byte{0x8b};
        m_fileSize = probe.size();
        m_file.reset(gzopen(path.c_str(), "rb"));
        if (!m_file) {
            throw Error(ErrorCode::FileUnreadable, {m_name, "out of memory"});
        }
        gzbuffer(m_file.get(), 1 << 18);
    }

    /// Deflate can't do better than 1032:1, so a file can't hold more bytes than this.
    [[nodiscard]] double mostBytes() const { return static_cast<double>(m_fileSize) * (m_gzipped ? 1032.0 : 1.0); }

    /// Reads up to buffer.size() bytes; less only at the end. @throws Error{FileTruncated, FileUnreadable}
    std::size_t read(std::span<std::byte> buffer) {
        std::size_t done = 0;
        while (done < buffer.size()) {
            const auto want = static_cast<unsigned>(std::min<std::size_t>(buffer.size() - done, 1 << 24));
            const int got = gzread(m_file.get(), buffer.data() + done, want);
            if (got < 0) {
                throwStreamError();
            }
            done += static_cast<std::size_t>(got);
            if (static_cast<unsigned>(got) < want) {
                checkEnd();
                break;
            }
        }
        return done;
    }

    void skip(std::int64_t bytes) {
        std::array<std::byte, 4096> buffer{};
        while (bytes > 0) {
            const auto part = static_cast<std::size_t>(std::min<std::int64_t>(bytes, buffer.size()));
            if (read(std::span(buffer).first(part)) < part) {
                throw Error(ErrorCode::FileTruncated, {m_name, "before the first voxel"});
            }
            bytes -= static_cast<std::int64_t>(part);
        }
    }

  private:
    struct Close {
        void operator()(gzFile file) const { gzclose(file); }
    };

    void checkEnd() {
        int code = Z_OK;
        gzerror(m_file.get(), &code);
        if (code != Z_OK && code != Z_STREAM_END) {
            throwStreamError();
        }
    }

    [[noreturn]] void throwStreamError() {
        int code = Z_OK;
        const char* text = gzerror(m_file.get(), &code);
        if (code == Z_BUF_ERROR) {
            throw Error(ErrorCode::FileTruncated, {m_name, "inside the compressed data"});
        }
        if (code == Z_DATA_ERROR) {
            throw Error(ErrorCode::FileTruncated, {m_name, "the compressed data is damaged"});
        }
        throw Error(ErrorCode::FileUnreadable, {m_name, text != nullptr ? text : "read error"});
    }

    std::string m_name;
    bool m_gzipped = false;
    std::uint64_t m_fileSize = 0;
    std::unique_ptr<gzFile_s, Close> m_file;
};

template <typename T>
void swapBytes(std::vector<T>& values) {
    for (T& value : values) {
        std::array<std::byte, sizeof(T)> raw;
        std::memcpy(raw.data(), &value, sizeof(T));
        std::reverse(raw.begin(), raw.end());
        std::memcpy(&value, raw.data(), sizeof(T));
    }
}

template <typename T>
Voxels readVoxels(Stream& stream, std::size_t count, bool swapped, const std::string& name) {
    if (static_cast<double>(count) * sizeof(T) > stream.mostBytes()) {
        throw Error(ErrorCode::HeaderExceedsFile, {name, std::to_string(count * sizeof(T))});
    }
    std::vector<T> out;
    // Grown as the data arrives: a small gzip file that claims much fails before much is allocated.
    constexpr std::size_t kFirst = (64U << 20) / sizeof(T);
    for (std::size_t done = 0; done < count;) {
        const std::size_t next = std::min(count, std::max(kFirst, 2 * done));
        out.resize(next);
        const std::size_t want = (next - done) * sizeof(T);
        const std::size_t got = stream.read(std::as_writable_bytes(std::span(out).subspan(done)));
        if (got < want) {
            throw Error(ErrorCode::FileTruncated, {name, std::to_string(done * sizeof(T) + got) + " of " +
                                                             std::to_string(count * sizeof(T)) + " bytes of voxels"});
        }
        done = next;
    }
    if (swapped && sizeof(T) > 1) {
        swapBytes(out);
    }
    return out;
}

Voxels readVoxelsOfType(Stream& stream, const NiftiHeader& header, std::size_t count, const std::string& name) {
    switch (header.datatype) {
    case 2:
        return readVoxels<std::uint8_t>(stream, count, header.swapped, name);
    case 4:
        return readVoxels<std::int16_t>(stream, count, header.swapped, name);
    case 8:
        return readVoxels<std::int32_t>(stream, count, header.swapped, name);
    case 16:
        return readVoxels<float>(stream, count, header.swapped, name);
    case 64:
        return readVoxels<double>(stream, count, header.swapped, name);
    case 256:
        return readVoxels<std::int8_t>(stream, count, header.swapped, name);
    case 512:
        return readVoxels<std::uint16_t>(stream, count, header.swapped, name);
    case 768:
        return readVoxels<std::uint32_t>(stream, count, header.swapped, name);
    case 1024:
        return readVoxels<std::int64_t>(stream, count, header.swapped, name);
    case 1280:
        return readVoxels<std::uint64_t>(stream, count, header.swapped, name);
    case 32:
    case 1792:
    case 2048:
        throw Error(ErrorCode::VoxelTypeNotSupported, {name, "complex number"});
    case 128:
    case 2304:
        throw Error(ErrorCode::VoxelTypeNotSupported, {name, "RGB colour"});
    default:
        throw Error(ErrorCode::VoxelTypeNotSupported, {name, "NIfTI code " + std::to_string(header.datatype)});
    }
}

/// The .hdr of an .img, everything else as it is.
std::filesystem::path headerPath(const std::filesystem::path& path) {
    const std::string extension = imageExtension(path);
    if (extension.empty()) {
        throw Error(ErrorCode::NotAnImage, {path.string(), "its name doesn't end in .nii, .nii.gz or .hdr"});
    }
    return extension.starts_with(".img") ? withExtension(path, ".hdr") : path;
}

/// The voxel file beside a .hdr, with .img or .img.gz in the case that exists.
std::filesystem::path voxelPath(const std::filesystem::path& header) {
    std::error_code ignored;
    for (const char* extension : {".img", ".img.gz", ".IMG", ".IMG.GZ"}) {
        if (auto path = withExtension(header, extension); std::filesystem::exists(path, ignored)) {
            return path;
        }
    }
    return withExtension(header, ".img");
}

} // namespace

bool hasImageName(const std::filesystem::path& path) {
    const std::string extension = imageExtension(path);
    return !extension.empty() && !extension.starts_with(".img");
}

std::string imageStem(const std::filesystem::path& path) {
    const std::string name = path.filename().string();
    return name.substr(0, name.size() - imageExtension(path).size());
}

std::vector<std::filesystem::path> filesOfImage(const std::filesystem::path& path) {
    const std::filesystem::path header = headerPath(path);
    if (imageExtension(header) != ".hdr") {
        return {header};
    }
    return {header, voxelPath(header)};
}

Volume readImage(const std::filesystem::path& path, const ReadOptions& options) {
    (void)options; // NIfTI says everything itself
    const std::filesystem::path headerFile = headerPath(path);
    const std::string name = headerFile.string();
    auto stream = std::make_unique<Stream>(headerFile);
    std::array<std::byte, kNifti2Size> bytes{};
    std::size_t got = stream->read(std::span(bytes).first(4));
    const bool second = got == 4 && (bytes[0] == std::byte{0x1c} || bytes[3] == std::byte{0x1c}); // 540 = 0x21c
    const std::size_t headerSize = second ? kNifti2Size : kNifti1Size;
    got += stream->read(std::span(bytes).subspan(got, headerSize - got));
    const NiftiHeader header = parseNiftiHeader(std::span(bytes).first(got), name);
    if (header.pair != (imageExtension(headerFile) == ".hdr")) {
        throw Error(ErrorCode::HeaderInvalid, {name, header.pair ? "it describes a .hdr/.img pair but isn't named .hdr"
                                                                 : "it describes a single file but is named .hdr"});
    }
    Volume out;
    out.geometry = geometryOf(header, name, out.warnings);
    std::int64_t toSkip = header.voxelOffset;
    std::string voxelName = name;
    if (header.pair) {
        const std::filesystem::path voxelFile = voxelPath(headerFile);
        voxelName = voxelFile.string();
        stream = std::make_unique<Stream>(voxelFile);
    } else {
        if (toSkip == 0) { // left out by some writers: the voxels follow the header's empty extension
            toSkip = static_cast<std::int64_t>(headerSize) + 4;
        }
        toSkip -= static_cast<std::int64_t>(got);
    }
    if (toSkip < 0 || static_cast<double>(toSkip) > stream->mostBytes()) {
        throw Error(ErrorCode::HeaderInvalid, {name, "voxel offset " + std::to_string(header.voxelOffset)});
    }
    stream->skip(toSkip);
    out.voxels = readVoxelsOfType(*stream, header, out.geometry.voxels(), voxelName);
    std::array<std::byte, 1> beyond{};
    (void)stream->read(beyond);                             // makes zlib check the CRC of what was read
    if (std::isfinite(header.slope) && header.slope != 0) { // a slope of 0 means: not scaled
        out.slope = header.slope;
        out.intercept = std::isfinite(header.intercept) ? header.intercept : 0;
    }
    return out;
}

LabelVolume readLabels(const std::filesystem::path& path) {
    return toLabels(readImage(path), path.string());
}

} // namespace tessera
