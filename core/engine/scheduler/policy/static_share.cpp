#include "core/engine/scheduler/policy/static_share.h"

#include <algorithm>

namespace tessera::scheduler {
namespace {

constexpr int kMostClients = 2; // of a device

} // namespace

const PolicyTraits& StaticShare::traits() const {
    static constexpr PolicyTraits kTraits{.name = "static-share",
                                          .standsFor = "MPS: fixed processes and shares of each GPU",
                                          .admitsByMemory = false,
                                          .recovers = false};
    return kTraits;
}

void StaticShare::deal(const SchedulerState& state) {
    const auto devices = state.accelerators();
    if (devices != m_devices) {
        m_devices = devices;
        m_clients.clear();
        m_dealt = 0;
        m_turn = 0;
        for (int lane = 0; lane < kMostClients; ++lane) { // neighbours in the deal are on different devices
            for (const std::size_t device : devices) {
                const int lanes = std::min(kMostClients, state.devices()[device].description().lanes);
                if (lane < lanes) {
                    m_clients.push_back({device, 1.0 / lanes});
                }
            }
        }
    }
    for (; m_dealt < state.lastJob() && !m_clients.empty(); ++m_dealt) {
        const Job* job = state.job(m_dealt + 1);
        for (std::uint32_t tile = 0; job != nullptr && tile < job->tiles->size(); ++tile) {
            dealTile({job->priority, job->id, tile, (*job->tiles)[tile]});
        }
    }
    const bool nothingLeft =
        std::all_of(m_clients.begin(), m_clients.end(), [](const Client& client) { return client.tiles.empty(); });
    if (nothingLeft && !m_clients.empty()) {
        for (const ReadyTile& tile : state.ready().all()) { // those that came back
            dealTile(tile);
        }
    }
}

void StaticShare::dealTile(const ReadyTile& tile) {
    m_clients[m_turn++ % m_clients.size()].tiles.insert(tile);
}

std::optional<Placement> StaticShare::choose(const SchedulerState& state) {
    deal(state);
    for (Client& client : m_clients) {
        const DeviceState& device = state.devices()[client.device];
        const auto& attempts = device.attempts();
        const bool busy =
            client.running && std::any_of(attempts.begin(), attempts.end(), [&](const Attempt& attempt) {
                return attempt.tile.job == client.running->job && attempt.tile.tile == client.running->tile;
            });
        while (!busy && device.hasLane() && !client.tiles.empty()) {
            ReadyTile tile = *client.tiles.begin();
            client.tiles.erase(client.tiles.begin());
            const Job* job = state.job(tile.job);
            tile.priority = job != nullptr ? job->priority : 0;
            if (job != nullptr && state.ready().contains(tile)) {
                client.running = tile;
                return Placement{tile, client.device, client.share};
            }
        }
    }
    return std::nullopt;
}

} // namespace tessera::scheduler
