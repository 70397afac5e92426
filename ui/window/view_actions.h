#pragma once

#include "ui/viewer/view_grid.h"

#include <QObject>

class QAction;
class QActionGroup;
class QMenu;
class QSlider;
class QToolBar;

namespace tessera::ui {

/// What can be done with the views, as menu entries, keys and a tool bar. GUI thread only.
class ViewActions : public QObject {
    Q_OBJECT

  public:
    /// @param views gets the keys that only mean something while it has the focus (arrows, Page Up and Down)
    ViewActions(ViewerState& state, ViewGrid& views, QObject* parent);

    void fillMenu(QMenu& menu);
    void fillToolBar(QToolBar& bar);

  private:
    QAction* add(const QString& text, const QKeySequence& key, const std::function<void()>& run);
    QAction* addToggle(const QString& text, const QKeySequence& key, const std::function<void(bool)>& run);
    void addArrangements();
    void addOverlay();
    void addPlaces();
    void changeOpacity(double by);
    void takeState();
    void fillWindowPresets(QMenu& menu);

    ViewerState& m_state;
    ViewGrid& m_views;
    QActionGroup* m_arrangements;
    QAction *m_labels = nullptr, *m_outline = nullptr, *m_agreement = nullptr, *m_crosshair = nullptr,
            *m_patient = nullptr, *m_interpolated = nullptr, *m_volume = nullptr;
    QList<QAction*> m_overlayActions, m_placeActions;
    QSlider* m_opacity = nullptr;
};

} // namespace tessera::ui
