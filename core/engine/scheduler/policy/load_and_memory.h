#pragma once

#include "core/engine/scheduler/policy.h"

namespace tessera::scheduler {

/// The heuristic that the seed study proposes and did not build (Samoila, Predescu, Slusanschi): each fragment goes to
/// the GPU with the lowest load at the moment among those whose free memory holds it; equal loads are decided by the
/// larger free memory. It knows no speeds, so that a slow idle GPU gets the last fragment, too.
/// Deviates, to its advantage: the load is the larger sum of arithmetic and bandwidth that the running tiles ask for,
/// where the proposal's utilisation only says that some kernel ran; memory is counted by predicted peaks, where a look
/// at the free memory misses what a young tile will still take; it goes through our ladder when memory runs out.
class LoadAndMemory : public Policy {
  public:
    [[nodiscard]] const PolicyTraits& traits() const override;
    [[nodiscard]] std::optional<Placement> choose(const SchedulerState& state) override;
};

} // namespace tessera::scheduler
