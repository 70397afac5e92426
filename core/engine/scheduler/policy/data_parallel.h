#pragma once

#include "core/engine/scheduler/policy.h"

#include <vector>

namespace tessera::scheduler {

/// torch.nn.DataParallel (PyTorch's documentation; Li et al., VLDB 13 (2020) 3005 compare it with DDP): the same tile
/// of several images is one batch, its samples are split over the GPUs, the network is copied to all of them for each
/// batch, and all wait for the slowest before the next tile. A batch of one image uses the first GPU only, which is our
/// reading of the seed study's idle second GPU. It looks at no memory; running out of it ends the image.
/// Deviates: each sample is normalised by its own statistics, as SLANT's networks need (plain DataParallel gives each
/// GPU's samples one normalisation in training mode); a batch has at most one sample for each GPU; the end of a list of
/// images is a smaller batch; images of one model are found among the next 64, those of others wait.
class DataParallel : public Policy {
  public:
    /// @param batch images in a batch; 0: one for each device. More than devices are taken for as many as devices.
    explicit DataParallel(int batch) : m_batch(batch) {}
    [[nodiscard]] const PolicyTraits& traits() const override;
    [[nodiscard]] std::optional<Placement> choose(const SchedulerState& state) override;

  private:
    void formBatch(const SchedulerState& state, std::size_t devices);

    int m_batch;
    std::vector<JobId> m_images; ///< of the present batch, by device
    std::uint32_t m_tile = 0;    ///< that is being computed
};

} // namespace tessera::scheduler
