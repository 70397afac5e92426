#pragma once

#include "core/engine/scheduler/policy.h"

#include <set>
#include <vector>

namespace tessera::scheduler {

/// Clients of CUDA's Multi-Process Service (NVIDIA, Multi-Process Service documentation), which the seed study proposes
/// for several fragments on one GPU: N processes a GPU, each limited to 1/N of its arithmetic
/// (CUDA_MPS_ACTIVE_THREAD_PERCENTAGE), and the tiles dealt to all processes in turn beforehand. Nothing moves later,
/// however fast a GPU turns out to be. It looks at no memory; running out of it ends the image.
/// Deviates: N is 2, or 1 on a device with one lane; an image of a higher priority passes within each process; the
/// tiles of a lost GPU, and those whose process died, are dealt again.
class StaticShare : public Policy {
  public:
    [[nodiscard]] const PolicyTraits& traits() const override;
    [[nodiscard]] std::optional<Placement> choose(const SchedulerState& state) override;

  private:
    struct Client {
        std::size_t device = 0;
        double share = 1;
        std::set<ReadyTile> tiles{}; ///< that were dealt to it
        std::optional<ReadyTile> running{};
    };
    void deal(const SchedulerState& state);
    void dealTile(const ReadyTile& tile);

    std::vector<std::size_t> m_devices;
    std::vector<Client> m_clients;
    JobId m_dealt = 0; ///< the last image that was dealt
    std::size_t m_turn = 0;
};

} // namespace tessera::scheduler
