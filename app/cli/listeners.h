#pragma once

#include "core/base/error.h"
#include "core/engine/batch.h"

#include <memory>
#include <string>

namespace tessera::cli {

enum class Report { Automatic, Json };

/// How a batch tells a person or a program what it does: a progress bar with the time left where the standard error
/// output is a terminal, one line a step on the standard output otherwise, or JSON lines on the standard output.
[[nodiscard]] std::unique_ptr<engine::BatchListener> makeListener(Report report);

/// The steps of a task on one line of the standard error output where that is a terminal, nothing elsewhere.
[[nodiscard]] Progress terminalProgress(const std::shared_ptr<CancelToken>& cancel);

enum class LineFeeds { Replaced, Kept };

/// The text without control characters: a file's name may hold line feeds and what moves a terminal's cursor.
[[nodiscard]] std::string printable(std::string text, LineFeeds lineFeeds = LineFeeds::Replaced);
/// An error's sentence for a person: the lines about each series stay lines, those in a file's name don't.
[[nodiscard]] std::string printableSentence(const Error& error);

} // namespace tessera::cli
