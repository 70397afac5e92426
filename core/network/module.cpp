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

#include "core/cuda/byte_range.h"
#include "core/network/gpu.h"
#include "core/network/layers.h"
#include "core/network/tile_model.h"

namespace tessera::network {
namespace {

std::atomic<int> threadsWanted{0}; // 0: LibTorch's own choice

/// Whether LibTorch's sentence says that a GPU's memory ran out: its allocator has a type of its own for that, cuDNN
/// and cuBLAS haven't.
bool isOutOfGpuMemory(const std::string& text) {
    for (const char* said : {"out of memory", "ALLOC_FAILED", "ALLOCATION_FAILED"}) {
        if (text.find(said) != std::string::npos) {
            return true;
        }
    }
    return false;
}

/// Runs `work` as everything here must run: without gradients, with the threads that were asked for (OpenMP keeps that
/// number per calling thread), and with LibTorch's exceptions turned into plain sentences. On a GPU a lack of memory is
/// std::bad_alloc, and what `work` held and nothing else uses has gone back to the GPU by then.
template <typename Work>
auto guarded(int device, Work&& work) {
    try {
        const c10::InferenceMode inference;
        const int threads = threadsWanted.load();
        if (threads > 0 && threads != at::get_num_threads()) {
            at::set_num_threads(threads);
        }
        return work();
    } catch (const c10::Error& error) {
        const std::string text = error.what_without_backtrace();
        if (device >= 0 && (dynamic_cast<const c10::OutOfMemoryError*>(&error) != nullptr || isOutOfGpuMemory(text))) {
            gpu::releaseMemory();
            throw std::bad_alloc();
        }
        const bool memory = text.find("can't allocate memory") != std::string::npos;
        throw std::runtime_error(memory ? "not enough memory" : text.substr(0, text.find('\n')));
    } catch (const std::bad_alloc&) {
        if (device >= 0) {
            gpu::releaseMemory();
            throw;
        }
        throw std::runtime_error("not enough memory");
    }
}

class ModuleNetwork : public Network {
  public:
    ModuleNetwork(const NetworkSpec& spec, std::unique_ptr<TileModel> model)
        : m_classes(spec.classes), m_device(spec.device), m_model(std::move(model)) {}
    ~ModuleNetwork() override = default;
    ModuleNetwork(const ModuleNetwork&) = delete;
    ModuleNetwork& operator=(const ModuleNetwork&) = delete;

    [[nodiscard]] std::vector<std::uint8_t> label(const TileInput& tile, Precision precision) override;
    [[nodiscard]] std::vector<float> scores(const TileInput& tile, std::span<const std::int64_t> voxels,
                                            Precision precision) override;

  private:
    [[nodiscard]] at::Tensor imageOf(const TileInput& tile, gpu::Lane* lane) const;
    void run(const TileInput& tile, Precision precision, ScoreSink& sink, gpu::Lane* lane);
    [[nodiscard]] std::vector<std::uint8_t> inTileOrder(const TileInput& tile, std::span<std::uint8_t> labels) const;

    int m_classes;
    int m_device;
    std::unique_ptr<TileModel> m_model;
};

/// The lane of the calling thread on a GPU; null on the CPU.
std::unique_ptr<gpu::Lane> laneOn(int device, std::vector<CopyTime>* copies = nullptr) {
    return device >= 0 ? std::make_unique<gpu::Lane>(device, copies) : nullptr;
}

/// The tile's voxels, scaled, where the network is and in the order of the model's axes.
at::Tensor ModuleNetwork::imageOf(const TileInput& tile, gpu::Lane* lane) const {
    const auto [x, y, z] = tile.size;
    if (x <= 0 || y <= 0 || z <= 0 || x * y * z != static_cast<std::int64_t>(tile.voxels.size())) {
        throw std::runtime_error("the tile doesn't hold as many voxels as its size says");
    }
    const std::array<int, 3> axes = m_model->axes();
    const auto inModelOrder = [&axes](const at::Tensor& given) {
        return given.permute({2 - axes[0], 2 - axes[1], 2 - axes[2]});
    };
    const bool scale = tile.scaling == InputScaling::ByteRange;
    if (lane != nullptr) {
        const at::Tensor image = lane->upload(tile.voxels);
        if (scale) {
            gpu::scaleToByteRange(image);
        }
        return inModelOrder(image.view({z, y, x})).contiguous();
    }
    // from_blob takes no const pointer; the tensor that refers to the caller's memory is only copied from.
    const at::Tensor given = at::from_blob(const_cast<float*>(tile.voxels.data()), {z, y, x}, at::kFloat);
    at::Tensor image = inModelOrder(given).clone(at::MemoryFormat::Contiguous);
    if (scale && m_device == kOnCpu) {
        cuda::scaleToByteRange(image.data_ptr<float>(), image.numel());
    } else if (scale) {
        gpu::scaleToByteRange(image);
    }
    return image;
}

void ModuleNetwork::run(const TileInput& tile, Precision precision, ScoreSink& sink, gpu::Lane* lane) {
    const at::Tensor image = imageOf(tile, lane);
    const gpu::Range range("network");
    m_model->run(image, tile.origin, precision, sink, tile.watch);
}

/// Labels in the model's order as x fastest.
std::vector<std::uint8_t> ModuleNetwork::inTileOrder(const TileInput& tile, std::span<std::uint8_t> labels) const {
    const std::array<int, 3> axes = m_model->axes();
    std::array<std::int64_t, 3> shape{};
    std::array<std::int64_t, 3> back{}; // where z, y and x are among the model's axes
    for (std::size_t i = 0; i < 3; ++i) {
        shape[i] = tile.size[static_cast<std::size_t>(axes[i])];
        back[static_cast<std::size_t>(2 - axes[i])] = static_cast<std::int64_t>(i);
    }
    std::vector<std::uint8_t> out(labels.size());
    at::from_blob(out.data(), {tile.size[2], tile.size[1], tile.size[0]}, at::kByte)
        .copy_(at::from_blob(labels.data(), shape, at::kByte).permute(back));
    return out;
}

std::vector<std::uint8_t> ModuleNetwork::label(const TileInput& tile, Precision precision) {
    return guarded(m_device, [&] {
        const std::unique_ptr<gpu::Lane> lane = laneOn(m_device, tile.copies);
        const auto voxels = static_cast<std::int64_t>(tile.voxels.size());
        std::unique_ptr<LabelSink> sink;
        if (m_device == kOnCpu) {
            sink = std::make_unique<CpuLabelSink>(voxels);
        } else {
            sink = std::make_unique<KernelLabelSink>(voxels, lane.get());
        }
        run(tile, precision, *sink, lane.get());
        return inTileOrder(tile, sink->labels());
    });
}

std::vector<float> ModuleNetwork::scores(const TileInput& tile, std::span<const std::int64_t> voxels,
                                         Precision precision) {
    return guarded(m_device, [&] {
        const std::unique_ptr<gpu::Lane> lane = laneOn(m_device);
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
        run(tile, precision, sink, lane.get());
        return std::move(sink.scores());
    });
}

std::unique_ptr<TileModel> makeModel(const NetworkSpec& spec, std::span<const TensorView> weights) {
    switch (spec.kind) {
    case Kind::SlantUnet3d:
        return makeSlantUnet(spec, weights);
    case Kind::TesseraTilenet:
        return makeTilenet(spec, weights);
    case Kind::Meshnet:
        break;
    }
    if (spec.device != kOnCpu) {
        throw std::runtime_error("networks that see the whole scan at once run on the CPU only");
    }
    return makeMeshnet(spec, weights);
}

std::unique_ptr<Network> createNetwork(const NetworkSpec& spec, std::span<const TensorView> weights) {
    return guarded(spec.device, [&]() -> std::unique_ptr<Network> {
        if (spec.classes < 1 || spec.classes > 256) {
            throw std::runtime_error("a network has 1 to 256 classes");
        }
        if (spec.device >= 0) {
            gpu::require(spec.device);
        }
        const std::unique_ptr<gpu::Lane> lane = laneOn(spec.device);
        const gpu::Range range("load");
        auto out = std::make_unique<ModuleNetwork>(spec, makeModel(spec, weights));
        if (lane) {
            lane->finish(); // so that an error is said here
        }
        return out;
    });
}

void enableGpus(const cuda::CudaInterface& functions) {
    guarded(kOnCpu, [&] { gpu::enable(functions); });
}

DeviceMemory deviceMemory(int device) {
    return guarded(kOnCpu, [&] {
        gpu::require(device);
        return gpu::memory(device);
    });
}

void resetPeakMemory(int device) {
    guarded(kOnCpu, [&] {
        gpu::require(device);
        gpu::resetPeakMemory(device);
    });
}

void setThreads(int threads) {
    threadsWanted = threads;
}

double measureLayer(Precision precision, int device, const ConvolutionShape& shape) {
    return guarded(device, [&] {
        if (device >= 0) {
            gpu::require(device);
        }
        const std::unique_ptr<gpu::Lane> lane = laneOn(device);
        const std::vector<float> kernel(static_cast<std::size_t>(shape.in * shape.out) * 27, 0.01F);
        const std::array views{TensorView{"layer.weight", {shape.out, shape.in, 3, 3, 3}, kernel}};
        Layers layers(views, device);
        const auto [d, h, w] = shape.size;
        const auto place = device >= 0 ? c10::Device(at::kCUDA, static_cast<c10::DeviceIndex>(device)) : at::kCPU;
        const at::Tensor ones = at::ones({1, shape.in, d, h, w}, at::TensorOptions(at::kFloat).device(place));
        const at::Tensor x = layers.stored(channelsLast(ones), precision);
        const int times = device >= 0 ? 10 : 1; // a GPU is asked, then waited for: several at once hide the asking
        double best = std::numeric_limits<double>::infinity();
        for (int round = 0; round < 5; ++round) { // the first one warms up and is never the best
            const auto start = std::chrono::steady_clock::now();
            for (int i = 0; i < times; ++i) {
                static_cast<void>(layers.convolve(x, "layer", precision));
            }
            if (lane) {
                lane->finish();
            }
            const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
            best = std::min(best, seconds.count() / times);
        }
        return best;
    });
}

double measureConvolution(Precision precision) {
    return measureLayer(precision, kOnCpu, {});
}

std::string libraryVersion() {
    return "LibTorch " TORCH_VERSION;
}

} // namespace
} // namespace tessera::network

extern "C" __attribute__((visibility("default"))) const tessera::network::ModuleInterface* tesseraNetworkModule() {
    using namespace tessera::network;
    static const ModuleInterface kInterface{kModuleVersion,
                                            createNetwork,
                                            setThreads,
                                            measureConvolution,
                                            libraryVersion,
                                            enableGpus,
                                            reinterpret_cast<const void*>(&at::get_num_threads),
                                            deviceMemory,
                                            resetPeakMemory,
                                            measureLayer,
                                            gpu::releaseMemory};
    return &kInterface;
}
