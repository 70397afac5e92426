#pragma once

#include <QApplication>
#include <QMouseEvent>
#include <QWidget>

namespace tessera::test {

/// Presses, moves in two steps and lets go. @param from in the widget
inline void drag(QWidget& view, Qt::MouseButton button, const QPoint& from, const QPoint& by,
                 Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    const auto send = [&](QEvent::Type type, const QPoint& at, Qt::MouseButton cause, Qt::MouseButtons held) {
        QMouseEvent event(type, at, view.mapToGlobal(at), cause, held, modifiers);
        QApplication::sendEvent(&view, &event);
    };
    send(QEvent::MouseButtonPress, from, button, button);
    send(QEvent::MouseMove, from + by / 2, Qt::NoButton, button);
    send(QEvent::MouseMove, from + by, Qt::NoButton, button);
    send(QEvent::MouseButtonRelease, from + by, button, Qt::NoButton);
}

} // namespace tessera::test
