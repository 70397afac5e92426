#pragma once

#include "core/base/progress.h"
#include "core/engine/pipeline/preflight_report.h"
#include "core/engine/queue/queue.h"
#include "core/engine/tiles/tile_lane.h"
#include "core/fusion/tile_plan.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tessera::engine {

/// How a job ended.
struct JobEnding {
    queue::JobState state = queue::JobState::Done; ///< done, needs-review or failed
    bool skipped = false;                          ///< an identical result was there already
    std::vector<queue::Reason> reasons{};          ///< of a review or a failure
    std::vector<std::string> notices{};            ///< what else a person should know
    std::string laterality{};                      ///< of the result; empty without one
};

/// Where a job keeps what must not be computed twice. A disk that is full costs this safety, not the job.
class JobJournal {
  public:
    JobJournal() = default;
    JobJournal(const JobJournal&) = delete;
    JobJournal& operator=(const JobJournal&) = delete;
    virtual ~JobJournal() = default;

    /// What an earlier attempt prepared.
    [[nodiscard]] virtual std::optional<queue::Prepared> prepared() = 0;
    virtual void storePrepared(const queue::Prepared& prepared) = 0;
    /// The inputs as they were read. @throws Error{InputChanged} if that isn't what was enqueued
    virtual void recordHashes(const std::vector<std::string>& sha256) = 0;
    /// What is known before the scan is prepared, for whoever listens.
    virtual void tell(const PreflightReport& report) = 0;
};

/// The tiles of a job that is prepared.
struct TileWork {
    std::size_t plan = 0; ///< of the tile engine
    std::shared_ptr<const TileSource> source;
    std::vector<std::string> keys;   ///< of the labels, see `queue::tileKey`; in the plan's order
    std::vector<fusion::Tile> boxes; ///< in the working grid, in the plan's order
    Affine scanFromGrid;             ///< voxel of the working grid -> RAS mm of the scan
};

/// Labels of another, quicker model, to be looked at until the tiles come.
struct Preview {
    std::string model;                ///< as it was asked for
    std::vector<std::uint8_t> labels; ///< its class indices, x fastest
    Size3 size{};                     ///< voxels
    Affine scanFromGrid;              ///< voxel of the labels -> RAS mm of the scan
};

/// One attempt at one job. Its functions are called one after the other, on one thread.
class JobWork {
  public:
    JobWork() = default;
    JobWork(const JobWork&) = delete;
    JobWork& operator=(const JobWork&) = delete;
    virtual ~JobWork() = default;

    /// Reads and prepares the scan, or takes what the journal has. Returns an ending if nothing is left to do.
    [[nodiscard]] virtual std::optional<JobEnding> prepare(JobJournal& journal, Progress& progress) = 0;
    /// None where there is to be none. Nothing that follows sees it; what it throws doesn't fail the job.
    [[nodiscard]] virtual std::optional<Preview> preview(Progress& progress) = 0;
    /// None if the network sees the whole scan at once.
    [[nodiscard]] virtual std::optional<TileWork> tiles() = 0;
    virtual void computeWhole(Progress& progress) = 0;
    /// Fuses the tiles' labels (class indices, in the plan's order; none after `computeWhole`), measures and writes.
    /// @param beforeWriting throws if the job was taken away
    [[nodiscard]] virtual JobEnding finish(std::vector<std::vector<std::uint8_t>> labels,
                                           const std::function<void()>& beforeWriting, Progress& progress) = 0;
};

/// Called on the thread that will work on the job. What it throws fails the job.
using WorkFactory = std::function<std::unique_ptr<JobWork>(const queue::Job& job)>;

} // namespace tessera::engine
