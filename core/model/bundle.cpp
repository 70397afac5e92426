#include "core/model/bundle.h"

#include "core/model/new_bundle_folder.h"
#include "core/model/safetensors.h"

namespace tessera::model {
namespace {

/// SHA-256-style mixing isn't needed: networks only have to differ from each other.
std::uint64_t seedOfTile(std::uint64_t seed, std::size_t tile) {
    return seed * 1'000'003 + tile;
}

} // namespace

Architecture architectureOf(const Bundle& bundle, const NetworkEntry& entry) {
    return {entry.kind, entry.classes, bundle.plan.grid, entry.width, entry.steps};
}

void verifyBundle(const Bundle& bundle) {
    for (const auto& [file, hash] : bundle.files) {
        (void)bundle.checkedFile(file);
    }
    for (const NetworkEntry& entry : bundle.networks) {
        (void)checkTensors(TensorFile::read(bundle.folder / entry.weights), architectureOf(bundle, entry));
    }
}

void writeRandomBundle(const std::filesystem::path& folder, const Bundle& like, std::uint64_t seed, double width) {
    NewBundleFolder files(folder);
    Bundle bundle = like;
    bundle.folder = folder;
    bundle.name = "slant-27-random";
    bundle.version = "seed " + std::to_string(seed);
    bundle.licence = "none: random numbers; the template is " + like.name + "'s (" + like.licence + ")";
    bundle.citation = "Network after Huo et al., NeuroImage 194 (2019), 105-119; weights are random.";
    bundle.intendedUse = "Benchmarks and tests only: its labels mean nothing.";
    bundle.scaling = Scaling::TileMinMax;
    bundle.biasCorrection = true; // as SLANT does
    bundle.plan = fusion::TilePlan::slant27();
    bundle.networks.clear();
    bundle.networkOfTile.clear();
    files.addTemplateOf(like);
    for (std::size_t i = 0; i < bundle.plan.tiles.size(); ++i) {
        const std::string file = bundle.plan.tiles[i].name + ".safetensors";
        bundle.networks.push_back({network::Kind::SlantUnet3d, 133, width, file, {}});
        bundle.networkOfTile.push_back(i);
        const std::vector<FloatTensor> tensors =
            randomTensors(architectureOf(bundle, bundle.networks.back()), seedOfTile(seed, i));
        writeTensors(files.add(file), tensorMap(tensors));
    }
    files.finish(bundle);
}

} // namespace tessera::model
