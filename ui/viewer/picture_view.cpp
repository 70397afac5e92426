#include "ui/viewer/picture_view.h"

#include <QPainter>

namespace tessera::ui {

PictureView::PictureView(QWidget* parent) : QWidget(parent) {
    setMinimumSize(64, 64);
    setAttribute(Qt::WA_OpaquePaintEvent);
}

QSize PictureView::deviceSize() const {
    const double ratio = devicePixelRatioF();
    return {qRound(width() * ratio), qRound(height() * ratio)};
}

void PictureView::setPicture(const QImage& picture) {
    m_picture = picture;
    if (!m_picture.isNull()) {
        emit drawn();
    }
}

void PictureView::paintEvent(QPaintEvent*) {
    refresh(true);
    QPainter painter(this);
    if (m_picture.isNull()) {
        painter.fillRect(rect(), Qt::black);
    } else {
        m_picture.setDevicePixelRatio(devicePixelRatioF());
        painter.drawImage(QPointF(0, 0), m_picture);
    }
    paintOver(painter);
    if (hasFocus()) {
        painter.setPen(palette().color(QPalette::Highlight));
        painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
    emit painted();
}

QImage PictureView::picture() {
    refresh(false);
    QImage out = m_picture;
    if (out.isNull()) {
        out = QImage(deviceSize(), QImage::Format_RGB32);
        out.fill(Qt::black);
    }
    out.setDevicePixelRatio(devicePixelRatioF());
    QPainter painter(&out);
    paintOver(painter);
    return out;
}

} // namespace tessera::ui
