#pragma once

#include "ui/viewer/case_data.h"
#include "ui/viewer/gl_host.h"

#include <QImage>
#include <QObject>
#include <QSize>

#include <vtkSmartPointer.h>

#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

class vtkActor;
class vtkCamera;
class vtkPolyData;
class vtkVolume;

namespace tessera::ui {

/// How a region's surface is drawn.
struct SurfaceLook {
    bool isShown = false;
    double opacity = 1;
    Vec3 colour{}; ///< red, green and blue, 0..1
    bool operator==(const SurfaceLook&) const = default;
};

/// What the 3D view is to show.
struct VolumeShot {
    int generation = 0;                         ///< of the case
    QSize size;                                 ///< device pixels
    vtkSmartPointer<vtkCamera> camera;          ///< nobody changes it any more
    std::map<std::uint16_t, SurfaceLook> looks; ///< by class
    bool isVolume = false;                      ///< the scan is shown
    bool isCoarse = false;                      ///< fewer pixels than the view has
};

struct VolumePicture {
    VolumeShot shot;
    QImage image; ///< null without OpenGL
    double milliseconds = 0;
};

/// What VTK draws for the 3D view. Lives on a thread of its own, where all but `take` and `wait` is called: neither
/// shaders that are compiled nor a million triangles in software OpenGL hold the event loop up.
class VolumeScene : public QObject {
    Q_OBJECT

  public:
    /// @param surface made on the GUI's thread before the first drawing; outlives the scene
    explicit VolumeScene(QOffscreenSurface& surface);
    ~VolumeScene() override;

    void clearSurfaces();
    void addSurface(std::uint16_t regionClass, vtkPolyData* surface);
    /// Null: none.
    void setVolume(const std::shared_ptr<const CaseImage>& image);
    void draw(const VolumeShot& shot);

    /// The last picture, once. Any thread.
    [[nodiscard]] std::optional<VolumePicture> take();
    /// Waits for the one that is being drawn. Any thread but the scene's.
    [[nodiscard]] VolumePicture wait();

  signals:
    void drawn();

  private:
    GlHost m_host;
    std::map<std::uint16_t, vtkSmartPointer<vtkActor>> m_actors; ///< by class
    std::shared_ptr<const CaseImage> m_image;                    ///< of the volume, which reads its voxels
    vtkSmartPointer<vtkVolume> m_volume;
    std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::optional<VolumePicture> m_picture;
};

} // namespace tessera::ui
