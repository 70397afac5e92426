#include "tests/gpu/overlap.h"

#include <algorithm>

namespace tessera::gpucheck {
namespace {

/// Nanoseconds of the GPU's clock, the same for all its processors.
__device__ unsigned long long now() {
    unsigned long long out = 0;
    asm volatile("mov.u64 %0, %globaltimer;" : "=l"(out));
    return out;
}

__global__ void spin(unsigned long long nanoseconds, unsigned long long* times) {
    const unsigned long long begin = now();
    while (now() - begin < nanoseconds) {
    }
    times[0] = begin;
    times[1] = now();
}

int largestOverlap(const std::vector<unsigned long long>& times) {
    int most = 0;
    for (std::size_t i = 0; i < times.size(); i += 2) {
        int here = 0;
        for (std::size_t j = 0; j < times.size(); j += 2) {
            here += times[j] <= times[i] && times[i] < times[j + 1] ? 1 : 0;
        }
        most = std::max(most, here);
    }
    return most;
}

} // namespace

int countConcurrentKernels(int streams, int& out) {
    out = 0;
    const std::size_t values = 2 * static_cast<std::size_t>(streams);
    unsigned long long* times = nullptr;
    if (const int code = cudaMalloc(reinterpret_cast<void**>(&times), values * sizeof(*times)); code != cudaSuccess) {
        return code;
    }
    std::vector<cudaStream_t> all(static_cast<std::size_t>(streams), nullptr);
    int code = cudaSuccess;
    const auto note = [&code](int next) { code = code == cudaSuccess ? next : code; };
    for (cudaStream_t& stream : all) {
        note(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking));
    }
    for (int round = 0; round < 2 && code == cudaSuccess; ++round) { // the first one loads the kernel
        for (std::size_t i = 0; i < all.size(); ++i) {
            spin<<<1, 1, 0, all[i]>>>(2'000'000, times + 2 * i);
        }
        note(cudaGetLastError());
        note(cudaDeviceSynchronize());
    }
    std::vector<unsigned long long> host(values);
    note(cudaMemcpy(host.data(), times, values * sizeof(*times), cudaMemcpyDeviceToHost));
    for (const cudaStream_t stream : all) {
        note(stream != nullptr ? cudaStreamDestroy(stream) : cudaSuccess);
    }
    note(cudaFree(times));
    out = code == cudaSuccess ? largestOverlap(host) : 0;
    return code;
}

} // namespace tessera::gpucheck
