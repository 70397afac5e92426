#include "core/network/layers.h"

#include <algorithm>
#include <stdexcept>

#include <ATen/ATen.h>

#include "core/cuda/channel_norm.h"
#include "core/network/gpu.h"

namespace tessera::network {
namespace {

constexpr double kEpsilon = 1e-5;

bool hasNativeBf16(int device) {
    if (device >= 0) {
        return gpu::hasBf16(device);
    }
    return device == kOnCpu && __builtin_cpu_supports("avx512bf16") != 0 && at::get_cpu_capability() == "AVX512";
}

} // namespace

at::Tensor WeightStore::stored(const at::Tensor& x, Precision precision) const {
    return x.to(precision == Precision::Bf16 && m_nativeBf16 ? at::kBFloat16 : at::kFloat);
}

at::Tensor WeightStore::operand(const at::Tensor& x, Precision precision) const {
    return precision == Precision::Bf16 && !m_nativeBf16 ? x.to(at::kBFloat16).to(at::kFloat) : stored(x, precision);
}

WeightStore::WeightStore(std::span<const TensorView> weights, int device)
    : m_device(device), m_nativeBf16(hasNativeBf16(device)) {
    for (const TensorView& view : weights) {
        // from_blob takes no const pointer; the tensor that refers to the caller's memory is only copied from.
        const at::Tensor source = at::from_blob(const_cast<float*>(view.data.data()), view.shape, at::kFloat);
        if (source.numel() != static_cast<std::int64_t>(view.data.size())) {
            throw std::runtime_error("the tensor " + view.name + " doesn't hold as many values as its shape says");
        }
        m_single[view.name] =
            device >= 0 ? source.to(c10::Device(at::kCUDA, static_cast<c10::DeviceIndex>(device))) : source.clone();
    }
}

WeightStore::~WeightStore() = default;

const at::Tensor& WeightStore::get(const std::string& name, Precision precision) {
    const auto found = m_single.find(name);
    if (found == m_single.end()) {
        throw std::runtime_error("the weights lack the tensor " + name);
    }
    if (m_device != kOnCpu && found->second.dim() == 5) { // cuDNN would rearrange them in every call
        found->second = found->second.contiguous(at::MemoryFormat::ChannelsLast3d);
    }
    if (precision == Precision::Fp32) {
        return found->second;
    }
    at::Tensor& kept = m_rounded[name];
    if (!kept.defined()) {
        kept = operand(found->second, precision);
    }
    return kept;
}

void WeightStore::rearrange(const std::string& name, const std::function<at::Tensor(const at::Tensor&)>& change) {
    m_single[name] = change(get(name));
}

at::Tensor Layers::stored(const at::Tensor& x, Precision precision) const {
    return m_store.stored(x, precision);
}

at::Tensor Layers::convolve(const at::Tensor& x, const std::string& name, Precision precision,
                            std::array<std::int64_t, 3> padding, std::int64_t dilation) {
    const std::array<std::int64_t, 3> ones{1, 1, 1};
    const std::array<std::int64_t, 3> dilations{dilation, dilation, dilation};
    const at::Tensor bias = m_store.contains(name + ".bias") ? m_store.get(name + ".bias", precision) : at::Tensor();
    if (onGpu()) {
        const std::array<std::int64_t, 3> zeros{0, 0, 0};
        return channelsLast(at::convolution(m_store.operand(x, precision), m_store.get(name + ".weight", precision),
                                            bias, ones, padding, dilations, false, zeros, 1));
    }
    // oneDNN by name: at::conv3d takes a far slower way for volumes that it holds to be small.
    return channelsLast(at::mkldnn_convolution(m_store.operand(x, precision), m_store.get(name + ".weight", precision),
                                               bias, padding, ones, dilations, 1));
}

at::Tensor Layers::convolveRelu(const at::Tensor& x, const std::string& name, Precision precision,
                                std::array<std::int64_t, 3> padding) {
    if (!x.is_cuda()) {
        return convolve(x, name, precision, padding).relu_();
    }
    const std::array<std::int64_t, 3> ones{1, 1, 1};
    return channelsLast(at::cudnn_convolution_relu(m_store.operand(x, precision),
                                                   m_store.get(name + ".weight", precision),
                                                   m_store.get(name + ".bias", precision), ones, padding, ones, 1));
}

at::Tensor Layers::product(const at::Tensor& rows, const std::string& name, Precision precision) {
    if (onGpu()) {
        const at::Tensor& weight = m_store.get(name + ".weight", precision);
        const at::Tensor bias =
            m_store.contains(name + ".bias") ? m_store.get(name + ".bias", precision) : at::Tensor();
        return at::linear(m_store.operand(rows, precision), weight.reshape({weight.size(0), -1}), bias);
    }
    // As a convolution, too: the matrix product of LibTorch is MKL's, which is slow on AMD.
    return rowsOf(convolve(volumeOf(rows, {1, 1, rows.size(0)}), name, precision, {0, 0, 0}));
}

at::Tensor Layers::normalise(const at::Tensor& x, const std::string& name) {
    if (onGpu()) {
        return gpu::normalise(x, m_store.get(name + ".weight"), m_store.get(name + ".bias"), kEpsilon);
    }
    // The statistics by hand: for this memory layout LibTorch adds up a whole channel of a tile, a million values, in
    // single floats, which costs four digits; PyTorch's scripts, whose layout is the other one, get doubles.
    constexpr std::int64_t kRows = 8192; // at once: stays in the cache
    const at::Tensor rows = rowsOf(x);
    const auto count = static_cast<double>(rows.size(0));
    at::Tensor sum = at::zeros({x.size(1)}, at::kDouble);
    at::Tensor squares = at::zeros({x.size(1)}, at::kDouble);
    for (std::int64_t first = 0; first < rows.size(0); first += kRows) {
        const at::Tensor part = rows.narrow(0, first, std::min(kRows, rows.size(0) - first)).to(at::kDouble);
        sum += part.sum(0);
        squares += part.square().sum(0);
    }
    at::Tensor mean = at::empty({x.size(1)}, at::kFloat);
    at::Tensor variance = at::empty({x.size(1)}, at::kFloat);
    for (std::int64_t i = 0; i < x.size(1); ++i) {
        const cuda::ChannelSums sums{sum.const_data_ptr<double>()[i], squares.const_data_ptr<double>()[i]};
        const cuda::ChannelMoments moments(sums, count);
        mean.data_ptr<float>()[i] = moments.mean;
        variance.data_ptr<float>()[i] = moments.variance;
    }
    at::Tensor out = std::get<0>(at::native_batch_norm(x, m_store.get(name + ".weight"), m_store.get(name + ".bias"),
                                                       mean, variance, false, 0.0, kEpsilon));
    return out.relu_();
}

at::Tensor rowsOf(const at::Tensor& x) {
    return x.permute({0, 2, 3, 4, 1}).view({-1, x.size(1)});
}

at::Tensor volumeOf(const at::Tensor& rows, std::array<std::int64_t, 3> size) {
    return rows.view({1, size[0], size[1], size[2], rows.size(1)}).permute({0, 4, 1, 2, 3});
}

std::array<std::int64_t, 3> sizeOf(const at::Tensor& x) {
    return {x.size(2), x.size(3), x.size(4)};
}

at::Tensor channelsLast(const at::Tensor& x) {
    // By hand: with one channel both layouts are the same memory, and contiguous(ChannelsLast3d) may keep the strides
    // of the other one, which the next layer then would carry on.
    return x.permute({0, 2, 3, 4, 1}).contiguous().permute({0, 4, 1, 2, 3});
}

} // namespace tessera::network
