#pragma once

#include "core/engine/queue/queued_job.h"
#include "core/engine/tiles/tile_engine.h"

#include <nlohmann/json_fwd.hpp>

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <string>
#include <thread>

namespace tessera::engine {

/// What happened when, as a file that Perfetto and chrome://tracing show: a track for each lane with its tiles, copies
/// and waits, one after the other, a track for each job at work with its stages, and counters: tiles and reserved
/// memory of each device, load of the CPUs by this process, and load, memory and memory bandwidth of each GPU by NVML.
/// Copies of a lane in a process are those into and out of the memory that it shares with its worker; a GPU's go on
/// beside the computing, on a stream of their own, and have a track of their own. Times are microseconds since it was
/// made.
///
/// Events are written while they come, once a second at the latest, so that the file of a process that was killed says
/// what happened until then, and the memory for it stays small. It is the array form of "Trace Event Format" (Google,
/// 2016), of which readers take what has no end: `[`, an event a line, and `]` only if it was finished. Where the disk
/// doesn't keep up, events are left out and counted. Any thread.
class Trace {
  public:
    /// Begins the file, and to look at the machine twice a second. @throws Error{WriteFailed}
    explicit Trace(std::filesystem::path file);
    ~Trace(); ///< As `finish`, without a word about what went wrong.
    Trace(const Trace&) = delete;
    Trace& operator=(const Trace&) = delete;

    void tile(const LaneSpan& span);
    void wait(const LaneWait& wait);
    /// A job entered a state: the stage before it has ended.
    void job(const queue::JobSummary& job);
    /// Ends the file; nothing is told to it after that. @throws Error{WriteFailed} if something couldn't be written
    void finish();

  private:
    using Clock = std::chrono::steady_clock;
    struct Stage {
        Clock::time_point begin;
        queue::JobState state = queue::JobState::Preparing;
        int place = 0; ///< of the tracks of jobs
        std::string name{};
    };
    void run();
    void writeOut(std::unique_lock<std::mutex>& lock);
    // with the mutex held
    void add(const nlohmann::ordered_json& event);
    void endStage(queue::JobId job, const Stage& stage, Clock::time_point now);
    [[nodiscard]] double microseconds(Clock::time_point time) const;
    [[nodiscard]] int track(const std::string& process, const std::string& name);
    void span(int track, const std::string& name, Clock::time_point begin, Clock::time_point end,
              const nlohmann::ordered_json& details);
    void counter(const std::string& name, Clock::time_point time, const nlohmann::ordered_json& values);

    const std::filesystem::path m_path;
    std::ofstream m_file; ///< of the thread, then of `finish`
    const Clock::time_point m_begin = Clock::now();
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_ending = false, m_isFinished = false;
    std::string m_text; ///< events that aren't written yet
    std::size_t m_leftOut = 0;
    std::map<std::string, int> m_tracks;
    std::map<queue::JobId, Stage> m_stages;
    std::thread m_thread;
};

/// Tells a trace what lanes do; nobody if it is null. The trace must outlive it.
[[nodiscard]] LaneWatch laneWatch(Trace* trace);

} // namespace tessera::engine
