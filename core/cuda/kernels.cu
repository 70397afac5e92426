#include "core/cuda/kernels.h"

#include <limits>

namespace tessera::cuda {
namespace {

/// One thread's part of a step, as HostRunner runs it on the CPU.
template <typename Step>
__global__ void __launch_bounds__(kThreads) runStep(const Step step) {
    __shared__ typename Step::Shared shared;
    const Place place{blockIdx.x, gridDim.x, static_cast<int>(threadIdx.x)};
    step.own(place, shared);
    __syncthreads();
    step.join(place, shared);
}

/// Launches steps one after the other on a stream.
struct StreamRunner {
    cudaStream_t stream;

    template <typename Step>
    int operator()(const Step& step, std::int64_t blocks) const {
        if (blocks < 1 || blocks > std::numeric_limits<std::int32_t>::max()) {
            return cudaErrorInvalidConfiguration;
        }
        runStep<<<static_cast<unsigned>(blocks), kThreads, 0, stream>>>(step);
        return cudaGetLastError();
    }
};

StreamRunner on(void* stream) {
    return {static_cast<cudaStream_t>(stream)};
}

bool isAligned(const void* address, std::size_t bytes) {
    return address != nullptr && reinterpret_cast<std::uintptr_t>(address) % bytes == 0;
}

} // namespace

int launchByteRange(const ByteRangeCall& call, void* stream) {
    if (call.count < 1 || !isAligned(call.voxels, sizeof(float)) || !isAligned(call.scratch, alignof(Extent))) {
        return cudaErrorInvalidValue;
    }
    return scaleToByteRange(call, on(stream));
}

int launchChannelNorm(const ChannelNormCall& call, void* stream) {
    const std::size_t element = call.isBf16 ? sizeof(Bf16) : sizeof(float);
    if (call.rows < 1 || call.channels < 1 || !isAligned(call.in, element) || !isAligned(call.out, element) ||
        !isAligned(call.weight, sizeof(float)) || !isAligned(call.bias, sizeof(float)) ||
        !isAligned(call.scratch, alignof(ChannelSums))) {
        return cudaErrorInvalidValue;
    }
    return normaliseChannels(call, on(stream));
}

int launchFirstLargest(const FirstLargestCall& call, void* stream) {
    if (call.voxels < 1 || call.classes < 1 || call.classes > 256 || call.labels == nullptr ||
        !isAligned(call.scores, call.isBf16 ? sizeof(Bf16) : sizeof(float))) {
        return cudaErrorInvalidValue;
    }
    return firstLargest(call, on(stream));
}

int launchMajorityVote(const VoteCall& call, void* stream) {
    if (call.tiles < 1 || call.tiles > kMostVotes || call.voxels < 1 || call.votes == nullptr ||
        call.winner == nullptr || call.count == nullptr || !isAligned(call.rank, sizeof(std::int32_t))) {
        return cudaErrorInvalidValue;
    }
    return majorityVote(call, on(stream));
}

} // namespace tessera::cuda
