#pragma once

#include "core/engine/scheduler/device.h"

#include <string_view>
#include <vector>

namespace tessera::scheduler {

/// What a person may write for the devices, in the simulator and the engine:
///
///     spec    = group { "," group }
///     group   = [ count "x" ] device { "+" option }
///     device  = ( "k40" | "emu" ) "-" size [ "@" speed ]     emulated
///             | "cpu" [ threads ] [ "-" size ] [ "@" speed ]
///             | "cuda" [ ":" ] [ index ]                     a GPU; without an index the first that nobody named
///     size    = number ( "g" | "m" )                         GiB, MiB
///     option  = "lanes=" n | "process" | "bf16"              most tiles at a time; a process a lane; precision
///             | "node=" n                                    cpu: NUMA node
///             | "oom=" n                                     emulated: the n-th tile it starts runs out of memory
///             | "slow=" factor ":" when                      emulated: its speed from then on
///             | "lost=" when                                 emulated: it disappears
///             | "tenant=" size ":" time "s"                  emulated: another program takes memory
///     when    = number "s" | n                               seconds since the start; when it starts its n-th tile
///
/// Examples: `3xk40-11g,1xcpu16`, `2xemu-11g@0.6`, `emu-8g@0.3+lanes=2+lost=12`, `k40-11g+tenant=5g:300s`.
/// k40 is the class of GPU of the seed study and the emulated device of speed 1; emu has speed 1, too. What isn't
/// written is 0 for the caller to find out: memory of cpu and cuda, speed of cpu and cuda, threads of cpu.
/// Names are the device as it was written, numbered where several would have the same.
inline constexpr std::size_t kMostDevices = 64;
inline constexpr int kMostLanes = 16;

/// @throws Error{Usage} that quotes the part that isn't understood and says what would be
[[nodiscard]] std::vector<DeviceDescription> parseDeviceSpec(std::string_view spec);

} // namespace tessera::scheduler
