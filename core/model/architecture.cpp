#include "core/model/architecture.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <random>

namespace tessera::model {
namespace {

using Shapes = std::vector<TensorShape>;

void addConvolution(Shapes& shapes, const std::string& name, std::int64_t out, std::int64_t in, std::int64_t kernel,
                    bool bias = true) {
    shapes.push_back({name + ".weight", {out, in, kernel, kernel, kernel}});
    if (bias) {
        shapes.push_back({name + ".bias", {out}});
    }
}

void addNorm(Shapes& shapes, const std::string& name, std::int64_t channels) {
    shapes.push_back({name + ".weight", {channels}});
    shapes.push_back({name + ".bias", {channels}});
}

Shapes slantTensors(const Architecture& architecture) {
    const auto scaled = [&architecture](int channels) {
        return std::max<std::int64_t>(1, std::llround(channels * architecture.width));
    };
    const std::int64_t classes = architecture.classes;
    Shapes shapes;
    std::int64_t in = 1;
    int layer = 0;
    for (const int channels : {32, 64, 64, 128, 128, 256, 256, 512}) {
        const std::string name = "ec" + std::to_string(layer++);
        addConvolution(shapes, name + ".0", scaled(channels), in, 3);
        addNorm(shapes, name + ".1", scaled(channels));
        in = scaled(channels);
    }
    layer = 9;
    const std::array skips{scaled(256), scaled(128), scaled(64)};
    const std::array outs{scaled(256), classes, classes};
    for (std::size_t level = 0; level < skips.size(); ++level) {
        // Transposed convolutions: (in, out, kernel), enlarging first, then [enlarged, skip].
        const std::int64_t joined = in + skips[level];
        const std::int64_t out = outs[level];
        for (const auto& [from, to, kernel] : {std::array{in, in, std::int64_t{2}}, {joined, out, 3}, {out, out, 3}}) {
            const std::string name = "dc" + std::to_string(layer--) + ".0";
            shapes.push_back({name + ".weight", {from, to, kernel, kernel, kernel}});
            shapes.push_back({name + ".bias", {to}});
        }
        in = out;
    }
    return shapes;
}

Shapes tilenetTensors(const Architecture& architecture) {
    constexpr std::int64_t kBase = 24;
    constexpr std::int64_t kAtlas = 32;
    constexpr std::int64_t kPlace = kAtlas + 3;
    constexpr std::int64_t kSpread = 16;
    const std::array levels{kBase, 2 * kBase, 4 * kBase, 6 * kBase};
    const auto& grid = architecture.grid;
    Shapes shapes{{"atlas", {kAtlas, grid[0] / 4, grid[1] / 4, grid[2] / 4}}};
    const auto addBlock = [&shapes](const std::string& name, std::int64_t out, std::int64_t in) {
        addConvolution(shapes, name + ".0", out, in, 3, false);
        addNorm(shapes, name + ".1", out);
        addConvolution(shapes, name + ".3", out, out, 3, false);
        addNorm(shapes, name + ".4", out);
    };
    for (std::size_t level = 0; level < 4; ++level) {
        addBlock("down." + std::to_string(level), levels[level], level == 0 ? 8 + kPlace : levels[level - 1]);
    }
    for (std::size_t step = 0; step < 3; ++step) {
        addConvolution(shapes, "lift." + std::to_string(step), levels[2 - step], levels[3 - step], 1);
    }
    for (std::size_t step = 0; step < 3; ++step) {
        addBlock("up." + std::to_string(step), levels[2 - step], 2 * levels[2 - step]);
    }
    addConvolution(shapes, "score", architecture.classes, kBase + kPlace, 1);
    addConvolution(shapes, "spread", 8 * kSpread, kBase + kPlace, 1);
    addConvolution(shapes, "fine.0", kBase, kSpread + 1, 3);
    addConvolution(shapes, "head", architecture.classes, kBase, 1);
    return shapes;
}

Shapes meshnetTensors(const Architecture& architecture) {
    using Type = network::MeshnetStep::Type;
    Shapes shapes;
    std::int64_t channels = 1;
    for (std::size_t step = 0; step < architecture.steps.size(); ++step) {
        const network::MeshnetStep& at = architecture.steps[step];
        const std::string name = "steps." + std::to_string(step);
        if (at.type == Type::Convolution) {
            addConvolution(shapes, name, at.channels, channels, at.kernel);
            channels = at.channels;
        } else if (at.type == Type::Affine) {
            addNorm(shapes, name, channels);
        }
    }
    return shapes;
}

std::int64_t sizeOf(const std::vector<std::int64_t>& shape) {
    return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
}

/// Number of products in one output value of a layer.
std::int64_t fanIn(const TensorShape& tensor) {
    if (tensor.name.starts_with("dc")) {
        // Of a transposed convolution with kernel 2 and stride 2 each output voxel sees one input voxel.
        return tensor.shape[0] * (tensor.shape[2] == 2 ? 1 : tensor.shape[2] * tensor.shape[3] * tensor.shape[4]);
    }
    return sizeOf(tensor.shape) / tensor.shape[0];
}

} // namespace

const char* kindName(network::Kind kind) noexcept {
    switch (kind) {
    case network::Kind::SlantUnet3d:
        return "slant-unet3d";
    case network::Kind::Meshnet:
        return "meshnet";
    default:
        return "tessera-tilenet";
    }
}

std::optional<network::Kind> kindFromName(std::string_view name) noexcept {
    for (const network::Kind kind :
         {network::Kind::SlantUnet3d, network::Kind::TesseraTilenet, network::Kind::Meshnet}) {
        if (name == kindName(kind)) {
            return kind;
        }
    }
    return std::nullopt;
}

std::vector<TensorShape> expectedTensors(const Architecture& architecture) {
    switch (architecture.kind) {
    case network::Kind::SlantUnet3d:
        return slantTensors(architecture);
    case network::Kind::Meshnet:
        return meshnetTensors(architecture);
    default:
        return tilenetTensors(architecture);
    }
}

std::vector<FloatTensor> randomTensors(const Architecture& architecture, std::uint64_t seed) {
    std::mt19937_64 bits(seed); // its numbers are standardised, those of std::*_distribution are not
    const auto uniform = [&bits] { return static_cast<double>(bits() >> 11) * 0x1p-52 - 1.0; }; // [-1, 1)
    std::vector<FloatTensor> tensors;
    for (const TensorShape& shape : expectedTensors(architecture)) {
        FloatTensor tensor{shape, std::vector<float>(static_cast<std::size_t>(sizeOf(shape.shape)))};
        const bool vector = shape.shape.size() == 1;
        const bool normWeight = vector && shape.name.ends_with(".weight");
        const double spread = shape.name == "atlas" ? 1.0
                              : vector              ? 0.1
                                                    : std::sqrt(6.0 / static_cast<double>(fanIn(shape)));
        for (float& value : tensor.values) {
            value = static_cast<float>(uniform() * spread + (normWeight ? 1.0 : 0.0));
        }
        tensors.push_back(std::move(tensor));
    }
    return tensors;
}

TensorMap tensorMap(const std::vector<FloatTensor>& tensors) {
    TensorMap map;
    for (const FloatTensor& tensor : tensors) {
        map[tensor.shape.name] = {TensorType::F32, tensor.shape.shape, std::as_bytes(std::span(tensor.values))};
    }
    return map;
}

std::vector<network::TensorView> tensorViews(const std::vector<FloatTensor>& tensors) {
    std::vector<network::TensorView> views;
    views.reserve(tensors.size());
    for (const FloatTensor& tensor : tensors) {
        views.push_back({tensor.shape.name, tensor.shape.shape, tensor.values});
    }
    return views;
}

} // namespace tessera::model
