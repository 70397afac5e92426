#include "core/engine/device/mps.h"

#include "core/base/error.h"
#include "core/base/os/child_process.h"
#include "core/base/os/lock.h"
#include "core/base/os/storage.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <map>
#include <mutex>
#include <thread>

namespace tessera::engine {
namespace {

using Environment = std::vector<std::pair<std::string, std::string>>;

namespace fs = std::filesystem;

constexpr const char* kFolder = "tessera-mps-"; // and a random name, in the temporary folder
constexpr const char* kLock = "lock";           // in it, held as long as its program lives
constexpr const char* kControl = "nvidia-cuda-mps-control";
constexpr const char* kShare = "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE";
constexpr double kPatience = 10; // s for one command

/// Daemons of this process, by folder, for `abandonMps`.
struct Started {
    std::mutex mutex;
    std::map<fs::path, Environment> all;
};

Started& started() {
    static Started out;
    return out;
}

os::ProgramResult tell(const std::string& command, const Environment& environment) {
    return os::runProgram({kControl, {}, environment}, command + "\n", kPatience);
}

bool answers(const Environment& environment) {
    const os::ProgramResult result = tell("get_server_list", environment);
    return result.succeeded && result.output.find("Cannot find") == std::string::npos;
}

double percentOf(const std::string& text) {
    const std::size_t begin = text.find_first_of("0123456789");
    double out = 0;
    if (begin != std::string::npos) {
        (void)std::from_chars(text.data() + begin, text.data() + text.size(), out);
    }
    return out;
}

/// The daemon's rule for processes, or what the environment asks for below it.
double activeThreads(const Environment& environment) {
    const double ofDaemon = percentOf(tell("get_default_active_thread_percentage", environment).output);
    double out = ofDaemon > 0 ? ofDaemon : 100;
    const char* asked = std::getenv(kShare);
    for (const auto& [name, value] : environment) {
        asked = name == kShare ? value.c_str() : asked;
    }
    const double percent = asked != nullptr ? percentOf(asked) : 0;
    return percent > 0 ? std::min(out, percent) : out;
}

void stop(const fs::path& folder, const Environment& environment) noexcept {
    try {
        (void)tell("quit", environment);
    } catch (const std::exception&) {
        // the program is gone; the daemon can't be reached by anybody then
    }
    std::error_code ignored;
    fs::remove_all(folder, ignored);
}

/// What a daemon of ours is reached by.
Environment environmentOf(const fs::path& folder) {
    return {{"CUDA_MPS_PIPE_DIRECTORY", folder / "pipe"}, {"CUDA_MPS_LOG_DIRECTORY", folder / "log"}};
}

/// Stops the daemons of programs that were killed before they could.
void stopAbandoned() {
    std::error_code ignored;
    for (const fs::directory_entry& each : fs::directory_iterator(fs::temp_directory_path(), ignored)) {
        try {
            if (each.path().filename().string().starts_with(kFolder) &&
                os::FileLock(each.path() / kLock, os::FileLock::Missing::Refuse).tryExclusive()) {
                stop(each.path(), environmentOf(each.path()));
            }
        } catch (const Error&) {
            continue; // another user's, or just being made
        }
    }
}

} // namespace

void requireMps() {
    if (!os::isInPath(kControl)) {
        throw Error(ErrorCode::Usage, {std::string("--mps: there is no ") + kControl +
                                       " in PATH. It comes with NVIDIA's driver (nvidia-cuda-mps in Debian, "
                                       "nvidia-compute-utils in Ubuntu). Install it, or leave --mps out."});
    }
}

std::optional<MpsState> findMps() {
    try {
        if (os::isInPath(kControl) && answers({})) {
            return MpsState{false, activeThreads({})};
        }
    } catch (const Error&) {
        return std::nullopt; // whatever it is, it's no daemon
    }
    return std::nullopt;
}

/// A daemon of this process, from the folder that it needs to its end.
class MpsSession::Daemon {
  public:
    Daemon()
        : m_folder(fs::temp_directory_path() / (kFolder + os::randomToken())), m_environment(environmentOf(m_folder)) {
        os::makePrivateFolder(m_folder);
        for (const auto& [name, part] : m_environment) {
            os::makePrivateFolder(part);
        }
        m_lock.emplace(m_folder / kLock).exclusive();
        const std::lock_guard lock(started().mutex);
        started().all[m_folder] = m_environment;
    }
    ~Daemon() {
        const std::lock_guard lock(started().mutex);
        if (started().all.erase(m_folder) > 0) {
            stop(m_folder, m_environment);
        }
    }
    Daemon(const Daemon&) = delete;
    Daemon& operator=(const Daemon&) = delete;

    [[nodiscard]] const Environment& environment() const { return m_environment; }

  private:
    fs::path m_folder;
    Environment m_environment;
    std::optional<os::FileLock> m_lock;
};

MpsSession::MpsSession(int share) {
    requireMps();
    if (!answers({})) {
        start();
    }
    if (share > 0) {
        m_environment.emplace_back(kShare, std::to_string(share));
    }
    m_state.activeThreadPercent = activeThreads(m_environment);
}

void MpsSession::start() {
    stopAbandoned();
    m_daemon = std::make_unique<Daemon>();
    m_environment = m_daemon->environment();
    const os::ProgramResult result = os::runProgram({kControl, {"-d"}, m_environment}, "", kPatience);
    for (int attempt = 0; result.succeeded && attempt < 50; ++attempt) { // it may need a moment
        if (answers(m_environment)) {
            m_state.startedHere = true;
            return;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    const std::string said = result.output.substr(0, result.output.find('\n'));
    throw Error(ErrorCode::ProgramFailed,
                {kControl,
                 result.succeeded ? "the daemon doesn't answer" : result.howEnded + (said.empty() ? "" : ": " + said)});
}

MpsSession::~MpsSession() = default;

void abandonMps() noexcept {
    const std::lock_guard lock(started().mutex);
    for (const auto& [folder, environment] : started().all) {
        stop(folder, environment);
    }
    started().all.clear();
}

} // namespace tessera::engine
