#pragma once

#include "core/engine/device/nvml.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace tessera::engine {

/// A GPU that this process can compute on, or the MIG slice of one that it sees.
struct CudaDevice {
    int index = 0;            ///< among those that the process sees: what `--devices cuda:INDEX` takes
    std::string name, uuid;   ///< "GPU-..." or "MIG-...", as NVML and CUDA_VISIBLE_DEVICES have it
    bool isSlice = false;     ///< a MIG slice
    int major = 0, minor = 0; ///< compute capability
    int processors = 0;       ///< streaming multiprocessors
    std::uint64_t memory = 0; ///< bytes
    std::uint64_t free = 0;   ///< bytes of them that nobody uses, as far as NVML says; else all
};

struct CudaDevices {
    std::vector<CudaDevice> devices;
    std::string whyNone; ///< in words, where there is none
};

/// GPUs that CUDA shows to this process: CUDA_VISIBLE_DEVICES counts; of a GPU that is cut into MIG slices the driver
/// shows one slice to a process. None isn't an error. Takes no memory of a GPU. Any thread.
/// @param states what NVML says of the same GPUs, for their free memory
/// @param module libtessera_cuda.so
[[nodiscard]] CudaDevices listCudaDevices(std::span<const GpuState> states, const std::filesystem::path& module);
/// The same with NVML's states of now, and the program's own libtessera_cuda.so.
[[nodiscard]] CudaDevices listCudaDevices();

} // namespace tessera::engine
