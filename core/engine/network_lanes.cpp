#include "core/engine/network_lanes.h"

#include "core/base/error.h"
#include "core/base/os/machine.h"
#include "core/base/os/process.h"
#include "core/engine/lanes/lane_worker.h"
#include "core/engine/lanes/process_lane.h"
#include "core/engine/network_lane.h"
#include "core/engine/precision.h"
#include "core/engine/scheduler/device_spec.h"
#include "core/network/network_loader.h"

#include <optional>

namespace tessera::engine {
namespace {

using scheduler::DeviceDescription;
using scheduler::DeviceKind;

/// Keeps a lane, and the threads that its network starts, near its memory.
void bindToNode(int number) {
    for (const os::NumaNode& node : os::numaNodes(os::allowedCpus())) {
        if (node.number == number) {
            os::bindToCpus(node.cpus);
        }
    }
}

/// A lane in this process, be it the engine's or a worker's. @throws Error{NetworkUnavailable} for a GPU that isn't
/// there
std::unique_ptr<TileLane> laneHere(const model::Bundle& bundle, const network::ModuleInterface& module,
                                   network::Precision precision, const DeviceDescription& device) {
    return std::make_unique<NetworkLane>(bundle, module, precision, device);
}

/// The bundle and the lane of a worker.
class WorkerLane final : public TileLane {
  public:
    WorkerLane(const WorkerSettings& settings, const std::filesystem::path& networkModule)
        : m_bundle(model::openBundle(settings.bundle, {})) {
        if (m_bundle.hash != settings.hash) {
            throw Error(ErrorCode::BundleInvalid, {settings.bundle, "it has been changed since the run began"});
        }
        DeviceDescription device = scheduler::parseDeviceSpec(settings.device).front();
        device.threads = settings.threads;
        m_lane = laneHere(m_bundle, network::networkModule(networkModule), settings.precision, device);
    }
    std::vector<std::uint8_t> label(std::uint32_t network, std::uint32_t tile, const TileSource& source) override {
        return m_lane->label(network, tile, source);
    }
    void drop(std::uint32_t network) override { m_lane->drop(network); }

  private:
    model::Bundle m_bundle;
    std::unique_ptr<TileLane> m_lane;
};

} // namespace

LaneFactory networkLanes(const model::Bundle& bundle, const network::ModuleInterface& module,
                         network::Precision precision, Environment workers) {
    return [&bundle, &module, precision,
            workers = std::move(workers)](const DeviceDescription& device) -> std::unique_ptr<TileLane> {
        if (device.numaNode >= 0) {
            bindToNode(device.numaNode);
        }
        if (device.laneKind == scheduler::LaneKind::Stream) {
            return laneHere(bundle, module, precision, device);
        }
        const WorkerSettings settings{std::filesystem::absolute(bundle.folder).string(), bundle.hash,
                                      device.kind == DeviceKind::Cuda ? "cuda:" + std::to_string(device.gpu) : "cpu",
                                      precision, device.threads};
        return std::make_unique<ProcessLane>(os::ProgramCall{os::runningProgram(), workerArguments(settings), workers});
    };
}

std::vector<std::string> workerArguments(const WorkerSettings& settings) {
    return {"lane-worker",
            settings.bundle,
            settings.hash,
            settings.device,
            precisionName(settings.precision),
            std::to_string(settings.threads)};
}

int runNetworkWorker(const WorkerSettings& settings, const std::filesystem::path& networkModule) {
    return runLaneWorker([&] { return std::make_unique<WorkerLane>(settings, networkModule); });
}

} // namespace tessera::engine
