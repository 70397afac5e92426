#pragma once

#include "ui/window/application.h"
#include "ui/window/case_loader.h"

#include <ostream>

namespace tessera::ui {

/// Measures what a person waits for in the window, and prints a table of it: start, first slice, scrolling, opacity,
/// selection, surfaces, a queue of 10 000, and the event loop's longest stall in each phase with what caused it. GUI
/// thread only.
/// @param files a scan, and a label map for what needs one
/// @return an exit code
int benchViewer(const CaseFiles& files, Application& application, std::ostream& out);

/// What the bench starts as another process: prints a line when the window can be used, and ends.
int reportStart(const std::filesystem::path& queueFolder);

} // namespace tessera::ui
