#include "core/network/network_loader.h"

#include "core/base/error.h"
#include "core/base/os/module.h"
#include "core/cuda/cuda_loader.h"

#include <exception>
#include <mutex>

namespace tessera::network {

void prepareProcess() {
    os::setDefaultEnvironment("OMP_WAIT_POLICY", "PASSIVE");
}

const ModuleInterface& networkModule(const std::filesystem::path& libraryFile) {
    using Entry = const ModuleInterface* (*)();
    const auto entry = reinterpret_cast<Entry>(os::Module::open(libraryFile).symbol(kModuleSymbol));
    const ModuleInterface& module = *entry();
    if (module.version != kModuleVersion) {
        throw Error(ErrorCode::NetworkUnavailable,
                    {libraryFile.string(), "its interface has version " + std::to_string(module.version) + " but " +
                                               std::to_string(kModuleVersion) + " is needed"});
    }
    return module;
}

void enableGpus(const ModuleInterface& module) {
    static std::mutex mutex;
    static bool isDone = false;
    const std::lock_guard lock(mutex);
    if (isDone) {
        return;
    }
    const std::filesystem::path ours = cuda::moduleFile();
    std::string reason;
    const cuda::CudaInterface* const functions = cuda::findModule(reason);
    int count = 0;
    if (functions == nullptr) {
        throw Error(ErrorCode::NetworkUnavailable, {ours.string(), reason});
    }
    if (const int code = functions->deviceCount(&count); code != 0) {
        throw Error(ErrorCode::NetworkUnavailable, {ours.string(), functions->errorText(code)});
    }
    const std::filesystem::path torch = os::libraryOf(module.libraryAddress).parent_path() / "libtorch_cuda.so";
    if (!os::Module::findForAll(torch.string(), reason)) {
        throw Error(ErrorCode::NetworkUnavailable, {torch.string(), reason});
    }
    try {
        module.enableGpus(*functions);
    } catch (const std::exception& problem) {
        throw Error(ErrorCode::NetworkUnavailable, {torch.string(), problem.what()});
    }
    isDone = true;
}

} // namespace tessera::network
