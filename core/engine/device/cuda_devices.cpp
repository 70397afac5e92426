#include "core/engine/device/cuda_devices.h"

#include "core/cuda/cuda_loader.h"

#include <algorithm>
#include <cctype>
#include <iterator>

namespace tessera::engine {
namespace {

constexpr int kDriverTooOld = 35, kNoGpu = 100; // cudaErrorInsufficientDriver, cudaErrorNoDevice

/// 16 bytes as "a0a1a2a3-...", without what they are of.
std::string uuidText(std::span<const std::uint8_t> bytes) {
    constexpr const char* kDigits = "0123456789abcdef";
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) {
            out += '-';
        }
        out += {kDigits[bytes[i] >> 4U], kDigits[bytes[i] & 15U]};
    }
    return out;
}

std::string whyNone(const cuda::CudaInterface& module, int code) {
    if (code == kDriverTooOld) {
        return "there is no NVIDIA driver, or it is older than this build's CUDA";
    }
    if (code == kNoGpu) {
        return "CUDA sees no GPU (CUDA_VISIBLE_DEVICES may hide them)";
    }
    return std::string("CUDA says: ") + module.errorText(code);
}

CudaDevice describe(int index, const cuda::DeviceProperties& found, std::span<const GpuState> states) {
    CudaDevice out{.index = index,
                   .name = found.name,
                   .major = found.major,
                   .minor = found.minor,
                   .processors = found.processors,
                   .memory = found.memory,
                   .free = found.memory};
    out.isSlice = out.name.find(" MIG ") != std::string::npos;
    const std::string uuid = uuidText(found.uuid);
    out.uuid = (out.isSlice ? "MIG-" : "GPU-") + uuid;
    const auto state = std::ranges::find_if(
        states, [&uuid](const GpuState& each) { return each.uuid.ends_with(uuid) && each.problem.empty(); });
    if (state != states.end()) {
        out.isSlice = state->slice.has_value();
        out.uuid = state->uuid;
        out.free = std::min(out.memory, state->memory - std::min(state->memory, state->used));
    }
    return out;
}

} // namespace

CudaDevices listCudaDevices(std::span<const GpuState> states, const std::filesystem::path& module) {
    CudaDevices out;
    const cuda::CudaInterface* const functions = cuda::findModule(out.whyNone, module);
    if (functions == nullptr) {
        return out;
    }
    int count = 0;
    if (const int code = functions->deviceCount(&count); code != 0 || count < 1) {
        out.whyNone = whyNone(*functions, code != 0 ? code : kNoGpu);
        return out;
    }
    for (int i = 0; i < count; ++i) {
        cuda::DeviceProperties found;
        if (const int code = functions->properties(i, &found); code == 0) {
            out.devices.push_back(describe(i, found, states));
        } else { // the others are as good as they were
            out.whyNone = whyNone(*functions, code);
        }
    }
    if (!out.devices.empty()) {
        out.whyNone.clear();
    }
    return out;
}

CudaDevices listCudaDevices() {
    std::string ignored;
    const auto nvml = Nvml::open(ignored);
    return listCudaDevices(nvml ? nvml->gpus() : std::vector<GpuState>(), cuda::moduleFile());
}

} // namespace tessera::engine
