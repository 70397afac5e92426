#include "tests/support/tiny_scan.h"

#include "core/image/image_io.h"
#include "core/image/resample.h"
#include "tests/support/shared_data.h"

#include <cmath>
#include <numbers>

namespace tessera::test {
namespace {

constexpr double kSpacing = 3;                        // mm
constexpr double kTurn = 10 * std::numbers::pi / 180; // about z
constexpr Size3 kSize{64, 76, 62};                    // 192 x 228 x 186 mm: the whole head
constexpr Vec3 kCentre{0, -18, 18};                   // RAS mm of the sample scan

} // namespace

FloatVolume tinyScan() {
    const Volume sample = readImage(sourcePath("resources/sample/colin27_T1w.nii.gz"));
    Affine matrix;
    matrix(0, 0) = matrix(1, 1) = kSpacing * std::cos(kTurn);
    matrix(1, 0) = kSpacing * std::sin(kTurn);
    matrix(0, 1) = -matrix(1, 0);
    matrix(2, 2) = kSpacing;
    const Vec3 corner = matrix.rotate({static_cast<double>(kSize[0] - 1) / 2, static_cast<double>(kSize[1] - 1) / 2,
                                       static_cast<double>(kSize[2] - 1) / 2});
    for (int axis = 0; axis < 3; ++axis) {
        matrix(axis, 3) = kCentre[static_cast<std::size_t>(axis)] - corner[static_cast<std::size_t>(axis)];
    }
    return resampleLinear({sample.geometry, sample.intensities()}, Affine(), Geometry::fromAffine(kSize, matrix), 2);
}

NiftiBuilder tinyNifti(const FloatVolume& scan, Forms forms) {
    const auto& size = scan.geometry.size;
    NiftiBuilder out(
        {static_cast<std::int16_t>(size[0]), static_cast<std::int16_t>(size[1]), static_cast<std::int16_t>(size[2])}, 4,
        16);
    const Affine& m = scan.geometry.worldFromVoxel;
    out.setPixdim({1, kSpacing, kSpacing, kSpacing, 0, 0, 0, 0});
    out.put<std::uint8_t>(123, 2 | 8); // mm, s
    std::array<float, 12> rows{};
    for (int i = 0; i < 12; ++i) {
        rows[static_cast<std::size_t>(i)] = static_cast<float>(m(i / 4, i % 4));
    }
    const bool sform = forms == Forms::Both || forms == Forms::SformOnly;
    const bool qform = forms == Forms::Both || forms == Forms::QformOnly;
    out.setSform(sform ? 2 : 0, sform ? rows : std::array<float, 12>{});
    if (qform) {
        out.setQform(1, {0, 0, static_cast<float>(std::sin(kTurn / 2)), rows[3], rows[7], rows[11]});
    }
    return out.setVoxels(std::vector<std::int16_t>(scan.voxels.begin(), scan.voxels.end()));
}

} // namespace tessera::test
