#include "tests/support/engine_process.h"

#include "tests/support/cli_process.h"

namespace tessera::test {

EngineProcess::EngineProcess(const QString& program, const std::filesystem::path& queue, const QStringList& options) {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("XDG_CACHE_HOME", toQString(stateFolder().parent_path() / "cache"));
    environment.insert("XDG_STATE_HOME", toQString(stateFolder()));
    m_process.setProcessEnvironment(environment);
    m_process.start(program, QStringList{"serve", "--queue", toQString(queue)} + options);
    m_process.waitForStarted();
}

EngineProcess::~EngineProcess() {
    (void)endInput();
    m_process.kill();
    m_process.waitForFinished();
}

void EngineProcess::send(const Json& message) {
    sendBytes(QByteArray::fromStdString(message.dump()) + "\n");
}

void EngineProcess::sendBytes(const QByteArray& bytes) {
    m_process.write(bytes);
    m_process.waitForBytesWritten();
}

void EngineProcess::take() {
    m_rest += m_process.readAllStandardOutput();
    for (auto end = m_rest.indexOf('\n'); end >= 0; end = m_rest.indexOf('\n')) {
        Json message = Json::parse(m_rest.left(end).toStdString());
        m_rest.remove(0, end + 1);
        const std::string type = message.at("type");
        if (type == "job") {
            m_states[message.at("job").get<int>()] = message.at("state");
        } else if (type == "tile" && message.at("device") != "" && message.at("file") != "") {
            m_committed.emplace_back(message.at("job").get<int>(), message.at("tile").get<int>());
        }
        m_messages.push_back(std::move(message));
    }
}

Json EngineProcess::waitFor(const std::function<bool(const Json&)>& fits, int milliseconds) {
    QElapsedTimer timer;
    timer.start();
    while (true) {
        while (m_looked < m_messages.size()) {
            if (const Json& message = m_messages[m_looked++]; fits(message)) {
                return message;
            }
        }
        const bool isRunning = m_process.state() == QProcess::Running;
        if (timer.elapsed() > milliseconds) {
            return nullptr;
        }
        m_process.waitForReadyRead(50);
        take();
        if (!isRunning && m_looked == m_messages.size()) {
            return nullptr;
        }
    }
}

Json EngineProcess::ask(Json request) {
    const int id = ++m_lastId;
    request["id"] = id;
    send(request);
    const std::size_t looked = m_looked;
    const Json out = waitFor([id](const Json& message) {
        const bool isAnswer = message.at("type") == "reply" || message.at("type") == "error";
        return isAnswer && message.at("id") == id;
    });
    m_looked = looked; // events that came before it are still news
    return out;
}

bool EngineProcess::waitForEnds(std::size_t count, int milliseconds) {
    static const std::set<std::string> ends{"done", "needs-review", "failed", "cancelled"};
    const auto reached = [&] {
        std::size_t found = 0;
        for (const auto& [job, state] : m_states) {
            found += ends.contains(state) ? 1 : 0;
        }
        return found >= count;
    };
    return reached() || !waitFor([&](const Json& /*message*/) { return reached(); }, milliseconds).is_null();
}

void EngineProcess::listen(int milliseconds) {
    (void)waitFor([](const Json& /*message*/) { return false; }, milliseconds);
}

void EngineProcess::kill() {
    m_process.kill();
    m_process.waitForFinished();
    take();
}

int EngineProcess::endInput() {
    if (m_process.state() == QProcess::Running) {
        m_process.closeWriteChannel();
        if (!m_process.waitForFinished(60'000)) {
            return -1;
        }
    }
    take();
    return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

std::string EngineProcess::text() const {
    std::string out;
    const std::size_t first = m_messages.size() > 20 ? m_messages.size() - 20 : 0;
    for (std::size_t i = first; i < m_messages.size(); ++i) {
        out += m_messages[i].dump().substr(0, 400) + "\n";
    }
    return out;
}

} // namespace tessera::test
