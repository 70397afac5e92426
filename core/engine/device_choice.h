#pragma once

#include "core/engine/device/cuda_devices.h"
#include "core/engine/scheduler/device.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tessera::engine {

/// What is asked for the lanes of all devices, beside what the specification says for each.
struct LaneSettings {
    int lanes = 0;                             ///< of each device; 0: as the specification has it
    std::optional<scheduler::LaneKind> kind{}; ///< of all lanes
    bool mps = false;                          ///< lanes in processes compute through MPS, see device/mps.h
    int mpsShare = 0;                          ///< of a GPU's threads a process, percent; 0: not said
};

/// The devices that `--devices` asks for ("auto", or the grammar of scheduler/device_spec.h), with what the machine
/// says filled in: the CPU's memory and threads, a GPU's index and free memory. "auto" is every GPU and the CPU, or the
/// CPU where there is no GPU. Emulated devices compute on the CPU.
/// @param threads of a tile's network where the specification doesn't say
/// @param list asked for the GPUs, unless the specification needs none
/// @throws Error{Usage} for what isn't understood, what this version or this machine doesn't have, or MPS for devices
///   that have no use for it
[[nodiscard]] std::vector<scheduler::DeviceDescription> chooseDevices(
    const std::string& spec, int threads, const LaneSettings& lanes = {},
    const std::function<CudaDevices()>& list = [] { return listCudaDevices(); });

/// The kinds of a run's devices in the order cpu, cuda, emulated, joined as in "cpu+cuda", for its record.
[[nodiscard]] std::string kindsOf(const std::vector<scheduler::DeviceDescription>& devices);

} // namespace tessera::engine
