#pragma once

#include "core/engine/scheduler/scheduler.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

/// The scheduler and its policies on virtual time.
namespace tessera::simulator {

using scheduler::Bytes;
using scheduler::Seconds;

struct SimulatedJob {
    std::shared_ptr<const std::vector<scheduler::KindId>> tiles; ///< indices of `Setup::kinds`
    Seconds arrives = 0;
    int priority = 0;
    std::optional<Seconds> cancelled{};
};

/// What is simulated. The devices' fault plans say what goes wrong and which tenants come.
struct Setup {
    std::vector<scheduler::DeviceDescription> devices; ///< with capacity and speed
    std::vector<scheduler::TileKind> kinds;            ///< what tiles really cost
    /// What the scheduler believes at first; empty: the truth. As many as `kinds`, or none.
    std::vector<scheduler::TileKind> believed{};
    std::vector<SimulatedJob> jobs;
    bool keepSpans = false; ///< for pictures; costs memory for each tile
};

enum class SpanEnd { Finished, OutOfMemory, Lost, Stopped };

/// One tile's time on a lane.
struct Span {
    std::size_t device = 0;
    int lane = 0;
    scheduler::JobId job = 0;
    std::uint32_t tile = 0;
    Seconds from = 0, to = 0;
    SpanEnd end = SpanEnd::Finished;
};

struct DeviceUse {
    Seconds busy = 0; ///< with one tile or more
    Bytes peak = 0;   ///< largest memory of ours
    std::size_t tiles = 0;
};

struct JobOutcome {
    scheduler::JobState state = scheduler::JobState::Done;
    Seconds ended = 0;
    std::string reason{}; ///< of a failed job
};

struct Outcome {
    Seconds makespan = 0;           ///< when the last tile or job ended
    std::vector<JobOutcome> jobs;   ///< in the setup's order
    std::vector<DeviceUse> devices; ///< in the setup's order
    std::vector<Span> spans;        ///< if kept, by their end
    std::size_t tiles = 0;          ///< finished
    std::size_t outOfMemory = 0;    ///< times that a tile ran out of it
    std::size_t again = 0;          ///< runs whose work was lost: out of memory, or with a device
    [[nodiscard]] std::size_t failures() const;
};

/// Runs the jobs under a policy until nothing is left to do. The same input gives the same outcome: there is no chance
/// and no clock in it.
///
/// The model. Tiles on one device slow each other down as contention.h says. A tile first starts its process and loads
/// its weights where needed, then computes; its memory is taken from the start. A tile that doesn't fit when it starts
/// finds that out at half of its work. A tenant that takes memory which our tiles already hold ends the youngest of
/// them; idle weights have been given up before. A job that waits for memory which never comes back has failed.
/// Preparing and finishing an image take no time here.
/// @throws Error{Usage} if a device has no memory or speed, Error{Internal} if the setup contradicts itself
[[nodiscard]] Outcome simulate(const Setup& setup, std::unique_ptr<scheduler::Policy> policy);

} // namespace tessera::simulator
