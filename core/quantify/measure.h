#pragma once

#include "core/image/volume.h"
#include "core/labels/label_table.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tessera::quantify {

/// Agreement says something only where several tiles could have disagreed: fewer covering tiles aren't averaged.
inline constexpr int kMinCoverage = 4;

/// What was measured of one region of a label table.
struct RegionStats {
    std::int32_t number = 0;
    std::int64_t voxels = 0;
    double volumeMm3 = 0;                   ///< voxels x |determinant| of the grid's matrix
    std::optional<Vec3> centroidMm;         ///< RAS mm; none without voxels
    std::optional<double> meanAgreement;    ///< 0..1, over the voxels with kMinCoverage or more tiles; none without
    std::optional<double> sharePercent;     ///< of the segmented brain; none if that is empty
    std::optional<double> asymmetryPercent; ///< see `asymmetryPercent`; the same number in both rows of a pair
};

/// How many labelled voxels lie on one border face of the grid. Sides are the scan's, not the patient's, where
/// laterality is unverified.
struct EdgeContact {
    std::string_view side; ///< "right", "left", "anterior", "posterior", "superior" or "inferior"
    std::int64_t voxels = 0;
};

/// All that is measured of a label map. The segmented brain is every region of the table that isn't the background,
/// ventricles included; label numbers that the table doesn't have aren't part of it and are counted in `unknownLabels`.
struct Measurement {
    std::vector<RegionStats> regions;                   ///< in the order of the table's regions
    std::map<std::int32_t, std::int64_t> unknownLabels; ///< voxels by label number
    double voxelVolumeMm3 = 0;
    std::int64_t segmentedVoxels = 0;
    double segmentedMm3 = 0;
    bool sidesSplit = false;             ///< left and right come from the midplane, not from the labels (see sides.h)
    std::optional<double> meanAgreement; ///< over the segmented voxels with kMinCoverage or more tiles
    std::array<EdgeContact, 6> edges;    ///< low and high face of each voxel axis
};

/// Measures a label map in one pass over its voxels. Any thread.
/// @param agreement share (0..1) of the covering tiles that chose the voxel's label, and `coverage`, the number of
/// these
///   tiles: on the map's grid, x fastest; both empty where there is none
/// @throws Error{GridsDiffer} if agreement or coverage hasn't one value for each voxel of the map
[[nodiscard]] Measurement measure(const LabelVolume& map, const labels::LabelTable& table,
                                  std::span<const float> agreement = {}, std::span<const std::uint8_t> coverage = {});

/// 200 (L - R) / (L + R) in percent, positive where the left is larger; none if both are 0.
[[nodiscard]] std::optional<double> asymmetryPercent(double left, double right);

/// Sums over the regions that the table calls left and right, mm^3.
struct HemisphereVolumes {
    double leftMm3 = 0, rightMm3 = 0;
};
[[nodiscard]] HemisphereVolumes hemisphereVolumes(const Measurement& measurement, const labels::LabelTable& table);

/// Total intracranial volume, not measured but estimated: how much the registration scaled the head (Buckner et al.,
/// NeuroImage 23, 2004).
struct IntracranialEstimate {
    double valueMl = 0;
    std::string method;
};

/// templateIntracranialMl / det(templateFromScan). @throws Error{Internal} if the determinant isn't positive
[[nodiscard]] IntracranialEstimate estimateIntracranial(double templateIntracranialMl, const Affine& templateFromScan);

} // namespace tessera::quantify
