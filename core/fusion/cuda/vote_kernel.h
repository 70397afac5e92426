#pragma once

#include <cstdint>

/// The majority vote on a GPU. Free of CUDA headers: a stream is passed as the pointer that it is.
namespace tessera::fusion {

/// Votes of one class index a tile for `voxels` voxels in device memory: `votes[tile * voxels + voxel]`, every voxel
/// covered by all `tiles` (a block of the grid between tile borders; where tiles own voxels, inside one owned box: one
/// tile). `rank` has 256 entries.
/// Writes the winning class and its number of votes; asynchronous on `stream` (a cudaStream_t).
/// @return a cudaError_t, 0 if the kernel was launched
int launchMajorityVote(const std::uint8_t* votes, int tiles, std::int64_t voxels, const std::int32_t* rank,
                       std::uint8_t* winner, std::uint8_t* count, void* stream);

} // namespace tessera::fusion
