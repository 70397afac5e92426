#include "core/fusion/tile_files.h"

#include "core/base/error.h"
#include "core/image/image_io.h"

namespace tessera::fusion {
namespace {

std::filesystem::path tileFile(const std::filesystem::path& folder, const Tile& tile) {
    std::error_code ignored;
    for (const char* extension : {".nii.gz", ".nii"}) {
        auto path = folder / ("tile_" + tile.name + extension);
        if (std::filesystem::exists(path, ignored)) {
            return path;
        }
    }
    throw Error(ErrorCode::TilesInvalid, {folder.string(), "tile_" + tile.name + ".nii.gz is missing"});
}

std::vector<std::uint8_t> readTile(const std::filesystem::path& file, const Tile& tile) {
    const LabelVolume stored = readLabels(file);
    const Size3 expected{tile.size[2], tile.size[0], tile.size[1]};
    if (stored.geometry.size != expected) {
        throw Error(ErrorCode::TilesInvalid, {file.string(), "it doesn't have " + std::to_string(expected[0]) + " x " +
                                                                 std::to_string(expected[1]) + " x " +
                                                                 std::to_string(expected[2]) + " voxels (z, x, y)"});
    }
    std::vector<std::uint8_t> out(stored.labels.size());
    std::size_t at = 0;
    for (std::int64_t y = 0; y < tile.size[1]; ++y) {
        for (std::int64_t x = 0; x < tile.size[0]; ++x) {
            for (std::int64_t z = 0; z < tile.size[2]; ++z, ++at) {
                const std::int32_t label = stored.labels[at];
                if (label > 255) {
                    throw Error(ErrorCode::TilesInvalid,
                                {file.string(), "it holds " + std::to_string(label) + ", which is no class index"});
                }
                out[static_cast<std::size_t>(x + tile.size[0] * (y + tile.size[1] * z))] =
                    static_cast<std::uint8_t>(label);
            }
        }
    }
    return out;
}

} // namespace

std::vector<std::vector<std::uint8_t>> readTiles(const std::filesystem::path& folder, const TilePlan& plan) {
    std::vector<std::vector<std::uint8_t>> out;
    for (const Tile& tile : plan.tiles) {
        out.push_back(readTile(tileFile(folder, tile), tile));
    }
    return out;
}

} // namespace tessera::fusion
