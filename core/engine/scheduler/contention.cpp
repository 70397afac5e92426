#include "core/engine/scheduler/contention.h"

#include <algorithm>

namespace tessera::scheduler {
namespace {

constexpr double kRounding = 1e-9; // of a work: less than this is left by rounding only

double rateOf(const Demand& demand) {
    return std::min(1.0, demand.cap / demand.compute);
}

} // namespace

Demand demandOn(const DeviceDescription& device, const TileKind& kind, double cap) {
    if (device.kind == DeviceKind::Cpu) {
        return {1, 1, cap};
    }
    return {kind.computeShare, kind.bandwidthShare, cap};
}

void SharedDevice::Load::add(const Demand& demand) {
    const double rate = rateOf(demand);
    compute += demand.compute * rate;
    bandwidth += demand.bandwidth * rate;
    rates += rate;
    ++tiles;
}

double SharedDevice::Load::slowdown(double interference) const {
    return std::max({1.0, compute, bandwidth}) * (1 + interference * std::max(0, tiles - 1));
}

SharedDevice::Load SharedDevice::load(bool all) const {
    Load out;
    for (const Work& work : m_works) {
        if (all || work.setup <= 0) {
            out.add(work.demand);
        }
    }
    return out;
}

void SharedDevice::remove(std::uint64_t id) {
    std::erase_if(m_works, [id](const Work& work) { return work.id == id; });
}

const SharedDevice::Work* SharedDevice::find(std::uint64_t id) const {
    const auto found = std::find_if(m_works.begin(), m_works.end(), [id](const Work& work) { return work.id == id; });
    return found == m_works.end() ? nullptr : &*found;
}

bool SharedDevice::isFinished(const Work& work) {
    return work.setup <= 0 && work.left() <= kRounding * work.alone;
}

std::optional<Seconds> SharedDevice::nextChange() const {
    const double slowdown = load(false).slowdown(m_interference);
    std::optional<Seconds> out;
    for (const Work& work : m_works) {
        if (isFinished(work)) {
            continue;
        }
        const Seconds until = work.setup > 0 ? work.setup : work.left() * slowdown / (m_speed * rateOf(work.demand));
        out = out ? std::min(*out, until) : until;
    }
    return out;
}

void SharedDevice::step(Seconds seconds, double slowdown) {
    for (Work& work : m_works) {
        if (work.setup > 0) {
            work.setup = work.setup - seconds > kRounding * seconds ? work.setup - seconds : 0;
        } else {
            work.exposure += seconds * m_speed * rateOf(work.demand) / slowdown;
        }
    }
}

void SharedDevice::advance(Seconds seconds) {
    while (seconds > 0) {
        const auto change = nextChange();
        const Seconds now = change ? std::min(*change, seconds) : seconds;
        step(now, load(false).slowdown(m_interference));
        seconds -= now;
        if (now <= 0) {
            break;
        }
    }
}

std::optional<Seconds> SharedDevice::runToNextFinish() {
    Seconds passed = 0;
    while (std::none_of(m_works.begin(), m_works.end(), isFinished)) {
        const auto change = nextChange();
        if (!change) {
            return std::nullopt;
        }
        step(*change, load(false).slowdown(m_interference));
        passed += *change;
    }
    std::erase_if(m_works, isFinished);
    return passed;
}

Seconds SharedDevice::timeToFinish(std::uint64_t id) const {
    SharedDevice ahead = *this;
    Seconds passed = 0;
    while (ahead.find(id) != nullptr) {
        passed += ahead.runToNextFinish().value_or(0);
    }
    return passed;
}

Seconds SharedDevice::timeToDrain() const {
    SharedDevice ahead = *this;
    Seconds passed = 0;
    while (const auto next = ahead.runToNextFinish()) {
        passed += *next;
    }
    return passed;
}

double SharedDevice::slowdownWith(const Demand& demand) const {
    Load together = load(true);
    together.add(demand);
    return together.slowdown(m_interference);
}

double SharedDevice::gainFrom(const Demand& demand) const {
    Load together = load(true);
    const double before = together.rates / together.slowdown(m_interference);
    together.add(demand);
    return together.rates / together.slowdown(m_interference) / before;
}

double SharedDevice::throughput(const Demand& demand, int lanes, double interference) {
    Load together;
    for (int lane = 0; lane < lanes; ++lane) {
        together.add(demand);
    }
    return together.rates / together.slowdown(interference);
}

} // namespace tessera::scheduler
