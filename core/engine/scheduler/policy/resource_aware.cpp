#include "core/engine/scheduler/policy/resource_aware.h"

#include "core/engine/scheduler/policy/tail_plan.h"

#include <algorithm>
#include <utility>

namespace tessera::scheduler {
namespace {

constexpr std::size_t kTilesALane = 2; // that are left when planning begins
constexpr std::size_t kLeastPlanned = 16, kMostPlanned = 128;
constexpr double kComplement = 1.05; // of throughput, for which a tile passes those before it
constexpr double kUnevenShare = 0.2; // of what is left: a tile longer than that could make the end uneven

std::size_t planLimit(const SchedulerState& state) {
    std::size_t lanes = 0;
    for (const DeviceState& device : state.devices()) {
        lanes += device.lost() ? 0 : static_cast<std::size_t>(device.laneLimit());
    }
    return std::clamp(kTilesALane * lanes, kLeastPlanned, kMostPlanned);
}

/// Tiles of a kind that a device does in a second when all its useful lanes are busy.
double tilesASecond(const SchedulerState& state, std::size_t device, KindId kind) {
    const int lanes = state.usefulLanes(device, kind);
    return SharedDevice::throughput(state.demand(device, kind), lanes,
                                    state.devices()[device].description().interference) /
           state.costs().seconds(device, kind);
}

/// Seconds in which all devices but one would do everything that is ready; infinity if they can't.
Seconds timeWithout(const SchedulerState& state, std::optional<std::size_t> without) {
    Seconds out = 0;
    for (KindId kind = 0; kind < state.costs().kinds(); ++kind) {
        const std::size_t count = state.ready().countOfKind(kind);
        double rate = 0;
        for (std::size_t i = 0; count > 0 && i < state.devices().size(); ++i) {
            rate += i == without || state.devices()[i].lost() ? 0 : tilesASecond(state, i, kind);
        }
        out += count > 0 ? static_cast<double>(count) / rate : 0;
    }
    return out;
}

/// Whether a device should take a tile although others are faster: it must be done before they would be with all.
bool isWorthwhile(const SchedulerState& state, std::size_t device, KindId kind) {
    const Seconds own = state.costs().seconds(device, kind);
    Seconds fastest = own;
    for (std::size_t i = 0; i < state.devices().size(); ++i) {
        if (!state.devices()[i].lost() && state.fits(i, kind)) {
            fastest = std::min(fastest, state.costs().seconds(i, kind));
        }
    }
    // with more than kTilesALane tiles for every lane the others are busy for at least as many of their tiles
    if (own <= static_cast<double>(kTilesALane) * fastest) {
        return true;
    }
    return state.finishIfStarted(device, kind) <= timeWithout(state, device);
}

bool differInLength(const SchedulerState& state) {
    std::optional<Seconds> seen;
    for (KindId kind = 0; kind < state.costs().kinds(); ++kind) {
        if (state.ready().countOfKind(kind) > 0) {
            const Seconds seconds = state.costs().kind(kind).seconds;
            if (seen && *seen != seconds) {
                return true;
            }
            seen = seconds;
        }
    }
    return false;
}

/// Whether it may matter which tiles run together.
bool differInDemand(const SchedulerState& state) {
    const TileKind* seen = nullptr;
    for (KindId kind = 0; kind < state.costs().kinds(); ++kind) {
        const TileKind& here = state.costs().kind(kind);
        if (state.ready().countOfKind(kind) == 0) {
            continue;
        }
        if (seen != nullptr &&
            (seen->computeShare != here.computeShare || seen->bandwidthShare != here.bandwidthShare)) {
            return true;
        }
        seen = &here;
    }
    return false;
}

/// Whether the longest ready tile is so long beside all that is left that it had better start soon.
bool wantsLongestFirst(const SchedulerState& state) {
    if (!differInLength(state)) {
        return false;
    }
    Seconds longest = 0;
    for (KindId kind = 0; kind < state.costs().kinds(); ++kind) {
        for (std::size_t i = 0; state.ready().countOfKind(kind) > 0 && i < state.devices().size(); ++i) {
            if (!state.devices()[i].lost() && !state.devices()[i].isCpu() && state.fits(i, kind)) {
                longest = std::max(longest, state.costs().seconds(i, kind));
            }
        }
    }
    return longest > kUnevenShare * timeWithout(state, std::nullopt);
}

bool allWeightsFit(const SchedulerState& state, std::size_t index) {
    const DeviceState& device = state.devices()[index];
    Bytes weights = 0, peak = 0;
    std::vector<char> counted(state.costs().networks());
    for (KindId kind = 0; kind < state.costs().kinds(); ++kind) {
        const TileKind& costs = state.costs().kind(kind);
        if (state.ready().countOfKind(kind) > 0) {
            weights += counted[costs.network] == 0 ? costs.weightBytes : 0;
            counted[costs.network] = 1;
            peak = std::max(peak, state.costs().peak(index, kind));
        }
    }
    const auto fit = [&](Bytes scratch) {
        return device.description().contextBytes + weights + scratch + device.margin() <= device.budget();
    };
    if (fit(peak * static_cast<Bytes>(device.laneLimit())) || !fit(peak)) {
        return fit(peak);
    }
    Bytes scratch = 0; // of as many lanes as are of use
    for (KindId kind = 0; kind < state.costs().kinds(); ++kind) {
        if (state.ready().countOfKind(kind) > 0) {
            const auto lanes = static_cast<Bytes>(std::max(1, state.usefulLanes(index, kind)));
            scratch = std::max(scratch, state.costs().peak(index, kind) * lanes);
        }
    }
    return fit(scratch);
}

bool gains(const SchedulerState& state, std::size_t device, KindId kind) {
    return state.devices()[device].belief().gainsFrom(state.demand(device, kind));
}

bool isStartable(const SchedulerState& state, std::size_t device, const ReadyTile& tile) {
    return state.admits(device, tile.kind) && gains(state, device, tile.kind);
}

/// The first of the tiles, which can start, unless a later one complements clearly better what runs.
ReadyTile bestBeside(const SchedulerState& state, std::size_t device, const std::vector<ReadyTile>& tiles) {
    const SharedDevice& running = state.devices()[device].belief();
    ReadyTile best = tiles.front();
    double bestGain = running.gainFrom(state.demand(device, best.kind));
    for (const ReadyTile& tile : tiles) {
        const double gain = running.gainFrom(state.demand(device, tile.kind));
        if (gain > kComplement * bestGain && isStartable(state, device, tile)) {
            best = tile;
            bestGain = gain;
        }
    }
    return best;
}

/// Networks that other devices have at hand, by network.
std::vector<char> servedElsewhere(const SchedulerState& state, std::size_t device) {
    std::vector<char> out(state.costs().networks());
    for (std::size_t i = 0; i < state.devices().size(); ++i) {
        for (std::uint32_t network = 0; i != device && network < out.size(); ++network) {
            out[network] = out[network] != 0 || state.devices()[i].hasWeights(network) ? 1 : 0;
        }
    }
    return out;
}

/// Whether nothing of a lower priority is waiting or running.
bool isAlone(const SchedulerState& state, int priority) {
    const auto isLower = [priority](const Attempt& attempt) { return attempt.tile.priority < priority; };
    return state.ready().priorities().rbegin()->first >= priority &&
           std::none_of(state.devices().begin(), state.devices().end(), [&](const DeviceState& device) {
               return std::any_of(device.attempts().begin(), device.attempts().end(), isLower);
           });
}

/// The kinds that are ready in a priority and could ever run on the device, each by its first tile.
std::vector<ReadyTile> candidates(const SchedulerState& state, int priority, std::size_t device) {
    std::vector<ReadyTile> out;
    for (KindId kind = 0; kind < state.costs().kinds(); ++kind) {
        const auto first = state.ready().firstOfKind(priority, kind);
        if (first && state.fits(device, kind)) {
            out.push_back(*first);
        }
    }
    return out;
}

} // namespace

const PolicyTraits& ResourceAware::traits() const {
    static constexpr PolicyTraits kTraits{
        .name = "resource-aware",
        .standsFor = "Tessera's own: measured speed, memory budget, resident weights, a planned end"};
    return kTraits;
}

std::optional<Placement> ResourceAware::choose(const SchedulerState& state) {
    const auto& devices = state.devices();
    if (state.ready().empty() ||
        std::none_of(devices.begin(), devices.end(), [](const auto& d) { return d.hasLane(); })) {
        return std::nullopt;
    }
    Devices kept; // for tiles of higher priorities
    for (const auto& [priority, count] : state.ready().priorities()) {
        const auto placement =
            count <= planLimit(state) ? planned(state, priority, kept) : streamed(state, priority, kept);
        if (placement) {
            return placement;
        }
    }
    return std::nullopt;
}

std::optional<Placement> ResourceAware::planned(const SchedulerState& state, int priority, Devices& kept) const {
    std::vector<ReadyTile> tiles;
    const auto& all = state.ready().all();
    for (auto tile = all.lower_bound({priority, 0, 0, 0}); tile != all.end() && tile->priority == priority; ++tile) {
        tiles.push_back(*tile);
    }
    std::stable_sort(tiles.begin(), tiles.end(), [&state](const ReadyTile& a, const ReadyTile& b) {
        const Seconds first = state.costs().kind(a.kind).seconds, second = state.costs().kind(b.kind).seconds;
        return first != second ? first > second : a.kind < b.kind; // tiles of a network together
    });
    const auto plan = planTail(state, tiles, isAlone(state, priority) ? TailGoal::Makespan : TailGoal::TileFinish);
    for (std::size_t device = 0; device < plan.size(); ++device) {
        if (plan[device].empty() || kept.contains(device)) {
            continue;
        }
        kept.insert(device);
        if (!state.devices()[device].hasLane() || !isStartable(state, device, plan[device].front())) {
            continue;
        }
        return Placement{bestBeside(state, device, plan[device]), device};
    }
    return std::nullopt;
}

std::optional<Placement> ResourceAware::streamed(const SchedulerState& state, int priority, Devices& kept) const {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < state.devices().size(); ++i) {
        if (state.devices()[i].hasLane() && !kept.contains(i)) {
            order.push_back(i);
        }
    }
    std::stable_sort(order.begin(), order.end(), [&state](std::size_t a, std::size_t b) {
        return state.costs().speed(a) > state.costs().speed(b);
    });
    const bool longestFirst = wantsLongestFirst(state);
    bool someoneWaits = false;
    for (const std::size_t device : order) {
        bool keep = !someoneWaits; // one device is enough for a tile that waits for memory
        const auto tile = pick(state, priority, device, longestFirst, keep);
        if (tile && isWorthwhile(state, device, tile->kind)) {
            return Placement{*tile, device};
        }
        if (keep) {
            someoneWaits = true;
            kept.insert(device);
        }
    }
    return std::nullopt;
}

/// @param keep in: whether the device may be kept for a tile that waits for memory; out: whether it is
std::optional<ReadyTile> ResourceAware::pick(const SchedulerState& state, int priority, std::size_t device,
                                             bool longestFirst, bool& keep) const {
    const bool mayKeep = std::exchange(keep, false);
    const bool fifo = !longestFirst && allWeightsFit(state, device);
    const auto head = *state.ready().all().lower_bound({priority, 0, 0, 0});
    if (fifo && isStartable(state, device, head) &&
        (state.devices()[device].running() == 0 || !differInDemand(state))) {
        return head;
    }
    std::vector<ReadyTile> tiles = candidates(state, priority, device);
    if (fifo) {
        std::sort(tiles.begin(), tiles.end());
    } else {
        const std::vector<char> elsewhere = servedElsewhere(state, device);
        const auto rank = [&](const ReadyTile& tile) {
            const TileKind& kind = state.costs().kind(tile.kind);
            const int place = state.devices()[device].hasWeights(kind.network) ? 0
                              : elsewhere[kind.network] == 0                   ? 1
                                                                               : 2;
            return std::make_pair(longestFirst ? -kind.seconds : 0.0, place);
        };
        std::stable_sort(tiles.begin(), tiles.end(),
                         [&](const ReadyTile& a, const ReadyTile& b) { return rank(a) < rank(b); });
    }
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        if (isStartable(state, device, tiles[i])) {
            return bestBeside(state, device, {tiles.begin() + static_cast<std::ptrdiff_t>(i), tiles.end()});
        }
        if (mayKeep && gains(state, device, tiles[i].kind) && !state.admits(device, tiles[i].kind)) {
            keep = true;
            return std::nullopt;
        }
    }
    return std::nullopt;
}

} // namespace tessera::scheduler
