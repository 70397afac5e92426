#include "ui/viewer/gl_host.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QOpenGLFunctions>
#include <QPainter>

#include <vtkCallbackCommand.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkOpenGLFramebufferObject.h>
#include <vtkRenderer.h>

#include <vtkAutoInit.h>
VTK_MODULE_INIT(vtkRenderingOpenGL2)

#include <algorithm>
#include <utility>

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

/// A view has drawn for the first time in this turn of the event loop. That compiles shaders: one view a turn.
bool g_hasBegun = false; // NOLINT: of the GUI thread

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
    m_parts.setInterval(0);
    connect(&m_parts, &QTimer::timeout, this, &GlHost::goOn);
    m_later.setInterval(10);
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, qOverload<>(&QWidget::update));
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

bool GlHost::chooseLastPart(double /*lastTime*/) {
    return true;
}

/// Begins to draw where that is necessary; while parts are missing, what has changed since waits.
void GlHost::refresh(bool mayWait) {
    if (m_parts.isActive()) {
        return;
    }
    const bool isStale = updateScene();
    m_mustDraw = m_mustDraw || isStale;
    const QSize size = deviceSize();
    if (m_renderer->GetDraw() == 0 || size.isEmpty()) {
        m_scene = QImage();
        return;
    }
    if (!m_mustDraw && m_scene.size() == size) {
        return;
    }
    if (mayWait && !m_context.isValid() && g_hasBegun) {
        m_later.start();
        return;
    }
    m_mustDraw = false;
    m_partTime = m_soFar = 0;
    goOn();
}

/// One part more.
void GlHost::goOn() {
    if (deviceSize() != m_drawingSize) { // what VTK has drawn so far is gone
        m_partTime = m_soFar = 0;
        m_drawingSize = deviceSize();
    }
    if (m_drawingSize.isEmpty() || !takeContext()) {
        m_parts.stop();
        return;
    }
    const bool isTimed = m_parts.isActive();
    const bool isLast = drawPart();
    m_context.doneCurrent();
    if (!isLast) {
        m_parts.start();
        return;
    }
    m_parts.stop();
    if (isTimed) {
        update(); // shows it, and what has changed since
    }
}

/// Until nothing waits to be drawn.
void GlHost::finish() {
    m_later.stop();
    for (int drawings = 0; drawings < 2; ++drawings) { // the one that is under way, and what has changed since
        refresh(false);
        while (m_parts.isActive()) {
            goOn();
        }
    }
}

/// @return whether the picture is there
bool GlHost::drawPart() {
    const bool isNew = !m_hasDrawn;
    QElapsedTimer clock;
    clock.start();
    const bool isFirst = m_soFar == 0;
    const bool isLast = chooseLastPart(m_partTime);
    m_renderer->SetPreserveColorBuffer(!isFirst);
    m_renderer->SetPreserveDepthBuffer(!isFirst);
    m_window->SetSize(m_drawingSize.width(), m_drawingSize.height());
    m_window->Render();
    if (isLast) {
        QImage upsideDown(m_drawingSize, QImage::Format_RGB32);
        m_window->GetDisplayFramebuffer()->Bind(GL_READ_FRAMEBUFFER);
        m_window->GetDisplayFramebuffer()->ActivateReadBuffer(0);
        m_context.functions()->glPixelStorei(GL_PACK_ALIGNMENT, 4);
        m_context.functions()->glReadPixels(0, 0, m_drawingSize.width(), m_drawingSize.height(), GL_BGRA,
                                            GL_UNSIGNED_BYTE, upsideDown.bits());
        m_window->GetDisplayFramebuffer()->UnBind(GL_READ_FRAMEBUFFER);
        m_scene = std::move(upsideDown).mirrored();
    } else {
        m_context.functions()->glFinish(); // else its time would be the next part's
    }
    m_partTime = std::max(1e-3, static_cast<double>(clock.nsecsElapsed()) / 1e6);
    m_soFar += m_partTime;
    if (isNew) {
        m_hasDrawn = g_hasBegun = true;
        QTimer::singleShot(0, qApp, [] { g_hasBegun = false; });
    }
    if (isLast) {
        m_drawingTime = std::exchange(m_soFar, 0.0);
        takePicture();
        emit drawn();
    }
    return isLast;
}

void GlHost::paintEvent(QPaintEvent*) {
    refresh(true);
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
    finish();
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
