#include "core/engine/scheduler/simulator/lower_bound.h"

#include <algorithm>
#include <array>
#include <limits>

namespace tessera::simulator {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

/// A device from one event of its plan to the next.
struct Phase {
    Seconds from = 0;
    double speed = 0; ///< 0: gone
    Bytes memory = 0;
};

/// What a device looks like over time, as far as its plan says when.
std::vector<Phase> phasesOf(const scheduler::DeviceDescription& device) {
    std::vector<Seconds> times{0};
    for (const auto& slow : device.faults.slowDowns) {
        times.push_back(slow.when.seconds.value_or(0));
    }
    for (const auto& tenant : device.faults.tenants) {
        times.push_back(tenant.from);
    }
    const auto gone = device.faults.disappears ? device.faults.disappears->seconds : std::nullopt;
    times.push_back(gone.value_or(0));
    std::sort(times.begin(), times.end());
    std::vector<Phase> out;
    for (const Seconds time : times) {
        Phase phase{time, device.speed, device.capacity};
        double slowest = 1;
        bool byTile = false;
        Seconds latest = -1;
        for (const auto& slow : device.faults.slowDowns) {
            byTile = byTile || !slow.when.seconds;
            if (slow.when.seconds && *slow.when.seconds <= time && *slow.when.seconds >= latest) {
                latest = *slow.when.seconds;
                slowest = slow.factor;
            }
        }
        for (const auto& slow : device.faults.slowDowns) { // at a tile's number: at any time, so the fastest counts
            slowest = byTile ? std::max({slowest, slow.factor, 1.0}) : slowest;
        }
        phase.speed *= slowest;
        for (const auto& tenant : device.faults.tenants) {
            phase.memory -= tenant.from <= time ? std::min(tenant.bytes, phase.memory) : 0;
        }
        phase.speed = gone && *gone <= time ? 0 : phase.speed;
        out.push_back(phase);
    }
    return out;
}

bool fits(const scheduler::DeviceDescription& device, const scheduler::TileKind& kind, Bytes memory, int lanes) {
    return device.contextBytes + kind.weightBytes + kind.peak(device) * static_cast<Bytes>(lanes) <= memory;
}

/// Work and rates counted in arithmetic, bandwidth and lanes.
using Amounts = std::array<double, 3>;

/// What a device does in a second at most. Where memory leaves few lanes, they don't fill it.
Amounts ratesOf(const scheduler::DeviceDescription& device, const Phase& phase,
                const std::vector<scheduler::TileKind>& kinds) {
    const bool cpu = device.kind == scheduler::DeviceKind::Cpu; // a tile takes all of it
    Amounts most{};                                             // of one tile; lanes of those that need the least
    for (const auto& kind : kinds) {
        int lanes = 0;
        while (lanes < device.lanes && fits(device, kind, phase.memory, lanes + 1)) {
            ++lanes;
        }
        if (lanes == 0) {
            continue;
        }
        most[0] = std::max(most[0], kind.computeShare);
        most[1] = std::max(most[1], kind.bandwidthShare);
        most[2] = std::max(most[2], static_cast<double>(lanes));
    }
    const double together = cpu ? std::min(most[2], 1.0) : most[2];
    return {phase.speed * std::min(1.0, together * most[0]), phase.speed * std::min(1.0, together * most[1]),
            phase.speed * most[2]};
}

/// The time at which the devices have done the work at the earliest.
Seconds timeFor(const Setup& setup, const std::vector<scheduler::TileKind>& kinds, double work, std::size_t count) {
    std::vector<Seconds> times;
    std::vector<std::vector<Phase>> phases;
    for (const auto& device : setup.devices) {
        phases.push_back(phasesOf(device));
        for (const Phase& phase : phases.back()) {
            times.push_back(phase.from);
        }
    }
    std::sort(times.begin(), times.end());
    double left = work;
    for (std::size_t i = 0; i < times.size(); ++i) {
        double rate = 0;
        for (std::size_t d = 0; d < setup.devices.size(); ++d) {
            const auto after = std::find_if(phases[d].rbegin(), phases[d].rend(),
                                            [&](const Phase& phase) { return phase.from <= times[i]; });
            rate += ratesOf(setup.devices[d], *after, kinds)[count];
        }
        const Seconds length = i + 1 < times.size() ? times[i + 1] - times[i] : kNever;
        if (rate > 0 && left <= rate * length) {
            return times[i] + left / rate;
        }
        left -= rate > 0 ? rate * length : 0;
    }
    return left > 0 ? kNever : 0;
}

/// The same for whatever is counted, of some of the kinds.
Seconds timeFor(const Setup& setup, const std::vector<scheduler::KindId>& group, const std::vector<double>& seconds) {
    std::vector<scheduler::TileKind> kinds;
    Amounts work{};
    for (const scheduler::KindId id : group) {
        const scheduler::TileKind& kind = kinds.emplace_back(setup.kinds[id]);
        work[0] += seconds[id] * kind.computeShare;
        work[1] += seconds[id] * kind.bandwidthShare;
        work[2] += seconds[id];
    }
    Seconds out = 0;
    for (std::size_t count = 0; count < work.size(); ++count) {
        out = std::max(out, work[count] > 0 ? timeFor(setup, kinds, work[count], count) : 0);
    }
    return out;
}

bool needTheSame(const scheduler::TileKind& a, const scheduler::TileKind& b) {
    return a.peakBytes == b.peakBytes && a.gpuPeakBytes == b.gpuPeakBytes && a.weightBytes == b.weightBytes &&
           a.computeShare == b.computeShare && a.bandwidthShare == b.bandwidthShare;
}

Seconds longestTile(const Setup& setup, const SimulatedJob& job) {
    Seconds out = 0;
    for (const scheduler::KindId id : *job.tiles) {
        const auto& kind = setup.kinds[id];
        Seconds best = kNever;
        for (const auto& device : setup.devices) {
            double speed = device.speed;
            for (const auto& slow : device.faults.slowDowns) {
                speed = std::max(speed, device.speed * slow.factor);
            }
            if (fits(device, kind, device.capacity, 1)) {
                best = std::min(best, kind.seconds / speed);
            }
        }
        out = std::max(out, best);
    }
    return out;
}

} // namespace

LowerBound lowerBound(const Setup& setup) {
    LowerBound out;
    std::vector<double> seconds(setup.kinds.size()); // of all tiles of a kind, on a device of speed 1
    for (const SimulatedJob& job : setup.jobs) {
        if (job.cancelled) {
            continue;
        }
        for (const scheduler::KindId id : *job.tiles) {
            seconds[id] += setup.kinds[id].seconds;
        }
        out.longest = std::max(out.longest, job.arrives + longestTile(setup, job));
    }
    std::vector<std::vector<scheduler::KindId>> groups(1); // all kinds, then those that need the same alone
    for (scheduler::KindId id = 0; id < seconds.size(); ++id) {
        if (seconds[id] == 0) {
            continue;
        }
        groups.front().push_back(id);
        const auto like = std::find_if(groups.begin() + 1, groups.end(), [&](const auto& group) {
            return needTheSame(setup.kinds[group.front()], setup.kinds[id]);
        });
        like == groups.end() ? groups.push_back({id}) : like->push_back(id);
    }
    for (const auto& group : groups) {
        out.work = std::max(out.work, timeFor(setup, group, seconds));
    }
    out.seconds = std::max(out.work, out.longest);
    return out;
}

} // namespace tessera::simulator
