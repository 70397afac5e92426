#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/image/image_io.h"
#include "core/image/nifti_header.h"

#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <type_traits>

namespace tessera {
namespace {

class FieldWriter {
  public:
    explicit FieldWriter(std::size_t size) : m_bytes(size) {}

    template <typename T>
    void put(std::size_t offset, T value) {
        std::memcpy(m_bytes.data() + offset, &value, sizeof(T));
    }
    void put(std::size_t offset, const char* text, std::size_t size) {
        std::memcpy(m_bytes.data() + offset, text, size);
    }
    std::vector<std::byte> take() { return std::move(m_bytes); }

  private:
    std::vector<std::byte> m_bytes;
};

/// The fields whose order is the same in both versions; offsets as in nifti_header.cpp.
template <typename Real, typename Integer, typename Code>
void putGeometry(FieldWriter& out, const Geometry& geometry, std::size_t dim, std::size_t pixdim, std::size_t codes,
                 std::size_t quatern, std::size_t srow) {
    const NiftiForms& forms = geometry.forms;
    const std::array<std::int64_t, 8> sizes{3, geometry.size[0], geometry.size[1], geometry.size[2], 1, 1, 1, 1};
    const std::array<double, 8> steps{forms.qfac, forms.pixdim[0], forms.pixdim[1], forms.pixdim[2], 0, 0, 0, 0};
    for (std::size_t i = 0; i < 8; ++i) {
        out.put(dim + i * sizeof(Integer), static_cast<Integer>(sizes[i]));
        out.put(pixdim + i * sizeof(Real), static_cast<Real>(steps[i]));
    }
    out.put(codes, static_cast<Code>(forms.qformCode));
    out.put(codes + sizeof(Code), static_cast<Code>(forms.sformCode));
    for (std::size_t i = 0; i < 6; ++i) {
        out.put(quatern + i * sizeof(Real), static_cast<Real>(forms.quatern[i]));
    }
    for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t j = 0; j < 4; ++j) {
            out.put(srow + (4 * i + j) * sizeof(Real), static_cast<Real>(forms.srow[i][j]));
        }
    }
}

std::int16_t niftiCode(const Voxels& voxels) {
    constexpr std::array<std::int16_t, 10> codes{2, 256, 4, 512, 8, 768, 1024, 1280, 16, 64}; // in the variant's order
    return codes[voxels.index()];
}

std::vector<std::byte> gzipped(std::span<const std::byte> head, std::span<const std::byte> body) {
    z_stream stream{};
    if (deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
        throw std::bad_alloc();
    }
    std::vector<std::byte> out;
    std::vector<std::byte> buffer(1 << 20);
    const auto feed = [&](std::span<const std::byte> bytes, int flush) {
        do { // avail_in is 32 bits wide
            const auto part = bytes.first(std::min<std::size_t>(bytes.size(), 1U << 30));
            bytes = bytes.subspan(part.size());
            stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(part.data()));
            stream.avail_in = static_cast<uInt>(part.size());
            const int mode = bytes.empty() ? flush : Z_NO_FLUSH;
            do {
                stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
                stream.avail_out = static_cast<uInt>(buffer.size());
                deflate(&stream, mode);
                out.insert(out.end(), buffer.begin(), buffer.end() - stream.avail_out);
            } while (stream.avail_out == 0);
        } while (!bytes.empty());
    };
    feed(head, Z_NO_FLUSH);
    feed(body, Z_FINISH);
    deflateEnd(&stream);
    return out;
}

} // namespace

std::vector<std::byte> encodeNiftiHeader(const Geometry& geometry, std::int16_t datatype, std::int16_t bits,
                                         std::int16_t intentCode) {
    const auto longest = *std::max_element(geometry.size.begin(), geometry.size.end());
    if (longest > std::numeric_limits<std::int16_t>::max()) {
        FieldWriter out(kNifti2Size + 4);
        out.put(0, static_cast<std::int32_t>(kNifti2Size));
        out.put(4, "n+2\0\r\n\032\n", 8);
        out.put(12, datatype);
        out.put(14, bits);
        putGeometry<double, std::int64_t, std::int32_t>(out, geometry, 16, 104, 344, 352, 400);
        out.put(168, static_cast<std::int64_t>(kNifti2Size + 4));
        out.put(176, 1.0);
        out.put(500, static_cast<std::int32_t>(geometry.forms.units));
        out.put(504, static_cast<std::int32_t>(intentCode));
        return out.take();
    }
    FieldWriter out(kNifti1Size + 4);
    out.put(0, static_cast<std::int32_t>(kNifti1Size));
    out.put(38, 'r');
    putGeometry<float, std::int16_t, std::int16_t>(out, geometry, 40, 76, 252, 256, 280);
    out.put(68, intentCode);
    out.put(70, datatype);
    out.put(72, bits);
    out.put(108, static_cast<float>(kNifti1Size + 4));
    out.put(112, 1.0F);
    out.put(123, geometry.forms.units);
    out.put(344, "n+1\0", 4);
    return out.take();
}

std::vector<std::byte> encodeNifti(const Geometry& geometry, const Voxels& voxels, Intent intent, bool gzip) {
    return std::visit(
        [&](const auto& values) {
            using Value = typename std::decay_t<decltype(values)>::value_type;
            if (values.size() != geometry.voxels()) {
                throw Error(ErrorCode::Internal, {"NIfTI writer", "voxels don't fill the grid"});
            }
            const std::vector<std::byte> head =
                encodeNiftiHeader(geometry, niftiCode(voxels), static_cast<std::int16_t>(8 * sizeof(Value)),
                                  intent == Intent::Label ? 1002 : 0);
            const auto body = std::as_bytes(std::span(values));
            if (gzip) {
                return gzipped(head, body);
            }
            std::vector<std::byte> out = head;
            out.insert(out.end(), body.begin(), body.end());
            return out;
        },
        voxels);
}

Voxels compactLabels(const std::vector<std::int32_t>& labels) {
    const auto largest = labels.empty() ? 0 : *std::max_element(labels.begin(), labels.end());
    if (largest <= std::numeric_limits<std::uint8_t>::max()) {
        return std::vector<std::uint8_t>(labels.begin(), labels.end());
    }
    if (largest <= std::numeric_limits<std::int16_t>::max()) {
        return std::vector<std::int16_t>(labels.begin(), labels.end());
    }
    return labels;
}

void writeImage(const std::filesystem::path& path, const Geometry& geometry, const Voxels& voxels, Intent intent) {
    os::writeFileAtomically(path, encodeNifti(geometry, voxels, intent, path.extension() != ".nii"));
}

} // namespace tessera
