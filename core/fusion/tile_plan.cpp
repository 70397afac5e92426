#include "core/fusion/tile_plan.h"

#include <algorithm>

namespace tessera::fusion {

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
