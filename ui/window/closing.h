#pragma once

#include "ui/models/queue_model.h"
#include "ui/window/settings.h"

#include <QObject>
#include <QPointer>

class QMessageBox;
class QWidget;

namespace tessera::ui {

/// Whether the window may close: while jobs are at work or wait a person says what is to become of them, once and for
/// all if they like. Never waits for the answer. GUI thread only.
class Closing : public QObject {
    Q_OBJECT

  public:
    /// @param window becomes the parent @param queue, engine, settings outlive it
    Closing(QWidget& window, const QueueModel& queue, const Engine& engine, Settings& settings);

    /// For the window's close event. False: it stays open, at least until the person has answered.
    [[nodiscard]] bool mayClose();
    /// Closes the window, which is asked about even where closing means that it is minimised.
    void quit();

  private:
    [[nodiscard]] int unfinished() const;
    void ask(int jobs);
    void answer(WhenClosed chosen, bool remember);

    QWidget& m_window;
    const QueueModel& m_queue;
    const Engine& m_engine;
    Settings& m_settings;
    QPointer<QMessageBox> m_question;
    bool m_quits = false, m_isAnswered = false;
};

} // namespace tessera::ui
