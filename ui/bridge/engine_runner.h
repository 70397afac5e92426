#pragma once

#include <QElapsedTimer>
#include <QProcess>
#include <QStringList>
#include <QTimer>

#include <cstddef>
#include <deque>
#include <vector>

namespace tessera::ui {

/// What to run, and how to bear its deaths.
struct RunnerSettings {
    QString program{};
    QStringList arguments{};
    std::vector<int> pausesMs{0, 1000, 2000, 5000}; ///< before each further start; one death more within a minute
                                                    ///< than there are pauses, and it stays down
};

/// A process that is talked with in lines, and started again when it dies. Never waits, but for a moment in the
/// destructor. Lives on one thread with an event loop; its signals come on that thread.
class EngineRunner final : public QObject {
    Q_OBJECT

  public:
    explicit EngineRunner(RunnerSettings settings, QObject* parent = nullptr);
    /// Ends the input, gives the process two seconds, and kills it.
    ~EngineRunner() override;

    void setArguments(const QStringList& arguments); ///< from the next start on
    void start();                                    ///< forgets earlier deaths; nothing if it runs
    /// Ends the input; kills what is still there after some seconds. `stopped` follows.
    void stop();
    [[nodiscard]] bool isRunning() const { return m_process.state() == QProcess::Running; }
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }

    /// @param line without its end. Dropped if the process doesn't run.
    void send(const QByteArray& line);

  signals:
    void started();
    void lineCame(const QByteArray& line); ///< without its end
    /// It died. @param words why, for a person @param pauseMs until it is started again
    void died(const QString& words, int pauseMs);
    /// It can't be started, or died too often: it stays down until `start`.
    void gaveUp(const QString& words);
    void stopped(); ///< after `stop`

  private:
    void launch();
    void takeLines(bool all);
    void takeErrors();
    void finished(int code, QProcess::ExitStatus status);
    void failed(QProcess::ProcessError error);
    [[nodiscard]] QString lastWords(int code, QProcess::ExitStatus status);

    RunnerSettings m_settings;
    QProcess m_process;
    QTimer m_again, m_rest, m_kill;
    QElapsedTimer m_clock;
    std::deque<qint64> m_deaths; ///< milliseconds of m_clock, of the last minute
    QByteArray m_errors;         ///< the end of what it wrote to its standard error
    bool m_isStopping = false;
    bool m_isSkipping = false; ///< the rest of a line that was too long
};

} // namespace tessera::ui
