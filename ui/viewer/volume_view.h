#pragma once

#include "ui/viewer/gl_host.h"
#include "ui/viewer/surface_maker.h"
#include "ui/viewer/viewer_state.h"

#include <QPointF>
#include <QTimer>

#include <array>
#include <map>
#include <optional>
#include <vector>

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
    /// How long the event loop may wait for a part of a drawing, as far as surfaces can be parted.
    void setPartTime(double ms) { m_partTime = ms; }
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
    void eyeMoved();
    void surfacesReady(); ///< all that were asked for are there
    void clicked();       ///< the cursor has moved onto a region
    void enlargeAsked();

  protected:
    [[nodiscard]] bool updateScene() override;
    [[nodiscard]] bool chooseLastPart(double lastTime) override;
    void takePicture() override;
    void paintOver(QPainter& painter) override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override; ///< arrows turn, plus and minus zoom
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

  private:
    [[nodiscard]] vtkCamera* camera() const; ///< as a person has set it; its angle spans the shorter side
    [[nodiscard]] vtkCamera* shownCamera() const;
    void takeImage();
    void takeLabels();
    void takeLooks();
    /// How a surface is drawn.
    struct Look {
        bool isShown = false;
        double opacity = 1;
        Vec3 colour{};
        bool operator==(const Look&) const = default;
    };
    struct Surface {
        vtkSmartPointer<vtkActor> actor;
        std::int64_t triangles = 0;
        Look drawn{};
    };
    [[nodiscard]] Look lookOf(std::uint16_t regionClass) const;
    void applyLooks();
    [[nodiscard]] std::int64_t faintTriangles() const;
    [[nodiscard]] QPointF pointOf(const Vec3& mm, vtkCamera& camera) const;
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
    std::map<std::uint16_t, Surface> m_shapes; ///< by class
    std::vector<const Surface*> m_waiting;     ///< for the next parts of a drawing, the last one first
    std::int64_t m_partTriangles = 0;          ///< of the part before
    bool m_isPartFaint = false;                ///< what is seen through takes longer
    std::array<double, 2> m_trianglesPerMs;    ///< that VTK draws, opaque and faint
    double m_partTime;                         ///< ms
    vtkSmartPointer<vtkCamera> m_camera;       ///< a drawing takes it over when it begins
    vtkSmartPointer<vtkCamera> m_shownCamera;  ///< of the picture on the screen
    vtkSmartPointer<vtkVolume> m_volume;
    Mode m_mode = Mode::Surfaces;
    QTimer m_repaint;
    bool m_isStale = true, m_isBusy = false;
    double m_volumeTime = 0; ///< ms that the volume took to be drawn
    QPointF m_pressedAt, m_dragFrom;
    bool m_dragged = false;
};

} // namespace tessera::ui
