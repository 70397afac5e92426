#pragma once

#include "ui/viewer/viewer_state.h"

#include <vtkSmartPointer.h>

class vtkActor;
class vtkImageData;
class vtkImageSlice;
class vtkPolyData;
class vtkRenderer;

namespace tessera::ui {

/// One slice in VTK: the scan, the overlay's pixels, and outlines. Each is made anew only when what it shows has
/// changed. GUI thread only.
class SliceScene {
  public:
    explicit SliceScene(vtkRenderer* renderer);
    ~SliceScene();
    SliceScene(const SliceScene&) = delete;
    SliceScene& operator=(const SliceScene&) = delete;

    void invalidateScan() { m_scanStale = true; }
    void invalidateOverlay() { m_overlayStale = true; }
    /// @param mmPerPixel of the screen (device pixels), for the width of outlines
    /// @return whether anything has changed
    bool update(const ViewerState& state, const SlicePlane& plane, std::int64_t slice, double mmPerPixel);

  private:
    void updateScan(const ViewerState& state, const SlicePlane& plane, std::int64_t slice);
    void updateOverlay(const ViewerState& state, const SlicePlane& plane, std::int64_t slice);
    void updateOutline(const ViewerState& state, const SlicePlane& plane, std::int64_t slice, double mmPerPixel);

    vtkSmartPointer<vtkImageData> m_scanPixels, m_overlayPixels;
    vtkSmartPointer<vtkImageSlice> m_scan, m_overlay;
    vtkSmartPointer<vtkPolyData> m_outlineShape;
    vtkSmartPointer<vtkActor> m_outline;
    bool m_scanStale = true, m_overlayStale = true;
    std::int64_t m_slice = -1;
    double m_mmPerPixel = 0;
};

} // namespace tessera::ui
