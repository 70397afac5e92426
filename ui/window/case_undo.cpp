#include "ui/window/case_undo.h"

#include <QAction>
#include <QElapsedTimer>
#include <QMenu>
#include <QScopedValueRollback>
#include <QUndoCommand>

#include <utility>

namespace tessera::ui {
namespace {

constexpr qint64 kTogetherMs = 700; ///< between the changes of one drag

} // namespace

/// From some settings to others.
class CaseUndo::Change : public QUndoCommand {
  public:
    Change(CaseUndo& owner, Kind kind, Settings before, Settings after)
        : m_owner(owner), m_kind(kind), m_before(std::move(before)), m_after(std::move(after)) {
        switch (kind) {
        case Kind::Visibility:
            setText(CaseUndo::tr("regions shown"));
            break;
        case Kind::Colours:
            setText(CaseUndo::tr("colours"));
            break;
        case Kind::Window:
            setText(CaseUndo::tr("window and level"));
            break;
        }
        m_age.start();
    }

    void undo() override { m_owner.apply(m_before); }
    void redo() override { m_owner.apply(m_after); }
    [[nodiscard]] int id() const override { return m_kind == Kind::Window ? static_cast<int>(m_kind) : -1; }

    bool mergeWith(const QUndoCommand* next) override {
        if (m_age.elapsed() > kTogetherMs) {
            return false;
        }
        m_after = static_cast<const Change*>(next)->m_after;
        m_age.restart();
        return true;
    }

  private:
    CaseUndo& m_owner;
    const Kind m_kind;
    const Settings m_before;
    Settings m_after;
    QElapsedTimer m_age; ///< since the last change that is part of it
};

CaseUndo::CaseUndo(ViewerState& state, RegionsModel& regions, QObject* parent)
    : QObject(parent), m_state(state), m_regions(regions) {
    m_stack.setUndoLimit(500);
    connect(&state, &ViewerState::imageChanged, this, &CaseUndo::restart);
    connect(&regions, &QAbstractItemModel::modelReset, this, [this] {
        if (m_regions.table() != m_table) { // else grouped otherwise, or another tile has landed
            restart();
        }
    });
    connect(&regions, &RegionsModel::visibilityChanged, this, [this] { note(Kind::Visibility); });
    connect(&regions, &RegionsModel::coloursChanged, this, [this] { note(Kind::Colours); });
    connect(&state, &ViewerState::windowChanged, this, [this] { note(Kind::Window); });
    restart();
}

void CaseUndo::fillMenu(QMenu& menu) {
    QAction* undo = menu.addAction(tr("Undo"), QKeySequence::Undo, &m_stack, &QUndoStack::undo);
    QAction* redo =
        menu.addAction(tr("Redo"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), &m_stack, &QUndoStack::redo);
    const auto enable = [this, undo, redo] {
        undo->setEnabled(!m_isPaused && m_stack.canUndo());
        redo->setEnabled(!m_isPaused && m_stack.canRedo());
    };
    enable();
    connect(&m_stack, &QUndoStack::canUndoChanged, undo, enable);
    connect(&m_stack, &QUndoStack::canRedoChanged, redo, enable);
    connect(this, &CaseUndo::pausedOrNot, undo, enable);
    connect(&m_stack, &QUndoStack::undoTextChanged, undo,
            [undo](const QString& what) { undo->setText(what.isEmpty() ? tr("Undo") : tr("Undo: %1").arg(what)); });
    connect(&m_stack, &QUndoStack::redoTextChanged, redo,
            [redo](const QString& what) { redo->setText(what.isEmpty() ? tr("Redo") : tr("Redo: %1").arg(what)); });
}

void CaseUndo::pause(bool isPaused) {
    m_isPaused = isPaused;
    emit pausedOrNot();
}

CaseUndo::Settings CaseUndo::now() const {
    return {m_regions.visible(), m_regions.colours(), m_state.window()};
}

void CaseUndo::restart() {
    m_stack.clear();
    m_table = m_regions.table();
    m_known = now();
}

void CaseUndo::note(Kind kind) {
    Settings after = now();
    if (after != m_known && !m_isApplying) {
        m_stack.push(new Change(*this, kind, m_known, after)); // which does it once more, to no effect
    }
    m_known = std::move(after);
}

void CaseUndo::apply(const Settings& settings) {
    const QScopedValueRollback applying(m_isApplying, true);
    m_regions.setVisible(settings.visible);
    m_regions.setColours(settings.colours);
    m_state.setWindow(settings.window);
    m_known = now();
}

} // namespace tessera::ui
