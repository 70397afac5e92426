#pragma once

#include <span>

namespace tessera::ui {

/// The intensities that are shown as black and as white.
struct IntensityWindow {
    double low = 0, high = 1;
    bool operator==(const IntensityWindow&) const = default;
};

/// A window for a scan of a head that is shown for the first time. Voxels with the exact minimum, and constant air next
/// to it (5 % of the voxels or more), aren't counted, so padding doesn't matter; the window spans the quantiles 0.2 %
/// to 99.6 % of the rest, so a few hot voxels don't either. Values that aren't finite are left out. Any thread.
/// @return 0..1 for an image without any finite voxel; an image of one value v gets v - 0.5 .. v + 0.5
[[nodiscard]] IntensityWindow startWindow(std::span<const float> voxels);

} // namespace tessera::ui
