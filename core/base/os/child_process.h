#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tessera::os {

/// A program to run as a child of this process.
struct ProgramCall {
    std::string program; ///< a path, or a name that is looked for in PATH
    std::vector<std::string> arguments{};
    std::vector<std::pair<std::string, std::string>> environment{}; ///< set beside what this process has
};

/// A child that works for this process and ends with it at the latest. It inherits no descriptor but those that it is
/// given and the standard error, to which its standard output goes as well. SIGINT is blocked in it (a terminal sends
/// that to all; the parent decides) until it calls `followParent`. One thread at a time.
class ChildProcess {
  public:
    /// @param descriptors become 3, 4, ... in the child
    /// @throws Error{ProgramFailed} if it can't be started
    ChildProcess(const ProgramCall& call, const std::vector<int>& descriptors);
    ~ChildProcess(); ///< kills it if it is still there
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    [[nodiscard]] int number() const noexcept { return m_number; }
    /// Processor time that it and its threads have used; 0 once it has ended.
    [[nodiscard]] double cpuSeconds() const;
    /// Waits until it has ended, and kills it after `graceSeconds`.
    /// @return how it ended, in words: "exit code 1", "killed by signal 11 (SIGSEGV)"
    std::string end(double graceSeconds);

  private:
    int m_number = 0; ///< 0 once it has ended and its number may be another's
    std::string m_howEnded;
};

/// What a child calls first: from now on it ignores SIGINT, and the kernel kills it when the thread that started it
/// ends.
void followParent();

struct ProgramResult {
    bool succeeded = false; ///< exit code 0
    std::string howEnded;   ///< in words
    std::string output;     ///< standard output and error, at most 1 MiB
};
/// Runs a program to its end, or kills it after `patienceSeconds`. What it leaves running in the background isn't
/// waited for. Any thread.
/// @param input its standard input
/// @throws Error{ProgramFailed} if it can't be started, std::bad_alloc
[[nodiscard]] ProgramResult runProgram(const ProgramCall& call, std::string_view input, double patienceSeconds);

/// Whether PATH has a program of this name. Any thread.
[[nodiscard]] bool isInPath(const std::string& program);

} // namespace tessera::os
