#include "tests/support/cli_process.h"

#include "core/base/os/file.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <signal.h>

namespace tessera::test {
namespace {

constexpr int kPatienceMs = 300'000;

QString privateFolder() {
    static const QTemporaryDir folder;
    return folder.path();
}

QStringList linesOf(const std::string& text) {
    return QString::fromStdString(text).split('\n', Qt::SkipEmptyParts);
}

void takeOutput(QProcess& process, CliResult& result) {
    result.out += process.readAllStandardOutput().toStdString();
    result.err += process.readAllStandardError().toStdString();
}

void takeEnd(QProcess& process, CliResult& result) {
    const bool ended = process.state() == QProcess::NotRunning || process.waitForFinished(kPatienceMs);
    takeOutput(process, result);
    if (!ended) {
        process.kill();
        process.waitForFinished();
        return;
    }
    result.code = process.exitStatus() == QProcess::CrashExit ? 128 + process.exitCode() : process.exitCode();
}

} // namespace

std::string CliResult::text() const {
    return "exit " + std::to_string(code) + "\n--- out\n" + out + "--- err\n" + err;
}

QStringList CliResult::outLines() const {
    return linesOf(out);
}

QStringList CliResult::errLines() const {
    return linesOf(err);
}

void Cli::setWorkingFolder(const std::filesystem::path& folder) {
    m_folder = toQString(folder);
}

void Cli::setEnvironment(const QString& name, const QString& value) {
    m_environment[name] = value;
}

void Cli::prepare(QProcess& process) const {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("XDG_CACHE_HOME", privateFolder() + "/cache");
    environment.insert("XDG_STATE_HOME", toQString(stateFolder()));
    for (const auto& [name, value] : m_environment) {
        environment.insert(name, value);
    }
    process.setProcessEnvironment(environment);
    if (!m_folder.isEmpty()) {
        process.setWorkingDirectory(m_folder);
    }
}

CliResult Cli::run(const QStringList& arguments) const {
    QProcess process;
    prepare(process);
    QElapsedTimer timer;
    timer.start();
    CliResult result;
    process.start(m_program, arguments);
    if (process.waitForStarted()) {
        takeEnd(process, result);
    }
    result.seconds = static_cast<double>(timer.elapsed()) / 1000;
    return result;
}

CliResult Cli::interrupt(const QStringList& arguments, const char* text, int delayMs, int signal) const {
    QProcess process;
    prepare(process);
    CliResult result;
    process.start(m_program, arguments);
    if (!process.waitForStarted()) {
        return result;
    }
    while (result.out.find(text) == std::string::npos && process.state() != QProcess::NotRunning) {
        process.waitForReadyRead(kPatienceMs);
        takeOutput(process, result);
    }
    process.waitForFinished(delayMs);
    QElapsedTimer timer;
    timer.start();
    if (process.state() != QProcess::NotRunning) {
        ::kill(static_cast<pid_t>(process.processId()), signal);
    }
    takeEnd(process, result);
    result.seconds = static_cast<double>(timer.elapsed()) / 1000;
    return result;
}

std::filesystem::path stateFolder() {
    return (privateFolder() + "/state").toStdString();
}

QString toQString(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

std::map<std::string, std::string> filesBelow(const std::filesystem::path& folder) {
    std::map<std::string, std::string> out;
    std::error_code code;
    std::filesystem::recursive_directory_iterator entries(folder, code);
    for (; !code && entries != std::filesystem::recursive_directory_iterator(); entries.increment(code)) {
        if (entries->is_regular_file()) {
            out[entries->path().lexically_relative(folder).string()] = os::readFile(entries->path());
        }
    }
    return out;
}

QStringList namesBelow(const std::filesystem::path& folder) {
    QStringList out;
    for (const auto& [name, bytes] : filesBelow(folder)) {
        out.append(QString::fromStdString(name));
    }
    return out;
}

} // namespace tessera::test
