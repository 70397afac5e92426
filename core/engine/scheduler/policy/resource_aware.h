#pragma once

#include "core/engine/scheduler/policy.h"

#include <set>

namespace tessera::scheduler {

/// Tessera's own policy and the default: tiles go where memory allows and where they finish first by measured speed.
///
/// - Priorities are strict: a lower one gets only lanes that the higher has no use for.
/// - While many tiles are left every useful lane takes one: a lane is useful while one more tile raises the device's
///   throughput (contention.h) and fits in memory. A device takes part only if it would be done with the tile before
///   the others had finished all that is left: the rule by which the CPU joins, and a slow GPU stays out of the end.
/// - Near the end (about two tiles a lane) the whole rest is planned by minimum completion time (tail_plan.h), and what
///   the plan starts now is started. The plan is made anew whenever something changes.
/// - Order: as in the queue while the weights of all networks fit on the device; else tile-major, so that a network
///   serves all images that wait for it before the next one is loaded. Where tiles differ in length, the longest go
///   first once they could make the end uneven. Beside a running tile one that complements it (arithmetic beside
///   bandwidth) passes those before it if it raises the throughput by 5 % more.
/// - The next tile of the queue may need more memory than is free while smaller ones behind it would fit: one device is
///   then kept for it, so that it isn't passed for ever.
class ResourceAware : public Policy {
  public:
    [[nodiscard]] const PolicyTraits& traits() const override;
    [[nodiscard]] std::optional<Placement> choose(const SchedulerState& state) override;

  private:
    using Devices = std::set<std::size_t>;
    [[nodiscard]] std::optional<Placement> planned(const SchedulerState& state, int priority, Devices& kept) const;
    [[nodiscard]] std::optional<Placement> streamed(const SchedulerState& state, int priority, Devices& kept) const;
    [[nodiscard]] std::optional<ReadyTile> pick(const SchedulerState& state, int priority, std::size_t device,
                                                bool longestFirst, bool& keep) const;
};

} // namespace tessera::scheduler
