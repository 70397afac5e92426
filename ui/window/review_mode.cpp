#include "ui/window/review_mode.h"

#include "ui/window/case_page.h"
#include "ui/window/message_bar.h"

#include <QFileDialog>
#include <QMenu>

namespace tessera::ui {

ReviewMode::ReviewMode(QueueModel& queue, CasePage& front, const std::filesystem::path& folder, QObject* parent)
    : QObject(parent), m_front(front), m_desk(queue, folder / "ratings.tsv"), m_pictures(folder / "pictures"),
      m_page(new ReviewPage(m_desk, m_pictures, &front)) {
    m_page->hide();
    connect(m_page, &ReviewPage::leaveAsked, this, &ReviewMode::close);
    connect(m_page, &ReviewPage::openAsked, this, [this](JobId job) {
        emit caseAsked(job);
        m_goesOn = true;
    });
    connect(m_page, &ReviewPage::exportAsked, this, &ReviewMode::exportRatings);
    connect(&m_desk, &ReviewDesk::failed, this,
            [this](const QString& problem) { m_front.messages().show(MessageBar::Kind::Problem, problem); });
    connect(&m_desk, &ReviewDesk::exported, this, [this](const QString& file) {
        m_front.messages().show(MessageBar::Kind::Notice, tr("The ratings were written to %1.").arg(file));
    });
}

void ReviewMode::fillMenu(QMenu& menu) {
    menu.addAction(tr("Review finished cases"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R), this,
                   &ReviewMode::open);
    menu.addAction(tr("Delete the pictures of reviews"), this, [this] {
        m_pictures.clear();
        m_front.messages().show(MessageBar::Kind::Notice,
                                tr("The pictures of reviews are deleted. The next review makes those it needs anew."));
    });
}

void ReviewMode::setConventions(const Conventions& conventions) {
    m_pictures.setConventions(conventions);
}

bool ReviewMode::isOpen() const {
    return m_front.instead() == m_page;
}

void ReviewMode::open() {
    if (isOpen()) {
        return;
    }
    m_front.showInstead(m_page);
    if (m_goesOn) {
        m_page->resume();
    } else {
        m_page->begin();
    }
    emit openedOrClosed();
}

void ReviewMode::close() {
    if (isOpen()) {
        m_goesOn = false;
        m_page->storeNote();
        m_front.showInstead(nullptr);
        emit openedOrClosed();
    }
}

void ReviewMode::exportRatings() {
    const QString name = QFileDialog::getSaveFileName(m_page, tr("Export ratings"), QStringLiteral("ratings.tsv"),
                                                      tr("Tab-separated values (*.tsv)"));
    if (!name.isEmpty()) {
        m_desk.exportTo(pathOf(name));
    }
}

} // namespace tessera::ui
