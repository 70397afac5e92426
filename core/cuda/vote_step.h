#pragma once

#include "core/cuda/step.h"
#include "core/fusion/majority_vote.h"

/// The majority vote of a block of the grid that the same tiles cover.
namespace tessera::cuda {

inline constexpr int kMostVotes = 27; ///< of a voxel, as many as SLANT has tiles

/// Votes of one class index a tile for `voxels` voxels: `votes[tile * voxels + voxel]`, every voxel covered by all
/// `tiles` (a block of the grid between tile borders; where tiles own voxels, inside one owned box: one tile).
struct VoteCall {
    const std::uint8_t* votes;
    int tiles;                ///< 1 to kMostVotes
    std::int64_t voxels;      ///< from 1
    const std::int32_t* rank; ///< by class index, 256 entries
    std::uint8_t* winner;     ///< the winning class
    std::uint8_t* count;      ///< its number of votes
};

struct VoteStep {
    VoteCall call;

    using Shared = Nothing;
    TESSERA_HOST_DEVICE void own(const Place& place, Shared& /*shared*/) const {
        const std::int64_t voxel = place.block * kThreads + place.thread;
        if (voxel >= call.voxels) {
            return;
        }
        std::uint8_t own[kMostVotes];
        for (int tile = 0; tile < call.tiles; ++tile) {
            own[tile] = call.votes[tile * call.voxels + voxel];
        }
        const fusion::MajorityVote::Winner best = fusion::MajorityVote{}(own, call.tiles, call.rank);
        call.winner[voxel] = best.classIndex;
        call.count[voxel] = best.votes;
    }
    TESSERA_HOST_DEVICE void join(const Place& /*place*/, const Shared& /*shared*/) const {}
};

/// See `scaleToByteRange` for `run`.
template <typename Run>
int majorityVote(const VoteCall& call, Run&& run) {
    return run(VoteStep{call}, parts(call.voxels, kThreads));
}

} // namespace tessera::cuda
