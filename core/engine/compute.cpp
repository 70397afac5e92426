#include "core/engine/compute.h"

#include "core/base/error.h"
#include "core/base/os/process.h"
#include "core/engine/analysis.h"
#include "core/engine/network_lane.h"
#include "core/engine/network_lanes.h"
#include "core/image/image_io.h"
#include "core/network/network_loader.h"

#include <algorithm>
#include <chrono>

namespace tessera::engine {
namespace {

FloatVolume readFloats(const std::filesystem::path& file) {
    const Volume volume = readImage(file);
    return {volume.geometry, volume.intensities()};
}

/// Tiles cut from a scan on the working grid.
class GridTiles final : public TileSource {
  public:
    GridTiles(std::shared_ptr<const Model> model, std::vector<float> grid, std::string scan)
        : m_model(std::move(model)), m_grid(std::move(grid)), m_scan(std::move(scan)) {}

    std::vector<float> tile(std::uint32_t tile) const override {
        const fusion::TilePlan& plan = m_model->bundle.plan;
        return fusion::cutTile(m_grid, plan.grid, plan.tiles[tile]);
    }
    const std::string& scan() const override { return m_scan; }

  private:
    std::shared_ptr<const Model> m_model;
    std::vector<float> m_grid;
    std::string m_scan;
};

/// In the place of a device, of what a whole-volume network took.
constexpr const char* kWholeScan = "whole scan";

std::string historyKey(const Model& model, const std::string& device) {
    return model.bundle.hash + " " + precisionName(model.precision) + " " + std::to_string(model.threads) + " " +
           device;
}

/// None if there is none.
const scheduler::DeviceDescription* firstGpu(const std::vector<scheduler::DeviceDescription>& devices) {
    const auto gpu = std::ranges::find(devices, scheduler::DeviceKind::Cuda, &scheduler::DeviceDescription::kind);
    return gpu == devices.end() ? nullptr : &*gpu;
}

void requireOneCpu(const model::Bundle& bundle, const std::vector<scheduler::DeviceDescription>& devices) {
    if (devices.size() > 1 || kindsOf(devices) != "cpu" || devices.front().laneKind == scheduler::LaneKind::Process) {
        throw Error(ErrorCode::Usage, {"The model " + bundle.name +
                                       " sees the whole scan at once and runs on one CPU in one process: give "
                                       "--devices cpu, without process lanes."});
    }
}

} // namespace

/// The networks of all models on one lane of a device.
class Compute::ModelLane final : public TileLane {
  public:
    ModelLane(Compute& compute, scheduler::DeviceDescription device)
        : m_compute(compute), m_device(std::move(device)) {}

    std::vector<std::uint8_t> label(std::uint32_t network, std::uint32_t tile, const TileSource& source) override {
        const auto [model, number] = m_compute.networkAt(network);
        auto& lane = m_lanes[model];
        if (!lane) {
            scheduler::DeviceDescription device = m_device;
            device.threads = model->repeatable ? kRepeatableThreads : device.threads;
            const LaneFactory lanes = networkLanes(model->bundle, m_compute.m_module, model->precision,
                                                   m_compute.m_mps ? m_compute.m_mps->environment() : Environment());
            lane = lanes(device);
            if (m_compute.m_watch.tile) {
                lane->timeCopies();
            }
        }
        return lane->label(number, tile, source);
    }
    void drop(std::uint32_t network) override {
        const auto [model, number] = m_compute.networkAt(network);
        if (const auto found = m_lanes.find(model); found != m_lanes.end()) {
            found->second->drop(number);
        }
    }
    std::vector<LaneCopy> takeCopies() override {
        std::vector<LaneCopy> out;
        for (const auto& [model, lane] : m_lanes) { // only the one that computed last has some
            const std::vector<LaneCopy> copies = lane->takeCopies();
            out.insert(out.end(), copies.begin(), copies.end());
        }
        return out;
    }

  private:
    Compute& m_compute;
    scheduler::DeviceDescription m_device;
    std::map<std::shared_ptr<const Model>, std::unique_ptr<TileLane>> m_lanes;
};

Compute::Compute(const ComputeSettings& settings, Installation installation, LaneWatch watch)
    : m_settings(settings), m_installation(std::move(installation)),
      m_threads(settings.threads > 0 ? settings.threads : os::allowedCpuCount()),
      m_devices(chooseDevices(settings.devices, m_threads, settings.lanes)),
      m_mps(settings.lanes.mps ? std::make_unique<const MpsSession>(settings.lanes.mpsShare) : nullptr),
      m_module(network::networkModule(m_installation.networkModule)), m_watch(std::move(watch)), m_meters(m_devices),
      m_tiles(std::make_unique<TileEngine>(
          m_devices, scheduler::makePolicy(settings.policy),
          [this](const scheduler::DeviceDescription& device) { return std::make_unique<ModelLane>(*this, device); },
          LaneWatch{[this](const LaneSpan& span) { remember(span); }, m_watch.wait},
          [this] { return m_foreign.take(m_meters.readings()); })) {
    if (firstGpu(m_devices) != nullptr) {
        network::enableGpus(m_module); // before anything is computed
    }
}

Compute::~Compute() {
    m_tiles.reset(); // its lanes tell what they measure until they end
    m_history.save();
}

void Compute::remember(const LaneSpan& span) {
    if (span.isDone) {
        const double seconds = std::chrono::duration<double>(span.end - span.begin).count();
        m_history.add(historyKey(*networkAt(span.network).first, span.device), seconds);
    }
    if (m_watch.tile) {
        m_watch.tile(span);
    }
}

double Compute::secondsOfWhole(const Model& model) {
    return m_history.seconds(historyKey(model, kWholeScan));
}

PreflightReport::Time Compute::predictedTime(const Model& model, const scheduler::DeviceDescription& device) {
    const bool isWhole = model.bundle.wholeVolume.has_value();
    const double seconds = isWhole ? secondsOfWhole(model) : m_history.seconds(historyKey(model, device.name));
    if (seconds >= 0) {
        const double rounds = static_cast<double>(model.bundle.plan.tiles.size()) / std::max(device.lanes, 1);
        return {isWhole ? seconds : seconds * rounds, true};
    }
    const auto pace = paceOf(model, device);
    return {pace ? secondsByAnalysis(model.bundle, *pace, device, os::allowedCpuCount()) : -1, false};
}

/// Measuring beside a network would slow that down, and yield a wrong pace for good.
std::optional<double> Compute::paceOf(const Model& model, const scheduler::DeviceDescription& device) {
    const std::unique_lock whole(m_wholeMutex, std::try_to_lock);
    const bool isIdle =
        whole && std::ranges::all_of(m_tiles->use(), [](const DeviceUse& use) { return use.running == 0; });
    const bool isGpu = device.kind == scheduler::DeviceKind::Cuda;
    const int threads = model.repeatable || model.bundle.wholeVolume ? model.threads : device.threads;
    return convolutionPace(model.precision, threads, m_module, isGpu ? &device : nullptr, isIdle);
}

std::optional<MpsState> Compute::mps() const {
    return m_mps ? std::optional(m_mps->state()) : std::nullopt;
}

std::shared_ptr<const Model> Compute::open(const ModelChoice& choice) {
    std::shared_ptr<const Model> model = openBeside(choice);
    if (model->bundle.wholeVolume && m_settings.devices != "auto") { // which has a CPU
        requireOneCpu(model->bundle, m_devices);
    }
    return model;
}

std::shared_ptr<const Model> Compute::openBeside(const ModelChoice& choice) {
    model::Bundle bundle = model::openBundle(choice.model, m_installation.models);
    const int threads = choice.repeatable ? kRepeatableThreads : m_threads;
    const network::Precision precision =
        choosePrecision(choice.precision, choice.repeatable, threads, m_module, firstGpu(m_devices));
    const std::string key = bundle.folder.string() + " " + bundle.hash + " " + precisionName(precision) +
                            (choice.repeatable ? " repeatable" : "");
    const std::lock_guard lock(m_openMutex);
    auto& model = m_models[key];
    if (!model) {
        model = load(std::move(bundle), choice, precision);
    }
    return model;
}

/// With the models' mutex held.
std::shared_ptr<const Model> Compute::load(model::Bundle bundle, const ModelChoice& choice,
                                           network::Precision precision) {
    const auto out = std::make_shared<Model>();
    out->bundle = std::move(bundle);
    out->templateImage = readFloats(out->bundle.checkedFile(out->bundle.templateImage));
    out->templateMask = readFloats(out->bundle.checkedFile(out->bundle.templateMask));
    out->precision = precision;
    out->repeatable = choice.repeatable;
    out->threads = choice.repeatable ? kRepeatableThreads : m_threads;
    if (!sameGrid(out->templateImage.geometry, out->templateMask.geometry)) {
        throw Error(ErrorCode::BundleInvalid, {out->bundle.folder.string(), "template and mask have different grids"});
    }
    NetworkLane(out->bundle, m_module, precision, out->threads)
        .load(out->bundle.wholeVolume ? 0 : static_cast<std::uint32_t>(out->bundle.networkOfTile.front()));
    if (!out->bundle.wholeVolume) {
        std::vector<scheduler::TileKind> kinds = tileKindsOf(out->bundle);
        const std::lock_guard lock(m_networksMutex);
        for (scheduler::TileKind& kind : kinds) {
            kind.network += static_cast<std::uint32_t>(m_networks.size());
        }
        for (std::uint32_t i = 0; i < out->bundle.networks.size(); ++i) {
            m_networks.push_back({out, i});
        }
        out->plan = m_tiles->addPlan(kinds);
    }
    return out;
}

std::pair<std::shared_ptr<const Model>, std::uint32_t> Compute::networkAt(std::uint32_t network) {
    const std::lock_guard lock(m_networksMutex);
    const Network& found = m_networks.at(network);
    return {found.model, found.number};
}

std::shared_ptr<const TileSource> Compute::tilesOf(std::shared_ptr<const Model> model, std::vector<float> grid,
                                                   std::string scan) {
    return std::make_shared<GridTiles>(std::move(model), std::move(grid), std::move(scan));
}

std::vector<std::uint8_t> Compute::labelBox(const Model& model, const FloatVolume& box, const std::string& scan,
                                            Progress& progress) {
    std::unique_lock lock(m_wholeMutex, std::defer_lock);
    while (!lock.try_lock_for(std::chrono::milliseconds(100))) {
        progress.throwIfCancelled();
    }
    const auto begin = std::chrono::steady_clock::now();
    NetworkLane lane(model.bundle, m_module, model.precision, model.threads);
    std::vector<std::uint8_t> out = lane.label(
        0, {{}, box.geometry.size, box.voxels, [&progress](double done) { progress.update(done); }}, scan, kWholeScan);
    m_history.add(historyKey(model, kWholeScan),
                  std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    return out;
}

} // namespace tessera::engine
