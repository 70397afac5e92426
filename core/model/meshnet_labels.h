#pragma once

#include "core/labels/label_table.h"

#include <filesystem>
#include <string>

namespace tessera::model {

/// The label table of a brainchop model with that many classes: names from `labels.json`, else from `colormap.json`,
/// colours from the latter where it is there. An asterisk at a name's end (FreeSurfer's note) goes. Hemisphere and
/// counterpart follow from the names, tissue from FreeSurfer's words in them.
/// @param name of the table
/// @throws Error{ModelInvalid} if there is neither file, or not one name for each class
[[nodiscard]] labels::LabelTable meshnetLabels(const std::filesystem::path& folder, int classes,
                                               const std::string& name);

/// The table of a file as that of a model with `classes` classes: one entry for each number from 1 to classes - 1.
/// @throws Error{ModelInvalid, LabelTableInvalid}
[[nodiscard]] labels::LabelTable meshnetLabelsOf(const std::filesystem::path& file, int classes,
                                                 const std::string& name);

} // namespace tessera::model
