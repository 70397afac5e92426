#pragma once

#include "core/base/error.h"
#include "core/engine/pipeline/job_work.h"
#include "core/engine/tiles/tile_engine.h"

#include <chrono>
#include <condition_variable>
#include <list>
#include <mutex>
#include <set>
#include <thread>

namespace tessera::engine {

struct JobProgress {
    queue::JobId job = 0;
    queue::JobState stage = queue::JobState::Preparing;
    double fraction = 0; ///< of the whole job, 0..1
    std::string_view step;
};

/// A tile that is there: computed now, or found in the journal.
struct TileNews {
    queue::JobId job = 0;
    std::uint32_t tile = 0;
    std::size_t count = 0; ///< of the plan's tiles
    const fusion::Tile& box;
    const Affine& scanFromGrid;
    std::filesystem::path file; ///< its labels (a work file, see queue/work_file.h); empty if it couldn't be kept
    std::string device;         ///< empty if it was found
    double seconds = 0;
};

/// A preview that can be looked at.
struct PreviewNews {
    queue::JobId job = 0;
    const Preview& preview;
    std::filesystem::path file; ///< its labels, in a file as a tile's
};

/// Hears what a pipeline does: one call at a time, on whichever of its threads it happens. Must not call the pipeline,
/// and holds its work up while it is busy.
class PipelineListener {
  public:
    PipelineListener() = default;
    PipelineListener(const PipelineListener&) = delete;
    PipelineListener& operator=(const PipelineListener&) = delete;
    virtual ~PipelineListener() = default;

    /// A job entered another state. @param ending of a job that ended here, else null
    virtual void changed(const queue::JobSummary& job, const JobEnding* ending) = 0;
    virtual void progressed(const JobProgress& progress) = 0;
    virtual void tileThere(const TileNews& tile) = 0;
    virtual void previewThere(const PreviewNews& /*preview*/) {} ///< only of jobs that ask for one
    virtual void preflighted(const queue::JobSummary& job, const PreflightReport& report) = 0;
    /// Something that a person should know and that ends nothing.
    virtual void noted(const std::string& sentence) = 0;
};

struct PipelineSettings {
    int jobsPreparing = 1; ///< jobs that are prepared at a time
    int jobsInTiles = 2;   ///< jobs whose tiles are on the devices at a time
    /// Which jobs it may claim; empty: all of the queue. Called under the queue's lock.
    std::function<bool(queue::JobId)> mine{};
    std::chrono::milliseconds poll{1000}; ///< how often it looks for what other programs did to the queue
    bool held = false;                    ///< starts no job until `hold(false)`
};

/// Works the jobs of a queue: up to `jobsPreparing` are prepared, up to `jobsInTiles` have their tiles on the devices,
/// one is finished, all side by side. While one that is prepared waits for the devices, no further one is begun. A job
/// whose priority is higher than that of all at work doesn't wait for a place, and its tiles go first. A job that was
/// cancelled, paused or removed by whomever is left within one tile; a job that fails is reported and the next one goes
/// on. A preview is tried in a job's first attempt only, so that one that ends the program isn't tried again; one that
/// fails is noted, and the job goes on.
///
/// Threads of its own work the jobs; any thread may call anything. Queue, engine and listener must outlive it.
class Pipeline {
  public:
    Pipeline(queue::Queue& queue, TileEngine& engine, WorkFactory makeWork, PipelineListener& listener,
             PipelineSettings settings = {});
    ~Pipeline(); ///< What it works on goes back to the queue with its tiles.
    Pipeline(const Pipeline&) = delete;
    Pipeline& operator=(const Pipeline&) = delete;

    /// There may be jobs that it can claim now.
    void wake();
    /// Starts no further job while held; those at work go on.
    void hold(bool held);
    /// Leaves the jobs that aren't the pipeline's any more. Called by itself now and then, too.
    /// @return those jobs
    std::vector<queue::JobId> recheck();
    /// No job is at work.
    [[nodiscard]] bool isIdle();

  private:
    enum class Place { Preparing, Waiting, Tiles, Finishing };
    struct Flight { // a job at work
        queue::Claim claim;
        int priority = 0;
        Place place = Place::Preparing;
        bool left = false; ///< was taken away, or is ending
        std::shared_ptr<CancelToken> token = std::make_shared<CancelToken>();
    };
    using FlightIterator = std::list<Flight>::iterator;
    class Journal;

    void work();
    void watch();
    [[nodiscard]] std::optional<queue::ClaimedJob> next();
    [[nodiscard]] std::optional<queue::ClaimedJob> tryToClaim(std::optional<int> above);
    void fly(const queue::ClaimedJob& job, FlightIterator flight);
    [[nodiscard]] JobEnding runJob(const queue::ClaimedJob& job, FlightIterator flight);
    [[nodiscard]] std::vector<std::vector<std::uint8_t>> runTiles(const queue::ClaimedJob& job, const TileWork& work,
                                                                  int priority, Journal& journal, Progress& progress);
    void showPreview(const queue::ClaimedJob& job, JobWork& work, Journal& journal, Progress& progress);
    void end(const queue::ClaimedJob& job, const JobEnding& ending);
    void leave(FlightIterator flight);
    void passStages(const queue::Claim& claim);
    void giveBack(const queue::Claim& claim);
    void tellChange(queue::JobId job, const JobEnding* ending = nullptr);
    void note(const std::string& sentence);

    void enterTiles(FlightIterator flight, Progress& progress);
    void enterFinishing(FlightIterator flight);
    // with the mutex held
    [[nodiscard]] int countAt(Place place) const;
    [[nodiscard]] bool mayPrepare() const;
    [[nodiscard]] std::optional<int> highestPriority() const;
    [[nodiscard]] bool mayEnterTiles(const Flight& flight) const;

    queue::Queue& m_queue;
    TileEngine& m_engine;
    const WorkFactory m_makeWork;
    PipelineListener& m_listener;
    const PipelineSettings m_settings;

    std::mutex m_tellMutex; ///< of the listener; taken last
    std::mutex m_mutex;
    std::condition_variable m_changed, m_watchChanged;
    std::list<Flight> m_flights;
    bool m_claiming = false;    ///< one thread looks for the next job
    std::string m_claimProblem; ///< the last one that was said; of that thread
    bool m_news = false;        ///< it should look now
    bool m_held = false, m_ending = false;
    std::vector<std::thread> m_threads;
};

} // namespace tessera::engine
