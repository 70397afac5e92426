#include "ui/viewer/start_window.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace tessera::ui {
namespace {

constexpr std::size_t kSamples = 1 << 20; ///< enough for a quantile; sorting all voxels would take a second
constexpr double kAirShare = 0.05, kLow = 0.002, kHigh = 0.996;

/// Every n-th finite voxel, sorted.
std::vector<float> sample(std::span<const float> voxels) {
    const std::size_t stride = std::max<std::size_t>(1, voxels.size() / kSamples);
    std::vector<float> out;
    out.reserve(voxels.size() / stride + 1);
    for (std::size_t i = 0; i < voxels.size(); i += stride) {
        if (std::isfinite(voxels[i])) {
            out.push_back(voxels[i]);
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

} // namespace

IntensityWindow startWindow(std::span<const float> voxels) {
    const std::vector<float> values = sample(voxels);
    if (values.empty()) {
        return {};
    }
    if (values.front() == values.back()) {
        return {values.front() - 0.5, values.front() + 0.5};
    }
    auto first = std::upper_bound(values.begin(), values.end(), values.front());
    const auto endOfAir = std::upper_bound(first, values.end(), *first);
    if (endOfAir != values.end() &&
        static_cast<double>(endOfAir - first) >= kAirShare * static_cast<double>(values.size())) {
        first = endOfAir;
    }
    const auto last = static_cast<double>(values.end() - first - 1);
    const double low = first[std::lround(kLow * last)];
    const double high = first[std::lround(kHigh * last)];
    return high > low ? IntensityWindow{low, high} : IntensityWindow{values.front(), values.back()};
}

} // namespace tessera::ui
