#pragma once

#include "ui/window/settings.h"

namespace tessera::ui {

/// Gives the whole application the colours of a theme. The views stay black in all of them. GUI thread only.
void applyTheme(Theme theme);

} // namespace tessera::ui
