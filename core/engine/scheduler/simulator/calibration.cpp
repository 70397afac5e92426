#include "core/engine/scheduler/simulator/calibration.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace tessera::simulator {
namespace {

using scheduler::DeviceDescription;
using scheduler::KindId;
using scheduler::kMebi;
using scheduler::TileKind;

constexpr int kSlantTiles = 27;
constexpr int kCpuThreads = 16;
constexpr Bytes kCpuMemory = 64 * scheduler::kGibi;

/// What was measured of one model's tile in fp32: seconds on the CPU of the machine that Tessera is developed on, two
/// cores, and its peak memory on a GPU (an H100, packaging/gpu-check), which is more than on a CPU. LibTorch's
/// allocator keeps twice that for a lane where there is room, and gives it back where there isn't. Whole volumes run on
/// CPUs only: peak resident memory of a process that labels one.
struct Measured {
    const char* name;
    double seconds;
    Bytes peak;
    Bytes weights;
    int tiles;
    bool networkPerTile;
    double computeShare, bandwidthShare; // of a GPU: see makeSetup
};

constexpr Measured kModels[] = {
    {"slant-27", 55.0, 1393 * kMebi, 76 * kMebi, kSlantTiles, true, 0.5, 0.5},
    {"tessera-mini", 2.4, 619 * kMebi, 21 * kMebi, kSlantTiles, false, 0.5, 0.5},
    {"meshnet-104", 43.8, 1130 * kMebi, 1 * kMebi, 1, false, 0.3, 0.6},
};

using Plan = std::shared_ptr<const std::vector<KindId>>;

Plan addModel(Setup& setup, const Measured& model) {
    std::uint32_t network = 0;
    for (const TileKind& kind : setup.kinds) {
        network = std::max(network, kind.network + 1);
    }
    std::vector<KindId> plan;
    for (int tile = 0; tile < model.tiles; ++tile) {
        if (tile == 0 || model.networkPerTile) {
            TileKind kind;
            kind.name = model.name;
            kind.network = network++;
            kind.seconds = fitStudy().gpuTile * model.seconds / kModels[0].seconds;
            kind.computeShare = model.computeShare;
            kind.bandwidthShare = model.bandwidthShare;
            kind.peakBytes = {model.peak, model.peak};
            kind.weightBytes = model.weights;
            setup.kinds.push_back(kind);
        }
        plan.push_back(static_cast<KindId>(setup.kinds.size() - 1));
    }
    return std::make_shared<const std::vector<KindId>>(std::move(plan));
}

void fillIn(DeviceDescription& device) {
    if (device.kind == scheduler::DeviceKind::Cuda) {
        throw Error(ErrorCode::Usage, {device.name + ": a real GPU isn't simulated, its speed isn't known. Choose an "
                                                     "emulated device, as in k40-11g or emu-24g@3"});
    }
    if (device.kind == scheduler::DeviceKind::Cpu) {
        device.threads = device.threads == 0 ? kCpuThreads : device.threads;
        device.capacity = device.capacity == 0 ? kCpuMemory : device.capacity;
        device.speed = device.speed == 0 ? fitStudy().cpuSpeed(device.threads) : device.speed;
    }
}

} // namespace

double StudyFit::cpuSpeed(int threads) const {
    const double best = serialTile / threadsTile;
    const double gain = 1 / (serialShare + (1 - serialShare) / std::max(1, threads));
    return gpuTile / serialTile * std::min(best, gain);
}

StudyFit fitStudy(Seconds process, const StudyFigures& figures) {
    const DeviceDescription device;
    const Seconds load = static_cast<double>(kModels[0].weights) / device.loadBytesPerSecond;
    const double tiles = static_cast<double>(kSlantTiles) * figures.images;
    StudyFit fit;
    fit.process = process;
    // one process a GPU works through its share of the images and loads the network of each tile
    fit.gpuTile = (figures.gpuMinutes * 60 - process) / (tiles / figures.gpus) - load;
    // on the CPU each tile is a new process
    fit.serialTile = figures.serialMinutes * 60 / tiles - process - load;
    fit.threadsTile = figures.serialMinutes * 60 / figures.cpuGain / tiles - process - load;
    const double gain = fit.serialTile / fit.threadsTile, threads = figures.threads;
    fit.serialShare = (1 / gain - 1 / threads) / (1 - 1 / threads);
    return fit;
}

const std::vector<std::string>& modelNames() {
    static const std::vector<std::string> kNames = [] {
        std::vector<std::string> out;
        for (const Measured& model : kModels) {
            out.emplace_back(model.name);
        }
        out.emplace_back("mixed");
        return out;
    }();
    return kNames;
}

Setup makeSetup(std::vector<DeviceDescription> devices, std::string_view model, int images) {
    Setup out;
    out.devices = std::move(devices);
    for (DeviceDescription& device : out.devices) {
        fillIn(device);
    }
    std::vector<Plan> plans;
    for (const Measured& known : kModels) {
        if (model == known.name || model == "mixed") {
            plans.push_back(addModel(out, known));
        }
    }
    if (model == "mixed") { // five in turn, so that no number of devices up to four gets one model each
        plans = {plans[0], plans[1], plans[0], plans[2], plans[1]};
    }
    if (plans.empty()) {
        throw Error(ErrorCode::Usage, {"\"" + std::string(model) + "\": the costs of this model aren't known"});
    }
    for (int image = 0; image < images; ++image) {
        out.jobs.push_back({plans[static_cast<std::size_t>(image) % plans.size()]});
    }
    return out;
}

} // namespace tessera::simulator
