#include "ui/window/case_page.h"

#include "ui/window/empty_page.h"
#include "ui/window/message_bar.h"

#include <QLabel>
#include <QLocale>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolBar>
#include <QVBoxLayout>

#include <algorithm>

namespace tessera::ui {

QString readingText(const CursorReading& reading, const QLocale& locale) {
    const auto number = [&](double value, int decimals) { return locale.toString(value, 'f', decimals); };
    QStringList parts; // lines break between them, and within names
    parts << CasePage::tr("x %1  y %2  z %3 mm")
                 .arg(number(reading.mm[0], 1), number(reading.mm[1], 1), number(reading.mm[2], 1));
    if (reading.voxel) {
        const auto& voxel = *reading.voxel;
        parts << CasePage::tr("voxel %1 %2 %3").arg(voxel[0]).arg(voxel[1]).arg(voxel[2]);
    }
    if (reading.intensity) {
        parts << CasePage::tr("intensity %1").arg(locale.toString(static_cast<double>(*reading.intensity), 'g', 5));
    }
    for (QString& part : parts) {
        part.replace(' ', QChar::Nbsp);
    }
    if (reading.region != nullptr) {
        const QString name = QString::fromStdString(reading.region->name);
        parts << (reading.isPreview ? CasePage::tr("%1 (preview)").arg(name) : name);
    }
    if (reading.tiles) {
        parts << CasePage::tr("%1 of %2 tiles agree")
                     .arg(*reading.tilesAgreeing)
                     .arg(*reading.tiles)
                     .replace(' ', QChar::Nbsp);
    }
    return parts.join(QStringLiteral("\u00A0\u00A0·  "));
}

CasePage::CasePage(QWidget* parent)
    : QWidget(parent), m_bar(new QToolBar), m_messages(new MessageBar), m_stack(new QStackedWidget),
      m_views(new ViewGrid(m_state)), m_panes(new QSplitter), m_reading(new QLabel), m_busy(new QLabel) {
    auto* empty = new EmptyPage;
    connect(empty, &EmptyPage::openAsked, this, &CasePage::openAsked);
    connect(empty, &EmptyPage::sampleAsked, this, &CasePage::sampleAsked);
    m_stack->addWidget(empty);
    auto* pane = new QWidget;
    auto* column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_views, 1);
    m_panes->addWidget(pane);
    m_panes->setChildrenCollapsible(false);
    m_stack->addWidget(m_panes);
    m_bar->setAccessibleName(tr("Views"));
    m_bar->hide();
    m_reading->setAccessibleName(tr("At the cursor"));
    m_reading->setTextFormat(Qt::PlainText);
    m_reading->setMinimumWidth(1); // a long text doesn't widen the window
    m_reading->setWordWrap(true);
    m_busy->setTextFormat(Qt::PlainText);

    auto* line = new QHBoxLayout;
    line->setContentsMargins(6, 2, 6, 2);
    line->addWidget(m_reading, 1);
    line->addWidget(m_busy);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_bar);
    all->addWidget(m_messages);
    all->addWidget(m_stack, 1);
    all->addLayout(line);

    connect(&m_state, &ViewerState::cursorChanged, this, &CasePage::showReading);
    connectLoader();
}

void CasePage::connectLoader() {
    connect(&m_loader, &CaseLoader::started, this, [this](const QString& what) { m_busy->setText(what); });
    connect(&m_loader, &CaseLoader::finished, this, [this] { m_busy->clear(); });
    connect(&m_loader, &CaseLoader::imageRead, this, [this](const std::shared_ptr<const CaseImage>& image) {
        m_files = {m_opening.image, {}};
        m_isAwaited = false;
        m_state.setImage(image);
        showFront();
        showNotices(image->warnings);
        emit caseChanged();
    });
    connect(&m_loader, &CaseLoader::labelsRead, this, [this](const std::shared_ptr<const CaseLabels>& labels) {
        m_files.labels = m_opening.labels;
        m_state.setLabels(labels);
        showNotices(labels->notices);
        emit caseChanged();
    });
    connect(&m_loader, &CaseLoader::failed, this, [this](const QString& problem) {
        if (m_isAwaited) {
            close(); // what was in front isn't what was asked for
        } else {
            m_files.labels.clear();
            m_state.setLabels(nullptr);
            emit caseChanged();
        }
        m_messages->show(MessageBar::Kind::Problem, problem);
    });
}

void CasePage::showNotices(const std::vector<std::string>& sentences) {
    for (const std::string& sentence : sentences) {
        m_messages->show(MessageBar::Kind::Notice, QString::fromStdString(sentence));
    }
}

void CasePage::open(const CaseFiles& files) {
    m_opening = files;
    const bool isSameScan = m_state.image() && (files.image.empty() || files.image == m_files.image);
    if (files.image.empty() && !m_state.image()) {
        m_messages->show(MessageBar::Kind::Problem,
                         tr("%1 looks like a label map. Open its scan first, or both together.")
                             .arg(textOf(files.labels.filename())));
    } else if (isSameScan && !files.labels.empty()) {
        m_opening.image = m_files.image;
        m_isAwaited = false;
        m_loader.loadLabels(files.labels, m_state.image());
    } else {
        m_messages->hide(); // of the case before
        m_isAwaited = true;
        m_loader.load(files);
    }
}

void CasePage::close() {
    m_files = {};
    m_isAwaited = false;
    m_state.setImage(nullptr);
    m_messages->hide();
    showFront();
    m_reading->clear();
    emit caseChanged();
}

void CasePage::showInstead(QWidget* page) {
    if (page != nullptr && m_stack->indexOf(page) < 0) {
        m_stack->addWidget(page);
    }
    m_instead = page;
    showFront();
}

void CasePage::addBelow(QWidget* strip) {
    auto* all = static_cast<QVBoxLayout*>(layout());
    all->insertWidget(all->count() - 1, strip);
}

void CasePage::showFront() {
    const bool isOpen = m_state.image() != nullptr;
    m_bar->setVisible(isOpen && m_instead == nullptr);
    m_reading->setVisible(m_instead == nullptr);
    if (m_instead != nullptr) {
        m_stack->setCurrentWidget(m_instead);
    } else if (isOpen) {
        m_stack->setCurrentWidget(m_panes);
        m_views->active().setFocus();
    } else {
        m_stack->setCurrentIndex(0);
    }
}

void CasePage::showReading() {
    m_reading->setText(m_state.image() ? readingText(m_state.reading(), locale()) : QString());
    // a second line stays once it was necessary: the views don't jump as the cursor moves
    m_reading->setMinimumHeight(std::max(m_reading->minimumHeight(), m_reading->heightForWidth(m_reading->width())));
}

void CasePage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_reading->setMinimumHeight(0);
}

} // namespace tessera::ui
