#pragma once

#include <QImage>
#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QSurfaceFormat>
#include <QTimer>
#include <QWidget>

#include <vtkSmartPointer.h>

class vtkGenericOpenGLRenderWindow;
class vtkRenderer;
class QPainter;

namespace tessera::ui {

/// A widget that shows what VTK draws, and Qt's painting over it: texts and lines look like the rest of the window. VTK
/// draws with a context of its own, off the screen and only when the scene has changed; the widget shows that picture.
/// What takes long is drawn in parts, between which the event loop goes on; the picture before stays until the last
/// one. With software OpenGL that takes a fraction of what QOpenGLWidget's composition of the whole window takes, and
/// there is nothing that could flicker. Works with high DPI (VTK is given device pixels). GUI thread only.
class GlHost : public QWidget {
    Q_OBJECT

  public:
    explicit GlHost(QWidget* parent = nullptr);
    ~GlHost() override;

    /// What VTK needs: OpenGL 3.2 core without samples, since labels mustn't mix at their edges. To be made the default
    /// before the application is.
    [[nodiscard]] static QSurfaceFormat format();

    /// What the widget shows, up to date, in device pixels.
    [[nodiscard]] QImage picture();

  signals:
    void painted();
    void drawn(); ///< VTK has drawn a new picture

  protected:
    [[nodiscard]] vtkRenderer* renderer() const;
    /// Brings the scene up to date, before each painting. @return whether VTK has to draw it anew
    [[nodiscard]] virtual bool updateScene() = 0;
    /// Paints over the rendered scene, in logical pixels.
    virtual void paintOver(QPainter& painter) = 0;
    /// Hides what doesn't belong to the next part of a drawing; VTK adds it to the parts before. Asked again until it
    /// says that this part is the last. @param lastTime ms of the part before; 0: this is the first
    [[nodiscard]] virtual bool chooseLastPart(double lastTime);
    /// The picture is there.
    virtual void takePicture() {}
    /// How long VTK's last drawing took, all parts together, in ms.
    [[nodiscard]] double drawingTime() const noexcept { return m_drawingTime; }
    /// Size in device pixels.
    [[nodiscard]] QSize deviceSize() const;

    void paintEvent(QPaintEvent* event) override;

  private:
    [[nodiscard]] bool takeContext();
    void refresh(bool mayWait);
    void goOn();
    [[nodiscard]] bool drawPart();
    void finish();

    QOpenGLContext m_context;
    QOffscreenSurface m_surface;
    vtkSmartPointer<vtkGenericOpenGLRenderWindow> m_window;
    vtkSmartPointer<vtkRenderer> m_renderer;
    QImage m_scene; ///< VTK's last picture; null: none
    bool m_mustDraw = false, m_hasDrawn = false;
    QTimer m_later;      ///< until another view's first drawing is over
    QTimer m_parts;      ///< runs while parts of a drawing are missing
    QSize m_drawingSize; ///< of that drawing
    double m_partTime = 0, m_soFar = 0, m_drawingTime = 0;
};

} // namespace tessera::ui
