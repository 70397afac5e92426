#pragma once

#include <QDialog>
#include <QList>

class QAction;

namespace tessera::ui {

/// All keys and what the mouse does, made from the actions themselves. Not modal. GUI thread only.
class CheatSheet : public QDialog {
    Q_OBJECT

  public:
    /// @param actions those without a key are left out
    CheatSheet(const QList<QAction*>& actions, const QStringList& mouse, QWidget* parent);
};

} // namespace tessera::ui
