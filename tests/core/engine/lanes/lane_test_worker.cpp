// The other side of tst_process_lane.
//   lane_test_worker lane            serves a fake network as the product's worker serves a real one
//   lane_test_worker broken          the same, but no lane can be made
//   lane_test_worker garbage KIND    answers the first request with something else, and stays
//   lane_test_worker parent          has a worker of its own that sleeps in its tile
#include "core/base/error.h"
#include "core/base/os/child_process.h"
#include "core/base/os/message_socket.h"
#include "core/base/os/shared_memory.h"
#include "core/engine/lanes/lane_messages.h"
#include "core/engine/lanes/lane_worker.h"
#include "core/engine/lanes/process_lane.h"
#include "tests/core/engine/lanes/fake_network.h"

#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <ctime>
#include <new>
#include <stdexcept>

using namespace tessera;
using namespace tessera::engine;

namespace {

class FakeNetworkLane final : public TileLane {
  public:
    std::vector<std::uint8_t> label(std::uint32_t network, std::uint32_t tile, const TileSource& source) override {
        const std::vector<float> voxels = source.tile(tile);
        std::vector<std::uint8_t> out;
        for (const float voxel : voxels) {
            out.push_back(test::labelOf(voxel, network));
        }
        const float wish = voxels.empty() ? 0 : voxels.front();
        if (wish == test::kFails) {
            throw Error(ErrorCode::TensorShapeDiffers, {source.scan(), std::string("a\0\n\xff", 4), ""});
        } else if (wish == test::kNoMemory) {
            throw std::bad_alloc();
        } else if (wish == test::kOutOfMemory) {
            throw Error(ErrorCode::OutOfMemory, {source.scan()});
        } else if (wish == test::kForeign) {
            throw std::runtime_error("something else");
        } else if (wish == test::kKilled) {
            ::raise(SIGKILL);
        } else if (wish == test::kLeaves) {
            ::_exit(7);
        } else if (wish == test::kWrongCount) {
            out.pop_back();
        } else if (wish == test::kSleeps) {
            ::sleep(60);
        } else if (wish == test::kComputes) {
            while (std::clock() < 3 * CLOCKS_PER_SEC) {
            }
        } else if (wish == test::kAsks) {
            out[0] = static_cast<std::uint8_t>(std::atoi(std::getenv("TESSERA_TEST_LABEL")));
        }
        return out;
    }
    void drop(std::uint32_t network) override {
        if (network == test::kDeadlyNetwork) {
            ::raise(SIGKILL);
        }
    }
};

int answerGarbage(const std::string& kind) {
    os::MessageSocket socket(os::inheritedDescriptor(3));
    os::SharedMemory memory(os::inheritedDescriptor(4));
    const auto message = socket.receive(kMostMessage);
    const auto request = decodeRequest(message.value());
    LaneReply reply{.number = request->number, .labels = request->voxels};
    std::vector<std::byte> answer = encode(reply);
    if (kind == "short") {
        answer.pop_back();
    } else if (kind == "long") {
        answer.push_back(std::byte{0});
    } else if (kind == "oversized") {
        answer.resize(kMostMessage + 1);
    } else if (kind == "noise") {
        answer.assign(answer.size(), std::byte{0xA5});
    } else if (kind == "labels") {
        reply.labels += 1;
        answer = encode(reply);
    } else if (kind == "number") {
        reply.number += 1;
        answer = encode(reply);
    } else if (kind == "huge text") { // the number of arguments and a length that nothing follows
        answer[answer.size() - 4] = std::byte{1};
        answer.insert(answer.end(), 4, std::byte{0xff});
    } else if (kind == "closed") {
        socket = {};
        ::pause();
    }
    (void)socket.send(answer);
    ::pause();
    return 0;
}

int beParent(const char* program) {
    ProcessLane lane({program, {"lane"}});
    (void)lane.label(0, 0, test::FakeTiles({test::kSleeps}));
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    const std::string mode = argc > 1 ? argv[1] : "";
    if (mode == "lane") {
        return runLaneWorker([] { return std::make_unique<FakeNetworkLane>(); });
    }
    if (mode == "broken") {
        return runLaneWorker([]() -> std::unique_ptr<TileLane> {
            throw Error(ErrorCode::BundleInvalid, {"/models/broken", "it has changed"});
        });
    }
    if (mode == "garbage" && argc > 2) {
        return answerGarbage(argv[2]);
    }
    return mode == "parent" ? beParent(argv[0]) : 2;
}
