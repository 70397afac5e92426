#pragma once

#include "core/labels/label_table.h"

#include <string>
#include <string_view>

/// Label tables as text files. All functions are pure; numbers don't depend on the locale.
namespace tessera::labels {

/// The BIDS `dseg.tsv` of a table: index (the label number), name, color (#rrggbb), then Tessera's columns hemisphere,
/// tissue, lobe, parent, counterpart and table. BIDS allows further columns but no comments, so the table's name stands
/// in every row of the column `table`. The background comes first, then the regions in class order.
[[nodiscard]] std::string dsegTsv(const LabelTable& table);

/// Reads a `dseg.tsv`, ours or another's; only index and name must be there. Without a column `hemisphere` it is
/// inferred from names like "Left X" and "Right-X"; without `counterpart` partners are the two such names that differ
/// in their side only; without `color` the colours are BrainCOLOR's in turn; without `table` the table's name is
/// `file`. Words for a tissue that aren't ours count as not stated.
/// @param file its name, for errors
/// @throws Error{LabelTableInvalid}
[[nodiscard]] LabelTable parseDsegTsv(std::string_view text, const std::string& file);

/// FreeSurfer's colour table (`No. Label Name: R G B A`); spaces in names become dashes, A is 0 (opaque there).
[[nodiscard]] std::string freeSurferLut(const LabelTable& table);

/// ITK-SNAP's label description file; double quotes in names become single ones, since the format can't escape them.
[[nodiscard]] std::string itkSnapLabels(const LabelTable& table);

} // namespace tessera::labels
