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

/// Tells it on the desktop, where there is a tray; the window's own entry blinks in any case.
class DesktopNotice : public QObject {
    Q_OBJECT

  public:
    explicit DesktopNotice(QWidget& window); ///< becomes its child
    /// Nothing where the window is the active one. @param onDesktop a message, too
    void tell(const QString& words, bool onDesktop);

  private:
    QWidget& m_window;
    QSystemTrayIcon* m_tray = nullptr; ///< made when it is needed first
};

} // namespace tessera::ui
