#pragma once

#include "ui/bridge/engine_types.h"

#include <QString>
#include <QStringList>

/// What is predicted for a job, for a person. Any thread.
namespace tessera::ui {

/// "41 s", "3 min", "1 h 20 min".
[[nodiscard]] QString durationWords(double seconds);

/// A line for each device, with where the time comes from.
[[nodiscard]] QStringList predictionWords(const PreflightReport& report);
/// The time of the quickest device that has room, short enough for a row; empty where no time is known.
[[nodiscard]] QString shortPrediction(const PreflightReport& report);

} // namespace tessera::ui
