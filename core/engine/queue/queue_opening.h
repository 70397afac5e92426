#pragma once

#include "core/engine/queue/queue.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace tessera::queue {

/// What opening a queue found out, for a person to hear of.
struct OpenReport {
    std::filesystem::path keptAside;               ///< the damaged journal under its new name; empty if it was sound
    std::size_t adopted = 0;                       ///< jobs that came into the journal from their folders
    std::size_t freed = 0;                         ///< jobs queued again because their program ended
    std::vector<std::filesystem::path> unreadable; ///< job folders without a job.json that can be read; left alone

    /// What a person should hear of, in English.
    [[nodiscard]] std::vector<std::string> sentences() const;
};

struct OpenedQueue {
    std::unique_ptr<Queue> queue;
    OpenReport report;
};

/// $XDG_STATE_HOME/tessera/queue. @throws Error{Usage} without a home
[[nodiscard]] std::filesystem::path defaultQueueFolder();

/// Opens a queue, or makes one where nothing or an empty folder is (0700). Whoever has it open alone checks the
/// journal: a damaged one is kept aside and built again from the job folders, with what they say about jobs, prepared
/// volumes and tiles (attempts are lost); jobs of programs that ended are queued again. Any thread.
/// @throws Error{QueueOnNetwork, QueueNotEmpty, QueueNewer, QueueDamaged (another program has it open), QueueBusy},
///   Error{WriteFailed, DiskFull, FileUnreadable, OutOfMemory}
[[nodiscard]] OpenedQueue openQueue(const std::filesystem::path& folder);

} // namespace tessera::queue
