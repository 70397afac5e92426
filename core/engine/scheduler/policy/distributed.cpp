#include "core/engine/scheduler/policy/distributed.h"

#include <algorithm>

namespace tessera::scheduler {

const PolicyTraits& Distributed::traits() const {
    static constexpr PolicyTraits kTraits{.name = "distributed",
                                          .standsFor = "DDP: a process a GPU, images dealt out in turn",
                                          .admitsByMemory = false,
                                          .recovers = false};
    return kTraits;
}

void Distributed::deal(const SchedulerState& state) {
    const auto devices = state.accelerators();
    if (devices != m_devices) {
        m_devices = devices;
        m_imagesOf.assign(devices.size(), {});
        m_dealt = 0; // images that are over are passed below
    }
    for (std::size_t turn = static_cast<std::size_t>(m_dealt); m_dealt < state.lastJob() && !devices.empty(); ++turn) {
        ++m_dealt;
        m_imagesOf[turn % devices.size()].push_back(m_dealt);
    }
}

std::optional<Placement> Distributed::choose(const SchedulerState& state) {
    deal(state);
    for (std::size_t process = 0; process < m_devices.size(); ++process) {
        if (state.devices()[m_devices[process]].running() > 0) {
            continue;
        }
        auto& images = m_imagesOf[process];
        while (!images.empty() && state.job(images.front()) == nullptr) {
            images.pop_front();
        }
        // a higher priority passes within the process
        std::optional<ReadyTile> best;
        const int highest = state.ready().empty() ? 0 : state.ready().first()->priority;
        for (const JobId image : images) {
            const Job* job = state.job(image);
            const auto tile = job != nullptr ? state.ready().firstOfJob(job->priority, image) : std::nullopt;
            best = tile && (!best || *tile < *best) ? tile : best;
            if (best && best->priority == highest) {
                break;
            }
        }
        if (best) {
            return Placement{*best, m_devices[process]};
        }
    }
    return std::nullopt;
}

} // namespace tessera::scheduler
