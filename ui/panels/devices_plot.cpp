#include "ui/panels/devices_plot.h"

#include "ui/models/devices_model.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <array>

namespace tessera::ui {
namespace {

QColor mixed(const QColor& a, const QColor& b, double share) {
    return QColor::fromRgbF(static_cast<float>(a.redF() * (1 - share) + b.redF() * share),
                            static_cast<float>(a.greenF() * (1 - share) + b.greenF() * share),
                            static_cast<float>(a.blueF() * (1 - share) + b.blueF() * share));
}

} // namespace

DevicesPlot::DevicesPlot(const DevicesModel& model, QWidget* parent) : QWidget(parent), m_model(model) {
    setAccessibleName(tr("How busy the devices were over the last three minutes"));
    const auto redraw = [this] {
        setAccessibleDescription(m_model.summary());
        update();
    };
    connect(&model, &QAbstractItemModel::dataChanged, this, redraw);
    connect(&model, &QAbstractItemModel::modelReset, this, redraw);
}

void DevicesPlot::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFontMetricsF metrics(font());
    painter.fillRect(rect(), palette().color(QPalette::Base));
    if (m_model.rowCount() == 0) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(rect(), Qt::AlignCenter, tr("No device computes yet."));
        return;
    }
    double names = 0;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        names = std::max(names, metrics.horizontalAdvance(m_model.device(row).name));
    }
    const double scale = metrics.horizontalAdvance(QLocale().toString(100) + " %") + 6;
    const QRectF area(scale, metrics.height() / 2, width() - scale - std::min(names, width() * 0.3) - 10,
                      height() - 1.7 * metrics.height());
    drawFrame(painter, area);
    for (int row = 0; row < m_model.rowCount(); ++row) {
        drawDevice(painter, area, row);
    }
}

void DevicesPlot::drawFrame(QPainter& painter, const QRectF& area) const {
    const QColor ink = palette().color(QPalette::Text);
    const QColor quiet = mixed(palette().color(QPalette::Base), ink, 0.2);
    const double line = QFontMetricsF(font()).height();
    for (const int percent : {0, 50, 100}) {
        const double y = area.bottom() - area.height() * percent / 100;
        painter.setPen(quiet);
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(mixed(palette().color(QPalette::Base), ink, 0.7));
        painter.drawText(QRectF(0, y - line / 2, area.left() - 4, line), Qt::AlignRight | Qt::AlignVCenter,
                         QLocale().toString(percent) + " %");
    }
    const QRectF below(area.left(), area.bottom() + 2, area.width(), line);
    painter.drawText(below, Qt::AlignLeft, tr("3 min ago"));
    painter.drawText(below, Qt::AlignRight, tr("now"));
}

void DevicesPlot::drawDevice(QPainter& painter, const QRectF& area, int row) const {
    static const std::array<Qt::PenStyle, 4> dashes{Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine};
    const QColor accent = palette().color(QPalette::Highlight);
    const QColor colour =
        mixed(accent, palette().color(QPalette::Text), m_model.rowCount() > 1 ? 0.8 * row / m_model.rowCount() : 0);
    QPainterPath path;
    QPointF last;
    for (const DevicesModel::Point& point : m_model.history(row)) {
        last = {area.right() - area.width() * point.secondsAgo / DevicesModel::kHistorySeconds,
                area.bottom() - area.height() * point.busyShare};
        if (path.elementCount() == 0) {
            path.moveTo(last);
        } else {
            path.lineTo(last);
        }
    }
    painter.setPen(QPen(colour, 1.6, dashes[static_cast<std::size_t>(row) % dashes.size()]));
    painter.drawPath(path);
    const double line = QFontMetricsF(font()).height();
    // names stand below each other, whatever the lines do
    const QRectF place(area.right() + 4, area.top() + row * line - line / 2, width() - area.right() - 4, line);
    painter.setPen(colour);
    painter.drawText(
        place, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(font()).elidedText(m_model.device(row).name, Qt::ElideRight, static_cast<int>(place.width())));
}

} // namespace tessera::ui
