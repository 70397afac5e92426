#include "core/cuda/cuda_loader.h"

#include "core/base/os/module.h"
#include "core/base/os/process.h"

#include <optional>

namespace tessera::cuda {

std::filesystem::path moduleFile() {
    return os::programFolder().parent_path() / "lib" / "tessera" / "libtessera_cuda.so";
}

const CudaInterface* findModule(std::string& reason, const std::filesystem::path& file) {
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) {
        reason = "this build of Tessera has no CUDA part (" + file.filename().string() + ")";
        return nullptr;
    }
    const std::optional<os::Module> module = os::Module::find(file.string(), reason);
    if (!module) {
        return nullptr;
    }
    using Entry = const CudaInterface* (*)();
    const auto entry = reinterpret_cast<Entry>(module->symbolOrNull(kCudaSymbol));
    if (entry == nullptr) {
        reason = file.string() + " isn't Tessera's CUDA part: it lacks " + kCudaSymbol;
        return nullptr;
    }
    const CudaInterface* const out = entry();
    if (out->version != kCudaVersion) {
        reason = file.string() + " is of another build: its interface has version " + std::to_string(out->version) +
                 " but " + std::to_string(kCudaVersion) + " is needed";
        return nullptr;
    }
    return out;
}

} // namespace tessera::cuda
