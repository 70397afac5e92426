#include "core/engine/batch.h"

#include "core/base/os/file.h"
#include "core/base/os/process.h"
#include "core/engine/device_choice.h"
#include "core/engine/enqueue.h"
#include "core/engine/folder_contents.h"
#include "core/engine/job_settings.h"
#include "core/engine/pipeline/reason_text.h"
#include "core/engine/queue/queue_opening.h"
#include "core/engine/scan_work.h"
#include "core/engine/summary.h"
#include "core/engine/trace/trace.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <set>

namespace tessera::engine {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using queue::JobId;
using queue::JobState;

/// Cancellation and jobs that others ended are looked at this often.
constexpr auto kTick = 100ms;

/// Fails now rather than after the first scan if nothing can be written there.
void requireWritable(const fs::path& folder) {
    os::makeFolder(folder);
    const os::AtomicFile probe(folder / "probe");
}

fs::path queueFolderOf(const BatchSettings& settings) {
    fs::path folder = settings.queueFolder.empty() ? queue::defaultQueueFolder() : settings.queueFolder;
    const fs::path inOutput = canonicalPath(folder).lexically_relative(canonicalPath(settings.outputFolder));
    if (!inOutput.empty() && *inOutput.begin() != "..") {
        throw Error(ErrorCode::Usage, {"--queue " + folder.string() +
                                       ": a queue doesn't belong into the output folder. Give another folder."});
    }
    return folder;
}

/// The same bytes need the same kind of device for each tile, and whole-volume networks run on the CPU only.
ComputeSettings computeSettingsOf(const BatchSettings& settings, const Installation& installation) {
    ComputeSettings out = settings.compute;
    const bool isWhole = model::openBundle(settings.model.model, installation.models).wholeVolume.has_value();
    if (out.devices == "auto" && (settings.model.repeatable || isWhole)) {
        out.devices = "cpu";
    }
    return out;
}

JobSettings jobSettingsOf(const BatchSettings& settings) {
    JobSettings out{fs::absolute(settings.outputFolder).lexically_normal(), settings.model, settings.overwrite};
    std::error_code code;
    if (fs::is_directory(settings.model.model, code)) { // so that it is found from anywhere
        out.model.model = fs::absolute(settings.model.model).lexically_normal().string();
    }
    return out;
}

/// One batch as it runs.
class Batch final : public PipelineListener {
  public:
    /// @param trace may be null
    Batch(const BatchSettings& settings, queue::Queue& queue, BatchListener& listener, Trace* trace)
        : m_settings(settings), m_queue(queue), m_listener(listener), m_trace(trace) {}

    /// Puts the scans into the queue, or finds them there.
    void plan(const Inputs& inputs) {
        for (const std::string& note : inputs.notes) {
            m_listener.noted(note);
        }
        for (const Inputs::Problem& problem : inputs.problems) {
            refuse(problem.file, problem.error);
        }
        const Enqueued enqueued = enqueueScans(m_queue, inputs.scans, writeJobSettings(jobSettingsOf(m_settings)));
        for (const auto& [file, error] : enqueued.refused) {
            refuse(file, error);
        }
        m_jobs = enqueued.jobs;
        std::vector<JobId> ids;
        for (const EnqueuedJob& job : m_jobs) {
            ids.push_back(job.id);
        }
        m_mine.insert(ids.begin(), ids.end());
        m_listener.begun(ids);
    }

    [[nodiscard]] bool owns(JobId job) const { return m_mine.contains(job); }

    /// Until all jobs have ended. @throws Error{Cancelled}
    void wait(Pipeline& pipeline, const CancelToken& cancel) {
        std::unique_lock lock(m_mutex);
        while (m_ended.size() < m_mine.size()) {
            if (cancel.cancelled()) {
                throw Error(ErrorCode::Cancelled);
            }
            if (m_changed.wait_for(lock, kTick) == std::cv_status::timeout) {
                lock.unlock();
                if (pipeline.isIdle()) {
                    lookAtOthers();
                }
                lock.lock();
            }
        }
    }

    void writeSummaries() const {
        writeFailures(m_settings.outputFolder, m_failures, m_processed);
        writeVolumesOfAll(m_settings.outputFolder);
    }
    /// The results say all about the jobs that ended well.
    void forgetFinished() {
        for (const JobId job : m_finished) {
            try {
                m_queue.remove({job});
            } catch (const Error&) { // another program that worked the same batch was first, or the disk is full
            }
        }
    }
    [[nodiscard]] const BatchOutcome& outcome() const { return m_outcome; }

    void changed(const queue::JobSummary& job, const JobEnding* ending) override {
        const std::lock_guard lock(m_tellMutex);
        m_listener.changed(job, ending);
        if (m_trace != nullptr) {
            m_trace->job(job);
        }
        if (job.state >= JobState::Done && job.state != JobState::Paused) {
            end(job, ending != nullptr && ending->skipped);
        }
    }
    void progressed(const JobProgress& progress) override {
        const std::lock_guard lock(m_tellMutex);
        m_listener.progressed(progress);
    }
    void tileThere(const TileNews& tile) override {
        const std::lock_guard lock(m_tellMutex);
        m_listener.tileThere(tile);
    }
    void preflighted(const queue::JobSummary& job, const PreflightReport& report) override {
        const std::lock_guard lock(m_tellMutex);
        m_listener.preflighted(job, report);
    }
    void noted(const std::string& sentence) override {
        const std::lock_guard lock(m_tellMutex);
        m_listener.noted(sentence);
    }

  private:
    void refuse(const fs::path& file, const Error& error) {
        addFailure(file, error);
        m_listener.refused(file, error);
    }

    void addFailure(const fs::path& file, const Error& error) {
        ++m_outcome.failed;
        m_failures.push_back({file.string(), errorName(error.code()), error.what()});
        writeFailures(m_settings.outputFolder, m_failures, m_processed); // a batch of days may end without saying
    }

    void end(const queue::JobSummary& job, bool skipped) {
        if (!owns(job.id)) {
            return;
        }
        const std::lock_guard lock(m_mutex);
        if (!m_ended.insert(job.id).second) {
            return;
        }
        if (job.state == JobState::Done || job.state == JobState::NeedsReview) {
            m_processed.push_back(job.file);
            m_finished.push_back(job.id);
            ++(skipped ? m_outcome.skipped : job.state == JobState::Done ? m_outcome.done : m_outcome.needsReview);
        } else {
            const Error error = job.state == JobState::Cancelled ? Error(ErrorCode::Cancelled)
                                : job.reasons.empty()            ? Error(ErrorCode::Internal, {job.file.string(), "?"})
                                                                 : errorOf(job.reasons.front());
            try {
                addFailure(job.file, error);
            } catch (const Error& problem) { // the list of failures can't be written now; at the end it is again
                m_listener.noted(problem.what());
            }
        }
        m_changed.notify_all();
    }

    /// Jobs that another program works, or took away.
    void lookAtOthers() {
        for (const EnqueuedJob& mine : m_jobs) {
            {
                const std::lock_guard lock(m_mutex);
                if (m_ended.contains(mine.id)) {
                    continue;
                }
            }
            try {
                const queue::Job job = m_queue.job(mine.id);
                if (job.state >= JobState::Done && job.state != JobState::Paused) {
                    changed(job, nullptr);
                }
            } catch (const Error& error) {
                if (error.code() != ErrorCode::JobMissing) {
                    throw;
                }
                changed(whatBecameOf(mine), nullptr);
            }
        }
    }

    /// Of a job that isn't in the queue any more: another program has finished it, or has taken it out.
    [[nodiscard]] queue::JobSummary whatBecameOf(const EnqueuedJob& mine) const {
        queue::JobSummary out;
        out.id = mine.id;
        out.file = mine.file;
        out.name = mine.name;
        try {
            const RunRecord record = readRunRecord(OutputFiles(m_settings.outputFolder, mine.name).run);
            const bool isDone = record.state == quantify::stateName(quantify::State::Done);
            out.state = isDone ? JobState::Done : JobState::NeedsReview;
        } catch (const Error&) {
            out.state = JobState::Cancelled;
        }
        return out;
    }

    const BatchSettings& m_settings;
    queue::Queue& m_queue;
    BatchListener& m_listener;
    Trace* m_trace;
    std::vector<EnqueuedJob> m_jobs; ///< in the inputs' order
    std::set<JobId> m_mine;

    std::mutex m_tellMutex; ///< of the listener, which the pipeline's threads and this one call
    std::mutex m_mutex;     ///< of what follows, once the pipeline runs
    std::condition_variable m_changed;
    std::set<JobId> m_ended;
    std::vector<JobId> m_finished; ///< well
    BatchOutcome m_outcome;
    std::vector<Failure> m_failures;
    std::vector<fs::path> m_processed;
};

/// Writes what a run that stops leaves, as far as that is possible: the reason for stopping matters more.
void tryTo(const std::function<void()>& write) noexcept {
    try {
        write();
    } catch (const std::exception&) {
        return;
    }
}

void sayReport(const queue::OpenReport& report, BatchListener& listener) {
    for (const std::string& sentence : report.sentences()) {
        listener.noted(sentence);
    }
}

/// @throws Error{Cancelled}
void runJobs(Batch& batch, Compute& compute, queue::Queue& queue, const CancelToken& cancel) {
    try {
        Pipeline pipeline(
            queue, compute.tiles(),
            [&compute](const queue::Job& job) { return std::make_unique<ScanWork>(compute, job); }, batch,
            {.jobsPreparing = compute.preparations(), .mine = [&batch](JobId job) { return batch.owns(job); }});
        batch.wait(pipeline, cancel);
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Cancelled) { // what is finished stays listed, as far as the time allows
            tryTo([&] { batch.writeSummaries(); });
        }
        throw;
    }
}

} // namespace

BatchOutcome runBatch(const std::vector<fs::path>& inputs, const BatchSettings& settings,
                      const Installation& installation, BatchListener& listener,
                      const std::shared_ptr<CancelToken>& cancel) {
    (void)chooseDevices(settings.compute.devices, 1,
                        settings.compute.lanes); // a slip of the pen leaves no folder behind
    const fs::path queueFolder = queueFolderOf(settings);
    Progress listing([&listener](double fraction, std::string_view step) { listener.listing(fraction, step); }, cancel);
    const Inputs found = collectInputs(inputs, settings.outputFolder, settings.inputs, listing);
    requireWritable(settings.outputFolder);
    const auto trace = settings.traceFile.empty() ? nullptr : std::make_unique<Trace>(settings.traceFile);
    BatchOutcome outcome;
    {
        Compute compute(computeSettingsOf(settings, installation), installation, laneWatch(trace.get()));
        (void)compute.open(settings.model);
        const queue::OpenedQueue opened = queue::openQueue(queueFolder);
        sayReport(opened.report, listener);
        Batch batch(settings, *opened.queue, listener, trace.get());
        batch.plan(found);
        const auto begin = std::chrono::steady_clock::now();
        runJobs(batch, compute, *opened.queue, *cancel);
        batch.writeSummaries();
        batch.forgetFinished();
        outcome = batch.outcome();
        outcome.devices = compute.tiles().use();
        outcome.mps = compute.mps();
        outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    }
    if (trace) { // when the lanes have said what they waited for at last
        trace->finish();
    }
    return outcome;
}

} // namespace tessera::engine
