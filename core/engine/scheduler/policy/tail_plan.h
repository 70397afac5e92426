#pragma once

#include "core/engine/scheduler/scheduler_state.h"

#include <span>
#include <vector>

namespace tessera::scheduler {

/// What the plan keeps short.
enum class TailGoal {
    Makespan,  ///< the end of everything on the device that gets the tile
    TileFinish ///< the tile's own end: somebody waits for these tiles, whatever else runs
};

/// A look ahead to the end of the work: each of the given tiles in turn goes to the device where the goal comes first,
/// after what runs there and what the plan gave it before (minimum completion time, Ibarra and Kim, J. ACM 24 (1977)
/// 280, on top of the model of contention.h). Longest tiles first make the end even (Graham, SIAM J. Appl. Math. 17
/// (1969) 416). Costs tiles x devices x lanes^2 steps.
/// @return for each device the tiles that the plan gives it, in their order; devices that are lost or held get none
[[nodiscard]] std::vector<std::vector<ReadyTile>> planTail(const SchedulerState& state,
                                                           std::span<const ReadyTile> tiles, TailGoal goal);

} // namespace tessera::scheduler
