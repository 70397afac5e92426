#include "core/image/dicom_pixels.h"

#include "core/base/error.h"
#include "core/image/dicom_codec.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace tessera {
namespace {

constexpr std::size_t kMostInflated = 1ULL << 31;
/// Bytes of pixels that a byte of a compressed stream may stand for. Empty slices reach some thousand; a file that
/// promises more is a bomb.
constexpr std::uint64_t kMostForAByte = 1 << 15;

std::size_t frameBytes(const DicomPixels& pixels) {
    return static_cast<std::size_t>(pixels.rows * pixels.columns * (pixels.bitsAllocated / 8));
}

/// The frames of one file as little-endian samples.
class FrameReader {
  public:
    /// Checks that the file holds what its header promises, before anybody allocates it.
    explicit FrameReader(const DicomHeader& header)
        : m_header(header), m_source(header.file), m_file(parseDicom(m_source, kMostInflated)) {
        if (!m_file.hasPixels) {
            throw Error(ErrorCode::FileTruncated, {m_source.name(), "before the pixels"});
        }
        const bool compressed = dicomEncoding(m_file.transferSyntax) > DicomEncoding::Deflated;
        if (compressed != m_file.encapsulated) {
            invalid(compressed ? "its pixels aren't in fragments, as its transfer syntax wants them"
                               : "its pixels are in fragments, although its transfer syntax is uncompressed");
        }
        compressed ? findFragments() : checkLength();
    }

    void read(std::size_t frame, std::vector<std::byte>& out) {
        if (m_file.encapsulated) {
            std::vector<std::byte> stream;
            for (const Fragment& fragment : m_frames[frame]) {
                const std::size_t old = stream.size();
                stream.resize(old + fragment.bytes);
                m_source.read(fragment.at, std::span(stream).subspan(old));
            }
            out = decodeDicomFrame(m_file.transferSyntax, m_header.pixels, stream, m_source.name());
            return;
        }
        const std::size_t bytes = frameBytes(m_header.pixels);
        out.resize(bytes);
        m_source.read(m_file.pixelsAt + frame * bytes, out);
        if (m_file.bigEndian) {
            swap(out);
        }
    }

  private:
    struct Fragment {
        std::uint64_t at = 0;
        std::uint32_t bytes = 0;
    };

    [[noreturn]] void invalid(const std::string& what) const {
        throw Error(ErrorCode::HeaderInvalid, {m_source.name(), what});
    }

    void checkLength() const {
        const std::uint64_t need = frameBytes(m_header.pixels) * m_header.frames.size();
        const std::uint64_t have = std::min(m_file.pixelsBytes, m_source.size() - m_file.pixelsAt);
        if (have < need) {
            throw Error(ErrorCode::FileTruncated,
                        {m_source.name(), std::to_string(have) + " of " + std::to_string(need) + " bytes of pixels"});
        }
        if (m_file.pixelsBytes > need + need % 2) {
            invalid(std::to_string(m_file.pixelsBytes) + " bytes of pixels where " + std::to_string(need) +
                    " are needed");
        }
    }

    /// The items of PS3.5, annex A.4. The offset table isn't needed: a frame has one fragment, or begins with the mark
    /// of a JPEG stream.
    void findFragments() {
        std::vector<Fragment> fragments;
        std::uint64_t at = m_file.pixelsAt, total = 0;
        for (bool isTable = true;; isTable = false) {
            std::array<std::uint16_t, 4> head{};
            m_source.read(at, std::as_writable_bytes(std::span(head)));
            at += 8;
            if (head[0] == 0xFFFE && head[1] == 0xE0DD) {
                break;
            }
            if (head[0] != 0xFFFE || head[1] != 0xE000) {
                invalid("something else than a fragment among its fragments");
            }
            const std::uint32_t bytes = head[2] | static_cast<std::uint32_t>(head[3]) << 16;
            if (bytes > m_source.size() - at) {
                throw Error(ErrorCode::FileTruncated,
                            {m_source.name(), "a fragment of " + std::to_string(bytes) + " bytes of pixels, " +
                                                  std::to_string(m_source.size() - at) + " are left"});
            }
            if (!isTable) {
                fragments.push_back({at, bytes});
                total += bytes;
            }
            at += bytes;
        }
        if (frameBytes(m_header.pixels) / kMostForAByte > total / m_header.frames.size()) {
            throw Error(ErrorCode::HeaderExceedsFile,
                        {m_source.name(), std::to_string(frameBytes(m_header.pixels) * m_header.frames.size())});
        }
        joinFragments(fragments);
    }

    void joinFragments(const std::vector<Fragment>& fragments) {
        const std::size_t count = m_header.frames.size();
        for (const Fragment& fragment : fragments) {
            std::array<std::uint8_t, 2> mark{};
            if (fragment.bytes >= 2) {
                m_source.read(fragment.at, std::as_writable_bytes(std::span(mark)));
            }
            const bool begins = mark == std::array<std::uint8_t, 2>{0xFF, 0xD8} || // SOI
                                mark == std::array<std::uint8_t, 2>{0xFF, 0x4F};   // SOC
            if (m_frames.empty() || (count > 1 && (begins || fragments.size() == count))) {
                m_frames.emplace_back();
            }
            m_frames.back().push_back(fragment);
        }
        if (m_frames.size() != count) {
            invalid(std::to_string(fragments.size()) + " fragments of pixels for " + std::to_string(count) + " frames");
        }
    }

    /// Samples of 8 bits are swapped in pairs where they are stored as words (PS3.5, annex A.3).
    void swap(std::vector<std::byte>& bytes) const {
        std::size_t unit = static_cast<std::size_t>(m_header.pixels.bitsAllocated / 8);
        if (unit == 1 && m_file.pixelsVr == std::array{'O', 'W'}) {
            unit = 2;
        }
        for (std::size_t i = 0; unit > 1 && i + unit <= bytes.size(); i += unit) {
            std::reverse(bytes.begin() + static_cast<std::ptrdiff_t>(i),
                         bytes.begin() + static_cast<std::ptrdiff_t>(i + unit));
        }
    }

    const DicomHeader& m_header;
    DicomSource m_source;
    DicomFile m_file;
    std::vector<std::vector<Fragment>> m_frames; ///< encapsulated
};

/// Takes BitsStored bits below HighBit out of each sample; what lies above (overlays of old files) doesn't count.
template <typename T>
void store(const DicomPixels& pixels, std::span<const std::byte> bytes, T* out) {
    using Raw = std::make_unsigned_t<T>;
    const int above = pixels.bitsAllocated - 1 - pixels.highBit;
    const int below = pixels.bitsAllocated - pixels.bitsStored;
    const std::size_t count = bytes.size() / sizeof(T);
    for (std::size_t i = 0; i < count; ++i) {
        Raw raw;
        std::memcpy(&raw, bytes.data() + i * sizeof(T), sizeof(T));
        out[i] = static_cast<T>(static_cast<T>(static_cast<Raw>(raw << above)) >> below);
    }
}

/// Pixels outside the image become background where their value would make them look like tissue.
template <typename T>
void replacePadding(const DicomPixels& pixels, std::vector<T>& voxels) {
    const auto a = static_cast<T>(*pixels.padding), b = static_cast<T>(pixels.paddingLimit.value_or(*pixels.padding));
    const auto [low, high] = std::minmax(a, b);
    const bool inverted = pixels.photometric == "MONOCHROME1";
    std::optional<T> darkest;
    for (const T value : voxels) {
        if ((value < low || value > high) && (!darkest || (inverted ? value > *darkest : value < *darkest))) {
            darkest = value;
        }
    }
    if (!darkest || (inverted ? low > *darkest : high < *darkest)) {
        return;
    }
    for (T& value : voxels) {
        value = value >= low && value <= high ? *darkest : value;
    }
}

template <typename T>
Voxels readAs(std::span<const DicomHeader> headers, const DicomStack& stack) {
    const DicomPixels& pixels = headers.front().pixels;
    const auto perSlice = static_cast<std::size_t>(pixels.rows * pixels.columns);
    std::vector<std::vector<std::size_t>> sliceOf(headers.size());
    for (std::size_t file = 0; file < headers.size(); ++file) {
        sliceOf[file].resize(headers[file].frames.size());
        (void)FrameReader(headers[file]); // before anything is allocated: the file holds what it promises
    }
    for (std::size_t i = 0; i < stack.slices.size(); ++i) {
        sliceOf[stack.slices[i].file][stack.slices[i].frame] = i;
    }
    std::vector<T> out(perSlice * stack.slices.size());
    std::vector<std::byte> bytes;
    for (std::size_t file = 0; file < headers.size(); ++file) {
        FrameReader reader(headers[file]);
        for (std::size_t frame = 0; frame < sliceOf[file].size(); ++frame) {
            reader.read(frame, bytes);
            store(headers[file].pixels, bytes, out.data() + sliceOf[file][frame] * perSlice);
        }
    }
    if (pixels.padding && sizeof(T) <= 2) {
        replacePadding(pixels, out);
    }
    return out;
}

} // namespace

void checkDicomPixels(const DicomHeader& header) {
    const std::string name = header.file.string();
    const DicomPixels& pixels = header.pixels;
    if (std::ranges::find(header.sequence.imageType, "MOSAIC") != header.sequence.imageType.end()) {
        throw Error(ErrorCode::FormatNotSupported, {name, "a Siemens mosaic, which has all slices in one picture"});
    }
    if (pixels.samples != 1) {
        throw Error(ErrorCode::VoxelTypeNotSupported, {name, "RGB colour"});
    }
    if (pixels.photometric != "MONOCHROME2" && pixels.photometric != "MONOCHROME1") {
        throw Error(ErrorCode::VoxelTypeNotSupported, {name, "palette or other colour"});
    }
    if (pixels.bitsAllocated != 8 && pixels.bitsAllocated != 16 && pixels.bitsAllocated != 32) {
        throw Error(ErrorCode::VoxelTypeNotSupported, {name, std::to_string(pixels.bitsAllocated) + "-bit integer"});
    }
    if (header.hasLookupTable) {
        throw Error(ErrorCode::FormatNotSupported, {name, "stored values that mean something through a table only"});
    }
    if (dicomEncoding(header.transferSyntax) == DicomEncoding::Unknown) {
        throw Error(ErrorCode::TransferSyntaxNotSupported, {name, header.transferSyntax});
    }
}

Voxels readDicomVoxels(std::span<const DicomHeader> headers, const DicomStack& stack) {
    const DicomPixels& pixels = headers.front().pixels;
    switch (pixels.bitsAllocated) {
    case 8:
        return pixels.isSigned ? readAs<std::int8_t>(headers, stack) : readAs<std::uint8_t>(headers, stack);
    case 16:
        return pixels.isSigned ? readAs<std::int16_t>(headers, stack) : readAs<std::uint16_t>(headers, stack);
    default:
        return pixels.isSigned ? readAs<std::int32_t>(headers, stack) : readAs<std::uint32_t>(headers, stack);
    }
}

} // namespace tessera
