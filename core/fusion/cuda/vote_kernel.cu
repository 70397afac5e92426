#include "core/fusion/cuda/vote_kernel.h"

#include "core/fusion/majority_vote.h"

namespace tessera::fusion {
namespace {

constexpr int kMostTiles = 27;
constexpr int kThreads = 256;

__global__ void vote(const std::uint8_t* votes, int tiles, std::int64_t voxels, const std::int32_t* rank,
                     std::uint8_t* winner, std::uint8_t* count) {
    const std::int64_t voxel = static_cast<std::int64_t>(blockIdx.x) * kThreads + threadIdx.x;
    if (voxel >= voxels) {
        return;
    }
    std::uint8_t own[kMostTiles];
    for (int tile = 0; tile < tiles; ++tile) {
        own[tile] = votes[tile * voxels + voxel];
    }
    const MajorityVote::Winner best = MajorityVote{}(own, tiles, rank);
    winner[voxel] = best.classIndex;
    count[voxel] = best.votes;
}

} // namespace

int launchMajorityVote(const std::uint8_t* votes, int tiles, std::int64_t voxels, const std::int32_t* rank,
                       std::uint8_t* winner, std::uint8_t* count, void* stream) {
    if (tiles < 1 || tiles > kMostTiles || voxels < 1) {
        return cudaErrorInvalidValue;
    }
    const auto blocks = static_cast<unsigned>((voxels + kThreads - 1) / kThreads);
    vote<<<blocks, kThreads, 0, static_cast<cudaStream_t>(stream)>>>(votes, tiles, voxels, rank, winner, count);
    return cudaGetLastError();
}

} // namespace tessera::fusion
