#include "core/base/os/process.h"

#include "core/base/error.h"

#include <pwd.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <fstream>
#include <thread>

namespace tessera::os {

std::filesystem::path programFolder() {
    std::error_code code;
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", code);
    return code ? std::filesystem::current_path() : program.parent_path();
}

std::filesystem::path resourceFolder() {
    return programFolder().parent_path() / "share" / "tessera";
}

std::string runningProgram() {
    const std::string own = "/proc/self/exe"; // always there, but a poor name in a list of processes
    std::error_code code;
    const std::filesystem::path named = std::filesystem::read_symlink(own, code);
    return !code && std::filesystem::equivalent(named, own, code) ? named.string() : own;
}

int processNumber() noexcept {
    return ::getpid();
}

std::vector<int> allowedCpus() {
    std::vector<int> out;
    cpu_set_t set;
    CPU_ZERO(&set);
    if (::sched_getaffinity(0, sizeof(set), &set) == 0) {
        for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
            if (CPU_ISSET(cpu, &set)) {
                out.push_back(cpu);
            }
        }
    }
    if (out.empty()) {
        out.push_back(0);
    }
    return out;
}

int allowedCpuCount() {
    return static_cast<int>(allowedCpus().size());
}

void bindToCpus(const std::vector<int>& cpus) {
    cpu_set_t set;
    CPU_ZERO(&set);
    for (const int cpu : cpus) {
        if (cpu < 0 || cpu >= CPU_SETSIZE) {
            throw Error(ErrorCode::Usage, {"There is no CPU " + std::to_string(cpu) + "."});
        }
        CPU_SET(cpu, &set);
    }
    if (::sched_setaffinity(0, sizeof(set), &set) != 0) {
        throw Error(ErrorCode::Usage, {"None of the CPUs given with --cpus can be used on this machine."});
    }
}

std::string cpuModel() {
    std::ifstream info("/proc/cpuinfo");
    for (std::string line; std::getline(info, line);) {
        const auto colon = line.find(": ");
        if (line.rfind("model name", 0) == 0 && colon != std::string::npos) {
            return line.substr(colon + 2);
        }
    }
    return "unknown";
}

std::uint64_t peakMemory() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.rfind("VmHWM:", 0) == 0) {
            return std::strtoull(line.c_str() + 6, nullptr, 10) * 1024;
        }
    }
    struct rusage usage {};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

void resetPeakMemory() {
    std::ofstream("/proc/self/clear_refs") << "5";
}

namespace {

/// A user's folder of the XDG base directory specification; empty without a home.
std::filesystem::path userFolder(const char* variable, const char* belowHome) {
    if (const char* folder = std::getenv(variable); folder != nullptr && *folder == '/') {
        return std::filesystem::path(folder) / "tessera";
    }
    const char* home = std::getenv("HOME");
    if (home == nullptr || *home != '/') {
        const struct passwd* user = ::getpwuid(::getuid());
        home = user != nullptr ? user->pw_dir : nullptr;
    }
    return home != nullptr && *home == '/' ? std::filesystem::path(home) / belowHome / "tessera"
                                           : std::filesystem::path();
}

} // namespace

std::filesystem::path cacheFolder() {
    return userFolder("XDG_CACHE_HOME", ".cache");
}

std::filesystem::path stateFolder() {
    return userFolder("XDG_STATE_HOME", ".local/state");
}

bool errorIsTerminal() {
    return ::isatty(STDERR_FILENO) == 1;
}

int terminalColumns() {
    struct winsize size {};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

std::string utcNow() {
    const time_t now = ::time(nullptr);
    struct tm parts {};
    ::gmtime_r(&now, &parts);
    std::array<char, 32> text{};
    ::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text.data();
}

struct SignalGuard::State {
    std::function<void()> request;
    std::function<void()> abandon;
    double graceSeconds = 0;
    sigset_t signals{};
    std::atomic<int> received{0};
    std::atomic<bool> finished{false};
    std::thread thread;

    void watch() {
        int signal = 0;
        if (::sigwait(&signals, &signal) != 0 || finished) {
            return;
        }
        received = signal;
        request();
        timespec grace{};
        grace.tv_sec = static_cast<time_t>(graceSeconds);
        grace.tv_nsec = static_cast<long>((graceSeconds - static_cast<double>(grace.tv_sec)) * 1e9);
        ::sigtimedwait(&signals, nullptr, &grace); // a second signal or the end of the grace: leave now
        if (!finished) {
            abandon();
            ::_exit(128 + signal);
        }
    }
};

SignalGuard::SignalGuard(std::function<void()> request, std::function<void()> abandon, double graceSeconds)
    : m_state(std::make_unique<State>()) {
    m_state->request = std::move(request);
    m_state->abandon = std::move(abandon);
    m_state->graceSeconds = graceSeconds;
    ::sigemptyset(&m_state->signals);
    ::sigaddset(&m_state->signals, SIGINT);
    ::sigaddset(&m_state->signals, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &m_state->signals, nullptr);
    ::signal(SIGPIPE, SIG_IGN); // a reader that goes away is a write error, not a reason to die
    ::signal(SIGXFSZ, SIG_IGN); // so is a file that outgrows the user's limit
    m_state->thread = std::thread([state = m_state.get()] { state->watch(); });
}

SignalGuard::~SignalGuard() {
    m_state->finished = true;
    ::pthread_kill(m_state->thread.native_handle(), SIGINT);
    m_state->thread.join();
}

int SignalGuard::received() const noexcept {
    return m_state->received;
}

} // namespace tessera::os
