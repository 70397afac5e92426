#pragma once

#include "core/base/os/child_process.h"
#include "core/engine/tiles/tile_lane.h"
#include "core/model/bundle.h"
#include "core/network/network.h"

#include <string>
#include <utility>
#include <vector>

namespace tessera::engine {

using Environment = std::vector<std::pair<std::string, std::string>>;

/// The lanes of a bundle: in this process for devices whose lanes are streams; for the others in worker processes,
/// which are this program once more (`lane-worker`). A lane runs on its device's NUMA node, and so does its worker.
/// @param bundle, module must outlive the lanes
/// @param workers what a worker has in its environment beside what this process has
[[nodiscard]] LaneFactory networkLanes(const model::Bundle& bundle, const network::ModuleInterface& module,
                                       network::Precision precision, Environment workers = {});

/// What a worker process is told, as arguments of its command.
struct WorkerSettings {
    std::string bundle; ///< its folder
    std::string hash;   ///< that it must have
    std::string device; ///< as a specification has it: "cpu", "cuda0"
    network::Precision precision = network::Precision::Fp32;
    int threads = 1;
};
[[nodiscard]] std::vector<std::string> workerArguments(const WorkerSettings& settings);

/// The worker process of a lane, until its parent lets go of it. What goes wrong with the bundle or the module is said
/// to the parent with the first tile.
/// @param networkModule file of libtessera_net.so
/// @return the exit code
/// @throws Error{Usage} if this process isn't the worker of a lane
[[nodiscard]] int runNetworkWorker(const WorkerSettings& settings, const std::filesystem::path& networkModule);

} // namespace tessera::engine
