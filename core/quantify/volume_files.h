#pragma once

#include "core/quantify/measure.h"
#include "core/quantify/quality.h"

#include <optional>
#include <string>

/// Region volumes as text files. All functions are pure; numbers don't depend on the locale. The measurement must be
/// one of the same table.
namespace tessera::quantify {

/// SLANT's table: `Label Name (BrainCOLOR),Label Number (BrainCOLOR),Label Volume (mm^3)` with the table's own name in
/// the parentheses, one row a region in the table's order, two decimals, LF.
[[nodiscard]] std::string volumesCsv(const Measurement& measurement, const labels::LabelTable& table);

/// A BIDS table, one row a region: index, name, hemisphere, tissue, lobe, volume_mm3, share_percent, asymmetry_percent,
/// mean_agreement, voxels, centroid_{x,y,z}_mm (RAS), laterality; where sides were split, also sides ("midplane", or
/// n/a for what lies in the midline): both halves then have the index that the label map knows. Label numbers that the
/// table doesn't have follow with the name n/a.
[[nodiscard]] std::string volumesTsv(const Measurement& measurement, const labels::LabelTable& table,
                                     Laterality laterality);

/// Everything about the volumes as JSON, `schema_version` 1: table, laterality, sides, state, reasons, notices,
/// segmented_brain (with its definition), etiv ({value_ml, method} or null), regions, unknown_labels. None is null.
[[nodiscard]] std::string volumesJson(const Measurement& measurement, const labels::LabelTable& table,
                                      const Quality& quality, Laterality laterality,
                                      const std::optional<IntracranialEstimate>& intracranial);

} // namespace tessera::quantify
