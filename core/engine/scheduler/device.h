#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Tiles over devices: what the scheduler, its policies and the simulator share. Nothing here knows a thread, a clock
/// or a GPU: seconds are given, and the caller carries out what the scheduler decides.
namespace tessera::scheduler {

using Bytes = std::uint64_t;
using Seconds = double;

inline constexpr Bytes kMebi = Bytes{1} << 20, kGibi = Bytes{1} << 30;

enum class DeviceKind { Cpu, Cuda, Emulated };
enum class LaneKind {
    Stream, ///< lanes share one process and one context
    Process ///< every lane is a process with a context of its own
};
enum class Precision { Fp32, Bf16 };

/// When a planned fault happens: at a time (s since the start), or when the device starts its n-th tile (from 1).
/// Exactly one of them is set.
struct Moment {
    std::optional<Seconds> seconds{};
    std::optional<std::uint64_t> tile{};
};

/// What goes wrong with an emulated device. A plain value.
struct FaultPlan {
    struct SlowDown {
        double factor = 1; ///< of the device's own speed from then on
        Moment when;
    };
    struct Tenant {
        Bytes bytes = 0; ///< what another program takes
        Seconds from = 0;
    };
    std::vector<std::uint64_t> outOfMemory{}; ///< the n-th tiles started on it (from 1) run out of memory
    std::vector<SlowDown> slowDowns{};
    std::vector<Tenant> tenants{};
    std::optional<Moment> disappears{};
};

/// A device as the scheduler sees it. A plain value.
struct DeviceDescription {
    std::string name; ///< unique, for people
    DeviceKind kind = DeviceKind::Emulated;
    Bytes capacity = 0;     ///< all of its memory; 0 in a specification: to be asked of the machine
    Bytes contextBytes = 0; ///< that a process takes before it has computed anything
    /// Relative to the device on which `TileKind::seconds` was measured. 0 in a specification: to be measured.
    double speed = 1;
    int lanes = 4; ///< most tiles at a time
    LaneKind laneKind = LaneKind::Stream;
    Precision precision = Precision::Fp32;
    int gpu = -1;                    ///< of CUDA: its index among those that the process sees; -1: not written
    std::string hardware{};          ///< of CUDA: what the GPU is, once it is known
    int threads = 0;                 ///< of a CPU
    int numaNode = -1;               ///< of a CPU; -1: not bound
    double interference = 0.02;      ///< extra slow-down for each further tile at the same time, see contention.h
    Seconds processSeconds = 0;      ///< start of a process that computes: program, framework, context
    double loadBytesPerSecond = 6e9; ///< weights to the device
    FaultPlan faults{};              ///< of an emulated device
};

} // namespace tessera::scheduler
