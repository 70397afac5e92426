#include "ui/viewer/gl_host.h"

#include <QElapsedTimer>
#include <QOpenGLFunctions>
#include <QPainter>

#include <vtkCallbackCommand.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkOpenGLFramebufferObject.h>
#include <vtkRenderer.h>

#include <vtkAutoInit.h>
VTK_MODULE_INIT(vtkRenderingOpenGL2)

namespace tessera::ui {
namespace {

/// What VTK asks of whoever owns the context.
struct ContextOwner {
    QOpenGLContext* context;
    QOffscreenSurface* surface;
};

void observe(vtkObject* window, unsigned long event, void (*answer)(vtkObject*, unsigned long, void*, void*),
             const ContextOwner& owner) {
    const auto command = vtkSmartPointer<vtkCallbackCommand>::New();
    command->SetCallback(answer);
    command->SetClientData(new ContextOwner(owner));
    command->SetClientDataDeleteCallback([](void* data) { delete static_cast<ContextOwner*>(data); });
    window->AddObserver(event, command);
}

void answerIsCurrent(vtkObject*, unsigned long, void* owner, void* answer) {
    *static_cast<bool*>(answer) = QOpenGLContext::currentContext() == static_cast<ContextOwner*>(owner)->context;
}

void answerSupported(vtkObject*, unsigned long, void*, void* answer) {
    *static_cast<int*>(answer) = 1;
}

void makeItCurrent(vtkObject*, unsigned long, void* owner, void*) {
    const auto* of = static_cast<ContextOwner*>(owner);
    if (of->context->isValid()) {
        of->context->makeCurrent(of->surface);
    }
}

} // namespace

GlHost::GlHost(QWidget* parent)
    : QWidget(parent), m_window(vtkSmartPointer<vtkGenericOpenGLRenderWindow>::New()),
      m_renderer(vtkSmartPointer<vtkRenderer>::New()) {
    m_window->SetOwnContext(0);
    m_window->SetMultiSamples(0);
    m_window->SetFrameBlitModeToNoBlit(); // the picture is read from VTK's own buffer
    m_window->AddRenderer(m_renderer);
    m_renderer->SetBackground(0, 0, 0);
    const ContextOwner owner{&m_context, &m_surface};
    observe(m_window, vtkCommand::WindowIsCurrentEvent, answerIsCurrent, owner);
    observe(m_window, vtkCommand::WindowMakeCurrentEvent, makeItCurrent, owner);
    observe(m_window, vtkCommand::WindowSupportsOpenGLEvent, answerSupported, owner);
    setMinimumSize(64, 64);
    setAttribute(Qt::WA_OpaquePaintEvent);
}

GlHost::~GlHost() {
    if (m_context.isValid() && m_context.makeCurrent(&m_surface)) {
        m_window->Finalize();
        m_context.doneCurrent();
    }
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

QSize GlHost::deviceSize() const {
    const double ratio = devicePixelRatioF();
    return {qRound(width() * ratio), qRound(height() * ratio)};
}

/// Makes the context current, which is made with the first painting.
bool GlHost::takeContext() {
    if (m_context.isValid()) {
        return m_context.makeCurrent(&m_surface);
    }
    m_context.setFormat(format());
    m_surface.setFormat(format());
    m_surface.create();
    if (!m_context.create() || !m_context.makeCurrent(&m_surface)) {
        return false;
    }
    m_window->SetReadyForRendering(true);
    m_window->InitializeFromCurrentContext();
    return true;
}

void GlHost::refresh() {
    const bool isStale = updateScene();
    const QSize size = deviceSize();
    if (m_renderer->GetDraw() == 0 || size.isEmpty()) {
        m_scene = QImage();
    } else if ((isStale || m_scene.size() != size) && takeContext()) {
        m_window->SetSize(size.width(), size.height());
        draw();
        m_context.doneCurrent();
    }
}

void GlHost::draw() {
    QElapsedTimer clock;
    clock.start();
    m_window->Render();
    const QSize size = deviceSize();
    QImage upsideDown(size, QImage::Format_RGB32);
    m_window->GetDisplayFramebuffer()->Bind(GL_READ_FRAMEBUFFER);
    m_window->GetDisplayFramebuffer()->ActivateReadBuffer(0);
    m_context.functions()->glPixelStorei(GL_PACK_ALIGNMENT, 4);
    m_context.functions()->glReadPixels(0, 0, size.width(), size.height(), GL_BGRA, GL_UNSIGNED_BYTE,
                                        upsideDown.bits());
    m_window->GetDisplayFramebuffer()->UnBind(GL_READ_FRAMEBUFFER);
    m_scene = std::move(upsideDown).mirrored();
    m_drawingTime = static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

void GlHost::paintEvent(QPaintEvent*) {
    refresh();
    QPainter painter(this);
    if (m_scene.isNull()) {
        painter.fillRect(rect(), Qt::black);
    } else {
        m_scene.setDevicePixelRatio(devicePixelRatioF());
        painter.drawImage(QPointF(0, 0), m_scene);
    }
    paintOver(painter);
    if (hasFocus()) {
        painter.setPen(palette().color(QPalette::Highlight));
        painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
    emit painted();
}

QImage GlHost::picture() {
    refresh();
    QImage out = m_scene;
    if (out.isNull()) {
        out = QImage(deviceSize(), QImage::Format_RGB32);
        out.fill(Qt::black);
    }
    out.setDevicePixelRatio(devicePixelRatioF());
    QPainter painter(&out);
    paintOver(painter);
    return out;
}

} // namespace tessera::ui
