#include "core/network/score_sink.h"

#include <algorithm>
#include <limits>

#include <ATen/Parallel.h>

namespace tessera::network {
namespace {

constexpr std::int64_t kLanes = 16;

/// First index of the largest of `count` scores. Sixteen candidates side by side, each the best of every sixteenth
/// score: a form that the compiler turns into vector instructions, which the plain search for the first maximum is not.
std::uint8_t firstLargest(const float* scores, std::int64_t count) {
    const std::int64_t whole = count - count % kLanes;
    float top = -std::numeric_limits<float>::infinity();
    std::int64_t index = 0;
    std::array<float, kLanes> best;
    std::array<std::int32_t, kLanes> where{};
    best.fill(top);
    for (std::int64_t from = 0; from < whole; from += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            const float score = scores[from + static_cast<std::int64_t>(lane)];
            const bool larger = score > best[lane];
            best[lane] = larger ? score : best[lane];
            where[lane] = larger ? static_cast<std::int32_t>(from) : where[lane];
        }
    }
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        const std::int64_t candidate = where[lane] + static_cast<std::int64_t>(lane);
        if (best[lane] > top || (best[lane] == top && candidate < index)) {
            top = best[lane];
            index = candidate;
        }
    }
    for (std::int64_t i = whole; i < count; ++i) {
        if (scores[i] > top) {
            top = scores[i];
            index = i;
        }
    }
    return static_cast<std::uint8_t>(index);
}

} // namespace

void LabelSink::take(std::span<const float> scores, std::int64_t firstVoxel) {
    const std::int64_t voxels = static_cast<std::int64_t>(scores.size()) / m_classes;
    at::parallel_for(0, voxels, 4096, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t voxel = begin; voxel < end; ++voxel) {
            m_labels[static_cast<std::size_t>(firstVoxel + voxel)] =
                firstLargest(scores.data() + voxel * m_classes, m_classes);
        }
    });
}

void PickSink::take(std::span<const float> scores, std::int64_t firstVoxel) {
    const std::int64_t end = firstVoxel + static_cast<std::int64_t>(scores.size() / m_classes);
    for (std::size_t i = 0; i < m_voxels.size(); ++i) {
        if (m_voxels[i] >= firstVoxel && m_voxels[i] < end) {
            const float* row = scores.data() + static_cast<std::size_t>(m_voxels[i] - firstVoxel) * m_classes;
            std::copy_n(row, m_classes, m_scores.begin() + static_cast<std::ptrdiff_t>(i * m_classes));
        }
    }
}

} // namespace tessera::network
