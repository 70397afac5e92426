#pragma once

#include "core/cuda/bf16.h"
#include "core/cuda/step.h"

/// The class of a voxel: ReLU where the network ends in one, then the index of the largest score.
namespace tessera::cuda {

/// The rule, for CPU and GPU alike: the lowest index wins a tie, NaN never beats a number, and where no score is above
/// minus infinity the index is 0.
struct FirstLargest {
    struct Candidate {
        float score;
        std::int32_t index;
    };
    [[nodiscard]] TESSERA_HOST_DEVICE static constexpr Candidate none() { return {-kInfinity, 0}; }
    /// A score after ReLU; NaN stays NaN.
    [[nodiscard]] TESSERA_HOST_DEVICE static float rectified(float score) { return score < 0 ? 0.0F : score; }
    /// Whether a score of a higher index takes the place of the best so far.
    [[nodiscard]] TESSERA_HOST_DEVICE static bool beats(float score, float best) { return score > best; }
    /// Which of two candidates that were found among different indices it is.
    [[nodiscard]] TESSERA_HOST_DEVICE static Candidate better(const Candidate& a, const Candidate& b) {
        return beats(b.score, a.score) || (b.score == a.score && b.index < a.index) ? b : a;
    }
    /// The best among the indices from `first` on, every `stride`-th.
    template <typename Scalar>
    [[nodiscard]] TESSERA_HOST_DEVICE static Candidate among(const Scalar* scores, int count, int first, int stride,
                                                             bool relu) {
        Candidate best = none();
        for (int i = first; i < count; i += stride) {
            const float raw = toFloat(scores[i]);
            const float score = relu ? rectified(raw) : raw;
            if (beats(score, best.score)) {
                best = {score, i};
            }
        }
        return best;
    }
};

/// What the kernel needs for it.
struct FirstLargestCall {
    const void* scores; ///< (voxels, stride), of each row the first `classes`; float32 or bfloat16
    bool isBf16;
    bool relu;
    std::int64_t voxels; ///< from 1
    int classes;         ///< 1 to 256
    std::int64_t stride; ///< from `classes`
    std::uint8_t* labels;
};

/// Eight threads for a voxel: together they read 32 bytes at a time, what the GPU's memory gives at least.
template <typename Scalar>
struct FirstLargestStep {
    static constexpr int kLanes = 8;
    static constexpr int kVoxels = kThreads / kLanes; ///< of a block

    const Scalar* scores;
    std::int64_t voxels;
    int classes;
    std::int64_t stride;
    bool relu;
    std::uint8_t* labels;

    struct Shared {
        FirstLargest::Candidate candidates[kThreads];
    };
    [[nodiscard]] TESSERA_HOST_DEVICE static std::int64_t voxelOf(const Place& place) {
        return place.block * kVoxels + place.thread / kLanes;
    }
    TESSERA_HOST_DEVICE void own(const Place& place, Shared& shared) const {
        const std::int64_t voxel = voxelOf(place);
        shared.candidates[place.thread] =
            voxel < voxels ? FirstLargest::among(scores + voxel * stride, classes, place.thread % kLanes, kLanes, relu)
                           : FirstLargest::none();
    }
    TESSERA_HOST_DEVICE void join(const Place& place, const Shared& shared) const {
        const std::int64_t voxel = voxelOf(place);
        if (place.thread % kLanes != 0 || voxel >= voxels) {
            return;
        }
        FirstLargest::Candidate best = FirstLargest::none();
        for (int lane = 0; lane < kLanes; ++lane) {
            best = FirstLargest::better(best, shared.candidates[place.thread + lane]);
        }
        labels[voxel] = static_cast<std::uint8_t>(best.index);
    }
};

/// See `scaleToByteRange` for `run`.
template <typename Run>
int firstLargest(const FirstLargestCall& call, Run&& run) {
    const auto with = [&]<typename Scalar>(const Scalar* scores) {
        using Step = FirstLargestStep<Scalar>;
        return run(Step{scores, call.voxels, call.classes, call.stride, call.relu, call.labels},
                   parts(call.voxels, Step::kVoxels));
    };
    return call.isBf16 ? with(static_cast<const Bf16*>(call.scores)) : with(static_cast<const float*>(call.scores));
}

} // namespace tessera::cuda
