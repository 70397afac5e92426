// What clients may ask of the server.
#include "core/engine/device_choice.h"
#include "core/engine/queue/json_text.h"
#include "core/engine/server/server.h"
#include "core/engine/version.h"

#include <utility>

namespace tessera::engine {

using protocol::Json;
using queue::JobId;

namespace {

[[noreturn]] void refuse(const std::string& sentence) {
    throw Error(ErrorCode::Usage, {sentence});
}

std::vector<JobId> jobsOf(const Json& request) {
    return request.at("jobs").get<std::vector<JobId>>();
}

std::filesystem::path pathOf(const Json& json) {
    std::filesystem::path out = queue::textFrom(json);
    if (!out.is_absolute()) {
        refuse("the path " + out.string() + " isn't absolute");
    }
    return out;
}

Json cursorJson(const queue::Cursor& cursor) {
    return {cursor.urgency, cursor.place, cursor.id};
}

queue::Listing listingOf(const Json& request) {
    queue::Listing out;
    if (const auto state = request.value("state", std::string()); !state.empty()) {
        out.state = queue::stateNamed(state);
        if (!out.state) {
            refuse("no such state: " + state);
        }
    }
    static const std::map<std::string, queue::Order> orders{
        {"turn", queue::Order::Turn}, {"enqueued", queue::Order::Enqueued}, {"newest", queue::Order::Newest}};
    const auto order = orders.find(request.value("order", "turn"));
    if (order == orders.end()) {
        refuse("no such order: " + request.at("order").dump());
    }
    out.order = order->second;
    if (request.contains("after") && !request.at("after").is_null()) {
        const Json& after = request.at("after");
        out.after =
            queue::Cursor{after.at(0).get<std::int64_t>(), after.at(1).get<std::int64_t>(), after.at(2).get<JobId>()};
    }
    out.limit = request.value("limit", 100);
    if (out.limit < 1 || out.limit > 10000) {
        refuse("limit: from 1 to 10000");
    }
    return out;
}

Json countsJson(const std::array<std::int64_t, queue::kJobStates>& counts) {
    Json out = Json::object();
    for (int state = 0; state < queue::kJobStates; ++state) {
        out[queue::stateName(static_cast<queue::JobState>(state))] = counts[static_cast<std::size_t>(state)];
    }
    return out;
}

} // namespace

void Server::lineTooLong(std::size_t longest) {
    replyError(nullptr, Error(ErrorCode::Usage, {"a line of more than " + std::to_string(longest) +
                                                 " bytes isn't taken; the rest of it was passed over"}));
}

void Server::handle(const std::string& line) {
    static const std::map<std::string, Json (Server::*)(const Json&)> requests{
        {"hello", &Server::hello},        {"enqueue", &Server::enqueue},       {"answer", &Server::answer},
        {"list", &Server::list},          {"cancel", &Server::cancel},         {"pause", &Server::pause},
        {"resume", &Server::resume},      {"retry", &Server::retry},           {"remove", &Server::remove},
        {"reorder", &Server::reorder},    {"prioritise", &Server::prioritise}, {"configure", &Server::configure},
        {"subscribe", &Server::subscribe}};
    Json id;
    try {
        const Json request = Json::parse(line);
        if (!request.is_object()) {
            refuse("a message is a JSON object in one line");
        }
        id = request.value("id", Json());
        if (request.value("v", protocol::kVersion) != protocol::kVersion) {
            refuse("this engine speaks version " + std::to_string(protocol::kVersion) + " of the messages");
        }
        const auto found = requests.find(request.at("type").get<std::string>());
        if (found == requests.end()) {
            refuse("no such request: " + request.at("type").dump());
        }
        if (Json answer = (this->*found->second)(request); !answer.is_null()) {
            reply(id, std::move(answer));
        }
    } catch (const Error& error) {
        replyError(id, error);
    } catch (const Json::exception& problem) {
        replyError(id, Error(ErrorCode::Usage, {std::string("the message isn't understood: ") + problem.what()}));
    } catch (const std::bad_alloc&) {
        replyError(id, Error(ErrorCode::OutOfMemory, {"the message"}));
    } catch (const std::exception& problem) {
        replyError(id, Error(ErrorCode::Internal, {"serve", problem.what()}));
    }
}

Json Server::hello(const Json& /*request*/) {
    Json events = Json::array();
    Json engine;
    {
        const std::lock_guard lock(m_mutex);
        events = m_subscribed;
        engine = {{"state", m_engineState}, {"message", m_engineProblem}, {"held", m_held}};
        if (m_gpus) {
            engine["gpus"] = *m_gpus;
        }
    }
    return {{"program", "tessera-cli"},
            {"version", kVersion},
            {"protocol", protocol::kVersion},
            {"queue", queue::toJson(m_queue.queue->folder().string())},
            {"notes", m_queue.report.sentences()},
            {"counts", countsJson(m_queue.queue->counts())},
            {"events", events},
            {"engine", std::move(engine)}};
}

Json Server::enqueue(const Json& request) {
    Listing listing;
    listing.id = request.value("id", Json());
    for (const Json& input : request.at("inputs")) {
        listing.inputs.push_back(pathOf(input));
    }
    listing.job.outputFolder = pathOf(request.at("output")).lexically_normal();
    if (request.contains("model")) {
        listing.job.model.model = queue::textFrom(request.at("model"));
    }
    const auto precision = choiceNamed(request.value("precision", "auto"));
    if (!precision) {
        refuse("no such precision: " + request.at("precision").dump());
    }
    listing.job.model.precision = *precision;
    listing.job.model.repeatable = request.value("repeatable", false);
    listing.job.overwrite = request.value("overwrite", false);
    const auto preview = previewChoiceNamed(request.value("preview", "never"));
    if (!preview) {
        refuse("no such preview: " + request.at("preview").dump());
    }
    listing.job.preview.choice = *preview;
    if (request.contains("preview_model")) {
        listing.job.preview.model = queue::textFrom(request.at("preview_model"));
    }
    listing.options.series = request.value("series", "");
    listing.options.read.orientation = request.value("orientation", "");
    listing.priority = request.value("priority", 0);
    {
        const std::lock_guard lock(m_mutex);
        m_listings.push_back(std::move(listing));
    }
    m_changed.notify_all();
    return nullptr;
}

Json Server::answer(const Json& request) {
    const int number = request.at("question").get<int>();
    const auto series = request.at("series").get<std::string>();
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_questions.find(number);
        if (found == m_questions.end()) {
            refuse("no such question: " + std::to_string(number));
        }
        Listing listing = found->second;
        if (!request.value("more", false)) {
            m_questions.erase(found);
        }
        if (!series.empty()) { // an empty one: none of them
            listing.id = request.value("id", Json());
            listing.options.series = series;
            m_listings.push_back(std::move(listing));
        }
    }
    m_changed.notify_all();
    return series.empty() ? Json::object() : Json(nullptr);
}

Json Server::list(const Json& request) {
    const queue::Page page = m_queue.queue->list(listingOf(request));
    Json jobs = Json::array();
    for (const queue::JobSummary& job : page.jobs) {
        jobs.push_back(protocol::jobJson(job));
    }
    return {{"jobs", jobs},
            {"next", page.next ? cursorJson(*page.next) : Json(nullptr)},
            {"counts", countsJson(m_queue.queue->counts())}};
}

Json Server::cancel(const Json& request) {
    const std::vector<JobId> jobs = jobsOf(request);
    m_queue.queue->cancel(jobs);
    afterRequest(jobs);
    return Json::object();
}

/// It stays so when the program ends, also where the disk is full now: then until it ends.
Json Server::hold(bool held) {
    {
        const std::lock_guard lock(m_mutex);
        m_held = held;
        if (m_pipeline) {
            m_pipeline->hold(held);
        }
    }
    m_queue.queue->setOnHold(held);
    return {{"held", held}};
}

/// Without jobs: nothing further starts.
Json Server::pause(const Json& request) {
    if (!request.contains("jobs")) {
        return hold(true);
    }
    const std::vector<JobId> jobs = jobsOf(request);
    m_queue.queue->pause(jobs);
    afterRequest(jobs);
    return Json::object();
}

Json Server::resume(const Json& request) {
    if (!request.contains("jobs")) {
        return hold(false);
    }
    const std::vector<JobId> jobs = jobsOf(request);
    m_queue.queue->resume(jobs);
    afterRequest(jobs);
    return Json::object();
}

/// Those that replace are computed whatever is there.
Json Server::retry(const Json& request) {
    const std::vector<JobId> jobs = jobsOf(request);
    if (!request.value("replace", false)) {
        m_queue.queue->retry(jobs);
    } else {
        std::vector<std::pair<JobId, std::string>> again;
        for (const JobId id : jobs) {
            const queue::Job job = m_queue.queue->job(id);
            JobSettings settings = readJobSettings(job.settings, job.file.string());
            settings.overwrite = settings.again = true;
            again.emplace_back(id, writeJobSettings(settings));
        }
        m_queue.queue->again(again);
    }
    afterRequest(jobs);
    return Json::object();
}

/// Jobs at work are cancelled first.
Json Server::remove(const Json& request) {
    const std::vector<JobId> jobs = jobsOf(request);
    std::vector<JobId> held;
    for (const JobId job : jobs) {
        if (queue::isHeld(m_queue.queue->job(job).state)) {
            held.push_back(job);
        }
    }
    if (!held.empty()) {
        m_queue.queue->cancel(held);
    }
    m_queue.queue->remove(jobs);
    afterRequest(jobs);
    return Json::object();
}

Json Server::reorder(const Json& request) {
    const std::vector<JobId> jobs = jobsOf(request);
    const Json before = request.value("before", Json());
    m_queue.queue->move(jobs, before.is_null() ? std::nullopt : std::optional(before.get<JobId>()));
    return Json::object();
}

Json Server::prioritise(const Json& request) {
    const std::vector<JobId> jobs = jobsOf(request);
    m_queue.queue->prioritise(jobs, request.at("priority").get<int>());
    afterRequest(jobs);
    return Json::object();
}

/// The engine starts again with other devices; jobs at work go on from their tiles.
Json Server::configure(const Json& request) {
    ComputeSettings settings;
    {
        const std::lock_guard lock(m_mutex);
        settings = m_settings;
    }
    settings.devices = request.value("devices", settings.devices);
    settings.policy = request.value("policy", settings.policy);
    settings.threads = request.value("threads", settings.threads);
    if (settings.threads < 0 || settings.threads > 1024) {
        refuse("threads: from 0 (one for each CPU) to 1024");
    }
    (void)chooseDevices(settings.devices, 1, settings.lanes);
    (void)scheduler::makePolicy(settings.policy);
    {
        const std::lock_guard lock(m_mutex);
        m_settings = settings;
        m_restart = true;
        m_engineState = "starting";
    }
    m_changed.notify_all();
    return {{"devices", settings.devices}, {"policy", settings.policy}, {"threads", settings.threads}};
}

Json Server::subscribe(const Json& request) {
    const auto events = request.at("events").get<std::set<std::string>>();
    for (const std::string& name : events) {
        if (!protocol::eventTypes().contains(name)) {
            refuse("no such event: " + name);
        }
    }
    const std::lock_guard lock(m_mutex);
    m_subscribed = events;
    return {{"events", events}};
}

} // namespace tessera::engine
