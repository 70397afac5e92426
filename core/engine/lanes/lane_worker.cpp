#include "core/engine/lanes/lane_worker.h"

#include "core/base/os/child_process.h"
#include "core/base/os/message_socket.h"
#include "core/base/os/shared_memory.h"
#include "core/engine/lanes/lane_messages.h"

#include <cstring>
#include <exception>
#include <new>

namespace tessera::engine {
namespace {

constexpr int kSocket = 3, kMemory = 4; // as ProcessLane gives them
constexpr int kExitDone = 0, kExitNonsense = 3;

/// The one tile that lies in the shared memory.
class SharedTile final : public TileSource {
  public:
    SharedTile(std::span<const std::byte> bytes, std::string scan) : m_bytes(bytes), m_scan(std::move(scan)) {}

    std::vector<float> tile(std::uint32_t /*tile*/) const override {
        std::vector<float> out(m_bytes.size() / sizeof(float));
        if (!out.empty()) {
            std::memcpy(out.data(), m_bytes.data(), m_bytes.size());
        }
        return out;
    }
    const std::string& scan() const override { return m_scan; }

  private:
    std::span<const std::byte> m_bytes;
    std::string m_scan;
};

class Worker {
  public:
    explicit Worker(const std::function<std::unique_ptr<TileLane>()>& makeLane)
        : m_makeLane(makeLane), m_memory(os::inheritedDescriptor(kMemory)) {}

    [[nodiscard]] LaneReply answer(const LaneRequest& request) {
        try {
            return request.type == LaneRequest::Type::Drop ? drop(request) : label(request);
        } catch (const std::bad_alloc&) {
            return {.type = LaneReply::Type::OutOfMemory};
        } catch (const Error& error) {
            if (error.code() == ErrorCode::OutOfMemory) {
                return {.type = LaneReply::Type::OutOfMemory};
            }
            return {.type = LaneReply::Type::Failed, .code = error.code(), .arguments = error.arguments()};
        } catch (const std::exception& problem) {
            return {.type = LaneReply::Type::Failed, .arguments = {request.scan, problem.what()}};
        }
    }

  private:
    [[nodiscard]] LaneReply drop(const LaneRequest& request) {
        if (m_lane) {
            m_lane->drop(request.network);
        }
        return {};
    }

    [[nodiscard]] LaneReply label(const LaneRequest& request) {
        if (!m_lane) {
            m_lane = m_makeLane();
        }
        const std::span<std::byte> bytes = m_memory.first(static_cast<std::size_t>(request.voxels) * sizeof(float));
        const std::vector<std::uint8_t> labels =
            m_lane->label(request.network, request.tile, SharedTile(bytes, request.scan));
        if (labels.size() != request.voxels) {
            throw Error(ErrorCode::Internal, {request.scan, "a tile has another number of labels than of voxels"});
        }
        if (!labels.empty()) {
            std::memcpy(bytes.data(), labels.data(), labels.size());
        }
        return {.labels = labels.size()};
    }

    const std::function<std::unique_ptr<TileLane>()>& m_makeLane;
    os::SharedMemory m_memory;
    std::unique_ptr<TileLane> m_lane;
};

} // namespace

int runLaneWorker(const std::function<std::unique_ptr<TileLane>()>& makeLane) {
    os::MessageSocket socket(os::inheritedDescriptor(kSocket));
    Worker worker(makeLane);
    os::followParent();
    while (const auto message = socket.receive(kMostMessage)) {
        const auto request = decodeRequest(*message);
        if (!request) {
            return kExitNonsense;
        }
        LaneReply reply = worker.answer(*request);
        reply.number = request->number;
        if (!socket.send(encode(reply))) {
            break;
        }
    }
    return kExitDone;
}

} // namespace tessera::engine
