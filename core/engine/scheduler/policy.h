#pragma once

#include "core/engine/scheduler/scheduler_state.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tessera::scheduler {

/// What the scheduler does for a policy beside asking it.
struct PolicyTraits {
    std::string_view name;       ///< as in `--policy`
    std::string_view standsFor;  ///< the system or paper, for people
    bool admitsByMemory = true;  ///< a tile starts only where its predicted peak fits
    bool recovers = true;        ///< out of memory climbs the ladder (scheduler.h); else the tile's job fails
    bool keepsWeights = true;    ///< weights stay on the device after a tile
    bool processPerTile = false; ///< every tile is a new process that loads its weights
};

/// Where a tile is to start now.
struct Placement {
    ReadyTile tile;
    std::size_t device = 0;
    double cap = 1; ///< share of the device's arithmetic that the lane may use
};

/// Decides which tile starts where. The engine and the simulator run the same objects. One object serves one Scheduler,
/// is called by it only, and needs no clock: what it may know stands in the state.
class Policy {
  public:
    Policy() = default;
    Policy(const Policy&) = delete;
    Policy& operator=(const Policy&) = delete;
    virtual ~Policy() = default;

    [[nodiscard]] virtual const PolicyTraits& traits() const = 0;

    /// The next tile to start, or none until something changes. Called again after each start. The device must have a
    /// lane (`DeviceState::hasLane`) and, if the policy admits by memory, room for the tile.
    [[nodiscard]] virtual std::optional<Placement> choose(const SchedulerState& state) = 0;
};

/// What a user may set.
struct PolicySettings {
    int batch = 0; ///< of data-parallel: images in a batch; 0: one for each device
};

/// In the order in which `--policy all` shows them; the last is the default.
[[nodiscard]] const std::vector<std::string>& policyNames();
inline constexpr const char* kDefaultPolicy = "resource-aware";

/// @throws Error{Usage} naming the policies that there are
[[nodiscard]] std::unique_ptr<Policy> makePolicy(std::string_view name, const PolicySettings& settings = {});

} // namespace tessera::scheduler
