#pragma once

#include "core/quantify/overlap.h"
#include "ui/viewer/case_data.h"

#include <memory>

namespace tessera::ui {

/// Two label maps on one image's grid, compared by label number.
struct LabelDifference {
    quantify::Overlap overlap;
    std::shared_ptr<const CaseLabels> map; ///< one region: the voxels whose numbers differ
};

/// Any thread. @throws Error{GridsDiffer}
[[nodiscard]] LabelDifference differenceOf(const CaseLabels& first, const CaseLabels& second, const Geometry& grid);

} // namespace tessera::ui
