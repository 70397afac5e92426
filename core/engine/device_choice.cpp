#include "core/engine/device_choice.h"

#include "core/base/error.h"
#include "core/base/os/machine.h"
#include "core/base/os/process.h"
#include "core/engine/device/mps.h"
#include "core/engine/scheduler/device_spec.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace tessera::engine {
namespace {

using scheduler::Bytes;
using scheduler::DeviceDescription;
using scheduler::DeviceKind;

constexpr double kGpuGuess = 20; ///< speed beside the CPU's 1, until tiles were measured

/// Gives each GPU of the specification one that is there, and its free memory.
void assignGpus(std::vector<DeviceDescription>& devices, const CudaDevices& found) {
    std::set<int> taken;
    for (const DeviceDescription& device : devices) {
        taken.insert(device.gpu);
    }
    for (DeviceDescription& device : devices) {
        if (device.kind != DeviceKind::Cuda) {
            continue;
        }
        const auto gpu = std::ranges::find_if(found.devices, [&](const CudaDevice& each) {
            return device.gpu >= 0 ? each.index == device.gpu : !taken.contains(each.index);
        });
        if (gpu == found.devices.end()) {
            const std::string why = found.devices.empty()
                                        ? found.whyNone
                                        : "CUDA shows " + std::to_string(found.devices.size()) + " to this program";
            throw Error(ErrorCode::Usage, {"--devices " + device.name + ": there is no such GPU: " + why + "."});
        }
        taken.insert(gpu->index);
        device.gpu = gpu->index;
        device.hardware = gpu->name;
        device.capacity = gpu->free;
    }
}

std::string automaticSpec(const CudaDevices& found) {
    std::string out;
    for (const CudaDevice& gpu : found.devices) {
        out += "cuda:" + std::to_string(gpu.index) + ",";
    }
    return out + "cpu";
}

void requireNode(const DeviceDescription& device) {
    const std::vector<os::NumaNode> nodes = os::numaNodes(os::allowedCpus());
    if (device.numaNode >= 0 && std::ranges::find(nodes, device.numaNode, &os::NumaNode::number) == nodes.end()) {
        throw Error(ErrorCode::Usage, {"--devices " + device.name + ": this machine has no NUMA node " +
                                       std::to_string(device.numaNode) + " that may be used."});
    }
}

void complete(DeviceDescription& device, int threads) {
    if (device.precision == scheduler::Precision::Bf16) {
        throw Error(ErrorCode::Usage, {"--devices " + device.name +
                                       ": a result has one precision. Give --precision bf16 instead of bf16 here."});
    }
    requireNode(device);
    if (device.kind == DeviceKind::Cuda && device.speed == 0) {
        device.speed = kGpuGuess;
    }
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

} // namespace

std::vector<DeviceDescription> chooseDevices(const std::string& spec, int threads, const LaneSettings& lanes,
                                             const std::function<CudaDevices()>& list) {
    std::optional<CudaDevices> found;
    if (spec == "auto") {
        found = list();
    }
    std::vector<DeviceDescription> out = scheduler::parseDeviceSpec(found ? automaticSpec(*found) : spec);
    if (std::ranges::find(out, DeviceKind::Cuda, &DeviceDescription::kind) != out.end()) {
        assignGpus(out, found ? *found : list());
    }
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
    std::string out;
    for (const auto& [kind, name] : {std::pair(DeviceKind::Cpu, "cpu"), std::pair(DeviceKind::Cuda, "cuda"),
                                     std::pair(DeviceKind::Emulated, "emulated")}) {
        if (std::ranges::find(devices, kind, &DeviceDescription::kind) != devices.end()) {
            out += (out.empty() ? "" : "+") + std::string(name);
        }
    }
    return out;
}

} // namespace tessera::engine
