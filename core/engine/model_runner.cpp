#include "core/engine/model_runner.h"

#include "core/base/error.h"
#include "core/base/os/machine.h"
#include "core/base/os/process.h"
#include "core/engine/device_choice.h"
#include "core/image/image_io.h"
#include "core/network/network_loader.h"

#include <algorithm>

namespace tessera::engine {
namespace {

FloatVolume readFloats(const std::filesystem::path& file) {
    const Volume volume = readImage(file);
    return {volume.geometry, volume.intensities()};
}

/// Tiles cut from a scan on the working grid.
class GridTiles final : public TileSource {
  public:
    GridTiles(const model::Bundle& bundle, std::vector<float> grid, std::string scan)
        : m_bundle(bundle), m_grid(std::move(grid)), m_scan(std::move(scan)) {}

    std::vector<float> tile(std::uint32_t tile) const override {
        return fusion::cutTile(m_grid, m_bundle.plan.grid, m_bundle.plan.tiles[tile]);
    }
    const std::string& scan() const override { return m_scan; }

  private:
    const model::Bundle& m_bundle;
    std::vector<float> m_grid;
    std::string m_scan;
};

/// Keeps a lane, and the threads that its network starts, near its memory.
void bindToNode(int number) {
    for (const os::NumaNode& node : os::numaNodes(os::allowedCpus())) {
        if (node.number == number) {
            os::bindToCpus(node.cpus);
        }
    }
}

} // namespace

ModelRunner::ModelRunner(model::Bundle bundle, const network::ModuleInterface& module, const RunnerSettings& settings)
    : m_bundle(std::move(bundle)), m_module(module), m_settings(settings),
      m_template(readFloats(m_bundle.checkedFile(m_bundle.templateImage))),
      m_mask(readFloats(m_bundle.checkedFile(m_bundle.templateMask))),
      m_here(m_bundle, module, settings.precision, settings.threads) {
    if (!sameGrid(m_template.geometry, m_mask.geometry)) {
        throw Error(ErrorCode::BundleInvalid, {m_bundle.folder.string(), "template and mask have different grids"});
    }
    if (m_bundle.wholeVolume) {
        if (settings.devices.size() > 1 || kindsOf(settings.devices) != "cpu") {
            throw Error(ErrorCode::Usage, {"The model " + m_bundle.name +
                                           " sees the whole scan at once and runs on one CPU: give --devices cpu."});
        }
        m_here.load(0);
        return;
    }
    if (std::ranges::find(settings.devices, scheduler::DeviceKind::Cuda, &scheduler::DeviceDescription::kind) !=
        settings.devices.end()) {
        network::enableGpus(module); // before a network runs
    }
    const auto first = static_cast<std::uint32_t>(m_bundle.networkOfTile.front());
    m_here.load(first);
    m_here.drop(first);
    m_tiles = std::make_unique<TileEngine>(settings.devices, scheduler::makePolicy(settings.policy),
                                           tileKindsOf(m_bundle), [this](const scheduler::DeviceDescription& device) {
                                               if (device.numaNode >= 0) {
                                                   bindToNode(device.numaNode);
                                               }
                                               return std::make_unique<NetworkLane>(m_bundle, m_module,
                                                                                    m_settings.precision, device);
                                           });
}

std::vector<std::vector<std::uint8_t>> ModelRunner::labelTiles(std::vector<float> grid, const std::string& scan,
                                                               Progress& progress) {
    return m_tiles->run(std::make_shared<GridTiles>(m_bundle, std::move(grid), scan), progress);
}

std::vector<std::uint8_t> ModelRunner::labelTile(std::size_t tile, std::vector<float> grid, const std::string& scan) {
    const GridTiles source(m_bundle, std::move(grid), scan);
    return m_here.label(static_cast<std::uint32_t>(m_bundle.networkOfTile[tile]), static_cast<std::uint32_t>(tile),
                        source);
}

std::vector<std::uint8_t> ModelRunner::labelBox(const FloatVolume& box, const std::string& scan, Progress& progress) {
    return m_here.label(0, {{}, box.geometry.size, box.voxels, [&progress](double done) { progress.update(done); }},
                        scan, "whole scan");
}

std::vector<DeviceUse> ModelRunner::use() const {
    return m_tiles ? m_tiles->use() : std::vector<DeviceUse>();
}

} // namespace tessera::engine
