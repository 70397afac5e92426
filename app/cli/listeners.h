#pragma once

#include "core/engine/batch.h"

#include <memory>
#include <string>

namespace tessera::cli {

enum class Report { Automatic, Json };

/// How a batch tells a person or a program what it does: a progress bar with the time left where the standard error
/// output is a terminal, one line a step on the standard output otherwise, or JSON lines on the standard output.
[[nodiscard]] std::unique_ptr<engine::BatchListener> makeListener(Report report);

/// The text without control characters: a file's name may hold line feeds and what moves a terminal's cursor.
[[nodiscard]] std::string printable(std::string text);

} // namespace tessera::cli
