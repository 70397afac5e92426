#pragma once

#include "core/base/progress.h"
#include "core/engine/scheduler/scheduler.h"
#include "core/engine/tiles/tile_lane.h"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tessera::engine {

/// What a device did since the start, and what it does.
struct DeviceUse {
    std::string name;
    std::size_t tiles = 0;
    double busySeconds = 0;        ///< of all its lanes together
    int lanes = 0, running = 0;    ///< now: most tiles at a time, and tiles
    scheduler::Bytes reserved = 0; ///< memory that the scheduler takes for used now
    scheduler::Bytes mostReserved = 0;
    scheduler::Bytes budget = 0; ///< memory that is ours now
    std::size_t deaths = 0;      ///< of worker processes
    bool lost = false;           ///< it disappeared, or was given up
};

/// A tile that has just been computed.
struct ComputedTile {
    std::uint32_t tile = 0;
    const std::vector<std::uint8_t>& labels; ///< class indices, x fastest
    const std::string& device;               ///< by its name
    double seconds = 0;                      ///< that it took there
};

/// What one lane did with one tile.
struct LaneSpan {
    using Time = std::chrono::steady_clock::time_point;
    const std::string& device; ///< by its name
    std::size_t lane = 0;      ///< of the device, from 0
    const std::string& scan;
    std::string tile; ///< its kind's name
    std::uint32_t network = 0;
    Time begin, end;
    bool isDone = false;            ///< else it ran out of memory, or failed
    std::vector<LaneCopy> copies{}; ///< within its time: at its beginning and its end
    int running = 0;                ///< tiles on the device after it
    scheduler::Bytes reserved = 0;  ///< memory of the device taken for used after it
};
/// A time in which a lane had no tile.
struct LaneWait {
    const std::string& device; ///< by its name
    std::size_t lane = 0;      ///< of the device, from 0
    std::string_view reason;   ///< what it waited for, a literal for people
    LaneSpan::Time begin, end;
};
/// Hears what lanes do: tiles and waits follow one another without a gap. Called on the lanes' threads, one call at a
/// time; either may be empty.
struct LaneWatch {
    std::function<void(const LaneSpan&)> tile{};
    std::function<void(const LaneWait&)> wait{};
};

/// Bytes of each device, by its number, that other programs have taken since the engine began; those that it doesn't
/// name have none. Called many times a second with the engine's mutex held: it answers at once.
using ForeignMemory = std::function<std::vector<scheduler::Bytes>()>;

/// The tiles of one job.
struct TileRequest {
    std::size_t plan = 0; ///< of `addPlan`
    std::shared_ptr<const TileSource> source;
    int priority = 0;                                           ///< higher passes lower at the next free lane
    std::map<std::uint32_t, std::vector<std::uint8_t>> known{}; ///< labels of tiles that needn't be computed
    std::function<void(const ComputedTile&)> computed{};        ///< hears of each other tile, in `run`'s thread
};

/// Computes tiles over several devices: a thread for each lane, and one scheduler behind a mutex that says which tile
/// starts where. Emulated devices compute on the CPU with their plan's faults.
///
/// A lane whose worker dies costs its tile one of three attempts. A device on which three die in a row, with no tile
/// finished between, is given up if another is left.
///
/// Any thread may call anything; `run` blocks its caller, and several callers' tiles are scheduled side by side.
class TileEngine {
  public:
    /// @param devices with memory and speed filled in
    /// @param factory makes the lanes, each on its own thread, when it gets its first tile
    /// @param watch hears what the lanes do
    /// @param foreign budgets shrink by it, and tiles wait where it leaves no room; none: nobody else is there
    /// @throws Error{Usage} without a device
    TileEngine(const std::vector<scheduler::DeviceDescription>& devices, std::unique_ptr<scheduler::Policy> policy,
               LaneFactory factory, LaneWatch watch = {}, ForeignMemory foreign = {});
    ~TileEngine(); ///< waits for the tiles that run
    TileEngine(const TileEngine&) = delete;
    TileEngine& operator=(const TileEngine&) = delete;

    /// Makes the tiles of a model known. @param kinds what they cost, in the order of the model's plan; their networks'
    /// numbers are the engine's: two models don't share one
    /// @return the plan's number, for requests
    std::size_t addPlan(const std::vector<scheduler::TileKind>& kinds);

    /// Class indices of all tiles of the plan, in its order. Progress moves with each tile; after cancellation it
    /// returns at once, and what still runs is forgotten when it ends.
    /// @throws what a lane or `computed` threw, Error{Cancelled}, Error of the scheduler (no device has room for a
    /// tile, all are lost)
    [[nodiscard]] std::vector<std::vector<std::uint8_t>> run(TileRequest request, Progress& progress);

    [[nodiscard]] std::vector<DeviceUse> use() const;

  private:
    class State;
    std::unique_ptr<State> m_state;
};

} // namespace tessera::engine
