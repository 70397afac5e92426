#include "ui/viewer/slice_picture.h"

#include "ui/viewer/slice_pixels.h"
#include "ui/viewer/view_paint.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tessera::ui {
namespace {

/// mm along the world's axes that are shown at least: the brain of an adult with some room.
constexpr Vec3 kLeastShown{165, 200, 165};
constexpr double kMargin = 12;       ///< mm around the labels
constexpr double kGap = 4;           ///< pixels between the views
constexpr double kUsualWidth = 1000; ///< pixels: letters grow with wider pictures

double scaleOf(const PlacedSlice& placed) {
    const auto& box = placed.box;
    return std::min(placed.area.width() / (box[2] - box[0]), placed.area.height() / (box[3] - box[1]));
}

/// From a slice's picture, whose first pixel reaches from 0 to 1, to the area.
QTransform placing(const PlacedSlice& placed) {
    const auto& box = placed.box;
    const double scale = scaleOf(placed);
    const Affine world = placed.plane.worldFromSlice(placed.slice);
    const auto place = [&](double column, double row) {
        const auto [u, v] = placed.plane.planeOf(world.apply({column, row, 0}));
        return placed.area.center() + QPointF((u - (box[0] + box[2]) / 2) * scale, ((box[1] + box[3]) / 2 - v) * scale);
    };
    const QPointF origin = place(-0.5, -0.5);
    const QPointF across = place(0.5, -0.5) - origin, along = place(-0.5, 0.5) - origin;
    return {across.x(), across.y(), along.x(), along.y(), origin.x(), origin.y()};
}

Vec3 centreOf(const CaseImage& image, const CaseLabels& labels) {
    Vec3 sum{};
    double voxels = 0;
    for (const quantify::RegionStats& region : labels.measurement.regions) {
        if (region.centroidMm) {
            const auto count = static_cast<double>(region.voxels);
            voxels += count;
            for (int axis = 0; axis < 3; ++axis) {
                sum[axis] += count * (*region.centroidMm)[axis];
            }
        }
    }
    if (voxels == 0) {
        Vec3 middle{};
        for (int axis = 0; axis < 3; ++axis) {
            middle[axis] = static_cast<double>(image.geometry.size[axis] - 1) / 2;
        }
        return image.geometry.worldFromVoxel.apply(middle);
    }
    return {sum[0] / voxels, sum[1] / voxels, sum[2] / voxels};
}

/// Voxels around all labels, both ends included; none without labels.
std::optional<RegionExtent> extentOf(const CaseLabels& labels) {
    std::optional<RegionExtent> out;
    for (std::size_t i = 1; i < labels.extents.size(); ++i) {
        const RegionExtent& region = labels.extents[i];
        if (region.voxels == 0) {
            continue;
        }
        if (!out) {
            out = region;
        }
        for (int axis = 0; axis < 3; ++axis) {
            out->first[axis] = std::min(out->first[axis], region.first[axis]);
            out->last[axis] = std::max(out->last[axis], region.last[axis]);
        }
    }
    return out;
}

/// What a view shows, within the slices' own bounds.
std::array<double, 4> boxOf(const CaseImage& image, const CaseLabels& labels, const SlicePlane& plane, View view) {
    const std::array<double, 4> bounds = plane.bounds();
    const std::optional<RegionExtent> extent = extentOf(labels);
    if (!extent) {
        return bounds;
    }
    std::array<double, 4> box{1e300, 1e300, -1e300, -1e300};
    for (int corner = 0; corner < 8; ++corner) {
        Vec3 voxel{};
        for (int axis = 0; axis < 3; ++axis) {
            voxel[axis] = static_cast<double>((corner >> axis & 1) != 0 ? extent->last[axis] : extent->first[axis]);
        }
        const auto [u, v] = plane.planeOf(image.geometry.worldFromVoxel.apply(voxel));
        box = {std::min(box[0], u), std::min(box[1], v), std::max(box[2], u), std::max(box[3], v)};
    }
    const std::array<int, 2> worldAxes{view == View::Sagittal ? 1 : 0, view == View::Axial ? 1 : 2};
    for (std::size_t i = 0; i < 2; ++i) {
        const double middle = (box[i] + box[i + 2]) / 2;
        const double half = std::max(box[i + 2] - box[i] + 2 * kMargin, kLeastShown[worldAxes[i]]) / 2;
        box[i] = std::max(middle - half, bounds[i]);
        box[i + 2] = std::min(middle + half, bounds[i + 2]);
    }
    return box;
}

void paintScaledLetters(QPainter& painter, const PlacedSlice& placed, bool sidesAreSure, double scale) {
    painter.save();
    painter.scale(scale, scale);
    const QRectF area(placed.area.topLeft() / scale, placed.area.size() / scale);
    paintLetters(painter, area, placed.plane.letters(), sidesAreSure);
    painter.restore();
}

} // namespace

void paintScan(QPainter& painter, const CaseImage& image, const PlacedSlice& placed) {
    const SliceLayout layout(image.geometry.size, placed.plane, placed.slice);
    QImage grey(static_cast<int>(layout.columns), static_cast<int>(layout.rows), QImage::Format_Grayscale8);
    std::vector<std::uint8_t> pixels(layout.pixels());
    fillGrey(image.voxels, layout, image.window, pixels);
    for (int row = 0; row < grey.height(); ++row) {
        std::copy_n(pixels.begin() + static_cast<std::ptrdiff_t>(row) * grey.width(), grey.width(), grey.scanLine(row));
    }
    painter.save();
    painter.setClipRect(placed.area);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setTransform(placing(placed), true);
    painter.drawImage(QPointF(0, 0), grey);
    painter.restore();
}

void paintOutlines(QPainter& painter, const CaseLabels& labels, const Size3& size, const PlacedSlice& placed,
                   double lineWidth) {
    const SliceLayout layout(size, placed.plane, placed.slice);
    const QTransform place = placing(placed);
    // lines lie within their own pixel, so that neighbours' stand side by side
    const double insetX = lineWidth / 2 / std::hypot(place.m11(), place.m12());
    const double insetY = lineWidth / 2 / std::hypot(place.m21(), place.m22());
    std::vector<bool> shown(labels.extents.size(), true);
    shown[0] = false;
    std::vector<QList<QLineF>> lines(labels.extents.size());
    for (const BorderSide& side : bordersOf(labels.classes, layout, shown)) {
        const QPointF by(0.5 + side.inX * insetX, 0.5 + side.inY * insetY);
        lines[side.of].append({place.map(QPointF(side.x0, side.y0) + by), place.map(QPointF(side.x1, side.y1) + by)});
    }
    painter.save();
    painter.setClipRect(placed.area);
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const auto& colour = labels.table.regions()[i - 1].colour;
        painter.setPen(QPen(QColor(colour[0], colour[1], colour[2]), lineWidth));
        painter.drawLines(lines[i]);
    }
    painter.restore();
}

std::array<PlacedSlice, 3> placeThreeViews(const CaseImage& image, const CaseLabels& labels,
                                           const Conventions& conventions, int width) {
    const Vec3 centre = centreOf(image, labels);
    const auto placed = [&](View view) {
        const SlicePlane plane(image.geometry, view, conventions);
        return PlacedSlice{plane, plane.sliceAt(centre), boxOf(image, labels, plane, view), {}};
    };
    std::array<PlacedSlice, 3> out{placed(View::Axial), placed(View::Coronal), placed(View::Sagittal)};
    double across = 0, tallest = 0; // mm
    for (const PlacedSlice& slice : out) {
        across += slice.box[2] - slice.box[0];
        tallest = std::max(tallest, slice.box[3] - slice.box[1]);
    }
    const double scale = (width - 2 * kGap) / across;
    double left = 0;
    for (PlacedSlice& slice : out) {
        slice.area = QRectF(left, 0, (slice.box[2] - slice.box[0]) * scale, std::ceil(tallest * scale));
        left = slice.area.right() + kGap;
    }
    return out;
}

QImage threeViews(const CaseImage& image, const CaseLabels& labels, const Conventions& conventions, int width) {
    const std::array<PlacedSlice, 3> views = placeThreeViews(image, labels, conventions, width);
    const double scale = width / kUsualWidth;
    QImage out(width, static_cast<int>(views[0].area.height()), QImage::Format_RGB32);
    out.fill(Qt::black);
    QPainter painter(&out);
    for (const PlacedSlice& view : views) {
        paintScan(painter, image, view);
        paintOutlines(painter, labels, image.geometry.size, view, scale);
        paintScaledLetters(painter, view, image.laterality == quantify::Laterality::Verified, scale);
    }
    return out;
}

} // namespace tessera::ui
