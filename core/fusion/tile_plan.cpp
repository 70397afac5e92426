#include "core/fusion/tile_plan.h"

#include <algorithm>

namespace tessera::fusion {
namespace {

bool liesIn(const Tile::Box& inner, const Tile::Box& outer) {
    for (std::size_t axis = 0; axis < 3; ++axis) {
        if (inner.origin[axis] < outer.origin[axis] || inner.size[axis] < 1 ||
            inner.origin[axis] + inner.size[axis] > outer.origin[axis] + outer.size[axis]) {
            return false;
        }
    }
    return true;
}

bool overlap(const Tile::Box& a, const Tile::Box& b) {
    for (std::size_t axis = 0; axis < 3; ++axis) {
        if (a.origin[axis] + a.size[axis] <= b.origin[axis] || b.origin[axis] + b.size[axis] <= a.origin[axis]) {
            return false;
        }
    }
    return true;
}

std::int64_t voxelsOf(const Size3& size) {
    return size[0] * size[1] * size[2];
}

} // namespace

TilePlan TilePlan::slant27() {
    constexpr std::array<std::array<std::int64_t, 3>, 3> origins{{{0, 38, 76}, {0, 46, 92}, {0, 34, 68}}};
    TilePlan plan{{172, 220, 156}, {}};
    for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t j = 0; j < 3; ++j) {
            for (std::size_t k = 0; k < 3; ++k) {
                plan.tiles.push_back({std::to_string(i + 1) + "_" + std::to_string(j + 1) + "_" + std::to_string(k + 1),
                                      {origins[0][i], origins[1][j], origins[2][k]},
                                      {96, 128, 88}});
            }
        }
    }
    return plan;
}

TilePlan TilePlan::slant8() {
    constexpr Size3 kSplit{86, 110, 78};
    TilePlan plan = slant27();
    std::erase_if(plan.tiles, [](const Tile& tile) { return tile.name.find('2') != std::string::npos; });
    for (Tile& tile : plan.tiles) {
        Tile::Box owned;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            const bool low = tile.origin[axis] == 0;
            owned.origin[axis] = low ? 0 : kSplit[axis];
            owned.size[axis] = (low ? kSplit[axis] : plan.grid[axis]) - owned.origin[axis];
        }
        tile.owned = owned;
    }
    return plan;
}

std::string TilePlan::ownershipProblem() const {
    std::int64_t owned = 0;
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        const Tile& tile = tiles[i];
        if (tile.owned.has_value() != tiles.front().owned.has_value()) {
            return "some tiles own voxels and others don't";
        }
        if (!tile.owned) {
            continue;
        }
        if (!liesIn(*tile.owned, {tile.origin, tile.size})) {
            return "tile " + tile.name + " owns voxels outside its box";
        }
        for (std::size_t other = 0; other < i; ++other) {
            if (overlap(*tile.owned, *tiles[other].owned)) {
                return "tiles " + tiles[other].name + " and " + tile.name + " own the same voxels";
            }
        }
        owned += voxelsOf(tile.owned->size);
    }
    return owned == 0 || owned == voxelsOf(grid) ? "" : "some voxels have no owner";
}

Affine slantWorldFromVoxel() {
    return Affine::translation({-86.095, -126.51, -68.25});
}

std::vector<float> cutTile(const std::vector<float>& volume, const Size3& grid, const Tile& tile) {
    std::vector<float> out;
    out.reserve(static_cast<std::size_t>(tile.size[0] * tile.size[1] * tile.size[2]));
    for (std::int64_t z = tile.origin[2]; z < tile.origin[2] + tile.size[2]; ++z) {
        for (std::int64_t y = tile.origin[1]; y < tile.origin[1] + tile.size[1]; ++y) {
            const auto row = volume.begin() + (tile.origin[0] + grid[0] * (y + grid[1] * z));
            out.insert(out.end(), row, row + tile.size[0]);
        }
    }
    return out;
}

} // namespace tessera::fusion
