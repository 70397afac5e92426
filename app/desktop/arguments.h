#pragma once

#include "ui/window/capture.h"

#include <QStringList>

#include <filesystem>
#include <vector>

namespace tessera::app {

/// The command line of the desktop program.
struct Arguments {
    std::vector<std::filesystem::path> paths; ///< to be segmented, or opened with a label map, as if dropped
    ui::CaptureRequest capture;               ///< its file is empty: a window
    bool benchViewer = false, reportStart = false;
    std::filesystem::path queueFolder; ///< empty: the engine's own
};

/// @throws Error{Usage} with one sentence; `--help` and `--version` print and end the program
[[nodiscard]] Arguments parseArguments(const QStringList& words);

} // namespace tessera::app
