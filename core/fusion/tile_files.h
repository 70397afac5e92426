#pragma once

#include "core/fusion/tile_plan.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace tessera::fusion {

/// Reads the files `tile_I_J_K.nii[.gz]` of class indices that SLANT writes, one for each tile of the plan, and brings
/// them from their (z, x, y) storage to (x, y, z), x fastest.
/// @throws Error{TilesInvalid} if a file is missing, of another size or holds no class indices, and those of
/// `readImage`
[[nodiscard]] std::vector<std::vector<std::uint8_t>> readTiles(const std::filesystem::path& folder,
                                                               const TilePlan& plan);

} // namespace tessera::fusion
