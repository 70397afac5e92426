#pragma once

#include "core/engine/device/cuda_devices.h"
#include "core/engine/scheduler/device.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace tessera::engine {

/// What a device's own meters say at one moment, whoever uses it.
struct DeviceReading {
    std::optional<int> load;                    ///< percent of the last second
    std::optional<scheduler::Bytes> usedByUs;   ///< memory of this process and its workers; GPUs: as far as is told
    std::optional<scheduler::Bytes> usedByRest; ///< memory of everybody else, the driver included
    std::optional<int> temperature;             ///< degrees Celsius
    std::string whyUnknown;                     ///< in words, where one of them is none
};

/// Memory that other programs have taken of devices since they were first looked at. One thread at a time.
class ForeignGrowth {
  public:
    /// Of each device in steps of 64 MiB; 0 before the first reading, and the last answer where a GPU's driver doesn't
    /// tell our memory from others'.
    [[nodiscard]] std::vector<scheduler::Bytes> take(const std::vector<DeviceReading>& readings);

  private:
    struct Seen {
        std::optional<scheduler::Bytes> first{};
        scheduler::Bytes grown = 0;
    };
    static scheduler::Bytes grown(Seen& seen, const DeviceReading& reading);
    std::vector<Seen> m_seen; ///< by device
};

/// Reads the meters of a process's devices once a second, on a thread of its own, as long as somebody asks: nobody
/// else's thread waits for a driver. Any thread.
class DeviceMeters {
  public:
    /// @param list asked for the GPUs if one of the devices is a GPU
    /// @param nvml NVIDIA's management library, see `Nvml::open`
    explicit DeviceMeters(
        std::vector<scheduler::DeviceDescription> devices,
        const std::function<CudaDevices()>& list = [] { return listCudaDevices(); },
        std::string nvml = "libnvidia-ml.so.1");
    ~DeviceMeters();
    DeviceMeters(const DeviceMeters&) = delete;
    DeviceMeters& operator=(const DeviceMeters&) = delete;

    /// The last ones, in the order of the devices, at once; empty before the first.
    [[nodiscard]] std::vector<DeviceReading> readings();

  private:
    struct Meter {
        scheduler::DeviceKind kind = scheduler::DeviceKind::Emulated;
        std::vector<int> cpus{}; ///< of a CPU
        std::string uuid{};      ///< of a GPU
    };
    void watch();

    std::vector<Meter> m_meters;
    const std::string m_library;
    std::mutex m_mutex; ///< of what follows
    std::condition_variable m_changed;
    bool m_ending = false, m_isAsked = false;
    std::vector<DeviceReading> m_readings;
    std::thread m_thread;
};

} // namespace tessera::engine
