#pragma once

#include "core/base/progress.h"
#include "core/engine/device/mps.h"
#include "core/engine/network_lane.h"
#include "core/engine/tiles/tile_engine.h"
#include "core/image/volume.h"

#include <memory>
#include <string>
#include <vector>

namespace tessera::engine {

/// How a model computes.
struct RunnerSettings {
    network::Precision precision = network::Precision::Fp32;
    int threads = 1;                                     ///< of a tile's network
    std::string policy = scheduler::kDefaultPolicy;      ///< see scheduler/policy.h
    std::vector<scheduler::DeviceDescription> devices{}; ///< of `chooseDevices`
    std::shared_ptr<const MpsSession> mps{};             ///< through which lanes in processes compute; may be null
};

/// A bundle made ready: its template, and its networks on the devices. One thread at a time.
class ModelRunner {
  public:
    /// Reads and checks the template and the first tile's network, so that a damaged bundle ends a batch before its
    /// first scan.
    /// @throws Error of the bundle's files, Error{NetworkFailed}, Error{Usage} if a whole-volume bundle is to run
    ///   elsewhere than on one CPU
    ModelRunner(model::Bundle bundle, const network::ModuleInterface& module, const RunnerSettings& settings);

    [[nodiscard]] const model::Bundle& bundle() const noexcept { return m_bundle; }
    [[nodiscard]] const RunnerSettings& settings() const noexcept { return m_settings; }
    [[nodiscard]] std::string libraryVersion() const { return m_module.libraryVersion(); }
    [[nodiscard]] const FloatVolume& templateImage() const noexcept { return m_template; }
    /// 1 inside the template's mask, on the template's grid.
    [[nodiscard]] const FloatVolume& templateMask() const noexcept { return m_mask; }

    /// Class indices of all tiles, each x fastest. Progress moves with the tiles.
    /// @param grid the scan on the working grid after the bundle's grid-wide scaling, x fastest
    /// @param scan the file, for errors
    /// @throws Error{NetworkFailed, OutOfMemory, Cancelled} and those of the bundle's weight files
    [[nodiscard]] std::vector<std::vector<std::uint8_t>> labelTiles(std::vector<float> grid, const std::string& scan,
                                                                    Progress& progress);
    /// Class index of each voxel of one tile, on the calling thread.
    [[nodiscard]] std::vector<std::uint8_t> labelTile(std::size_t tile, std::vector<float> grid,
                                                      const std::string& scan);

    /// Class index of each voxel of a whole-volume bundle's box, x fastest. Progress moves with the network's slabs,
    /// and between them it can be cancelled. @throws as above
    [[nodiscard]] std::vector<std::uint8_t> labelBox(const FloatVolume& box, const std::string& scan,
                                                     Progress& progress);

    /// What each device has done; empty for whole-volume bundles.
    [[nodiscard]] std::vector<DeviceUse> use() const;

  private:
    model::Bundle m_bundle;
    const network::ModuleInterface& m_module;
    RunnerSettings m_settings;
    FloatVolume m_template, m_mask;
    NetworkLane m_here; ///< of the calling thread
    std::unique_ptr<TileEngine> m_tiles;
};

} // namespace tessera::engine
