#include "ui/bridge/engine_runner.h"

#include <utility>

namespace tessera::ui {
namespace {

constexpr qint64 kMinute = 60'000;
constexpr int kPatienceMs = 4000; ///< for an engine that was told to end
constexpr int kGoodbyeMs = 2000;  ///< the same, when the window closes
constexpr qint64 kSliceMs = 8;    ///< of taking in lines, then the window's turn
constexpr qint64 kLongestLine = qint64{64} << 20;
constexpr qsizetype kKeptErrors = 4096;

} // namespace

EngineRunner::EngineRunner(RunnerSettings settings, QObject* parent)
    : QObject(parent), m_settings(std::move(settings)) {
    m_clock.start();
    for (QTimer* timer : {&m_again, &m_rest, &m_kill}) {
        timer->setSingleShot(true);
    }
    connect(&m_again, &QTimer::timeout, this, &EngineRunner::launch);
    connect(&m_rest, &QTimer::timeout, this, [this] { takeLines(false); });
    connect(&m_kill, &QTimer::timeout, &m_process, &QProcess::kill);
    connect(&m_process, &QProcess::started, this, &EngineRunner::started);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, [this] { takeLines(false); });
    connect(&m_process, &QProcess::readyReadStandardError, this, &EngineRunner::takeErrors);
    connect(&m_process, &QProcess::finished, this, &EngineRunner::finished);
    connect(&m_process, &QProcess::errorOccurred, this, &EngineRunner::failed);
}

EngineRunner::~EngineRunner() {
    m_process.disconnect(this);
    if (m_process.state() != QProcess::NotRunning) {
        m_process.closeWriteChannel();
        if (!m_process.waitForFinished(kGoodbyeMs)) {
            m_process.kill();
            m_process.waitForFinished(kGoodbyeMs);
        }
    }
}

void EngineRunner::setArguments(const QStringList& arguments) {
    m_settings.arguments = arguments;
}

void EngineRunner::start() {
    m_deaths.clear();
    m_isStopping = false;
    if (m_process.state() == QProcess::NotRunning) {
        launch();
    }
}

void EngineRunner::launch() {
    m_again.stop();
    m_errors.clear();
    m_isSkipping = false;
    m_process.start(m_settings.program, m_settings.arguments);
}

void EngineRunner::stop() {
    m_again.stop();
    m_isStopping = true;
    if (m_process.state() == QProcess::NotRunning) {
        emit stopped();
        return;
    }
    m_process.closeWriteChannel();
    m_kill.start(kPatienceMs);
}

void EngineRunner::send(const QByteArray& line) {
    if (isRunning()) {
        m_process.write(line + '\n');
    }
}

/// @param all or only what fits into a moment; the rest comes in the next turns of the event loop
void EngineRunner::takeLines(bool all) {
    m_process.setReadChannel(QProcess::StandardOutput);
    QElapsedTimer slice;
    slice.start();
    while (m_process.canReadLine()) {
        if (!all && slice.elapsed() >= kSliceMs) {
            m_rest.start(0);
            return;
        }
        QByteArray line = m_process.readLine();
        line.chop(1);
        if (!std::exchange(m_isSkipping, false) && !line.isEmpty()) {
            emit lineCame(line);
        }
    }
    if (m_process.bytesAvailable() > kLongestLine) { // no engine of ours
        m_process.readAllStandardOutput();
        m_isSkipping = true;
    }
}

void EngineRunner::takeErrors() {
    m_errors = (m_errors + m_process.readAllStandardError()).right(kKeptErrors);
}

QString EngineRunner::lastWords(int code, QProcess::ExitStatus status) {
    takeErrors();
    const QString said = QString::fromUtf8(m_errors).trimmed().section('\n', -1);
    const QString how = status == QProcess::CrashExit ? tr("The engine was killed or crashed.")
                                                      : tr("The engine ended by itself (exit code %1).").arg(code);
    return said.isEmpty() ? how : tr("%1 It said: “%2”").arg(how, said);
}

void EngineRunner::finished(int code, QProcess::ExitStatus status) {
    m_kill.stop();
    m_rest.stop();
    takeLines(true);
    if (m_isStopping) {
        emit stopped();
        return;
    }
    const QString words = lastWords(code, status);
    const qint64 now = m_clock.elapsed();
    m_deaths.push_back(now);
    while (now - m_deaths.front() > kMinute) {
        m_deaths.pop_front();
    }
    if (m_deaths.size() > m_settings.pausesMs.size()) {
        emit gaveUp(tr("%1 It has ended %2 times within a minute, so it isn't started again by itself. Jobs and "
                       "finished tiles are kept.")
                        .arg(words)
                        .arg(m_deaths.size()));
        return;
    }
    const int pause = m_settings.pausesMs[m_deaths.size() - 1];
    m_again.start(pause);
    emit died(words, pause);
}

void EngineRunner::failed(QProcess::ProcessError error) {
    if (error == QProcess::FailedToStart) {
        emit gaveUp(tr("The engine %1 can't be started: %2. Is Tessera installed completely?")
                        .arg(m_settings.program, m_process.errorString()));
    }
}

} // namespace tessera::ui
