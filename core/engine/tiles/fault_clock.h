#pragma once

#include "core/engine/scheduler/device.h"

namespace tessera::engine {

/// When an emulated device's planned faults happen while it computes real tiles. Times are s since the start. Not safe
/// to use from several threads at once.
class FaultClock {
  public:
    explicit FaultClock(scheduler::FaultPlan plan) : m_plan(std::move(plan)) {}

    struct Fate {
        bool outOfMemory = false; ///< the tile that starts now runs out of memory
        double speed = 1;         ///< factor on the device's own speed
    };
    /// The device starts one more tile.
    [[nodiscard]] Fate startTile(scheduler::Seconds now);
    /// Whether the device is gone: at a time, or with the start of a tile.
    [[nodiscard]] bool lost(scheduler::Seconds now) const;
    /// What other programs hold of its memory.
    [[nodiscard]] scheduler::Bytes foreign(scheduler::Seconds now) const;

  private:
    [[nodiscard]] bool reached(const scheduler::Moment& moment, scheduler::Seconds now) const;

    scheduler::FaultPlan m_plan;
    std::uint64_t m_tiles = 0; ///< started so far
};

} // namespace tessera::engine
