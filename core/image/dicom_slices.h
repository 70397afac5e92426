#pragma once

#include "core/image/dicom_header.h"

#include <span>

namespace tessera {

/// Slices in the order of a volume's third axis, and where its voxels are.
struct DicomStack {
    struct Slice {
        std::size_t file = 0; ///< index of the header
        std::size_t frame = 0;
        double distance = 0; ///< mm along the normal of the slices
    };
    std::vector<Slice> slices;
    Affine worldFromVoxel; ///< RAS mm; the third column is the mean step between positions
};

/// Direction of rising distance: row direction x column direction, so that the grid is right-handed (LPS).
[[nodiscard]] Vec3 sliceNormal(const std::array<double, 6>& orientation);

/// All frames of the headers by their distance along the normal of the first; those without position or orientation
/// come first.
[[nodiscard]] std::vector<DicomStack::Slice> sortSlices(std::span<const DicomHeader> headers);

/// Orders the slices and checks that they make one regular grid. Tolerances allow for positions rounded to 0.01 mm and
/// cosines to five digits, as scanners write them.
/// @throws Error{SlicesInvalid} for slices without position, several orientations, sizes, spacings or stacks,
/// duplicated
///   or missing slices, and sheared stacks (gantry tilt), with numbers; Error{SeveralFrames, NotThreeDimensional,
///   SpacingInvalid, HeaderInvalid}
[[nodiscard]] DicomStack stackSlices(std::span<const DicomHeader> headers, const std::string& name);

/// A length or angle with at most two decimals ("1.5").
[[nodiscard]] std::string shortNumber(double value);

} // namespace tessera
