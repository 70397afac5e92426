#include "core/engine/device/device_report.h"

#include "core/base/os/process.h"
#include "core/cuda/cuda_loader.h"

namespace tessera::engine {

DeviceReport reportDevices() {
    const std::vector<int> allowed = os::allowedCpus();
    DeviceReport out{.cpu = os::cpuModel(),
                     .cpus = static_cast<int>(allowed.size()),
                     .nodes = os::numaNodes(allowed),
                     .memory = os::machineMemory()};
    if (const auto nvml = Nvml::open(out.whyNoDriver)) {
        out.driver = nvml->driverVersion();
        out.gpus = nvml->gpus();
    }
    out.cuda = listCudaDevices(out.gpus, cuda::moduleFile());
    out.mps = findMps();
    return out;
}

} // namespace tessera::engine
