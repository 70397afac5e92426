#pragma once

#include "core/engine/queue/queued_job.h"
#include "core/engine/tiles/tile_engine.h"

#include <nlohmann/json_fwd.hpp>

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace tessera::engine {

/// What happened when, as a file that Perfetto and chrome://tracing show: a track for each lane with its tiles (the
/// gaps are waits), a track for each job at work with its stages, and counters: tiles and reserved memory of each
/// device, load of the CPUs by this process, and load, memory and memory bandwidth of each GPU by NVML. Times are
/// microseconds since it was made. Format: "Trace Event Format", Google, 2016. Any thread.
class Trace {
  public:
    /// Begins to look at the machine twice a second.
    Trace();
    ~Trace();
    Trace(const Trace&) = delete;
    Trace& operator=(const Trace&) = delete;

    void lane(const LaneSpan& span);
    /// A job entered a state: the stage before it has ended.
    void job(const queue::JobSummary& job);
    /// @throws Error{WriteFailed, DiskFull}
    void write(const std::filesystem::path& file);

  private:
    using Clock = std::chrono::steady_clock;
    struct Stage {
        Clock::time_point begin;
        queue::JobState state = queue::JobState::Preparing;
        int place = 0; ///< of the tracks of jobs
    };
    void watchMachine();
    // with the mutex held
    [[nodiscard]] double microseconds(Clock::time_point time) const;
    [[nodiscard]] int track(const std::string& process, const std::string& name);
    void span(int track, const std::string& name, Clock::time_point begin, Clock::time_point end,
              const nlohmann::ordered_json& details);
    void counter(const std::string& name, Clock::time_point time, const nlohmann::ordered_json& values);

    const Clock::time_point m_begin = Clock::now();
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_ending = false;
    std::vector<std::string> m_events; ///< each as its JSON text
    std::map<std::string, int> m_tracks;
    std::map<queue::JobId, Stage> m_stages;
    std::thread m_thread;
};

/// Tells a trace of each tile; nobody if it is null. The trace must outlive it.
[[nodiscard]] LaneWatch laneWatch(Trace* trace);

} // namespace tessera::engine
