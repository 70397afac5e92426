#include "tests/support/tiny_bundle.h"

#include "core/base/os/file.h"
#include "core/image/image_io.h"
#include "core/model/bundle.h"
#include "tests/support/shared_data.h"

#include <sstream>

namespace tessera::test {
namespace {

constexpr Size3 kGrid{44, 56, 40};
constexpr Size3 kTile{24, 32, 24}; // the network halves a tile four times; three tiles an axis overlap like SLANT's
constexpr double kSpacing = 4;     // mm

fusion::TilePlan tinyPlan() {
    fusion::TilePlan plan{kGrid, {}};
    for (std::int64_t x = 0; x < 3; ++x) {
        for (std::int64_t y = 0; y < 3; ++y) {
            for (std::int64_t z = 0; z < 3; ++z) {
                const std::string name =
                    std::to_string(x + 1) + "_" + std::to_string(y + 1) + "_" + std::to_string(z + 1);
                plan.tiles.push_back(
                    {name,
                     {x * (kGrid[0] - kTile[0]) / 2, y * (kGrid[1] - kTile[1]) / 2, z * (kGrid[2] - kTile[2]) / 2},
                     kTile});
            }
        }
    }
    return plan;
}

/// The grid around the middle of `like`'s.
Affine tinyMatrix(const model::Bundle& like) {
    const Size3& size = like.plan.grid;
    Affine out = Affine::scaling({kSpacing, kSpacing, kSpacing});
    const Vec3 middle =
        like.worldFromVoxel.apply({static_cast<double>(size[0] - 1) / 2, static_cast<double>(size[1] - 1) / 2,
                                   static_cast<double>(size[2] - 1) / 2});
    for (int axis = 0; axis < 3; ++axis) {
        const auto voxels = static_cast<double>(kGrid[static_cast<std::size_t>(axis)] - 1);
        out(axis, 3) = middle[static_cast<std::size_t>(axis)] - kSpacing * voxels / 2;
    }
    return out;
}

/// A third of the template's mask, in blocks that the registration's coarsest level still sees: its time goes with the
/// number of voxels in the mask.
void writeThinMask(const std::filesystem::path& from, const std::filesystem::path& to) {
    constexpr std::int64_t kBlock = 16;
    LabelVolume mask = readLabels(from);
    const auto& size = mask.geometry.size;
    for (std::int64_t z = 0; z < size[2]; ++z) {
        for (std::int64_t y = 0; y < size[1]; ++y) {
            for (std::int64_t x = 0; x < size[0]; ++x) {
                if ((x / kBlock + y / kBlock + z / kBlock) % 3 != 0) {
                    mask.labels[mask.geometry.index(x, y, z)] = 0;
                }
            }
        }
    }
    writeImage(to, mask.geometry, compactLabels(mask.labels), Intent::None);
}

} // namespace

void writeTinyBundle(const std::filesystem::path& folder, std::uint64_t seed) {
    const model::Bundle like = model::openBundle("tessera-mini", sourcePath("resources/models"));
    std::filesystem::create_directories(folder);
    model::Bundle bundle = like;
    bundle.folder = folder;
    bundle.name = "tiny";
    bundle.version = "seed " + std::to_string(seed);
    bundle.plan = tinyPlan();
    bundle.worldFromVoxel = tinyMatrix(like);
    bundle.networkOfTile.assign(bundle.plan.tiles.size(), 0);
    bundle.networks = {{network::Kind::TesseraTilenet, 133, 1, "weights.safetensors"}};
    std::filesystem::copy_file(like.folder / like.templateImage, folder / like.templateImage,
                               std::filesystem::copy_options::overwrite_existing);
    writeThinMask(like.folder / like.templateMask, folder / like.templateMask);
    std::ostringstream bytes;
    const auto tensors = model::randomTensors(model::architectureOf(bundle, bundle.networks.front()), seed);
    model::writeTensors(bytes, model::tensorMap(tensors));
    os::writeFileAtomically(folder / "weights.safetensors", bytes.view());
    model::writeManifest(bundle, {like.templateImage, like.templateMask, "weights.safetensors"});
}

} // namespace tessera::test
