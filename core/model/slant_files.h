#pragma once

#include "core/fusion/tile_plan.h"

#include <filesystem>
#include <vector>

namespace tessera::model {

/// The weight files of a SLANT set, one for each tile of the plan and in its order.
struct SlantFiles {
    fusion::TilePlan plan; ///< SLANT-27's or SLANT-8's
    std::vector<std::filesystem::path> files;
    std::vector<std::filesystem::path> ignored; ///< `.pth` files whose names carry no tile, and older epochs
};

/// Finds the tiles' `.pth` files below a folder: the tile is the I_J_K in the file's own name, else in the nearest
/// folder's. Of several `..._epoch_N.pth` of a tile the largest N counts. Links to folders aren't followed.
/// @throws Error{ModelInvalid} that names the tiles that are missing, belong to neither set, or have several files;
///   Error{FileMissing} if the folder isn't there
[[nodiscard]] SlantFiles findSlantFiles(const std::filesystem::path& folder);

} // namespace tessera::model
