#pragma once

#include "ui/bridge/engine_runner.h"
#include "ui/bridge/engine_types.h"
#include "ui/bridge/news_batch.h"

#include <nlohmann/json_fwd.hpp>

#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <unordered_map>

namespace tessera::ui {

struct EngineSettings {
    QString program{};                              ///< empty: tessera-cli beside the running program
    std::filesystem::path queueFolder{};            ///< empty: the engine's own default
    QStringList options{};                          ///< further ones of `tessera-cli serve`, as --devices cpu
    std::vector<int> pausesMs{0, 1000, 2000, 5000}; ///< see RunnerSettings
};

enum class EngineState {
    Stopped,
    Starting, ///< the process, or its devices
    Ready,
    DevicesFailed, ///< it answers, but nothing runs until it is configured otherwise
    Restarting,    ///< it died
    GivenUp        ///< it died too often, or can't be started
};

/// The engine process (`tessera-cli serve`) for the window: requests as functions, events as signals. It is started
/// again when it dies, and goes on from the last finished tile.
///
/// Nothing here waits for the engine. News are delivered in batches, at most about 20 a second, jobs before their tiles
/// and progress. After a start, and whenever news were lost, all jobs are listed anew, page by page (`pageListed`).
///
/// Everything is called and signalled on the thread that it lives on, which needs an event loop. A request's callback
/// is called once, later, with an error if the engine died before it answered (code EngineGone); requests that do no
/// harm when they are made twice are made again instead. No callback comes after the destructor.
class Engine final : public QObject {
    Q_OBJECT

  public:
    using Done = std::function<void(const std::optional<EngineError>& error)>;
    using Enqueued = std::function<void(const EnqueueReport& report)>;

    explicit Engine(EngineSettings settings, QObject* parent = nullptr);
    ~Engine() override; ///< Ends the process; takes two seconds at most unless the process hangs.

    void start(); ///< also after GivenUp
    void stop();

    [[nodiscard]] EngineState state() const { return m_state; }
    [[nodiscard]] QString stateWords() const { return m_words; }            ///< why, if something is wrong
    [[nodiscard]] bool isHeld() const { return m_isHeld; }                  ///< no further job starts
    [[nodiscard]] qint64 processId() const { return m_runner.processId(); } ///< 0 if none runs
    /// Messages of the engine that weren't understood, since the beginning.
    [[nodiscard]] int misunderstood() const { return m_misunderstood; }

    void enqueue(const EnqueueRequest& request, Enqueued done = {});
    /// To a question: series as `SeriesChoice` names them, a job each; without any the question is settled, too.
    /// @param done called for each series
    void answer(int question, const QStringList& series, const Enqueued& done = {});
    void cancel(const std::vector<JobId>& jobs, Done done = {});
    void pause(const std::vector<JobId>& jobs, Done done = {});
    void resume(const std::vector<JobId>& jobs, Done done = {});
    void retry(const std::vector<JobId>& jobs, Done done = {});
    /// Of jobs that have ended in whatever way; a result that is there is replaced.
    void computeAgain(const std::vector<JobId>& jobs, Done done = {});
    void remove(const std::vector<JobId>& jobs, Done done = {});
    /// In this order to the places before another job, or to the end of their priority.
    void reorder(const std::vector<JobId>& jobs, std::optional<JobId> before, Done done = {});
    void prioritise(const std::vector<JobId>& jobs, int priority, Done done = {});
    /// Whether further jobs start; those at work go on.
    void hold(bool held, Done done = {});
    /// Other devices (as `--devices`), policy and threads (0: one for each CPU). Empty or negative: as they are. Stays
    /// so when the engine is started again.
    void configure(const QString& devices, const QString& policy, int threads = -1, Done done = {});
    /// The events to be sent, in place of the earlier ones (at first all). Stays so likewise.
    void subscribe(const QStringList& events, Done done = {});
    void relist();

  signals:
    void stateChanged();
    void heldChanged(bool held);
    void pageListed(const tessera::ui::JobPage& page);
    void jobsChanged(const std::vector<tessera::ui::JobInfo>& jobs); ///< new ones and known ones, each once
    void jobsRemoved(const std::vector<tessera::ui::JobId>& jobs);
    void progressed(const std::vector<tessera::ui::JobProgress>& jobs);
    void previewsCame(const std::vector<tessera::ui::PreviewNews>& previews); ///< before their jobs' tiles
    void tilesCame(const std::vector<tessera::ui::TileNews>& tiles);
    void devicesChanged(const std::vector<tessera::ui::DeviceState>& devices);
    void devicesTold(const std::vector<tessera::ui::DeviceChoice>& gpus); ///< the GPUs that there are
    void preflighted(const std::vector<tessera::ui::PreflightReport>& reports);
    void noted(const QStringList& sentences);
    void questionAsked(const tessera::ui::Question& question);
    /// Folders are being looked through for scans. @param fraction 0..1
    void searching(double fraction, const QString& step);

  private:
    using Json = nlohmann::ordered_json;
    using Answer = std::function<void(const Json& reply, const std::optional<EngineError>& error)>;
    enum class Twice { Harmless, Harmful };
    struct Request {
        QByteArray line;
        Twice twice = Twice::Harmful;
        bool isOfThisRun = false; ///< made anew for every run of the process
        Answer answer;
    };

    void request(Json message, Twice twice, Answer answer, bool isOfThisRun = false);
    void requestJobs(const char* type, const std::vector<JobId>& jobs, Done done);
    void greet();
    void requestPage(Json after, int listing);
    [[nodiscard]] Answer takeEnqueued(Enqueued done);
    [[nodiscard]] std::vector<JobInfo> updated(std::vector<JobInfo> jobs) const;
    void forgetRecent();
    void takePage(const Json& reply, bool isFirst, int listing);
    void takeLine(const QByteArray& line);
    void takeMessage(const Json& message);
    void takeAnswer(const Json& message);
    void takeEngineState(const Json& engine);
    void losePending(bool canGoOn);
    void wake();
    void deliver();
    void setState(EngineState state, const QString& words);
    void setHeld(bool held);
    [[nodiscard]] QStringList arguments() const;

    EngineSettings m_settings;
    EngineRunner m_runner;
    QTimer m_deliver;
    EngineState m_state = EngineState::Stopped;
    QString m_words;
    bool m_isHeld = false;
    bool m_isGreeted = false; ///< the process takes requests
    int m_misunderstood = 0;
    QString m_devices, m_policy;
    int m_threads = -1; ///< of configure; -1: never said
    QStringList m_events;

    int m_lastId = 0;
    std::map<int, Request> m_pending; ///< sent, by id
    std::deque<std::pair<int, Request>> m_waiting;
    NewsBatch m_news;

    int m_listing = 0; ///< the latest listing's number
    bool m_isListing = false;
    int m_enqueues = 0; ///< that aren't answered
    /// What jobs were told to be while a listing or an enqueueing goes on; none: removed.
    std::unordered_map<JobId, std::optional<JobInfo>> m_recent;
};

} // namespace tessera::ui
