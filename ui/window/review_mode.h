#pragma once

#include "ui/window/review_page.h"

#include <QObject>

class QMenu;

namespace tessera::ui {

class CasePage;

/// The review as a mode of the window: its page stands in the views' place. GUI thread only.
class ReviewMode : public QObject {
    Q_OBJECT

  public:
    /// @param folder of ratings and pictures @param queue, front outlive the mode
    ReviewMode(QueueModel& queue, CasePage& front, const std::filesystem::path& folder, QObject* parent = nullptr);

    void fillMenu(QMenu& menu);
    void setConventions(const Conventions& conventions);
    [[nodiscard]] bool isOpen() const;
    /// Worst first; where it was left to look at a case in the viewer it goes on there.
    void open();
    void close();
    [[nodiscard]] ReviewPage& page() { return *m_page; }

  signals:
    void openedOrClosed();
    void caseAsked(tessera::ui::JobId job); ///< in the full viewer

  private:
    void exportRatings();

    CasePage& m_front;
    ReviewDesk m_desk;
    ReviewPictures m_pictures;
    ReviewPage* m_page; ///< of the window
    bool m_goesOn = false;
};

} // namespace tessera::ui
