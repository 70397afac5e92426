#pragma once

#include "core/engine/scheduler/scheduler_state.h"

#include <optional>
#include <span>
#include <vector>

namespace tessera::scheduler {

/// A look ahead to the end of the work: each of the given tiles in turn goes to the device where it would finish first,
/// after what runs there and what the plan gave it before (minimum completion time, Ibarra and Kim, J. ACM 24 (1977)
/// 280, on top of the model of contention.h). Longest tiles first make the end even (Graham, SIAM J. Appl. Math. 17
/// (1969) 416). Costs tiles x devices x lanes^2 steps.
/// @return for each device the first tile that the plan gives it, if any; devices that are lost or held get none
[[nodiscard]] std::vector<std::optional<ReadyTile>> planTail(const SchedulerState& state,
                                                             std::span<const ReadyTile> tiles);

} // namespace tessera::scheduler
