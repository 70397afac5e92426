#pragma once

#include "core/fusion/majority_vote.h"
#include "core/fusion/tile_plan.h"

#include <cstdint>
#include <span>
#include <vector>

namespace tessera::fusion {

/// What the tiles say about every voxel of the working grid, x fastest. Tiles count where they have a vote: where each
/// voxel has one owner (SLANT-8), coverage is 1 and agreement 1 everywhere, which says nothing about certainty, and no
/// region gets a mean agreement, since means are taken over voxels with four or more votes only.
struct Fused {
    std::vector<std::int32_t> labels;   ///< label numbers; 0 where no tile covers the voxel
    std::vector<float> agreement;       ///< share (0..1) of the covering tiles that voted for the winner
    std::vector<std::uint8_t> coverage; ///< number of covering tiles
};

/// Fuses class-index tiles (x fastest, in the plan's order, whole boxes) by majority vote of the tiles that cover a
/// voxel, or own it where tiles own voxels.
/// @param labelOfClass label number of each class index; ties go to the smallest number
/// @throws Error{TilesInvalid} if a tile's size differs from the plan, it holds a class that has no label, or the
/// plan's
///   ownership has holes or overlaps; `name` is the source, for errors
[[nodiscard]] Fused fuse(const TilePlan& plan, std::span<const std::vector<std::uint8_t>> tiles,
                         std::span<const std::int32_t> labelOfClass, int threads, const std::string& name);

} // namespace tessera::fusion
