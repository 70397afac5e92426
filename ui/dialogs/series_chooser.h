#pragma once

#include "ui/bridge/engine_types.h"

#include <QDialog>
#include <QStringList>

#include <deque>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace tessera::ui {

/// Lets a person say which series of a DICOM study are meant, a job each. Studies that wait are asked about one after
/// the other in this window. Not modal; closing it answers "none" for all of them. GUI thread only.
class SeriesChooser : public QDialog {
    Q_OBJECT

  public:
    explicit SeriesChooser(QWidget* parent);

    /// Asks, at once or after those that wait; shows the window.
    void add(const Question& question);

  signals:
    /// @param series as `SeriesChoice` names them; empty: none
    void answered(int question, const QStringList& series);

  protected:
    void reject() override; ///< closing it, too

  private:
    enum Column { Number, Description, Kind, Slices, Voxel, Plane, Columns };

    void makeTable();
    void showFirst();
    void answer(const QStringList& series);
    [[nodiscard]] QStringList ticked() const;
    void refresh();

    std::deque<Question> m_questions; ///< the first is shown
    QLabel *m_study, *m_waiting;
    QTreeWidget* m_table;
    QPushButton *m_segment = nullptr, *m_none = nullptr;
};

} // namespace tessera::ui
