#include "core/preprocess/conform.h"

#include "core/preprocess/sampling.h"
#include "core/preprocess/standardise.h"

#include <algorithm>

namespace tessera::preprocess {
namespace {

constexpr double kTopQuantile = 0.999;

Vec3 middleOf(const Size3& size) {
    Vec3 out{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        out[axis] = static_cast<double>(size[axis]) / 2;
    }
    return out;
}

} // namespace

Geometry conformedGrid(const Geometry& scan, const Size3& size) {
    const Affine axes({{{-1, 0, 0, 0}, {0, 0, 1, 0}, {0, -1, 0, 0}, {0, 0, 0, 1}}});
    const Vec3 centre = scan.worldFromVoxel.apply(middleOf(scan.size));
    const Vec3 offset = axes.apply(middleOf(size));
    return Geometry::fromAffine(
        size, Affine::translation({centre[0] - offset[0], centre[1] - offset[1], centre[2] - offset[2]}) * axes);
}

FloatVolume conform(const Volume& scan, const std::string& name, const Size3& size, int threads) {
    const FloatVolume standard = standardise(scan, name, kTopQuantile);
    FloatVolume out = resampleToGrid(standard, nullptr, Affine(), conformedGrid(scan.geometry, size), threads);
    const auto [least, most] = std::minmax_element(out.voxels.begin(), out.voxels.end());
    const float low = *least, range = *most - *least;
    for (float& value : out.voxels) {
        value = range > 0 ? (value - low) / range : 0.0F;
    }
    return out;
}

} // namespace tessera::preprocess
