#pragma once

#include "core/labels/label_table.h"

#include <string>
#include <string_view>

/// Label tables as text files. All functions are pure; numbers don't depend on the locale. What a format can't hold
/// (all but dseg.tsv: tissue, lobe, parent, counterpart, the table's name) is left out when writing. When reading,
/// sides and partners that a file doesn't state are inferred from names like "Left-X", "ctx-rh-X" and "X_L" (see
/// side_names.h), missing colours are BrainCOLOR's in turn, and a table without a name has its file's.
namespace tessera::labels {

enum class TableFormat {
    Dseg,       ///< BIDS `dseg.tsv`
    FreeSurfer, ///< colour table (`No. Label Name: R G B A`)
    ItkSnap,    ///< label descriptions
    Slicer      ///< colour table (`.ctbl`); `.csv` is read, too
};

/// Reads a table in whichever of the formats it is: recognised by its content, never by its name. Numbers that occur
/// twice, names that do, negative numbers, colours out of range, text that isn't UTF-8, NUL bytes and lines of more
/// than 64 KiB are refused.
/// @param file its name, for errors
/// @throws Error{LabelTableInvalid} with the line
[[nodiscard]] LabelTable parseLabelTable(std::string_view text, const std::string& file);

/// The file's text. Spaces in names become dashes for FreeSurfer and underscores for Slicer, as is usual there
/// (Slicer's come back as spaces); ITK-SNAP can't escape double quotes, they become single ones, and it has a name of
/// its own for the background.
/// @throws Error{LabelTableInvalid} if a name there would be another one's, too, or Slicer's word for a gap
[[nodiscard]] std::string writeLabelTable(const LabelTable& table, TableFormat format);

/// The BIDS `dseg.tsv` of a table: index (the label number), name, color (#rrggbb), then Tessera's columns hemisphere,
/// tissue, lobe, parent, counterpart and table. BIDS allows further columns but no comments, so the table's name stands
/// in every row of the column `table`. The background comes first, then the regions in class order.
[[nodiscard]] std::string dsegTsv(const LabelTable& table);

/// Reads a `dseg.tsv`, ours or another's; only index and name must be there. Words for a tissue that aren't ours count
/// as not stated.
/// @param file its name, for errors
/// @throws Error{LabelTableInvalid} with the line
[[nodiscard]] LabelTable parseDsegTsv(std::string_view text, const std::string& file);

} // namespace tessera::labels
