#include "core/engine/device/device_meters.h"

#include "core/base/os/machine.h"
#include "core/base/os/meters.h"
#include "core/base/os/process.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace tessera::engine {
namespace {

using namespace std::chrono_literals;
using scheduler::DeviceKind;

constexpr auto kPeriod = 1s;

std::vector<int> cpusOf(const scheduler::DeviceDescription& device) {
    std::vector<int> allowed = os::allowedCpus();
    for (os::NumaNode& node : os::numaNodes(allowed)) {
        if (node.number == device.numaNode) {
            return std::move(node.cpus);
        }
    }
    return allowed;
}

DeviceReading readCpu(const os::ProcessorLoad& load, const std::vector<int>& cpus) {
    DeviceReading out{.temperature = os::processorTemperature()};
    if (const auto share = load.busyShare(cpus)) {
        out.load = static_cast<int>(std::lround(100 * *share));
    }
    if (const os::MachineMemory memory = os::machineMemory(); memory.total > 0) {
        scheduler::Bytes ours = 0;
        for (const int process : os::ownProcesses()) {
            ours += os::memoryOfProcess(process);
        }
        const scheduler::Bytes used = memory.total - std::min(memory.total, memory.available);
        out.usedByUs = ours;
        out.usedByRest = used - std::min(used, ours);
    }
    if (!out.temperature) {
        out.whyUnknown = "this system shows no temperature of the processor";
    }
    return out;
}

DeviceReading readGpu(const std::vector<GpuState>& gpus, const std::string& uuid, const std::string& whyNone) {
    DeviceReading out{.whyUnknown = whyNone};
    const auto found = std::ranges::find(gpus, uuid, &GpuState::uuid);
    if (found == gpus.end() && whyNone.empty()) {
        out.whyUnknown = "NVIDIA's management library doesn't list this GPU";
    } else if (found != gpus.end() && !found->problem.empty()) {
        out.whyUnknown = found->problem;
    } else if (found != gpus.end()) {
        out.load = found->load;
        out.usedByUs = std::min(found->used, found->usedByUs);
        out.usedByRest = found->used - *out.usedByUs;
        out.temperature = found->temperature;
        out.whyUnknown = out.load && out.temperature ? "" : "the driver doesn't tell it of this GPU or slice";
    }
    return out;
}

} // namespace

std::vector<scheduler::Bytes> ForeignGrowth::take(const std::vector<DeviceReading>& readings) {
    m_seen.resize(readings.size());
    std::vector<scheduler::Bytes> out;
    for (std::size_t device = 0; device < readings.size(); ++device) {
        out.push_back(grown(m_seen[device], readings[device]));
    }
    return out;
}

scheduler::Bytes ForeignGrowth::grown(Seen& seen, const DeviceReading& reading) {
    constexpr scheduler::Bytes kStep = scheduler::Bytes{64} << 20;
    if (!reading.usedByRest) {
        return seen.grown;
    }
    if (!seen.first) { // nothing of ours is there yet
        seen.first = reading.usedByRest;
    } else if (reading.usedByUs.value_or(0) > 0) { // else ours may be among the others'
        const scheduler::Bytes grown = *reading.usedByRest - std::min(*reading.usedByRest, *seen.first);
        seen.grown = grown / kStep * kStep;
    }
    return seen.grown;
}

DeviceMeters::DeviceMeters(std::vector<scheduler::DeviceDescription> devices, const std::function<CudaDevices()>& list,
                           std::string nvml)
    : m_library(std::move(nvml)) {
    CudaDevices found;
    if (std::ranges::find(devices, DeviceKind::Cuda, &scheduler::DeviceDescription::kind) != devices.end()) {
        found = list();
    }
    for (const scheduler::DeviceDescription& device : devices) {
        Meter& meter = m_meters.emplace_back(Meter{.kind = device.kind});
        const auto gpu = std::ranges::find(found.devices, device.gpu, &CudaDevice::index);
        if (device.kind == DeviceKind::Cpu) {
            meter.cpus = cpusOf(device);
        } else if (device.kind == DeviceKind::Cuda && gpu != found.devices.end()) {
            meter.uuid = gpu->uuid;
        }
    }
    m_thread = std::thread([this] { watch(); });
}

DeviceMeters::~DeviceMeters() {
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

std::vector<DeviceReading> DeviceMeters::readings() {
    const std::lock_guard lock(m_mutex);
    m_isAsked = true;
    m_changed.notify_all();
    return m_readings;
}

void DeviceMeters::watch() {
    std::string whyNone;
    std::unique_ptr<Nvml> nvml;
    if (std::ranges::find(m_meters, DeviceKind::Cuda, &Meter::kind) != m_meters.end()) {
        nvml = Nvml::open(whyNone, m_library);
    }
    os::ProcessorLoad load;
    std::unique_lock lock(m_mutex);
    while (!m_changed.wait_for(lock, kPeriod, [this] { return m_ending; })) {
        m_changed.wait(lock, [this] { return m_ending || m_isAsked; });
        if (m_ending) {
            return;
        }
        m_isAsked = false;
        lock.unlock();
        load.look();
        const std::vector<GpuState> gpus = nvml ? nvml->gpus() : std::vector<GpuState>();
        std::vector<DeviceReading> readings;
        for (const Meter& meter : m_meters) {
            readings.push_back(meter.kind == DeviceKind::Cpu ? readCpu(load, meter.cpus)
                               : meter.kind == DeviceKind::Cuda
                                   ? readGpu(gpus, meter.uuid, whyNone)
                                   : DeviceReading{.whyUnknown = "an emulated device has no meters"});
        }
        lock.lock();
        m_readings = std::move(readings);
    }
}

} // namespace tessera::engine
