#include "core/image/deflate.h"
#include "core/image/image_encoding.h"
#include "core/image/nrrd.h"

#include <array>

namespace tessera {

std::vector<std::byte> encodeNrrd(const Geometry& geometry, const Voxels& voxels) {
    constexpr std::array types{"unsigned char", "signed char",  "short",         "unsigned short",
                               "int",           "unsigned int", "long long int", "unsigned long long int",
                               "float",         "double"};
    const auto vector = [&](int column) {
        const Affine& m = geometry.worldFromVoxel;
        return "(" + shortestText(m(0, column)) + "," + shortestText(m(1, column)) + "," + shortestText(m(2, column)) +
               ")";
    };
    const Size3& size = geometry.size;
    std::string text = "NRRD0004\n";
    text += std::string("type: ") + types[voxels.index()] + "\ndimension: 3\n";
    text += std::string("space: ") + (statesSides(geometry) ? "right-anterior-superior" : "3D-right-handed") + "\n";
    text += "sizes: " + std::to_string(size[0]) + " " + std::to_string(size[1]) + " " + std::to_string(size[2]) + "\n";
    text += "space directions: " + vector(0) + " " + vector(1) + " " + vector(2) + "\n";
    text += std::string("kinds: domain domain domain\nendian: ") +
            (std::endian::native == std::endian::little ? "little" : "big") + "\nencoding: gzip\n";
    text += "space units: \"mm\" \"mm\" \"mm\"\nspace origin: " + vector(3) + "\n\n";
    return joined(std::as_bytes(std::span(text)), deflated({}, bytesOf(voxels, geometry), Container::Gzip));
}

} // namespace tessera
