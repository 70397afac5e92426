#include "ui/panels/queue_delegate.h"

#include "ui/models/prediction_words.h"
#include "ui/models/queue_model.h"
#include "ui/models/review_case.h"
#include "ui/panels/state_shape.h"

#include <QApplication>
#include <QPainter>

namespace tessera::ui {
namespace {

constexpr int kMargin = 6;
constexpr int kMostSquares = 64;
constexpr int kSquare = 6, kGap = 1; ///< pixels of a tile's square

JobState stateOf(const QModelIndex& index) {
    return static_cast<JobState>(index.data(QueueModel::StateRole).toInt());
}

QColor faint(const QColor& colour, double alpha) {
    QColor out = colour;
    out.setAlphaF(static_cast<float>(alpha));
    return out;
}

void drawThumbnail(QPainter& painter, const QRect& place, const QModelIndex& index, const QColor& ink) {
    const auto image = index.data(QueueModel::ThumbnailRole).value<QImage>();
    if (image.isNull()) {
        painter.fillRect(place, faint(ink, 0.08));
        return;
    }
    const QSize size = image.size().scaled(place.size(), Qt::KeepAspectRatio);
    const QRect target(place.center() - QPoint(size.width() / 2, size.height() / 2), size);
    painter.fillRect(place, Qt::black);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(target, image);
}

/// @return their width; 0 if they can't be drawn
int drawTiles(QPainter& painter, const QRect& place, const QModelIndex& index, const QColor& ink) {
    const int count = index.data(QueueModel::TileCountRole).toInt();
    if (count < 1 || count > kMostSquares) {
        return 0;
    }
    const int step = kSquare + kGap;
    const int rows = count * step > place.width() * 2 / 3 ? 2 : 1;
    const int columns = (count + rows - 1) / rows;
    const qulonglong tiles = index.data(QueueModel::TilesRole).toULongLong();
    const int top = place.center().y() - (rows * step - kGap) / 2;
    for (int tile = 0; tile < count; ++tile) {
        const QRect square(place.left() + tile % columns * step, top + tile / columns * step, kSquare, kSquare);
        const bool isThere = (tiles >> tile & 1U) != 0;
        painter.fillRect(square, isThere ? ink : faint(ink, 0.18));
    }
    return columns * step;
}

int drawBar(QPainter& painter, const QRect& place, double fraction, const QColor& ink) {
    const QRect bar(place.left(), place.center().y() - 2, place.width() / 2, 5);
    painter.fillRect(bar, faint(ink, 0.18));
    painter.fillRect(QRect(bar.topLeft(), QSize(static_cast<int>(bar.width() * fraction), bar.height())), ink);
    return bar.width() + kGap;
}

/// What stands in the second line of a job that isn't at work.
QString remarkOf(const QModelIndex& index) {
    const QStringList reasons = index.data(QueueModel::ReasonsRole).toStringList();
    const QStringList notices = index.data(QueueModel::NoticesRole).toStringList();
    return !reasons.isEmpty() ? reasons.join("; ") : !notices.isEmpty() ? notices.join("; ") : QString();
}

/// Of a job at work: its tiles or how far it is, and in words what it does.
void drawWork(QPainter& painter, const QRect& place, const QModelIndex& index, const QColor& ink) {
    const QFontMetrics metrics = painter.fontMetrics();
    int used = drawTiles(painter, place, index, ink);
    if (used == 0) {
        used = drawBar(painter, place, index.data(QueueModel::FractionRole).toDouble(), ink);
    }
    QStringList words;
    if (const QString device = index.data(QueueModel::DeviceRole).toString(); !device.isEmpty()) {
        words << device;
    } else {
        words << index.data(QueueModel::StepRole).toString();
    }
    if (const QVariant left = index.data(QueueModel::SecondsLeftRole); left.isValid()) {
        words << durationWords(left.toDouble());
    } else {
        words << index.data(QueueModel::PredictionRole).toString();
    }
    words.removeAll({});
    const QRect rest = place.adjusted(used + kMargin, 0, 0, 0);
    while (words.size() > 1 && metrics.horizontalAdvance(words.join(" · ")) > rest.width()) {
        words.removeFirst(); // the time left says most
    }
    painter.drawText(rest, Qt::AlignVCenter | Qt::AlignRight,
                     metrics.elidedText(words.join(" · "), Qt::ElideRight, rest.width()));
}

/// A tick or a cross and a word at the right end. @return their width; 0 without a verdict
int drawVerdict(QPainter& painter, const QRect& place, const QModelIndex& index, const QColor& ink) {
    const auto verdict = static_cast<engine::Verdict>(index.data(QueueModel::VerdictRole).toInt());
    if (verdict == engine::Verdict::None) {
        return 0;
    }
    const QFontMetrics metrics = painter.fontMetrics();
    const QString word = verdictWords(verdict);
    const int shape = metrics.ascent();
    const int width = metrics.horizontalAdvance(word) + shape + kMargin / 2;
    const QRectF mark(place.right() - width, place.center().y() - shape / 2.0, shape, shape);
    drawVerdictShape(painter, mark, verdict, ink);
    painter.drawText(place, Qt::AlignVCenter | Qt::AlignRight, word);
    return width + kMargin;
}

} // namespace

void QueueDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    item.text.clear();
    const QStyle* const style = item.widget != nullptr ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

    painter->save();
    const bool isSelected = (item.state & QStyle::State_Selected) != 0;
    const auto group = (item.state & QStyle::State_Active) != 0 ? QPalette::Active : QPalette::Inactive;
    const QColor ink = item.palette.color(group, isSelected ? QPalette::HighlightedText : QPalette::Text);
    const QFontMetrics metrics(item.font);
    const QRect area = item.rect.adjusted(kMargin, kMargin / 2, -kMargin, -kMargin / 2);
    const QRect picture(area.topLeft(), QSize(area.height(), area.height()));
    drawThumbnail(*painter, picture, index, ink);

    const QRect text = area.adjusted(picture.width() + kMargin, 0, 0, 0);
    const JobState state = stateOf(index);
    const QString remark = remarkOf(index);
    const bool isRated = index.data(QueueModel::VerdictRole).toInt() != static_cast<int>(engine::Verdict::None);
    const bool hasOneLine = !queue::isHeld(state) && remark.isEmpty() && !isRated;
    const QRect upper(text.topLeft(), QSize(text.width(), hasOneLine ? text.height() : text.height() / 2));
    const QRect lower(QPoint(text.left(), upper.bottom() + 1), text.bottomRight());
    const QString word = index.data(QueueModel::StateWordsRole).toString();
    const int wordWidth = metrics.horizontalAdvance(word);
    const int shape = metrics.ascent();
    const QRectF mark(text.right() - wordWidth - shape - kMargin / 2.0, upper.center().y() - shape / 2.0, shape, shape);
    drawStateShape(*painter, mark, state, index.data(QueueModel::FractionRole).toDouble(), ink);
    painter->setFont(item.font);
    painter->setPen(ink);
    painter->drawText(upper, Qt::AlignVCenter | Qt::AlignRight, word);
    const int nameWidth = static_cast<int>(mark.left()) - kMargin - text.left();
    painter->drawText(upper, Qt::AlignVCenter | Qt::AlignLeft,
                      metrics.elidedText(index.data().toString(), Qt::ElideMiddle, nameWidth));

    painter->setPen(faint(ink, 0.75));
    if (queue::isHeld(state)) {
        drawWork(*painter, lower, index, faint(ink, 0.75));
    } else {
        const QRect rest = lower.adjusted(0, 0, -drawVerdict(*painter, lower, index, ink), 0);
        painter->drawText(rest, Qt::AlignVCenter | Qt::AlignLeft,
                          metrics.elidedText(remark, Qt::ElideRight, rest.width()));
    }
    painter->restore();
}

QSize QueueDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& /*index*/) const {
    return {16 * option.fontMetrics.averageCharWidth(), 2 * option.fontMetrics.height() + 2 * kMargin};
}

} // namespace tessera::ui
