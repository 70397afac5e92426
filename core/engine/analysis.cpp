#include "core/engine/analysis.h"

#include "core/model/architecture.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <numeric>

namespace tessera::engine {
namespace {

using network::MeshnetStep;
using scheduler::Bytes;
using scheduler::DeviceKind;

/// Largest memory of a tile at work without its weights, bytes a voxel of the tile.
struct TileMemory {
    double cpu;    ///< in fp32, in which the most is needed
    double gpu[2]; ///< by Precision; as LibTorch's allocator keeps it for a lane
};
/// Measured with LibTorch 2.15 on a CPU and 2.11 on an H100 (packaging/gpu-check); SLANT's at its own width.
constexpr TileMemory kSlantMemory{850, {2900, 1150}}, kTilenetMemory{320, {600, 500}};

/// The box of a head, voxels of 1 mm along a whole-volume network's x, and in a plane across it.
constexpr double kHeadPlanes = 200, kHeadPlane = 190.0 * 230;
constexpr double kScoreCopies = 6; // of a slab's, at a whole-volume network's end
/// Multiplications and additions a voxel of a tile; SLANT's at its own width.
constexpr double kSlantWork = 3.37e6, kTilenetWork = 6.8e4;

/// Times what the pace of a convolution of 64 channels says, with LibTorch 2.15 on a CPU: few channels fill it badly.
constexpr double kSlantFactor = 1, kTilenetFactor = 1, kMeshnetFactor = 1.5;

double factorOf(network::Kind kind) {
    return kind == network::Kind::Meshnet       ? kMeshnetFactor
           : kind == network::Kind::SlantUnet3d ? kSlantFactor
                                                : kTilenetFactor;
}

/// Each weight is used once a voxel.
double meshnetWork(const model::Bundle& bundle) {
    double weights = 0;
    for (const model::TensorShape& tensor :
         model::expectedTensors(model::architectureOf(bundle, bundle.networks.front()))) {
        weights += static_cast<double>(
            std::accumulate(tensor.shape.begin(), tensor.shape.end(), std::int64_t{1}, std::multiplies<>()));
    }
    return 2 * weights;
}

/// What the planes that flow through a meshnet take at most (see network/meshnet.cpp): at the end each convolution
/// holds its input with planes of zeros behind it while the ones that follow work, the widest is put together and
/// copied; the scores are there several times. The whole process was seen to take 180 MB more than that with either
/// built-in.
Bytes meshnetPeak(const model::NetworkEntry& network) {
    const double slab = network::NetworkSpec().slabPlanes;
    double channels = 1, held = 0, widest = 0;
    for (const MeshnetStep& step : network.steps) {
        if (step.type != MeshnetStep::Type::Convolution) {
            continue;
        }
        if (step.kernel > 1) {
            held += (3 * step.dilation + slab) * channels;
            widest = std::max(widest, (2 * step.dilation + slab) * channels);
        }
        channels = step.channels;
    }
    const double planes = held + 2 * widest + kScoreCopies * slab * channels + 2 * kHeadPlanes; // and the scan itself
    return static_cast<Bytes>(planes * kHeadPlane * sizeof(float));
}

Bytes weightBytes(const model::Bundle& bundle, const model::NetworkEntry& network) {
    std::error_code ignored;
    const auto bytes = std::filesystem::file_size(bundle.folder / network.weights, ignored);
    return ignored ? 0 : bytes;
}

} // namespace

std::vector<scheduler::TileKind> tileKindsOf(const model::Bundle& bundle) {
    std::vector<scheduler::TileKind> out;
    if (bundle.wholeVolume) {
        const model::NetworkEntry& network = bundle.networks.front();
        const Bytes peak = meshnetPeak(network);
        out.push_back({.name = "whole scan", .peakBytes = {peak, peak}, .weightBytes = weightBytes(bundle, network)});
    }
    for (std::size_t i = 0; i < bundle.plan.tiles.size(); ++i) {
        const fusion::Tile& tile = bundle.plan.tiles[i];
        const model::NetworkEntry& network = bundle.networks[bundle.networkOfTile[i]];
        const bool isSlant = network.kind == network::Kind::SlantUnet3d;
        const TileMemory& memory = isSlant ? kSlantMemory : kTilenetMemory;
        const double voxels =
            static_cast<double>(tile.size[0] * tile.size[1] * tile.size[2]) * (isSlant ? network.width : 1);
        const auto peak = static_cast<Bytes>(memory.cpu * voxels);
        // SLANT's tiles keep a GPU below half of its arithmetic and bandwidth (the seed study)
        out.push_back({.name = tile.name,
                       .network = static_cast<std::uint32_t>(bundle.networkOfTile[i]),
                       .computeShare = 0.5,
                       .bandwidthShare = 0.5,
                       .peakBytes = {peak, peak},
                       .gpuPeakBytes = std::array{static_cast<Bytes>(memory.gpu[0] * voxels),
                                                  static_cast<Bytes>(memory.gpu[1] * voxels)},
                       .weightBytes = weightBytes(bundle, network)});
    }
    return out;
}

double workOf(const model::Bundle& bundle) {
    if (bundle.wholeVolume) {
        return kHeadPlanes * kHeadPlane * meshnetWork(bundle);
    }
    double work = 0;
    for (std::size_t i = 0; i < bundle.plan.tiles.size(); ++i) {
        const Size3& size = bundle.plan.tiles[i].size;
        const model::NetworkEntry& network = bundle.networks[bundle.networkOfTile[i]];
        const bool isSlant = network.kind == network::Kind::SlantUnet3d;
        work += static_cast<double>(size[0] * size[1] * size[2]) *
                (isSlant ? kSlantWork * network.width * network.width : kTilenetWork);
    }
    return work;
}

double secondsByAnalysis(const model::Bundle& bundle, double pace, const scheduler::DeviceDescription& device,
                         int cpus) {
    const double alone = workOf(bundle) * factorOf(bundle.networks.front().kind) * pace;
    if (bundle.wholeVolume || device.kind == DeviceKind::Cuda) {
        return alone; // one network at a time, or lanes that share what was measured as a whole
    }
    const double speed = device.kind == DeviceKind::Emulated ? std::min(device.speed, 1.0) : 1;
    const double roomForLanes = std::max(1.0, static_cast<double>(cpus) / std::max(device.threads, 1));
    return alone / std::min(speed * std::max(device.lanes, 1), roomForLanes);
}

} // namespace tessera::engine
