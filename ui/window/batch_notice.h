#pragma once

#include "ui/bridge/engine_types.h"

#include <QObject>

#include <array>
#include <set>
#include <vector>

class QSystemTrayIcon;
class QWidget;

namespace tessera::ui {

/// Follows the jobs that are on their way, and tells when the last of them has ended: how many are done, need review or
/// failed. No name of a file or a patient. GUI thread only.
class BatchWatch : public QObject {
    Q_OBJECT

  public:
    explicit BatchWatch(QObject* parent = nullptr) : QObject(parent) {}

    void take(const std::vector<JobInfo>& jobs);
    void takeRemoved(const std::vector<JobId>& jobs);

  signals:
    void ended(const QString& words); ///< "12 done, 2 to review, 1 failed"; empty if all were cancelled

  private:
    void endIfNoneIsOpen();

    std::set<JobId> m_open;
    std::array<int, queue::kJobStates> m_ended{}; ///< of this batch
};

/// What ended in which state, as a sentence.
[[nodiscard]] QString batchWords(int done, int needReview, int failed);

/// Tells it on the desktop: by the desktop's notification service (org.freedesktop.Notifications on the session's bus),
/// else in its tray; the window's own entry blinks in any case. GUI thread only; nothing waits for the desktop.
class DesktopNotice : public QObject {
    Q_OBJECT

  public:
    explicit DesktopNotice(QWidget& window); ///< becomes its child
    /// Nothing where the window is the active one. @param onDesktop a message, too
    void tell(const QString& words, bool onDesktop);

  private slots:
    void takeClick(uint id, const QString& action);

  private:
    bool callService(const QString& words);
    void showInTray(const QString& words);
    void bringWindow();

    QWidget& m_window;
    QSystemTrayIcon* m_tray = nullptr; ///< made when it is needed first
    uint m_shown = 0;                  ///< the service's number of the last message; the next one replaces it
};

} // namespace tessera::ui
