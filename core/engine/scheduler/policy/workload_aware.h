#pragma once

#include "core/engine/scheduler/policy.h"

namespace tessera::scheduler {

/// After Slate (Allen, Feng, Ge, Slate: Enabling Workload-Aware Efficient Multiprocessing for Modern GPGPUs, IPDPS
/// 2019): two kernels share a GPU only if they complement each other, one bound by arithmetic beside one bound by
/// memory or two light ones; else a kernel runs alone. It knows no speeds and fills the first GPU that is free.
/// Deviates: whole tiles are paired, by the shares of their analysis, where Slate profiles single kernels and divides
/// the multiprocessors between them; "complement" means that neither the summed arithmetic nor the summed bandwidth
/// exceeds the GPU; memory is looked at and running out of it goes through our ladder.
class WorkloadAware : public Policy {
  public:
    [[nodiscard]] const PolicyTraits& traits() const override;
    [[nodiscard]] std::optional<Placement> choose(const SchedulerState& state) override;
};

} // namespace tessera::scheduler
