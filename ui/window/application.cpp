#include "ui/window/application.h"

#include <QAbstractEventDispatcher>
#include <QLoggingCategory>
#include <QMetaEnum>
#include <QThread>

#include <utility>

namespace tessera::ui {
namespace {

Q_LOGGING_CATEGORY(stalls, "tessera.stalls")

constexpr double kLong = 1000; ///< ms

double millisecondsOf(const QElapsedTimer& clock) {
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

} // namespace

Application::Application(int& argc, char** argv) : QApplication(argc, argv) {
    connect(eventDispatcher(), &QAbstractEventDispatcher::aboutToBlock, this, [this] { m_waiting.start(); });
    connect(eventDispatcher(), &QAbstractEventDispatcher::awake, this, [this] {
        if (m_waiting.isValid()) { // of a loop within an event
            m_inner += millisecondsOf(m_waiting);
            m_waiting.invalidate();
        }
    });
}

Application::Work Application::takeLongest() {
    return std::exchange(m_longest, {});
}

QString Application::wordsFor(const Work& work) {
    const QString type = QMetaEnum::fromType<QEvent::Type>().valueToKey(work.event);
    return QString(work.receiver).section(QStringLiteral("::"), -1) + QLatin1Char(' ') + type;
}

bool Application::notify(QObject* receiver, QEvent* event) {
    if (QThread::currentThread() != thread()) {
        return QApplication::notify(receiver, event);
    }
    Work work{.receiver = receiver->metaObject()->className(), .event = event->type()}; // both may be gone afterwards
    QElapsedTimer clock;
    clock.start();
    const double outer = std::exchange(m_inner, 0.0);
    const bool out = QApplication::notify(receiver, event);
    const double all = millisecondsOf(clock);
    work.milliseconds = all - std::exchange(m_inner, outer + all);
    if (work.milliseconds > m_longest.milliseconds) {
        m_longest = work;
    }
    if (work.milliseconds > kLong) {
        qCWarning(stalls, "the window stood still for %.1f s: %ls", work.milliseconds / 1000,
                  qUtf16Printable(wordsFor(work)));
    }
    return out;
}

} // namespace tessera::ui
