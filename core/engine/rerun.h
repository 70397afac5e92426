#pragma once

#include "core/base/progress.h"
#include "core/engine/compute.h"

#include <cstddef>
#include <filesystem>

namespace tessera::engine {

struct RerunOutcome {
    std::size_t voxels = 0;    ///< of the label map
    std::size_t different = 0; ///< whose label isn't the recorded one
};

/// Computes a recorded run again, with its options and nothing written, and compares the label maps voxel by voxel.
/// @throws Error{RerunRefused} if the input, the bundle or the recorded label map are not what the record says
[[nodiscard]] RerunOutcome rerun(const std::filesystem::path& runRecord, const Installation& installation,
                                 Progress& progress);

} // namespace tessera::engine
