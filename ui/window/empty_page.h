#pragma once

#include <QWidget>

namespace tessera::ui {

/// The views' place while no case is open: what to drop, and the first steps. GUI thread only.
class EmptyPage : public QWidget {
    Q_OBJECT

  public:
    explicit EmptyPage(QWidget* parent = nullptr);

  signals:
    void openAsked();
    void sampleAsked();
};

} // namespace tessera::ui
