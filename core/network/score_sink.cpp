#include "core/network/score_sink.h"

#include <algorithm>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include "core/cuda/first_largest.h"
#include "core/network/gpu.h"

namespace tessera::network {
namespace {

using cuda::FirstLargest;

constexpr std::int64_t kLanes = 16;

/// First index of the largest of `count` scores. Sixteen candidates side by side, each the best of every sixteenth
/// score: a form that the compiler turns into vector instructions, which the plain search for the first maximum is not.
template <bool Relu>
std::uint8_t firstLargest(const float* scores, std::int64_t count) {
    const auto scoreOf = [](float raw) { return Relu ? FirstLargest::rectified(raw) : raw; };
    const std::int64_t whole = count - count % kLanes;
    FirstLargest::Candidate top = FirstLargest::none();
    std::array<float, kLanes> best;
    std::array<std::int32_t, kLanes> where{};
    best.fill(top.score);
    for (std::int64_t from = 0; from < whole; from += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            const float score = scoreOf(scores[from + static_cast<std::int64_t>(lane)]);
            const bool larger = FirstLargest::beats(score, best[lane]);
            best[lane] = larger ? score : best[lane];
            where[lane] = larger ? static_cast<std::int32_t>(from) : where[lane];
        }
    }
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        top = FirstLargest::better(top, {best[lane], where[lane] + static_cast<std::int32_t>(lane)});
    }
    for (std::int64_t i = whole; i < count; ++i) {
        if (const float score = scoreOf(scores[i]); FirstLargest::beats(score, top.score)) {
            top = {score, static_cast<std::int32_t>(i)};
        }
    }
    return static_cast<std::uint8_t>(top.index);
}

} // namespace

void CpuLabelSink::take(const at::Tensor& given, std::int64_t firstVoxel, bool relu) {
    const at::Tensor scores = given.to(at::kFloat).contiguous();
    const float* const rows = scores.const_data_ptr<float>();
    const std::int64_t classes = scores.size(1);
    at::parallel_for(0, scores.size(0), 4096, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t voxel = begin; voxel < end; ++voxel) {
            const float* const row = rows + voxel * classes;
            m_labels[static_cast<std::size_t>(firstVoxel + voxel)] =
                relu ? firstLargest<true>(row, classes) : firstLargest<false>(row, classes);
        }
    });
}

KernelLabelSink::KernelLabelSink(std::int64_t voxels, gpu::Lane* lane)
    : m_lane(lane), m_labels(std::make_unique<at::Tensor>(lane != nullptr ? gpu::pinnedBytes(voxels)
                                                                          : at::empty({voxels}, at::kByte))) {}

KernelLabelSink::~KernelLabelSink() = default;

void KernelLabelSink::take(const at::Tensor& scores, std::int64_t firstVoxel, bool relu) {
    const at::Tensor found = gpu::firstLargest(scores.stride(1) == 1 ? scores : scores.contiguous(), relu);
    const at::Tensor home = m_labels->narrow(0, firstVoxel, found.size(0));
    if (m_lane != nullptr) {
        m_lane->download(found, home);
    } else {
        home.copy_(found);
    }
}

std::span<std::uint8_t> KernelLabelSink::labels() {
    if (m_lane != nullptr) {
        m_lane->finish();
    }
    return {m_labels->data_ptr<std::uint8_t>(), static_cast<std::size_t>(m_labels->numel())};
}

void PickSink::take(const at::Tensor& given, std::int64_t firstVoxel, bool relu) {
    const std::int64_t end = firstVoxel + given.size(0);
    at::Tensor scores;
    for (std::size_t i = 0; i < m_voxels.size(); ++i) {
        if (m_voxels[i] < firstVoxel || m_voxels[i] >= end) {
            continue;
        }
        if (!scores.defined()) {
            scores = (relu ? given.relu() : given).to(at::kFloat).cpu().contiguous();
        }
        const float* row =
            scores.const_data_ptr<float>() + static_cast<std::size_t>(m_voxels[i] - firstVoxel) * m_classes;
        std::copy_n(row, m_classes, m_scores.begin() + static_cast<std::ptrdiff_t>(i * m_classes));
    }
}

} // namespace tessera::network
