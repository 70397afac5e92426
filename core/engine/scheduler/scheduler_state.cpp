#include "core/engine/scheduler/scheduler_state.h"

#include <algorithm>

namespace tessera::scheduler {

SchedulerState::SchedulerState(const std::vector<DeviceDescription>& descriptions)
    : m_devices(descriptions.begin(), descriptions.end()), m_costs(descriptions) {}

const Job* SchedulerState::job(JobId id) const {
    const auto found = m_jobs.find(id);
    return found == m_jobs.end() ? nullptr : &found->second;
}

std::vector<std::size_t> SchedulerState::accelerators() const {
    std::vector<std::size_t> gpus, cpus;
    for (std::size_t i = 0; i < m_devices.size(); ++i) {
        if (!m_devices[i].lost()) {
            (m_devices[i].isCpu() ? cpus : gpus).push_back(i);
        }
    }
    return gpus.empty() ? cpus : gpus;
}

std::vector<std::size_t> SchedulerState::placesFor(KindId kind) const {
    const auto never = [&](std::size_t device) { return !fitsEmpty(device, kind); };
    std::vector<std::size_t> out = accelerators();
    std::erase_if(out, never);
    for (std::size_t i = 0; out.empty() && i < m_devices.size(); ++i) {
        if (!never(i)) {
            out.push_back(i);
        }
    }
    return out;
}

std::vector<ReadyTile> SchedulerState::heads() const {
    std::vector<ReadyTile> out;
    for (KindId kind = 0; !m_ready.empty() && kind < m_costs.kinds(); ++kind) {
        if (const auto first = m_ready.firstOfKind(m_ready.first()->priority, kind)) {
            out.push_back(*first);
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

bool SchedulerState::admits(std::size_t device, KindId kind) const {
    return m_devices[device].admits(m_costs.kind(kind), m_costs.peak(device, kind));
}

bool SchedulerState::fits(std::size_t device, KindId kind, int lanes) const {
    return m_devices[device].fits(m_costs.kind(kind), m_costs.peak(device, kind), m_devices[device].budget(), lanes);
}

bool SchedulerState::fitsEmpty(std::size_t device, KindId kind) const {
    return m_devices[device].fits(m_costs.kind(kind), m_costs.peak(device, kind),
                                  m_devices[device].description().capacity);
}

Demand SchedulerState::demand(std::size_t device, KindId kind) const {
    return demandOn(m_devices[device].description(), m_costs.kind(kind));
}

Seconds SchedulerState::finishIfStarted(std::size_t device, KindId kind) const {
    SharedDevice ahead = m_devices[device].belief();
    ahead.add({0, m_devices[device].setupSeconds(m_costs.kind(kind), false), m_costs.seconds(device, kind), 0,
               demand(device, kind)});
    return ahead.timeToFinish(0);
}

int SchedulerState::usefulLanes(std::size_t device, KindId kind) const {
    const DeviceState& state = m_devices[device];
    const Demand wanted = demand(device, kind);
    int lanes = 0;
    double best = 0;
    for (int n = 1; n <= state.laneLimit() && fits(device, kind, n); ++n) {
        const double throughput = SharedDevice::throughput(wanted, n, state.description().interference);
        if (throughput > 1.01 * best) {
            best = throughput;
            lanes = n;
        }
    }
    return lanes;
}

} // namespace tessera::scheduler
