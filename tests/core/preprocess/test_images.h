#pragma once

#include "core/image/image_io.h"
#include "core/preprocess/sampling.h"
#include "tests/support/shared_data.h"

#include <cmath>

/// The images that this room's tests share: the sample scan, the built-in template and its mask.
namespace tessera::test {

inline FloatVolume readFloats(const std::string& relative) {
    const Volume volume = readImage(sourcePath(relative));
    return {volume.geometry, volume.intensities()};
}
inline FloatVolume sampleScan() {
    return readFloats("resources/sample/colin27_T1w.nii.gz");
}
inline FloatVolume templateImage() {
    return readFloats("resources/models/tessera-mini/template.nii.gz");
}
inline FloatVolume templateMask() {
    return readFloats("resources/models/tessera-mini/template_mask.nii.gz");
}

inline Volume asVolume(const FloatVolume& image) {
    Volume out;
    out.geometry = image.geometry;
    out.voxels = image.voxels;
    return out;
}

/// Rotation about a world axis, degrees.
inline Affine rotation(int axis, double degrees) {
    const double angle = degrees * std::acos(-1.0) / 180;
    const int a = (axis + 1) % 3, b = (axis + 2) % 3;
    Affine out;
    out(a, a) = out(b, b) = std::cos(angle);
    out(b, a) = std::sin(angle);
    out(a, b) = -std::sin(angle);
    return out;
}

/// The same voxels with a header that puts them elsewhere.
inline FloatVolume moved(FloatVolume image, const Affine& by) {
    image.geometry = Geometry::fromAffine(image.geometry.size, by * image.geometry.worldFromVoxel);
    return image;
}

/// The image on a part of its own grid.
inline FloatVolume cropped(const FloatVolume& image, const Vec3& first, const Size3& size) {
    const Affine world = image.geometry.worldFromVoxel * Affine::translation(first);
    return preprocess::resampleToGrid(image, nullptr, {}, Geometry::fromAffine(size, world), 2);
}

/// A value for every voxel of a grid from its world position (mm).
template <typename Value>
FloatVolume painted(const Geometry& grid, Value value) {
    FloatVolume out{grid, std::vector<float>(grid.voxels())};
    for (std::int64_t z = 0; z < grid.size[2]; ++z) {
        for (std::int64_t y = 0; y < grid.size[1]; ++y) {
            for (std::int64_t x = 0; x < grid.size[0]; ++x) {
                out.voxels[grid.index(x, y, z)] = static_cast<float>(value(grid.worldFromVoxel.apply(
                    {static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)})));
            }
        }
    }
    return out;
}

} // namespace tessera::test
