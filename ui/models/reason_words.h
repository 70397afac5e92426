#pragma once

#include "ui/bridge/engine_types.h"

#include <QString>

namespace tessera::ui {

/// Why a job is in its state, for a person in the window: the engine's sentence, or another one where that advises
/// options of the command line. Any thread.
[[nodiscard]] QString reasonWords(const Reason& reason);

} // namespace tessera::ui
