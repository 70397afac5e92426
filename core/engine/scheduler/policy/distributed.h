#pragma once

#include "core/engine/scheduler/policy.h"

#include <deque>
#include <vector>

namespace tessera::scheduler {

/// torch.nn.parallel.DistributedDataParallel with a DistributedSampler (Li et al., PyTorch Distributed, VLDB 13 (2020)
/// 3005), which the seed study proposes: one process a GPU, image i belongs to process i modulo their number,
/// whatever their speeds; nothing is exchanged, since inference has no gradients. It looks at no memory; running out of
/// it ends the image.
/// Deviates, to its advantage: no image is computed twice (the sampler repeats the first ones until all processes have
/// as many), and the images of a lost GPU are dealt to the others, where DDP would end.
class Distributed : public Policy {
  public:
    [[nodiscard]] const PolicyTraits& traits() const override;
    [[nodiscard]] std::optional<Placement> choose(const SchedulerState& state) override;

  private:
    void deal(const SchedulerState& state);

    std::vector<std::size_t> m_devices;        ///< of the processes
    std::vector<std::deque<JobId>> m_imagesOf; ///< by process
    JobId m_dealt = 0;                         ///< the last image that was dealt
};

} // namespace tessera::scheduler
