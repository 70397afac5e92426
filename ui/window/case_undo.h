#pragma once

#include "ui/models/regions_model.h"
#include "ui/viewer/viewer_state.h"

#include <QObject>
#include <QUndoStack>

#include <set>

class QAction;
class QMenu;

namespace tessera::ui {

/// Takes back what a person has done to the case in front: which regions are shown, their colours, and the window.
/// Changes that follow each other closely, as those of a drag, are one. Another case begins with nothing to take back.
/// GUI thread only.
class CaseUndo : public QObject {
    Q_OBJECT

  public:
    /// @param state, regions outlive it
    CaseUndo(ViewerState& state, RegionsModel& regions, QObject* parent = nullptr);

    void fillMenu(QMenu& menu);
    /// As long as something else is in front of the case, which has the same keys.
    void pause(bool isPaused);
    /// Nothing that was done before can be taken back any more.
    void restart();
    /// Other things of a case that can be taken back, as its ratings, push their own commands here.
    [[nodiscard]] QUndoStack& stack() { return m_stack; }

    /// What can be taken back.
    struct Settings {
        std::set<std::int32_t> visible{};
        RegionsModel::Colours colours{};
        IntensityWindow window{};
        bool operator==(const Settings&) const = default;
    };

  signals:
    void pausedOrNot();

  private:
    enum class Kind { Visibility = 1, Colours, Window };
    class Change;

    [[nodiscard]] Settings now() const;
    void note(Kind kind);
    void apply(const Settings& settings);

    ViewerState& m_state;
    RegionsModel& m_regions;
    QUndoStack m_stack;
    labels::LabelTable m_table; ///< that the settings belong to
    Settings m_known;           ///< as they were when last looked at
    bool m_isApplying = false, m_isPaused = false;
};

} // namespace tessera::ui
