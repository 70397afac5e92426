#pragma once

#include "core/engine/queue/queue.h"
#include "core/engine/run_record.h"
#include "core/engine/scan_steps.h"

#include <optional>
#include <string>

namespace tessera::engine {

/// What a prepared scan was made from: inputs, how they are read, bundle and versions. Another one means another scan.
[[nodiscard]] std::string preparedOrigin(const RunRecord& record);

/// A prepared scan as a queue keeps it: float32 voxels, and all else in the details. Any thread.
[[nodiscard]] queue::Prepared packPrepared(const PreparedScan& scan, const std::string& origin);
/// None for one of another origin, or that isn't understood.
[[nodiscard]] std::optional<PreparedScan> unpackPrepared(const queue::Prepared& prepared, const std::string& origin);

} // namespace tessera::engine
