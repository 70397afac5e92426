#pragma once

#include "core/engine/scheduler/contention.h"
#include "core/engine/scheduler/ready_tiles.h"

#include <vector>

namespace tessera::scheduler {

using AttemptId = std::uint64_t; ///< from 1; a tile that is retried gets a new one

/// One run of one tile on one device.
struct Attempt {
    AttemptId id = 0;
    ReadyTile tile;
    std::uint32_t network = 0;
    Bytes peak = 0;         ///< reserved for it
    bool abandoned = false; ///< its job is over; its memory is free once it has stopped
};

/// What the scheduler knows about a device: budget, what runs, which weights lie there. A book, no policy. Not safe to
/// use from several threads at once.
///
/// Memory: weights are persistent and shared by the tiles of a network, activations are scratch. Busy memory is
/// contexts + weights of the running tiles + their peaks; idle weights are given up when something else needs the room.
class DeviceState {
  public:
    explicit DeviceState(DeviceDescription description);

    [[nodiscard]] const DeviceDescription& description() const { return m_description; }
    [[nodiscard]] bool isCpu() const { return m_description.kind == DeviceKind::Cpu; }
    [[nodiscard]] Bytes budget() const { return m_budget; }
    [[nodiscard]] bool lost() const { return m_lost; }
    [[nodiscard]] int laneLimit() const { return m_laneLimit; }
    [[nodiscard]] bool held() const { return m_held; }
    [[nodiscard]] const std::vector<Attempt>& attempts() const { return m_attempts; }
    [[nodiscard]] int running() const { return static_cast<int>(m_attempts.size()); }
    /// May take one more tile, as far as lanes go.
    [[nodiscard]] bool hasLane() const { return !m_lost && !m_held && running() < m_laneLimit; }
    [[nodiscard]] const SharedDevice& belief() const { return m_belief; }
    [[nodiscard]] bool hasWeights(std::uint32_t network) const;
    [[nodiscard]] Bytes residentBytes() const { return m_residentBytes; }

    /// All that it is believed to hold now: contexts, weights (idle ones, too) and the peaks of the running tiles.
    [[nodiscard]] Bytes reservedBytes() const { return contexts(running()) + m_residentBytes + m_peaks; }

    /// What isn't planned with, since allocators round up: 2 % of the budget.
    [[nodiscard]] Bytes margin() const { return m_budget / 50; }
    /// Busy memory if a tile with this peak joined what runs; idle weights are taken for gone.
    [[nodiscard]] Bytes busyWith(const TileKind& kind, Bytes peak) const;
    /// The rule of admission: reserved + predicted peak + margin <= budget.
    [[nodiscard]] bool admits(const TileKind& kind, Bytes peak) const;
    /// Whether `lanes` tiles of the kind could run if nothing else did, within a budget.
    [[nodiscard]] bool fits(const TileKind& kind, Bytes peak, Bytes budget, int lanes = 1) const;
    /// The largest peak with which a tile of the kind could run if it had the whole device.
    [[nodiscard]] Bytes mostPeak(const TileKind& kind) const;
    /// Seconds before a tile of this kind computes: loading weights, and starting a process where one is needed.
    [[nodiscard]] Seconds setupSeconds(const TileKind& kind, bool newProcess) const;

    // What the scheduler does to it.
    void setBudget(Bytes bytes) { m_budget = bytes; }
    void setLaneLimit(int lanes) { m_laneLimit = lanes; }
    void setHeld(bool held) { m_held = held; }
    void setLost();
    /// Idle networks that have to go, least recently used first, so that the kind can join within the budget; they are
    /// gone from the book.
    [[nodiscard]] std::vector<std::uint32_t> makeRoom(const TileKind& kind, Bytes peak);
    /// The same for a budget that shrank, or for all that is idle (`everything`).
    [[nodiscard]] std::vector<std::uint32_t> evictIdle(bool everything);
    void start(const Attempt& attempt, const TileKind& kind, Seconds alone, Seconds setup, const Demand& demand);
    struct Ended {
        Attempt attempt;
        SharedDevice::Work work; ///< as the model believes that it went
    };
    /// @param id of an attempt that runs here
    Ended end(AttemptId id);
    void abandon(AttemptId id);
    void advance(Seconds seconds) { m_belief.advance(seconds); }
    /// Whether one more tile needs a process that isn't there yet: the first one, or a lane's own.
    [[nodiscard]] bool needsProcess() const;

  private:
    struct Residence {
        Bytes bytes = 0; ///< 0: not there
        int users = 0;
        std::uint64_t lastUse = 0;
    };
    [[nodiscard]] Bytes contexts(int tiles) const;
    bool evictOldest(std::vector<std::uint32_t>& evicted);

    DeviceDescription m_description;
    Bytes m_budget;
    int m_laneLimit;
    bool m_lost = false, m_held = false;
    int m_processes = 0;
    std::vector<Attempt> m_attempts;
    std::vector<Residence> m_residence; ///< by network
    Bytes m_residentBytes = 0, m_busyWeights = 0, m_peaks = 0;
    std::uint64_t m_uses = 0;
    SharedDevice m_belief;
};

} // namespace tessera::scheduler
