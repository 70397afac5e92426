#pragma once

/// The handful of NVML's functions and structs that are used, as its documentation has them (docs.nvidia.com/deploy/
/// nvml-api): machines without the CUDA toolkit have no nvml.h.
namespace tessera::engine::nvml {

struct DeviceHandle; ///< the driver's own
using Device = DeviceHandle*;

constexpr int kSuccess = 0, kInsufficientSize = 7;
constexpr unsigned kTextSize = 96; ///< of names, UUIDs and versions
constexpr int kGpuTemperature = 0;
constexpr unsigned kMigEnabled = 1;

struct Memory {
    unsigned long long total = 0, free = 0, used = 0;
};
struct Utilization {
    unsigned gpu = 0, memory = 0; ///< percent
};
/// nvmlProcessInfo_t of version 2 and later.
struct ProcessInfo {
    unsigned pid = 0;
    unsigned long long usedMemory = 0; ///< all ones where it isn't known
    unsigned gpuInstance = 0, computeInstance = 0;
};

using Init = int (*)();
using ErrorText = const char* (*)(int);
using SystemText = int (*)(char*, unsigned);
using Count = int (*)(unsigned*);
using ByIndex = int (*)(unsigned, Device*);
using DeviceText = int (*)(Device, char*, unsigned);
using MemoryOf = int (*)(Device, Memory*);
using UtilizationOf = int (*)(Device, Utilization*);
using TemperatureOf = int (*)(Device, int, unsigned*);
using ProcessesOf = int (*)(Device, unsigned*, ProcessInfo*);
using MigMode = int (*)(Device, unsigned*, unsigned*);
using SliceCount = int (*)(Device, unsigned*);
using SliceByIndex = int (*)(Device, unsigned, Device*);

} // namespace tessera::engine::nvml
