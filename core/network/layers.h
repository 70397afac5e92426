#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>

#include "core/network/network.h"

namespace at {
class Tensor;
} // namespace at

/// What both networks are made of. Activations are (1, C, D, H, W) tensors whose channels lie together in memory
/// ("channels last"), the faster layout on every CPU that was tried; their rows, (D*H*W, C), are then a view.
/// Precision Bf16 rounds what every convolution reads to bfloat16 and sums in float32; normalisation is float32. Where
/// the CPU has no bfloat16 instructions the rounded values are multiplied as float32: the same result at float32's
/// speed, while LibTorch's own way there is several hundred times slower.
/// On a GPU the same layers are cuDNN's and cuBLAS's and kernels of ours.
namespace tessera::network {

/// Weights by name, in float32 and, from their first use on, as Bf16 needs them.
class WeightStore {
  public:
    WeightStore(std::span<const TensorView> weights, int device); ///< copies them there
    ~WeightStore();
    WeightStore(const WeightStore&) = delete;
    WeightStore& operator=(const WeightStore&) = delete;

    /// @throws std::runtime_error if there is no such tensor
    [[nodiscard]] const at::Tensor& get(const std::string& name, Precision precision = Precision::Fp32);
    /// Replaces a tensor by another arrangement of it, as the constructor of a network does.
    void rearrange(const std::string& name, const std::function<at::Tensor(const at::Tensor&)>& change);
    [[nodiscard]] bool contains(const std::string& name) const { return m_single.contains(name); }

    [[nodiscard]] int device() const noexcept { return m_device; }
    /// True if bfloat16 convolutions run natively there.
    [[nodiscard]] bool nativeBf16() const noexcept { return m_nativeBf16; }
    /// The tensor in the type in which activations of a precision are kept: bfloat16 if that is native, else float32.
    [[nodiscard]] at::Tensor stored(const at::Tensor& x, Precision precision) const;
    /// What a convolution reads: rounded to bfloat16 in Bf16, and in the type of `stored`.
    [[nodiscard]] at::Tensor operand(const at::Tensor& x, Precision precision) const;

  private:
    int m_device;
    bool m_nativeBf16;
    std::map<std::string, at::Tensor> m_single;
    std::map<std::string, at::Tensor> m_rounded;
};

/// One layer's weights and bias: `NAME.weight` and, if there is one, `NAME.bias`.
class Layers {
  public:
    explicit Layers(std::span<const TensorView> weights, int device = kOnCpu) : m_store(weights, device) {}
    [[nodiscard]] WeightStore& store() noexcept { return m_store; }
    [[nodiscard]] bool onGpu() const noexcept { return m_store.device() != kOnCpu; } ///< or as if it were
    [[nodiscard]] at::Tensor stored(const at::Tensor& x, Precision precision) const;

    /// 3x3x3 convolution with stride 1, the given zero padding (D, H, W) and dilation.
    [[nodiscard]] at::Tensor convolve(const at::Tensor& x, const std::string& name, Precision precision,
                                      std::array<std::int64_t, 3> padding = {1, 1, 1}, std::int64_t dilation = 1);
    /// The same and ReLU: on a GPU in one kernel.
    [[nodiscard]] at::Tensor convolveRelu(const at::Tensor& x, const std::string& name, Precision precision,
                                          std::array<std::int64_t, 3> padding);
    /// A convolution with a kernel of one voxel, on rows (n, in); the weight is (out, in, 1, 1, 1).
    [[nodiscard]] at::Tensor product(const at::Tensor& rows, const std::string& name, Precision precision);
    /// ReLU of each channel with the mean and the (biased) variance of this very tile, times weight, plus bias:
    /// GroupNorm with one channel a group, which is also BatchNorm in training mode on one image. Statistics in
    /// float32.
    [[nodiscard]] at::Tensor normalise(const at::Tensor& x, const std::string& name);

  private:
    WeightStore m_store;
};

/// The rows (D*H*W, C) of an activation, without a copy.
[[nodiscard]] at::Tensor rowsOf(const at::Tensor& x);
/// The activation (1, C, D, H, W) that rows in the order of D, H, W make, without a copy.
[[nodiscard]] at::Tensor volumeOf(const at::Tensor& rows, std::array<std::int64_t, 3> size);
/// D, H and W.
[[nodiscard]] std::array<std::int64_t, 3> sizeOf(const at::Tensor& x);
/// The same values with channels last.
[[nodiscard]] at::Tensor channelsLast(const at::Tensor& x);

} // namespace tessera::network
