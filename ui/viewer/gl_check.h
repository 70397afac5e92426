#pragma once

#include <QString>

namespace tessera::ui {

/// Whether OpenGL 3.2 works here, tried with a context of its own. After QApplication was made; GUI thread only.
/// @return empty, or why not, in words
[[nodiscard]] QString openGlProblem();
/// The OpenGL renderer's name, for a person; empty without OpenGL.
[[nodiscard]] QString openGlRenderer();

} // namespace tessera::ui
