#pragma once

#include "core/engine/ratings.h"
#include "ui/bridge/engine_types.h"

#include <QIcon>

class QColor;
class QPainter;
class QPalette;
class QRectF;

namespace tessera::ui {

/// Draws the shape that stands for a state beside its word, so that no state is told by a colour alone: a tick in a
/// disc, a triangle with a stroke, a cross, a ring that fills, an empty square, two bars, a struck ring.
/// @param fraction 0..1 of a job at work
void drawStateShape(QPainter& painter, const QRectF& place, JobState state, double fraction, const QColor& colour);

/// Draws a bare tick or cross for a verdict; nothing for none.
void drawVerdictShape(QPainter& painter, const QRectF& place, engine::Verdict verdict, const QColor& colour);

/// Two bars, or a triangle that says to go on: black on black in no theme.
[[nodiscard]] QIcon holdIcon(bool goesOn, const QPalette& palette);

} // namespace tessera::ui
