#include "core/preprocess/network_scaling.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace tessera::preprocess {
namespace {

float quantile(std::span<const float> values, double q) {
    std::vector<float> sorted(values.begin(), values.end());
    const double position = q * static_cast<double>(sorted.size() - 1);
    const auto rank = static_cast<std::size_t>(position);
    const auto low = sorted.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(sorted.begin(), low, sorted.end());
    const float high = rank + 1 < sorted.size() ? *std::min_element(low + 1, sorted.end()) : *low;
    return *low + static_cast<float>(position - static_cast<double>(rank)) * (high - *low);
}

} // namespace

void scaleByPercentile(std::span<float> grid, double percentile, double clip) {
    if (grid.empty()) {
        return;
    }
    const float top = quantile(grid, percentile / 100);
    for (float& value : grid) {
        value = top > 0 ? std::clamp(value / top, 0.0F, static_cast<float>(clip)) : 0.0F;
    }
}

} // namespace tessera::preprocess
