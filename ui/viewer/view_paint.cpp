#include "ui/viewer/view_paint.h"

#include <QPainter>

namespace tessera::ui {
namespace {

constexpr double kInset = 8;

void paintEdged(QPainter& painter, const QRectF& area, Qt::Alignment where, const QString& text, const QColor& colour) {
    const QRectF inner = area.adjusted(kInset, kInset, -kInset, -kInset);
    painter.setPen(QColor(0, 0, 0, 200));
    for (const QPointF& by : {QPointF(1, 1), QPointF(-1, 1), QPointF(1, -1), QPointF(-1, -1)}) {
        painter.drawText(inner.translated(by), static_cast<int>(where) | Qt::TextSingleLine, text);
    }
    painter.setPen(colour);
    painter.drawText(inner, static_cast<int>(where) | Qt::TextSingleLine, text);
}

} // namespace

QColor textColour() {
    return {222, 226, 230};
}

QColor warningColour() {
    return {255, 190, 70};
}

QColor crosshairColour() {
    return {90, 190, 255, 210};
}

void paintText(QPainter& painter, const QRectF& area, Qt::Alignment where, const QString& text, const QColor& colour) {
    painter.save();
    QFont font = painter.font();
    font.setPixelSize(12);
    painter.setFont(font);
    paintEdged(painter, area, where, text, colour);
    painter.restore();
}

void paintPatient(QPainter& painter, const QRectF& area, const PatientTag& patient) {
    constexpr double kLine = 15;
    QRectF line = area;
    for (const std::string& text : {patient.name, patient.id, patient.studyDate}) {
        if (!text.empty()) {
            paintText(painter, line, Qt::AlignRight | Qt::AlignTop, QString::fromStdString(text));
            line.translate(0, kLine);
        }
    }
}

void paintLetter(QPainter& painter, const QRectF& area, Qt::Alignment where, char letter, bool sidesAreSure) {
    const bool isDoubtful = !sidesAreSure && (letter == 'L' || letter == 'R');
    painter.save();
    QFont font = painter.font();
    font.setPixelSize(18);
    font.setBold(true);
    painter.setFont(font);
    paintEdged(painter, area, where, QLatin1Char(letter) + (isDoubtful ? QStringLiteral("?") : QString()),
               isDoubtful ? warningColour() : textColour());
    painter.restore();
}

void paintLetters(QPainter& painter, const QRectF& area, const EdgeLetters& letters, bool sidesAreSure) {
    paintLetter(painter, area, Qt::AlignLeft | Qt::AlignVCenter, letters.left, sidesAreSure);
    paintLetter(painter, area, Qt::AlignRight | Qt::AlignVCenter, letters.right, sidesAreSure);
    paintLetter(painter, area, Qt::AlignHCenter | Qt::AlignTop, letters.top, sidesAreSure);
    paintLetter(painter, area, Qt::AlignHCenter | Qt::AlignBottom, letters.bottom, sidesAreSure);
}

} // namespace tessera::ui
