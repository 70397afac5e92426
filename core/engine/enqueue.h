#pragma once

#include "core/base/error.h"
#include "core/engine/inputs.h"
#include "core/engine/job_settings.h"
#include "core/engine/queue/queue.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace tessera::engine {

struct EnqueuedJob {
    queue::JobId id = 0;
    std::filesystem::path file, name; ///< as the queue has them
};

struct Enqueued {
    std::vector<EnqueuedJob> jobs; ///< in the inputs' order
    /// Files that went since they were listed, and scans whose outputs an unfinished job of another file would write.
    std::vector<std::pair<std::filesystem::path, Error>> refused;
    std::vector<queue::JobId> removed; ///< of earlier contents of the same files
};

/// Puts scans into a queue. One that is there already with the same settings and the same files, and isn't done, is
/// taken instead, and is on its way again if it was paused, cancelled or failed, with the higher of both priorities.
/// A job of the same file that changed since gives way to the new one. Any thread; programs that do this at the same
/// time wait for one another.
/// @param settings of `writeJobSettings`
/// @throws Error of the queue, Error{JobInvalid} for the settings
[[nodiscard]] Enqueued enqueueScans(queue::Queue& queue, const std::vector<Input>& scans, const std::string& settings,
                                    int priority = 0);

} // namespace tessera::engine
