#include "core/engine/scheduler/policy/sequential.h"

namespace tessera::scheduler {

const PolicyTraits& Sequential::traits() const {
    static constexpr PolicyTraits kTraits{.name = "sequential",
                                          .standsFor = "SLANT's script: a process a tile, one after the other",
                                          .admitsByMemory = false,
                                          .recovers = false,
                                          .keepsWeights = false,
                                          .processPerTile = true};
    return kTraits;
}

std::optional<Placement> Sequential::choose(const SchedulerState& state) {
    const auto tile = state.ready().first();
    const auto devices = state.accelerators();
    if (!tile || devices.empty() || state.devices()[devices.front()].running() > 0) {
        return std::nullopt;
    }
    return Placement{*tile, devices.front()};
}

} // namespace tessera::scheduler
