#pragma once

#include "core/cuda/byte_range.h"
#include "core/cuda/channel_norm.h"
#include "core/cuda/first_largest.h"
#include "core/cuda/vote_step.h"

#include <cstdint>

/// The border of libtessera_cuda, which holds all CUDA code of ours: plain structs and functions, so that nothing else
/// needs a CUDA header, a CUDA library or a GPU to be built and to start.
///
/// Functions that return an int return 0 or a cudaError_t. Kernels are asynchronous on `stream` (a cudaStream_t), which
/// must belong to the calling thread's current device, as must the memory; they check what can be checked without
/// waiting. Any thread.
namespace tessera::cuda {

/// A GPU, or the MIG slice that this process sees.
struct DeviceProperties {
    char name[256] = {};
    std::uint8_t uuid[16] = {};
    int major = 0, minor = 0; ///< compute capability
    int processors = 0;       ///< streaming multiprocessors
    std::uint64_t memory = 0; ///< bytes, all of it
};

/// A table of functions so that one symbol is looked up.
struct CudaInterface {
    int version = 0; ///< kCudaVersion of the module's build
    /// GPUs that this process may use: CUDA_VISIBLE_DEVICES counts, and the driver shows one MIG slice at most. An
    /// error where there is no driver or no GPU. Takes no memory of a GPU.
    int (*deviceCount)(int* out) = nullptr;
    int (*properties)(int device, DeviceProperties* out) = nullptr;
    const char* (*errorText)(int code) = nullptr;
    /// A named range in a profile of Nsight Systems, on the calling thread, ended in reverse order. Nothing without
    /// NVTX in the build or without a profiler.
    void (*beginRange)(const char* name) = nullptr;
    void (*endRange)() = nullptr;

    int (*scaleToByteRange)(const ByteRangeCall& call, void* stream) = nullptr;
    int (*normaliseChannels)(const ChannelNormCall& call, void* stream) = nullptr;
    int (*firstLargest)(const FirstLargestCall& call, void* stream) = nullptr;
    int (*majorityVote)(const VoteCall& call, void* stream) = nullptr;
};

inline constexpr int kCudaVersion = 2;
inline constexpr const char* kCudaSymbol = "tesseraCudaModule"; ///< extern "C" const CudaInterface* ()
inline constexpr int kOutOfMemory = 2;                          ///< cudaErrorMemoryAllocation

} // namespace tessera::cuda
