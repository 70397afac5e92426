#include "core/preprocess/standardise.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <type_traits>

namespace tessera::preprocess {
namespace {

constexpr double kFloorQuantile = 0.001;
constexpr double kTop = 1000;
/// Padding, the constant air that a scanner or a converter masked, and what lies between them where the two were
/// blurred.
constexpr int kMostConstants = 3;
constexpr double kConstantShare = 0.05;
constexpr double kLeastShareAboveFloor = 0.01; // a head in a padded field of view still fills several per cent

template <typename Stored>
void requireFinite(const std::vector<Stored>& stored, const Volume& scan, const std::string& name) {
    std::size_t bad = 0;
    if constexpr (std::is_floating_point_v<Stored>) {
        bad = static_cast<std::size_t>(
            std::count_if(stored.begin(), stored.end(), [](Stored v) { return !std::isfinite(v); }));
    }
    if (!std::isfinite(scan.slope) || !std::isfinite(scan.intercept)) {
        bad = stored.size();
    }
    if (bad > 0) {
        throw Error(ErrorCode::VoxelsNotFinite, {name, std::to_string(bad)});
    }
}

/// The value of rank floor(q (n - 1)) in the given order; reorders `values`, which must not be empty.
template <typename Stored, typename Less>
Stored quantile(std::vector<Stored>& values, double q, Less less) {
    const auto rank = values.begin() + static_cast<std::ptrdiff_t>(q * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), rank, values.end(), less);
    return *rank;
}

template <typename Stored>
std::vector<float> standardised(const std::vector<Stored>& stored, const Volume& scan, const std::string& name,
                                double topQuantile) {
    requireFinite(stored, scan, name);
    // A negative slope turns the order of the intensities round, and nothing else about the scaling matters.
    const bool falling = scan.slope < 0;
    const auto less = [falling](Stored a, Stored b) { return falling ? b < a : a < b; };
    std::vector<Stored> values = stored;
    for (int constants = 0; constants < kMostConstants && !values.empty(); ++constants) {
        const Stored constant = *std::min_element(values.begin(), values.end(), less);
        const auto share = static_cast<double>(std::count(values.begin(), values.end(), constant)) /
                           static_cast<double>(values.size());
        if (constants > 0 && share < kConstantShare) {
            break;
        }
        std::erase(values, constant);
    }
    Stored floor{};
    if (!values.empty()) {
        floor = quantile(values, kFloorQuantile, less);
        std::erase_if(values, [&](Stored v) { return !less(floor, v); });
    }
    if (static_cast<double>(values.size()) < kLeastShareAboveFloor * static_cast<double>(stored.size()) ||
        values.empty()) {
        values = stored;
        const auto usual = values.empty() ? 0.0 : static_cast<double>(quantile(values, 0.5, less));
        throw Error(ErrorCode::ImageConstant, {name, std::to_string(scan.slope * usual + scan.intercept)});
    }
    const auto zero = static_cast<double>(floor);
    const double range = static_cast<double>(quantile(values, topQuantile, less)) - zero; // negative where falling
    std::vector<float> out(stored.size());
    std::transform(stored.begin(), stored.end(), out.begin(), [=](Stored v) {
        return static_cast<float>(std::clamp((static_cast<double>(v) - zero) / range, 0.0, 1.0) * kTop);
    });
    return out;
}

} // namespace

FloatVolume standardise(const Volume& scan, const std::string& name, double topQuantile) {
    return {scan.geometry,
            std::visit([&](const auto& stored) { return standardised(stored, scan, name, topQuantile); }, scan.voxels)};
}

} // namespace tessera::preprocess
