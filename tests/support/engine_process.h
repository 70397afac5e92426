#pragma once

#include <QElapsedTimer>
#include <QProcess>
#include <QStringList>

#include <nlohmann/json.hpp>

#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace tessera::test {

using Json = nlohmann::ordered_json;

/// A real `tessera-cli serve` and its client. One thread.
class EngineProcess {
  public:
    /// @param program TESSERA_CLI of the test's compile definitions
    EngineProcess(const QString& program, const std::filesystem::path& queue, const QStringList& options = {});
    ~EngineProcess(); ///< ends its input and waits

    void send(const Json& message);
    void sendBytes(const QByteArray& bytes);
    /// Sends a request and waits for its reply or error; what comes in between is kept, too. Null if none comes.
    Json ask(Json request);
    /// Waits until a message fits; all messages are kept. Null if none comes in time, or the engine has ended.
    Json waitFor(const std::function<bool(const Json&)>& fits, int milliseconds = 120'000);
    /// Waits until that many jobs have come to an end (done, needs-review, failed, cancelled).
    bool waitForEnds(std::size_t count, int milliseconds = 240'000);
    /// Takes in what is there.
    void listen(int milliseconds);

    void kill(); ///< as `kill -9` does
    /// Ends the input and waits for the exit code; -1 if it doesn't come.
    int endInput();
    [[nodiscard]] QProcess& process() { return m_process; }

    [[nodiscard]] const std::vector<Json>& messages() const { return m_messages; }
    [[nodiscard]] const std::map<int, std::string>& states() const { return m_states; }
    /// (job, tile) that were computed and kept.
    [[nodiscard]] const std::vector<std::pair<int, int>>& committed() const { return m_committed; }
    [[nodiscard]] std::string errors() { return m_process.readAllStandardError().toStdString(); }
    /// The last messages, for a failing check.
    [[nodiscard]] std::string text() const;

  private:
    void take();

    QProcess m_process;
    QByteArray m_rest;
    std::vector<Json> m_messages;
    std::size_t m_looked = 0; ///< messages that `waitFor` has passed
    std::map<int, std::string> m_states;
    std::vector<std::pair<int, int>> m_committed;
    int m_lastId = 0;
};

} // namespace tessera::test
