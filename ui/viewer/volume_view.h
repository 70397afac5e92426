#pragma once

#include "ui/viewer/gl_host.h"
#include "ui/viewer/surface_maker.h"
#include "ui/viewer/viewer_state.h"

#include <QPointF>
#include <QTimer>

#include <map>
#include <optional>

class vtkActor;
class vtkCamera;
class vtkVolume;

namespace tessera::ui {

/// The case in 3D: surfaces of the shown regions, or the scan as a volume. Surfaces are made on other threads and
/// appear as they are ready. GUI thread only.
class VolumeView : public GlHost {
    Q_OBJECT

  public:
    enum class Mode { Surfaces, Volume };

    /// @param state outlives the view
    explicit VolumeView(ViewerState& state, QWidget* parent = nullptr);
    ~VolumeView() override;

    void setMode(Mode mode);
    [[nodiscard]] Mode mode() const noexcept { return m_mode; }
    /// Looks from the front (radiological) or from behind.
    void resetView();
    /// Turns by degrees, to the right and up.
    void turn(double right, double up);
    /// From where it is looked at: RAS mm.
    struct Eye {
        Vec3 position{}, focus{}, up{};
        bool operator==(const Eye&) const = default;
    };
    [[nodiscard]] Eye eye() const;
    void setEye(const Eye& eye); ///< one that looks nowhere is passed over
    [[nodiscard]] const SurfaceMaker& surfaces() const noexcept { return m_surfaces; }
    /// What waits for its time is drawn with the next painting, for pictures.
    void catchUp();
    /// The first shown region under a point (logical pixels) and where it is hit, or none.
    struct Hit {
        std::int32_t number = 0;
        Vec3 mm{};
    };
    [[nodiscard]] std::optional<Hit> regionAt(const QPointF& point) const;
    /// Where a position in front of the eye appears (logical pixels).
    [[nodiscard]] QPointF pointOf(const Vec3& mm) const;

  signals:
    void modeChanged();
    void surfacesReady(); ///< all that were asked for are there
    void clicked();       ///< the cursor has moved onto a region
    void enlargeAsked();

  protected:
    [[nodiscard]] bool updateScene() override;
    void paintOver(QPainter& painter) override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override; ///< arrows turn, plus and minus zoom
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

  private:
    [[nodiscard]] vtkCamera* camera() const; ///< its angle spans the widget's shorter side
    void takeImage();
    void takeLabels();
    void takeLooks();
    [[nodiscard]] bool applyLooks(); ///< whether VTK has to draw anew
    void addSurface(std::uint16_t regionClass, vtkPolyData* surface);
    void makeVolume();
    void redraw();     ///< VTK has to draw anew
    void redrawSoon(); ///< gathers changes
    void dolly(double factor);
    void pan(const QPointF& by);
    void paintLetters(QPainter& painter) const;
    /// @param isTried only says whether it would @return whether the key means something here
    bool carriesOut(const QKeyEvent& key, bool isTried);

    ViewerState& m_state;
    SurfaceMaker m_surfaces;
    std::map<std::uint16_t, vtkSmartPointer<vtkActor>> m_actors; ///< by class
    vtkSmartPointer<vtkVolume> m_volume;
    Mode m_mode = Mode::Surfaces;
    QTimer m_repaint;
    bool m_isStale = true;
    QPointF m_pressedAt, m_dragFrom;
    bool m_dragged = false;
};

} // namespace tessera::ui
