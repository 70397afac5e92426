#pragma once

#include "ui/viewer/slice_pixels.h"

#include <array>
#include <cstdint>
#include <vector>

class QImage;

/// A slice's voxels as pixels of the screen, on the CPU: for one picture a view that takes a tenth of what software
/// OpenGL takes, needs no shader that would have to be compiled first, and looks the same on every machine. Pure; any
/// thread.
namespace tessera::ui {

/// A slice's pixels, rows one after the other.
struct SliceLayers {
    std::int64_t columns = 0, rows = 0;
    std::vector<std::uint8_t> grey;
    std::vector<Rgba> overlay;       ///< empty: none
    std::vector<std::uint8_t> sides; ///< `PixelSides`, where the overlay is outlines: else empty
    /// Width of outlines inside their pixel, in columns and rows, at most 0.5.
    std::array<double, 2> line{}, broadLine{};
    bool isInterpolated = false; ///< the grey; labels never are
};

/// Column and row (whole: a pixel's centre) of the centre of the screen's pixel (x, y): origin + x * across + y * down.
struct SlicePlacement {
    std::array<double, 2> origin{}, across{}, down{};
    bool operator==(const SlicePlacement&) const = default;
};

/// Each pixel of the screen has the colour at its centre; beside the slice it is black.
/// @param out RGB32
void drawSlice(const SliceLayers& layers, const SlicePlacement& placement, QImage& out);

} // namespace tessera::ui
