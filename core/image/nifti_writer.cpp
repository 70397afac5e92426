#include "core/image/byte_fields.h"
#include "core/image/deflate.h"
#include "core/image/image_encoding.h"
#include "core/image/image_io.h"
#include "core/image/nifti_header.h"

#include <algorithm>
#include <limits>

namespace tessera {
namespace {

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
    const std::span<const std::byte> body = bytesOf(voxels, geometry);
    const std::size_t bits = 8 * bytesOf(typeOf(voxels));
    const std::vector<std::byte> head = encodeNiftiHeader(
        geometry, kNiftiTypes[voxels.index()], static_cast<std::int16_t>(bits), intent == Intent::Label ? 1002 : 0);
    return gzip ? deflated(head, body, Container::Gzip) : joined(head, body);
}

} // namespace tessera
