#pragma once

#include "ui/viewer/slice_plane.h"
#include "ui/viewer/start_window.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// Slices of volumes as pixels: columns run along the plane's column axis, rows along its row axis, both with the voxel
/// index. All functions are pure; any thread.
namespace tessera::ui {

struct Rgba {
    std::uint8_t red = 0, green = 0, blue = 0, alpha = 0;
    bool operator==(const Rgba&) const = default;
};

/// Where a slice's voxels lie in a volume that is stored x fastest.
struct SliceLayout {
    std::size_t first = 0, columnStride = 1, rowStride = 1;
    std::int64_t columns = 0, rows = 0;

    SliceLayout(const Size3& size, const SlicePlane& plane, std::int64_t slice);
    [[nodiscard]] std::size_t pixels() const { return static_cast<std::size_t>(columns * rows); }
    [[nodiscard]] std::size_t voxel(std::int64_t column, std::int64_t row) const {
        return first + static_cast<std::size_t>(column) * columnStride + static_cast<std::size_t>(row) * rowStride;
    }
};

/// Grey values 0..255 of the window; values that aren't finite are black.
void fillGrey(std::span<const float> voxels, const SliceLayout& layout, const IntensityWindow& window,
              std::span<std::uint8_t> out);

/// One colour a class.
void fillClasses(std::span<const std::uint16_t> classes, const SliceLayout& layout, std::span<const Rgba> colourOfClass,
                 std::span<Rgba> out);

/// Agreement (0..1) as viridis from 0.4 (and less) to 1. Clear is what has no region, and what no tile saw: on the way
/// to the scan's grid agreement fades at the edge of the tiles, which says nothing of the anatomy.
/// @param coverage may be empty: not known @param opacity 0..1
void fillAgreement(std::span<const float> agreement, std::span<const std::uint8_t> coverage,
                   std::span<const std::uint16_t> classes, const SliceLayout& layout, double opacity,
                   std::span<Rgba> out);
[[nodiscard]] Rgba agreementColour(double agreement, double opacity);
inline constexpr double kLeastAgreementShown = 0.4;

/// Sides of a pixel behind which another class begins.
enum PixelSides : std::uint8_t { kLeastColumn = 1, kMostColumn = 2, kLeastRow = 4, kMostRow = 8, kStandsOut = 16 };
/// Of all pixels whose class is shown, else 0: where two shown regions meet, both have theirs.
/// @param shown by class
/// @param selected class whose sides stand out; 0: none
void fillSides(std::span<const std::uint16_t> classes, const SliceLayout& layout, const std::vector<bool>& shown,
               std::uint16_t selected, std::span<std::uint8_t> out);

/// One of those sides, in pixel indices (a pixel's centre is whole); `inX`, `inY` point into the pixel.
struct BorderSide {
    float x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    std::int8_t inX = 0, inY = 0;
    std::uint16_t of = 0; ///< class of the pixel
};
[[nodiscard]] std::vector<BorderSide> bordersOf(std::span<const std::uint16_t> classes, const SliceLayout& layout,
                                                const std::vector<bool>& shown);

} // namespace tessera::ui
