// Labels one tile of a bundle as the engine does, for comparisons with other programs:
//   label_tile BUNDLE TILE GRID.nii LABELS.nii
// GRID is an image on the bundle's working grid; LABELS gets class indices on the tile's own box.
#include "core/base/error.h"
#include "core/base/os/process.h"
#include "core/engine/compute.h"
#include "core/image/image_io.h"
#include "core/network/network_loader.h"

#include <algorithm>
#include <cstdio>
#include <string>

namespace {

using namespace tessera;

void run(const std::string& bundleName, const std::string& tileName, const std::string& gridFile,
         const std::string& labelFile) {
    const model::Bundle bundle = model::openBundle(bundleName, {});
    const auto& tiles = bundle.plan.tiles;
    const auto tile = std::find_if(tiles.begin(), tiles.end(),
                                   [&tileName](const fusion::Tile& other) { return other.name == tileName; });
    const Volume grid = readImage(gridFile);
    if (tile == tiles.end() || grid.geometry.size != bundle.plan.grid) {
        throw Error(ErrorCode::Usage, {"the bundle has no such tile, or the image isn't on its grid"});
    }
    const auto module = os::programFolder().parent_path() / "lib" / "tessera" / "libtessera_net.so";
    const int threads = static_cast<int>(os::allowedCpus().size());
    const auto box = static_cast<std::uint32_t>(tile - tiles.begin());
    engine::NetworkLane lane(bundle, network::networkModule(module), network::Precision::Fp32, threads);
    const auto model = std::make_shared<engine::Model>(engine::Model{.bundle = bundle});
    const auto source = engine::Compute::tilesOf(model, grid.intensities(), gridFile);
    const auto labels = lane.label(static_cast<std::uint32_t>(bundle.networkOfTile[box]), box, *source);
    Affine worldFromTile = bundle.worldFromVoxel * Affine::translation({static_cast<double>(tile->origin[0]),
                                                                        static_cast<double>(tile->origin[1]),
                                                                        static_cast<double>(tile->origin[2])});
    writeImage(labelFile, Geometry::fromAffine(tile->size, worldFromTile), labels, Intent::Label);
}

} // namespace

int main(int argc, char** argv) {
    network::prepareProcess();
    if (argc != 5) {
        std::fprintf(stderr, "label_tile BUNDLE TILE GRID.nii LABELS.nii\n");
        return 2;
    }
    try {
        run(argv[1], argv[2], argv[3], argv[4]);
        return 0;
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "label_tile: %s\n", problem.what());
        return 1;
    }
}
