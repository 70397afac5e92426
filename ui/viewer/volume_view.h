#pragma once

#include "ui/viewer/picture_view.h"
#include "ui/viewer/surface_maker.h"
#include "ui/viewer/viewer_state.h"
#include "ui/viewer/volume_scene.h"

#include <QOffscreenSurface>
#include <QPointF>
#include <QThread>
#include <QTimer>

#include <functional>
#include <map>
#include <optional>

class vtkCamera;

namespace tessera::ui {

/// The case in 3D: surfaces of the shown regions, or the scan as a volume. Surfaces are made on other threads and
/// appear as they are ready. Drawn on a thread of its own, one picture after the other; the one before stays until the
/// next is there. A volume that takes long comes in coarse pixels first, as long as it is turned. GUI thread only.
class VolumeView : public PictureView {
    Q_OBJECT

  public:
    enum class Mode { Surfaces, Volume };

    /// @param state outlives the view
    explicit VolumeView(ViewerState& state, QWidget* parent = nullptr);
    ~VolumeView() override; ///< waits for the picture that is being drawn

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
    void eyeMoved();
    void surfacesReady(); ///< all that were asked for are there
    void clicked();       ///< the cursor has moved onto a region
    void enlargeAsked();

  protected:
    void refresh(bool mayWait) override;
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
    [[nodiscard]] SurfaceLook lookOf(std::uint16_t regionClass) const;
    [[nodiscard]] QPointF pointOf(const Vec3& mm, vtkCamera& camera) const;
    void addSurface(std::uint16_t regionClass, const vtkSmartPointer<vtkPolyData>& surface);
    void makeVolume();
    /// What the scene does next, on its own thread.
    void tell(const std::function<void(VolumeScene&)>& what);
    void begin();
    void drawWhole();
    void takePicture(const VolumePicture& picture);
    void redraw();     ///< the picture is stale
    void redrawSoon(); ///< gathers changes
    void dolly(double factor);
    void pan(const QPointF& by);
    void paintLetters(QPainter& painter) const;
    /// @param isTried only says whether it would @return whether the key means something here
    bool carriesOut(const QKeyEvent& key, bool isTried);

    ViewerState& m_state;
    SurfaceMaker m_surfaces;
    QOffscreenSurface m_surface; ///< made with the first drawing
    QThread m_thread;            ///< the scene's, where OpenGL works on several; started with the first drawing
    VolumeScene* m_scene;
    std::map<std::uint16_t, SurfaceLook> m_looks; ///< by class, of the surfaces that are there, in the last drawing
    vtkSmartPointer<vtkCamera> m_camera;          ///< a drawing takes it over when it begins
    vtkSmartPointer<vtkCamera> m_shownCamera;     ///< of the picture on the screen
    Mode m_mode = Mode::Surfaces;
    QTimer m_repaint;
    QTimer m_slow;  ///< runs out when a volume takes long
    QTimer m_whole; ///< runs out when nothing has changed for a while
    int m_generation = 0;
    QSize m_askedSize; ///< of the last drawing
    bool m_isStale = true, m_isDrawing = false, m_isBusy = false, m_hasVolume = false;
    bool m_isCoarse = false, m_wantsWhole = false;
    double m_wholeTime = 0;   ///< ms that the volume takes, as far as known
    double m_drawingTime = 0; ///< ms
    QPointF m_pressedAt, m_dragFrom;
    bool m_dragged = false;
};

} // namespace tessera::ui
