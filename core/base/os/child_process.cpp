#include "core/base/os/child_process.h"

#include "core/base/error.h"
#include "core/base/os/descriptor.h"
#include "core/base/os/meters.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <new>
#include <optional>
#include <sstream>
#include <system_error>
#include <thread>

namespace tessera::os {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

constexpr int kFirstGiven = 3;   // after the three standard ones
constexpr int kOutOfTheWay = 10; // above every number that a child is given

/// What a child's descriptors are: theirs from ours, in this order.
using Given = std::vector<std::pair<int, int>>;

std::vector<char*> pointersTo(std::vector<std::string>& texts) {
    std::vector<char*> out(texts.size() + 1, nullptr);
    std::transform(texts.begin(), texts.end(), out.begin(), [](std::string& text) { return text.data(); });
    return out;
}

/// This process's environment with some variables set.
std::vector<std::string> environmentWith(const std::vector<std::pair<std::string, std::string>>& set) {
    std::vector<std::string> out;
    for (char** each = environ; *each != nullptr; ++each) {
        const std::string_view text = *each;
        const std::string_view name = text.substr(0, text.find('='));
        if (std::none_of(set.begin(), set.end(), [name](const auto& one) { return one.first == name; })) {
            out.emplace_back(text);
        }
    }
    for (const auto& [name, value] : set) {
        out.push_back(std::string(name).append("=").append(value));
    }
    return out;
}

/// posix_spawn's two arguments of its own kind.
struct SpawnPlan {
    SpawnPlan() {
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawnattr_init(&attributes);
    }
    ~SpawnPlan() {
        ::posix_spawn_file_actions_destroy(&actions);
        ::posix_spawnattr_destroy(&attributes);
    }
    SpawnPlan(const SpawnPlan&) = delete;
    SpawnPlan& operator=(const SpawnPlan&) = delete;

    posix_spawn_file_actions_t actions{};
    posix_spawnattr_t attributes{};
};

/// Starts a program: posix_spawn, since a fork of a process with many threads and gigabytes is neither safe nor cheap.
pid_t spawn(const ProgramCall& call, const Given& given, bool blockInterrupt) {
    SpawnPlan plan;
    for (const auto& [theirs, ours] : given) {
        ::posix_spawn_file_actions_adddup2(&plan.actions, ours, theirs);
    }
    const int first = given.empty() ? kFirstGiven : std::max(kFirstGiven, given.back().first + 1);
    ::posix_spawn_file_actions_addclosefrom_np(&plan.actions, first);
    sigset_t blocked;
    sigset_t normal;
    ::sigemptyset(&blocked);
    ::sigemptyset(&normal);
    if (blockInterrupt) {
        ::sigaddset(&blocked, SIGINT);
    }
    for (const int signal : {SIGINT, SIGTERM, SIGPIPE, SIGXFSZ}) { // whatever a SignalGuard does to them here
        ::sigaddset(&normal, signal);
    }
    ::posix_spawnattr_setsigmask(&plan.attributes, &blocked);
    ::posix_spawnattr_setsigdefault(&plan.attributes, &normal);
    ::posix_spawnattr_setflags(&plan.attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    std::vector<std::string> arguments{call.program};
    arguments.insert(arguments.end(), call.arguments.begin(), call.arguments.end());
    std::vector<std::string> environment = environmentWith(call.environment);
    pid_t out = 0;
    const int code = ::posix_spawnp(&out, call.program.c_str(), &plan.actions, &plan.attributes,
                                    pointersTo(arguments).data(), pointersTo(environment).data());
    if (code != 0) {
        throw Error(ErrorCode::ProgramFailed, {call.program, std::generic_category().message(code)});
    }
    return out;
}

std::string inWords(int status) {
    if (WIFEXITED(status)) {
        return "exit code " + std::to_string(WEXITSTATUS(status));
    }
    const int signal = WTERMSIG(status);
    const char* const name = ::sigabbrev_np(signal);
    return "killed by signal " + std::to_string(signal) + (name != nullptr ? std::string(" (SIG") + name + ")" : "");
}

/// The status of a child that has ended; none if it still runs after that time.
std::optional<int> waitFor(pid_t child, double seconds) {
    const auto until = Clock::now() + std::chrono::duration<double>(std::clamp(seconds, 0.0, 1e6));
    auto pause = 200us;
    for (int status = 0;; std::this_thread::sleep_for(pause)) {
        const pid_t ended = ::waitpid(child, &status, WNOHANG);
        if (ended == child) {
            return status;
        }
        if (ended < 0 && errno != EINTR) { // reaped by somebody else: SIGCHLD is ignored in this process
            return 0;
        }
        if (Clock::now() >= until) {
            return std::nullopt;
        }
        pause = std::min<std::chrono::microseconds>(2 * pause, 20ms);
    }
}

int waitFor(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

/// A copy of a descriptor that no number of a child's own can hit.
Descriptor outOfTheWay(int number) {
    Descriptor out(::fcntl(number, F_DUPFD_CLOEXEC, kOutOfTheWay));
    if (!out) {
        throw Error(ErrorCode::ProgramFailed, {"/proc/self/fd", std::generic_category().message(errno)});
    }
    return out;
}

Descriptor memoryFile() {
    Descriptor out(::memfd_create("tessera-text", MFD_CLOEXEC));
    if (!out) {
        throw std::bad_alloc();
    }
    return outOfTheWay(out.number());
}

} // namespace

ChildProcess::ChildProcess(const ProgramCall& call, const std::vector<int>& descriptors) {
    std::vector<Descriptor> kept;
    const Descriptor nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
    kept.push_back(outOfTheWay(nothing.number()));
    const bool hasErrors = ::fcntl(STDERR_FILENO, F_GETFD) >= 0;
    Given given{{STDIN_FILENO, kept[0].number()}, {STDOUT_FILENO, hasErrors ? STDERR_FILENO : kept[0].number()}};
    for (std::size_t i = 0; i < descriptors.size(); ++i) {
        kept.push_back(outOfTheWay(descriptors[i]));
        given.emplace_back(kFirstGiven + static_cast<int>(i), kept.back().number());
    }
    m_number = spawn(call, given, true);
}

ChildProcess::~ChildProcess() {
    (void)end(0);
}

double ChildProcess::cpuSeconds() const {
    std::istringstream fields(processStatus(m_number));
    std::string skipped;
    for (int field = 3; field < 14; ++field) {
        fields >> skipped;
    }
    double user = 0;
    double system = 0;
    fields >> user >> system;
    return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

std::string ChildProcess::end(double graceSeconds) {
    if (m_number != 0) {
        std::optional<int> status = waitFor(m_number, graceSeconds);
        if (!status) {
            ::kill(m_number, SIGKILL);
            status = waitFor(m_number);
        }
        m_number = 0;
        m_howEnded = inWords(*status);
    }
    return m_howEnded;
}

void followParent() {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::signal(SIGINT, SIG_IGN);
    ::signal(SIGPIPE, SIG_IGN);
    sigset_t interrupt;
    ::sigemptyset(&interrupt);
    ::sigaddset(&interrupt, SIGINT);
    ::pthread_sigmask(SIG_UNBLOCK, &interrupt, nullptr);
}

ProgramResult runProgram(const ProgramCall& call, std::string_view input, double patienceSeconds) {
    // files, not pipes: who stays in the background would hold a pipe open
    const Descriptor in = memoryFile();
    const Descriptor out = memoryFile();
    if (::pwrite(in.number(), input.data(), input.size(), 0) != static_cast<ssize_t>(input.size())) {
        throw std::bad_alloc();
    }
    const pid_t child =
        spawn(call, {{STDIN_FILENO, in.number()}, {STDOUT_FILENO, out.number()}, {STDERR_FILENO, out.number()}}, false);
    std::optional<int> status = waitFor(child, patienceSeconds);
    ProgramResult result;
    if (!status) {
        ::kill(child, SIGKILL);
        waitFor(child);
        result.howEnded = "no answer within " + std::to_string(static_cast<int>(patienceSeconds)) + " s";
    } else {
        result.howEnded = inWords(*status);
        result.succeeded = WIFEXITED(*status) && WEXITSTATUS(*status) == 0;
    }
    constexpr std::size_t kMostOutput = std::size_t{1} << 20;
    result.output.resize(kMostOutput);
    const ssize_t length = ::pread(out.number(), result.output.data(), kMostOutput, 0);
    result.output.resize(length > 0 ? static_cast<std::size_t>(length) : 0);
    return result;
}

bool isInPath(const std::string& program) {
    const char* const path = std::getenv("PATH");
    std::istringstream folders(path != nullptr ? path : "/usr/bin:/bin");
    for (std::string folder; std::getline(folders, folder, ':');) {
        const std::filesystem::path file = std::filesystem::path(folder) / program;
        std::error_code ignored;
        if (std::filesystem::is_regular_file(file, ignored) && ::access(file.c_str(), X_OK) == 0) {
            return true;
        }
    }
    return false;
}

} // namespace tessera::os
