#pragma once

#include <QOpenGLWidget>
#include <QSize>
#include <QSurfaceFormat>

#include <vtkSmartPointer.h>

#include <memory>

class vtkGenericOpenGLRenderWindow;
class vtkRenderer;
class QPainter;

namespace tessera::ui {

/// A widget that VTK draws in, and Qt over it: texts and lines are Qt's, so they look like the rest of the window.
/// Works with high DPI (VTK is given device pixels), Mesa's software OpenGL, and after the widget got another window.
/// GUI thread only.
class GlHost : public QOpenGLWidget {
    Q_OBJECT

  public:
    explicit GlHost(QWidget* parent = nullptr);
    ~GlHost() override;

    /// What VTK needs: OpenGL 3.2 core without samples, since labels mustn't mix at their edges. To be made the default
    /// before the application is.
    [[nodiscard]] static QSurfaceFormat format();

  protected:
    [[nodiscard]] vtkRenderer* renderer() const;
    [[nodiscard]] vtkGenericOpenGLRenderWindow* renderWindow() const;
    /// Brings the scene up to date, before each painting. @return whether VTK has to draw it anew: drawing takes far
    ///   longer than showing the last picture again under what is painted over it
    [[nodiscard]] virtual bool updateScene() = 0;
    /// How long VTK's last drawing took, in ms.
    [[nodiscard]] double drawingTime() const noexcept { return m_drawingTime; }
    /// Paints over the rendered scene, in logical pixels.
    virtual void paintOver(QPainter& painter) = 0;

    void initializeGL() override;
    void resizeGL(int width, int height) override;
    void paintGL() override;

  private:
    void releaseContext();

    vtkSmartPointer<vtkGenericOpenGLRenderWindow> m_window;
    vtkSmartPointer<vtkRenderer> m_renderer;
    bool m_ready = false;
    QSize m_drawnSize; ///< of VTK's last picture; empty: none
    double m_drawingTime = 0;
};

} // namespace tessera::ui
