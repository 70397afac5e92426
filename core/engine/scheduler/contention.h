#pragma once

#include "core/engine/scheduler/tile_kind.h"

#include <optional>
#include <vector>

namespace tessera::scheduler {

/// What a running tile asks of its device: shares of arithmetic and bandwidth while it has the device for itself, and
/// the share of the arithmetic that its lane may use at most (MPS's active-thread percentage; 1: all).
struct Demand {
    double compute = 1;
    double bandwidth = 1;
    double cap = 1;
};

/// A CPU tile uses all of the device's threads, so that it demands everything.
[[nodiscard]] Demand demandOn(const DeviceDescription& device, const TileKind& kind, double cap = 1);

/// The tiles that run on one device at the same time, and how they slow each other down. The simulator takes it for
/// the truth, the scheduler for its belief, and the plan of a batch's end for a look ahead. Not safe to use from
/// several threads at once.
///
/// The model: a tile with demands (c, b) and lane cap k runs at most at the rate r = min(1, k/c). While the summed
/// demands of arithmetic and of bandwidth stay within the device, tiles don't disturb each other; above that all slow
/// down by the larger sum (processor sharing, as in roofline models: the fuller of the two resources limits). Each
/// further tile costs a share `interference` more (caches, launch queues):
///     slow-down = max(1, sum c r, sum b r) * (1 + interference * (n - 1))
/// A tile that still loads weights or starts its process holds memory but disturbs nobody.
class SharedDevice {
  public:
    struct Work {
        std::uint64_t id = 0;
        Seconds setup = 0;    ///< left before it computes
        Seconds alone = 0;    ///< what it takes alone on this device
        Seconds exposure = 0; ///< what has been done of it
        Demand demand{};
        [[nodiscard]] Seconds left() const { return exposure < alone ? alone - exposure : 0; }
    };

    explicit SharedDevice(double interference = 0) : m_interference(interference) {}

    void add(const Work& work) { m_works.push_back(work); }
    void remove(std::uint64_t id);
    /// All rates are multiplied by it from now on.
    void setSpeed(double factor) { m_speed = factor; }

    [[nodiscard]] const std::vector<Work>& works() const { return m_works; }
    [[nodiscard]] const Work* find(std::uint64_t id) const;
    /// Time until one of them starts to compute or is finished; none if nothing runs.
    [[nodiscard]] std::optional<Seconds> nextChange() const;
    /// Lets time pass, over any number of changes. A finished work stays, and disturbs, until it is removed; its
    /// exposure goes on growing.
    void advance(Seconds seconds);
    [[nodiscard]] static bool isFinished(const Work& work);
    /// Removes what is finished after advancing to the next finish; the time that took. None if nothing runs.
    std::optional<Seconds> runToNextFinish();
    /// Time until `id` is finished if nothing is added, while the others leave as they finish.
    [[nodiscard]] Seconds timeToFinish(std::uint64_t id) const;
    /// Time until all are finished if nothing is added.
    [[nodiscard]] Seconds timeToDrain() const;
    /// The slow-down (>= 1) that all would have together with one more, once all of them compute.
    [[nodiscard]] double slowdownWith(const Demand& demand) const;
    /// By which factor one more raises what the device does in a second (the sum of rates over the slow-down); infinite
    /// on an idle device.
    [[nodiscard]] double gainFrom(const Demand& demand) const;
    /// Whether that is worth a lane: more than 1 %.
    [[nodiscard]] bool gainsFrom(const Demand& demand) const { return gainFrom(demand) > 1.01; }

    /// Tiles of one kind that n lanes do in the time of one alone: n * rate / slow-down.
    [[nodiscard]] static double throughput(const Demand& demand, int lanes, double interference);

  private:
    struct Load {
        double compute = 0, bandwidth = 0;
        double rates = 0;
        int tiles = 0;
        void add(const Demand& demand);
        [[nodiscard]] double slowdown(double interference) const;
    };
    [[nodiscard]] Load load(bool all) const;
    void step(Seconds seconds, double slowdown);

    std::vector<Work> m_works;
    double m_interference;
    double m_speed = 1;
};

} // namespace tessera::scheduler
