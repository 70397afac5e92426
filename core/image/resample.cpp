#include "core/image/resample.h"

#include "core/base/parallel.h"

#include <array>
#include <cmath>

namespace tessera {
namespace {

/// Eight neighbours of a point in voxel coordinates with their trilinear weights. `inside` has a bit for each neighbour
/// that lies in the grid; the index of the others is 0.
struct Cell {
    std::array<std::size_t, 8> index{};
    std::array<double, 8> weight{};
    unsigned inside = 0;
};

Cell cellAt(const Geometry& grid, const Vec3& voxel) {
    Cell cell;
    std::array<std::int64_t, 3> base{};
    Vec3 fraction{};
    for (int axis = 0; axis < 3; ++axis) {
        // far away (or not a number): one place outside, where the conversion to integer is defined
        const double position =
            voxel[axis] > -2 && voxel[axis] < static_cast<double>(grid.size[axis]) + 1 ? voxel[axis] : -2;
        const double down = std::floor(position);
        base[axis] = static_cast<std::int64_t>(down);
        fraction[axis] = position - down;
    }
    for (unsigned corner = 0; corner < 8; ++corner) {
        bool inside = true;
        double weight = 1;
        std::array<std::int64_t, 3> at{};
        for (int axis = 0; axis < 3; ++axis) {
            const bool upper = (corner >> axis & 1U) != 0;
            at[axis] = base[axis] + (upper ? 1 : 0);
            weight *= upper ? fraction[axis] : 1 - fraction[axis];
            inside = inside && at[axis] >= 0 && at[axis] < grid.size[axis];
        }
        cell.weight[corner] = weight;
        if (inside) {
            cell.index[corner] = grid.index(at[0], at[1], at[2]);
            cell.inside |= 1U << corner;
        }
    }
    return cell;
}

/// The label with the largest sum of weights; the smallest number among (nearly) equal ones.
std::int32_t heaviestLabel(const Cell& cell, const std::vector<std::int32_t>& labels) {
    std::array<std::int32_t, 8> label{};
    bool same = true;
    for (unsigned corner = 0; corner < 8; ++corner) {
        label[corner] = (cell.inside >> corner & 1U) != 0 ? labels[cell.index[corner]] : 0;
        same = same && label[corner] == label[0];
    }
    if (same) {
        return label[0];
    }
    constexpr double kEqual = 1e-9;
    std::int32_t best = 0;
    double heaviest = -1;
    for (unsigned corner = 0; corner < 8; ++corner) {
        double sum = 0;
        for (unsigned other = 0; other < 8; ++other) {
            sum += label[other] == label[corner] ? cell.weight[other] : 0;
        }
        if (sum > heaviest + kEqual || (sum > heaviest - kEqual && label[corner] < best)) {
            heaviest = sum;
            best = label[corner];
        }
    }
    return best;
}

/// Calls sample(target index, source voxel coordinates) for every voxel of the target.
template <typename Sample>
void forEachVoxel(const Geometry& source, const Affine& sourceWorldFromTargetWorld, const Geometry& target, int threads,
                  const Sample& sample) {
    const Affine sourceFromTarget =
        source.worldFromVoxel.inverse() * sourceWorldFromTargetWorld * target.worldFromVoxel;
    parallelRanges(static_cast<std::size_t>(target.size[2]), threads, [&](std::size_t begin, std::size_t end) {
        for (auto z = static_cast<std::int64_t>(begin); z < static_cast<std::int64_t>(end); ++z) {
            for (std::int64_t y = 0; y < target.size[1]; ++y) {
                std::size_t index = target.index(0, y, z);
                for (std::int64_t x = 0; x < target.size[0]; ++x, ++index) {
                    sample(index, sourceFromTarget.apply(
                                      {static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)}));
                }
            }
        }
    });
}

} // namespace

LabelVolume resampleLabels(const LabelVolume& source, const Affine& sourceWorldFromTargetWorld, const Geometry& target,
                           int threads) {
    LabelVolume out{target, std::vector<std::int32_t>(target.voxels())};
    forEachVoxel(source.geometry, sourceWorldFromTargetWorld, target, threads,
                 [&](std::size_t index, const Vec3& voxel) {
                     out.labels[index] = heaviestLabel(cellAt(source.geometry, voxel), source.labels);
                 });
    return out;
}

FloatVolume resampleLinear(const FloatVolume& source, const Affine& sourceWorldFromTargetWorld, const Geometry& target,
                           int threads) {
    FloatVolume out{target, std::vector<float>(target.voxels())};
    forEachVoxel(source.geometry, sourceWorldFromTargetWorld, target, threads,
                 [&](std::size_t index, const Vec3& voxel) {
                     const Cell cell = cellAt(source.geometry, voxel);
                     double sum = 0;
                     for (unsigned corner = 0; corner < 8; ++corner) {
                         if ((cell.inside >> corner & 1U) != 0) {
                             sum += cell.weight[corner] * static_cast<double>(source.voxels[cell.index[corner]]);
                         }
                     }
                     out.voxels[index] = static_cast<float>(sum);
                 });
    return out;
}

std::vector<std::uint8_t> resampleNearest(const std::vector<std::uint8_t>& source, const Geometry& sourceGrid,
                                          const Affine& sourceWorldFromTargetWorld, const Geometry& target,
                                          int threads) {
    std::vector<std::uint8_t> out(target.voxels());
    forEachVoxel(sourceGrid, sourceWorldFromTargetWorld, target, threads, [&](std::size_t index, const Vec3& voxel) {
        std::array<std::int64_t, 3> at{};
        for (int axis = 0; axis < 3; ++axis) {
            const double nearest = std::floor(voxel[axis] + 0.5);
            if (!(nearest >= 0 && nearest < static_cast<double>(sourceGrid.size[axis]))) {
                return;
            }
            at[axis] = static_cast<std::int64_t>(nearest);
        }
        out[index] = source[sourceGrid.index(at[0], at[1], at[2])];
    });
    return out;
}

} // namespace tessera
