#include "core/engine/device/nvml.h"

#include "core/base/os/meters.h"
#include "core/engine/device/nvml_functions.h"

#include <algorithm>
#include <array>

namespace tessera::engine {
namespace {

using namespace nvml;

template <typename Function>
bool load(const os::Module& module, const char* name, Function& out) {
    out = reinterpret_cast<Function>(module.symbolOrNull(name));
    return out != nullptr;
}

} // namespace

struct Nvml::Functions {
    Init init = nullptr, shutdown = nullptr;
    ErrorText errorText = nullptr;
    SystemText driverVersion = nullptr;
    Count count = nullptr;
    ByIndex byIndex = nullptr;
    DeviceText name = nullptr, uuid = nullptr;
    MemoryOf memory = nullptr;
    // what old drivers don't have is left out
    UtilizationOf utilization = nullptr;
    TemperatureOf temperature = nullptr;
    ProcessesOf processes = nullptr;
    MigMode migMode = nullptr;
    SliceCount sliceCount = nullptr;
    SliceByIndex sliceByIndex = nullptr;

    bool loadFrom(const os::Module& module) {
        load(module, "nvmlDeviceGetUtilizationRates", utilization);
        load(module, "nvmlDeviceGetTemperature", temperature);
        load(module, "nvmlDeviceGetComputeRunningProcesses_v3", processes);
        load(module, "nvmlDeviceGetMigMode", migMode);
        load(module, "nvmlDeviceGetMaxMigDeviceCount", sliceCount);
        load(module, "nvmlDeviceGetMigDeviceHandleByIndex", sliceByIndex);
        return load(module, "nvmlInit_v2", init) && load(module, "nvmlShutdown", shutdown) &&
               load(module, "nvmlErrorString", errorText) &&
               load(module, "nvmlSystemGetDriverVersion", driverVersion) &&
               load(module, "nvmlDeviceGetCount_v2", count) && load(module, "nvmlDeviceGetHandleByIndex_v2", byIndex) &&
               load(module, "nvmlDeviceGetName", name) && load(module, "nvmlDeviceGetUUID", uuid) &&
               load(module, "nvmlDeviceGetMemoryInfo", memory);
    }

    [[nodiscard]] std::string text(DeviceText function, Device device) const {
        std::array<char, kTextSize> out{};
        return function(device, out.data(), kTextSize) == kSuccess ? std::string(out.data()) : std::string();
    }

    [[nodiscard]] bool isSliced(Device device) const {
        unsigned now = 0, afterReset = 0;
        return migMode != nullptr && sliceCount != nullptr && sliceByIndex != nullptr &&
               migMode(device, &now, &afterReset) == kSuccess && now == kMigEnabled;
    }

    /// @param ours processes
    void addTenants(Device device, const std::vector<int>& ours, GpuState& out) const {
        unsigned there = 0;
        if (processes == nullptr || processes(device, &there, nullptr) != kInsufficientSize) {
            return; // none, or not told
        }
        std::vector<ProcessInfo> all(there + 8); // some may have come since
        there = static_cast<unsigned>(all.size());
        if (processes(device, &there, all.data()) != kSuccess) {
            return;
        }
        all.resize(std::min<std::size_t>(there, all.size()));
        for (const ProcessInfo& each : all) {
            if (std::ranges::find(ours, static_cast<int>(each.pid)) == ours.end()) {
                ++out.otherTenants;
            } else if (each.usedMemory <= out.used) { // not "unknown"
                out.usedByUs += each.usedMemory;
            }
        }
    }

    /// The state of a GPU or slice. @param whole the GPU itself, whose temperature a slice shares
    [[nodiscard]] GpuState stateOf(Device device, Device whole, int index, std::optional<int> slice,
                                   const std::vector<int>& ours) const {
        GpuState out{.index = index, .slice = slice, .uuid = text(uuid, device), .name = text(name, device)};
        Memory bytes;
        if (const int code = memory(device, &bytes); code != kSuccess) {
            out.problem = errorText(code);
            return out;
        }
        out.memory = bytes.total;
        out.used = bytes.used;
        Utilization percent;
        if (!slice && utilization != nullptr && utilization(device, &percent) == kSuccess) {
            out.load = static_cast<int>(percent.gpu);
            out.memoryLoad = static_cast<int>(percent.memory);
        }
        unsigned degrees = 0;
        if (temperature != nullptr && temperature(whole, kGpuTemperature, &degrees) == kSuccess) {
            out.temperature = static_cast<int>(degrees);
        }
        addTenants(device, ours, out);
        return out;
    }
};

std::unique_ptr<Nvml> Nvml::open(std::string& reason, const std::string& library) {
    const std::optional<os::Module> module = os::Module::find(library, reason);
    if (!module) {
        return nullptr;
    }
    auto functions = std::make_unique<Functions>();
    if (!functions->loadFrom(*module)) {
        reason = library + " is too old or isn't NVIDIA's management library";
        return nullptr;
    }
    if (const int code = functions->init(); code != kSuccess) {
        reason = functions->errorText(code);
        return nullptr;
    }
    return std::unique_ptr<Nvml>(new Nvml(std::move(functions)));
}

Nvml::Nvml(std::unique_ptr<Functions> functions) : m_functions(std::move(functions)) {}

Nvml::~Nvml() {
    m_functions->shutdown();
}

std::string Nvml::driverVersion() const {
    std::array<char, kTextSize> out{};
    return m_functions->driverVersion(out.data(), kTextSize) == kSuccess ? out.data() : "";
}

std::vector<GpuState> Nvml::gpus() const {
    unsigned count = 0;
    if (m_functions->count(&count) != kSuccess) {
        return {};
    }
    const std::vector<int> ours = os::ownProcesses();
    std::vector<GpuState> out;
    for (unsigned i = 0; i < count; ++i) {
        const int index = static_cast<int>(i);
        Device gpu = nullptr;
        if (const int code = m_functions->byIndex(i, &gpu); code != kSuccess) {
            out.push_back({.index = index, .problem = m_functions->errorText(code)});
            continue;
        }
        if (!m_functions->isSliced(gpu)) {
            out.push_back(m_functions->stateOf(gpu, gpu, index, std::nullopt, ours));
            continue;
        }
        unsigned slices = 0;
        (void)m_functions->sliceCount(gpu, &slices);
        for (unsigned k = 0; k < slices; ++k) {
            Device slice = nullptr; // places without a slice are gaps, not errors
            if (m_functions->sliceByIndex(gpu, k, &slice) == kSuccess) {
                out.push_back(m_functions->stateOf(slice, gpu, index, static_cast<int>(k), ours));
            }
        }
    }
    return out;
}

} // namespace tessera::engine
