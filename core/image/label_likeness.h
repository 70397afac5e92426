#pragma once

#include "core/image/volume.h"

namespace tessera {

/// Whether voxels are the numbers of regions rather than intensities: whole numbers from 0 on, and most of those above
/// 0 are what the next one along the first axis is, too. Of a label map nine in ten are; of a scan, whose tissue has
/// noise, less than two in ten. Any thread.
[[nodiscard]] bool looksLikeLabels(const Volume& volume);

} // namespace tessera
