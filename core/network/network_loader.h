#pragma once

#include <filesystem>

#include "core/network/network.h"

namespace tessera::network {

/// The functions of the LibTorch module in `libraryFile` (libtessera_net.so), which is loaded at the first call and
/// stays loaded. Any thread. @throws Error{NetworkUnavailable} if it can't be loaded or is of another build
[[nodiscard]] const ModuleInterface& networkModule(const std::filesystem::path& libraryFile);

} // namespace tessera::network
