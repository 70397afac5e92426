#pragma once

#include "core/engine/scheduler/policy.h"

namespace tessera::scheduler {

/// After Mystic (Ukidave, Li, Kaeli, IPDPS 2016, doi 10.1109/IPDPS.2016.73): an arriving program goes to the GPU on
/// which it is predicted to be disturbed least by what runs there. It knows no speeds.
/// Deviates: the slow-down comes from our cost model (contention.h), where Mystic predicts it by collaborative
/// filtering over profiled programs; a tile waits where every GPU would slow it down beyond 1.5, where Mystic's queue
/// waits for a GPU; memory is looked at and running out of it goes through our ladder.
class InterferenceAware : public Policy {
  public:
    [[nodiscard]] const PolicyTraits& traits() const override;
    [[nodiscard]] std::optional<Placement> choose(const SchedulerState& state) override;
};

} // namespace tessera::scheduler
