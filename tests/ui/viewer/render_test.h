#pragma once

#include "ui/viewer/gl_host.h"

#include <QApplication>
#include <QImage>
#include <QtTest>

#include <functional>
#include <optional>

/// What tests that look at pictures of the views share.
namespace tessera::test {

/// The main function of a test that renders: OpenGL as the program itself has it.
template <typename Test>
int runRenderTest(int argc, char** argv) {
    QSurfaceFormat::setDefaultFormat(ui::GlHost::format());
    const QApplication application(argc, argv);
    Test test;
    return QTest::qExec(&test, argc, argv);
}

/// Saves the picture of a failure in the folder that the test runs in. @return the words that name it
[[nodiscard]] inline QString leave(const QImage& picture, const QString& name) {
    const QString file = QDir::current().filePath(name + ".png");
    return picture.save(file) ? " (see " + file + ")" : QString(" (its picture can't be saved)");
}

/// QVERIFY2 that leaves a picture where it fails, and only there.
#define TESSERA_VERIFY_PICTURE(condition, message, picture)                                                            \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            QFAIL(qPrintable(QString(message) + tessera::test::leave(picture, QTest::currentTestFunction())));         \
        }                                                                                                              \
    } while (false)

/// Shows a widget of that size and waits until it is there. @return false if it doesn't appear
[[nodiscard]] inline bool appears(QWidget& widget, int width, int height) {
    widget.resize(width, height);
    widget.show();
    return QTest::qWaitForWindowExposed(&widget);
}

/// The box and the middle of the pixels that belong to something, in device pixels: a pixel's middle is at +0.5.
struct Blob {
    QRect box;
    QPointF centre;
    int pixels = 0;
};
[[nodiscard]] inline Blob blobOf(const QImage& picture, const QRect& within, const std::function<bool(QRgb)>& belongs) {
    Blob out;
    QPointF sum;
    for (int y = within.top(); y <= within.bottom(); ++y) {
        for (int x = within.left(); x <= within.right(); ++x) {
            if (belongs(picture.pixel(x, y))) {
                out.box |= QRect(x, y, 1, 1);
                sum += QPointF(x + 0.5, y + 0.5);
                ++out.pixels;
            }
        }
    }
    out.centre = out.pixels > 0 ? sum / out.pixels : QPointF();
    return out;
}

[[nodiscard]] inline bool isGrey(QRgb pixel, int level, int tolerance = 1) {
    return qRed(pixel) == qGreen(pixel) && qRed(pixel) == qBlue(pixel) && std::abs(qRed(pixel) - level) <= tolerance;
}

[[nodiscard]] inline double distance(const QPointF& a, const QPointF& b) {
    return std::hypot(a.x() - b.x(), a.y() - b.y());
}

} // namespace tessera::test
