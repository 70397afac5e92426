#include "ui/viewer/slice_view.h"

#include "ui/viewer/view_paint.h"

#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace tessera::ui {
namespace {

constexpr double kMargin = 1.04;                 ///< around the slice when it fits
constexpr int kWideView = 340, kLetterLine = 26; ///< points
constexpr double kMinZoom = 0.2, kMaxZoom = 60;
constexpr int kTextLine = 16;

} // namespace

QString viewName(View view) {
    switch (view) {
    case View::Axial:
        return SliceView::tr("axial");
    case View::Coronal:
        return SliceView::tr("coronal");
    case View::Sagittal:
        break;
    }
    return SliceView::tr("sagittal");
}

SliceView::SliceView(ViewerState& state, View view, QWidget* parent)
    : PictureView(parent), m_state(state), m_view(view) {
    setAccessibleName(tr("%1 slices").arg(viewName(view)));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::CrossCursor);
    const auto repaint = [this] { update(); };
    connect(&state, &ViewerState::imageChanged, this, [this] {
        takePlane();
        resetView();
    });
    connect(&state, &ViewerState::conventionsChanged, this, [this] {
        // the same place stays in the middle: the new plane's horizontal may run the other way
        const std::optional<Vec3> middle = centre();
        takePlane();
        if (middle) {
            setCentre(*middle);
        }
        update();
    });
    connect(&state, &ViewerState::windowChanged, this, [this] {
        m_scene.invalidateScan();
        update();
    });
    const auto overlayStale = [this] {
        m_scene.invalidateOverlay();
        update();
    };
    connect(&state, &ViewerState::labelsChanged, this, overlayStale);
    connect(&state, &ViewerState::looksChanged, this, overlayStale);
    connect(&state, &ViewerState::cursorChanged, this, repaint);
    takePlane();
    resetView();
}

void SliceView::takePlane() {
    m_plane.reset();
    if (m_state.image()) {
        m_plane.emplace(m_state.image()->geometry, m_view, m_state.conventions());
    }
    m_scene.invalidateScan();
    m_scene.invalidateOverlay();
}

std::int64_t SliceView::slice() const {
    return m_plane ? m_plane->sliceAt(m_state.cursor()) : 0;
}

void SliceView::scroll(int slices) {
    if (!m_plane) {
        return;
    }
    Vec3 voxel = m_plane->voxelOf(m_state.cursor());
    const std::int64_t wanted = slice() + slices * m_plane->step();
    voxel[m_plane->sliceAxis()] = static_cast<double>(std::clamp<std::int64_t>(wanted, 0, m_plane->slices() - 1));
    m_state.setCursor(m_state.image()->geometry.worldFromVoxel.apply(voxel));
}

void SliceView::nudge(int right, int up) {
    if (!m_plane) {
        return;
    }
    const Geometry& grid = m_state.image()->geometry;
    Vec3 voxel = m_plane->voxelOf(m_state.cursor());
    // the sign of a voxel axis on the screen: whether its next voxel lies to the right, or up
    const auto here = m_plane->planeOf(grid.worldFromVoxel.apply(voxel));
    const auto step = [&](int axis, int along, int by) {
        Vec3 next = voxel;
        next[axis] += 1;
        const double moved = m_plane->planeOf(grid.worldFromVoxel.apply(next))[along] - here[along];
        return moved > 0 ? by : -by;
    };
    const int columns = step(m_plane->columnAxis(), 0, right), rows = step(m_plane->rowAxis(), 1, up);
    voxel[m_plane->columnAxis()] += columns;
    voxel[m_plane->rowAxis()] += rows;
    m_state.setCursor(grid.worldFromVoxel.apply(voxel));
}

void SliceView::setZoom(double zoom) {
    m_zoom = std::clamp(zoom, kMinZoom, kMaxZoom);
    update();
    emit moved();
}

void SliceView::setMmPerPixel(double mm) {
    if (m_plane && mm > 0) {
        setZoom(m_zoom * mmPerPixel() / mm);
    }
}

void SliceView::resetView() {
    m_zoom = 1;
    if (m_plane) {
        const auto [left, bottom, right, top] = m_plane->bounds();
        m_centre = {(left + right) / 2, (bottom + top) / 2};
    }
    update();
    emit moved();
}

void SliceView::centreOnCursor() {
    setCentre(m_state.cursor());
}

std::optional<Vec3> SliceView::centre() const {
    return m_plane ? std::optional(m_plane->worldAt(m_centre[0], m_centre[1], slice())) : std::nullopt;
}

void SliceView::setCentre(const Vec3& mm) {
    if (m_plane) {
        m_centre = m_plane->planeOf(mm);
        update();
        emit moved();
    }
}

double SliceView::mmPerPixel() const {
    if (!m_plane) {
        return 0;
    }
    const auto [left, bottom, right, top] = m_plane->bounds();
    const double ratio = devicePixelRatioF();
    const double fit = std::max((right - left) / (width() * ratio), (top - bottom) / (height() * ratio));
    return fit * kMargin / m_zoom;
}

Vec3 SliceView::worldAtPixel(double x, double y) const {
    const double ratio = devicePixelRatioF();
    return m_plane->worldAt(m_centre[0] + (x - std::round(width() * ratio) / 2) * mmPerPixel(),
                            m_centre[1] + (std::round(height() * ratio) / 2 - y) * mmPerPixel(), slice());
}

Vec3 SliceView::worldAt(const QPointF& point) const {
    const double ratio = devicePixelRatioF();
    return worldAtPixel(std::floor(point.x() * ratio) + 0.5, std::floor(point.y() * ratio) + 0.5);
}

QPointF SliceView::pointOf(const Vec3& mm) const {
    const double ratio = devicePixelRatioF();
    const auto [u, v] = m_plane->planeOf(mm);
    return {(std::round(width() * ratio) / 2 + (u - m_centre[0]) / mmPerPixel()) / ratio,
            (std::round(height() * ratio) / 2 - (v - m_centre[1]) / mmPerPixel()) / ratio};
}

SlicePlacement SliceView::placement() const {
    const auto pixelAt = [this](double x, double y) {
        const Vec3 voxel = m_plane->voxelOf(worldAtPixel(x, y));
        return std::array{voxel[m_plane->columnAxis()], voxel[m_plane->rowAxis()]};
    };
    const auto origin = pixelAt(0.5, 0.5), right = pixelAt(1.5, 0.5), below = pixelAt(0.5, 1.5);
    return {.origin = origin,
            .across = {right[0] - origin[0], right[1] - origin[1]},
            .down = {below[0] - origin[0], below[1] - origin[1]}};
}

void SliceView::refresh(bool /*mayWait*/) {
    if (!m_plane || deviceSize().isEmpty()) {
        setPicture({});
        return;
    }
    const bool isChanged = m_scene.update(m_state, *m_plane, slice(), mmPerPixel());
    const SlicePlacement here = placement();
    if (!isChanged && here == m_placement && shownPicture().size() == deviceSize()) {
        return; // only what is painted over it
    }
    m_placement = here;
    QImage picture(deviceSize(), QImage::Format_RGB32);
    drawSlice(m_scene.layers(), here, picture);
    setPicture(picture);
}

void SliceView::paintOver(QPainter& painter) {
    if (!m_plane) {
        return;
    }
    if (m_state.annotations().crosshair) {
        paintCrosshair(painter);
    }
    paintScale(painter);
    paintLegend(painter);
    paintTexts(painter);
    paintLetters(painter, rect(), m_plane->letters(), m_state.areSidesSure());
}

void SliceView::paintCrosshair(QPainter& painter) const {
    const QPointF at = pointOf(m_state.cursor());
    constexpr double kGap = 7; // the voxel itself stays free
    painter.setPen(QPen(crosshairColour(), 1));
    painter.drawLine(QPointF(0, at.y()), QPointF(at.x() - kGap, at.y()));
    painter.drawLine(QPointF(at.x() + kGap, at.y()), QPointF(width(), at.y()));
    painter.drawLine(QPointF(at.x(), 0), QPointF(at.x(), at.y() - kGap));
    painter.drawLine(QPointF(at.x(), at.y() + kGap), QPointF(at.x(), height()));
}

void SliceView::paintTexts(QPainter& painter) const {
    const QString place = tr("%1 %2/%3").arg(viewName(m_view)).arg(slice() + 1).arg(m_plane->slices());
    paintText(painter, rect(), Qt::AlignLeft | Qt::AlignTop, place);
    if (!m_state.areSidesSure()) {
        const int down = width() < kWideView ? kLetterLine : 0; // else it would run through the letter
        paintText(painter, rect().adjusted(0, down, 0, 0), Qt::AlignRight | Qt::AlignTop, tr("left/right not verified"),
                  warningColour());
    }
    if (const auto& labels = m_state.labels(); labels && labels->isProvisional) {
        const bool isPreview = !labels->previewBy.empty(); // a text that runs below the letter
        const QRectF below = rect().adjusted(0, isPreview ? kLetterLine : kTextLine, 0, 0);
        const QString what =
            isPreview ? tr("preview by %1").arg(QString::fromStdString(labels->previewBy)) : tr("provisional");
        paintText(painter, below, Qt::AlignLeft | Qt::AlignTop, what, warningColour());
        if (!labels->hasSides) {
            paintText(painter, below.translated(0, kTextLine), Qt::AlignLeft | Qt::AlignTop,
                      tr("left/right not told apart"), warningColour());
        }
    }
    if (m_state.annotations().patient) { // a file that names one states its sides, too
        paintPatient(painter, rect(), m_state.image()->patient);
    }
}

void SliceView::paintLegend(QPainter& painter) const {
    const OverlayLook& look = m_state.overlay();
    if (!look.shown || !look.agreement || !m_state.labels()) {
        return;
    }
    if (m_state.labels()->agreement.empty()) {
        paintText(painter, rect(), Qt::AlignRight | Qt::AlignBottom,
                  tr("no agreement: one network saw the whole scan"));
        return;
    }
    const QRectF bar(width() - 26.0, height() * 0.25, 10, height() * 0.5);
    for (int y = 0; y < static_cast<int>(bar.height()); ++y) {
        const double share = 1 - (1 - kLeastAgreementShown) * y / bar.height();
        const Rgba colour = agreementColour(share, 1);
        painter.fillRect(QRectF(bar.left(), bar.top() + y, bar.width(), 1),
                         QColor(colour.red, colour.green, colour.blue));
    }
    // above and below the bar, each in an area that is larger than its line
    paintText(painter, QRectF(0, 0, width(), bar.top() + 4), Qt::AlignRight | Qt::AlignBottom, tr("all tiles agree"));
    paintText(painter, QRectF(0, bar.bottom() - 4, width(), height()), Qt::AlignRight | Qt::AlignTop,
              tr("%1 % or fewer").arg(qRound(100 * kLeastAgreementShown)));
}

void SliceView::paintScale(QPainter& painter) const {
    const double mmPerPoint = mmPerPixel() * devicePixelRatioF();
    double length = 100; // mm: the largest of 100, 50, 20, 10, ... that takes a quarter of the width
    for (int i = 0; length / mmPerPoint > width() / 4.0 && i < 12; ++i) {
        length /= i % 3 == 1 ? 2.5 : 2;
    }
    const double y = height() - 10.0;
    painter.setPen(QPen(textColour(), 1));
    painter.drawLine(QPointF(10, y), QPointF(10 + length / mmPerPoint, y));
    paintText(painter, QRectF(0, 0, width(), y), Qt::AlignLeft | Qt::AlignBottom,
              tr("%1 mm").arg(locale().toString(length)));
}

void SliceView::mousePressEvent(QMouseEvent* event) {
    if (!m_plane || m_drag != DragAction::None) {
        return;
    }
    m_drag = dragAction(m_habits, event->button(), event->modifiers());
    m_dragFrom = event->position();
    if (m_drag == DragAction::Cursor) {
        m_state.setCursor(worldAt(event->position()));
        emit clicked();
    }
}

void SliceView::mouseMoveEvent(QMouseEvent* event) {
    if (m_plane && m_drag != DragAction::None) {
        drag(event->position());
    }
}

void SliceView::drag(const QPointF& to) {
    const QPointF by = to - m_dragFrom;
    const double mmPerPoint = mmPerPixel() * devicePixelRatioF();
    switch (m_drag) {
    case DragAction::Cursor:
        m_state.setCursor(worldAt(to));
        break;
    case DragAction::Zoom:
        setZoom(m_zoom * std::pow(1.01, -by.y()));
        break;
    case DragAction::Pan:
        m_centre = {m_centre[0] - by.x() * mmPerPoint, m_centre[1] + by.y() * mmPerPoint};
        update();
        emit moved();
        break;
    case DragAction::Window: {
        // across: contrast, up: brightness, as in PACS viewers; a window's width takes 300 pixels
        const IntensityWindow window = m_state.window();
        const double width = (window.high - window.low) * std::pow(1.005, by.x());
        const double middle = (window.low + window.high) / 2 + by.y() * (window.high - window.low) / 300;
        m_state.setWindow({middle - width / 2, middle + width / 2});
        break;
    }
    case DragAction::None:
        break;
    }
    m_dragFrom = to;
}

void SliceView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->buttons() == Qt::NoButton) {
        m_drag = DragAction::None;
    }
}

void SliceView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        emit enlargeAsked();
    } else {
        mousePressEvent(event); // a drag soon after another
    }
}

void SliceView::resizeEvent(QResizeEvent* event) {
    PictureView::resizeEvent(event);
    emit resized();
}

void SliceView::wheelEvent(QWheelEvent* event) {
    constexpr double kNotch = 120; // a wheel's click, in eighths of a degree; touchpads send less
    const double turned = event->angleDelta().y();
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        setZoom(m_zoom * std::pow(1.2, turned / kNotch));
    } else {
        m_wheel += turned / kNotch;
        const int slices = static_cast<int>(m_wheel);
        m_wheel -= slices;
        if (slices != 0) {
            scroll(slices);
        }
    }
    event->accept();
}

} // namespace tessera::ui
