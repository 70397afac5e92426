#pragma once

#include "core/engine/scheduler/cost_model.h"
#include "core/engine/scheduler/device_state.h"

#include <memory>
#include <unordered_map>

namespace tessera::scheduler {

/// A job as the scheduler follows it until it is done.
struct Job {
    JobId id = 0;
    int priority = 0;
    std::shared_ptr<const std::vector<KindId>> tiles; ///< by place in the plan; jobs of one bundle share it
    std::uint32_t open = 0;                           ///< tiles that aren't finished
};

/// What a policy may look at: devices, ready tiles, jobs and costs. Times in s, memory in bytes. Only the Scheduler
/// changes it.
class SchedulerState {
  public:
    explicit SchedulerState(const std::vector<DeviceDescription>& descriptions);

    [[nodiscard]] const std::vector<DeviceState>& devices() const { return m_devices; }
    [[nodiscard]] const ReadyTiles& ready() const { return m_ready; }
    [[nodiscard]] const CostModel& costs() const { return m_costs; }
    /// The job, or nullptr once it is over.
    [[nodiscard]] const Job* job(JobId id) const;
    [[nodiscard]] JobId lastJob() const { return m_lastJob; }

    /// Devices that baselines compute on, by index: the GPUs that are there, or the CPUs where there is no GPU.
    [[nodiscard]] std::vector<std::size_t> accelerators() const;
    /// The same, or whatever can run a kind that none of them ever could.
    [[nodiscard]] std::vector<std::size_t> placesFor(KindId kind) const;
    /// The first ready tile of each kind in the highest priority, in the queue's order.
    [[nodiscard]] std::vector<ReadyTile> heads() const;
    [[nodiscard]] bool admits(std::size_t device, KindId kind) const;
    /// Whether n tiles of the kind could run on it within its present budget, if nothing else did.
    [[nodiscard]] bool fits(std::size_t device, KindId kind, int lanes = 1) const;
    /// Whether the kind could run if no other program had any of the device's memory.
    [[nodiscard]] bool fitsEmpty(std::size_t device, KindId kind) const;
    [[nodiscard]] Demand demand(std::size_t device, KindId kind) const;
    /// Seconds until a tile would be finished on a device if it started now.
    [[nodiscard]] Seconds finishIfStarted(std::size_t device, KindId kind) const;
    /// Lanes beyond which the kind gains less than 1 % of throughput or doesn't fit in memory; 0 if not even one fits.
    [[nodiscard]] int usefulLanes(std::size_t device, KindId kind) const;

  private:
    friend class Scheduler;
    std::vector<DeviceState> m_devices;
    ReadyTiles m_ready;
    CostModel m_costs;
    std::unordered_map<JobId, Job> m_jobs;
    JobId m_lastJob = 0;
};

} // namespace tessera::scheduler
