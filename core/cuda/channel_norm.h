#pragma once

#include "core/cuda/bf16.h"
#include "core/cuda/step.h"

#include <cmath>

/// Normalisation of each channel by the mean and the biased variance of one image's own tile, then ReLU: BatchNorm in
/// training mode on one image. Activations are rows of `channels` values, a row a voxel.
namespace tessera::cuda {

/// The sums of a channel, in doubles: single floats would cost digits that change labels.
struct ChannelSums {
    double sum, squares;

    TESSERA_HOST_DEVICE void add(float value) {
        const double wide = value;
        sum += wide;
        squares += wide * wide;
    }
    TESSERA_HOST_DEVICE void add(const ChannelSums& other) {
        sum += other.sum;
        squares += other.squares;
    }
};

/// A channel's statistics, for CPU and GPU alike.
struct ChannelMoments {
    float mean, variance;

    /// @param count values that were added up
    TESSERA_HOST_DEVICE ChannelMoments(const ChannelSums& sums, double count) {
        const double middle = sums.sum / count;
        const double spread = sums.squares / count - middle * middle;
        mean = static_cast<float>(middle);
        variance = static_cast<float>(spread > 0 ? spread : 0.0);
    }
};

/// A channel's normalisation as factor and summand, which is how LibTorch computes it on the CPU.
struct ChannelNorm {
    float factor, summand;

    TESSERA_HOST_DEVICE ChannelNorm(const ChannelMoments& moments, float epsilon, float weight, float bias) {
        factor = 1.0F / std::sqrt(moments.variance + epsilon) * weight;
        summand = bias - moments.mean * factor;
    }
    /// ReLU of the normalised value, rounded once before the ReLU.
    TESSERA_HOST_DEVICE float operator()(float value) const {
        const float normalised = std::fma(value, factor, summand);
        return normalised < 0 ? 0.0F : normalised;
    }
};

/// What the kernels need for it.
struct ChannelNormCall {
    const void* in; ///< (rows, channels), float32 or bfloat16
    void* out;      ///< the same shape and type; may be `in`
    bool isBf16;
    std::int64_t rows;     ///< from 1
    std::int64_t channels; ///< from 1
    const float* weight;   ///< (channels)
    const float* bias;     ///< (channels)
    float epsilon;
    double* scratch; ///< `channelNormScratch(channels)` doubles
};

/// How rows and channels are dealt out: a block has 32 channels, eight rows at a time, of one chunk of rows.
struct ChannelGrid {
    static constexpr int kChannels = 32, kRows = kThreads / kChannels;
    static constexpr std::int64_t kMostChunks = 256, kLeastRows = 256;

    std::int64_t rows, channels, chunkRows, chunks, groups;

    ChannelGrid(std::int64_t rowCount, std::int64_t channelCount) : rows(rowCount), channels(channelCount) {
        const std::int64_t even = parts(rows, kMostChunks);
        chunkRows = even > kLeastRows ? even : kLeastRows;
        chunks = parts(rows, chunkRows);
        groups = parts(channels, kChannels);
    }
    [[nodiscard]] std::int64_t blocks() const { return chunks * groups; }
    [[nodiscard]] TESSERA_HOST_DEVICE std::int64_t chunkOf(const Place& place) const { return place.block / groups; }
    [[nodiscard]] TESSERA_HOST_DEVICE std::int64_t channelOf(const Place& place) const {
        return place.block % groups * kChannels + place.thread % kChannels;
    }
    /// Calls `work(index into the activation)` for each row of a thread.
    template <typename Work>
    TESSERA_HOST_DEVICE void forRows(const Place& place, Work work) const {
        const std::int64_t first = chunkOf(place) * chunkRows;
        const std::int64_t end = first + chunkRows < rows ? first + chunkRows : rows;
        const std::int64_t channel = channelOf(place);
        for (std::int64_t row = first + place.thread / kChannels; row < end; row += kRows) {
            work(row * channels + channel);
        }
    }
};

/// The chunks' sums, and a factor and summand (two floats) a channel.
[[nodiscard]] inline std::int64_t channelNormScratch(std::int64_t channels) {
    return channels * (2 * ChannelGrid::kMostChunks + 1);
}

/// Sums of eight rows side by side, joined in their order.
struct ChannelShared {
    ChannelSums sums[kThreads];

    [[nodiscard]] TESSERA_HOST_DEVICE ChannelSums joined(int thread) const {
        ChannelSums out{0, 0};
        for (int row = 0; row < ChannelGrid::kRows; ++row) {
            out.add(sums[row * ChannelGrid::kChannels + thread]);
        }
        return out;
    }
};

template <typename Scalar>
struct ChannelSumsStep {
    ChannelGrid grid;
    const Scalar* in;
    ChannelSums* sums; ///< (chunks, channels)

    using Shared = ChannelShared;
    TESSERA_HOST_DEVICE void own(const Place& place, Shared& shared) const {
        ChannelSums own{0, 0};
        if (grid.channelOf(place) < grid.channels) {
            const Scalar* const values = in;
            grid.forRows(place, [&own, values](std::int64_t index) { own.add(toFloat(values[index])); });
        }
        shared.sums[place.thread] = own;
    }
    TESSERA_HOST_DEVICE void join(const Place& place, const Shared& shared) const {
        const std::int64_t channel = grid.channelOf(place);
        if (place.thread < ChannelGrid::kChannels && channel < grid.channels) {
            sums[grid.chunkOf(place) * grid.channels + channel] = shared.joined(place.thread);
        }
    }
};

/// Factor and summand of each channel; a block for 32 channels.
struct ChannelTermsStep {
    ChannelGrid grid;
    const ChannelSums* sums; ///< (chunks, channels)
    const float* weight;
    const float* bias;
    float epsilon;
    ChannelNorm* terms; ///< (channels)

    using Shared = ChannelShared;
    [[nodiscard]] TESSERA_HOST_DEVICE static std::int64_t channelOf(const Place& place) {
        return place.block * ChannelGrid::kChannels + place.thread % ChannelGrid::kChannels;
    }
    TESSERA_HOST_DEVICE void own(const Place& place, Shared& shared) const {
        ChannelSums own{0, 0};
        const std::int64_t channel = channelOf(place);
        if (channel < grid.channels) {
            for (std::int64_t chunk = place.thread / ChannelGrid::kChannels; chunk < grid.chunks;
                 chunk += ChannelGrid::kRows) {
                own.add(sums[chunk * grid.channels + channel]);
            }
        }
        shared.sums[place.thread] = own;
    }
    TESSERA_HOST_DEVICE void join(const Place& place, const Shared& shared) const {
        const std::int64_t channel = channelOf(place);
        if (place.thread < ChannelGrid::kChannels && channel < grid.channels) {
            const ChannelMoments moments(shared.joined(place.thread), static_cast<double>(grid.rows));
            terms[channel] = ChannelNorm(moments, epsilon, weight[channel], bias[channel]);
        }
    }
};

template <typename Scalar>
struct ChannelNormStep {
    ChannelGrid grid;
    const Scalar* in;
    Scalar* out;
    const ChannelNorm* terms; ///< (channels)

    using Shared = Nothing;
    TESSERA_HOST_DEVICE void own(const Place& place, Shared& /*shared*/) const {
        const std::int64_t channel = grid.channelOf(place);
        if (channel >= grid.channels) {
            return;
        }
        const ChannelNorm norm = terms[channel];
        const Scalar* const from = in;
        Scalar* const to = out;
        grid.forRows(place, [&norm, from, to](std::int64_t index) { store(norm(toFloat(from[index])), to[index]); });
    }
    TESSERA_HOST_DEVICE void join(const Place& /*place*/, const Shared& /*shared*/) const {}
};

/// See `scaleToByteRange` for `run`.
template <typename Run>
int normaliseChannels(const ChannelNormCall& call, Run&& run) {
    const ChannelGrid grid(call.rows, call.channels);
    // Two doubles and two floats: a scratch of doubles is aligned for both.
    auto* const sums = reinterpret_cast<ChannelSums*>(call.scratch);
    auto* const terms = reinterpret_cast<ChannelNorm*>(sums + ChannelGrid::kMostChunks * call.channels);
    const auto with = [&]<typename Scalar>(const Scalar* in, Scalar* out) {
        if (const int code = run(ChannelSumsStep<Scalar>{grid, in, sums}, grid.blocks()); code != 0) {
            return code;
        }
        const ChannelTermsStep join{grid, sums, call.weight, call.bias, call.epsilon, terms};
        if (const int code = run(join, grid.groups); code != 0) {
            return code;
        }
        return run(ChannelNormStep<Scalar>{grid, in, out, terms}, grid.blocks());
    };
    return call.isBf16 ? with(static_cast<const Bf16*>(call.in), static_cast<Bf16*>(call.out))
                       : with(static_cast<const float*>(call.in), static_cast<float*>(call.out));
}

} // namespace tessera::cuda
