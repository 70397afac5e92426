#include "core/engine/pipeline/pipeline.h"

#include "core/engine/queue/work_file.h"

#include <algorithm>
#include <new>
#include <utility>

namespace tessera::engine {

using namespace std::chrono_literals;
using queue::ClaimedJob;
using queue::JobId;
using queue::JobState;

namespace {

/// Shares of a job's progress.
constexpr double kPrepareShare = 0.25, kTilesShare = 0.65, kFinishShare = 0.1;

/// The preview's number among a job's work files; no plan has so many tiles.
constexpr int kPreviewTile = 1'000'000;

/// Threads beyond the places: for jobs of a higher priority, which don't wait for one.
constexpr int kUrgentThreads = 2;

/// The end of a job that can't be written is tried this often, with a pause between.
constexpr int kEndTries = 5;
constexpr auto kEndPause = 1s;

bool isTakenAway(const Error& error) {
    return error.code() == ErrorCode::Cancelled || error.code() == ErrorCode::JobNotHeld ||
           error.code() == ErrorCode::JobMissing;
}

JobEnding failure(const Error& error) {
    return {.state = JobState::Failed, .reasons = {{errorName(error.code()), error.arguments()}}};
}

} // namespace

/// A claim's part of the queue. What can't be written is said once and not kept.
class Pipeline::Journal final : public JobJournal {
  public:
    Journal(Pipeline& pipeline, const ClaimedJob& job) : m_pipeline(pipeline), m_job(job) {}

    std::optional<queue::Prepared> prepared() override { return m_pipeline.m_queue.prepared(m_job.claim.job); }
    void storePrepared(const queue::Prepared& prepared) override {
        keep([&] { m_pipeline.m_queue.storePrepared(m_job.claim, prepared); });
    }
    void recordHashes(const std::vector<std::string>& sha256) override {
        keep([&] { m_pipeline.m_queue.recordHashes(m_job.claim.job, sha256); });
    }
    void tell(const PreflightReport& report) override {
        const std::lock_guard lock(m_pipeline.m_tellMutex);
        m_pipeline.m_listener.preflighted(m_job.job, report);
    }
    void advance(JobState to) {
        keep([&] { m_pipeline.m_queue.advance(m_job.claim, to); });
    }
    /// The file; empty if it couldn't be kept.
    std::filesystem::path commitTile(int tile, const std::string& key, const std::vector<std::uint8_t>& labels) {
        std::filesystem::path file;
        keep([&] {
            file = m_pipeline.m_queue.commitTile(m_job.claim.job, tile, key, std::as_bytes(std::span(labels)));
        });
        return file;
    }

  private:
    template <class Write>
    void keep(const Write& write) {
        try {
            write();
        } catch (const Error& error) {
            if (error.code() != ErrorCode::DiskFull && error.code() != ErrorCode::WriteFailed &&
                error.code() != ErrorCode::QueueBusy) {
                throw;
            }
            if (!std::exchange(m_said, true)) {
                m_pipeline.note(m_job.job.file.string() + ": the queue can't keep its work: " + error.what() +
                                " The job goes on; after a crash it would start again.");
            }
        }
    }

    Pipeline& m_pipeline;
    const ClaimedJob& m_job;
    bool m_said = false;
};

Pipeline::Pipeline(queue::Queue& queue, TileEngine& engine, WorkFactory makeWork, PipelineListener& listener,
                   PipelineSettings settings)
    : m_queue(queue), m_engine(engine), m_makeWork(std::move(makeWork)), m_listener(listener),
      m_settings(std::move(settings)), m_held(m_settings.held) {
    const int threads = 2 * m_settings.jobsPreparing + m_settings.jobsInTiles + 1 + kUrgentThreads; // each may wait
    for (int i = 0; i < threads; ++i) {
        m_threads.emplace_back([this] { work(); });
    }
    m_threads.emplace_back([this] { watch(); });
}

Pipeline::~Pipeline() {
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
        for (const Flight& flight : m_flights) {
            flight.token->cancel();
        }
    }
    m_changed.notify_all();
    m_watchChanged.notify_all();
    for (std::thread& thread : m_threads) {
        thread.join();
    }
}

void Pipeline::wake() {
    const std::lock_guard lock(m_mutex);
    m_news = true;
    m_changed.notify_all();
}

void Pipeline::hold(bool held) {
    const std::lock_guard lock(m_mutex);
    m_held = held;
    m_changed.notify_all();
}

bool Pipeline::isIdle() {
    const std::lock_guard lock(m_mutex);
    return m_flights.empty();
}

std::vector<JobId> Pipeline::recheck() {
    std::vector<queue::Claim> claims;
    {
        const std::lock_guard lock(m_mutex);
        for (const Flight& flight : m_flights) {
            if (!flight.left) {
                claims.push_back(flight.claim);
            }
        }
    }
    std::erase_if(claims, [this](const queue::Claim& claim) { return m_queue.holds(claim); });
    std::vector<JobId> out;
    const std::lock_guard lock(m_mutex);
    for (Flight& flight : m_flights) {
        if (!flight.left && std::ranges::find(claims, flight.claim) != claims.end()) {
            flight.left = true;
            flight.token->cancel();
            out.push_back(flight.claim.job);
        }
    }
    m_changed.notify_all();
    return out;
}

/// Jobs that other programs took away, or added.
void Pipeline::watch() {
    std::unique_lock lock(m_mutex);
    while (!m_watchChanged.wait_for(lock, m_settings.poll, [this] { return m_ending; })) {
        lock.unlock();
        try {
            for (const JobId job : recheck()) {
                tellChange(job);
            }
        } catch (const std::exception&) { // a journal that can't be read now: the next look may be luckier
        }
        lock.lock();
        m_news = true;
        m_changed.notify_all();
    }
}

int Pipeline::countAt(Place place) const {
    return static_cast<int>(std::ranges::count(m_flights, place, &Flight::place));
}

bool Pipeline::mayPrepare() const {
    return countAt(Place::Preparing) < m_settings.jobsPreparing;
}

std::optional<int> Pipeline::highestPriority() const {
    const auto found = std::ranges::max_element(m_flights, {}, &Flight::priority);
    return found == m_flights.end() ? std::nullopt : std::optional(found->priority);
}

/// A journal that can't be written now is said once, and tried again at the next look.
std::optional<ClaimedJob> Pipeline::tryToClaim(std::optional<int> above) {
    try {
        std::optional<ClaimedJob> job = m_queue.claim({m_settings.mine, above});
        m_claimProblem.clear();
        return job;
    } catch (const Error& error) {
        if (m_claimProblem != error.what()) {
            m_claimProblem = error.what();
            note(m_claimProblem);
        }
        return std::nullopt;
    }
}

/// Waits for a place where the next job can be prepared, and for a job. None: the pipeline ends.
std::optional<ClaimedJob> Pipeline::next() {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_ending || !m_claiming; });
    m_claiming = true;
    while (!m_ending) {
        const bool hasRoom = mayPrepare();
        if (hasRoom && !m_held) {
            // while one waits for the devices, only a more urgent one comes in
            const std::optional<int> above = countAt(Place::Waiting) > 0 ? highestPriority() : std::nullopt;
            m_news = false;
            lock.unlock();
            std::optional<ClaimedJob> job = tryToClaim(above);
            lock.lock();
            if (job) {
                m_claiming = false;
                m_flights.push_back({.claim = job->claim, .priority = job->job.priority});
                if (m_ending) {
                    m_flights.back().token->cancel();
                }
                return job;
            }
        }
        m_changed.wait(lock, [&] { return m_ending || (mayPrepare() && !m_held && (m_news || !hasRoom)); });
    }
    m_claiming = false;
    return std::nullopt;
}

void Pipeline::work() {
    while (const std::optional<ClaimedJob> job = next()) {
        FlightIterator flight;
        {
            const std::lock_guard lock(m_mutex);
            flight = std::ranges::find(m_flights, job->claim, &Flight::claim);
        }
        m_changed.notify_all(); // the next one may look for a job
        fly(*job, flight);
        {
            const std::lock_guard lock(m_mutex);
            m_flights.erase(flight);
            m_news = true;
        }
        m_changed.notify_all();
    }
    m_changed.notify_all();
}

void Pipeline::fly(const ClaimedJob& job, FlightIterator flight) {
    JobEnding ending;
    try {
        ending = runJob(job, flight);
    } catch (const Error& error) {
        if (isTakenAway(error)) {
            leave(flight);
            giveBack(job.claim);
            return;
        }
        ending = failure(error);
    } catch (const std::bad_alloc&) {
        ending = failure(Error(ErrorCode::OutOfMemory, {job.job.file.string()}));
    } catch (const std::exception& problem) {
        ending = failure(Error(ErrorCode::Internal, {job.job.file.string(), problem.what()}));
    }
    leave(flight);
    end(job, ending);
}

/// From here on a claim that isn't held is no news.
void Pipeline::leave(FlightIterator flight) {
    const std::lock_guard lock(m_mutex);
    flight->left = true;
}

JobEnding Pipeline::runJob(const ClaimedJob& job, FlightIterator flight) {
    const JobId id = job.claim.job;
    JobState stage = JobState::Preparing;
    Progress progress(
        [&](double fraction, std::string_view step) {
            const std::lock_guard lock(m_tellMutex);
            m_listener.progressed({id, stage, fraction, step});
        },
        flight->token);
    Journal journal(*this, job);
    const auto enter = [&](JobState to) {
        journal.advance(to);
        stage = to;
        tellChange(id);
    };
    tellChange(id);
    progress.throwIfCancelled();
    queue::Queue::checkInputs(job.job);
    const std::unique_ptr<JobWork> work = m_makeWork(job.job);
    Progress preparing = progress.subtask(kPrepareShare);
    if (std::optional<JobEnding> ending = work->prepare(journal, preparing)) {
        return *std::move(ending);
    }
    enterTiles(flight, progress);
    enter(JobState::Running);
    std::vector<std::vector<std::uint8_t>> labels;
    Progress computing = progress.subtask(kTilesShare, "tiles");
    if (job.claim.attempt == 1) {
        showPreview(job, *work, journal, computing);
    }
    if (const std::optional<TileWork> tiles = work->tiles()) {
        Progress rest = computing.subtask(1);
        labels = runTiles(job, *tiles, flight->priority, journal, rest);
    } else {
        work->computeWhole(computing);
    }
    enterFinishing(flight);
    enter(JobState::Finishing);
    Progress finishing = progress.subtask(kFinishShare);
    const auto check = [&] {
        if (!m_queue.holds(job.claim)) {
            throw Error(ErrorCode::Cancelled);
        }
    };
    return work->finish(std::move(labels), check, finishing);
}

std::vector<std::vector<std::uint8_t>> Pipeline::runTiles(const ClaimedJob& job, const TileWork& work, int priority,
                                                          Journal& journal, Progress& progress) {
    const JobId id = job.claim.job;
    const auto tell = [&](std::uint32_t tile, std::filesystem::path file, std::string device, double seconds) {
        const std::lock_guard lock(m_tellMutex);
        m_listener.tileThere({id, tile, work.boxes.size(), work.boxes[tile], work.scanFromGrid, std::move(file),
                              std::move(device), seconds});
    };
    TileRequest request{.plan = work.plan, .source = work.source, .priority = priority};
    for (std::uint32_t tile = 0; tile < work.keys.size(); ++tile) {
        if (const auto found = m_queue.findTile(id, static_cast<int>(tile), work.keys[tile])) {
            const auto* labels = reinterpret_cast<const std::uint8_t*>(found->data());
            request.known[tile].assign(labels, labels + found->size());
            tell(tile, m_queue.tileFile(id, static_cast<int>(tile), work.keys[tile]), {}, 0);
        }
    }
    request.computed = [&](const ComputedTile& computed) {
        const auto tile = static_cast<int>(computed.tile);
        tell(computed.tile, journal.commitTile(tile, work.keys[computed.tile], computed.labels), computed.device,
             computed.seconds);
    };
    return m_engine.run(std::move(request), progress);
}

void Pipeline::showPreview(const ClaimedJob& job, JobWork& work, Journal& journal, Progress& progress) {
    std::string problem;
    try {
        const std::optional<Preview> preview = work.preview(progress);
        if (!preview) {
            return;
        }
        const std::string key = queue::tileKey(std::as_bytes(std::span(preview->labels)), preview->model, "preview");
        std::filesystem::path file = journal.commitTile(kPreviewTile, key, preview->labels);
        if (!file.empty()) {
            const std::lock_guard lock(m_tellMutex);
            m_listener.previewThere({job.claim.job, *preview, std::move(file)});
        }
    } catch (const Error& error) {
        if (isTakenAway(error)) {
            throw;
        }
        problem = error.what();
    } catch (const std::exception& error) {
        problem = error.what();
    }
    if (!problem.empty()) {
        note(job.job.file.string() + ": there is no preview: " + problem + " The job goes on without it.");
    }
}

/// A disk that is full now may have room in a moment; a job whose end can't be written is done again by whoever opens
/// the queue after this program, and finds its result there.
void Pipeline::end(const ClaimedJob& job, const JobEnding& ending) {
    for (int i = 1;; ++i) {
        try {
            if (ending.state != JobState::Failed) {
                passStages(job.claim);
            }
            m_queue.finish(job.claim, ending.state, ending.reasons, {ending.notices, ending.laterality});
            tellChange(job.claim.job, &ending);
            if (ending.state != JobState::Failed) { // the result has all
                m_queue.discardWork({job.claim.job});
            }
            return;
        } catch (const Error& error) {
            if (isTakenAway(error) || error.code() == ErrorCode::JobStateRefused) { // meanwhile
                return;
            }
            if (error.code() == ErrorCode::DiskFull && ending.state != JobState::Failed) {
                queue::removeWorkFiles(m_queue.jobFolder(job.claim.job)); // the result has all: that makes room
            }
            if (i == kEndTries) {
                note(job.job.file.string() + ": its end can't be written into the queue: " + error.what());
                queue::Job known = job.job;
                known.state = ending.state;
                known.reasons = ending.reasons;
                known.remarks = {ending.notices, ending.laterality};
                const std::lock_guard lock(m_tellMutex);
                m_listener.changed(known, &ending);
                return;
            }
        }
        std::unique_lock lock(m_mutex);
        m_watchChanged.wait_for(lock, kEndPause, [this] { return m_ending; });
    }
}

/// The stages of a job that needed none, or whose stages the journal couldn't keep.
void Pipeline::passStages(const queue::Claim& claim) {
    const JobState now = m_queue.job(claim.job).state;
    if (now == JobState::Preparing) {
        m_queue.advance(claim, JobState::Running);
    }
    if (now == JobState::Preparing || now == JobState::Running) {
        m_queue.advance(claim, JobState::Finishing);
    }
}

void Pipeline::giveBack(const queue::Claim& claim) {
    try {
        if (m_queue.holds(claim)) {
            m_queue.release(claim);
            tellChange(claim.job);
        }
    } catch (const Error&) { // freed when this program ends
    }
}

/// What the queue says about a job now. A job that can't be found any more says nothing.
void Pipeline::tellChange(JobId job, const JobEnding* ending) {
    try {
        const queue::Job now = m_queue.job(job);
        const std::lock_guard lock(m_tellMutex);
        m_listener.changed(now, ending);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::JobMissing) {
            throw;
        }
    }
}

void Pipeline::note(const std::string& sentence) {
    const std::lock_guard lock(m_tellMutex);
    m_listener.noted(sentence);
}

/// A place is free, or the job is more urgent than all that have one; and no other job that waits is more urgent.
bool Pipeline::mayEnterTiles(const Flight& flight) const {
    bool isMost = true;
    for (const Flight& other : m_flights) {
        if (other.place == Place::Waiting && other.priority > flight.priority) {
            return false;
        }
        isMost = isMost && (other.place != Place::Tiles || other.priority < flight.priority);
    }
    return isMost || countAt(Place::Tiles) < m_settings.jobsInTiles;
}

void Pipeline::enterTiles(FlightIterator flight, Progress& progress) {
    std::unique_lock lock(m_mutex);
    flight->place = Place::Waiting;
    m_changed.notify_all();
    if (!mayEnterTiles(*flight)) {
        lock.unlock();
        (void)progress.subtask(0, "waiting for a device");
        lock.lock();
    }
    m_changed.wait(lock, [&] { return flight->token->cancelled() || mayEnterTiles(*flight); });
    flight->place = Place::Tiles;
    m_changed.notify_all();
    lock.unlock();
    progress.throwIfCancelled();
}

void Pipeline::enterFinishing(FlightIterator flight) {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return flight->token->cancelled() || countAt(Place::Finishing) == 0; });
    flight->place = Place::Finishing;
    m_changed.notify_all();
}

} // namespace tessera::engine
