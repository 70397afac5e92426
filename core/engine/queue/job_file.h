#pragma once

#include "core/engine/queue/queued_job.h"

#include <filesystem>
#include <optional>
#include <string>

namespace tessera::queue {

/// What job.json in a job's folder says, for the day on which the journal is lost: the job, and its place among those
/// of its priority. Held states are written as queued: no runner outlives the journal.
struct JobFile {
    Job job;
    std::int64_t place = 0;
};

inline constexpr const char* kJobFileName = "job.json";

[[nodiscard]] std::string writeJobFile(const JobFile& file);
/// None if the file is missing, damaged or of a newer version. Any thread.
[[nodiscard]] std::optional<JobFile> readJobFile(const std::filesystem::path& path);

} // namespace tessera::queue
