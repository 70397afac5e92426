#pragma once

#include "core/image/volume.h"

namespace tessera::preprocess {

/// Trilinear interpolation of a volume at world positions. Keeps a reference: the volume must outlive it. Any thread.
class Sampler {
  public:
    /// @param worldFromPosition maps the positions that will be asked for to the volume's RAS mm
    explicit Sampler(const FloatVolume& volume, const Affine& worldFromPosition = {});

    /// Value at a position (mm), 0 outside the field of view. The outermost voxels reach half a voxel outwards.
    [[nodiscard]] float inside(const Vec3& position) const;
    /// Value at a position (mm); outside the field of view that of the nearest point inside.
    [[nodiscard]] float nearest(const Vec3& position) const;
    [[nodiscard]] bool contains(const Vec3& position) const;

  private:
    [[nodiscard]] float at(const Vec3& voxel) const;

    const FloatVolume& m_volume;
    Affine m_voxelFromPosition;
};

/// The scan on another grid in one trilinear step: value = I(x) / bias(x) at the centre of each voxel of `grid`; 0
/// outside the scan's field of view.
/// @param bias multiplicative field on any grid of the scan's world, or null
/// @param gridFromScan RAS mm of the scan -> RAS mm of `grid`; must be invertible
/// @param threads at least 1; the result does not depend on it
[[nodiscard]] FloatVolume resampleToGrid(const FloatVolume& scan, const FloatVolume* bias, const Affine& gridFromScan,
                                         const Geometry& grid, int threads);

/// The scan on the isotropic grid along the RAS axes that just holds its field of view, each voxel the mean of
/// trilinear samples as dense as the scan's voxels (so nothing aliases); 0 outside the field of view. Any matrix will
/// do: oblique, sheared, left-handed, anisotropic.
/// @param spacing of the result, mm
[[nodiscard]] FloatVolume reduceToRas(const FloatVolume& scan, double spacing, int threads);

/// The smallest box of voxels that holds everything above `threshold` (the whole volume if nothing is).
[[nodiscard]] FloatVolume croppedToContent(const FloatVolume& volume, float threshold = 0);

/// The mean of every 2 x 2 x 2 voxels, on a grid of twice the spacing; an odd last voxel is averaged with zeros.
[[nodiscard]] FloatVolume halve(const FloatVolume& volume);

/// The volume with `border` voxels of 0 added on every side.
[[nodiscard]] FloatVolume padded(const FloatVolume& volume, std::int64_t border);

} // namespace tessera::preprocess
