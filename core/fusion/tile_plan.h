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

    /// The voxels that the tile votes for.
    [[nodiscard]] Box voting() const { return owned.value_or(Box{origin, size}); }
};

/// The boxes that a working grid is cut into. Tiles may overlap; each votes for every voxel that it covers, or, where
/// tiles own voxels, for those that it owns alone.
struct TilePlan {
    Size3 grid{};
    std::vector<Tile> tiles;

    /// SLANT-27: 27 overlapping tiles of 96 x 128 x 88 voxels in a grid of 172 x 220 x 156
    /// (Huo et al., NeuroImage 194 (2019), 105-119).
    [[nodiscard]] static TilePlan slant27();
    /// SLANT-8: SLANT-27's corner tiles, each alone responsible for its side of x = 86, y = 110 and z = 78 (SLANT's own
    /// table ends the last tile's part at x = 171, a slip: the last column of voxels belongs to it as well).
    [[nodiscard]] static TilePlan slant8();

    /// What is wrong with the ownership, in words: if one tile owns voxels, all must; each owned box lies in its tile's
    /// box, and every voxel of the grid has exactly one owner. Empty if nothing is.
    [[nodiscard]] std::string ownershipProblem() const;
};

/// World matrix of SLANT's working grid (MNI305, 1 mm, RAS+): origin (-86.095, -126.51, -68.25) mm.
[[nodiscard]] Affine slantWorldFromVoxel();

/// Voxels of `tile` cut from a volume on the plan's grid, x fastest. The tile must lie in the grid.
[[nodiscard]] std::vector<float> cutTile(const std::vector<float>& volume, const Size3& grid, const Tile& tile);

} // namespace tessera::fusion
