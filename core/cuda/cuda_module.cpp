#include "core/cuda/kernels.h"

#include <cuda_runtime_api.h>

#include <algorithm>
#include <cstddef>
#include <iterator>

#if __has_include(<nvtx3/nvToolsExt.h>)
#include <nvtx3/nvToolsExt.h>
#define TESSERA_HAS_NVTX 1
#else
#define TESSERA_HAS_NVTX 0
#endif

namespace tessera::cuda {
namespace {

static_assert(kOutOfMemory == cudaErrorMemoryAllocation);

int deviceCount(int* out) {
    *out = 0;
    const int code = cudaGetDeviceCount(out);
    (void)cudaGetLastError(); // the caller has it; later calls shouldn't find it again
    return code;
}

int properties(int device, DeviceProperties* out) {
    cudaDeviceProp found{};
    if (const int code = cudaGetDeviceProperties(&found, device); code != cudaSuccess) {
        (void)cudaGetLastError();
        return code;
    }
    *out = {};
    std::copy_n(std::begin(found.name), std::min(sizeof(found.name), sizeof(out->name)) - 1, std::begin(out->name));
    for (std::size_t i = 0; i < sizeof(out->uuid); ++i) {
        out->uuid[i] = static_cast<std::uint8_t>(found.uuid.bytes[i]);
    }
    out->major = found.major;
    out->minor = found.minor;
    out->processors = found.multiProcessorCount;
    out->memory = found.totalGlobalMem;
    return cudaSuccess;
}

const char* errorText(int code) {
    return cudaGetErrorString(static_cast<cudaError_t>(code));
}

#if TESSERA_HAS_NVTX
void beginRange(const char* name) {
    (void)nvtxRangePushA(name);
}
void endRange() {
    (void)nvtxRangePop();
}
#else
void beginRange(const char* /*name*/) {}
void endRange() {}
#endif

} // namespace
} // namespace tessera::cuda

extern "C" __attribute__((visibility("default"))) const tessera::cuda::CudaInterface* tesseraCudaModule() {
    using namespace tessera::cuda;
    static constexpr CudaInterface kInterface{.version = kCudaVersion,
                                              .deviceCount = deviceCount,
                                              .properties = properties,
                                              .errorText = errorText,
                                              .beginRange = beginRange,
                                              .endRange = endRange,
                                              .scaleToByteRange = launchByteRange,
                                              .normaliseChannels = launchChannelNorm,
                                              .firstLargest = launchFirstLargest,
                                              .majorityVote = launchMajorityVote};
    return &kInterface;
}
