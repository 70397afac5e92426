#pragma once

#include "ui/viewer/case_data.h"
#include "ui/viewer/slice_plane.h"

#include <QImage>
#include <QRectF>

#include <array>

class QPainter;

/// Slices painted without OpenGL, for pictures that are made on workers. Any thread.
namespace tessera::ui {

/// A slice, and where it appears: `box` (least u, least v, largest u, largest v; mm of the plane) in the middle of
/// `area` (pixels), as large as fits.
struct PlacedSlice {
    SlicePlane plane;
    std::int64_t slice = 0;
    std::array<double, 4> box{};
    QRectF area;
};

/// The scan in its start window; nothing outside the area.
void paintScan(QPainter& painter, const CaseImage& image, const PlacedSlice& placed);
/// The outlines of all regions in their colours. @param lineWidth in pixels
void paintOutlines(QPainter& painter, const CaseLabels& labels, const Size3& size, const PlacedSlice& placed,
                   double lineWidth);

/// Axial, coronal and sagittal slice side by side in one scale, through the centre of mass of all labels (of the scan
/// where there are none), with outlines and the letters of all sides. At least the room of an adult's brain is shown
/// around them, so that missing parts are seen. Nothing of the patient's identity. @param width in pixels
[[nodiscard]] QImage threeViews(const CaseImage& image, const CaseLabels& labels, const Conventions& conventions,
                                int width);
/// Where `threeViews` places its slices; the picture's height is that of the areas.
[[nodiscard]] std::array<PlacedSlice, 3> placeThreeViews(const CaseImage& image, const CaseLabels& labels,
                                                         const Conventions& conventions, int width);

} // namespace tessera::ui
