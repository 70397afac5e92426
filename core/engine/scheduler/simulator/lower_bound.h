#pragma once

#include "core/engine/scheduler/simulator/simulator.h"

namespace tessera::simulator {

/// No schedule of the setup can be shorter than `seconds`, the larger of:
/// - work: the tiles' summed work over the summed speed of the devices that fit a tile, integrated over time (foreign
///   tenants, slow-downs and losses at known times; faults that happen at a tile's number are taken for not
///   happening). Work is counted three ways, in arithmetic, in bandwidth and in lanes that memory and lane limits
///   leave; each is a bound of its own. A device with room for few lanes does no more arithmetic than these; since
///   small tiles have more lanes, the tiles that need the same are looked at alone, too;
/// - longest: the longest tile alone on the fastest device that fits it, after its image's arrival.
/// Jobs that are cancelled count nothing. Starts of processes, loading and mutual disturbance count nothing, either.
struct LowerBound {
    Seconds seconds = 0, work = 0, longest = 0; ///< infinity if the work can't be done at all
};

[[nodiscard]] LowerBound lowerBound(const Setup& setup);

} // namespace tessera::simulator
