#pragma once

#include "core/engine/scheduler/policy.h"

namespace tessera::scheduler {

/// SLANT's own script (Huo et al., NeuroImage 194 (2019) 105; github.com/MASILab/SLANTbrainSeg): one tile after the
/// other on one device, each in a new process that loads its network. Takes the first GPU, or the first CPU where there
/// is none. It looks at no memory; a tile that runs out of it ends its image, as the script ends.
/// Deviates: the next image is started after a failed one, and after a lost device it goes on with the next device.
class Sequential : public Policy {
  public:
    [[nodiscard]] const PolicyTraits& traits() const override;
    [[nodiscard]] std::optional<Placement> choose(const SchedulerState& state) override;
};

} // namespace tessera::scheduler
