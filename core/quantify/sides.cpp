#include "core/quantify/sides.h"

#include <algorithm>

namespace tessera::quantify {
namespace {

using labels::Hemisphere;
using labels::Region;

/// Numbers of the sided table: the map's n becomes 2 n (left, or whole) and 2 n + 1 (right).
labels::LabelTable sidedTable(const labels::LabelTable& table) {
    std::vector<Region> regions;
    for (const Region& region : table.regions()) {
        Region left = region, right = region;
        left.number = 2 * region.number;
        right.number = left.number + 1;
        if (region.hemisphere != Hemisphere::NotStated) {
            left.counterpart = region.counterpart ? std::optional(2 * *region.counterpart) : std::nullopt;
            regions.push_back(left);
            continue;
        }
        left.name = "Left-" + region.name;
        left.hemisphere = Hemisphere::Left;
        left.counterpart = right.number;
        right.name = "Right-" + region.name;
        right.hemisphere = Hemisphere::Right;
        right.counterpart = left.number;
        regions.push_back(std::move(left));
        regions.push_back(std::move(right));
    }
    return {table.name(), std::move(regions), table.background()};
}

LabelVolume sidedMap(const LabelVolume& map, const labels::LabelTable& sided, const Affine& templateFromScan) {
    LabelVolume out = map;
    const Affine templateFromVoxel = templateFromScan * map.geometry.worldFromVoxel;
    const Size3& size = map.geometry.size;
    std::size_t voxel = 0;
    for (std::int64_t z = 0; z < size[2]; ++z) {
        for (std::int64_t y = 0; y < size[1]; ++y) {
            for (std::int64_t x = 0; x < size[0]; ++x, ++voxel) {
                const std::int32_t left = 2 * map.labels[voxel];
                if (left == 0) {
                    continue;
                }
                const Vec3 at =
                    templateFromVoxel.apply({static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)});
                out.labels[voxel] = at[0] < 0 || sided.find(left + 1) == nullptr ? left : left + 1;
            }
        }
    }
    return out;
}

} // namespace

bool tellsSides(const labels::LabelTable& table) {
    return std::ranges::any_of(table.regions(), [](const Region& region) {
        return region.hemisphere == Hemisphere::Left || region.hemisphere == Hemisphere::Right;
    });
}

Sided measureBySides(const LabelVolume& map, const labels::LabelTable& table, const Affine& templateFromScan) {
    Sided out{sidedTable(table), {}};
    out.measurement = measure(sidedMap(map, out.table, templateFromScan), out.table);
    out.measurement.sidesSplit = true;
    for (RegionStats& region : out.measurement.regions) {
        region.number /= 2;
    }
    std::map<std::int32_t, std::int64_t> unknown;
    for (const auto& [number, voxels] : out.measurement.unknownLabels) {
        unknown[number / 2] += voxels;
    }
    out.measurement.unknownLabels = std::move(unknown);
    return out;
}

} // namespace tessera::quantify
