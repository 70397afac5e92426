#pragma once

#include "ui/viewer/view_paint.h"

#include <QImage>
#include <QPainter>

#include <cstdlib>

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

} // namespace tessera::test
