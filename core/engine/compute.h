#pragma once

#include "core/base/progress.h"
#include "core/engine/device/device_meters.h"
#include "core/engine/device/mps.h"
#include "core/engine/device_choice.h"
#include "core/engine/pipeline/preflight_report.h"
#include "core/engine/precision.h"
#include "core/engine/scheduler/policy.h"
#include "core/engine/speed_history.h"
#include "core/engine/tiles/tile_engine.h"
#include "core/image/volume.h"
#include "core/model/bundle.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace tessera::engine {

/// Where this program's own files lie.
struct Installation {
    std::filesystem::path models;        ///< built-in bundles
    std::filesystem::path networkModule; ///< libtessera_net.so
};

/// What tiles are computed on, for all jobs of a process.
struct ComputeSettings {
    std::string devices = "auto"; ///< see device_choice.h
    std::string policy = scheduler::kDefaultPolicy;
    LaneSettings lanes{};
    int threads = 0;    ///< 0: one for each CPU that may be used
    std::string cpus{}; ///< as given, for the record
};

/// Threads of a tile's network where results must be repeatable, whatever the machine has.
inline constexpr int kRepeatableThreads = 2;

/// How a model computes, for one job.
struct ModelChoice {
    std::string model = "tessera-mini"; ///< a bundle's folder or a built-in's name
    PrecisionChoice precision = PrecisionChoice::Auto;
    bool repeatable = false; ///< fp32, and a fixed number of threads a tile
};

/// A bundle made ready, as the jobs that use it share it. Never changes: any thread.
struct Model {
    model::Bundle bundle;
    FloatVolume templateImage;
    FloatVolume templateMask; ///< 1 inside, on the template's grid
    network::Precision precision = network::Precision::Fp32;
    bool repeatable = false;
    int threads = 1;      ///< of a tile's network on the CPU
    std::size_t plan = 0; ///< of its tiles in the tile engine; without meaning for whole-volume bundles
};

/// The devices of this process, and the models that compute on them. Any thread; calls of whole-volume networks wait
/// for one another.
class Compute {
  public:
    /// @throws Error{Usage} for devices that aren't understood or not there, Error{NetworkUnavailable}
    /// @param watch hears what the lanes do
    Compute(const ComputeSettings& settings, Installation installation, LaneWatch watch = {});
    ~Compute();
    Compute(const Compute&) = delete;
    Compute& operator=(const Compute&) = delete;

    [[nodiscard]] const ComputeSettings& settings() const noexcept { return m_settings; }
    [[nodiscard]] int threads() const noexcept { return m_threads; } ///< of what runs beside the tiles
    /// Scans to prepare at a time: a preparation alone doesn't fill many CPUs, and GPUs wait for it.
    [[nodiscard]] int preparations() const noexcept { return std::clamp(m_threads / 4, 1, 4); }
    [[nodiscard]] const std::vector<scheduler::DeviceDescription>& devices() const noexcept { return m_devices; }
    /// Where lanes compute through MPS.
    [[nodiscard]] std::optional<MpsState> mps() const;
    [[nodiscard]] std::string libraryVersion() const { return m_module.libraryVersion(); }

    /// A model, which stays open; one whose bundle has changed is opened anew. Reads and checks the template and the
    /// first tile's network, so that a damaged bundle is found before any scan is prepared.
    /// @throws Error of the bundle's files, Error{NetworkFailed}, Error{Usage} if a whole-volume bundle is to run
    ///   elsewhere than on one CPU
    [[nodiscard]] std::shared_ptr<const Model> open(const ModelChoice& choice);
    /// The same for a model whose results aren't the jobs' own: a whole-volume bundle runs on the CPU beside any
    /// devices.
    [[nodiscard]] std::shared_ptr<const Model> openBeside(const ModelChoice& choice);

    /// What `labelBox` took with the model, as far as this machine's history goes; < 0 without one.
    [[nodiscard]] double secondsOfWhole(const Model& model);
    /// What a scan's networks are going to take on one of the devices alone: by this machine's history, else by the
    /// analysis of the model and one convolution, which is measured once a machine, while nothing else is computed.
    [[nodiscard]] PreflightReport::Time predictedTime(const Model& model, const scheduler::DeviceDescription& device);

    [[nodiscard]] TileEngine& tiles() noexcept { return *m_tiles; }
    /// What the devices' own meters say, in their order; empty in the first second.
    [[nodiscard]] std::vector<DeviceReading> readings() { return m_meters.readings(); }
    /// Where a model's tiles come from. @param grid the scan on the working grid after the bundle's grid-wide scaling,
    /// x fastest @param scan the file, for errors
    [[nodiscard]] static std::shared_ptr<const TileSource> tilesOf(std::shared_ptr<const Model> model,
                                                                   std::vector<float> grid, std::string scan);

    /// Class index of each voxel of a whole-volume bundle's box, x fastest, on the calling thread. Progress moves with
    /// the network's slabs, and between them it can be cancelled.
    /// @throws Error{NetworkFailed, OutOfMemory, Cancelled}
    [[nodiscard]] std::vector<std::uint8_t> labelBox(const Model& model, const FloatVolume& box,
                                                     const std::string& scan, Progress& progress);

  private:
    class ModelLane;
    struct Network {
        std::shared_ptr<const Model> model;
        std::uint32_t number = 0; ///< in its bundle
    };
    [[nodiscard]] std::shared_ptr<const Model> load(model::Bundle bundle, const ModelChoice& choice,
                                                    network::Precision precision);
    void remember(const LaneSpan& span);
    [[nodiscard]] std::optional<double> paceOf(const Model& model, const scheduler::DeviceDescription& device);
    [[nodiscard]] std::pair<std::shared_ptr<const Model>, std::uint32_t> networkAt(std::uint32_t network);

    const ComputeSettings m_settings;
    const Installation m_installation;
    const int m_threads;
    const std::vector<scheduler::DeviceDescription> m_devices;
    const std::unique_ptr<const MpsSession> m_mps; ///< null without
    const network::ModuleInterface& m_module;
    std::mutex m_openMutex; ///< of the models; taken before the networks'
    std::map<std::string, std::shared_ptr<const Model>> m_models;
    std::mutex m_networksMutex;
    std::vector<Network> m_networks; ///< by their numbers in the tile engine
    std::timed_mutex m_wholeMutex;   ///< of whole-volume networks at work
    SpeedHistory m_history;
    LaneWatch m_watch;
    DeviceMeters m_meters;
    ForeignGrowth m_foreign;             ///< with the tile engine's mutex
    std::unique_ptr<TileEngine> m_tiles; ///< last: its lanes use the rest
};

} // namespace tessera::engine
