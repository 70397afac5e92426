#pragma once

#include "ui/viewer/mouse_habits.h"
#include "ui/viewer/picture_view.h"
#include "ui/viewer/slice_scene.h"

#include <QPointF>

#include <array>
#include <optional>

namespace tessera::ui {

/// One slice of the case: scrolls, zooms and pans, moves the cursor, and says where left and right are. GUI thread
/// only.
class SliceView : public PictureView {
    Q_OBJECT

  public:
    /// @param state outlives the view
    SliceView(ViewerState& state, View view, QWidget* parent = nullptr);

    [[nodiscard]] View view() const noexcept { return m_view; }
    /// None without a case.
    [[nodiscard]] const std::optional<SlicePlane>& plane() const noexcept { return m_plane; }
    [[nodiscard]] std::int64_t slice() const; ///< voxel index of the slice shown; 0 without a case

    void setMouseHabits(MouseHabits habits) { m_habits = habits; }
    /// Slices further to superior, anterior or right.
    void scroll(int slices);
    /// Moves the cursor within the slice by voxels, to the screen's right and up.
    void nudge(int right, int up);
    /// 1: the whole slice fits.
    void setZoom(double zoom);
    /// Side of a device pixel; 0 without a case.
    [[nodiscard]] double mmPerPixel() const;
    void setMmPerPixel(double mm); ///< as far as zoom goes
    [[nodiscard]] double zoom() const noexcept { return m_zoom; }
    void resetView();
    void centreOnCursor();
    /// RAS mm in the middle of the view, on the shown slice; none without a case.
    [[nodiscard]] std::optional<Vec3> centre() const;
    void setCentre(const Vec3& mm);

    /// RAS mm under a point of the widget (logical pixels): of the centre of the device pixel that holds it, so that a
    /// click means what that pixel shows.
    [[nodiscard]] Vec3 worldAt(const QPointF& point) const;
    /// Where a position of the shown slice appears (logical pixels).
    [[nodiscard]] QPointF pointOf(const Vec3& mm) const;

  signals:
    void moved();        ///< zoomed or panned
    void resized();      ///< which changes the pixels of a mm
    void clicked();      ///< with the cursor's button: the region under the cursor is meant
    void enlargeAsked(); ///< a double click

  protected:
    void refresh(bool mayWait) override;
    void paintOver(QPainter& painter) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void takePlane();
    /// Of a place in device pixels from the upper left corner.
    [[nodiscard]] Vec3 worldAtPixel(double x, double y) const;
    [[nodiscard]] SlicePlacement placement() const;
    void drag(const QPointF& to);
    void paintCrosshair(QPainter& painter) const;
    void paintTexts(QPainter& painter) const;
    void paintLegend(QPainter& painter) const;
    void paintScale(QPainter& painter) const;

    ViewerState& m_state;
    const View m_view;
    SliceScene m_scene;
    std::optional<SlicePlane> m_plane;
    std::array<double, 2> m_centre{}; ///< plane coordinates in the middle of the view
    double m_zoom = 1;
    MouseHabits m_habits = MouseHabits::ItkSnap;
    DragAction m_drag = DragAction::None;
    QPointF m_dragFrom;
    SlicePlacement m_placement; ///< of the last picture
    double m_wheel = 0;         ///< degrees / 8 that haven't made a whole slice yet
};

/// Name of a view for a person, translated.
[[nodiscard]] QString viewName(View view);

} // namespace tessera::ui
