#pragma once

#include "core/image/geometry.h"

#include <optional>
#include <string>
#include <vector>

namespace tessera::fusion {

/// A box of voxels in the working grid.
struct Tile {
    std::string name; ///< "I_J_K", 1-based along x, y, z, as SLANT names its tiles
    Size3 origin{};
    Size3 size{};
    /// The part of the box that this tile alone speaks for (SLANT-8's hard ownership), in the working grid; none: it
    /// votes for its whole box.
    struct Box {
        Size3 origin{};
        Size3 size{};
        bool operator==(const Box&) const = default;
    };
    std::optional<Box> owned{};
};

/// The boxes that a working grid is cut into. Tiles may overlap; each votes for every voxel that it covers.
struct TilePlan {
    Size3 grid{};
    std::vector<Tile> tiles;

    /// SLANT-27: 27 overlapping tiles of 96 x 128 x 88 voxels in a grid of 172 x 220 x 156
    /// (Huo et al., NeuroImage 194 (2019), 105-119).
    [[nodiscard]] static TilePlan slant27();
};

/// World matrix of SLANT's working grid (MNI305, 1 mm, RAS+): origin (-86.095, -126.51, -68.25) mm.
[[nodiscard]] Affine slantWorldFromVoxel();

/// Voxels of `tile` cut from a volume on the plan's grid, x fastest. The tile must lie in the grid.
[[nodiscard]] std::vector<float> cutTile(const std::vector<float>& volume, const Size3& grid, const Tile& tile);

} // namespace tessera::fusion
