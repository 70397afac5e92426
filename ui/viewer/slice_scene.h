#pragma once

#include "ui/viewer/slice_raster.h"
#include "ui/viewer/viewer_state.h"

namespace tessera::ui {

/// What one slice view shows of the state: the scan, the overlay or outlines. Each is made anew only when what it shows
/// has changed. GUI thread only.
class SliceScene {
  public:
    void invalidateScan() { m_scanStale = true; }
    void invalidateOverlay() { m_overlayStale = true; }
    /// @param mmPerPixel of the screen (device pixels), for the width of outlines
    /// @return whether anything has changed
    bool update(const ViewerState& state, const SlicePlane& plane, std::int64_t slice, double mmPerPixel);
    [[nodiscard]] const SliceLayers& layers() const noexcept { return m_layers; }

  private:
    void updateScan(const ViewerState& state, const SliceLayout& layout);
    void updateOverlay(const ViewerState& state, const SliceLayout& layout, bool isOutlined);
    void updateLines(const ViewerState& state, const SlicePlane& plane, double mmPerPixel);

    SliceLayers m_layers;
    bool m_scanStale = true, m_overlayStale = true;
    std::int64_t m_slice = -1;
    double m_mmPerPixel = 0;
};

} // namespace tessera::ui
