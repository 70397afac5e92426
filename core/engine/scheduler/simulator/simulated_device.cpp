#include "core/engine/scheduler/simulator/simulated_device.h"

#include <algorithm>

namespace tessera::simulator {

using scheduler::AttemptId;

SimulatedDevice::SimulatedDevice(const scheduler::DeviceDescription& description)
    : m_description(description), m_shared(description.interference) {}

Bytes SimulatedDevice::used() const {
    const std::size_t contexts =
        m_description.laneKind == scheduler::LaneKind::Process ? std::max<std::size_t>(1, m_runs.size()) : 1;
    Bytes out = m_description.contextBytes * contexts;
    for (const Bytes weights : m_weights) {
        out += weights;
    }
    for (const Run& run : m_runs) {
        out += run.doomed ? 0 : run.peak;
    }
    return out;
}

void SimulatedDevice::evict(std::uint32_t network) {
    if (network < m_weights.size()) {
        m_weights[network] = 0;
    }
}

bool SimulatedDevice::start(const scheduler::Start& start, const scheduler::TileKind& kind, Seconds now) {
    ++m_started;
    int lane = 0;
    while (std::any_of(m_runs.begin(), m_runs.end(), [lane](const Run& run) { return run.lane == lane; })) {
        ++lane;
    }
    if (kind.network >= m_weights.size()) {
        m_weights.resize(kind.network + 1);
    }
    m_weights[kind.network] = kind.weightBytes;
    const Seconds setup =
        (start.newProcess ? m_description.processSeconds : 0) +
        (start.loadsWeights ? static_cast<double>(kind.weightBytes) / m_description.loadBytesPerSecond : 0);
    m_runs.push_back({start, lane, now, kind.peak(m_description), false});
    const auto& planned = m_description.faults.outOfMemory;
    m_runs.back().doomed =
        used() > available() || std::find(planned.begin(), planned.end(), m_started) != planned.end();
    m_use.peak = std::max(m_use.peak, used());
    const Seconds alone = kind.seconds / m_description.speed;
    m_shared.add({start.attempt, setup, m_runs.back().doomed ? alone / 2 : alone, 0,
                  scheduler::demandOn(m_description, kind, start.cap)});
    for (const auto& slow : m_description.faults.slowDowns) {
        if (slow.when.tile == m_started) {
            m_shared.setSpeed(slow.factor);
        }
    }
    const auto& disappears = m_description.faults.disappears;
    return disappears && disappears->tile == m_started;
}

void SimulatedDevice::advance(Seconds seconds) {
    m_use.busy += m_runs.empty() ? 0 : seconds;
    m_shared.advance(seconds);
}

std::vector<SimulatedDevice::Run> SimulatedDevice::takeFinished() {
    std::vector<AttemptId> ids;
    for (const auto& work : m_shared.works()) {
        if (scheduler::SharedDevice::isFinished(work)) {
            ids.push_back(work.id);
        }
    }
    std::vector<Run> out;
    for (const AttemptId id : ids) {
        out.push_back(take(id));
        m_use.tiles += out.back().doomed ? 0 : 1;
    }
    return out;
}

SimulatedDevice::Run SimulatedDevice::take(AttemptId attempt) {
    const auto found =
        std::find_if(m_runs.begin(), m_runs.end(), [attempt](const Run& run) { return run.start.attempt == attempt; });
    const Run out = *found;
    m_runs.erase(found);
    m_shared.remove(attempt);
    return out;
}

std::optional<AttemptId> SimulatedDevice::victim() const {
    if (used() <= available()) {
        return std::nullopt;
    }
    std::optional<AttemptId> out;
    for (const Run& run : m_runs) {
        out = run.doomed ? out : run.start.attempt; // in the order of their start
    }
    return out;
}

void SimulatedDevice::lose() {
    m_lost = true;
    m_runs.clear();
    m_weights.clear();
    m_shared = scheduler::SharedDevice(m_description.interference);
}

} // namespace tessera::simulator
