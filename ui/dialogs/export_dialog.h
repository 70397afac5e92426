#pragma once

#include "core/base/progress.h"
#include "core/export/case_export.h"

#include <QDialog>
#include <QImage>
#include <QThreadPool>

#include <filesystem>
#include <functional>
#include <map>
#include <memory>

class QCheckBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace tessera::ui {

/// Chooses what of a case is exported and where to, and does it on a thread of its own. Not modal; closing it cancels.
/// GUI thread only.
class ExportDialog : public QDialog {
    Q_OBJECT

  public:
    /// @param labels the label map's file @param picture of the views, taken when the export starts
    ExportDialog(std::filesystem::path labels, std::function<QImage()> picture, QWidget* parent);
    ~ExportDialog() override;

    /// No table says what the map's numbers mean: it alone can be exported.
    void setNoTable();
    /// Another label map came to the front: there is no picture of this one then.
    void setInFront(const std::filesystem::path& labels);

  signals: // of the thread that exports
    void progressed(int percent);
    void over(const QStringList& files, const QString& problem);

  private:
    void addItems(QVBoxLayout& all);
    void addPlace(QVBoxLayout& all);
    void start();
    void end(const QStringList& files, const QString& problem);
    void updateStart();

    const std::filesystem::path m_labels;
    const std::function<QImage()> m_picture;
    std::map<exporting::Item, QCheckBox*> m_items;
    QCheckBox *m_withPicture = nullptr, *m_overwrite = nullptr;
    QLineEdit *m_folder = nullptr, *m_name = nullptr;
    QProgressBar* m_progress = nullptr;
    QLabel* m_said = nullptr;
    QPushButton* m_start = nullptr;
    std::shared_ptr<CancelToken> m_cancel;
    QThreadPool m_pool;
};

} // namespace tessera::ui
