#pragma once

#include "core/image/patient_tag.h"
#include "ui/viewer/slice_plane.h"

#include <QColor>
#include <QRectF>
#include <QString>

class QPainter;

/// What slices and the 3D view write over the anatomy, in one hand: light on black, with a dark edge so that it can be
/// read on white matter, too.
namespace tessera::ui {

[[nodiscard]] QColor textColour();
[[nodiscard]] QColor warningColour();
[[nodiscard]] QColor crosshairColour();

/// A line of text at an edge or corner of an area.
void paintText(QPainter& painter, const QRectF& area, Qt::Alignment where, const QString& text,
               const QColor& colour = textColour());
/// Name, ID and date of study, a line each, in the upper right corner.
void paintPatient(QPainter& painter, const QRectF& area, const PatientTag& patient);
/// One of "LRAPSI", large; with a question mark and in the warning colour where the sides aren't sure and it is a side.
void paintLetter(QPainter& painter, const QRectF& area, Qt::Alignment where, char letter, bool sidesAreSure);
/// The four of a slice, each at the middle of its edge.
void paintLetters(QPainter& painter, const QRectF& area, const EdgeLetters& letters, bool sidesAreSure);

} // namespace tessera::ui
