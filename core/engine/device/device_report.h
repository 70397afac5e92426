#pragma once

#include "core/base/os/machine.h"
#include "core/engine/device/cuda_devices.h"
#include "core/engine/device/mps.h"
#include "core/engine/device/nvml.h"

#include <optional>
#include <string>
#include <vector>

namespace tessera::engine {

/// What this process may compute on, and who else does, at one moment.
struct DeviceReport {
    std::string cpu; ///< its model
    int cpus = 0;    ///< that may be used
    std::vector<os::NumaNode> nodes;
    os::MachineMemory memory;
    std::vector<GpuState> gpus;
    std::optional<MpsState> mps; ///< where its control daemon runs
    CudaDevices cuda;            ///< what this process could compute on
    std::string driver;          ///< NVIDIA's version; empty without one
    std::string whyNoDriver;     ///< the reason in words, where there is none
};

/// Looks at the machine; takes no memory of a GPU. Any thread.
[[nodiscard]] DeviceReport reportDevices();

} // namespace tessera::engine
