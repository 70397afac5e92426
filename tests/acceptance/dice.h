#pragma once

#include "core/image/volume.h"

#include <cstdint>
#include <set>

namespace tessera::test {

/// 2 |A and B| / (|A| + |B|) of the voxels that carry one of the labels, in two maps of one grid.
inline double dice(const LabelVolume& a, const std::set<std::int32_t>& labelsA, const LabelVolume& b,
                   const std::set<std::int32_t>& labelsB) {
    double both = 0, sum = 0;
    for (std::size_t i = 0; i < a.labels.size(); ++i) {
        const bool inA = labelsA.contains(a.labels[i]), inB = labelsB.contains(b.labels[i]);
        sum += (inA ? 1 : 0) + (inB ? 1 : 0);
        both += inA && inB ? 2 : 0;
    }
    return both / sum;
}

} // namespace tessera::test
