#include "ui/panels/state_shape.h"

#include <QPainter>
#include <QPalette>
#include <QPolygonF>

namespace tessera::ui {
namespace {

void drawMark(QPainter& painter, const QRectF& r, const QColor& colour, const QPolygonF& line) {
    QPolygonF out;
    for (const QPointF& point : line) {
        out << QPointF(r.left() + point.x() * r.width(), r.top() + point.y() * r.height());
    }
    painter.setPen(QPen(colour, r.width() / 7, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(out);
}

} // namespace

void drawStateShape(QPainter& painter, const QRectF& place, JobState state, double fraction, const QColor& colour) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double line = place.width() / 9;
    const QRectF r = place.adjusted(line, line, -line, -line);
    painter.setPen(QPen(colour, line));
    painter.setBrush(Qt::NoBrush);
    switch (state) {
    case JobState::Queued:
        painter.drawRect(r);
        break;
    case JobState::Paused:
        painter.setBrush(colour);
        painter.setPen(Qt::NoPen);
        painter.drawRect(QRectF(r.left() + r.width() * 0.1, r.top(), r.width() * 0.27, r.height()));
        painter.drawRect(QRectF(r.left() + r.width() * 0.63, r.top(), r.width() * 0.27, r.height()));
        break;
    case JobState::Preparing:
    case JobState::Running:
    case JobState::Finishing:
        painter.drawEllipse(r);
        painter.setBrush(colour);
        painter.drawPie(r, 90 * 16, static_cast<int>(-fraction * 360 * 16));
        break;
    case JobState::Done:
        painter.drawEllipse(r);
        drawMark(painter, r, colour, {{0.27, 0.52}, {0.45, 0.7}, {0.74, 0.33}});
        break;
    case JobState::NeedsReview:
        painter.drawPolygon(QPolygonF({r.bottomLeft(), QPointF(r.center().x(), r.top()), r.bottomRight()}));
        drawMark(painter, r, colour, {{0.5, 0.42}, {0.5, 0.66}});
        drawMark(painter, r, colour, {{0.5, 0.83}, {0.5, 0.84}});
        break;
    case JobState::Failed:
        drawMark(painter, r, colour, {{0.1, 0.1}, {0.9, 0.9}});
        drawMark(painter, r, colour, {{0.9, 0.1}, {0.1, 0.9}});
        break;
    case JobState::Cancelled:
        painter.drawEllipse(r);
        drawMark(painter, r, colour, {{0.2, 0.8}, {0.8, 0.2}});
        break;
    }
    painter.restore();
}

void drawVerdictShape(QPainter& painter, const QRectF& place, engine::Verdict verdict, const QColor& colour) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (verdict == engine::Verdict::Pass) {
        drawMark(painter, place, colour, {{0.1, 0.55}, {0.4, 0.85}, {0.9, 0.2}});
    } else if (verdict == engine::Verdict::Fail) {
        drawMark(painter, place, colour, {{0.15, 0.15}, {0.85, 0.85}});
        drawMark(painter, place, colour, {{0.85, 0.15}, {0.15, 0.85}});
    }
    painter.restore();
}

QIcon holdIcon(bool goesOn, const QPalette& palette) {
    constexpr int kSize = 32;
    QPixmap picture(kSize, kSize);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette.color(QPalette::ButtonText));
    if (goesOn) {
        painter.drawPolygon(QPolygonF{{8, 5}, {27, 16}, {8, 27}});
    } else {
        painter.drawRect(7, 5, 6, 22);
        painter.drawRect(19, 5, 6, 22);
    }
    return picture;
}

} // namespace tessera::ui
