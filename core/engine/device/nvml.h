#pragma once

#include "core/base/os/module.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tessera::engine {

/// A GPU, or a MIG slice of one, as NVIDIA's management library sees it at one moment.
struct GpuState {
    int index = 0;                  ///< of the GPU, in the order of PCI addresses
    std::optional<int> slice;       ///< of the GPU, if it is a MIG slice
    std::string uuid, name;         ///< "GPU-..." or "MIG-...": what CUDA_VISIBLE_DEVICES takes
    std::uint64_t memory = 0;       ///< bytes
    std::uint64_t used = 0;         ///< bytes in use, the driver's own included
    std::uint64_t usedByUs = 0;     ///< bytes of them of this process and its workers; 0 where the driver doesn't say
    int otherTenants = 0;           ///< other processes that compute on it
    std::optional<int> load;        ///< percent of the last moments in which some kernel ran; none for slices
    std::optional<int> memoryLoad;  ///< percent of them in which its memory was read or written
    std::optional<int> temperature; ///< degrees Celsius
    std::string problem;            ///< what the driver says instead ("GPU is lost"); empty if it answers
};

/// NVIDIA's management library, opened at run time: machines without a driver have none, which isn't an error. It needs
/// no CUDA and takes no memory of a GPU. Any thread, one at a time.
class Nvml {
  public:
    /// @param library its name or path
    /// @return null if it isn't there or doesn't work; `reason` then says why, in words
    [[nodiscard]] static std::unique_ptr<Nvml> open(std::string& reason,
                                                    const std::string& library = "libnvidia-ml.so.1");
    ~Nvml();
    Nvml(const Nvml&) = delete;
    Nvml& operator=(const Nvml&) = delete;

    [[nodiscard]] std::string driverVersion() const;
    /// All GPUs now; those with MIG enabled as their slices.
    [[nodiscard]] std::vector<GpuState> gpus() const;

  private:
    struct Functions;
    explicit Nvml(std::unique_ptr<Functions> functions);
    std::unique_ptr<Functions> m_functions;
};

} // namespace tessera::engine
