#include "ui/viewer/gl_check.h"

#include "ui/viewer/gl_host.h"

#include <QCoreApplication>
#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QOpenGLFunctions>

#include <functional>

namespace tessera::ui {
namespace {

QString words(const char* text) {
    return QCoreApplication::translate("OpenGL", text);
}

/// Runs something with a context; says why there is none.
QString withContext(const std::function<void(QOpenGLContext&)>& run) {
    QOpenGLContext context;
    context.setFormat(GlHost::format());
    QOffscreenSurface surface;
    surface.setFormat(GlHost::format());
    surface.create();
    if (!context.create() || !context.makeCurrent(&surface)) {
        return words(QT_TRANSLATE_NOOP("OpenGL", "This display offers no OpenGL."));
    }
    const QSurfaceFormat got = context.format();
    if (got.version() < qMakePair(3, 2)) {
        return words(QT_TRANSLATE_NOOP("OpenGL", "This display offers OpenGL %1.%2 only; 3.2 is needed."))
            .arg(got.majorVersion())
            .arg(got.minorVersion());
    }
    run(context);
    context.doneCurrent();
    return {};
}

} // namespace

QString openGlProblem() {
    return withContext([](QOpenGLContext&) {});
}

QString openGlRenderer() {
    QString out;
    const QString problem = withContext([&](QOpenGLContext& context) {
        out = QString::fromLatin1(reinterpret_cast<const char*>(context.functions()->glGetString(GL_RENDERER)));
    });
    return problem.isEmpty() ? out : QString();
}

} // namespace tessera::ui
