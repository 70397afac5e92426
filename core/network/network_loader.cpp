#include "core/network/network_loader.h"

#include "core/base/error.h"
#include "core/base/os/module.h"

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

} // namespace tessera::network
