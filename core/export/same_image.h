#pragma once

#include "core/image/image_io.h"

#include <filesystem>

namespace tessera::exporting {

/// Writes an image atomically after the new file has been read back: it has to hold this very grid and these voxels. A
/// converted scan that lies elsewhere, or whose sides are suddenly known, is worse than none.
/// @throws Error{FormatCannotHold}, and what `writeImage` throws
void writeSameImage(const std::filesystem::path& output, const Geometry& geometry, const Voxels& voxels, Intent intent);

} // namespace tessera::exporting
