#include "core/engine/tiles/fault_clock.h"

#include <algorithm>

namespace tessera::engine {

bool FaultClock::reached(const scheduler::Moment& moment, scheduler::Seconds now) const {
    return moment.seconds ? now >= *moment.seconds : m_tiles >= moment.tile.value_or(0);
}

FaultClock::Fate FaultClock::startTile(scheduler::Seconds now) {
    ++m_tiles;
    Fate out{.outOfMemory = std::ranges::find(m_plan.outOfMemory, m_tiles) != m_plan.outOfMemory.end()};
    for (const auto& slow : m_plan.slowDowns) {
        if (reached(slow.when, now)) {
            out.speed = slow.factor; // of its own speed: the last one counts
        }
    }
    return out;
}

bool FaultClock::lost(scheduler::Seconds now) const {
    return m_plan.disappears && reached(*m_plan.disappears, now);
}

scheduler::Bytes FaultClock::foreign(scheduler::Seconds now) const {
    scheduler::Bytes out = 0;
    for (const auto& tenant : m_plan.tenants) {
        out += now >= tenant.from ? tenant.bytes : 0;
    }
    return out;
}

} // namespace tessera::engine
