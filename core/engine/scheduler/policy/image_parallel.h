#pragma once

#include "core/engine/scheduler/policy.h"

#include <map>

namespace tessera::scheduler {

/// One image per GPU, as the seed study runs a batch (Samoila, Predescu, Slusanschi, Performance Analysis of Medical
/// Imaging Workflows: "three threads with three GPUs") and as a job array does: a GPU that is free takes the next image
/// and computes its tiles one after the other in one process. It looks at no memory; a tile that runs out of it ends
/// its image. The CPU computes only where there is no GPU. Deviates: weights stay on the GPU between images; an image
/// whose GPU is lost goes on with another one.
class ImageParallel : public Policy {
  public:
    [[nodiscard]] const PolicyTraits& traits() const override;
    [[nodiscard]] std::optional<Placement> choose(const SchedulerState& state) override;

  private:
    std::map<std::size_t, JobId> m_imageOf; ///< by device
};

} // namespace tessera::scheduler
