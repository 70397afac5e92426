#include <algorithm>
#include <stdexcept>

#include <ATen/ATen.h>

#include "core/network/layers.h"
#include "core/network/tile_model.h"

namespace tessera::network {
namespace {

constexpr std::int64_t kSlabPlanes = 8; ///< planes of the last level that are in memory at once; even

/// SLANT-27's 3-D U-Net (Huo et al., NeuroImage 2019) as its published script runs it: BatchNorm with the tile's own
/// statistics, ReLU after the last layer, too. The last level, 197 channels at full resolution, has no statistics over
/// the tile and is computed in slabs.
class SlantUnet : public TileModel {
  public:
    SlantUnet(const NetworkSpec& spec, std::span<const TensorView> weights);

    [[nodiscard]] std::array<int, 3> axes() const override { return {2, 0, 1}; }
    void run(const at::Tensor& image, std::array<std::int64_t, 3> origin, Precision precision, ScoreSink& sink,
             const Watch& watch) override;

  private:
    at::Tensor encode(const at::Tensor& x, int layer, Precision precision);
    at::Tensor decode(const at::Tensor& x, int layer, Precision precision, std::array<std::int64_t, 3> padding);
    at::Tensor enlarge(const at::Tensor& x, int layer, Precision precision);
    at::Tensor level(const at::Tensor& x, const at::Tensor& skip, int layer, Precision precision);
    void lastLevel(const at::Tensor& x, const at::Tensor& skip, Precision precision, ScoreSink& sink);

    Layers m_layers;
};

std::string decoder(int layer) {
    return "dc" + std::to_string(layer) + ".0";
}

/// `planes` planes of D from `first` on; those outside the volume are zeros, as a convolution's padding is.
at::Tensor paddedPlanes(const at::Tensor& x, std::int64_t first, std::int64_t planes) {
    const std::int64_t begin = std::max<std::int64_t>(first, 0);
    const std::int64_t end = std::min(first + planes, x.size(2));
    const at::Tensor inside = x.narrow(2, begin, end - begin);
    return channelsLast(at::constant_pad_nd(inside, {0, 0, 0, 0, begin - first, first + planes - end}));
}

SlantUnet::SlantUnet(const NetworkSpec& spec, std::span<const TensorView> weights) : m_layers(weights, spec.device) {
    WeightStore& store = m_layers.store();
    // A transposed convolution with stride 1 is a convolution with its kernel flipped and its channels swapped, and
    // LibTorch's convolutions are the faster ones.
    for (const int layer : {8, 7, 5, 4, 2, 1}) {
        store.rearrange(decoder(layer) + ".weight", [](const at::Tensor& w) {
            return w.flip({2, 3, 4}).transpose(0, 1).contiguous(at::MemoryFormat::ChannelsLast3d);
        });
    }
    // With a kernel of 2 and stride 2 no two voxels meet: one product that makes the eight voxels of each one.
    for (const int layer : {9, 6, 3}) {
        store.rearrange(decoder(layer) + ".weight", [](const at::Tensor& w) {
            return w.permute({2, 3, 4, 1, 0}).reshape({-1, w.size(0), 1, 1, 1});
        });
        store.rearrange(decoder(layer) + ".bias", [](const at::Tensor& b) { return b.repeat({8}); });
    }
    if (store.get(decoder(1) + ".weight").size(0) != spec.classes) {
        throw std::runtime_error("the weights are for another number of classes");
    }
}

at::Tensor SlantUnet::encode(const at::Tensor& x, int layer, Precision precision) {
    const std::string name = "ec" + std::to_string(layer);
    return m_layers.normalise(m_layers.convolve(x, name + ".0", precision), name + ".1");
}

at::Tensor SlantUnet::decode(const at::Tensor& x, int layer, Precision precision, std::array<std::int64_t, 3> padding) {
    return m_layers.convolve(x, decoder(layer), precision, padding).relu_();
}

/// Transposed convolution with kernel 2 and stride 2, then ReLU: (1, C, D, H, W) -> (1, C', 2D, 2H, 2W).
at::Tensor SlantUnet::enlarge(const at::Tensor& x, int layer, Precision precision) {
    const auto [d, h, w] = sizeOf(x);
    const at::Tensor eight = m_layers.product(rowsOf(x), decoder(layer), precision).relu_();
    const at::Tensor volume = eight.view({d, h, w, 2, 2, 2, -1}).permute({0, 3, 1, 4, 2, 5, 6});
    return volumeOf(volume.reshape({d * h * w * 8, -1}), {2 * d, 2 * h, 2 * w});
}

/// One level of the decoder: [up, skip], then two convolutions.
at::Tensor SlantUnet::level(const at::Tensor& x, const at::Tensor& skip, int layer, Precision precision) {
    const at::Tensor joined = channelsLast(at::cat({enlarge(x, layer, precision), skip}, 1));
    return decode(decode(joined, layer - 1, precision, {1, 1, 1}), layer - 2, precision, {1, 1, 1});
}

void SlantUnet::lastLevel(const at::Tensor& x, const at::Tensor& skip, Precision precision, ScoreSink& sink) {
    const auto [depth, height, width] = sizeOf(skip);
    std::int64_t done = 0; // planes whose scores are out
    at::Tensor kept;       // dc2's output from plane done - 1 on, where there is one before it
    for (std::int64_t first = 0; first < depth; first += kSlabPlanes) {
        const std::int64_t end = std::min(first + kSlabPlanes, depth);
        // dc2 needs a plane more on either side; `enlarge` makes two at once.
        const std::int64_t from = std::max<std::int64_t>(first - 2, 0);
        const std::int64_t to = std::min(end + 2, depth);
        at::Tensor joined = at::cat({enlarge(channelsLast(x.narrow(2, from / 2, (to - from) / 2)), 3, precision),
                                     skip.narrow(2, from, to - from)},
                                    1);
        joined = paddedPlanes(joined, first - 1 - from, end - first + 2);
        const at::Tensor made = decode(joined, 2, precision, {0, 1, 1});
        joined.reset();
        kept = kept.defined() ? at::cat({kept, made}, 2) : paddedPlanes(made, -1, made.size(2) + 1);
        if (end == depth) {
            kept = paddedPlanes(kept, 0, kept.size(2) + 1);
        }
        const at::Tensor scores = m_layers.convolve(channelsLast(kept), decoder(1), precision, {0, 1, 1});
        sink.take(rowsOf(scores), done * height * width, /*relu=*/true);
        done += kept.size(2) - 2;
        kept = kept.narrow(2, kept.size(2) - 2, 2).clone();
    }
}

void SlantUnet::run(const at::Tensor& image, std::array<std::int64_t, 3> /*origin*/, Precision precision,
                    ScoreSink& sink, const Watch& /*watch*/) {
    for (int axis = 0; axis < 3; ++axis) {
        if (image.size(axis) % 8 != 0 || image.size(axis) == 0) {
            throw std::runtime_error("the tile's size must be a multiple of 8 voxels along each axis");
        }
    }
    at::Tensor x = m_layers.stored(image, precision).unsqueeze(0).unsqueeze(0);
    std::array<at::Tensor, 3> skips;
    for (int step = 0; step < 4; ++step) {
        x = encode(encode(x, 2 * step, precision), 2 * step + 1, precision);
        if (step < 3) {
            skips[static_cast<std::size_t>(step)] = x;
            x = at::max_pool3d(x, 2);
        }
    }
    x = level(x, skips[2], 9, precision);
    skips[2].reset();
    x = level(x, skips[1], 6, precision);
    skips[1].reset();
    lastLevel(x, skips[0], precision, sink);
}

} // namespace

std::unique_ptr<TileModel> makeSlantUnet(const NetworkSpec& spec, std::span<const TensorView> weights) {
    return std::make_unique<SlantUnet>(spec, weights);
}

} // namespace tessera::network
