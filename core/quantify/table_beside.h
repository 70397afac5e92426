#pragma once

#include "core/image/volume.h"
#include "core/labels/label_table.h"

#include <filesystem>
#include <optional>

/// Where the meaning of a label map's numbers stands.
namespace tessera::quantify {

/// X_dseg.tsv beside X_dseg.nii.gz or X.nii.gz.
[[nodiscard]] std::filesystem::path tableBeside(const std::filesystem::path& labels);
/// A label table in any format. @throws Error{LabelTableInvalid, FileMissing, FileUnreadable}
[[nodiscard]] labels::LabelTable readTable(const std::filesystem::path& file);
/// The table that says what a map's numbers mean: the one beside it, else BrainCOLOR if that has all of them.
/// @throws as `readTable`
[[nodiscard]] std::optional<labels::LabelTable> tableOf(const std::filesystem::path& labelFile, const LabelVolume& map);

} // namespace tessera::quantify
