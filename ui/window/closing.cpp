#include "ui/window/closing.h"

#include "ui/bridge/engine.h"

#include <QCheckBox>
#include <QGuiApplication>
#include <QMessageBox>
#include <QPushButton>

#include <utility>

namespace tessera::ui {

Closing::Closing(QWidget& window, const QueueModel& queue, const Engine& engine, Settings& settings)
    : QObject(&window), m_window(window), m_queue(queue), m_engine(engine), m_settings(settings) {}

/// Jobs that would be computed if the window stayed.
int Closing::unfinished() const {
    const bool isAlive = m_engine.state() != EngineState::GivenUp && m_engine.state() != EngineState::Stopped;
    const std::size_t waiting = m_engine.isHeld() ? 0 : m_queue.jobsIn(JobState::Queued).size();
    return isAlive ? static_cast<int>(m_queue.jobsAtWork().size() + waiting) : 0;
}

bool Closing::mayClose() {
    const bool quits = std::exchange(m_quits, false);
    const int jobs = unfinished();
    if (m_isAnswered || jobs == 0 || m_settings.whenClosed == WhenClosed::Stop || qGuiApp->isSavingSession()) {
        return true;
    }
    if (m_settings.whenClosed == WhenClosed::KeepRunning && !quits) {
        m_window.showMinimized();
    } else {
        ask(jobs);
    }
    return false;
}

void Closing::quit() {
    m_quits = true;
    m_window.close();
}

void Closing::ask(int jobs) {
    if (m_question) {
        m_question->raise();
        return;
    }
    m_question =
        new QMessageBox(QMessageBox::Question, tr("Scans are still computed"),
                        tr("%n scan(s) are not finished yet.", nullptr, jobs), QMessageBox::NoButton, &m_window);
    m_question->setAttribute(Qt::WA_DeleteOnClose);
    m_question->setInformativeText(
        tr("If Tessera stops now, what is computed so far is kept, and the rest follows when it is started again."));
    auto* stop = m_question->addButton(tr("Stop and close"), QMessageBox::AcceptRole);
    auto* keep = m_question->addButton(tr("Keep running, minimised"), QMessageBox::AcceptRole);
    m_question->setDefaultButton(keep);
    m_question->setEscapeButton(m_question->addButton(QMessageBox::Cancel));
    auto* remember = new QCheckBox(tr("Don't ask again"));
    remember->setToolTip(tr("The settings (in the menu Tools) can change it."));
    m_question->setCheckBox(remember);
    connect(stop, &QPushButton::clicked, this, [this, remember] { answer(WhenClosed::Stop, remember->isChecked()); });
    connect(keep, &QPushButton::clicked, this,
            [this, remember] { answer(WhenClosed::KeepRunning, remember->isChecked()); });
    m_question->open();
}

void Closing::answer(WhenClosed chosen, bool remember) {
    if (remember) {
        m_settings.whenClosed = chosen;
        m_settings.save();
    }
    if (chosen == WhenClosed::Stop) {
        m_isAnswered = true;
        m_window.close();
    } else {
        m_window.showMinimized();
    }
}

} // namespace tessera::ui
