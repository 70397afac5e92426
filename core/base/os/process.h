#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tessera::os {

/// Folder of the running program's file, links resolved.
[[nodiscard]] std::filesystem::path programFolder();

/// Folder of the label sets, models and the sample, beside the program's own in an installation as in a build tree.
[[nodiscard]] std::filesystem::path resourceFolder();

/// Path under which a child of this process finds the running program's file, also if another has taken its name.
[[nodiscard]] std::string runningProgram();

/// This process's number.
[[nodiscard]] int processNumber() noexcept;

/// CPUs that this process may run on, in ascending order.
[[nodiscard]] std::vector<int> allowedCpus();
[[nodiscard]] int allowedCpuCount(); ///< how many they are
/// Binds this process (all threads made from now on) to the CPUs. @throws Error{Usage} if none of them can be used
void bindToCpus(const std::vector<int>& cpus);
/// The processor's model name, or "unknown".
[[nodiscard]] std::string cpuModel();

/// Largest resident memory of this process in bytes since the last `resetPeakMemory` (since its start where the system
/// can't reset it); 0 if unknown.
[[nodiscard]] std::uint64_t peakMemory();
void resetPeakMemory();

/// $XDG_CACHE_HOME/tessera (default ~/.cache/tessera), for what can be measured again; empty without a home.
[[nodiscard]] std::filesystem::path cacheFolder();
/// $XDG_STATE_HOME/tessera (default ~/.local/state/tessera), for what must outlive the program; empty without a home.
[[nodiscard]] std::filesystem::path stateFolder();

/// True if the standard error output is a terminal; `terminalColumns` its width (80 if unknown).
[[nodiscard]] bool errorIsTerminal();
[[nodiscard]] int terminalColumns();

/// Now in UTC, ISO 8601 ("2026-11-23T21:46:07Z").
[[nodiscard]] std::string utcNow();

/// Handles SIGINT and SIGTERM on a thread of its own: calls `request` at the first one; if the process is still there
/// after `graceSeconds`, or at a second signal, calls `abandon` and leaves at once with 128 + signal.
/// Construct it on the main thread before any other thread starts, so that all of them inherit the blocked signals.
class SignalGuard {
  public:
    SignalGuard(std::function<void()> request, std::function<void()> abandon, double graceSeconds);
    ~SignalGuard();
    SignalGuard(const SignalGuard&) = delete;
    SignalGuard& operator=(const SignalGuard&) = delete;

    /// The first signal that arrived, or 0.
    [[nodiscard]] int received() const noexcept;

  private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace tessera::os
