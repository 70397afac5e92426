#pragma once

#include "ui/bridge/engine_types.h"

#include <optional>
#include <unordered_map>
#include <vector>

namespace tessera::ui {

/// What came since it was last delivered: of each job the latest state and the latest progress, of the devices the
/// latest report, and every preview and tile. One thread.
class NewsBatch {
  public:
    void add(JobInfo job);
    void addRemoved(JobId job);
    void add(JobProgress progress);

    [[nodiscard]] bool isEmpty() const;

    std::vector<JobInfo> jobs; ///< each once; in the order in which they were first heard of
    std::vector<JobId> removed;
    std::vector<JobProgress> progress; ///< each job once
    std::vector<PreviewNews> previews;
    std::vector<TileNews> tiles;
    std::optional<std::vector<DeviceState>> devices;
    std::vector<PreflightReport> preflights;
    QStringList notes;

  private:
    std::unordered_map<JobId, std::size_t> m_job, m_progress; ///< places in `jobs` and `progress`
};

} // namespace tessera::ui
