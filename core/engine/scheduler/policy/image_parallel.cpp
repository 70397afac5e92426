#include "core/engine/scheduler/policy/image_parallel.h"

#include <algorithm>

namespace tessera::scheduler {

const PolicyTraits& ImageParallel::traits() const {
    static constexpr PolicyTraits kTraits{.name = "image-parallel",
                                          .standsFor = "one image per GPU, as the seed study's batch",
                                          .admitsByMemory = false,
                                          .recovers = false};
    return kTraits;
}

std::optional<Placement> ImageParallel::choose(const SchedulerState& state) {
    const auto& ready = state.ready();
    std::erase_if(m_imageOf, [&](const auto& entry) {
        const Job* job = state.job(entry.second);
        return job == nullptr || state.devices()[entry.first].lost();
    });
    const auto isTaken = [this](JobId job) {
        return std::any_of(m_imageOf.begin(), m_imageOf.end(),
                           [job](const auto& entry) { return entry.second == job; });
    };
    for (const std::size_t device : state.accelerators()) {
        if (state.devices()[device].running() > 0) {
            continue;
        }
        if (!m_imageOf.contains(device)) {
            // at most one image per device is taken, so that few are passed over
            auto next = ready.all().begin();
            while (next != ready.all().end() && isTaken(next->job)) {
                next = ready.all().upper_bound({next->priority, next->job, ~std::uint32_t{0}, 0});
            }
            if (next == ready.all().end()) {
                continue;
            }
            m_imageOf[device] = next->job;
        }
        const JobId image = m_imageOf[device];
        if (const auto tile = ready.firstOfJob(state.job(image)->priority, image)) {
            return Placement{*tile, device};
        }
    }
    return std::nullopt;
}

} // namespace tessera::scheduler
