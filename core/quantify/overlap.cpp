#include "core/quantify/overlap.h"

#include "core/base/error.h"

#include <map>
#include <numeric>
#include <string>
#include <utility>

namespace tessera::quantify {

std::optional<double> Overlap::agreeingShare() const {
    return labelled == 0 ? std::nullopt : std::optional(static_cast<double>(agreeing) / static_cast<double>(labelled));
}

std::optional<double> Overlap::meanDice() const {
    if (regions.empty()) {
        return std::nullopt;
    }
    const double sum = std::accumulate(regions.begin(), regions.end(), 0.0,
                                       [](double so, const RegionOverlap& region) { return so + region.dice(); });
    return sum / static_cast<double>(regions.size());
}

Overlap overlapOf(std::span<const std::int32_t> first, std::span<const std::int32_t> second) {
    if (first.size() != second.size()) {
        throw Error(ErrorCode::GridsDiffer,
                    {"the first label map", "the second one's",
                     std::to_string(first.size()) + " and " + std::to_string(second.size()) + " voxels"});
    }
    Overlap out;
    std::map<std::int32_t, RegionOverlap> regions;
    // runs of equal pairs are counted at once: neighbours mostly have the same labels
    for (std::size_t i = 0; i < first.size();) {
        const std::int32_t a = first[i], b = second[i];
        std::int64_t run = 0;
        while (i < first.size() && first[i] == a && second[i] == b) {
            ++run;
            ++i;
        }
        if (a == 0 && b == 0) {
            continue;
        }
        out.labelled += run;
        out.agreeing += a == b ? run : 0;
        for (const auto& [number, count] :
             {std::pair(a, &RegionOverlap::first), std::pair(b, &RegionOverlap::second)}) {
            if (number != 0) {
                RegionOverlap& region = regions[number];
                region.number = number;
                region.*count += run;
                region.both += a == b && count == &RegionOverlap::first ? run : 0;
            }
        }
    }
    for (const auto& [number, region] : regions) {
        out.regions.push_back(region);
    }
    return out;
}

} // namespace tessera::quantify
