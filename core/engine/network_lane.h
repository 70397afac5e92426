#pragma once

#include "core/engine/tiles/tile_lane.h"
#include "core/model/bundle.h"
#include "core/network/network.h"

#include <map>
#include <memory>
#include <string>

namespace tessera::engine {

/// The networks of a bundle on one device, each read when it is first wanted and kept until it is dropped. One thread
/// at a time; bundle and module must outlive it.
class NetworkLane final : public TileLane {
  public:
    /// On the CPU. @param threads of a tile's network
    NetworkLane(const model::Bundle& bundle, const network::ModuleInterface& module, network::Precision precision,
                int threads)
        : m_bundle(bundle), m_module(module), m_precision(precision), m_threads(threads) {}
    /// On a device of `chooseDevices`; emulated ones compute on the CPU. The first lane on a GPU loads LibTorch's CUDA
    /// part, unless that was done before. @throws Error{NetworkUnavailable} if it doesn't load
    NetworkLane(const model::Bundle& bundle, const network::ModuleInterface& module, network::Precision precision,
                const scheduler::DeviceDescription& device);

    /// Reads a network unless it is there. @throws Error{OutOfMemory, NetworkFailed} and those of its weight file
    void load(std::uint32_t network);
    void drop(std::uint32_t network) override { m_networks.erase(network); }
    void timeCopies() override { m_timesCopies = m_device != network::kOnCpu; }
    std::vector<LaneCopy> takeCopies() override;

    std::vector<std::uint8_t> label(std::uint32_t network, std::uint32_t tile, const TileSource& source) override;
    /// @param scan the file, for errors; @param what which part of it
    /// @throws Error{OutOfMemory, NetworkFailed}, and what the input's watch throws
    [[nodiscard]] std::vector<std::uint8_t> label(std::uint32_t network, const network::TileInput& input,
                                                  const std::string& scan, const std::string& what);

  private:
    const model::Bundle& m_bundle;
    const network::ModuleInterface& m_module;
    network::Precision m_precision;
    int m_threads;
    int m_device = network::kOnCpu;
    bool m_timesCopies = false;
    std::vector<network::CopyTime> m_copies; ///< of the last tile
    std::map<std::uint32_t, std::unique_ptr<network::Network>> m_networks;
};

} // namespace tessera::engine
