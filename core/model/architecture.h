#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/safetensors.h"
#include "core/network/network.h"

namespace tessera::model {

constexpr std::size_t kMostSteps = 256; ///< of a meshnet

/// Which tensors a network has: a kind and its few free sizes.
struct Architecture {
    network::Kind kind = network::Kind::TesseraTilenet;
    int classes = 133;
    /// Working grid (x, y, z); tessera-tilenet's atlas has a quarter of it along each axis.
    std::array<std::int64_t, 3> grid{172, 220, 156};
    /// slant-unet3d only: every channel count of the published network but 1 and the classes becomes
    /// max(1, round(count * width)).
    double width = 1.0;
    std::vector<network::MeshnetStep> steps{}; ///< of a meshnet; the last convolution makes the classes
};

struct TensorShape {
    std::string name;
    std::vector<std::int64_t> shape;
};

/// One tensor with its own memory.
struct FloatTensor {
    TensorShape shape;
    std::vector<float> values;
};

/// "slant-unet3d", "tessera-tilenet" or "meshnet", as in a bundle's manifest.
[[nodiscard]] const char* kindName(network::Kind kind) noexcept;
[[nodiscard]] std::optional<network::Kind> kindFromName(std::string_view name) noexcept;

/// Every tensor that the network needs. SLANT's unused layer dc0 and BatchNorm's running statistics aren't among them;
/// a file may have them.
[[nodiscard]] std::vector<TensorShape> expectedTensors(const Architecture& architecture);

/// The tensors of `file` that the network needs, as views into it, for `createNetwork`; others are ignored.
/// @throws Error{TensorMissing, TensorShapeDiffers}, Error{TensorFileInvalid} if one isn't F32
std::vector<network::TensorView> checkTensors(const TensorFile& file, const Architecture& architecture);

/// Random weights, the same on every machine for the same seed: uniform with the variance of He et al. (ICCV 2015) so
/// that activations neither fade nor explode, small biases. The label map of such a network means nothing but isn't
/// constant.
[[nodiscard]] std::vector<FloatTensor> randomTensors(const Architecture& architecture, std::uint64_t seed);

/// Views of tensors, to write or to run them.
[[nodiscard]] TensorMap tensorMap(const std::vector<FloatTensor>& tensors);
[[nodiscard]] std::vector<network::TensorView> tensorViews(const std::vector<FloatTensor>& tensors);

} // namespace tessera::model
