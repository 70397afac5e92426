#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>

#include "core/network/network.h"
#include "core/network/score_sink.h"

namespace at {
class Tensor;
} // namespace at

namespace tessera::network {

/// One kind of network. One thread at a time.
class TileModel {
  public:
    TileModel() = default;
    TileModel(const TileModel&) = delete;
    TileModel& operator=(const TileModel&) = delete;
    virtual ~TileModel() = default;

    /// The tile's axes (0 = x, 1 = y, 2 = z) in the network's voxel order, slowest first.
    [[nodiscard]] virtual std::array<int, 3> axes() const = 0;
    /// Class scores of a tile into `sink`. `image`: float32 in the order of `axes`; `origin` is (x, y, z) in the grid.
    /// @throws std::runtime_error if the tile doesn't suit the network, and what `watch` throws
    virtual void run(const at::Tensor& image, std::array<std::int64_t, 3> origin, Precision precision, ScoreSink& sink,
                     const Watch& watch) = 0;
};

/// tessera-tilenet. @throws std::runtime_error if weights are missing or don't suit the grid
[[nodiscard]] std::unique_ptr<TileModel> makeTilenet(const NetworkSpec& spec, std::span<const TensorView> weights);
/// slant-unet3d. @throws std::runtime_error if weights are missing
[[nodiscard]] std::unique_ptr<TileModel> makeSlantUnet(const NetworkSpec& spec, std::span<const TensorView> weights);
/// meshnet. @throws std::runtime_error if weights are missing or don't suit the steps
[[nodiscard]] std::unique_ptr<TileModel> makeMeshnet(const NetworkSpec& spec, std::span<const TensorView> weights);

} // namespace tessera::network
