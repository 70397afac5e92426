#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>

#include <filesystem>
#include <map>
#include <string>

/// Runs the real tessera-cli as a person would. The folders for cache and state are private to the test program.
namespace tessera::test {

struct CliResult {
    int code = -1; ///< exit code; 128 + signal where a signal killed it, -1 if it didn't start or end in time
    std::string out, err;
    double seconds = 0;

    /// All of it, for the message of a failing check.
    [[nodiscard]] std::string text() const;
    [[nodiscard]] QStringList outLines() const;
    [[nodiscard]] QStringList errLines() const;
};

/// @param program TESSERA_CLI of the test's compile definitions
class Cli {
  public:
    explicit Cli(QString program) : m_program(std::move(program)) {}

    void setWorkingFolder(const std::filesystem::path& folder);
    void setEnvironment(const QString& name, const QString& value);

    [[nodiscard]] CliResult run(const QStringList& arguments) const;
    /// Starts it, waits until the standard output contains `text`, waits `delayMs` more, sends `signal` and waits for
    /// the end. `seconds` is the time from the signal to the end.
    [[nodiscard]] CliResult interrupt(const QStringList& arguments, const char* text, int delayMs, int signal) const;

  private:
    void prepare(QProcess& process) const;

    QString m_program;
    QString m_folder;
    std::map<QString, QString> m_environment;
};

/// XDG_STATE_HOME of the programs: where the default queue lies.
[[nodiscard]] std::filesystem::path stateFolder();

[[nodiscard]] QString toQString(const std::filesystem::path& path);

/// Every regular file below a folder with its bytes, by relative path; hidden ones, too.
[[nodiscard]] std::map<std::string, std::string> filesBelow(const std::filesystem::path& folder);
/// Only their names.
[[nodiscard]] QStringList namesBelow(const std::filesystem::path& folder);

} // namespace tessera::test
