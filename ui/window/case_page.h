#pragma once

#include "ui/viewer/view_grid.h"
#include "ui/window/case_loader.h"

#include <QWidget>

class QLabel;
class QSplitter;
class QStackedWidget;
class QToolBar;

namespace tessera::ui {

class EmptyPage;
class MessageBar;

/// The middle of the window: the case in front, or what to do while there is none; messages above, the cursor's reading
/// below. GUI thread only.
class CasePage : public QWidget {
    Q_OBJECT

  public:
    explicit CasePage(QWidget* parent = nullptr);

    [[nodiscard]] ViewerState& state() { return m_state; }
    [[nodiscard]] ViewGrid& views() { return *m_views; }
    [[nodiscard]] MessageBar& messages() { return *m_messages; }
    /// The views lie in the first of these panes, below whatever stands in its layout.
    [[nodiscard]] QSplitter& panes() { return *m_panes; }
    [[nodiscard]] QToolBar& toolBar() { return *m_bar; }
    [[nodiscard]] CaseLoader& loader() { return m_loader; }
    [[nodiscard]] const CaseFiles& files() const noexcept { return m_files; } ///< of the case in front

    /// Opens a scan, or a label map over the scan in front where `files.image` is empty or that scan. If it can't be
    /// read, nothing else stays in its place.
    void open(const CaseFiles& files);
    void close();
    /// Shows another page in the place of the views, which come back with null. The page becomes this widget's.
    void showInstead(QWidget* page);
    void addBelow(QWidget* strip); ///< the panes; it becomes this widget's
    [[nodiscard]] QWidget* instead() const noexcept { return m_instead; }

  signals:
    void caseChanged(); ///< opened, closed, or another label map
    void openAsked();
    void sampleAsked();

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    void showFront();
    void showReading();
    void connectLoader();
    void showNotices(const std::vector<std::string>& sentences);

    ViewerState m_state;
    CaseLoader m_loader;
    CaseFiles m_files, m_opening;
    bool m_isAwaited = false; ///< a scan is being read: the one in front isn't it
    QToolBar* m_bar;
    MessageBar* m_messages;
    QStackedWidget* m_stack;
    QWidget* m_instead = nullptr;
    ViewGrid* m_views;
    QSplitter* m_panes;
    QLabel* m_reading;
    QLabel* m_busy;
};

/// The cursor's reading in words that may stand in two lines: "x 12.0 y -31.5 z 4.0 mm · voxel ... · T1 412 ·
/// hippocampus L · 7 of 8 tiles agree".
[[nodiscard]] QString readingText(const CursorReading& reading, const QLocale& locale);

} // namespace tessera::ui
