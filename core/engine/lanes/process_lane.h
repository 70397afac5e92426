#pragma once

#include "core/base/os/child_process.h"
#include "core/base/os/message_socket.h"
#include "core/base/os/shared_memory.h"
#include "core/engine/lanes/lane_messages.h"
#include "core/engine/tiles/tile_lane.h"

#include <optional>
#include <utility>

namespace tessera::engine {

/// A lane whose tiles are computed by a worker process: a program that calls `runLaneWorker`. It is started with the
/// first tile and inherits the CPUs that this thread may run on. One that dies or answers what can't be understood
/// costs the tile that it had; the next tile gets a new one. So does one that hangs: that owes an answer and uses next
/// to no processor time (a driver that waits for ever; one that spins for ever isn't noticed). Made, used and destroyed
/// on one thread: the worker is killed when that thread ends.
class ProcessLane final : public TileLane {
  public:
    static constexpr int kPatience = 300;

    /// @param patience seconds for which a worker may sit idle over a tile
    explicit ProcessLane(os::ProgramCall worker, int patience = kPatience)
        : m_call(std::move(worker)), m_patience(patience) {}
    ~ProcessLane() override; ///< lets the worker end, and kills it if it doesn't within seconds

    /// @throws Error{OutOfMemory}, std::bad_alloc; Error{WorkerDied} if it couldn't be started, ended on the way or
    ///   answered nonsense; and what the lane in the worker threw, with all its arguments
    std::vector<std::uint8_t> label(std::uint32_t network, std::uint32_t tile, const TileSource& source) override;
    /// A worker that dies of it is replaced at the next tile.
    void drop(std::uint32_t network) override;
    /// Into and out of the memory that is shared with the worker.
    std::vector<LaneCopy> takeCopies() override { return std::exchange(m_copies, {}); }

    /// Number of the process, 0 while there is none.
    [[nodiscard]] int workerNumber() const noexcept { return m_worker ? m_worker->number() : 0; }

  private:
    void start(const std::string& scan);
    /// False if the worker is gone.
    bool send(LaneRequest& request);
    /// The reply to what was sent. None if the worker is gone or not to be trusted; `m_whyNot` then says why, and it
    /// has ended.
    std::optional<LaneReply> receive(const LaneRequest& request);
    /// False if it hangs.
    bool waitForReply();
    void forgetWorker(double graceSeconds);

    os::ProgramCall m_call;
    int m_patience;
    os::SharedMemory m_memory;
    os::MessageSocket m_socket;
    std::optional<os::ChildProcess> m_worker;
    std::string m_whyNot;
    std::uint64_t m_requests = 0;
    std::vector<LaneCopy> m_copies;
};

} // namespace tessera::engine
