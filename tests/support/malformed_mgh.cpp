#include "tests/support/malformed_images.h"

#include "core/image/byte_fields.h"

#include <bit>
#include <cmath>

namespace tessera::test {
namespace {

constexpr bool kSwapped = std::endian::native == std::endian::little;
const std::string kVoxels(48, 'v');

/// A header of 4 x 3 x 2 int16 voxels of 1 mm with fields changed. Big-endian.
class Header {
  public:
    Header() : m_fields(284, kSwapped) {
        put<std::int32_t>(0, 1).sizes(4, 3, 2).put<std::int32_t>(16, 1).put<std::int32_t>(20, 4);
        put<std::int16_t>(28, 1).spacing(1, 1, 1).put<float>(42, 1).put<float>(58, 1).put<float>(74, 1);
    }
    template <typename T>
    Header& put(std::size_t offset, T value) {
        m_fields.put(offset, value);
        return *this;
    }
    Header& sizes(std::int32_t x, std::int32_t y, std::int32_t z) { return put(4, x).put(8, y).put(12, z); }
    Header& spacing(float x, float y, float z) { return put(30, x).put(34, y).put(38, z); }
    [[nodiscard]] std::string bytes() {
        const auto out = m_fields.take();
        return {reinterpret_cast<const char*>(out.data()), out.size()};
    }

  private:
    FieldWriter m_fields;
};

} // namespace

std::vector<MalformedCase> malformedMgh() {
    using enum ErrorCode;
    std::vector<MalformedCase> out;
    const auto file = [&](const std::string& name, const std::string& bytes, ErrorCode code,
                          const std::string& text = {}) {
        out.push_back(malformedFile("mgh-" + name, "broken.mgz", bytes, code, text));
    };
    const auto edit = [&](const std::string& name, Header header, ErrorCode code, const std::string& text = {}) {
        file(name, header.bytes() + kVoxels, code, text);
    };
    file("empty", "", FileEmpty);
    file("three-bytes", "abc", NotAnImage);
    file("text", std::string(1000, 'x'), NotAnImage, "MGH");
    edit("version-0", Header().put<std::int32_t>(0, 0), NotAnImage);
    edit("version-2", Header().put<std::int32_t>(0, 2), NotAnImage);
    edit("little-endian", Header().put<std::int32_t>(0, 0x01000000), NotAnImage);
    file("half-a-header", Header().bytes().substr(0, 100), FileTruncated, "header");
    file("no-voxels", Header().bytes(), FileTruncated, "0 of 48");
    file("some-voxels", Header().bytes() + kVoxels.substr(1), FileTruncated, "47 of 48");
    edit("size-zero", Header().sizes(4, 0, 2), HeaderInvalid, "0 voxels");
    edit("size-negative", Header().sizes(4, 3, -2), HeaderInvalid, "-2 voxels");
    edit("one-slice", Header().sizes(4, 6, 1), NotThreeDimensional);
    edit("surface-data", Header().sizes(24, 1, 1), NotThreeDimensional);
    edit("product-overflow", Header().sizes(2147483647, 2147483647, 2147483647), ImageTooLarge);
    edit("too-large", Header().sizes(1000, 1000, 1000), ImageTooLarge);
    edit("lying-size", Header().sizes(400, 400, 400), HeaderExceedsFile, "128000000");
    edit("frames", Header().put<std::int32_t>(16, 2), SeveralFrames, "2 frames");
    edit("frames-negative", Header().put<std::int32_t>(16, -1), HeaderInvalid);
    edit("no-frames", Header().put<std::int32_t>(16, 0), HeaderInvalid);
    edit("type-long", Header().put<std::int32_t>(20, 2), VoxelTypeNotSupported, "code 2");
    edit("type-tensor", Header().put<std::int32_t>(20, 6), VoxelTypeNotSupported, "code 6");
    edit("type-negative", Header().put<std::int32_t>(20, -7), VoxelTypeNotSupported, "code -7");
    edit("spacing-negative", Header().spacing(1, -1, 1), SpacingInvalid);
    edit("spacing-nan", Header().spacing(1, 1, NAN), SpacingInvalid);
    edit("spacing-zero", Header().spacing(0, 1, 1), SpacingInvalid);
    edit("spacing-huge", Header().spacing(1, 1e30F, 1), SpacingInvalid);
    edit("cosines-zero", Header().put<float>(42, 0), MatrixSingular);
    edit("cosines-nan", Header().put<float>(58, NAN), MatrixSingular, "not finite");
    edit("cosines-in-a-plane", Header().put<float>(54, 1).put<float>(58, 0), MatrixSingular);
    edit("cosines-huge", Header().put<float>(42, 1e30F), SpacingInvalid);
    edit("centre-infinite", Header().put<float>(78, INFINITY), MatrixSingular, "not finite");
    const std::string whole = Header().bytes() + kVoxels, good = packed(whole);
    file("gzip-cut-in-header", good.substr(0, 30), FileTruncated, "compressed");
    file("gzip-without-end", good.substr(0, good.size() - 6), FileTruncated, "compressed");
    std::string wrong = good;
    wrong[wrong.size() - 6] = static_cast<char>(wrong[wrong.size() - 6] ^ 0x55);
    file("gzip-checksum", wrong, FileTruncated, "damaged");
    file("gzip-isnt", std::string("\x1f\x8b\x08\0\0\0\0\0\0\x03garbage", 17), FileTruncated);
    file("gzip-bomb", packed(Header().sizes(100, 100, 100).bytes() + std::string(1999000, '\0')), FileTruncated,
         "1999000 of 2000000");
    file("gzip-claims-much", packed(Header().sizes(400, 400, 400).bytes()), HeaderExceedsFile, "128000000");
    return out;
}

} // namespace tessera::test
