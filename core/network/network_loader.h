#pragma once

#include <filesystem>

#include "core/network/network.h"

namespace tessera::network {

/// Lets LibTorch's threads sleep while they wait for one another (OpenMP reads that once, when it is loaded): when the
/// processor has other work as well, spinning threads took two to three times as long for a tile. Call it first in
/// `main`, while the process has one thread; without it everything works, more slowly on a busy machine.
void prepareProcess();

/// The functions of the LibTorch module in `libraryFile` (libtessera_net.so), which is loaded at the first call and
/// stays loaded. Any thread. @throws Error{NetworkUnavailable} if it can't be loaded or is of another build
[[nodiscard]] const ModuleInterface& networkModule(const std::filesystem::path& libraryFile);

/// Loads LibTorch's CUDA part, and with it NVIDIA's libraries, so that networks can be made on GPUs. Later calls return
/// at once. Call it before a network runs: LibTorch looks for its CUDA part once. Any thread.
/// @throws Error{NetworkUnavailable} where there is no GPU or something doesn't load
void enableGpus(const ModuleInterface& module);

} // namespace tessera::network
