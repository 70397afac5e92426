#pragma once

#include "ui/window/case_loader.h"

namespace tessera::ui {

class ViewerState;

/// What the files of the case in front are called: the scan's name, of a DICOM series its folder's; empty for none.
[[nodiscard]] QString caseName(const CaseFiles& files);

/// The case by name, its result's state and whatever a person should know of it. Reads the run record beside the label
/// map: GUI thread, at once.
[[nodiscard]] QString qualityOf(const CaseFiles& files, const ViewerState& shown);

} // namespace tessera::ui
