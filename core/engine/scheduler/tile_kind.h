#pragma once

#include "core/engine/scheduler/device.h"

#include <array>
#include <optional>
#include <string>

namespace tessera::scheduler {

using KindId = std::uint32_t;

/// What one sort of tile costs, as the model's analysis predicts it: the tiles of one place of one bundle are of a
/// kind. A plain value.
struct TileKind {
    std::string name;
    std::uint32_t network = 0;        ///< tiles of one network share its weights; small numbers, from 0
    Seconds seconds = 1;              ///< alone on a device of speed 1
    double computeShare = 1;          ///< of a GPU's arithmetic while it runs alone, in (0, 1]; on a CPU it is 1
    double bandwidthShare = 1;        ///< of a GPU's memory bandwidth while it runs alone, in (0, 1]; on a CPU it is 1
    std::array<Bytes, 2> peakBytes{}; ///< largest scratch memory without weights; by Precision
    /// The same of a lane on a GPU, with what its library keeps for the next tile.
    std::optional<std::array<Bytes, 2>> gpuPeakBytes{};
    Bytes weightBytes = 0;

    [[nodiscard]] Bytes peak(const DeviceDescription& device) const {
        const auto& peaks = device.kind == DeviceKind::Cuda ? gpuPeakBytes.value_or(peakBytes) : peakBytes;
        return peaks[static_cast<std::size_t>(device.precision)];
    }
};

} // namespace tessera::scheduler
