#pragma once

#include "core/image/geometry.h"

#include <array>
#include <cstdint>
#include <optional>

namespace tessera::ui {

enum class View { Axial, Coronal, Sagittal };
inline constexpr std::array<View, 3> kViews{View::Axial, View::Coronal, View::Sagittal};

/// How slices lie on the screen, as a person is used to.
struct Conventions {
    bool radiological = true; ///< the patient's right on the screen's left, as if seen from the feet or from the front
    bool noseLeft = true;     ///< in sagittal views
    bool operator==(const Conventions&) const = default;
};

/// Of "LRAPSI": where a world axis (0 left-right, 1 posterior-anterior, 2 inferior-superior) leads.
[[nodiscard]] char directionLetter(int worldAxis, bool rising);

/// Letters of a view's four edges, of "LRAPSI": the anatomical direction nearest to that edge.
struct EdgeLetters {
    char left = 0, right = 0, top = 0, bottom = 0;
};

/// The slices of a grid as one view shows them. They are planes of the voxel grid, named by the nearest anatomical
/// axis; the screen lies in them, its horizontal along one voxel axis. Oblique grids are shown along their own axes,
/// sheared ones as parallelograms: nothing is resampled. A plain value; any thread.
///
/// Plane coordinates (u to the screen's right, v up, in mm) are the components of a RAS position along `right()` and
/// `up()`.
class SlicePlane {
  public:
    SlicePlane(const Geometry& grid, View view, const Conventions& conventions);

    [[nodiscard]] int sliceAxis() const noexcept { return m_sliceAxis; }   ///< voxel axis that scrolling follows
    [[nodiscard]] int columnAxis() const noexcept { return m_columnAxis; } ///< voxel axis along the screen's horizontal
    [[nodiscard]] int rowAxis() const noexcept { return m_rowAxis; }       ///< voxel axis nearest the screen's vertical
    [[nodiscard]] std::int64_t slices() const { return m_grid.size[m_sliceAxis]; }
    /// +1 if the next slice index lies further to superior, anterior or right, else -1.
    [[nodiscard]] int step() const noexcept { return m_step; }

    /// Orthonormal, right-handed, in RAS: `toViewer` = `right` x `up`. So no view ever mirrors.
    [[nodiscard]] const Vec3& right() const noexcept { return m_right; }
    [[nodiscard]] const Vec3& up() const noexcept { return m_up; }
    [[nodiscard]] const Vec3& toViewer() const noexcept { return m_toViewer; }
    [[nodiscard]] EdgeLetters letters() const noexcept { return m_letters; }

    [[nodiscard]] Vec3 voxelOf(const Vec3& mm) const { return m_voxelFromWorld.apply(mm); } ///< not rounded
    /// Index of the slice nearest to a position, within the grid.
    [[nodiscard]] std::int64_t sliceAt(const Vec3& mm) const;
    /// RAS position of plane coordinates in a slice.
    [[nodiscard]] Vec3 worldAt(double u, double v, std::int64_t slice) const;
    [[nodiscard]] std::array<double, 2> planeOf(const Vec3& mm) const;
    /// The voxel that covers the point, or none outside the grid.
    [[nodiscard]] std::optional<std::array<std::int64_t, 3>> voxelAt(double u, double v, std::int64_t slice) const;
    /// Smallest rectangle around all slices: least u, least v, largest u, largest v; voxels count whole.
    [[nodiscard]] std::array<double, 4> bounds() const;
    /// Maps (column index, row index, mm towards the viewer, 1) of a slice to RAS mm.
    [[nodiscard]] Affine worldFromSlice(std::int64_t slice) const;

  private:
    Geometry m_grid;
    Affine m_voxelFromWorld;
    int m_sliceAxis = 2, m_columnAxis = 0, m_rowAxis = 1, m_step = 1;
    Vec3 m_right{}, m_up{}, m_toViewer{};
    EdgeLetters m_letters;
};

/// Index of the voxel whose cell holds a position, or none outside the grid.
[[nodiscard]] std::optional<std::array<std::int64_t, 3>> voxelHolding(const Size3& size, const Vec3& voxel);

} // namespace tessera::ui
