#include "ui/window/message_bar.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <algorithm>

namespace tessera::ui {
namespace {

constexpr qsizetype kMostLines = 8; ///< so that the views keep their room

} // namespace

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent), m_kind(new QLabel), m_text(new QLabel), m_offer(new QToolButton) {
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    QFont bold = m_kind->font();
    bold.setBold(true);
    m_kind->setFont(bold);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText); // names of files are no markup
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setAccessibleName(tr("Message"));
    auto* copy = new QToolButton;
    copy->setText(tr("Copy details"));
    auto* close = new QToolButton;
    close->setText(tr("Close"));
    connect(copy, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(m_text->text()); });
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    connect(m_offer, &QToolButton::clicked, this, [this] {
        hide();
        m_carryOut();
    });
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 4, 8, 4);
    row->addWidget(m_kind, 0, Qt::AlignTop);
    row->addWidget(m_text, 1);
    row->addWidget(m_offer, 0, Qt::AlignTop);
    row->addWidget(copy, 0, Qt::AlignTop);
    row->addWidget(close, 0, Qt::AlignTop);
    hide();
}

void MessageBar::show(Kind kind, const QString& text) {
    if (isHidden()) { // what was there has been closed
        m_lines.clear();
        m_isProblem = false;
        m_offer->hide();
    }
    m_lines.removeAll(text);
    m_lines << text;
    m_lines = m_lines.mid(std::max<qsizetype>(0, m_lines.size() - kMostLines));
    m_isProblem = m_isProblem || kind == Kind::Problem;
    m_kind->setText(m_isProblem ? tr("Problem") : tr("Note"));
    m_text->setText(m_lines.join(QLatin1Char('\n')));
    QWidget::show();
}

void MessageBar::offer(const QString& text, const QString& button, const std::function<void()>& carryOut) {
    show(Kind::Notice, text);
    m_offer->setText(button);
    m_carryOut = carryOut;
    m_offer->show();
}

QString MessageBar::text() const {
    return isVisible() ? m_text->text() : QString();
}

} // namespace tessera::ui
