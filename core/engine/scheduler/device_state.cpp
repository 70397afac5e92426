#include "core/engine/scheduler/device_state.h"

#include <algorithm>

namespace tessera::scheduler {

DeviceState::DeviceState(DeviceDescription description)
    : m_description(std::move(description)), m_budget(m_description.capacity), m_laneLimit(m_description.lanes),
      m_belief(m_description.interference) {}

bool DeviceState::hasWeights(std::uint32_t network) const {
    return network < m_residence.size() && (m_residence[network].bytes > 0 || m_residence[network].users > 0);
}

Bytes DeviceState::contexts(int tiles) const {
    return m_description.contextBytes *
           static_cast<Bytes>(m_description.laneKind == LaneKind::Process ? std::max(1, tiles) : 1);
}

Bytes DeviceState::busyWith(const TileKind& kind, Bytes peak) const {
    const bool inUse = kind.network < m_residence.size() && m_residence[kind.network].users > 0;
    return contexts(running() + 1) + m_busyWeights + (inUse ? 0 : kind.weightBytes) + m_peaks + peak;
}

bool DeviceState::admits(const TileKind& kind, Bytes peak) const {
    return busyWith(kind, peak) + margin() <= m_budget;
}

bool DeviceState::fits(const TileKind& kind, Bytes peak, Bytes budget, int lanes) const {
    return !m_lost && contexts(lanes) + kind.weightBytes + peak * static_cast<Bytes>(lanes) + budget / 50 <= budget;
}

Bytes DeviceState::mostPeak(const TileKind& kind) const {
    const Bytes taken = contexts(1) + kind.weightBytes + m_description.capacity / 50;
    return m_description.capacity > taken ? m_description.capacity - taken : 0;
}

Seconds DeviceState::setupSeconds(const TileKind& kind, bool newProcess) const {
    const bool load = newProcess || !hasWeights(kind.network);
    return (newProcess ? m_description.processSeconds : 0) +
           (load ? static_cast<double>(kind.weightBytes) / m_description.loadBytesPerSecond : 0);
}

void DeviceState::setLost() {
    m_lost = true;
    m_attempts.clear();
    m_residence.clear();
    m_residentBytes = m_busyWeights = m_peaks = 0;
    m_belief = SharedDevice(m_description.interference);
}

bool DeviceState::evictOldest(std::vector<std::uint32_t>& evicted) {
    std::size_t oldest = m_residence.size();
    for (std::size_t i = 0; i < m_residence.size(); ++i) {
        const Residence& here = m_residence[i];
        if (here.bytes > 0 && here.users == 0 &&
            (oldest == m_residence.size() || here.lastUse < m_residence[oldest].lastUse)) {
            oldest = i;
        }
    }
    if (oldest == m_residence.size()) {
        return false;
    }
    m_residentBytes -= m_residence[oldest].bytes;
    m_residence[oldest].bytes = 0;
    evicted.push_back(static_cast<std::uint32_t>(oldest));
    return true;
}

std::vector<std::uint32_t> DeviceState::makeRoom(const TileKind& kind, Bytes peak) {
    std::vector<std::uint32_t> out;
    if (hasWeights(kind.network)) {
        m_residence[kind.network].lastUse = ++m_uses; // what is about to be used goes last
    }
    const auto total = [&] {
        const Bytes weights = m_residentBytes + (hasWeights(kind.network) ? 0 : kind.weightBytes);
        return contexts(running() + 1) + weights + m_peaks + peak + margin();
    };
    while (total() > m_budget && evictOldest(out)) {
    }
    return out;
}

std::vector<std::uint32_t> DeviceState::evictIdle(bool everything) {
    std::vector<std::uint32_t> out;
    while ((everything || contexts(running()) + m_residentBytes + m_peaks + margin() > m_budget) && evictOldest(out)) {
    }
    return out;
}

void DeviceState::start(const Attempt& attempt, const TileKind& kind, Seconds alone, Seconds setup,
                        const Demand& demand) {
    if (kind.network >= m_residence.size()) {
        m_residence.resize(kind.network + 1);
    }
    Residence& weights = m_residence[kind.network];
    if (!hasWeights(kind.network)) {
        weights.bytes = kind.weightBytes;
        m_residentBytes += kind.weightBytes;
    }
    if (weights.users++ == 0) {
        m_busyWeights += weights.bytes;
    }
    weights.lastUse = ++m_uses;
    m_peaks += attempt.peak;
    m_attempts.push_back(attempt);
    m_belief.add({attempt.id, setup, alone, 0, demand});
    m_processes = std::max(m_processes, running());
}

DeviceState::Ended DeviceState::end(AttemptId id) {
    const auto found =
        std::find_if(m_attempts.begin(), m_attempts.end(), [id](const Attempt& a) { return a.id == id; });
    const Ended out{*found, *m_belief.find(id)};
    m_attempts.erase(found);
    m_belief.remove(id);
    m_peaks -= out.attempt.peak;
    Residence& weights = m_residence[out.attempt.network];
    if (--weights.users == 0) {
        m_busyWeights -= weights.bytes;
    }
    return out;
}

bool DeviceState::needsProcess() const {
    return m_description.laneKind == LaneKind::Process ? running() >= m_processes : m_processes == 0;
}

void DeviceState::abandon(AttemptId id) {
    for (Attempt& attempt : m_attempts) {
        attempt.abandoned = attempt.abandoned || attempt.id == id;
    }
}

} // namespace tessera::scheduler
