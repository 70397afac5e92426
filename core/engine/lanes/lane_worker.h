#pragma once

#include "core/engine/tiles/tile_lane.h"

#include <functional>
#include <memory>

namespace tessera::engine {

/// What a worker process of a ProcessLane does: computes what it is asked for on one lane until its parent lets go of
/// it or dies (then the kernel kills it). To be called before the process has other threads.
/// @param makeLane called with the first tile, so that what it throws reaches the parent as that tile's error
/// @return the process's exit code
/// @throws Error{Usage} if this process wasn't started by a ProcessLane
[[nodiscard]] int runLaneWorker(const std::function<std::unique_ptr<TileLane>()>& makeLane);

} // namespace tessera::engine
