#include "ui/window/batch_notice.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QStyle>
#include <QSystemTrayIcon>
#include <QWidget>

namespace tessera::ui {
namespace {

constexpr int kShownMs = 10'000, kPatienceMs = 5'000;

bool isOpen(JobState state) {
    return state == JobState::Queued || queue::isHeld(state);
}

} // namespace

void BatchWatch::take(const std::vector<JobInfo>& jobs) {
    for (const JobInfo& job : jobs) {
        if (isOpen(job.state)) {
            m_open.insert(job.id);
        } else if (m_open.erase(job.id) > 0) {
            ++m_ended[static_cast<std::size_t>(job.state)];
        }
    }
    endIfNoneIsOpen();
}

void BatchWatch::takeRemoved(const std::vector<JobId>& jobs) {
    for (const JobId job : jobs) {
        m_open.erase(job);
    }
    endIfNoneIsOpen();
}

void BatchWatch::endIfNoneIsOpen() {
    int all = 0;
    for (const int count : m_ended) {
        all += count;
    }
    if (!m_open.empty() || all == 0) {
        return;
    }
    const auto count = [this](JobState state) { return m_ended[static_cast<std::size_t>(state)]; };
    const QString words = batchWords(count(JobState::Done), count(JobState::NeedsReview), count(JobState::Failed));
    m_ended = {};
    emit ended(words);
}

QString batchWords(int done, int needReview, int failed) {
    QStringList parts;
    if (done > 0) {
        parts << BatchWatch::tr("%n done", nullptr, done);
    }
    if (needReview > 0) {
        parts << BatchWatch::tr("%n to review", nullptr, needReview);
    }
    if (failed > 0) {
        parts << BatchWatch::tr("%n failed", nullptr, failed);
    }
    return parts.join(QStringLiteral(", "));
}

DesktopNotice::DesktopNotice(QWidget& window) : QObject(&window), m_window(window) {}

void DesktopNotice::tell(const QString& words, bool onDesktop) {
    if (m_window.isActiveWindow()) {
        return;
    }
    QApplication::alert(&m_window);
    if (onDesktop && !words.isEmpty() && !callService(words)) {
        showInTray(words);
    }
}

/// @return false where there is no session's bus. A service that doesn't answer leaves it to the tray
bool DesktopNotice::callService(const QString& words) {
    // without an address the library would start a bus of its own, and wait for it
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS") || !QDBusConnection::sessionBus().isConnected()) {
        return false;
    }
    QDBusConnection bus = QDBusConnection::sessionBus();
    const QString service = QStringLiteral("org.freedesktop.Notifications");
    const QString path = QStringLiteral("/org/freedesktop/Notifications");
    bus.connect(service, path, service, QStringLiteral("ActionInvoked"), this, SLOT(takeClick(uint, QString)));
    QDBusMessage message = QDBusMessage::createMethodCall(service, path, service, QStringLiteral("Notify"));
    message << tr("Tessera") << m_shown << QString() << tr("Tessera") << words
            << QStringList{QStringLiteral("default"), tr("Show")} << QVariantMap() << kShownMs;
    auto* answer = new QDBusPendingCallWatcher(bus.asyncCall(message, kPatienceMs), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, words](QDBusPendingCallWatcher* call) {
        const QDBusPendingReply<uint> reply = *call;
        call->deleteLater();
        if (reply.isError()) {
            showInTray(words);
        } else {
            m_shown = reply.value();
        }
    });
    return true;
}

void DesktopNotice::takeClick(uint id, const QString& action) {
    if (id == m_shown && action == QStringLiteral("default")) {
        bringWindow();
    }
}

void DesktopNotice::bringWindow() {
    m_window.raise();
    m_window.activateWindow();
}

void DesktopNotice::showInTray(const QString& words) {
    if (!QSystemTrayIcon::isSystemTrayAvailable()) {
        return;
    }
    if (m_tray == nullptr) {
        const QIcon icon = m_window.windowIcon();
        m_tray = new QSystemTrayIcon(
            icon.isNull() ? m_window.style()->standardIcon(QStyle::SP_DialogApplyButton) : icon, this);
        m_tray->setToolTip(tr("Tessera"));
        connect(m_tray, &QSystemTrayIcon::messageClicked, this, &DesktopNotice::bringWindow);
        connect(m_tray, &QSystemTrayIcon::activated, m_tray, &QSystemTrayIcon::hide);
    }
    m_tray->show();
    m_tray->showMessage(tr("Tessera"), words, QSystemTrayIcon::Information, kShownMs);
}

} // namespace tessera::ui
