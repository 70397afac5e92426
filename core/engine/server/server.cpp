#include "core/engine/server/server.h"

#include "core/base/os/file.h"
#include "core/engine/device_choice.h"
#include "core/engine/scan_work.h"

#include <algorithm>
#include <utility>

namespace tessera::engine {

using namespace std::chrono_literals;
using queue::JobId;

namespace {

constexpr auto kDevicesPeriod = 1s;

} // namespace

Server::Server(ServerSettings settings, Installation installation, Send send)
    : m_installation(std::move(installation)), m_send(std::move(send)), m_queue(queue::openQueue(settings.queueFolder)),
      m_subscribed(protocol::eventTypes()), m_settings(std::move(settings.compute)),
      m_trace(settings.traceFile.empty() ? nullptr : std::make_unique<Trace>(settings.traceFile)) {
    (void)chooseDevices(m_settings.devices, 1, m_settings.lanes);
    m_subscribed.erase("devices");
    m_held = m_queue.queue->isOnHold();
    m_lister = std::thread([this] { runListings(); });
    m_starter = std::thread([this] { runEngine(); });
}

Server::~Server() {
    stop();
}

void Server::stop() {
    {
        const std::lock_guard lock(m_mutex);
        if (std::exchange(m_ending, true)) {
            return;
        }
    }
    m_cancel->cancel();
    m_changed.notify_all();
    m_lister.join();
    m_starter.join(); // it ends the pipeline
}

void Server::finishTrace() {
    if (m_trace) {
        m_trace->finish();
    }
}

void Server::reply(const Json& id, Json message) {
    message["type"] = "reply";
    message["id"] = id;
    const std::lock_guard lock(m_sendMutex);
    m_send(message, Kind::Reply);
}

void Server::replyError(const Json& id, const Error& error) {
    const std::lock_guard lock(m_sendMutex);
    m_send({{"type", "error"}, {"id", id}, {"code", errorName(error.code())}, {"message", error.what()}}, Kind::Reply);
}

void Server::event(const std::string& type, Json message) {
    {
        const std::lock_guard lock(m_mutex);
        if (!m_subscribed.contains(type)) {
            return;
        }
    }
    message["type"] = type;
    const std::lock_guard lock(m_sendMutex);
    m_send(message, Kind::Event);
}

void Server::changed(const queue::JobSummary& job, const JobEnding* ending) {
    {
        const std::lock_guard lock(m_progressMutex);
        if (job.state == queue::JobState::Preparing) {
            m_progress.begin(job.id);
        } else if (!queue::isHeld(job.state)) {
            m_progress.end(job.id);
        }
    }
    if (m_trace) {
        m_trace->job(job);
    }
    event("job", protocol::jobEvent(job, ending));
}

void Server::progressed(const JobProgress& progress) {
    Json message;
    {
        const std::lock_guard lock(m_progressMutex);
        message = m_progress.event(progress);
    }
    if (!message.is_null()) {
        event("progress", std::move(message));
    }
}

void Server::tileThere(const TileNews& tile) {
    event("tile", protocol::tileEvent(tile));
}

void Server::previewThere(const PreviewNews& preview) {
    event("preview", protocol::previewEvent(preview));
}

void Server::preflighted(const queue::JobSummary& job, const PreflightReport& report) {
    event("preflight", protocol::preflightEvent(job.id, report));
}

void Server::noted(const std::string& sentence) {
    event("note", protocol::noteEvent(sentence));
}

/// Looks through what was given, one request after the other.
void Server::runListings() {
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(lock, [this] { return m_ending || !m_listings.empty(); });
        if (m_ending) {
            return;
        }
        const Listing listing = std::move(m_listings.front());
        m_listings.pop_front();
        lock.unlock();
        TimeLeft sinceEvent;
        Progress progress(
            [&](double fraction, std::string_view step) {
                if (sinceEvent.elapsed() > 0.2) {
                    sinceEvent.start();
                    Json message = protocol::listingEvent(fraction, step);
                    message["id"] = listing.id;
                    event("listing", std::move(message));
                }
            },
            m_cancel);
        try {
            list(listing, progress);
        } catch (const Error& error) {
            replyError(listing.id, error);
        } catch (const std::exception& problem) {
            replyError(listing.id, Error(ErrorCode::Internal, {"enqueue", problem.what()}));
        }
        lock.lock();
    }
}

void Server::list(const Listing& listing, Progress& progress) {
    (void)model::openBundle(listing.job.model.model, m_installation.models); // a slip of the pen is said at once
    const Inputs found = collectInputs(listing.inputs, listing.job.outputFolder, listing.options, progress);
    os::makeFolder(listing.job.outputFolder);
    const Enqueued enqueued =
        enqueueScans(*m_queue.queue, found.scans, writeJobSettings(listing.job), listing.priority);
    Json refused = Json::array();
    const auto refuse = [&refused](const std::filesystem::path& file, const Error& error) {
        refused.push_back(protocol::refusedEvent(file, error));
        refused.back().erase("type");
    };
    std::vector<const Inputs::Problem*> unclear;
    for (const Inputs::Problem& problem : found.problems) {
        if (problem.error.code() == ErrorCode::SeriesUnclear) {
            unclear.push_back(&problem);
        } else {
            refuse(problem.file, problem.error);
        }
    }
    for (const auto& [file, error] : enqueued.refused) {
        refuse(file, error);
    }
    Json jobs = Json::array();
    for (const EnqueuedJob& job : enqueued.jobs) {
        jobs.push_back(protocol::jobJson(m_queue.queue->job(job.id)));
    }
    for (const JobId id : enqueued.removed) {
        event("job", {{"job", id}, {"state", "removed"}});
    }
    reply(listing.id, {{"jobs", jobs}, {"refused", refused}, {"notes", found.notes}, {"questions", unclear.size()}});
    for (const Inputs::Problem* problem : unclear) {
        ask(listing, *problem);
    }
    const std::lock_guard lock(m_mutex);
    if (m_pipeline) {
        m_pipeline->wake();
    }
}

/// Several series may be meant: a person has to say which.
void Server::ask(const Listing& listing, const Inputs::Problem& problem) {
    Listing again = listing;
    again.inputs = {problem.file};
    int number = 0;
    {
        const std::lock_guard lock(m_mutex);
        number = ++m_lastQuestion;
        m_questions[number] = std::move(again);
    }
    Json message = protocol::refusedEvent(problem.file, problem.error);
    message["question"] = number;
    message["id"] = listing.id;
    message["series"] = protocol::seriesJson(problem.series);
    event("question", std::move(message));
}

/// What a client may offer to compute on.
void Server::lookForGpus() {
    Json gpus = Json::array();
    for (const CudaDevice& device : listCudaDevices().devices) {
        gpus.push_back({{"spec", "cuda:" + std::to_string(device.index)}, {"name", device.name}});
    }
    const std::lock_guard lock(m_mutex);
    m_gpus = std::move(gpus);
}

/// Starts the devices, again and again with other settings, and ends them.
void Server::runEngine() {
    lookForGpus();
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(lock, [this] { return m_ending || m_restart; });
        std::unique_ptr<Pipeline> pipeline = std::exchange(m_pipeline, nullptr);
        lock.unlock();
        pipeline.reset();
        lock.lock();
        if (m_ending) {
            return;
        }
        const std::unique_ptr<Compute> compute = std::exchange(m_compute, nullptr); // waits for the tiles that run
        m_restart = false;
        const ComputeSettings settings = m_settings;
        lock.unlock();
        startEngine(settings);
        lock.lock();
    }
}

void Server::startEngine(const ComputeSettings& settings) {
    event("engine", {{"state", "starting"}});
    std::unique_ptr<Compute> compute;
    std::string problem;
    try {
        compute = std::make_unique<Compute>(settings, m_installation, laneWatch(m_trace.get()));
    } catch (const std::exception& error) {
        compute.reset();
        problem = error.what();
    }
    bool held = false;
    Json gpus;
    {
        const std::lock_guard lock(m_mutex);
        gpus = m_gpus.value_or(Json::array());
        m_engineState = compute ? "ready" : "failed";
        m_engineProblem = problem;
        held = m_held;
        if (compute) {
            m_compute = std::move(compute);
            PipelineListener& listener = *this;
            const auto work = [engine = m_compute.get()](const queue::Job& job) {
                return std::make_unique<ScanWork>(*engine, job);
            };
            m_pipeline =
                std::make_unique<Pipeline>(*m_queue.queue, m_compute->tiles(), work, listener,
                                           PipelineSettings{.jobsPreparing = m_compute->preparations(), .held = held});
        }
    }
    if (problem.empty()) {
        event("engine", {{"state", "ready"}, {"held", held}, {"gpus", gpus}});
    } else {
        event("engine", {{"state", "failed"}, {"message", problem}, {"gpus", gpus}});
    }
}

void Server::tick() {
    const auto now = std::chrono::steady_clock::now();
    if (now - m_lastDevices < kDevicesPeriod) {
        return;
    }
    m_lastDevices = now;
    Json devices;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_compute || !m_subscribed.contains("devices")) {
            return;
        }
        devices = protocol::devicesJson(m_compute->tiles().use());
        protocol::addReadings(devices, m_compute->readings());
    }
    event("devices", {{"devices", devices}});
}

/// What a request did to jobs: the pipeline leaves those that were taken from it, and their states are told.
void Server::afterRequest(const std::vector<JobId>& jobs) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_pipeline) {
            (void)m_pipeline->recheck();
            m_pipeline->wake();
        }
    }
    for (const JobId id : jobs) {
        try {
            event("job", protocol::jobEvent(m_queue.queue->job(id), nullptr));
        } catch (const Error& error) {
            if (error.code() != ErrorCode::JobMissing) {
                throw;
            }
            event("job", {{"job", id}, {"state", "removed"}});
        }
    }
}

} // namespace tessera::engine
