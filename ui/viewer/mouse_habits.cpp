#include "ui/viewer/mouse_habits.h"

namespace tessera::ui {

DragAction dragAction(MouseHabits habits, Qt::MouseButton button, Qt::KeyboardModifiers modifiers) {
    if (button == Qt::MiddleButton) {
        return DragAction::Pan;
    }
    if (button == Qt::RightButton) {
        return habits == MouseHabits::Pacs ? DragAction::Window : DragAction::Zoom;
    }
    if (button != Qt::LeftButton) {
        return DragAction::None;
    }
    const bool isControl = modifiers.testFlag(Qt::ControlModifier);
    switch (habits) {
    case MouseHabits::Slicer:
        return modifiers.testFlag(Qt::ShiftModifier) || isControl ? DragAction::Cursor : DragAction::Window;
    case MouseHabits::Pacs:
        return isControl ? DragAction::Zoom : DragAction::Cursor;
    case MouseHabits::ItkSnap:
        break;
    }
    return isControl ? DragAction::Window : DragAction::Cursor;
}

} // namespace tessera::ui
