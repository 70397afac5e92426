#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace tessera {

using Size3 = std::array<std::int64_t, 3>; ///< voxels along x, y, z
using Vec3 = std::array<double, 3>;

/// A 4 x 4 affine with last row (0, 0, 0, 1), row-major: maps (x, y, z, 1) columns.
class Affine {
  public:
    Affine(); ///< identity
    explicit Affine(const std::array<std::array<double, 4>, 4>& rows) : m_rows(rows) {}

    [[nodiscard]] double operator()(int row, int column) const { return m_rows[row][column]; }
    double& operator()(int row, int column) { return m_rows[row][column]; }

    [[nodiscard]] Vec3 apply(const Vec3& point) const;      ///< linear part and translation
    [[nodiscard]] Vec3 rotate(const Vec3& direction) const; ///< linear part only
    [[nodiscard]] double determinant() const;               ///< of the linear part
    [[nodiscard]] Affine inverse() const;                   ///< @throws Error{Internal} if singular: check first
    [[nodiscard]] Affine operator*(const Affine& right) const;
    [[nodiscard]] bool isFinite() const;
    bool operator==(const Affine&) const = default;

    [[nodiscard]] static Affine translation(const Vec3& by);
    [[nodiscard]] static Affine scaling(const Vec3& by);

  private:
    std::array<std::array<double, 4>, 4> m_rows;
};

/// Where a grid's voxel-to-world matrix came from: one of NIfTI's two forms, or what a format with one matrix states.
/// `None`: the file has no orientation that can be relied on, laterality is unverified.
enum class Orientation { Sform, Qform, Stated, None };

/// The two forms of a NIfTI header as stored, kept so that outputs on the same grid carry them unchanged.
struct NiftiForms {
    std::int16_t qformCode = 0;
    std::int16_t sformCode = 0;
    double qfac = 1;
    std::array<double, 6> quatern{};             ///< b, c, d, offset x, y, z
    std::array<double, 3> pixdim{1, 1, 1};       ///< in the file's unit
    std::array<std::array<double, 4>, 3> srow{}; ///< in the file's unit
    std::uint8_t units = 2;                      ///< xyzt_units; 2 is mm
    bool operator==(const NiftiForms&) const = default;
};

/// A voxel grid in the world: size, and the matrix from voxel index (centre of the first voxel is 0, 0, 0) to RAS mm.
struct Geometry {
    Size3 size{};
    Affine worldFromVoxel;
    Orientation orientation = Orientation::Sform;
    NiftiForms forms;
    bool sidesDisputed = false; ///< the header's two forms disagree about left and right

    [[nodiscard]] std::size_t voxels() const;
    [[nodiscard]] Vec3 spacing() const;       ///< mm along x, y, z: lengths of the matrix's columns
    [[nodiscard]] double voxelVolume() const; ///< mm^3: |determinant|
    [[nodiscard]] std::size_t index(std::int64_t x, std::int64_t y, std::int64_t z) const;
    /// A grid with this size and matrix, sform code as given and mm, as outputs on a template's grid have it.
    [[nodiscard]] static Geometry fromAffine(const Size3& size, const Affine& worldFromVoxel,
                                             std::int16_t sformCode = 2);
};

/// Largest distance (mm) between where two matrices put a corner of a grid.
[[nodiscard]] double largestCornerDistance(const Size3& size, const Affine& a, const Affine& b);

/// The world axis along which a voxel axis runs, and whether it rises with the index.
struct AxisDirection {
    int world = 0; ///< 0 left-right, 1 posterior-anterior, 2 inferior-superior
    bool rising = true;
};
/// Directions of the three voxel axes. World axes are given to voxel axes as a whole, by the largest sum of direction
/// cosines, so that on an oblique grid no two axes get the same one.
[[nodiscard]] std::array<AxisDirection, 3> axisDirections(const Geometry& geometry);

/// True if both grids have the same size and every corner agrees within `toleranceMm`.
[[nodiscard]] bool sameGrid(const Geometry& a, const Geometry& b, double toleranceMm = 1e-3);

/// `sameGrid`, or where neither grid's orientation is stated, the same size and spacing: some formats can't keep axes
/// that were only guessed.
[[nodiscard]] bool sameStatedGrid(const Geometry& a, const Geometry& b, double toleranceMm = 1e-3);

} // namespace tessera
