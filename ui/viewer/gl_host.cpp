#include "ui/viewer/gl_host.h"

#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QOpenGLFunctions>

#include <vtkCallbackCommand.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkOpenGLFramebufferObject.h>
#include <vtkRenderer.h>

#include <vtkAutoInit.h>
VTK_MODULE_INIT(vtkRenderingOpenGL2)

#include <utility>

namespace tessera::ui {
namespace {

void observe(vtkObject* window, unsigned long event, void (*answer)(vtkObject*, unsigned long, void*, void*),
             void* owner) {
    const auto command = vtkSmartPointer<vtkCallbackCommand>::New();
    command->SetCallback(answer);
    command->SetClientData(owner);
    window->AddObserver(event, command);
}

void answerIsCurrent(vtkObject*, unsigned long, void* context, void* answer) {
    *static_cast<bool*>(answer) = QOpenGLContext::currentContext() == static_cast<QOpenGLContext*>(context);
}

void answerSupported(vtkObject*, unsigned long, void*, void* answer) {
    *static_cast<int*>(answer) = 1;
}

void makeItCurrent(vtkObject*, unsigned long, void* owner, void*) {
    auto* context = static_cast<QOpenGLContext*>(owner);
    if (QOpenGLContext::currentContext() != context) {
        context->makeCurrent(context->surface());
    }
}

} // namespace

GlHost::GlHost(QOffscreenSurface& surface)
    : m_surface(surface), m_window(vtkSmartPointer<vtkGenericOpenGLRenderWindow>::New()),
      m_renderer(vtkSmartPointer<vtkRenderer>::New()) {
    m_window->SetOwnContext(0);
    m_window->SetMultiSamples(0);
    m_window->SetFrameBlitModeToNoBlit(); // the picture is read from VTK's own buffer
    m_window->AddRenderer(m_renderer);
    m_renderer->SetBackground(0, 0, 0);
}

GlHost::~GlHost() {
    if (m_context && m_context->makeCurrent(&m_surface)) {
        m_window->Finalize();
        m_context->doneCurrent();
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

bool GlHost::takeContext() {
    if (m_context) { // which stays current: making it so asks the X server
        return QOpenGLContext::currentContext() == m_context.get() || m_context->makeCurrent(&m_surface);
    }
    auto context = std::make_unique<QOpenGLContext>();
    context->setFormat(format());
    if (!context->create() || !context->makeCurrent(&m_surface)) {
        return false;
    }
    m_context = std::move(context);
    observe(m_window, vtkCommand::WindowIsCurrentEvent, answerIsCurrent, m_context.get());
    observe(m_window, vtkCommand::WindowMakeCurrentEvent, makeItCurrent, m_context.get());
    observe(m_window, vtkCommand::WindowSupportsOpenGLEvent, answerSupported, nullptr);
    m_window->SetReadyForRendering(true);
    m_window->InitializeFromCurrentContext();
    return true;
}

QImage GlHost::draw(const QSize& size) {
    if (!takeContext()) {
        return {};
    }
    m_window->SetSize(size.width(), size.height());
    m_window->Render();
    QImage upsideDown(size, QImage::Format_RGB32);
    m_window->GetDisplayFramebuffer()->Bind(GL_READ_FRAMEBUFFER);
    m_window->GetDisplayFramebuffer()->ActivateReadBuffer(0);
    m_context->functions()->glPixelStorei(GL_PACK_ALIGNMENT, 4);
    m_context->functions()->glReadPixels(0, 0, size.width(), size.height(), GL_BGRA, GL_UNSIGNED_BYTE,
                                         upsideDown.bits());
    m_window->GetDisplayFramebuffer()->UnBind(GL_READ_FRAMEBUFFER);
    return std::move(upsideDown).mirrored();
}

} // namespace tessera::ui
