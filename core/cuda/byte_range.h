#pragma once

#include "core/cuda/step.h"

/// SLANT's scaling of a tile: its own minimum and maximum become 0 and 255.
namespace tessera::cuda {

/// The least and the largest of some values; NaN is neither.
struct Extent {
    float least, most;

    [[nodiscard]] TESSERA_HOST_DEVICE static Extent none() { return {kInfinity, -kInfinity}; }
    TESSERA_HOST_DEVICE void add(float value) {
        least = value < least ? value : least;
        most = value > most ? value : most;
    }
    TESSERA_HOST_DEVICE void add(const Extent& other) {
        least = other.least < least ? other.least : least;
        most = other.most > most ? other.most : most;
    }
};

/// The scaling itself, for CPU and GPU alike. Where all values are equal they become 0.
struct ByteRange {
    float low, range;

    TESSERA_HOST_DEVICE explicit ByteRange(const Extent& extent)
        : low(extent.least), range(extent.most - extent.least) {}
    TESSERA_HOST_DEVICE float operator()(float value) const {
        return range > 0 ? (value - low) / range * 255.0F : 0.0F;
    }
};

/// Scales `count` values in place, on the CPU.
inline void scaleToByteRange(float* values, std::int64_t count) {
    Extent extent = Extent::none();
    for (std::int64_t i = 0; i < count; ++i) {
        extent.add(values[i]);
    }
    const ByteRange scaled(extent);
    for (std::int64_t i = 0; i < count; ++i) {
        values[i] = scaled(values[i]);
    }
}

/// What the kernels need for it.
struct ByteRangeCall {
    float* voxels;      ///< scaled in place
    std::int64_t count; ///< from 1
    float* scratch;     ///< kByteRangeScratch floats
};
inline constexpr std::int64_t kMostExtents = kThreads; ///< so that one block can join them
inline constexpr std::int64_t kByteRangeScratch = 2 * kMostExtents + 2;

/// Each block's extent.
struct ExtentStep {
    const float* voxels;
    std::int64_t count;
    Extent* extents; ///< one a block

    struct Shared {
        Extent extents[kThreads];
    };
    TESSERA_HOST_DEVICE void own(const Place& place, Shared& shared) const {
        Extent extent = Extent::none();
        for (std::int64_t i = place.block * kThreads + place.thread; i < count; i += place.blocks * kThreads) {
            extent.add(voxels[i]);
        }
        shared.extents[place.thread] = extent;
    }
    TESSERA_HOST_DEVICE void join(const Place& place, const Shared& shared) const {
        if (place.thread == 0) {
            Extent extent = Extent::none();
            for (const Extent& each : shared.extents) {
                extent.add(each);
            }
            extents[place.block] = extent;
        }
    }
};

/// The extent of the blocks' extents; one block.
struct JoinExtentsStep {
    const Extent* extents;
    std::int64_t count; ///< at most kMostExtents
    Extent* all;

    using Shared = ExtentStep::Shared;
    TESSERA_HOST_DEVICE void own(const Place& place, Shared& shared) const {
        shared.extents[place.thread] = place.thread < count ? extents[place.thread] : Extent::none();
    }
    TESSERA_HOST_DEVICE void join(const Place& place, const Shared& shared) const {
        if (place.thread == 0) {
            Extent extent = Extent::none();
            for (const Extent& each : shared.extents) {
                extent.add(each);
            }
            *all = extent;
        }
    }
};

struct ByteRangeStep {
    float* voxels;
    std::int64_t count;
    const Extent* all;

    using Shared = Nothing;
    TESSERA_HOST_DEVICE void own(const Place& place, Shared& /*shared*/) const {
        const ByteRange scaled(*all);
        for (std::int64_t i = place.block * kThreads + place.thread; i < count; i += place.blocks * kThreads) {
            voxels[i] = scaled(voxels[i]);
        }
    }
    TESSERA_HOST_DEVICE void join(const Place& /*place*/, const Shared& /*shared*/) const {}
};

/// `run(step, blocks)` runs a step, after those before it, and returns 0 or an error, which is returned at once.
template <typename Run>
int scaleToByteRange(const ByteRangeCall& call, Run&& run) {
    const std::int64_t most = parts(call.count, kThreads);
    const std::int64_t blocks = most < kMostExtents ? most : kMostExtents;
    // Extents are two floats each, and a scratch of floats is aligned for them.
    auto* const extents = reinterpret_cast<Extent*>(call.scratch);
    Extent* const all = extents + kMostExtents;
    if (const int code = run(ExtentStep{call.voxels, call.count, extents}, blocks); code != 0) {
        return code;
    }
    if (const int code = run(JoinExtentsStep{extents, blocks, all}, std::int64_t{1}); code != 0) {
        return code;
    }
    return run(ByteRangeStep{call.voxels, call.count, all}, most);
}

} // namespace tessera::cuda
