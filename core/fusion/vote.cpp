#include "core/fusion/vote.h"

#include "core/base/error.h"
#include "core/base/parallel.h"

#include <algorithm>
#include <array>
#include <limits>

namespace tessera::fusion {
namespace {

void checkTiles(const TilePlan& plan, std::span<const std::vector<std::uint8_t>> tiles, std::size_t classes,
                const std::string& name) {
    if (tiles.size() != plan.tiles.size() || plan.tiles.size() > std::numeric_limits<std::uint8_t>::max()) {
        throw Error(ErrorCode::TilesInvalid,
                    {name, std::to_string(tiles.size()) + " tiles instead of " + std::to_string(plan.tiles.size())});
    }
    if (const std::string problem = plan.ownershipProblem(); !problem.empty()) {
        throw Error(ErrorCode::TilesInvalid, {name, problem});
    }
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        const Tile& tile = plan.tiles[i];
        if (tiles[i].size() != static_cast<std::size_t>(tile.size[0] * tile.size[1] * tile.size[2])) {
            throw Error(ErrorCode::TilesInvalid, {name, "tile " + tile.name + " has another size than the plan says"});
        }
        const auto largest = *std::max_element(tiles[i].begin(), tiles[i].end());
        if (largest >= classes) {
            throw Error(ErrorCode::TilesInvalid,
                        {name, "tile " + tile.name + " holds class " + std::to_string(largest) + " of " +
                                   std::to_string(classes)});
        }
    }
}

/// A tile that votes in a row of voxels along x: from `begin` to `end`, `row` is its label at `begin`.
struct RowTile {
    const std::uint8_t* row;
    std::int64_t begin;
    std::int64_t end;
};

} // namespace

Fused fuse(const TilePlan& plan, std::span<const std::vector<std::uint8_t>> tiles,
           std::span<const std::int32_t> labelOfClass, int threads, const std::string& name) {
    checkTiles(plan, tiles, labelOfClass.size(), name);
    std::array<std::int32_t, 256> rank{};
    std::copy(labelOfClass.begin(), labelOfClass.end(), rank.begin());
    const Size3& grid = plan.grid;
    const auto voxels = static_cast<std::size_t>(grid[0] * grid[1] * grid[2]);
    Fused out{std::vector<std::int32_t>(voxels), std::vector<float>(voxels), std::vector<std::uint8_t>(voxels)};
    parallelRanges(static_cast<std::size_t>(grid[1] * grid[2]), threads, [&](std::size_t begin, std::size_t end) {
        std::vector<RowTile> covering;
        std::vector<std::uint8_t> votes(plan.tiles.size());
        for (std::size_t row = begin; row < end; ++row) {
            const auto y = static_cast<std::int64_t>(row) % grid[1], z = static_cast<std::int64_t>(row) / grid[1];
            covering.clear();
            for (std::size_t t = 0; t < plan.tiles.size(); ++t) {
                const Tile& tile = plan.tiles[t];
                const Tile::Box box = tile.voting();
                if (y >= box.origin[1] && y < box.origin[1] + box.size[1] && z >= box.origin[2] &&
                    z < box.origin[2] + box.size[2]) {
                    const std::int64_t first =
                        box.origin[0] - tile.origin[0] +
                        tile.size[0] * (y - tile.origin[1] + tile.size[1] * (z - tile.origin[2]));
                    covering.push_back({tiles[t].data() + first, box.origin[0], box.origin[0] + box.size[0]});
                }
            }
            for (std::int64_t x = 0; x < grid[0]; ++x) {
                int count = 0;
                for (const RowTile& tile : covering) {
                    if (x >= tile.begin && x < tile.end) {
                        votes[static_cast<std::size_t>(count++)] = tile.row[x - tile.begin];
                    }
                }
                const auto index = row * static_cast<std::size_t>(grid[0]) + static_cast<std::size_t>(x);
                if (count > 0) {
                    const auto winner = MajorityVote{}(votes.data(), count, rank.data());
                    out.labels[index] = rank[winner.classIndex];
                    out.agreement[index] = static_cast<float>(winner.votes) / static_cast<float>(count);
                    out.coverage[index] = static_cast<std::uint8_t>(count);
                }
            }
        }
    });
    return out;
}

} // namespace tessera::fusion
