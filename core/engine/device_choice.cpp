#include "core/engine/device_choice.h"

#include "core/base/error.h"
#include "core/base/os/machine.h"
#include "core/base/os/process.h"
#include "core/engine/device/mps.h"
#include "core/engine/scheduler/device_spec.h"

#include <algorithm>

namespace tessera::engine {
namespace {

using scheduler::Bytes;
using scheduler::DeviceDescription;
using scheduler::DeviceKind;

void requireNode(const DeviceDescription& device) {
    const std::vector<os::NumaNode> nodes = os::numaNodes(os::allowedCpus());
    if (device.numaNode >= 0 && std::ranges::find(nodes, device.numaNode, &os::NumaNode::number) == nodes.end()) {
        throw Error(ErrorCode::Usage, {"--devices " + device.name + ": this machine has no NUMA node " +
                                       std::to_string(device.numaNode) + " that may be used."});
    }
}

void complete(DeviceDescription& device, int threads) {
    if (device.kind == DeviceKind::Cuda) {
        throw Error(ErrorCode::Usage, {"--devices " + device.name +
                                       ": this version computes on the CPU only. Give auto, cpu or emulated devices."});
    }
    if (device.precision == scheduler::Precision::Bf16) {
        throw Error(ErrorCode::Usage, {"--devices " + device.name +
                                       ": a result has one precision. Give --precision bf16 instead of bf16 here."});
    }
    requireNode(device);
    device.threads = device.threads > 0 ? device.threads : threads;
    device.speed = device.speed > 0 ? device.speed : 1;
    if (device.capacity == 0) {
        const os::MachineMemory memory = os::machineMemory();
        constexpr Bytes kUnknown = Bytes{1} << 50; // where the system doesn't say, it has to be tried
        device.capacity = memory.available > 0 ? memory.available : kUnknown;
    }
}

/// Emulated devices stand for GPUs.
bool usesMps(const DeviceDescription& device) {
    return device.kind != DeviceKind::Cpu && device.laneKind == scheduler::LaneKind::Process;
}

/// Largest memory of a tile at work without its weights, bytes a voxel of the tile: measured on the CPU in fp32, in
/// which the most is needed.
Bytes bytesOfVoxel(const model::NetworkEntry& network) {
    constexpr double kTilenet = 320, kSlant = 850; // at SLANT's width
    return static_cast<Bytes>(network.kind == network::Kind::SlantUnet3d ? kSlant * network.width : kTilenet);
}

} // namespace

std::vector<DeviceDescription> chooseDevices(const std::string& spec, int threads, const LaneSettings& lanes) {
    std::vector<DeviceDescription> out = scheduler::parseDeviceSpec(spec == "auto" ? "cpu" : spec);
    for (DeviceDescription& device : out) {
        complete(device, threads);
        device.lanes = lanes.lanes > 0 ? lanes.lanes : device.lanes;
        device.laneKind = lanes.kind.value_or(device.laneKind);
    }
    if (lanes.mps && std::ranges::none_of(out, usesMps)) {
        throw Error(ErrorCode::Usage, {"--mps is for GPUs whose lanes are processes (--lane-kind process), and none of "
                                       "the devices is one. Leave it out."});
    }
    if (lanes.mps) {
        requireMps();
    }
    return out;
}

std::string kindsOf(const std::vector<DeviceDescription>& devices) {
    const auto has = [&devices](DeviceKind kind) {
        return std::ranges::find(devices, kind, &DeviceDescription::kind) != devices.end();
    };
    const bool cpu = has(DeviceKind::Cpu), emulated = has(DeviceKind::Emulated);
    return cpu && emulated ? "cpu+emulated" : emulated ? "emulated" : "cpu";
}

std::vector<scheduler::TileKind> tileKindsOf(const model::Bundle& bundle) {
    std::vector<scheduler::TileKind> out;
    for (std::size_t i = 0; i < bundle.plan.tiles.size(); ++i) {
        const fusion::Tile& tile = bundle.plan.tiles[i];
        const model::NetworkEntry& network = bundle.networks[bundle.networkOfTile[i]];
        std::error_code ignored;
        const auto weights = std::filesystem::file_size(bundle.folder / network.weights, ignored);
        const Bytes peak = bytesOfVoxel(network) * static_cast<Bytes>(tile.size[0] * tile.size[1] * tile.size[2]);
        // SLANT's tiles keep a GPU below half of its arithmetic and bandwidth (the seed study)
        out.push_back({.name = tile.name,
                       .network = static_cast<std::uint32_t>(bundle.networkOfTile[i]),
                       .computeShare = 0.5,
                       .bandwidthShare = 0.5,
                       .peakBytes = {peak, peak},
                       .weightBytes = ignored ? 0 : weights});
    }
    return out;
}

} // namespace tessera::engine
