#include "core/engine/scheduler/policy/data_parallel.h"

#include <algorithm>

namespace tessera::scheduler {
namespace {

constexpr int kLookAhead = 64; // images among which those of one model are found

} // namespace

const PolicyTraits& DataParallel::traits() const {
    static constexpr PolicyTraits kTraits{.name = "data-parallel",
                                          .standsFor = "torch.nn.DataParallel: a batch's samples split over the GPUs",
                                          .admitsByMemory = false,
                                          .recovers = false,
                                          .keepsWeights = false};
    return kTraits;
}

void DataParallel::formBatch(const SchedulerState& state, std::size_t devices) {
    m_images.clear();
    m_tile = 0;
    const std::size_t most = m_batch == 0 ? devices : std::min(devices, static_cast<std::size_t>(m_batch));
    const auto& all = state.ready().all();
    auto next = all.begin();
    for (int seen = 0; seen < kLookAhead && next != all.end() && m_images.size() < most; ++seen) {
        if (m_images.empty() || state.job(next->job)->tiles == state.job(m_images.front())->tiles) {
            m_images.push_back(next->job);
        }
        next = all.upper_bound({next->priority, next->job, ~std::uint32_t{0}, 0});
    }
}

std::optional<Placement> DataParallel::choose(const SchedulerState& state) {
    const auto devices = state.accelerators();
    const bool busy = std::any_of(devices.begin(), devices.end(),
                                  [&](std::size_t device) { return state.devices()[device].running() > 0; });
    std::erase_if(m_images, [&](JobId image) { return state.job(image) == nullptr; });
    const auto tileOf = [&](JobId image) -> std::optional<ReadyTile> {
        const Job& job = *state.job(image);
        const ReadyTile tile{job.priority, image, m_tile, (*job.tiles)[m_tile]};
        return state.ready().contains(tile) ? std::optional(tile) : std::nullopt;
    };
    const auto nextTile = [&] {
        std::optional<std::uint32_t> next;
        for (const JobId image : m_images) {
            const auto first = state.ready().firstOfJob(state.job(image)->priority, image);
            next = first && (!next || first->tile < *next) ? first->tile : next;
        }
        return next;
    };
    if (!busy) { // the barrier: the next tile at which anything is left to do, or the next batch
        auto next = nextTile();
        if (!next) {
            formBatch(state, devices.size());
            next = nextTile();
        }
        m_tile = next.value_or(0);
    }
    for (std::size_t i = 0; i < m_images.size() && !devices.empty(); ++i) {
        const std::size_t device = devices[i % devices.size()]; // of a lost device another one does both
        if (const auto tile = tileOf(m_images[i]); tile && state.devices()[device].running() == 0) {
            return Placement{*tile, device};
        }
    }
    return std::nullopt;
}

} // namespace tessera::scheduler
