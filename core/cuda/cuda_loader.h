#pragma once

#include "core/cuda/cuda_interface.h"

#include <filesystem>
#include <string>

namespace tessera::cuda {

/// Where a program's libtessera_cuda.so lies: ../lib/tessera, seen from the program.
[[nodiscard]] std::filesystem::path moduleFile();

/// The functions of libtessera_cuda, opened at the first call; null where it isn't there, doesn't load or is of another
/// build: not an error, `reason` then says why in words. Any thread.
[[nodiscard]] const CudaInterface* findModule(std::string& reason, const std::filesystem::path& file = moduleFile());

} // namespace tessera::cuda
