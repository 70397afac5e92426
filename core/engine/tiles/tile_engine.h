#pragma once

#include "core/base/progress.h"
#include "core/engine/scheduler/scheduler.h"
#include "core/engine/tiles/tile_lane.h"

#include <memory>
#include <string>
#include <vector>

namespace tessera::engine {

/// What a device did since the start.
struct DeviceUse {
    std::string name;
    std::size_t tiles = 0;
    double busySeconds = 0; ///< of all its lanes together
    std::size_t deaths = 0; ///< of worker processes
    bool lost = false;      ///< it disappeared, or was given up
};

/// Computes the tiles of one model's plan over several devices: a thread for each lane, and one scheduler behind a
/// mutex that says which tile starts where. Emulated devices compute on the CPU with their plan's faults.
///
/// A lane whose worker dies costs its tile one of three attempts. A device on which three die in a row, with no tile
/// finished between, is given up if another is left.
///
/// Any thread may call anything; `run` blocks its caller, and several callers' tiles are scheduled side by side.
class TileEngine {
  public:
    /// @param devices with memory and speed filled in
    /// @param kinds what the plan's tiles cost, in its order
    /// @param factory makes the lanes, each on its own thread, when it gets its first tile
    /// @throws Error{Usage} without a device
    TileEngine(const std::vector<scheduler::DeviceDescription>& devices, std::unique_ptr<scheduler::Policy> policy,
               const std::vector<scheduler::TileKind>& kinds, LaneFactory factory);
    ~TileEngine(); ///< waits for the tiles that run
    TileEngine(const TileEngine&) = delete;
    TileEngine& operator=(const TileEngine&) = delete;

    /// Class indices of all tiles of the plan, in its order. Progress moves with each tile; after cancellation it
    /// returns at once, and what still runs is forgotten when it ends.
    /// @throws what a lane threw, Error{Cancelled}, Error of the scheduler (no device has room for a tile, all are
    /// lost)
    [[nodiscard]] std::vector<std::vector<std::uint8_t>> run(std::shared_ptr<const TileSource> source,
                                                             Progress& progress, int priority = 0);

    [[nodiscard]] std::vector<DeviceUse> use() const;

  private:
    class State;
    std::unique_ptr<State> m_state;
};

} // namespace tessera::engine
