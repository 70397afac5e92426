#include "ui/viewer/gl_host.h"

#include <QElapsedTimer>
#include <QOpenGLContext>
#include <QOpenGLFunctions>
#include <QOpenGLPaintDevice>
#include <QPainter>

#include <vtkCallbackCommand.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkOpenGLState.h>
#include <vtkRenderer.h>

#include <vtkAutoInit.h>
VTK_MODULE_INIT(vtkRenderingOpenGL2)

namespace tessera::ui {
namespace {

/// VTK asks before it uses the window; between Qt's calls of `paintGL` the context isn't current.
void answerIsCurrent(vtkObject*, unsigned long, void* clientData, void* answer) {
    const auto* host = static_cast<GlHost*>(clientData);
    *static_cast<bool*>(answer) = host->context() != nullptr && QOpenGLContext::currentContext() == host->context();
}

void answerSupported(vtkObject*, unsigned long, void*, void* answer) {
    *static_cast<int*>(answer) = 1;
}

void observe(vtkObject* window, unsigned long event, void (*answer)(vtkObject*, unsigned long, void*, void*),
             void* host) {
    const auto command = vtkSmartPointer<vtkCallbackCommand>::New();
    command->SetCallback(answer);
    command->SetClientData(host);
    window->AddObserver(event, command);
}

} // namespace

GlHost::GlHost(QWidget* parent)
    : QOpenGLWidget(parent), m_window(vtkSmartPointer<vtkGenericOpenGLRenderWindow>::New()),
      m_renderer(vtkSmartPointer<vtkRenderer>::New()) {
    m_window->SetOwnContext(0);
    m_window->SetMultiSamples(0);
    m_window->AddRenderer(m_renderer);
    m_renderer->SetBackground(0, 0, 0);
    observe(m_window, vtkCommand::WindowIsCurrentEvent, answerIsCurrent, this);
    observe(m_window, vtkCommand::WindowSupportsOpenGLEvent, answerSupported, this);
    setMinimumSize(64, 64);
}

GlHost::~GlHost() {
    releaseContext();
    m_window->RemoveAllObservers();
}

QSurfaceFormat GlHost::format() {
    QSurfaceFormat out;
    out.setRenderableType(QSurfaceFormat::OpenGL);
    out.setVersion(3, 2);
    out.setProfile(QSurfaceFormat::CoreProfile);
    out.setSamples(0);
    out.setDepthBufferSize(24);
    out.setStencilBufferSize(8);
    out.setAlphaBufferSize(8);
    return out;
}

vtkRenderer* GlHost::renderer() const {
    return m_renderer;
}

vtkGenericOpenGLRenderWindow* GlHost::renderWindow() const {
    return m_window;
}

void GlHost::initializeGL() {
    connect(context(), &QOpenGLContext::aboutToBeDestroyed, this, &GlHost::releaseContext, Qt::UniqueConnection);
    m_window->SetReadyForRendering(true);
    m_window->InitializeFromCurrentContext();
    m_ready = true;
    m_drawnSize = QSize();
}

void GlHost::resizeGL(int, int) {
    const double ratio = devicePixelRatioF();
    m_window->SetSize(qRound(width() * ratio), qRound(height() * ratio));
}

void GlHost::paintGL() {
    if (!m_ready) {
        return;
    }
    resizeGL(0, 0); // the ratio may have changed with the screen
    const QSize size(m_window->GetSize()[0], m_window->GetSize()[1]);
    const bool isStale = updateScene() || size != m_drawnSize;
    QOpenGLFunctions& gl = *context()->functions();
    gl.glBindFramebuffer(GL_FRAMEBUFFER, defaultFramebufferObject());
    gl.glDisable(GL_SCISSOR_TEST);
    gl.glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    gl.glClearColor(0, 0, 0, 1);
    gl.glClear(GL_COLOR_BUFFER_BIT);
    if (m_renderer->GetDraw() != 0) { // else VTK would show its last picture again
        m_window->GetState()->Reset();
        m_window->GetState()->Push();
        if (isStale) {
            QElapsedTimer clock;
            clock.start();
            m_window->SetFrameBlitModeToNoBlit();
            m_window->Render();
            m_drawnSize = size;
            m_drawingTime = static_cast<double>(clock.nsecsElapsed()) / 1e6;
            gl.glBindFramebuffer(GL_FRAMEBUFFER, defaultFramebufferObject());
        }
        m_window->BlitDisplayFramebuffer();
        m_window->GetState()->Pop();
    }
    gl.glBindFramebuffer(GL_FRAMEBUFFER, defaultFramebufferObject());
    gl.glDisable(GL_DEPTH_TEST);
    gl.glDisable(GL_CULL_FACE);
    gl.glColorMask(GL_FALSE, GL_FALSE, GL_FALSE,
                   GL_TRUE); // VTK leaves its background clear: the window would show through
    gl.glClearColor(0, 0, 0, 1);
    gl.glClear(GL_COLOR_BUFFER_BIT);
    gl.glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);

    // not on the widget: while it is grabbed, that would paint on the picture and not over VTK's scene
    QOpenGLPaintDevice device(m_window->GetSize()[0], m_window->GetSize()[1]);
    device.setDevicePixelRatio(devicePixelRatioF());
    QPainter painter(&device);
    painter.setRenderHint(QPainter::TextAntialiasing);
    paintOver(painter);
}

void GlHost::releaseContext() {
    if (m_ready) {
        makeCurrent();
        m_window->Finalize();
        m_window->SetReadyForRendering(false);
        doneCurrent();
        m_ready = false;
    }
}

} // namespace tessera::ui
