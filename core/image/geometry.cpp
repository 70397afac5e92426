#include "core/image/geometry.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>

namespace tessera {

Affine::Affine() : m_rows{{{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}}} {}

Vec3 Affine::rotate(const Vec3& direction) const {
    Vec3 out{};
    for (int row = 0; row < 3; ++row) {
        out[row] = m_rows[row][0] * direction[0] + m_rows[row][1] * direction[1] + m_rows[row][2] * direction[2];
    }
    return out;
}

Vec3 Affine::apply(const Vec3& point) const {
    Vec3 out = rotate(point);
    for (int row = 0; row < 3; ++row) {
        out[row] += m_rows[row][3];
    }
    return out;
}

double Affine::determinant() const {
    const auto& m = m_rows;
    return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0]) +
           m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
}

Affine Affine::inverse() const {
    const double det = determinant();
    if (!std::isfinite(det) || det == 0) {
        throw Error(ErrorCode::Internal, {"affine", "inverse of a singular matrix"});
    }
    const auto& m = m_rows;
    Affine out;
    for (int row = 0; row < 3; ++row) {
        for (int column = 0; column < 3; ++column) {
            const int a = (column + 1) % 3, b = (column + 2) % 3, c = (row + 1) % 3, d = (row + 2) % 3;
            out(row, column) = (m[a][c] * m[b][d] - m[a][d] * m[b][c]) / det;
        }
    }
    const Vec3 shift = out.rotate({m[0][3], m[1][3], m[2][3]});
    for (int row = 0; row < 3; ++row) {
        out(row, 3) = -shift[row];
    }
    return out;
}

Affine Affine::operator*(const Affine& right) const {
    Affine out;
    for (int row = 0; row < 4; ++row) {
        for (int column = 0; column < 4; ++column) {
            out(row, column) = 0;
            for (int k = 0; k < 4; ++k) {
                out(row, column) += m_rows[row][k] * right.m_rows[k][column];
            }
        }
    }
    return out;
}

bool Affine::isFinite() const {
    for (const auto& row : m_rows) {
        for (const double value : row) {
            if (!std::isfinite(value)) {
                return false;
            }
        }
    }
    return true;
}

Affine Affine::translation(const Vec3& by) {
    Affine out;
    for (int row = 0; row < 3; ++row) {
        out(row, 3) = by[row];
    }
    return out;
}

Affine Affine::scaling(const Vec3& by) {
    Affine out;
    for (int row = 0; row < 3; ++row) {
        out(row, row) = by[row];
    }
    return out;
}

std::size_t Geometry::voxels() const {
    return static_cast<std::size_t>(size[0]) * static_cast<std::size_t>(size[1]) * static_cast<std::size_t>(size[2]);
}

Vec3 Geometry::spacing() const {
    Vec3 out{};
    for (int axis = 0; axis < 3; ++axis) {
        out[axis] = std::hypot(worldFromVoxel(0, axis), worldFromVoxel(1, axis), worldFromVoxel(2, axis));
    }
    return out;
}

double Geometry::voxelVolume() const {
    return std::abs(worldFromVoxel.determinant());
}

std::size_t Geometry::index(std::int64_t x, std::int64_t y, std::int64_t z) const {
    return static_cast<std::size_t>(x + size[0] * (y + size[1] * z));
}

Geometry Geometry::fromAffine(const Size3& size, const Affine& worldFromVoxel, std::int16_t sformCode) {
    Geometry out;
    out.size = size;
    out.worldFromVoxel = worldFromVoxel;
    out.orientation = Orientation::Sform;
    out.forms.sformCode = sformCode;
    out.forms.pixdim = out.spacing();
    for (int row = 0; row < 3; ++row) {
        for (int column = 0; column < 4; ++column) {
            out.forms.srow[row][column] = worldFromVoxel(row, column);
        }
    }
    return out;
}

double largestCornerDistance(const Size3& size, const Affine& a, const Affine& b) {
    double largest = 0;
    for (int corner = 0; corner < 8; ++corner) {
        Vec3 voxel{};
        for (int axis = 0; axis < 3; ++axis) {
            voxel[axis] = (corner >> axis & 1) != 0 ? static_cast<double>(size[axis] - 1) : 0.0;
        }
        const Vec3 p = a.apply(voxel), q = b.apply(voxel);
        largest = std::max(largest, std::hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]));
    }
    return largest;
}

std::array<AxisDirection, 3> axisDirections(const Geometry& geometry) {
    const Vec3 spacing = geometry.spacing();
    const auto cosine = [&](int world, int voxel) { return geometry.worldFromVoxel(world, voxel) / spacing[voxel]; };
    std::array<int, 3> order{0, 1, 2};
    std::array<int, 3> best = order;
    double largest = -1;
    do {
        const double sum =
            std::abs(cosine(order[0], 0)) + std::abs(cosine(order[1], 1)) + std::abs(cosine(order[2], 2));
        if (sum > largest) {
            largest = sum;
            best = order;
        }
    } while (std::next_permutation(order.begin(), order.end()));
    std::array<AxisDirection, 3> out;
    for (int axis = 0; axis < 3; ++axis) {
        out[axis] = {best[axis], cosine(best[axis], axis) > 0};
    }
    return out;
}

bool sameGrid(const Geometry& a, const Geometry& b, double toleranceMm) {
    return a.size == b.size && largestCornerDistance(a.size, a.worldFromVoxel, b.worldFromVoxel) <= toleranceMm;
}

bool sameStatedGrid(const Geometry& a, const Geometry& b, double toleranceMm) {
    if (a.orientation != Orientation::None || b.orientation != Orientation::None) {
        return sameGrid(a, b, toleranceMm);
    }
    return a.size == b.size &&
           largestCornerDistance(a.size, Affine::scaling(a.spacing()), Affine::scaling(b.spacing())) <= toleranceMm;
}

} // namespace tessera
