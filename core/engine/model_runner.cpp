#include "core/engine/model_runner.h"

#include "core/base/error.h"
#include "core/image/image_io.h"
#include "core/model/safetensors.h"
#include "core/preprocess/network_scaling.h"

#include <exception>
#include <new>

namespace tessera::engine {
namespace {

FloatVolume readFloats(const std::filesystem::path& file) {
    const Volume volume = readImage(file);
    return {volume.geometry, volume.intensities()};
}

} // namespace

ModelRunner::ModelRunner(model::Bundle bundle, const network::ModuleInterface& module, network::Precision precision,
                         int threads)
    : m_bundle(std::move(bundle)), m_module(module), m_precision(precision), m_threads(threads),
      m_template(readFloats(m_bundle.checkedFile(m_bundle.templateImage))),
      m_mask(readFloats(m_bundle.checkedFile(m_bundle.templateMask))) {
    if (!sameGrid(m_template.geometry, m_mask.geometry)) {
        throw Error(ErrorCode::BundleInvalid, {m_bundle.folder.string(), "template and mask have different grids"});
    }
    load(m_bundle.wholeVolume ? 0 : m_bundle.networkOfTile.front());
}

void ModelRunner::load(std::size_t network) {
    if (m_network && m_loaded == network) {
        return;
    }
    m_network.reset(); // before the next one is read: two sets of SLANT's weights needn't be in memory
    const model::NetworkEntry& entry = m_bundle.networks[network];
    const model::TensorFile file = model::TensorFile::read(m_bundle.checkedFile(entry.weights));
    const auto weights = model::checkTensors(file, model::architectureOf(m_bundle, entry));
    m_module.setThreads(m_threads);
    try {
        m_network = m_module.createNetwork({entry.kind, entry.classes, m_bundle.plan.grid, entry.steps}, weights);
    } catch (const Error&) {
        throw;
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory, {(m_bundle.folder / entry.weights).string()});
    } catch (const std::exception& problem) {
        throw Error(ErrorCode::NetworkFailed, {(m_bundle.folder / entry.weights).string(), problem.what()});
    }
    m_loaded = network;
}

std::vector<std::uint8_t> ModelRunner::labelTile(std::size_t tile, const std::vector<float>& grid,
                                                 const std::string& scan) {
    const fusion::Tile& box = m_bundle.plan.tiles[tile];
    std::vector<float> voxels = fusion::cutTile(grid, m_bundle.plan.grid, box);
    if (m_bundle.scaling == model::Scaling::TileMinMax) {
        preprocess::scaleToByteRange(voxels);
    }
    return label(m_bundle.networkOfTile[tile], {box.origin, box.size, voxels}, scan, "tile " + box.name);
}

std::vector<std::uint8_t> ModelRunner::labelBox(const FloatVolume& box, const std::string& scan, Progress& progress) {
    return label(0, {{}, box.geometry.size, box.voxels, [&progress](double done) { progress.update(done); }}, scan,
                 "whole scan");
}

std::vector<std::uint8_t> ModelRunner::label(std::size_t network, const network::TileInput& input,
                                             const std::string& scan, const std::string& what) {
    try {
        load(network);
        m_module.setThreads(m_threads);
        return m_network->label(input, m_precision);
    } catch (const Error&) {
        throw;
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory, {scan});
    } catch (const std::exception& problem) {
        throw Error(ErrorCode::NetworkFailed, {scan, m_bundle.name + ", " + what + ": " + problem.what()});
    }
}

} // namespace tessera::engine
