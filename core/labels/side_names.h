#pragma once

#include "core/labels/label_table.h"

#include <string>
#include <vector>

namespace tessera::labels {

/// A region's name as its side and what is left of it.
struct SidedName {
    Hemisphere side = Hemisphere::NotStated;
    std::string structure; ///< the name with '*' where the side stood: equal for the two partners
};

/// Finds the side in names like "Left-X", "Right X", "ctx-lh-X", "ctx_rh_X", "lh.X", "X_L", "R_X" and "X (left)": one
/// of the words left, right, lh and rh, or L or R at the start or the end; letters of any case. Names of both sides or
/// of none are NotStated.
[[nodiscard]] SidedName splitSide(const std::string& name);

/// Makes counterparts of the two regions, one on each side, whose names differ in their side only.
void inferCounterparts(std::vector<Region>& regions);

} // namespace tessera::labels
