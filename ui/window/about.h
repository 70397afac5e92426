#pragma once

#include <QDialog>

namespace tessera::ui {

/// What the program is, what it isn't, and the licences of what it is made from. Not modal. GUI thread only.
class About : public QDialog {
    Q_OBJECT

  public:
    explicit About(QWidget* parent);
};

} // namespace tessera::ui
