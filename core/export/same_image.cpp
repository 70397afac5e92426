#include "core/export/same_image.h"

#include "core/base/error.h"
#include "core/base/os/file.h"

#include <cstring>
#include <variant>

namespace fs = std::filesystem;

namespace tessera::exporting {
namespace {

bool sameBytes(const Voxels& a, const Voxels& b) {
    return a.index() == b.index() && std::visit(
                                         [&b](const auto& left) {
                                             const auto& right = std::get<std::decay_t<decltype(left)>>(b);
                                             return left.size() == right.size() &&
                                                    std::memcmp(left.data(), right.data(),
                                                                left.size() * sizeof(left[0])) == 0; // NaN is NaN
                                         },
                                         a);
}

void requireSame(const fs::path& written, const Geometry& geometry, const Voxels& voxels, const fs::path& output) {
    const Volume back = readImage(written);
    const Geometry& grid = back.geometry;
    const auto refuse = [&output](const char* what) {
        throw Error(ErrorCode::FormatCannotHold, {output.string(), what});
    };
    if ((grid.orientation == Orientation::None) != (geometry.orientation == Orientation::None)) {
        refuse("that its orientation is not known");
    }
    if (grid.sidesDisputed != geometry.sidesDisputed) {
        refuse("two forms that disagree about left and right");
    }
    if (!sameStatedGrid(grid, geometry)) {
        refuse("its grid");
    }
    if (!sameBytes(back.voxels, voxels) || back.slope != 1 || back.intercept != 0) {
        refuse("its voxels");
    }
}

} // namespace

void writeSameImage(const fs::path& output, const Geometry& geometry, const Voxels& voxels, Intent intent) {
    os::AtomicFile file(output);
    file.write(encodeImage(output, geometry, voxels, intent));
    requireSame(file.temporary(), geometry, voxels, output);
    file.commit();
}

} // namespace tessera::exporting
