#include "tests/ui/viewer/phantom_files.h"

#include "core/image/image_io.h"
#include "tests/support/nifti_builder.h"
#include "tests/support/tiny_exam.h"

#include <algorithm>
#include <cmath>

namespace tessera::test {
namespace fs = std::filesystem;
namespace {

/// Quaternion and factor of NIfTI's method 2 (nifti1.h) from a rotation matrix whose elements are -1, 0 and 1.
void setQuaternion(NiftiBuilder& file, const Geometry& grid) {
    const Vec3 spacing = grid.spacing();
    std::array<std::array<double, 3>, 3> r{};
    const double factor = grid.worldFromVoxel.determinant() < 0 ? -1 : 1;
    for (int row = 0; row < 3; ++row) {
        for (int column = 0; column < 3; ++column) {
            r[row][column] = grid.worldFromVoxel(row, column) / spacing[column] * (column == 2 ? factor : 1);
        }
    }
    // the largest of the four components first, so that half turns (a = 0) keep their signs
    std::array<double, 4> q{};
    const std::array<double, 4> squares{1 + r[0][0] + r[1][1] + r[2][2], 1 + r[0][0] - r[1][1] - r[2][2],
                                        1 - r[0][0] + r[1][1] - r[2][2], 1 - r[0][0] - r[1][1] + r[2][2]};
    const std::size_t most = std::max_element(squares.begin(), squares.end()) - squares.begin();
    const double s = 2 * std::sqrt(squares[most]);
    const double wx = r[2][1] - r[1][2], wy = r[0][2] - r[2][0], wz = r[1][0] - r[0][1];
    const double xy = r[0][1] + r[1][0], xz = r[0][2] + r[2][0], yz = r[1][2] + r[2][1];
    switch (most) {
    case 0:
        q = {s / 4, wx / s, wy / s, wz / s};
        break;
    case 1:
        q = {wx / s, s / 4, xy / s, xz / s};
        break;
    case 2:
        q = {wy / s, xy / s, s / 4, yz / s};
        break;
    default:
        q = {wz / s, xz / s, yz / s, s / 4};
    }
    const double sign = q[0] < 0 ? -1 : 1;
    const Affine& m = grid.worldFromVoxel;
    file.setQform(1, {static_cast<float>(sign * q[1]), static_cast<float>(sign * q[2]), static_cast<float>(sign * q[3]),
                      static_cast<float>(m(0, 3)), static_cast<float>(m(1, 3)), static_cast<float>(m(2, 3))});
    file.setPixdim({static_cast<float>(factor), static_cast<float>(spacing[0]), static_cast<float>(spacing[1]),
                    static_cast<float>(spacing[2]), 0, 0, 0, 0});
}

void writeNifti(const fs::path& file, const FloatVolume& head, bool withSform) {
    const auto& size = head.geometry.size;
    NiftiBuilder out(
        {static_cast<std::int16_t>(size[0]), static_cast<std::int16_t>(size[1]), static_cast<std::int16_t>(size[2])},
        16, 32);
    std::array<float, 12> rows{};
    if (withSform) {
        for (int i = 0; i < 12; ++i) {
            rows[i] = static_cast<float>(head.geometry.worldFromVoxel(i / 4, i % 4));
        }
    } else {
        setQuaternion(out, head.geometry);
    }
    out.setSform(withSform ? 2 : 0, rows);
    out.setVoxels(head.voxels).write(file);
}

} // namespace

fs::path writeHead(const fs::path& folder, const std::string& format, const FloatVolume& head) {
    if (format == "DICOM") {
        writeExamT1(folder / "series", head, 4);
        return folder / "series" / "IM0040000";
    }
    const fs::path file = folder / (format == "NRRD" ? "head.nrrd" : (format == "MGZ" ? "head.mgz" : "head.nii"));
    if (format.starts_with("NIfTI")) {
        writeNifti(file, head, format.ends_with("sform"));
    } else {
        writeImage(file, head.geometry, head.voxels, Intent::None);
    }
    return file;
}

} // namespace tessera::test
