#pragma once

#include "core/engine/queue/queued_job.h"

#include <optional>
#include <string>

/// How the files of a queue folder are called.
namespace tessera::queue {

inline constexpr const char* kJournalName = "queue.sqlite";
inline constexpr const char* kLockName = "queue.lock";          ///< shared by all that have the queue open
inline constexpr const char* kEnqueueLockName = "enqueue.lock"; ///< exclusive while somebody enqueues
inline constexpr const char* kEnqueueingName = "enqueueing";    ///< first number and count of the jobs being enqueued
inline constexpr const char* kRunnersName = "runners";          ///< a locked file for each runner that is alive
inline constexpr const char* kJobsName = "jobs";

/// "000123"
[[nodiscard]] std::string jobFolderName(JobId job);
[[nodiscard]] std::optional<JobId> jobOfFolderName(const std::string& name);

} // namespace tessera::queue
