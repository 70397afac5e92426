#pragma once

#include "ui/viewer/mouse_habits.h"

#include <QDialog>
#include <QList>

class QAction;

namespace tessera::ui {

/// All keys and what the mouse does, made from the actions themselves. Not modal. GUI thread only.
class CheatSheet : public QDialog {
    Q_OBJECT

  public:
    /// @param actions those without a key are left out
    CheatSheet(const QList<QAction*>& actions, MouseHabits habits, QWidget* parent);
};

} // namespace tessera::ui
