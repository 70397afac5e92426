#pragma once

#include "core/image/volume.h"
#include "core/labels/label_table.h"

#include <array>
#include <string>
#include <vector>

namespace tessera::test {

/// How voxel axes lie in the world: voxel axis a runs along world axis `order[a]` (0 right, 1 anterior, 2 superior),
/// against it if bit a of `against` is set.
struct AxisLayout {
    std::array<int, 3> order{0, 1, 2};
    int against = 0;
    [[nodiscard]] bool isRightHanded() const;
    [[nodiscard]] std::string name() const; ///< "RAS", "PIR": where the axes run to
};
/// All 48 of them.
[[nodiscard]] std::vector<AxisLayout> axisLayouts();

/// A block of the phantom.
struct Mark {
    char letter = 0; ///< the side of the head where it lies
    float intensity = 0;
    std::array<int, 3> first{}, last{}; ///< voxels along the world's axes, both ends included
    [[nodiscard]] Vec3 centre() const;  ///< RAS mm
};

/// A head without symmetry: blocks of their own intensities at the patient's left, anterior and superior, that all
/// three middle slices show two of. Its grid is not in the world's middle and its voxels aren't cubes.
inline constexpr Size3 kHeadSize{24, 28, 32};     ///< along the world's axes
inline constexpr Vec3 kHeadSpacing{1.5, 1.25, 1}; ///< mm
inline constexpr Vec3 kHeadOrigin{-10, -30, 5};   ///< RAS mm of the first voxel along the world's axes
inline constexpr std::array<Mark, 3> kMarks{{{'L', 1000, {3, 12, 14}, {6, 15, 17}},
                                             {'A', 700, {10, 19, 14}, {13, 22, 17}},
                                             {'S', 450, {10, 12, 22}, {13, 15, 25}}}};
[[nodiscard]] Vec3 headCentre(); ///< RAS mm of the middle of its box
[[nodiscard]] FloatVolume phantomHead(const AxisLayout& layout);

/// The marks as regions 1 to 3: red, green and blue.
[[nodiscard]] labels::LabelTable markTable();
[[nodiscard]] LabelVolume markLabels(const Geometry& grid, const std::vector<float>& head);

} // namespace tessera::test
