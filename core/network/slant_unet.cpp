#include <algorithm>
#include <stdexcept>
#include <vector>

#include <ATen/ATen.h>

#include "core/network/layers.h"
#include "core/network/tile_model.h"

namespace tessera::network {
namespace {

constexpr std::int64_t kSlabPlanes = 8;     ///< planes of the last level that are in memory at once; even
constexpr std::int64_t kGpuSlabPlanes = 24; ///< the same on a GPU, which fewer planes don't fill
/// On a GPU the last level's channels are filled up to a multiple of this with channels of zeros: cuDNN's convolutions
/// of 224 to 160 channels take half the time of those of 197 to 133 (H100, bfloat16).
constexpr std::int64_t kGpuChannels = 32;

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
    at::Tensor join(const at::Tensor& x, const at::Tensor& skip, int layer, Precision precision,
                    std::int64_t planesBefore = 0, std::int64_t planesAfter = 0);
    void padLastLevel();
    at::Tensor level(const at::Tensor& x, const at::Tensor& skip, int layer, Precision precision);
    void lastLevel(const at::Tensor& x, const at::Tensor& skip, Precision precision, ScoreSink& sink);

    Layers m_layers;
    std::int64_t m_classes;
};

std::string decoder(int layer) {
    return "dc" + std::to_string(layer) + ".0";
}

/// Planes of zeros around D, as a convolution's padding is.
at::Tensor paddedPlanes(const at::Tensor& x, std::int64_t before, std::int64_t after) {
    return channelsLast(at::constant_pad_nd(x, {0, 0, 0, 0, before, after}));
}

/// `count` zeros after the values of a dimension.
at::Tensor filled(const at::Tensor& x, std::int64_t dimension, std::int64_t count) {
    std::vector<std::int64_t> shape = x.sizes().vec();
    shape[static_cast<std::size_t>(dimension)] = count;
    return at::cat({x, at::zeros(shape, x.options())}, dimension);
}

/// Gives the last level's tensors, whose channels are as many as classes, more channels: of zeros, which change no
/// other channel, and which win no tie against a class of a lower index.
void SlantUnet::padLastLevel() {
    WeightStore& store = m_layers.store();
    const std::int64_t more = (kGpuChannels - m_classes % kGpuChannels) % kGpuChannels;
    const auto fillOut = [more](const at::Tensor& x) { return filled(x, 0, more); };
    for (const int layer : {1, 2, 3}) {
        store.rearrange(decoder(layer) + ".bias", fillOut);
    }
    store.rearrange(decoder(3) + ".weight", [more](const at::Tensor& w) { return filled(w, 1, more); });
    store.rearrange(decoder(2) + ".weight", [&](const at::Tensor& w) { // its input: what dc3 made, then the skip
        const at::Tensor made = filled(w.narrow(1, 0, m_classes), 1, more);
        return fillOut(at::cat({made, w.narrow(1, m_classes, w.size(1) - m_classes)}, 1));
    });
    store.rearrange(decoder(1) + ".weight", [&](const at::Tensor& w) { return fillOut(filled(w, 1, more)); });
}

SlantUnet::SlantUnet(const NetworkSpec& spec, std::span<const TensorView> weights)
    : m_layers(weights, spec.device), m_classes(spec.classes) {
    WeightStore& store = m_layers.store();
    // A transposed convolution with stride 1 is a convolution with its kernel flipped and its channels swapped, and
    // LibTorch's convolutions are the faster ones.
    for (const int layer : {8, 7, 5, 4, 2, 1}) {
        store.rearrange(decoder(layer) + ".weight", [](const at::Tensor& w) {
            return w.flip({2, 3, 4}).transpose(0, 1).contiguous(at::MemoryFormat::ChannelsLast3d);
        });
    }
    if (store.get(decoder(1) + ".weight").size(0) != m_classes) {
        throw std::runtime_error("the weights are for another number of classes");
    }
    if (m_layers.onGpu()) {
        padLastLevel();
    }
    // With a kernel of 2 and stride 2 no two voxels meet: one product that makes the eight voxels of each one.
    for (const int layer : {9, 6, 3}) {
        store.rearrange(decoder(layer) + ".weight", [](const at::Tensor& w) {
            return w.permute({2, 3, 4, 1, 0}).reshape({-1, w.size(0), 1, 1, 1});
        });
        store.rearrange(decoder(layer) + ".bias", [](const at::Tensor& b) { return b.repeat({8}); });
    }
}

at::Tensor SlantUnet::encode(const at::Tensor& x, int layer, Precision precision) {
    const std::string name = "ec" + std::to_string(layer);
    return m_layers.normalise(m_layers.convolve(x, name + ".0", precision), name + ".1");
}

at::Tensor SlantUnet::decode(const at::Tensor& x, int layer, Precision precision, std::array<std::int64_t, 3> padding) {
    return m_layers.convolveRelu(x, decoder(layer), precision, padding);
}

/// [up, skip] with planes of zeros around D; up is a transposed convolution with kernel 2 and stride 2, then ReLU:
/// (1, C, D, H, W) and (1, S, 2D, 2H, 2W) -> (1, C' + S, before + 2D + after, 2H, 2W).
at::Tensor SlantUnet::join(const at::Tensor& x, const at::Tensor& skip, int layer, Precision precision,
                           std::int64_t planesBefore, std::int64_t planesAfter) {
    const auto [d, h, w] = sizeOf(x);
    const at::Tensor eight = m_layers.product(rowsOf(x), decoder(layer), precision).relu_();
    const std::int64_t channels = eight.size(1) / 8;
    at::Tensor out =
        at::empty({planesBefore + 2 * d + planesAfter, 2 * h, 2 * w, channels + skip.size(1)}, x.options());
    out.narrow(0, 0, planesBefore).zero_();
    out.narrow(0, planesBefore + 2 * d, planesAfter).zero_();
    const at::Tensor inside = out.narrow(0, planesBefore, 2 * d);
    inside.narrow(3, 0, channels)
        .view({d, 2, h, 2, w, 2, channels})
        .copy_(eight.view({d, h, w, 2, 2, 2, channels}).permute({0, 3, 1, 4, 2, 5, 6}));
    inside.narrow(3, channels, skip.size(1)).copy_(skip.squeeze(0).permute({1, 2, 3, 0}));
    return out.permute({3, 0, 1, 2}).unsqueeze(0);
}

/// One level of the decoder: [up, skip], then two convolutions.
at::Tensor SlantUnet::level(const at::Tensor& x, const at::Tensor& skip, int layer, Precision precision) {
    const at::Tensor joined = join(x, skip, layer, precision);
    return decode(decode(joined, layer - 1, precision, {1, 1, 1}), layer - 2, precision, {1, 1, 1});
}

void SlantUnet::lastLevel(const at::Tensor& x, const at::Tensor& skip, Precision precision, ScoreSink& sink) {
    const auto [depth, height, width] = sizeOf(skip);
    std::int64_t done = 0; // planes whose scores are out
    at::Tensor kept;       // dc2's output from plane done - 1 on
    const std::int64_t slab = m_layers.onGpu() ? kGpuSlabPlanes : kSlabPlanes;
    for (std::int64_t first = 0; first < depth; first += slab) {
        const std::int64_t end = std::min(first + slab, depth);
        // dc2 needs a plane more on either side; dc3 makes two at once.
        const std::int64_t from = std::max<std::int64_t>(first - 2, 0);
        const std::int64_t to = std::min(end + 2, depth);
        const bool isFirst = first == 0, isLast = end == depth;
        at::Tensor joined = join(channelsLast(x.narrow(2, from / 2, (to - from) / 2)), skip.narrow(2, from, to - from),
                                 3, precision, isFirst ? 1 : 0, isLast ? 1 : 0);
        joined = joined.narrow(2, isFirst ? 0 : 1, end - first + 2);
        const at::Tensor made = decode(joined, 2, precision, {0, 1, 1});
        joined.reset();
        kept = isFirst ? made : at::cat({kept, made}, 2);
        if (isFirst || isLast) {
            kept = paddedPlanes(kept, isFirst ? 1 : 0, isLast ? 1 : 0);
        }
        const at::Tensor scores = m_layers.convolve(channelsLast(kept), decoder(1), precision, {0, 1, 1});
        sink.take(rowsOf(scores).narrow(1, 0, m_classes), done * height * width, /*relu=*/true);
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
