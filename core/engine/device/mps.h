#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// NVIDIA's Multi-Process Service: a control daemon through which the kernels of several processes run on one GPU at
/// the same time. Spoken to by its own program, nvidia-cuda-mps-control, which honours CUDA_MPS_PIPE_DIRECTORY.
namespace tessera::engine {

struct MpsState {
    bool startedHere = false;       ///< by this program, which stops it in the end
    double activeThreadPercent = 0; ///< largest share of a GPU's threads that a process of ours gets
};

/// @throws Error{Usage} if nvidia-cuda-mps-control isn't installed
void requireMps();

/// The daemon that runs now, as a process of this environment would find it; none where there is none. Any thread.
[[nodiscard]] std::optional<MpsState> findMps();

/// A daemon for as long as this lives: the one that runs already, which is left running, or one of its own, with its
/// pipes and logs in a private temporary folder, which is stopped and removed. With the latter, daemons that killed
/// programs of ours left behind are stopped, too. Any thread, one at a time.
class MpsSession {
  public:
    /// @param share largest share of a GPU's threads for each process, 1..100 percent; 0: the daemon's own rule
    /// @throws Error{Usage} if nvidia-cuda-mps-control isn't installed, Error{ProgramFailed} if the daemon doesn't
    /// start
    explicit MpsSession(int share);
    ~MpsSession();
    MpsSession(const MpsSession&) = delete;
    MpsSession& operator=(const MpsSession&) = delete;

    [[nodiscard]] const MpsState& state() const noexcept { return m_state; }
    /// What a process must have in its environment to compute through the daemon.
    [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& environment() const { return m_environment; }

  private:
    class Daemon;

    void start();

    MpsState m_state;
    std::unique_ptr<Daemon> m_daemon; ///< of its own
    std::vector<std::pair<std::string, std::string>> m_environment;
};

/// Stops the daemons that this process started: the last thing before leaving in a hurry. Any thread.
void abandonMps() noexcept;

} // namespace tessera::engine
