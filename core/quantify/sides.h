#pragma once

#include "core/quantify/measure.h"

namespace tessera::quantify {

/// A measurement and the table that it is one of.
struct Sided {
    labels::LabelTable table;
    Measurement measurement;
};

/// True if the table calls a region left or right.
[[nodiscard]] bool tellsSides(const labels::LabelTable& table);

/// Measures a map whose labels don't tell left from right: each region without a stated hemisphere becomes two, left
/// (x < 0) and right of the template's midplane; those that the table puts in the midline stay whole. The result's
/// table is for reading the measurement only: its numbers are its own, `RegionStats::number` is still the map's, the
/// same for both halves.
/// @param templateFromScan RAS mm of the map -> RAS mm of the template
[[nodiscard]] Sided measureBySides(const LabelVolume& map, const labels::LabelTable& table,
                                   const Affine& templateFromScan);

} // namespace tessera::quantify
