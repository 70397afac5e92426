#include "core/engine/scheduler/policy/workload_aware.h"

namespace tessera::scheduler {
namespace {

constexpr double kRounding = 1e-9;

bool complements(const SchedulerState& state, std::size_t device, KindId kind) {
    const auto& works = state.devices()[device].belief().works();
    if (works.empty()) {
        return true;
    }
    const Demand mine = state.demand(device, kind), other = works.front().demand;
    return works.size() == 1 && mine.compute + other.compute <= 1 + kRounding &&
           mine.bandwidth + other.bandwidth <= 1 + kRounding;
}

} // namespace

const PolicyTraits& WorkloadAware::traits() const {
    static constexpr PolicyTraits kTraits{.name = "workload-aware",
                                          .standsFor = "Slate: memory-bound beside compute-bound, else alone"};
    return kTraits;
}

std::optional<Placement> WorkloadAware::choose(const SchedulerState& state) {
    const auto heads = state.heads();
    for (int running = 0; running < 2; ++running) { // idle GPUs first
        for (const ReadyTile& tile : heads) {
            for (const std::size_t device : state.placesFor(tile.kind)) {
                if (state.devices()[device].running() == running && state.devices()[device].hasLane() &&
                    state.admits(device, tile.kind) && complements(state, device, tile.kind)) {
                    return Placement{tile, device};
                }
            }
        }
    }
    return std::nullopt;
}

} // namespace tessera::scheduler
