#include "core/engine/scheduler/policy/tail_plan.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace tessera::scheduler {
namespace {

/// One device of the plan: what it will be running when the next planned tile starts.
struct PlannedDevice {
    SharedDevice ahead;
    Seconds passed = 0; ///< from now until that moment
    std::vector<ReadyTile> tiles;
    std::vector<std::uint32_t> loaded; ///< networks that the plan brought
    bool usable = false;
};

class Planner {
  public:
    Planner(const SchedulerState& state, TailGoal goal) : m_state(state), m_goal(goal) {
        for (const DeviceState& device : state.devices()) {
            m_devices.push_back({device.belief(), 0, {}, {}, !device.lost() && !device.held()});
        }
        m_lanes.resize(m_devices.size() * state.costs().kinds(), -1);
    }

    void place(const ReadyTile& tile) {
        std::optional<std::size_t> best;
        PlannedDevice bestAfter;
        Seconds bestFinish = std::numeric_limits<Seconds>::infinity();
        for (std::size_t i = 0; i < m_devices.size(); ++i) {
            const int lanes = m_devices[i].usable ? lanesOf(i, tile.kind) : 0;
            if (lanes == 0) {
                continue;
            }
            PlannedDevice after = with(i, tile, lanes);
            const Seconds finish =
                after.passed + (m_goal == TailGoal::Makespan ? after.ahead.timeToDrain()
                                                             : after.ahead.timeToFinish(kPlanned + m_placed));
            if (finish < bestFinish * (1 - 1e-9)) {
                best = i;
                bestFinish = finish;
                bestAfter = std::move(after);
            }
        }
        if (best) {
            m_devices[*best] = std::move(bestAfter);
            ++m_placed;
        }
    }

    [[nodiscard]] std::vector<std::vector<ReadyTile>> tiles() const {
        std::vector<std::vector<ReadyTile>> out;
        for (const PlannedDevice& device : m_devices) {
            out.push_back(device.tiles);
        }
        return out;
    }

  private:
    static constexpr std::uint64_t kPlanned = std::uint64_t{1} << 63; ///< ids above all attempts'

    int lanesOf(std::size_t device, KindId kind) {
        int& lanes = m_lanes[device * m_state.costs().kinds() + kind];
        if (lanes < 0) {
            lanes = m_state.usefulLanes(device, kind);
        }
        return lanes;
    }

    /// The device after the tile has started on it as soon as a lane is free.
    [[nodiscard]] PlannedDevice with(std::size_t index, const ReadyTile& tile, int lanes) const {
        PlannedDevice out = m_devices[index];
        while (static_cast<int>(out.ahead.works().size()) >= lanes) {
            out.passed += out.ahead.runToNextFinish().value_or(0);
        }
        const DeviceState& device = m_state.devices()[index];
        const TileKind& kind = m_state.costs().kind(tile.kind);
        Seconds setup = device.setupSeconds(kind, false);
        if (std::find(out.loaded.begin(), out.loaded.end(), kind.network) != out.loaded.end()) {
            setup = 0;
        } else if (setup > 0) {
            out.loaded.push_back(kind.network);
        }
        out.ahead.add({kPlanned + m_placed, setup, m_state.costs().seconds(index, tile.kind), 0,
                       m_state.demand(index, tile.kind)});
        out.tiles.push_back(tile);
        return out;
    }

    const SchedulerState& m_state;
    TailGoal m_goal;
    std::vector<PlannedDevice> m_devices;
    std::vector<int> m_lanes; ///< by device and kind; -1: not asked yet
    std::uint64_t m_placed = 0;
};

} // namespace

std::vector<std::vector<ReadyTile>> planTail(const SchedulerState& state, std::span<const ReadyTile> tiles,
                                             TailGoal goal) {
    Planner planner(state, goal);
    for (const ReadyTile& tile : tiles) {
        planner.place(tile);
    }
    return planner.tiles();
}

} // namespace tessera::scheduler
