#include "ui/viewer/slice_pixels.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tessera::ui {

SliceLayout::SliceLayout(const Size3& size, const SlicePlane& plane, std::int64_t slice) {
    const std::array<std::size_t, 3> stride{1, static_cast<std::size_t>(size[0]),
                                            static_cast<std::size_t>(size[0] * size[1])};
    first = stride[plane.sliceAxis()] * static_cast<std::size_t>(slice);
    columnStride = stride[plane.columnAxis()];
    rowStride = stride[plane.rowAxis()];
    columns = size[plane.columnAxis()];
    rows = size[plane.rowAxis()];
}

void fillGrey(std::span<const float> voxels, const SliceLayout& layout, const IntensityWindow& window,
              std::span<std::uint8_t> out) {
    const auto low = static_cast<float>(window.low);
    const auto scale = static_cast<float>(255 / std::max(1e-30, window.high - window.low));
    std::size_t pixel = 0;
    for (std::int64_t row = 0; row < layout.rows; ++row) {
        std::size_t voxel = layout.voxel(0, row);
        for (std::int64_t column = 0; column < layout.columns; ++column, voxel += layout.columnStride) {
            const float grey = (voxels[voxel] - low) * scale + 0.5F; // cut off below, so rounded
            out[pixel++] = grey >= 1 ? static_cast<std::uint8_t>(std::min(grey, 255.0F)) : 0; // NaN: 0
        }
    }
}

void fillClasses(std::span<const std::uint16_t> classes, const SliceLayout& layout, std::span<const Rgba> colourOfClass,
                 std::span<Rgba> out) {
    std::size_t pixel = 0;
    for (std::int64_t row = 0; row < layout.rows; ++row) {
        std::size_t voxel = layout.voxel(0, row);
        for (std::int64_t column = 0; column < layout.columns; ++column, voxel += layout.columnStride) {
            out[pixel++] = colourOfClass[classes[voxel]];
        }
    }
}

Rgba agreementColour(double agreement, double opacity) {
    // viridis (van der Walt and Smith, 2015) at five places
    static constexpr std::array<std::array<double, 3>, 5> kStops{
        {{68, 1, 84}, {59, 82, 139}, {33, 145, 140}, {94, 201, 98}, {253, 231, 37}}};
    const double place = std::clamp((agreement - kLeastAgreementShown) / (1 - kLeastAgreementShown), 0.0, 1.0) * 4;
    const auto from = std::min<std::size_t>(3, static_cast<std::size_t>(place));
    std::array<std::uint8_t, 3> colour{};
    for (std::size_t i = 0; i < 3; ++i) {
        const double mixed =
            kStops[from][i] + (kStops[from + 1][i] - kStops[from][i]) * (place - static_cast<double>(from));
        colour[i] = static_cast<std::uint8_t>(std::lround(mixed));
    }
    return {colour[0], colour[1], colour[2], static_cast<std::uint8_t>(std::lround(255 * opacity))};
}

void fillAgreement(std::span<const float> agreement, std::span<const std::uint8_t> coverage,
                   std::span<const std::uint16_t> classes, const SliceLayout& layout, double opacity,
                   std::span<Rgba> out) {
    std::array<Rgba, 256> ramp{};
    for (std::size_t i = 0; i < ramp.size(); ++i) {
        ramp[i] = agreementColour(static_cast<double>(i) / 255, opacity);
    }
    std::size_t pixel = 0;
    for (std::int64_t row = 0; row < layout.rows; ++row) {
        for (std::int64_t column = 0; column < layout.columns; ++column) {
            const std::size_t voxel = layout.voxel(column, row);
            const float share = std::clamp(agreement[voxel], 0.0F, 1.0F);
            const bool clear = classes[voxel] == 0 || (!coverage.empty() && coverage[voxel] == 0);
            out[pixel++] = clear ? Rgba{} : ramp[static_cast<std::size_t>(share * 255)];
        }
    }
}

void fillSides(std::span<const std::uint16_t> classes, const SliceLayout& layout, const std::vector<bool>& shown,
               std::uint16_t selected, std::span<std::uint8_t> out) {
    const std::int64_t lastColumn = layout.columns - 1, lastRow = layout.rows - 1;
    std::size_t pixel = 0;
    for (std::int64_t row = 0; row <= lastRow; ++row) {
        std::size_t voxel = layout.voxel(0, row);
        for (std::int64_t column = 0; column <= lastColumn; ++column, voxel += layout.columnStride, ++pixel) {
            const std::uint16_t here = classes[voxel];
            if (!shown[here]) {
                out[pixel] = 0;
                continue;
            }
            const bool least = column == 0 || classes[voxel - layout.columnStride] != here;
            const bool most = column == lastColumn || classes[voxel + layout.columnStride] != here;
            const bool below = row == 0 || classes[voxel - layout.rowStride] != here;
            const bool above = row == lastRow || classes[voxel + layout.rowStride] != here;
            out[pixel] = static_cast<std::uint8_t>((least ? kLeastColumn : 0) | (most ? kMostColumn : 0) |
                                                   (below ? kLeastRow : 0) | (above ? kMostRow : 0) |
                                                   (here == selected ? kStandsOut : 0));
        }
    }
}

std::vector<BorderSide> bordersOf(std::span<const std::uint16_t> classes, const SliceLayout& layout,
                                  const std::vector<bool>& shown) {
    std::vector<std::uint8_t> sides(layout.pixels());
    fillSides(classes, layout, shown, 0, sides);
    std::vector<BorderSide> out;
    std::size_t pixel = 0;
    for (std::int64_t row = 0; row < layout.rows; ++row) {
        for (std::int64_t column = 0; column < layout.columns; ++column, ++pixel) {
            if (sides[pixel] == 0) {
                continue;
            }
            const std::uint16_t here = classes[layout.voxel(column, row)];
            const auto x = static_cast<float>(column), y = static_cast<float>(row);
            if ((sides[pixel] & kLeastColumn) != 0) {
                out.push_back({x - 0.5F, y - 0.5F, x - 0.5F, y + 0.5F, 1, 0, here});
            }
            if ((sides[pixel] & kMostColumn) != 0) {
                out.push_back({x + 0.5F, y - 0.5F, x + 0.5F, y + 0.5F, -1, 0, here});
            }
            if ((sides[pixel] & kLeastRow) != 0) {
                out.push_back({x - 0.5F, y - 0.5F, x + 0.5F, y - 0.5F, 0, 1, here});
            }
            if ((sides[pixel] & kMostRow) != 0) {
                out.push_back({x - 0.5F, y + 0.5F, x + 0.5F, y + 0.5F, 0, -1, here});
            }
        }
    }
    return out;
}

} // namespace tessera::ui
