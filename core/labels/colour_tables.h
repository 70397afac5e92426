#pragma once

#include "core/labels/label_table.h"
#include "core/labels/label_text.h"

#include <string>
#include <vector>

/// The label files of FreeSurfer, ITK-SNAP and 3D Slicer, line by line. @throws Error{LabelTableInvalid} with the line
namespace tessera::labels {

/// What Slicer calls a number between others that has no name.
inline constexpr std::string_view kSlicerGap = "(none)";

/// `number name R G B [opacity [tissue]]`; lines that start with # are comments (FreeSurfer's mri_modify and
/// CTABreadASCII; Slicer's vtkMRMLColorTableStorageNode).
/// @param slicer underscores in names stand for spaces, and gaps are left out
[[nodiscard]] LabelTable parseColourRows(const std::vector<TextLine>& lines, const std::string& file, bool slicer);

/// `number R G B opacity visible mesh "name"` (ITK-SNAP's label description file).
[[nodiscard]] LabelTable parseItkSnap(const std::vector<TextLine>& lines, const std::string& file);

/// Comma-separated with a header line: LabelValue, Name, Color_R, Color_G, Color_B and columns of terminology (Slicer
/// since 5.8). The side is the one of TypeModifier_CodeMeaning or RegionModifier_CodeMeaning where these state one.
[[nodiscard]] LabelTable parseSlicerCsv(const std::vector<TextLine>& lines, const std::string& file);
[[nodiscard]] bool isSlicerCsvHeader(std::string_view line);

} // namespace tessera::labels
