#pragma once

#include "core/base/error.h"
#include "core/engine/scheduler/policy.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tessera::scheduler {

struct JobSpec {
    std::shared_ptr<const std::vector<KindId>> tiles; ///< kinds, by place in the plan; at least one
    int priority = 0;                                 ///< higher passes lower at the next free lane
    std::vector<std::uint32_t> finished{};            ///< tiles that the journal has already
};

/// A tile to start now, on a lane of its own.
struct Start {
    AttemptId attempt = 0;
    JobId job = 0;
    std::uint32_t tile = 0;
    KindId kind = 0;
    std::size_t device = 0;
    double cap = 1;            ///< see Placement
    bool loadsWeights = false; ///< they aren't on the device yet
    bool newProcess = false;
};

struct Eviction {
    std::size_t device = 0;
    std::uint32_t network = 0;
};

enum class JobState { Done, Failed, Cancelled };

struct JobEnd {
    JobId job = 0;
    JobState state = JobState::Done;
    ErrorCode code = ErrorCode::Internal; ///< of a failed job
    std::vector<std::string> details{};   ///< the code's arguments but the first

    /// Why the job failed, for people. @param name what they call it
    [[nodiscard]] Error error(const std::string& name) const;
};

/// What the caller has to carry out, in this order.
struct Actions {
    std::vector<Eviction> evictions;
    std::vector<AttemptId> stops; ///< answer each with `stopped`, or with what happened to it meanwhile
    std::vector<Start> starts;
    std::vector<JobEnd> ended;
};

/// The scheduler of tiles: keeps the book of jobs, devices and memory, asks the policy what starts where, and sees to
/// what goes wrong. The caller reports what happened, then calls `decide` and carries out what it returns. Uses no
/// thread, lock or clock: times are given to it (s, never going backwards), and an engine with several threads keeps
/// it behind one mutex. What one call costs doesn't grow with the queue but by a logarithm.
///
/// Out of memory, for policies that recover: what is idle on the device is freed and its lanes are reduced to fewer
/// than ran; the tile is tried once more there if either helped, then once on each other device, CPUs last; then its
/// job fails with the reason and the queue goes on. While a tile is waiting for its next try, its device takes nothing
/// else. Sixteen tiles without a fault give a lane back.
///
/// A tile whose lane died (`died`) is tried three times in all; for policies that recover the last time on another
/// device, if one has room for it. Tiles of a lost device go back to the queue.
class Scheduler {
  public:
    /// @param devices with memory and speed filled in; a guessed speed will do, the first measurement replaces it
    /// @throws Error{Usage} without a device, Error{Internal} for one without memory, speed or lane
    Scheduler(const std::vector<DeviceDescription>& devices, std::unique_ptr<Policy> policy);

    KindId addKind(const TileKind& kind);
    /// @throws Error{Internal} if the plan is empty or names an unknown kind or tile
    JobId addJob(const JobSpec& spec);
    /// The rest of the job is forgotten; unknown jobs are ignored.
    void cancelJob(JobId job);
    void setPriority(JobId job, int priority);

    /// The tile is done. `peak`: its measured scratch memory, if known.
    /// Reports of attempts that the scheduler doesn't know (their device was lost) are ignored, here and below.
    void finished(AttemptId attempt, Seconds now, std::optional<Bytes> peak = std::nullopt);
    void outOfMemory(AttemptId attempt, Seconds now);
    /// The lane that computed it is gone (a worker's crash, an error of the driver). @param reason for people
    void died(AttemptId attempt, const std::string& reason, Seconds now);
    /// The answer to a stop.
    void stopped(AttemptId attempt, Seconds now);
    void deviceLost(std::size_t device, Seconds now);
    /// Memory that is ours on the device: capacity less what other programs hold.
    void setBudget(std::size_t device, Bytes bytes, Seconds now);

    /// What to do now.
    [[nodiscard]] Actions decide(Seconds now);

    [[nodiscard]] const SchedulerState& state() const { return m_state; }
    [[nodiscard]] const Policy& policy() const { return *m_policy; }
    /// Nothing runs and yet jobs are left after `decide`: they wait for memory that other programs hold.
    [[nodiscard]] bool waitsForMemory() const;

  private:
    /// A tile that failed and what was tried since.
    struct Trouble {
        ReadyTile tile;
        std::vector<char> triedAgain{}, refused{}; ///< by device
        std::optional<std::size_t> stay{};         ///< the device that is to try it once more
        std::optional<std::size_t> avoid{};        ///< the device on which it died last, once another is to try it
        int deaths = 0;
        bool waiting = false; ///< for a device of the ladder; not in the ready tiles then
    };
    struct Ended {
        std::size_t device = 0;
        DeviceState::Ended run;
    };
    using TileKey = std::pair<JobId, std::uint32_t>;

    void advance(Seconds now);
    std::optional<Ended> endAttempt(AttemptId id, Seconds now);
    void evict(std::size_t device, const std::vector<std::uint32_t>& networks);
    void start(const Placement& placement);
    /// @throws Error{Internal} if the policy broke its rules
    void checkPlacement(const Placement& placement) const;
    void giveBack(const ReadyTile& tile);
    void endJob(const JobEnd& end);
    void placeWaiting();
    /// The device of the ladder that a waiting tile should go to; none: it has to wait for other programs' memory.
    [[nodiscard]] std::optional<std::size_t> nextRung(const Trouble& trouble, bool& hopeless) const;
    void failWhatFitsNowhere();
    Trouble& troubleOf(const ReadyTile& tile);

    SchedulerState m_state;
    std::unique_ptr<Policy> m_policy;
    Actions m_actions;
    std::map<TileKey, Trouble> m_troubles;
    std::map<AttemptId, std::size_t> m_deviceOf; ///< of running attempts
    std::vector<int> m_goodTiles;                ///< by device, since the last lane was given back or taken
    AttemptId m_lastAttempt = 0;
    Seconds m_now = 0;
    bool m_checkFit = false; ///< kinds, budgets or devices changed
};

} // namespace tessera::scheduler
