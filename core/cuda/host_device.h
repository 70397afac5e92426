#pragma once

/// Marks a function that compiles for the CPU and, under nvcc, for the GPU.
#ifdef __CUDACC__
#define TESSERA_HOST_DEVICE __host__ __device__
#else
#define TESSERA_HOST_DEVICE
#endif
