#include "core/quantify/measure.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>

namespace tessera::quantify {
namespace {

/// What one pass over the voxels gathers of a region.
struct Sums {
    std::int64_t voxels = 0;
    std::array<std::int64_t, 3> position{}; ///< sum of voxel indices
    double agreement = 0;
    std::int64_t agreementVoxels = 0;
};

/// For each voxel axis the sides that its low and high face look to.
std::array<EdgeContact, 6> facesOf(const Geometry& geometry) {
    constexpr std::array<std::array<std::string_view, 2>, 3> kSides{
        {{"left", "right"}, {"posterior", "anterior"}, {"inferior", "superior"}}};
    const std::array<AxisDirection, 3> directions = axisDirections(geometry);
    std::array<EdgeContact, 6> faces;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const auto& sides = kSides[static_cast<std::size_t>(directions[axis].world)];
        faces[2 * axis].side = sides[directions[axis].rising ? 0 : 1];
        faces[2 * axis + 1].side = sides[directions[axis].rising ? 1 : 0];
    }
    return faces;
}

void countEdges(std::array<EdgeContact, 6>& edges, const std::array<std::int64_t, 3>& at, const Size3& size) {
    for (std::size_t axis = 0; axis < 3; ++axis) {
        edges[2 * axis].voxels += at[axis] == 0 ? 1 : 0;
        edges[2 * axis + 1].voxels += at[axis] == size[axis] - 1 ? 1 : 0;
    }
}

std::vector<Sums> sumVoxels(const LabelVolume& map, const labels::LabelTable& table, std::span<const float> agreement,
                            std::span<const std::uint8_t> coverage, Measurement& out) {
    std::vector<Sums> sums(table.regions().size());
    std::int32_t current = 0; // neighbours mostly share their label: look a number up only when it changes
    Sums* region = nullptr;
    const Size3& size = map.geometry.size;
    std::size_t voxel = 0;
    std::array<std::int64_t, 3> at{};
    for (at[2] = 0; at[2] < size[2]; ++at[2]) {
        for (at[1] = 0; at[1] < size[1]; ++at[1]) {
            for (at[0] = 0; at[0] < size[0]; ++at[0], ++voxel) {
                const std::int32_t label = map.labels[voxel];
                if (label == 0) {
                    continue;
                }
                if (label != current) {
                    const auto index = table.indexOf(label);
                    region = index ? &sums[*index] : nullptr;
                    current = label;
                }
                if (region == nullptr) {
                    ++out.unknownLabels[label];
                    continue;
                }
                ++region->voxels;
                for (std::size_t axis = 0; axis < 3; ++axis) {
                    region->position[axis] += at[axis];
                }
                if (!agreement.empty() && coverage[voxel] >= kMinCoverage) {
                    region->agreement += static_cast<double>(agreement[voxel]);
                    ++region->agreementVoxels;
                }
                countEdges(out.edges, at, size);
            }
        }
    }
    return sums;
}

RegionStats statsOf(std::int32_t number, const Sums& sums, const Geometry& geometry) {
    RegionStats stats;
    stats.number = number;
    stats.voxels = sums.voxels;
    stats.volumeMm3 = static_cast<double>(sums.voxels) * geometry.voxelVolume();
    if (sums.voxels > 0) {
        Vec3 mean{};
        for (std::size_t axis = 0; axis < 3; ++axis) {
            mean[axis] = static_cast<double>(sums.position[axis]) / static_cast<double>(sums.voxels);
        }
        stats.centroidMm = geometry.worldFromVoxel.apply(mean);
    }
    if (sums.agreementVoxels > 0) {
        stats.meanAgreement = sums.agreement / static_cast<double>(sums.agreementVoxels);
    }
    return stats;
}

void derive(Measurement& out, const labels::LabelTable& table) {
    for (std::size_t i = 0; i < out.regions.size(); ++i) {
        RegionStats& stats = out.regions[i];
        if (out.segmentedVoxels > 0) {
            stats.sharePercent = 100.0 * static_cast<double>(stats.voxels) / static_cast<double>(out.segmentedVoxels);
        }
        const labels::Region& region = table.regions()[i];
        if (region.counterpart) {
            const double other = out.regions[*table.indexOf(*region.counterpart)].volumeMm3;
            stats.asymmetryPercent = region.hemisphere == labels::Hemisphere::Left
                                         ? asymmetryPercent(stats.volumeMm3, other)
                                         : asymmetryPercent(other, stats.volumeMm3);
        }
    }
}

} // namespace

Measurement measure(const LabelVolume& map, const labels::LabelTable& table, std::span<const float> agreement,
                    std::span<const std::uint8_t> coverage) {
    const std::size_t voxels = map.geometry.voxels();
    if (map.labels.size() != voxels || agreement.size() != coverage.size() ||
        (!agreement.empty() && agreement.size() != voxels)) {
        throw Error(ErrorCode::GridsDiffer,
                    {"agreement map", "the label map",
                     std::to_string(agreement.size()) + " values and " + std::to_string(coverage.size()) +
                         " tile counts for " + std::to_string(voxels) + " voxels"});
    }
    Measurement out;
    out.voxelVolumeMm3 = map.geometry.voxelVolume();
    out.edges = facesOf(map.geometry);
    const std::vector<Sums> sums = sumVoxels(map, table, agreement, coverage, out);
    Sums all;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        out.regions.push_back(statsOf(table.regions()[i].number, sums[i], map.geometry));
        all.voxels += sums[i].voxels;
        all.agreement += sums[i].agreement;
        all.agreementVoxels += sums[i].agreementVoxels;
    }
    const RegionStats whole = statsOf(0, all, map.geometry);
    out.segmentedVoxels = whole.voxels;
    out.segmentedMm3 = whole.volumeMm3;
    out.meanAgreement = whole.meanAgreement;
    derive(out, table);
    return out;
}

std::optional<double> asymmetryPercent(double left, double right) {
    return left + right > 0 ? std::optional(200.0 * (left - right) / (left + right)) : std::nullopt;
}

HemisphereVolumes hemisphereVolumes(const Measurement& measurement, const labels::LabelTable& table) {
    HemisphereVolumes sum;
    for (std::size_t i = 0; i < measurement.regions.size(); ++i) {
        const labels::Hemisphere side = table.regions()[i].hemisphere;
        sum.leftMm3 += side == labels::Hemisphere::Left ? measurement.regions[i].volumeMm3 : 0.0;
        sum.rightMm3 += side == labels::Hemisphere::Right ? measurement.regions[i].volumeMm3 : 0.0;
    }
    return sum;
}

IntracranialEstimate estimateIntracranial(double templateIntracranialMl, const Affine& templateFromScan) {
    const double determinant = templateFromScan.determinant();
    if (!(determinant > 0)) {
        throw Error(ErrorCode::Internal, {"intracranial volume", "the affine to the template isn't right-handed"});
    }
    return {templateIntracranialMl / determinant, "estimated from registration"};
}

} // namespace tessera::quantify
