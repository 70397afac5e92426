#pragma once

#include "core/base/progress.h"
#include "core/image/volume.h"
#include "core/model/bundle.h"
#include "core/network/network.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace tessera::engine {

/// A bundle made ready: its template, and the networks on the CPU, one in memory at a time. One thread at a time.
class ModelRunner {
  public:
    /// Reads and checks the template and the first tile's network, so that a damaged bundle ends a batch before its
    /// first scan. @throws Error of the bundle's files, Error{NetworkFailed}
    ModelRunner(model::Bundle bundle, const network::ModuleInterface& module, network::Precision precision,
                int threads);

    [[nodiscard]] const model::Bundle& bundle() const noexcept { return m_bundle; }
    [[nodiscard]] network::Precision precision() const noexcept { return m_precision; }
    [[nodiscard]] int threads() const noexcept { return m_threads; }
    [[nodiscard]] std::string libraryVersion() const { return m_module.libraryVersion(); }
    [[nodiscard]] const FloatVolume& templateImage() const noexcept { return m_template; }
    /// 1 inside the template's mask, on the template's grid.
    [[nodiscard]] const FloatVolume& templateMask() const noexcept { return m_mask; }

    /// Class index of each voxel of a tile, x fastest. Loads the tile's network if it isn't the one in memory.
    /// @param grid the scan on the working grid after the bundle's grid-wide scaling, x fastest
    /// @param scan the file, for errors
    /// @throws Error{NetworkFailed, OutOfMemory} and those of the bundle's weight files
    [[nodiscard]] std::vector<std::uint8_t> labelTile(std::size_t tile, const std::vector<float>& grid,
                                                      const std::string& scan);

    /// Class index of each voxel of a whole-volume bundle's box, x fastest. Progress moves with the network's slabs,
    /// and between them it can be cancelled. @throws as above, Error{Cancelled}
    [[nodiscard]] std::vector<std::uint8_t> labelBox(const FloatVolume& box, const std::string& scan,
                                                     Progress& progress);

  private:
    void load(std::size_t network);
    [[nodiscard]] std::vector<std::uint8_t> label(std::size_t network, const network::TileInput& input,
                                                  const std::string& scan, const std::string& what);

    model::Bundle m_bundle;
    const network::ModuleInterface& m_module;
    network::Precision m_precision;
    int m_threads;
    FloatVolume m_template, m_mask;
    std::unique_ptr<network::Network> m_network;
    std::size_t m_loaded = 0;
};

} // namespace tessera::engine
