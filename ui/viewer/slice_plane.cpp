#include "ui/viewer/slice_plane.h"

#include <algorithm>
#include <cmath>

namespace tessera::ui {
namespace {

double dot(const Vec3& a, const Vec3& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

Vec3 cross(const Vec3& a, const Vec3& b) {
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

Vec3 unit(const Vec3& v) {
    const double length = std::sqrt(dot(v, v));
    return {v[0] / length, v[1] / length, v[2] / length};
}

Vec3 column(const Affine& matrix, int axis, double sign) {
    return {sign * matrix(0, axis), sign * matrix(1, axis), sign * matrix(2, axis)};
}

} // namespace

char directionLetter(int worldAxis, bool rising) {
    static constexpr std::array<std::array<char, 2>, 3> kLetters{{{'L', 'R'}, {'P', 'A'}, {'I', 'S'}}};
    return kLetters[worldAxis][rising ? 1 : 0];
}

SlicePlane::SlicePlane(const Geometry& grid, View view, const Conventions& conventions)
    : m_grid(grid), m_voxelFromWorld(grid.worldFromVoxel.inverse()) {
    const int across = view == View::Sagittal ? 1 : 0; // world axes of the screen
    const int vertical = view == View::Axial ? 1 : 2;
    const bool rightIsPositive = view == View::Sagittal ? !conventions.noseLeft : !conventions.radiological;

    const auto directions = axisDirections(grid);
    for (int axis = 0; axis < 3; ++axis) {
        if (directions[axis].world == across) {
            m_columnAxis = axis;
        } else if (directions[axis].world == vertical) {
            m_rowAxis = axis;
        } else {
            m_sliceAxis = axis;
        }
    }
    m_step = directions[m_sliceAxis].rising ? 1 : -1;
    const double columnSign = directions[m_columnAxis].rising == rightIsPositive ? 1 : -1;
    const double rowSign = directions[m_rowAxis].rising ? 1 : -1;
    m_right = unit(column(grid.worldFromVoxel, m_columnAxis, columnSign));
    m_toViewer = unit(cross(m_right, column(grid.worldFromVoxel, m_rowAxis, rowSign)));
    m_up = cross(m_toViewer, m_right);
    m_letters = {directionLetter(across, !rightIsPositive), directionLetter(across, rightIsPositive),
                 directionLetter(vertical, true), directionLetter(vertical, false)};
}

std::int64_t SlicePlane::sliceAt(const Vec3& mm) const {
    return std::clamp<std::int64_t>(std::llround(voxelOf(mm)[m_sliceAxis]), 0, slices() - 1);
}

std::array<double, 2> SlicePlane::planeOf(const Vec3& mm) const {
    return {dot(mm, m_right), dot(mm, m_up)};
}

Vec3 SlicePlane::worldAt(double u, double v, std::int64_t slice) const {
    Vec3 first{};
    first[m_sliceAxis] = static_cast<double>(slice);
    const double depth = dot(m_grid.worldFromVoxel.apply(first), m_toViewer);
    Vec3 out{};
    for (int axis = 0; axis < 3; ++axis) {
        out[axis] = u * m_right[axis] + v * m_up[axis] + depth * m_toViewer[axis];
    }
    return out;
}

std::optional<std::array<std::int64_t, 3>> SlicePlane::voxelAt(double u, double v, std::int64_t slice) const {
    Vec3 voxel = voxelOf(worldAt(u, v, slice));
    voxel[m_sliceAxis] = static_cast<double>(slice); // exactly: the plane is that of the slice
    return voxelHolding(m_grid.size, voxel);
}

std::array<double, 4> SlicePlane::bounds() const {
    std::array<double, 4> out{1e300, 1e300, -1e300, -1e300};
    for (int corner = 0; corner < 8; ++corner) {
        Vec3 voxel{};
        for (int axis = 0; axis < 3; ++axis) {
            voxel[axis] = (corner >> axis & 1) != 0 ? static_cast<double>(m_grid.size[axis]) - 0.5 : -0.5;
        }
        const auto [u, v] = planeOf(m_grid.worldFromVoxel.apply(voxel));
        out = {std::min(out[0], u), std::min(out[1], v), std::max(out[2], u), std::max(out[3], v)};
    }
    return out;
}

Affine SlicePlane::worldFromSlice(std::int64_t slice) const {
    Vec3 first{};
    first[m_sliceAxis] = static_cast<double>(slice);
    const Vec3 origin = m_grid.worldFromVoxel.apply(first);
    Affine out;
    for (int row = 0; row < 3; ++row) {
        out(row, 0) = m_grid.worldFromVoxel(row, m_columnAxis);
        out(row, 1) = m_grid.worldFromVoxel(row, m_rowAxis);
        out(row, 2) = m_toViewer[row];
        out(row, 3) = origin[row];
    }
    return out;
}

std::optional<std::array<std::int64_t, 3>> voxelHolding(const Size3& size, const Vec3& voxel) {
    std::array<std::int64_t, 3> out{};
    for (int axis = 0; axis < 3; ++axis) {
        const double index = std::floor(voxel[axis] + 0.5);
        if (!(index >= 0 && index < static_cast<double>(size[axis]))) {
            return std::nullopt;
        }
        out[axis] = static_cast<std::int64_t>(index);
    }
    return out;
}

} // namespace tessera::ui
