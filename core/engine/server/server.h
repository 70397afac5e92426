#pragma once

#include "core/engine/compute.h"
#include "core/engine/device/device_meters.h"
#include "core/engine/enqueue.h"
#include "core/engine/inputs.h"
#include "core/engine/pipeline/pipeline.h"
#include "core/engine/queue/queue_opening.h"
#include "core/engine/trace/trace.h"
#include "core/protocol/events.h"

#include <nlohmann/json.hpp>

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace tessera::engine {

struct ServerSettings {
    std::filesystem::path queueFolder;
    ComputeSettings compute;
    std::filesystem::path traceFile{}; ///< see trace.h; empty: none
};

/// The engine behind `tessera-cli serve`: takes requests as lines of JSON, works the jobs of a queue, and sends replies
/// and events (see resources/protocol/messages.schema.json). A line that isn't understood is answered.
///
/// `handle`, `lineTooLong` and `tick` are called by one thread. Requests that may take long (looking through folders,
/// starting the devices) go on on threads of its own, and their replies come later. `send` is called on any thread, one
/// call at a time.
class Server final : private PipelineListener {
  public:
    enum class Kind { Reply, Event };
    using Send = std::function<void(const protocol::Json& message, Kind kind)>;

    /// @throws Error of `queue::openQueue`, Error{Usage} for devices that aren't understood
    Server(ServerSettings settings, Installation installation, Send send);
    ~Server() override; ///< As `stop`, and waits for the tiles that run.

    /// Jobs at work go back to the queue with their tiles; nothing is told after it. Tiles may still run.
    void stop();
    /// Ends the file of what it did, if its settings name one; tiles that still run aren't in it.
    /// @throws Error{WriteFailed}
    void finishTrace();

    void handle(const std::string& line);
    void lineTooLong(std::size_t longest);
    /// To be called a few times a second: what is told regularly.
    void tick();

  private:
    using Json = protocol::Json;
    struct Listing { // a request to enqueue
        Json id;
        std::vector<std::filesystem::path> inputs;
        JobSettings job;
        InputOptions options;
        int priority = 0;
    };

    // requests: what they return is added to the reply; null: the reply comes later
    [[nodiscard]] Json hello(const Json& request);
    [[nodiscard]] Json enqueue(const Json& request);
    [[nodiscard]] Json answer(const Json& request);
    [[nodiscard]] Json list(const Json& request);
    [[nodiscard]] Json cancel(const Json& request);
    [[nodiscard]] Json pause(const Json& request);
    [[nodiscard]] Json resume(const Json& request);
    [[nodiscard]] Json retry(const Json& request);
    [[nodiscard]] Json remove(const Json& request);
    [[nodiscard]] Json reorder(const Json& request);
    [[nodiscard]] Json prioritise(const Json& request);
    [[nodiscard]] Json configure(const Json& request);
    [[nodiscard]] Json subscribe(const Json& request);

    void changed(const queue::JobSummary& job, const JobEnding* ending) override;
    void progressed(const JobProgress& progress) override;
    void tileThere(const TileNews& tile) override;
    void previewThere(const PreviewNews& preview) override;
    void preflighted(const queue::JobSummary& job, const PreflightReport& report) override;
    void noted(const std::string& sentence) override;

    void runListings();
    void list(const Listing& listing, Progress& progress);
    void ask(const Listing& listing, const Inputs::Problem& problem);
    void runEngine();
    void startEngine(const ComputeSettings& settings);
    void lookForGpus();
    void afterRequest(const std::vector<queue::JobId>& jobs);
    [[nodiscard]] Json hold(bool held);
    void reply(const Json& id, Json message);
    void replyError(const Json& id, const Error& error);
    void event(const std::string& type, Json message);

    const Installation m_installation;
    const Send m_send;
    queue::OpenedQueue m_queue;
    std::shared_ptr<CancelToken> m_cancel = std::make_shared<CancelToken>(); ///< of listings, when the server ends

    std::mutex m_mutex; ///< of what follows
    std::condition_variable m_changed;
    bool m_ending = false, m_held = false;
    std::optional<Json> m_gpus; ///< once they are known
    std::set<std::string> m_subscribed;
    std::deque<Listing> m_listings;
    std::map<int, Listing> m_questions;
    int m_lastQuestion = 0;
    ComputeSettings m_settings;
    const std::unique_ptr<Trace> m_trace; ///< null without; lanes tell it
    bool m_restart = true;                ///< the engine has to start with these settings
    std::unique_ptr<Compute> m_compute;
    std::unique_ptr<Pipeline> m_pipeline; ///< none while the engine starts, or if it can't
    std::string m_engineState = "starting", m_engineProblem;

    std::mutex m_sendMutex; ///< taken last
    std::mutex m_progressMutex;
    protocol::ProgressEvents m_progress;
    std::chrono::steady_clock::time_point m_lastDevices{};
    std::thread m_lister, m_starter;
};

} // namespace tessera::engine
