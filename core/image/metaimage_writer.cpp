#include "core/base/error.h"
#include "core/image/deflate.h"
#include "core/image/image_encoding.h"
#include "core/image/metaimage.h"

#include <array>
#include <cmath>

namespace tessera {
namespace {

constexpr double kLargestCosine = 1e-3; // between axes that count as perpendicular

std::string text(const Vec3& values) {
    return shortestText(values[0]) + " " + shortestText(values[1]) + " " + shortestText(values[2]);
}

/// Unit vectors along the voxel axes, in LPS.
std::array<Vec3, 3> directionsOf(const Geometry& geometry) {
    const Vec3 spacing = geometry.spacing();
    std::array<Vec3, 3> out{};
    for (int axis = 0; axis < 3; ++axis) {
        for (int world = 0; world < 3; ++world) {
            const double value = geometry.worldFromVoxel(world, axis) / spacing[axis];
            out[axis][world] = world < 2 ? 0 - value : value; // no minus before a zero
        }
    }
    return out;
}

} // namespace

std::vector<std::byte> encodeMetaImage(const Geometry& geometry, const Voxels& voxels, const std::string& name) {
    constexpr std::array types{"MET_UCHAR", "MET_CHAR",      "MET_SHORT",      "MET_USHORT", "MET_INT",
                               "MET_UINT",  "MET_LONG_LONG", "MET_ULONG_LONG", "MET_FLOAT",  "MET_DOUBLE"};
    if (geometry.sidesDisputed) {
        throw Error(ErrorCode::FormatCannotHold, {name, "two orientations that disagree about left and right"});
    }
    const std::vector<std::byte> body = deflated({}, bytesOf(voxels, geometry), Container::Zlib);
    std::string head = "ObjectType = Image\nNDims = 3\nBinaryData = True\nBinaryDataByteOrderMSB = ";
    head += std::endian::native == std::endian::little ? "False" : "True";
    head += "\nCompressedData = True\nCompressedDataSize = " + std::to_string(body.size()) + "\n";
    if (statesSides(geometry)) {
        const std::array<Vec3, 3> axes = directionsOf(geometry);
        for (std::size_t a = 0; a < 3; ++a) {
            const Vec3 &p = axes[a], &q = axes[(a + 1) % 3];
            if (std::abs(p[0] * q[0] + p[1] * q[1] + p[2] * q[2]) > kLargestCosine) {
                throw Error(ErrorCode::FormatCannotHold, {name, "its axes aren't perpendicular"});
            }
        }
        const Affine& m = geometry.worldFromVoxel;
        head += "TransformMatrix = " + text(axes[0]) + " " + text(axes[1]) + " " + text(axes[2]) + "\n";
        head += "Offset = " + text({0 - m(0, 3), 0 - m(1, 3), m(2, 3)}) + "\n";
    }
    head += "ElementSpacing = " + text(geometry.spacing()) + "\nDimSize = " + std::to_string(geometry.size[0]) + " " +
            std::to_string(geometry.size[1]) + " " + std::to_string(geometry.size[2]) +
            "\nElementType = " + types[voxels.index()] + "\nElementDataFile = LOCAL\n";
    return joined(std::as_bytes(std::span(head)), body);
}

} // namespace tessera
