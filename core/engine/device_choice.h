#pragma once

#include "core/engine/scheduler/device.h"
#include "core/engine/scheduler/tile_kind.h"
#include "core/model/bundle.h"

#include <string>
#include <vector>

namespace tessera::engine {

/// The devices that `--devices` asks for ("auto", or the grammar of scheduler/device_spec.h), with what the machine
/// says filled in: the CPU's memory and threads. Emulated devices compute on the CPU.
/// @param threads of a tile's network where the specification doesn't say
/// @throws Error{Usage} for what isn't understood, what this version or this machine doesn't have
[[nodiscard]] std::vector<scheduler::DeviceDescription> chooseDevices(const std::string& spec, int threads);

/// "cpu", "emulated" or "cpu+emulated": the kinds of a run's devices, for its record.
[[nodiscard]] std::string kindsOf(const std::vector<scheduler::DeviceDescription>& devices);

/// What the tiles of a bundle cost, in the order of its plan, as far as its analysis goes; the scheduler corrects it by
/// what it measures.
[[nodiscard]] std::vector<scheduler::TileKind> tileKindsOf(const model::Bundle& bundle);

} // namespace tessera::engine
