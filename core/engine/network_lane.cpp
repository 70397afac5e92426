#include "core/engine/network_lane.h"

#include "core/base/error.h"
#include "core/model/safetensors.h"
#include "core/network/network_loader.h"

#include <exception>
#include <new>

namespace tessera::engine {

NetworkLane::NetworkLane(const model::Bundle& bundle, const network::ModuleInterface& module,
                         network::Precision precision, const scheduler::DeviceDescription& device)
    : NetworkLane(bundle, module, precision, device.threads) {
    if (device.kind == scheduler::DeviceKind::Cuda) {
        network::enableGpus(module);
        m_device = device.gpu;
    }
}

void NetworkLane::load(std::uint32_t network) {
    if (m_networks.contains(network)) {
        return;
    }
    const model::NetworkEntry& entry = m_bundle.networks[network];
    const model::TensorFile file = model::TensorFile::read(m_bundle.checkedFile(entry.weights));
    const auto weights = model::checkTensors(file, model::architectureOf(m_bundle, entry));
    m_module.setThreads(m_threads);
    try {
        m_networks[network] = m_module.createNetwork({.kind = entry.kind,
                                                      .classes = entry.classes,
                                                      .grid = m_bundle.plan.grid,
                                                      .steps = entry.steps,
                                                      .device = m_device},
                                                     weights);
    } catch (const Error&) {
        throw;
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory, {(m_bundle.folder / entry.weights).string()});
    } catch (const std::exception& problem) {
        throw Error(ErrorCode::NetworkFailed, {(m_bundle.folder / entry.weights).string(), problem.what()});
    }
}

std::vector<std::uint8_t> NetworkLane::label(std::uint32_t network, std::uint32_t tile, const TileSource& source) {
    const std::vector<float> voxels = source.tile(tile);
    const fusion::Tile& box = m_bundle.plan.tiles[tile];
    network::TileInput input{box.origin, box.size, voxels};
    if (m_bundle.scaling == model::Scaling::TileMinMax) {
        input.scaling = network::InputScaling::ByteRange;
    }
    m_copies.clear();
    input.copies = m_timesCopies ? &m_copies : nullptr;
    return label(network, input, source.scan(), "tile " + box.name);
}

std::vector<LaneCopy> NetworkLane::takeCopies() {
    std::vector<LaneCopy> out;
    for (const network::CopyTime& copy : m_copies) {
        out.push_back({copy.what, copy.begin, copy.end, copy.bytes, true});
    }
    m_copies.clear();
    return out;
}

std::vector<std::uint8_t> NetworkLane::label(std::uint32_t network, const network::TileInput& input,
                                             const std::string& scan, const std::string& what) {
    try {
        load(network);
        m_module.setThreads(m_threads);
        return m_networks.at(network)->label(input, m_precision);
    } catch (const Error&) {
        throw;
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory, {scan});
    } catch (const std::exception& problem) {
        throw Error(ErrorCode::NetworkFailed, {scan, m_bundle.name + ", " + what + ": " + problem.what()});
    }
}

} // namespace tessera::engine
