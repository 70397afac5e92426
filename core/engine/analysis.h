#pragma once

#include "core/engine/scheduler/device.h"
#include "core/engine/scheduler/tile_kind.h"
#include "core/model/bundle.h"

#include <vector>

/// What a model costs, as far as the analysis of its layers goes. Any thread.
namespace tessera::engine {

/// What the tiles of a bundle cost, in the order of its plan; the scheduler corrects it by what it measures. Of a
/// whole-volume bundle the one network, for a head's box of 200 x 190 x 230 voxels.
[[nodiscard]] std::vector<scheduler::TileKind> tileKindsOf(const model::Bundle& bundle);

/// Multiplications and additions that a bundle's networks do for one scan; a whole-volume bundle for a head's box.
[[nodiscard]] double workOf(const model::Bundle& bundle);

/// Seconds that a device alone takes for a scan, as long as nobody has measured them: within a factor of two or so.
/// @param pace seconds a work of one convolution of many channels: on the CPU with as many threads as a lane of the
///   device has, or on the GPU
/// @param cpus that may be used: lanes of a CPU, and emulated ones, share them
[[nodiscard]] double secondsByAnalysis(const model::Bundle& bundle, double pace,
                                       const scheduler::DeviceDescription& device, int cpus);

} // namespace tessera::engine
