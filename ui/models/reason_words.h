#pragma once

#include "ui/bridge/engine_types.h"

#include <QString>

namespace tessera::ui {

/// Why a job is in its state, for a person in the window: an error in the window's language, with other advice where
/// the engine's is about options of the command line; a finding of quality control as in `findingWords`. Any thread.
[[nodiscard]] QString reasonWords(const Reason& reason);
/// A finding of quality control: the engine's sentence, in other languages than English after a few words of theirs.
[[nodiscard]] QString findingWords(const QString& code, const QString& sentence);

} // namespace tessera::ui
