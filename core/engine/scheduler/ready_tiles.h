#pragma once

#include "core/engine/scheduler/tile_kind.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace tessera::scheduler {

using JobId = std::uint64_t; ///< in order of arrival, from 1

/// A tile that may start. The order is the order of the queue: priority (higher first), arrival, place in the plan.
struct ReadyTile {
    int priority = 0;
    JobId job = 0;
    std::uint32_t tile = 0;
    KindId kind = 0;

    friend bool operator<(const ReadyTile& a, const ReadyTile& b) {
        if (a.priority != b.priority) {
            return a.priority > b.priority;
        }
        return a.job != b.job ? a.job < b.job : a.tile < b.tile;
    }
    friend bool operator==(const ReadyTile& a, const ReadyTile& b) {
        return a.priority == b.priority && a.job == b.job && a.tile == b.tile;
    }
};

/// All tiles that may start, in the queue's order, as a whole and by kind. Every question is answered in the logarithm
/// of their number. Not safe to use from several threads at once.
class ReadyTiles {
  public:
    void insert(const ReadyTile& tile);
    void erase(const ReadyTile& tile);

    [[nodiscard]] bool empty() const { return m_all.empty(); }
    [[nodiscard]] std::size_t size() const { return m_all.size(); }
    [[nodiscard]] bool contains(const ReadyTile& tile) const { return m_all.contains(tile); }
    [[nodiscard]] const std::set<ReadyTile>& all() const { return m_all; }

    /// The priorities that are there, highest first, and how many tiles each has.
    [[nodiscard]] const std::map<int, std::size_t, std::greater<>>& priorities() const { return m_priorities; }
    [[nodiscard]] std::optional<ReadyTile> first() const;
    [[nodiscard]] std::optional<ReadyTile> firstOfJob(int priority, JobId job) const;
    /// The first of a kind whose priority is exactly this one.
    [[nodiscard]] std::optional<ReadyTile> firstOfKind(int priority, KindId kind) const;
    [[nodiscard]] std::size_t countOfKind(KindId kind) const;

  private:
    std::set<ReadyTile> m_all;
    std::vector<std::set<ReadyTile>> m_ofKind;
    std::map<int, std::size_t, std::greater<>> m_priorities;
};

} // namespace tessera::scheduler
