#pragma once

#include "core/base/error.h"

#include <QString>

#include <exception>
#include <string>
#include <vector>

namespace tessera::ui {

/// What went wrong, in the window's language. Arguments that are words themselves (what is damaged in a header) stay
/// English. Any thread.
[[nodiscard]] QString errorWords(ErrorCode code, const std::vector<std::string>& arguments);
/// Of an exception that isn't an Error its own text.
[[nodiscard]] QString errorWords(const std::exception& error);

} // namespace tessera::ui
