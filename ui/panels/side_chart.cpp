#include "ui/panels/side_chart.h"

#include "ui/models/regions_model.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace tessera::ui {
namespace {

/// A pair's name: that of its left region without the word.
QString pairName(const std::string& name) {
    QString out = QString::fromStdString(name);
    for (const char* side : {"Left ", "left ", "Left-", "ctx-lh-", "lh-"}) {
        if (out.startsWith(side)) {
            return out.mid(static_cast<qsizetype>(qstrlen(side)));
        }
    }
    return out;
}

} // namespace

SideChart::SideChart(const RegionsModel& model, QWidget* parent) : QWidget(parent), m_model(model) {
    setAccessibleName(tr("Left and right volumes"));
    setFocusPolicy(Qt::StrongFocus);
    connect(&model, &QAbstractItemModel::modelReset, this, &SideChart::collect);
    connect(&model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex& first, const QModelIndex&, const QList<int>& roles) {
                if (!first.parent().isValid() && roles.contains(Qt::DisplayRole)) { // once for all groups
                    collect();
                }
            });
    connect(&model, &QAbstractItemModel::headerDataChanged, this, &SideChart::collect); // how sure the sides are
    collect();
}

QSize SideChart::sizeHint() const {
    return {280, static_cast<int>(9 * rowHeight())};
}

QSize SideChart::minimumSizeHint() const {
    return {140, static_cast<int>(3 * rowHeight())};
}

void SideChart::collect() {
    m_pairs.clear();
    for (const labels::Region& region : m_model.table().regions()) {
        if (region.hemisphere != labels::Hemisphere::Left || !region.counterpart) {
            continue;
        }
        const auto* const left = m_model.stats(region.number);
        const auto* const right = m_model.stats(*region.counterpart);
        if (left != nullptr && right != nullptr && left->asymmetryPercent) {
            m_pairs.push_back({.left = region.number,
                               .right = *region.counterpart,
                               .name = pairName(region.name),
                               .leftMl = left->volumeMm3 / 1000,
                               .rightMl = right->volumeMm3 / 1000,
                               .asymmetry = *left->asymmetryPercent});
        }
    }
    std::stable_sort(m_pairs.begin(), m_pairs.end(),
                     [](const Pair& a, const Pair& b) { return std::abs(a.asymmetry) > std::abs(b.asymmetry); });
    setAccessibleDescription(m_pairs.empty() ? tr("Nothing was measured.") : wordsOf(m_pairs.front()));
    update();
}

double SideChart::rowHeight() const {
    return fontMetrics().height() * 1.35;
}

int SideChart::rowsShown() const {
    return std::clamp(static_cast<int>(height() / rowHeight()) - 1, 0, static_cast<int>(m_pairs.size()));
}

int SideChart::rowAt(const QPointF& point) const {
    const int row = static_cast<int>(point.y() / rowHeight()) - 1; // the first line is the heading
    return point.y() >= rowHeight() && row < rowsShown() ? row : -1;
}

void SideChart::setCurrent(std::int32_t number) {
    m_current = number;
    update();
}

QString SideChart::wordsOf(const Pair& pair) const {
    const QLocale locale;
    const bool isDoubtful = m_model.sides() == RegionsModel::Sides::Unverified;
    return (isDoubtful ? tr("%1: left %2 ml, right %3 ml, difference %4 %; left and right aren't verified")
                       : tr("%1: left %2 ml, right %3 ml, difference %4 %"))
        .arg(pair.name, locale.toString(pair.leftMl, 'f', 2), locale.toString(pair.rightMl, 'f', 2),
             locale.toString(pair.asymmetry, 'f', 1));
}

void SideChart::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.setPen(palette().color(QPalette::PlaceholderText));
    if (m_pairs.empty()) {
        painter.drawText(rect(), Qt::AlignCenter, tr("No left and right volumes."));
        return;
    }
    const double line = rowHeight();
    const QRectF heading(6, 0, width() - 12, line);
    const QString doubt = m_model.sides() == RegionsModel::Sides::Unverified ? QStringLiteral(" ?") : QString();
    painter.drawText(heading, Qt::AlignLeft | Qt::AlignVCenter, tr("left, ml") + doubt);
    painter.drawText(heading, Qt::AlignRight | Qt::AlignVCenter, tr("right, ml") + doubt);
    if (width() > fontMetrics().averageCharWidth() * 45) {
        painter.drawText(heading, Qt::AlignCenter, tr("largest differences first"));
    }
    double most = 0;
    for (int row = 0; row < rowsShown(); ++row) {
        const Pair& pair = m_pairs[static_cast<std::size_t>(row)];
        most = std::max({most, pair.leftMl, pair.rightMl});
    }
    for (int row = 0; row < rowsShown(); ++row) {
        const Pair& pair = m_pairs[static_cast<std::size_t>(row)];
        const bool isCurrent = m_current == pair.left || m_current == pair.right;
        drawPair(painter, QRectF(0, line * (row + 1), width(), line), pair, most, isCurrent);
    }
    if (hasFocus()) {
        painter.setPen(palette().color(QPalette::Highlight));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

/// The name in the middle, over bars that grow from there to both sides.
void SideChart::drawPair(QPainter& painter, const QRectF& place, const Pair& pair, double most, bool isCurrent) const {
    const QColor ink = palette().color(QPalette::Text);
    QColor bar = palette().color(QPalette::Highlight);
    bar.setAlphaF(isCurrent ? 0.75F : 0.35F);
    const double numbers = fontMetrics().horizontalAdvance(QLocale().toString(888.88)) + 10;
    const double half = (place.width() - 2 * numbers) / 2;
    const double middle = place.center().x();
    const auto lengthOf = [&](double ml) { return most > 0 ? half * ml / most : 0; };
    const QRectF band = place.adjusted(0, 2, 0, -2);
    painter.fillRect(QRectF(middle - lengthOf(pair.leftMl), band.top(), lengthOf(pair.leftMl) - 1, band.height()), bar);
    painter.fillRect(QRectF(middle + 1, band.top(), lengthOf(pair.rightMl) - 1, band.height()), bar);
    painter.setPen(ink);
    const QLocale locale;
    painter.drawText(place.adjusted(6, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     locale.toString(pair.leftMl, 'f', 2));
    painter.drawText(place.adjusted(0, 0, -6, 0), Qt::AlignRight | Qt::AlignVCenter,
                     locale.toString(pair.rightMl, 'f', 2));
    const QString percent = (pair.asymmetry > 0 ? "+" : "") + locale.toString(pair.asymmetry, 'f', 0) + " %";
    const QString text = tr("%1  %2").arg(pair.name, percent);
    painter.drawText(place, Qt::AlignCenter,
                     fontMetrics().elidedText(text, Qt::ElideMiddle, static_cast<int>(2 * half) - 4));
}

void SideChart::choose(int row, bool isLeft) {
    if (row >= 0 && row < rowsShown()) {
        const Pair& pair = m_pairs[static_cast<std::size_t>(row)];
        setCurrent(isLeft ? pair.left : pair.right);
        setAccessibleDescription(wordsOf(pair));
        emit chosen(m_current);
    }
}

void SideChart::mousePressEvent(QMouseEvent* event) {
    choose(rowAt(event->position()), event->position().x() < width() / 2.0);
}

void SideChart::keyPressEvent(QKeyEvent* event) {
    int row = -1;
    bool isLeft = true;
    for (int i = 0; i < rowsShown(); ++i) {
        const Pair& pair = m_pairs[static_cast<std::size_t>(i)];
        if (pair.left == m_current || pair.right == m_current) {
            row = i;
            isLeft = pair.left == m_current;
        }
    }
    switch (event->key()) {
    case Qt::Key_Down:
        choose(row + 1, isLeft);
        break;
    case Qt::Key_Up:
        choose(row - 1, isLeft);
        break;
    case Qt::Key_Left:
    case Qt::Key_Right:
        choose(row, event->key() == Qt::Key_Left);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

bool SideChart::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* const help = static_cast<QHelpEvent*>(event);
        const int row = rowAt(help->pos());
        QToolTip::showText(help->globalPos(), row < 0 ? QString() : wordsOf(m_pairs[static_cast<std::size_t>(row)]));
        return true;
    }
    return QWidget::event(event);
}

} // namespace tessera::ui
