#include "core/preprocess/sampling.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <cmath>

namespace tessera::preprocess {
namespace {

/// Corners of the field of view (outer faces of the outermost voxels), as lowest and highest RAS mm.
std::array<Vec3, 2> worldBounds(const Geometry& geometry) {
    std::array<Vec3, 2> bounds{Vec3{INFINITY, INFINITY, INFINITY}, Vec3{-INFINITY, -INFINITY, -INFINITY}};
    for (int corner = 0; corner < 8; ++corner) {
        Vec3 voxel{};
        for (int axis = 0; axis < 3; ++axis) {
            voxel[axis] = (corner >> axis & 1) != 0 ? static_cast<double>(geometry.size[axis]) - 0.5 : -0.5;
        }
        const Vec3 world = geometry.worldFromVoxel.apply(voxel);
        for (int axis = 0; axis < 3; ++axis) {
            bounds[0][axis] = std::min(bounds[0][axis], world[axis]);
            bounds[1][axis] = std::max(bounds[1][axis], world[axis]);
        }
    }
    return bounds;
}

/// Calls `value(position)` for the centre of each voxel of a grid and stores the results.
template <typename Value>
FloatVolume fillGrid(const Geometry& grid, int threads, Value value) {
    FloatVolume out{grid, std::vector<float>(grid.voxels())};
    parallelRanges(static_cast<std::size_t>(grid.size[2]), threads, [&](std::size_t begin, std::size_t end) {
        for (auto z = static_cast<std::int64_t>(begin); z < static_cast<std::int64_t>(end); ++z) {
            for (std::int64_t y = 0; y < grid.size[1]; ++y) {
                for (std::int64_t x = 0; x < grid.size[0]; ++x) {
                    out.voxels[grid.index(x, y, z)] = value(grid.worldFromVoxel.apply(
                        {static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)}));
                }
            }
        }
    });
    return out;
}

} // namespace

Sampler::Sampler(const FloatVolume& volume, const Affine& worldFromPosition)
    : m_volume(volume), m_voxelFromPosition(volume.geometry.worldFromVoxel.inverse() * worldFromPosition) {}

bool Sampler::contains(const Vec3& position) const {
    const Vec3 voxel = m_voxelFromPosition.apply(position);
    for (int axis = 0; axis < 3; ++axis) {
        if (!(voxel[axis] >= -0.5 && voxel[axis] <= static_cast<double>(m_volume.geometry.size[axis]) - 0.5)) {
            return false;
        }
    }
    return true;
}

float Sampler::inside(const Vec3& position) const {
    return contains(position) ? nearest(position) : 0.0F;
}

float Sampler::nearest(const Vec3& position) const {
    return at(m_voxelFromPosition.apply(position));
}

float Sampler::at(const Vec3& voxel) const {
    const Size3& size = m_volume.geometry.size;
    std::array<std::size_t, 3> low{},
        step{1, static_cast<std::size_t>(size[0]), static_cast<std::size_t>(size[0] * size[1])};
    std::array<float, 3> share{};
    for (int axis = 0; axis < 3; ++axis) {
        const double clamped = std::clamp(voxel[axis], 0.0, static_cast<double>(size[axis] - 1));
        const auto cell = std::min(static_cast<std::int64_t>(clamped), std::max<std::int64_t>(size[axis] - 2, 0));
        low[axis] = static_cast<std::size_t>(cell) * step[axis];
        share[axis] = static_cast<float>(clamped - static_cast<double>(cell));
        step[axis] = size[axis] > 1 ? step[axis] : 0;
    }
    const float* corner = m_volume.voxels.data() + low[0] + low[1] + low[2];
    const auto mix = [](float a, float b, float t) { return a + (b - a) * t; };
    const auto row = [&](std::size_t offset) { return mix(corner[offset], corner[offset + step[0]], share[0]); };
    const auto plane = [&](std::size_t offset) { return mix(row(offset), row(offset + step[1]), share[1]); };
    return mix(plane(0), plane(step[2]), share[2]);
}

FloatVolume resampleToGrid(const FloatVolume& scan, const FloatVolume* bias, const Affine& gridFromScan,
                           const Geometry& grid, int threads) {
    const Affine scanFromGrid = gridFromScan.inverse();
    const Sampler intensity(scan, scanFromGrid);
    if (bias == nullptr) {
        return fillGrid(grid, threads, [&](const Vec3& position) { return intensity.inside(position); });
    }
    const Sampler field(*bias, scanFromGrid);
    return fillGrid(grid, threads, [&](const Vec3& position) {
        const float value = intensity.inside(position);
        return value == 0 ? value : value / field.nearest(position);
    });
}

FloatVolume reduceToRas(const FloatVolume& scan, double spacing, int threads) {
    const std::array<Vec3, 2> bounds = worldBounds(scan.geometry);
    Size3 size{};
    Affine worldFromVoxel = Affine::scaling({spacing, spacing, spacing});
    for (int axis = 0; axis < 3; ++axis) {
        const double extent = bounds[1][axis] - bounds[0][axis];
        size[axis] = std::max<std::int64_t>(1, std::llround(std::ceil(extent / spacing - 1e-6)));
        const double centre = (bounds[0][axis] + bounds[1][axis]) / 2;
        worldFromVoxel(axis, 3) = centre - spacing * static_cast<double>(size[axis] - 1) / 2;
    }
    const Vec3 scanSpacing = scan.geometry.spacing();
    const double finest = *std::min_element(scanSpacing.begin(), scanSpacing.end());
    const int perAxis = std::clamp(static_cast<int>(std::lround(spacing / finest)), 1, 4);
    std::vector<double> offsets;
    offsets.reserve(static_cast<std::size_t>(perAxis));
    for (int i = 0; i < perAxis; ++i) {
        offsets.push_back(((i + 0.5) / perAxis - 0.5) * spacing);
    }
    const Sampler sampler(scan);
    return fillGrid(Geometry::fromAffine(size, worldFromVoxel), threads, [&](const Vec3& centre) {
        float sum = 0;
        for (const double z : offsets) {
            for (const double y : offsets) {
                for (const double x : offsets) {
                    sum += sampler.inside({centre[0] + x, centre[1] + y, centre[2] + z});
                }
            }
        }
        return sum / static_cast<float>(perAxis * perAxis * perAxis);
    });
}

FloatVolume croppedToContent(const FloatVolume& volume, float threshold) {
    const Geometry& from = volume.geometry;
    Size3 low = from.size, high{-1, -1, -1};
    for (std::int64_t z = 0; z < from.size[2]; ++z) {
        for (std::int64_t y = 0; y < from.size[1]; ++y) {
            for (std::int64_t x = 0; x < from.size[0]; ++x) {
                if (volume.voxels[from.index(x, y, z)] > threshold) {
                    const Size3 at{x, y, z};
                    for (std::size_t axis = 0; axis < 3; ++axis) {
                        low[axis] = std::min(low[axis], at[axis]);
                        high[axis] = std::max(high[axis], at[axis]);
                    }
                }
            }
        }
    }
    if (high[0] < 0) {
        return volume;
    }
    const Vec3 first{static_cast<double>(low[0]), static_cast<double>(low[1]), static_cast<double>(low[2])};
    FloatVolume out{Geometry::fromAffine({high[0] - low[0] + 1, high[1] - low[1] + 1, high[2] - low[2] + 1},
                                         from.worldFromVoxel * Affine::translation(first)),
                    {}};
    out.voxels.reserve(out.geometry.voxels());
    for (std::int64_t z = low[2]; z <= high[2]; ++z) {
        for (std::int64_t y = low[1]; y <= high[1]; ++y) {
            const auto row = volume.voxels.begin() + static_cast<std::ptrdiff_t>(from.index(low[0], y, z));
            out.voxels.insert(out.voxels.end(), row, row + (high[0] - low[0] + 1));
        }
    }
    return out;
}

FloatVolume halve(const FloatVolume& volume) {
    const Geometry& fine = volume.geometry;
    Size3 size{};
    Affine coarseVoxel = Affine::scaling({2, 2, 2});
    for (int axis = 0; axis < 3; ++axis) {
        size[axis] = (fine.size[axis] + 1) / 2;
        coarseVoxel(axis, 3) = 0.5;
    }
    FloatVolume out{Geometry::fromAffine(size, fine.worldFromVoxel * coarseVoxel), {}};
    out.voxels.assign(out.geometry.voxels(), 0.0F);
    for (std::int64_t z = 0; z < fine.size[2]; ++z) {
        for (std::int64_t y = 0; y < fine.size[1]; ++y) {
            for (std::int64_t x = 0; x < fine.size[0]; ++x) {
                out.voxels[out.geometry.index(x / 2, y / 2, z / 2)] += volume.voxels[fine.index(x, y, z)] / 8;
            }
        }
    }
    return out;
}

FloatVolume padded(const FloatVolume& volume, std::int64_t border) {
    const Geometry& inner = volume.geometry;
    const auto shift = -static_cast<double>(border);
    const Size3 size{inner.size[0] + 2 * border, inner.size[1] + 2 * border, inner.size[2] + 2 * border};
    FloatVolume out{Geometry::fromAffine(size, inner.worldFromVoxel * Affine::translation({shift, shift, shift})), {}};
    out.voxels.assign(out.geometry.voxels(), 0.0F);
    for (std::int64_t z = 0; z < inner.size[2]; ++z) {
        for (std::int64_t y = 0; y < inner.size[1]; ++y) {
            const float* row = volume.voxels.data() + inner.index(0, y, z);
            std::copy_n(row, inner.size[0], &out.voxels[out.geometry.index(border, y + border, z + border)]);
        }
    }
    return out;
}

} // namespace tessera::preprocess
