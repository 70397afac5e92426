#include "core/engine/scheduler/policy/interference_aware.h"

namespace tessera::scheduler {
namespace {

constexpr double kMostSlowdown = 1.5;

} // namespace

const PolicyTraits& InterferenceAware::traits() const {
    static constexpr PolicyTraits kTraits{.name = "interference-aware",
                                          .standsFor = "Mystic: where the predicted slow-down is least"};
    return kTraits;
}

std::optional<Placement> InterferenceAware::choose(const SchedulerState& state) {
    for (const ReadyTile& tile : state.heads()) {
        std::optional<std::size_t> best;
        double least = kMostSlowdown;
        for (const std::size_t index : state.placesFor(tile.kind)) {
            const DeviceState& device = state.devices()[index];
            if (!device.hasLane() || !state.admits(index, tile.kind)) {
                continue;
            }
            const double slowdown =
                device.running() == 0 ? 1 : device.belief().slowdownWith(state.demand(index, tile.kind));
            if (slowdown < least) {
                best = index;
                least = slowdown;
            }
        }
        if (best) {
            return Placement{tile, *best};
        }
    }
    return std::nullopt;
}

} // namespace tessera::scheduler
