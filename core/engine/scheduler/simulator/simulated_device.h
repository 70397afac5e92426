#pragma once

#include "core/engine/scheduler/scheduler.h"
#include "core/engine/scheduler/simulator/simulator.h"

#include <algorithm>
#include <vector>

namespace tessera::simulator {

/// A device as it really behaves on virtual time: true costs, memory, faults. Part of the simulator.
class SimulatedDevice {
  public:
    struct Run {
        scheduler::Start start;
        int lane = 0;
        Seconds from = 0;
        Bytes peak = 0;
        bool doomed = false; ///< will run out of memory
    };

    explicit SimulatedDevice(const scheduler::DeviceDescription& description);

    [[nodiscard]] const std::vector<Run>& runs() const { return m_runs; }
    [[nodiscard]] const DeviceUse& use() const { return m_use; }
    [[nodiscard]] Bytes available() const {
        return m_description.capacity - std::min(m_foreign, m_description.capacity);
    }
    [[nodiscard]] bool lost() const { return m_lost; }
    [[nodiscard]] std::optional<Seconds> nextChange() const { return m_shared.nextChange(); }

    void evict(std::uint32_t network);
    /// @return true if the device disappears with this start, by its fault plan
    [[nodiscard]] bool start(const scheduler::Start& start, const scheduler::TileKind& kind, Seconds now);
    void advance(Seconds seconds);
    /// Takes out the runs that are finished or found out that memory is missing.
    [[nodiscard]] std::vector<Run> takeFinished();
    [[nodiscard]] Run take(scheduler::AttemptId attempt);
    void addTenant(Bytes bytes) { m_foreign += bytes; }
    /// The youngest run if ours is more than what is left by other programs.
    [[nodiscard]] std::optional<scheduler::AttemptId> victim() const;
    void slowDown(double factor) { m_shared.setSpeed(factor); }
    void lose();

  private:
    [[nodiscard]] Bytes used() const;

    scheduler::DeviceDescription m_description;
    scheduler::SharedDevice m_shared;
    std::vector<Run> m_runs;
    std::vector<Bytes> m_weights; ///< by network; 0: not there
    Bytes m_foreign = 0;
    std::uint64_t m_started = 0;
    bool m_lost = false;
    DeviceUse m_use;
};

} // namespace tessera::simulator
