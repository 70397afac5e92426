#pragma once

#include "core/cuda/host_device.h"

#include <cstdint>

namespace tessera::fusion {

/// The mode of a voxel's votes, for CPU and GPU alike: `rank` orders the classes, and among equally many votes the
/// class of the smallest rank wins. SLANT's rule is: rank = label number.
struct MajorityVote {
    struct Winner {
        std::uint8_t classIndex = 0;
        std::uint8_t votes = 0;
    };

    /// @param votes class indices, @param count how many (1..27 for SLANT), @param rank by class index, 256 entries
    TESSERA_HOST_DEVICE Winner operator()(const std::uint8_t* votes, int count, const std::int32_t* rank) const {
        Winner winner;
        for (int i = 0; i < count; ++i) {
            std::uint8_t same = 0;
            for (int j = 0; j < count; ++j) {
                same = static_cast<std::uint8_t>(same + (votes[j] == votes[i] ? 1 : 0));
            }
            if (same > winner.votes || (same == winner.votes && rank[votes[i]] < rank[winner.classIndex])) {
                winner = {votes[i], same};
            }
        }
        return winner;
    }
};

} // namespace tessera::fusion
