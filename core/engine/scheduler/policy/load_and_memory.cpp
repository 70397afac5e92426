#include "core/engine/scheduler/policy/load_and_memory.h"

#include <algorithm>

namespace tessera::scheduler {
namespace {

constexpr double kRounding = 1e-9;

double loadOf(const DeviceState& device) {
    double compute = 0, bandwidth = 0;
    for (const SharedDevice::Work& work : device.belief().works()) {
        compute += work.demand.compute;
        bandwidth += work.demand.bandwidth;
    }
    return std::max(compute, bandwidth);
}

} // namespace

const PolicyTraits& LoadAndMemory::traits() const {
    static constexpr PolicyTraits kTraits{
        .name = "load-and-memory",
        .standsFor = "the seed study's proposal: the least loaded GPU with enough free memory"};
    return kTraits;
}

std::optional<Placement> LoadAndMemory::choose(const SchedulerState& state) {
    for (const ReadyTile& tile : state.heads()) {
        std::optional<std::size_t> best;
        std::pair<double, double> bestRank;
        for (const std::size_t index : state.placesFor(tile.kind)) {
            const DeviceState& device = state.devices()[index];
            const Demand demand = state.demand(index, tile.kind);
            const double load = loadOf(device);
            if (!device.hasLane() || !state.admits(index, tile.kind) ||
                (device.running() > 0 && load + std::max(demand.compute, demand.bandwidth) > 1 + kRounding)) {
                continue;
            }
            const TileKind& kind = state.costs().kind(tile.kind);
            const auto free = static_cast<double>(device.budget()) -
                              static_cast<double>(device.busyWith(kind, state.costs().peak(index, tile.kind)));
            const std::pair<double, double> rank(load, -free);
            if (!best || rank < bestRank) {
                best = index;
                bestRank = rank;
            }
        }
        if (best) {
            return Placement{tile, *best};
        }
    }
    return std::nullopt;
}

} // namespace tessera::scheduler
