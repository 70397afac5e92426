#pragma once

#include <cstdint>
#include <filesystem>

namespace tessera::test {

/// Writes a complete whole-volume bundle that runs in seconds: a meshnet of three small convolutions with seeded random
/// weights and six classes without sides (five regions, "Middle-Ventricle" in the midline), with tessera-mini's
/// template and a thinner mask. Its labels mean nothing.
void writeTinyMeshnet(const std::filesystem::path& folder, std::uint64_t seed = 1);

} // namespace tessera::test
