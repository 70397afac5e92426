#pragma once

#include "ui/viewer/view_paint.h"

#include <QImage>
#include <QPainter>

#include <cstdlib>
#include <vector>

namespace tessera::test {

/// The letter (one of "LRAPSI") that a part of a picture looks like most: the least difference of brightness.
[[nodiscard]] inline char letterIn(const QImage& picture, Qt::Alignment where) {
    char best = 0;
    double least = 1e300;
    for (const char letter : {'L', 'R', 'A', 'P', 'S', 'I'}) {
        QImage wanted(picture.size(), QImage::Format_RGB32);
        wanted.fill(Qt::black);
        QPainter painter(&wanted);
        painter.setRenderHint(QPainter::TextAntialiasing);
        ui::paintLetter(painter, wanted.rect(), where, letter, true);
        painter.end();
        double difference = 0;
        for (int y = 0; y < wanted.height(); ++y) {
            for (int x = 0; x < wanted.width(); ++x) {
                difference += std::abs(qGray(wanted.pixel(x, y)) - qGray(picture.pixel(x, y)));
            }
        }
        if (difference < least) {
            least = difference;
            best = letter;
        }
    }
    return best;
}

/// Letters that stand alone on black, and the middle of each, in pixels.
struct FoundLetter {
    char letter = 0; ///< '?' for what is no letter
    QPointF middle;
};
[[nodiscard]] inline std::vector<FoundLetter> lettersOnBlack(const QImage& picture) {
    constexpr int kRoom = 48, kDark = 30, kMostDifference = 60;
    const auto boxAround = [&](QImage& from, const QPoint& start) { // of the lit pixels that touch; they become black
        QRect box(start, QSize(1, 1));
        std::vector<QPoint> open{start};
        while (!open.empty()) {
            const QPoint at = open.back();
            open.pop_back();
            if (from.rect().contains(at) && qGray(from.pixel(at)) > kDark) {
                from.setPixel(at, qRgb(0, 0, 0));
                box |= QRect(at, QSize(1, 1));
                for (int i = 0; i < 9; ++i) {
                    open.push_back(at + QPoint(i % 3 - 1, i / 3 - 1));
                }
            }
        }
        return box;
    };
    const auto firstLit = [](const QImage& in) {
        for (int i = 0; i < in.width() * in.height(); ++i) {
            if (qGray(in.pixel(i % in.width(), i / in.width())) > kDark) {
                return QPoint(i % in.width(), i / in.width());
            }
        }
        return QPoint(-1, -1);
    };
    std::vector<FoundLetter> out;
    QImage left = picture.convertToFormat(QImage::Format_RGB32);
    for (QPoint start = firstLit(left); start.x() >= 0; start = firstLit(left)) {
        const QRect box = boxAround(left, start);
        FoundLetter found{'?', QRectF(box).center()};
        double least = kMostDifference;
        for (const char letter : {'L', 'R', 'A', 'P', 'S', 'I'}) {
            QImage wanted(kRoom, kRoom, QImage::Format_RGB32);
            wanted.fill(Qt::black);
            QPainter painter(&wanted);
            ui::paintLetter(painter, wanted.rect(), Qt::AlignCenter, letter, true);
            painter.end();
            QImage gone = wanted;
            const QRect place = boxAround(gone, firstLit(gone));
            if (place.size() != box.size()) {
                continue;
            }
            double difference = 0; // a pixel's mean
            for (int i = 0; i < box.width() * box.height(); ++i) {
                const QPoint at(i % box.width(), i / box.width());
                difference +=
                    std::abs(qGray(wanted.pixel(place.topLeft() + at)) - qGray(picture.pixel(box.topLeft() + at))) /
                    static_cast<double>(box.width() * box.height());
            }
            if (difference < least) {
                least = difference;
                found.letter = letter;
            }
        }
        out.push_back(found);
    }
    return out;
}

} // namespace tessera::test
