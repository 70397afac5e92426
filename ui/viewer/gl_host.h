#pragma once

#include <QImage>
#include <QSurfaceFormat>

#include <vtkSmartPointer.h>

#include <memory>

class QOffscreenSurface;
class QOpenGLContext;
class vtkGenericOpenGLRenderWindow;
class vtkRenderer;

namespace tessera::ui {

/// VTK with an OpenGL context of its own, off the screen: what it draws comes as a picture. The thread that draws first
/// is the only one that may use and destroy it.
class GlHost {
  public:
    /// @param surface made on the GUI's thread; outlives the host
    explicit GlHost(QOffscreenSurface& surface);
    ~GlHost();
    GlHost(const GlHost&) = delete;
    GlHost& operator=(const GlHost&) = delete;

    /// What VTK needs: OpenGL 3.2 core without samples. To be made the default before the application is.
    [[nodiscard]] static QSurfaceFormat format();

    [[nodiscard]] vtkRenderer* renderer() const;
    /// @param size in pixels
    /// @return null without OpenGL
    [[nodiscard]] QImage draw(const QSize& size);

  private:
    [[nodiscard]] bool takeContext();

    QOffscreenSurface& m_surface;
    std::unique_ptr<QOpenGLContext> m_context; ///< made with the first drawing
    vtkSmartPointer<vtkGenericOpenGLRenderWindow> m_window;
    vtkSmartPointer<vtkRenderer> m_renderer;
};

} // namespace tessera::ui
