#include "core/engine/scheduler/simulator/simulator.h"

#include "core/base/error.h"
#include "core/engine/scheduler/simulator/simulated_device.h"

#include <algorithm>
#include <functional>

namespace tessera::simulator {
namespace {

using scheduler::Actions;
using scheduler::AttemptId;
using scheduler::JobId;

/// Something that happens at a time of its own.
struct Event {
    Seconds at = 0;
    std::function<void()> happen;
};

class Simulation {
  public:
    Simulation(const Setup& setup, std::unique_ptr<scheduler::Policy> policy)
        : m_setup(setup), m_scheduler(setup.devices, std::move(policy)) {
        for (const auto& device : setup.devices) {
            m_devices.emplace_back(device);
        }
        const auto& believed = setup.believed.empty() ? setup.kinds : setup.believed;
        if (believed.size() != setup.kinds.size()) {
            throw Error(ErrorCode::Internal, {"simulator", "beliefs about other kinds of tiles than there are"});
        }
        for (const auto& kind : believed) {
            m_scheduler.addKind(kind);
        }
        m_outcome.jobs.resize(setup.jobs.size());
        planJobs();
        planFaults();
        std::stable_sort(m_events.begin(), m_events.end(), [](const Event& a, const Event& b) { return a.at < b.at; });
    }

    Outcome run() {
        std::size_t next = 0;
        for (;;) {
            while (next < m_events.size() && m_events[next].at <= m_now) {
                m_events[next++].happen();
            }
            act();
            std::optional<Seconds> until;
            if (next < m_events.size()) {
                until = m_events[next].at - m_now;
            }
            for (const SimulatedDevice& device : m_devices) {
                const auto change = device.nextChange();
                until = change && (!until || *change < *until) ? change : until;
            }
            if (!until) {
                break;
            }
            if (next < m_events.size() && *until >= m_events[next].at - m_now) {
                pass(m_events[next].at - m_now);
                m_now = m_events[next].at; // exactly, whatever rounding does
            } else {
                pass(*until);
                m_now += *until;
            }
            collect();
        }
        failTheRest();
        for (const SimulatedDevice& device : m_devices) {
            m_outcome.devices.push_back(device.use());
        }
        return std::move(m_outcome);
    }

  private:
    void plan(Seconds at, std::function<void()> happen) { m_events.push_back({at, std::move(happen)}); }

    void planJobs() {
        for (std::size_t i = 0; i < m_setup.jobs.size(); ++i) {
            const SimulatedJob& job = m_setup.jobs[i];
            m_outcome.jobs[i].state = scheduler::JobState::Failed;
            plan(job.arrives, [this, i, &job] {
                const JobId id = m_scheduler.addJob({job.tiles, job.priority});
                m_indexOf.resize(id + 1);
                m_indexOf[id] = i;
                m_idOf.resize(m_setup.jobs.size());
                m_idOf[i] = id;
            });
            if (job.cancelled) {
                plan(std::max(*job.cancelled, job.arrives), [this, i] { m_scheduler.cancelJob(m_idOf[i]); });
            }
        }
    }

    void planFaults() {
        for (std::size_t i = 0; i < m_devices.size(); ++i) {
            const scheduler::FaultPlan& faults = m_setup.devices[i].faults;
            for (const auto& slow : faults.slowDowns) {
                if (slow.when.seconds) {
                    plan(*slow.when.seconds, [this, i, factor = slow.factor] { m_devices[i].slowDown(factor); });
                }
            }
            for (const auto& tenant : faults.tenants) {
                plan(tenant.from, [this, i, bytes = tenant.bytes] { takeMemory(i, bytes); });
            }
            if (faults.disappears && faults.disappears->seconds) {
                plan(*faults.disappears->seconds, [this, i] { lose(i); });
            }
        }
    }

    void takeMemory(std::size_t index, Bytes bytes) {
        SimulatedDevice& device = m_devices[index];
        device.addTenant(bytes);
        m_scheduler.setBudget(index, device.available(), m_now);
        act(); // gives up idle weights first
        while (const auto victim = device.victim()) {
            noteEnd(index, device.take(*victim), SpanEnd::OutOfMemory);
            m_scheduler.outOfMemory(*victim, m_now);
            act();
        }
    }

    void lose(std::size_t index) {
        if (m_devices[index].lost()) {
            return;
        }
        for (const auto& run : m_devices[index].runs()) {
            noteEnd(index, run, SpanEnd::Lost);
        }
        m_devices[index].lose();
        m_scheduler.deviceLost(index, m_now);
    }

    /// Carries out what the scheduler decides until it decides nothing more.
    void act() {
        for (bool again = true; again;) {
            const Actions actions = m_scheduler.decide(m_now);
            again = !actions.stops.empty();
            for (const auto& eviction : actions.evictions) {
                m_devices[eviction.device].evict(eviction.network);
            }
            for (const AttemptId attempt : actions.stops) {
                stop(attempt);
            }
            for (const auto& start : actions.starts) {
                SimulatedDevice& device = m_devices[start.device];
                if (device.lost()) {
                    continue; // it went with an earlier start of these
                }
                if (device.start(start, m_setup.kinds[start.kind], m_now)) {
                    lose(start.device);
                    again = true;
                }
            }
            for (const auto& end : actions.ended) {
                JobOutcome& job = m_outcome.jobs[m_indexOf[end.job]];
                job.state = end.state;
                job.ended = m_now;
                if (end.state == scheduler::JobState::Failed) {
                    job.reason = end.error("image " + std::to_string(m_indexOf[end.job] + 1)).what();
                }
                m_outcome.makespan = std::max(m_outcome.makespan, m_now);
            }
        }
    }

    void stop(AttemptId attempt) {
        for (std::size_t i = 0; i < m_devices.size(); ++i) {
            for (const auto& run : m_devices[i].runs()) {
                if (run.start.attempt == attempt) {
                    noteEnd(i, m_devices[i].take(attempt), SpanEnd::Stopped);
                    m_scheduler.stopped(attempt, m_now);
                    return;
                }
            }
        }
    }

    void pass(Seconds seconds) {
        for (SimulatedDevice& device : m_devices) {
            device.advance(seconds);
        }
    }

    void collect() {
        for (std::size_t i = 0; i < m_devices.size(); ++i) {
            for (const auto& run : m_devices[i].takeFinished()) {
                noteEnd(i, run, run.doomed ? SpanEnd::OutOfMemory : SpanEnd::Finished);
                if (run.doomed) {
                    m_scheduler.outOfMemory(run.start.attempt, m_now);
                } else {
                    m_scheduler.finished(run.start.attempt, m_now, run.peak);
                }
            }
        }
    }

    void noteEnd(std::size_t device, const SimulatedDevice::Run& run, SpanEnd end) {
        m_outcome.tiles += end == SpanEnd::Finished ? 1 : 0;
        m_outcome.outOfMemory += end == SpanEnd::OutOfMemory ? 1 : 0;
        m_outcome.again += end == SpanEnd::Finished || end == SpanEnd::Stopped ? 0 : 1;
        if (m_setup.keepSpans) {
            m_outcome.spans.push_back({device, run.lane, run.start.job, run.start.tile, run.from, m_now, end});
        }
        if (end == SpanEnd::Finished) {
            m_outcome.makespan = std::max(m_outcome.makespan, m_now);
        }
    }

    void failTheRest() {
        for (JobOutcome& job : m_outcome.jobs) {
            if (job.state == scheduler::JobState::Failed && job.reason.empty()) {
                job.reason = "it waits for memory that other programs hold";
                job.ended = m_now;
            }
        }
    }

    const Setup& m_setup;
    scheduler::Scheduler m_scheduler;
    std::vector<SimulatedDevice> m_devices;
    std::vector<Event> m_events;
    std::vector<std::size_t> m_indexOf; ///< the setup's job, by JobId
    std::vector<JobId> m_idOf;          ///< by the setup's job
    Outcome m_outcome;
    Seconds m_now = 0;
};

} // namespace

std::size_t Outcome::failures() const {
    return static_cast<std::size_t>(std::count_if(
        jobs.begin(), jobs.end(), [](const JobOutcome& job) { return job.state == scheduler::JobState::Failed; }));
}

Outcome simulate(const Setup& setup, std::unique_ptr<scheduler::Policy> policy) {
    for (const auto& device : setup.devices) {
        if (device.capacity == 0 || device.speed <= 0) {
            throw Error(ErrorCode::Usage, {device.name + ": its memory or speed isn't known, so that it can't be "
                                                         "simulated. Choose an emulated device or a CPU."});
        }
    }
    return Simulation(setup, std::move(policy)).run();
}

} // namespace tessera::simulator
