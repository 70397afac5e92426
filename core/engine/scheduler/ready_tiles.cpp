#include "core/engine/scheduler/ready_tiles.h"

namespace tessera::scheduler {

void ReadyTiles::insert(const ReadyTile& tile) {
    if (!m_all.insert(tile).second) {
        return;
    }
    if (tile.kind >= m_ofKind.size()) {
        m_ofKind.resize(tile.kind + 1);
    }
    m_ofKind[tile.kind].insert(tile);
    ++m_priorities[tile.priority];
}

void ReadyTiles::erase(const ReadyTile& tile) {
    if (m_all.erase(tile) == 0) {
        return;
    }
    m_ofKind[tile.kind].erase(tile);
    const auto count = m_priorities.find(tile.priority);
    if (--count->second == 0) {
        m_priorities.erase(count);
    }
}

std::optional<ReadyTile> ReadyTiles::first() const {
    return m_all.empty() ? std::nullopt : std::optional(*m_all.begin());
}

std::optional<ReadyTile> ReadyTiles::firstOfJob(int priority, JobId job) const {
    const auto found = m_all.lower_bound({priority, job, 0, 0});
    if (found == m_all.end() || found->priority != priority || found->job != job) {
        return std::nullopt;
    }
    return *found;
}

std::optional<ReadyTile> ReadyTiles::firstOfKind(int priority, KindId kind) const {
    if (kind >= m_ofKind.size()) {
        return std::nullopt;
    }
    const auto found = m_ofKind[kind].lower_bound({priority, 0, 0, kind});
    if (found == m_ofKind[kind].end() || found->priority != priority) {
        return std::nullopt;
    }
    return *found;
}

std::size_t ReadyTiles::countOfKind(KindId kind) const {
    return kind < m_ofKind.size() ? m_ofKind[kind].size() : 0;
}

} // namespace tessera::scheduler
