#pragma once

#include <QtCore/qnamespace.h>

namespace tessera::ui {

/// Which program's mouse a person is used to.
enum class MouseHabits {
    ItkSnap, ///< left: cursor, right: zoom, middle: pan, Ctrl+left: window
    Slicer,  ///< left: window, right: zoom, middle: pan, Shift+left: cursor
    Pacs     ///< left: cursor, right: window, middle: pan, Ctrl+left: zoom
};

enum class DragAction { None, Cursor, Zoom, Pan, Window };

/// What dragging with a button does in a slice view.
[[nodiscard]] DragAction dragAction(MouseHabits habits, Qt::MouseButton button, Qt::KeyboardModifiers modifiers);

} // namespace tessera::ui
