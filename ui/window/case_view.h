#pragma once

#include "core/casefile/case_file.h"

namespace tessera::ui {

class CasePage;
class RegionsModel;

/// How the case in front is looked at, and back again. GUI thread only.
[[nodiscard]] casefile::CaseView viewOf(CasePage& page, const RegionsModel& regions);
/// All that needs the scan alone; its scan is there.
void restoreScanView(const casefile::CaseView& view, CasePage& page);
/// What is seen of the regions; the label map is there, too.
void restoreRegions(const casefile::CaseView& view, CasePage& page, RegionsModel& regions);

} // namespace tessera::ui
