#pragma once

#include "ui/window/case_loader.h"

#include <QDialog>

#include <vector>

class QLineEdit;
class QListWidget;

namespace tessera::ui {

class QueueModel;

/// What to compare the case in front with: a finished case of the queue, or the file of a label map. Not modal. GUI
/// thread only.
class CompareDialog : public QDialog {
    Q_OBJECT

  public:
    /// @param front is left out of the list
    CompareDialog(const QueueModel& queue, const CaseFiles& front, QWidget* parent);

  signals:
    void chosen(const tessera::ui::CaseFiles& other); ///< without an image: a label map of the scan in front

  private:
    void filter(const QString& text);
    void take();
    void chooseFile();

    std::vector<CaseFiles> m_cases; ///< by row of the list
    QLineEdit* m_search;
    QListWidget* m_list;
};

} // namespace tessera::ui
