#include <algorithm>
#include <atomic>
#include <chrono>
#include <limits>
#include <new>
#include <stdexcept>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>
#include <torch/headeronly/version.h>

#include "core/network/layers.h"
#include "core/network/tile_model.h"

namespace tessera::network {
namespace {

std::atomic<int> threadsWanted{0}; // 0: LibTorch's own choice

/// Runs `work` as everything here must run: without gradients, with the threads that were asked for (OpenMP keeps that
/// number per calling thread), and with LibTorch's exceptions turned into plain sentences.
template <typename Work>
auto guarded(Work&& work) {
    try {
        const c10::InferenceMode inference;
        const int threads = threadsWanted.load();
        if (threads > 0 && threads != at::get_num_threads()) {
            at::set_num_threads(threads);
        }
        return work();
    } catch (const c10::Error& error) {
        const std::string text = error.what_without_backtrace();
        const bool memory = text.find("can't allocate memory") != std::string::npos;
        throw std::runtime_error(memory ? "not enough memory" : text.substr(0, text.find('\n')));
    } catch (const std::bad_alloc&) {
        throw std::runtime_error("not enough memory");
    }
}

class ModuleNetwork : public Network {
  public:
    ModuleNetwork(const NetworkSpec& spec, std::unique_ptr<TileModel> model)
        : m_classes(spec.classes), m_model(std::move(model)) {}
    ~ModuleNetwork() override = default;
    ModuleNetwork(const ModuleNetwork&) = delete;
    ModuleNetwork& operator=(const ModuleNetwork&) = delete;

    [[nodiscard]] std::vector<std::uint8_t> label(const TileInput& tile, Precision precision) override;
    [[nodiscard]] std::vector<float> scores(const TileInput& tile, std::span<const std::int64_t> voxels,
                                            Precision precision) override;

  private:
    [[nodiscard]] at::Tensor imageOf(const TileInput& tile) const;

    int m_classes;
    std::unique_ptr<TileModel> m_model;
};

/// The tile's voxels in the order of the model's axes.
at::Tensor ModuleNetwork::imageOf(const TileInput& tile) const {
    const auto [x, y, z] = tile.size;
    if (x <= 0 || y <= 0 || z <= 0 || x * y * z != static_cast<std::int64_t>(tile.voxels.size())) {
        throw std::runtime_error("the tile doesn't hold as many voxels as its size says");
    }
    // from_blob takes no const pointer; the tensor that refers to the caller's memory is only copied from.
    const at::Tensor given = at::from_blob(const_cast<float*>(tile.voxels.data()), {z, y, x}, at::kFloat);
    const std::array<int, 3> axes = m_model->axes();
    return given.permute({2 - axes[0], 2 - axes[1], 2 - axes[2]}).clone(at::MemoryFormat::Contiguous);
}

std::vector<std::uint8_t> ModuleNetwork::label(const TileInput& tile, Precision precision) {
    return guarded([&] {
        LabelSink sink(static_cast<std::int64_t>(tile.voxels.size()), m_classes);
        m_model->run(imageOf(tile), tile.origin, precision, sink, tile.watch);
        const std::array<int, 3> axes = m_model->axes();
        std::array<std::int64_t, 3> shape{};
        std::array<std::int64_t, 3> back{}; // where z, y and x are among the model's axes
        for (std::size_t i = 0; i < 3; ++i) {
            shape[i] = tile.size[static_cast<std::size_t>(axes[i])];
            back[static_cast<std::size_t>(2 - axes[i])] = static_cast<std::int64_t>(i);
        }
        std::vector<std::uint8_t> labels(tile.voxels.size());
        at::from_blob(labels.data(), {tile.size[2], tile.size[1], tile.size[0]}, at::kByte)
            .copy_(at::from_blob(sink.labels().data(), shape, at::kByte).permute(back));
        return labels;
    });
}

std::vector<float> ModuleNetwork::scores(const TileInput& tile, std::span<const std::int64_t> voxels,
                                         Precision precision) {
    return guarded([&] {
        const std::array<int, 3> axes = m_model->axes();
        std::vector<std::int64_t> own; // the same voxels in the model's order
        for (const std::int64_t voxel : voxels) {
            if (voxel < 0 || voxel >= static_cast<std::int64_t>(tile.voxels.size())) {
                throw std::runtime_error("a voxel to score lies outside the tile");
            }
            const std::array<std::int64_t, 3> at{voxel % tile.size[0], voxel / tile.size[0] % tile.size[1],
                                                 voxel / tile.size[0] / tile.size[1]};
            std::int64_t index = 0;
            for (const int axis : axes) {
                index = index * tile.size[static_cast<std::size_t>(axis)] + at[static_cast<std::size_t>(axis)];
            }
            own.push_back(index);
        }
        PickSink sink(std::move(own), m_classes);
        m_model->run(imageOf(tile), tile.origin, precision, sink, tile.watch);
        return std::move(sink.scores());
    });
}

std::unique_ptr<Network> createNetwork(const NetworkSpec& spec, std::span<const TensorView> weights) {
    return guarded([&]() -> std::unique_ptr<Network> {
        if (spec.classes < 1 || spec.classes > 256) {
            throw std::runtime_error("a network has 1 to 256 classes");
        }
        return std::make_unique<ModuleNetwork>(spec, spec.kind == Kind::SlantUnet3d ? makeSlantUnet(spec, weights)
                                                     : spec.kind == Kind::Meshnet   ? makeMeshnet(spec, weights)
                                                                                    : makeTilenet(spec, weights));
    });
}

void setThreads(int threads) {
    threadsWanted = threads;
}

/// 4 GFLOP, 64 to 64 channels: small enough for a slow machine, large enough to keep every core busy.
double measureConvolution(Precision precision) {
    return guarded([&] {
        const std::vector<float> kernel(std::size_t{64} * 64 * 27, 0.01F);
        const std::array views{TensorView{"layer.weight", {64, 64, 3, 3, 3}, kernel}};
        Layers layers(views);
        const at::Tensor x = stored(channelsLast(at::ones({1, 64, 24, 32, 24}, at::kFloat)), precision);
        double best = std::numeric_limits<double>::infinity();
        for (int round = 0; round < 5; ++round) { // the first one warms up and is never the best
            const auto start = std::chrono::steady_clock::now();
            static_cast<void>(layers.convolve(x, "layer", precision));
            best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
        }
        return best;
    });
}

std::string libraryVersion() {
    return "LibTorch " TORCH_VERSION;
}

} // namespace
} // namespace tessera::network

extern "C" __attribute__((visibility("default"))) const tessera::network::ModuleInterface* tesseraNetworkModule() {
    using namespace tessera::network;
    static constexpr ModuleInterface kInterface{kModuleVersion, createNetwork, setThreads, measureConvolution,
                                                libraryVersion};
    return &kInterface;
}
