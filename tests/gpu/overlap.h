#pragma once

#include <vector>

namespace tessera::gpucheck {

/// How many of `streams` kernels, one a stream and 2 ms long, ran at the same moment on the current GPU.
/// @return a cudaError_t
int countConcurrentKernels(int streams, int& out);

} // namespace tessera::gpucheck
