#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tessera::quantify {

/// Voxels of one label number in two maps.
struct RegionOverlap {
    std::int32_t number = 0;
    std::int64_t first = 0, second = 0, both = 0;
    /// 2 |A and B| / (|A| + |B|) (Dice, Ecology 26, 1945), 0..1.
    [[nodiscard]] double dice() const { return 2.0 * static_cast<double>(both) / static_cast<double>(first + second); }
};

/// How far two label maps of one grid agree. Number 0 is the background.
struct Overlap {
    std::vector<RegionOverlap> regions{}; ///< every number that one of the maps has, by number
    std::int64_t labelled = 0;            ///< voxels that one of the maps labels at least
    std::int64_t agreeing = 0;            ///< of these, those with the same number in both
    /// 0..1; none where nothing is labelled.
    [[nodiscard]] std::optional<double> agreeingShare() const;
    [[nodiscard]] std::optional<double> meanDice() const; ///< over the regions; none without
};

/// Any thread. @throws Error{GridsDiffer} if the maps haven't the same number of voxels
[[nodiscard]] Overlap overlapOf(std::span<const std::int32_t> first, std::span<const std::int32_t> second);

} // namespace tessera::quantify
