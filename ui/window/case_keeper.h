#pragma once

#include "core/casefile/case_file.h"
#include "ui/window/case_page.h"

#include <QObject>
#include <QStringList>
#include <QThreadPool>

#include <filesystem>
#include <memory>
#include <optional>

namespace tessera::ui {

class RegionsModel;

/// Saves the case in front as a case file, and opens one: its files, and then how they were looked at. Files are read
/// and hashed on a thread of its own. GUI thread only.
class CaseKeeper : public QObject {
    Q_OBJECT

  public:
    /// @param page, regions outlive it
    CaseKeeper(CasePage& page, RegionsModel& regions, QObject* parent = nullptr);
    ~CaseKeeper() override; ///< waits for the file that is being read

    /// Asks where to, over `window`, without stopping anything.
    void askAndSave(QWidget* window);
    void save(const std::filesystem::path& file);
    /// What was asked for last is opened.
    void open(const std::filesystem::path& file);

    /// What a case file says, and what became of its files.
    struct Found {
        std::filesystem::path file;
        casefile::CaseFile content{};
        CaseFiles files{};   ///< those that are there; no scan: nothing can be shown
        QStringList notes{}; ///< what isn't as it was, in words
        QString problem{};   ///< why nothing can be shown
    };

  signals:
    void saved(const QString& file);
    void found(const tessera::ui::CaseFiles& files); ///< to be opened now
    void opened(const QString& file);                ///< everything that is there is shown as it was
    void failed(const QString& problem);
    void noticed(const QString& text);
    // of its thread
    void wasSaved(const QString& file, const QString& problem);
    void wasRead(int request, std::shared_ptr<const tessera::ui::CaseKeeper::Found> found);

  private:
    void take(int request, const std::shared_ptr<const Found>& found);
    void restore();
    void finish();

    CasePage& m_page;
    RegionsModel& m_regions;
    QThreadPool m_pool;
    int m_request = 0;                      ///< of the newest opening
    std::shared_ptr<const Found> m_pending; ///< its files are being read
    bool m_isScanThere = false;             ///< the pending case's, with its view
    QStringList m_notes;                    ///< of the pending case
};

} // namespace tessera::ui
