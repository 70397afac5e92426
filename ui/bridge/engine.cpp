#include "ui/bridge/engine.h"

#include "core/protocol/events.h"
#include "ui/base/paths.h"
#include "ui/bridge/message_reader.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

#include <utility>

namespace tessera::ui {
namespace {

constexpr int kDeliveryMs = 50;
constexpr int kPageSize = 500; ///< parsed in some milliseconds

QString besideThisProgram() {
    return QCoreApplication::applicationDirPath() + "/tessera-cli";
}

/// Options without those that `configure` has replaced.
QStringList without(QStringList options, const QStringList& names) {
    for (qsizetype i = 0; i < options.size();) {
        if (names.contains(options[i])) {
            options.remove(i, std::min<qsizetype>(2, options.size() - i));
        } else {
            ++i;
        }
    }
    return options;
}

} // namespace

Engine::Engine(EngineSettings settings, QObject* parent)
    : QObject(parent), m_settings(std::move(settings)),
      m_runner({.program = m_settings.program.isEmpty() ? besideThisProgram() : m_settings.program,
                .pausesMs = m_settings.pausesMs}) {
    for (const std::string& type : protocol::eventTypes()) {
        m_events << QString::fromStdString(type);
    }
    m_deliver.setSingleShot(true);
    m_deliver.setInterval(kDeliveryMs);
    connect(&m_deliver, &QTimer::timeout, this, &Engine::deliver);
    connect(&m_runner, &EngineRunner::started, this, &Engine::greet);
    connect(&m_runner, &EngineRunner::lineCame, this, &Engine::takeLine);
    connect(&m_runner, &EngineRunner::died, this, [this](const QString& words, int /*pauseMs*/) {
        losePending(true);
        setState(EngineState::Restarting, words);
    });
    connect(&m_runner, &EngineRunner::gaveUp, this, [this](const QString& words) {
        setState(EngineState::GivenUp, words);
        losePending(false);
    });
    connect(&m_runner, &EngineRunner::stopped, this, [this] {
        setState(EngineState::Stopped, {});
        losePending(false);
    });
}

Engine::~Engine() {
    m_runner.disconnect(this);
}

QStringList Engine::arguments() const {
    QStringList out{"serve"};
    if (!m_settings.queueFolder.empty()) {
        out << "--queue" << textOf(m_settings.queueFolder);
    }
    if (m_threads < 0) {
        return out + m_settings.options;
    }
    QStringList replaced{"--threads"}, now;
    if (m_threads > 0) {
        now << "--threads" << QString::number(m_threads);
    }
    if (!m_devices.isEmpty()) {
        replaced << "--devices";
        now << "--devices" << m_devices;
    }
    if (!m_policy.isEmpty()) {
        replaced << "--policy";
        now << "--policy" << m_policy;
    }
    return out + without(m_settings.options, replaced) + now;
}

void Engine::start() {
    if (m_state != EngineState::Stopped && m_state != EngineState::GivenUp) {
        return;
    }
    setState(EngineState::Starting, {});
    m_runner.setArguments(arguments());
    m_runner.start();
}

void Engine::stop() {
    m_runner.stop();
}

/// A process has started: it hears what is wanted, and tells what it has.
void Engine::greet() {
    m_isGreeted = true;
    setState(EngineState::Starting, {});
    Json events = Json::array();
    for (const QString& event : m_events) {
        events.push_back(event.toStdString());
    }
    request({{"type", "subscribe"}, {"events", events}}, Twice::Harmless, {}, true);
    if (m_isHeld) {
        request({{"type", "pause"}}, Twice::Harmless, {}, true);
    }
    request(
        {{"type", "hello"}}, Twice::Harmless,
        [this](const Json& reply, const std::optional<EngineError>& error) {
            if (!error) {
                m_news.notes << textsOf(reply, "notes");
                wake();
                takeEngineState(reply.at("engine"));
            }
        },
        true);
    relist();
    for (auto waiting = std::exchange(m_waiting, {}); auto& [id, request] : waiting) {
        m_runner.send(request.line);
        m_pending.emplace(id, std::move(request));
    }
}

void Engine::request(Json message, Twice twice, Answer answer, bool isOfThisRun) {
    const int id = ++m_lastId;
    message["id"] = id;
    Request request{.line = QByteArray::fromStdString(protocol::line(std::move(message))),
                    .twice = twice,
                    .isOfThisRun = isOfThisRun,
                    .answer = std::move(answer)};
    if (m_isGreeted) {
        m_runner.send(request.line);
        m_pending.emplace(id, std::move(request));
    } else {
        m_waiting.emplace_back(id, std::move(request));
        if (m_state == EngineState::Stopped || m_state == EngineState::GivenUp) {
            m_deliver.start(); // refused then, unless it is started until then
        }
    }
}

/// The process has gone. @param canGoOn it will be started again: what wasn't sent, or does no harm, is sent then
void Engine::losePending(bool canGoOn) {
    m_isGreeted = false;
    m_isListing = false;
    m_recent.clear(); // the next process knows better
    std::deque<std::pair<int, Request>> all;
    for (auto& [id, request] : std::exchange(m_pending, {})) {
        if (!request.isOfThisRun) {
            all.emplace_back(id, std::move(request));
        }
    }
    const std::size_t sent = all.size();
    for (auto& waiting : std::exchange(m_waiting, {})) {
        all.push_back(std::move(waiting));
    }
    const EngineError gone{"EngineGone",
                           canGoOn ? tr("The engine ended before it answered; please look whether it was done.")
                                   : tr("The engine isn't running.")};
    for (std::size_t i = 0; i < all.size(); ++i) {
        Request& request = all[i].second;
        if (canGoOn && (i >= sent || request.twice == Twice::Harmless)) {
            m_waiting.push_back(std::move(all[i]));
        } else if (request.answer) {
            request.answer({}, gone);
        }
    }
}

void Engine::takeLine(const QByteArray& line) {
    try {
        takeMessage(Json::parse(line.begin(), line.end()));
    } catch (const Json::exception&) {
        ++m_misunderstood; // not ours to repair; the next line may be sound
    }
}

void Engine::takeMessage(const Json& message) {
    const std::string type = message.at("type").get<std::string>();
    if (type == "reply" || type == "error") {
        takeAnswer(message);
        return;
    }
    if (type == "job") {
        const auto id = message.at("job").get<JobId>();
        std::optional<JobInfo> job;
        if (message.at("state") == "removed") {
            m_news.addRemoved(id);
        } else {
            job = jobFrom(message);
            m_news.add(*job);
        }
        if (m_isListing || m_enqueues > 0) {
            m_recent[id] = std::move(job);
        }
    } else if (type == "progress") {
        m_news.add(progressFrom(message));
    } else if (type == "tile") {
        m_news.tiles.push_back(tileFrom(message));
    } else if (type == "preview") {
        m_news.previews.push_back(previewFrom(message));
    } else if (type == "devices") {
        m_news.devices = devicesFrom(message);
    } else if (type == "preflight") {
        m_news.preflights.push_back(preflightFrom(message));
    } else if (type == "note") {
        m_news.notes << textOf(message, "message");
    } else if (type == "question") {
        emit questionAsked(questionFrom(message));
    } else if (type == "engine") {
        takeEngineState(message);
    } else if (type == "listing") {
        emit searching(message.at("fraction").get<double>(), textOf(message, "step"));
    } else if (type == "overflow") {
        relist();
    } else {
        ++m_misunderstood;
    }
    wake();
}

void Engine::takeAnswer(const Json& message) {
    const auto found = m_pending.find(message.at("id").is_number_integer() ? message.at("id").get<int>() : 0);
    if (found == m_pending.end()) {
        ++m_misunderstood;
        return;
    }
    const Answer answer = std::move(found->second.answer);
    m_pending.erase(found);
    if (!answer) {
        return;
    }
    deliver(); // what came before it
    std::optional<EngineError> error;
    if (message.at("type") == "error") {
        error = EngineError{textOf(message, "code"), textOf(message, "message")};
    }
    try {
        answer(message, error);
    } catch (const Json::exception&) { // a reply that lacks what it must have: the caller waits for an answer
        ++m_misunderstood;
        answer({}, EngineError{"Internal", tr("The engine's answer wasn't understood.")});
    }
}

void Engine::takeEngineState(const Json& engine) {
    const auto state = engine.at("state").get<std::string>();
    if (engine.contains("gpus")) {
        emit devicesTold(deviceChoicesFrom(engine));
    }
    if (engine.contains("held") && !m_isHeld) { // what was asked for here counts more
        setHeld(engine.at("held").get<bool>());
    }
    setState(state == "ready"    ? EngineState::Ready
             : state == "failed" ? EngineState::DevicesFailed
                                 : EngineState::Starting,
             textOf(engine, "message"));
}

void Engine::setState(EngineState state, const QString& words) {
    if (state != m_state || words != m_words) {
        m_state = state;
        m_words = words;
        emit stateChanged();
    }
}

void Engine::setHeld(bool held) {
    if (std::exchange(m_isHeld, held) != held) {
        emit heldChanged(held);
    }
}

void Engine::wake() {
    if (!m_deliver.isActive() && !m_news.isEmpty()) {
        m_deliver.start();
    }
}

void Engine::deliver() {
    m_deliver.stop();
    if (!m_waiting.empty() && (m_state == EngineState::Stopped || m_state == EngineState::GivenUp)) {
        losePending(false);
    }
    const NewsBatch news = std::exchange(m_news, {});
    if (!news.jobs.empty()) {
        emit jobsChanged(news.jobs);
    }
    if (!news.removed.empty()) {
        emit jobsRemoved(news.removed);
    }
    if (!news.previews.empty()) {
        emit previewsCame(news.previews);
    }
    if (!news.tiles.empty()) {
        emit tilesCame(news.tiles);
    }
    if (!news.progress.empty()) {
        emit progressed(news.progress);
    }
    if (news.devices) {
        emit devicesChanged(*news.devices);
    }
    if (!news.preflights.empty()) {
        emit preflighted(news.preflights);
    }
    if (!news.notes.isEmpty()) {
        emit noted(news.notes);
    }
}

void Engine::relist() {
    if (m_isGreeted) {
        m_isListing = true;
        requestPage(nullptr, ++m_listing);
    }
}

void Engine::requestPage(Json after, int listing) {
    const bool isFirst = after.is_null();
    request(
        {{"type", "list"}, {"order", "turn"}, {"limit", kPageSize}, {"after", std::move(after)}}, Twice::Harmless,
        [this, isFirst, listing](const Json& reply, const std::optional<EngineError>& error) {
            if (listing != m_listing) {
                return; // another one has begun
            }
            if (error) {
                m_isListing = false;
                forgetRecent();
            } else {
                takePage(reply, isFirst, listing);
            }
        },
        true);
}

/// An answer may have been written before events that came ahead of it: these count more. The engine tells every
/// change, so what is too old here is set right by the next event.
std::vector<JobInfo> Engine::updated(std::vector<JobInfo> jobs) const {
    std::vector<JobInfo> out;
    for (JobInfo& job : jobs) {
        const auto newer = m_recent.find(job.id);
        if (newer == m_recent.end()) {
            out.push_back(std::move(job));
        } else if (newer->second) {
            out.push_back(*newer->second);
        }
    }
    return out;
}

void Engine::forgetRecent() {
    if (!m_isListing && m_enqueues == 0) {
        m_recent.clear();
    }
}

void Engine::takePage(const Json& reply, bool isFirst, int listing) {
    const Json next = reply.value("next", Json());
    const JobPage page{.jobs = updated(jobsFrom(reply)), .isFirst = isFirst, .isLast = next.is_null()};
    if (page.isLast) {
        m_isListing = false;
        forgetRecent();
    } else {
        requestPage(next, listing);
    }
    emit pageListed(page);
}

void Engine::enqueue(const EnqueueRequest& wanted, Enqueued done) {
    // twice is harmless: what is there already, unfinished or as a result, isn't computed again
    request(toJson(wanted), Twice::Harmless, takeEnqueued(std::move(done)));
}

void Engine::answer(int question, const QStringList& series, const Enqueued& done) {
    const QStringList answers = series.isEmpty() ? QStringList{QString()} : series; // an empty one: none of them
    for (qsizetype i = 0; i < answers.size(); ++i) {
        request({{"type", "answer"},
                 {"question", question},
                 {"series", answers[i].toStdString()},
                 {"more", i + 1 < answers.size()}},
                Twice::Harmful, takeEnqueued(done));
    }
}

/// The new jobs are told here and by no event.
Engine::Answer Engine::takeEnqueued(Enqueued done) {
    ++m_enqueues;
    return [this, done = std::move(done), isCounted = true](const Json& reply,
                                                            const std::optional<EngineError>& error) mutable {
        m_enqueues -= std::exchange(isCounted, false) ? 1 : 0;
        EnqueueReport report{.error = error};
        if (!error && reply.contains("jobs")) { // not in the answer to "none of these series"
            report = enqueueReportFrom(reply);
            report.jobs = updated(std::move(report.jobs));
            for (const JobInfo& job : report.jobs) {
                m_news.add(job);
            }
            deliver();
        }
        forgetRecent();
        if (done) {
            done(report);
        }
    };
}

void Engine::requestJobs(const char* type, const std::vector<JobId>& jobs, Done done) {
    request({{"type", type}, {"jobs", jobs}}, Twice::Harmful,
            [done = std::move(done)](const Json& /*reply*/, const std::optional<EngineError>& error) {
                if (done) {
                    done(error);
                }
            });
}

void Engine::cancel(const std::vector<JobId>& jobs, Done done) {
    requestJobs("cancel", jobs, std::move(done));
}

void Engine::pause(const std::vector<JobId>& jobs, Done done) {
    requestJobs("pause", jobs, std::move(done));
}

void Engine::resume(const std::vector<JobId>& jobs, Done done) {
    requestJobs("resume", jobs, std::move(done));
}

void Engine::retry(const std::vector<JobId>& jobs, Done done) {
    requestJobs("retry", jobs, std::move(done));
}

void Engine::computeAgain(const std::vector<JobId>& jobs, Done done) {
    request({{"type", "retry"}, {"jobs", jobs}, {"replace", true}}, Twice::Harmful,
            [done = std::move(done)](const Json& /*reply*/, const std::optional<EngineError>& error) {
                if (done) {
                    done(error);
                }
            });
}

void Engine::remove(const std::vector<JobId>& jobs, Done done) {
    requestJobs("remove", jobs, std::move(done));
}

void Engine::reorder(const std::vector<JobId>& jobs, std::optional<JobId> before, Done done) {
    request({{"type", "reorder"}, {"jobs", jobs}, {"before", before ? Json(*before) : Json(nullptr)}}, Twice::Harmful,
            [this, done = std::move(done)](const Json& /*reply*/, const std::optional<EngineError>& error) {
                if (error || m_isListing) { // who shows the jobs has moved them already, or pages don't fit together
                    relist();
                }
                if (done) {
                    done(error);
                }
            });
}

void Engine::prioritise(const std::vector<JobId>& jobs, int priority, Done done) {
    request({{"type", "prioritise"}, {"jobs", jobs}, {"priority", priority}}, Twice::Harmful,
            [this, done = std::move(done)](const Json& /*reply*/, const std::optional<EngineError>& error) {
                if (m_isListing) {
                    relist();
                }
                if (done) {
                    done(error);
                }
            });
}

void Engine::hold(bool held, Done done) {
    setHeld(held);
    request({{"type", held ? "pause" : "resume"}}, Twice::Harmless,
            [this, held, done = std::move(done)](const Json& /*reply*/, const std::optional<EngineError>& error) {
                if (!error) {
                    setHeld(held); // an older event may have said otherwise
                }
                if (done) {
                    done(error);
                }
            });
}

void Engine::configure(const QString& devices, const QString& policy, int threads, Done done) {
    Json message{{"type", "configure"}};
    if (threads >= 0) {
        message["threads"] = threads;
    }
    if (!devices.isEmpty()) {
        message["devices"] = devices.toStdString();
    }
    if (!policy.isEmpty()) {
        message["policy"] = policy.toStdString();
    }
    request(std::move(message), Twice::Harmless,
            [this, done = std::move(done)](const Json& reply, const std::optional<EngineError>& error) {
                if (!error) {
                    m_devices = textOf(reply, "devices");
                    m_policy = textOf(reply, "policy");
                    m_threads = reply.value("threads", 0);
                    m_runner.setArguments(arguments());
                }
                if (done) {
                    done(error);
                }
            });
}

void Engine::subscribe(const QStringList& events, Done done) {
    m_events = events;
    Json names = Json::array();
    for (const QString& event : events) {
        names.push_back(event.toStdString());
    }
    request({{"type", "subscribe"}, {"events", names}}, Twice::Harmless,
            [done = std::move(done)](const Json& /*reply*/, const std::optional<EngineError>& error) {
                if (done) {
                    done(error);
                }
            });
}

} // namespace tessera::ui
