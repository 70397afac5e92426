#pragma once

#include "core/image/geometry.h"

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace tessera {

/// Voxels in the type they were stored in; x runs fastest, then y, then z.
using Voxels =
    std::variant<std::vector<std::uint8_t>, std::vector<std::int8_t>, std::vector<std::int16_t>,
                 std::vector<std::uint16_t>, std::vector<std::int32_t>, std::vector<std::uint32_t>,
                 std::vector<std::int64_t>, std::vector<std::uint64_t>, std::vector<float>, std::vector<double>>;

/// One 3-D image: stored voxels, the linear scaling of the header, and its grid in the world (RAS mm).
/// A plain value: copying copies the voxels; safe to read from several threads.
struct Volume {
    Geometry geometry;
    Voxels voxels;
    double slope = 1; ///< intensity = slope * stored + intercept
    double intercept = 0;
    std::vector<std::string> warnings; ///< what a person should know about how the file was read

    /// Intensities with slope and intercept applied, one float a voxel.
    [[nodiscard]] std::vector<float> intensities() const;
};

/// A label map: one label number a voxel on a grid. Label numbers are never scaled or interpolated.
struct LabelVolume {
    Geometry geometry;
    std::vector<std::int32_t> labels;
};

/// One float a voxel on a grid (standardised scans, agreement).
struct FloatVolume {
    Geometry geometry;
    std::vector<float> voxels;
};

/// The label numbers of a volume. Floating-point voxels are accepted if each is a whole number.
/// @param name the file, for errors
/// @throws Error{LabelsScaled, LabelsNotInteger}
[[nodiscard]] LabelVolume toLabels(const Volume& volume, const std::string& name);

} // namespace tessera
