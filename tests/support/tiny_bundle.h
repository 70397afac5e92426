#pragma once

#include <cstdint>
#include <filesystem>

namespace tessera::test {

/// Writes a complete model bundle that runs in seconds: a tessera-tilenet with seeded random weights on a grid of
/// 44 x 56 x 40 voxels of 4 mm in 27 overlapping tiles, with tessera-mini's template. Its labels mean nothing, but
/// everything else about a run is as with the real model.
void writeTinyBundle(const std::filesystem::path& folder, std::uint64_t seed = 1);

} // namespace tessera::test
