#pragma once

#include "core/engine/compute.h"
#include "core/engine/input.h"
#include "core/engine/preview.h"
#include "core/engine/queue/queued_job.h"

#include <filesystem>
#include <string>

namespace tessera::engine {

/// What is asked for, for one scan.
struct JobSettings {
    std::filesystem::path outputFolder; ///< absolute
    ModelChoice model;
    bool overwrite = false; ///< replace another result
    bool again = false;     ///< compute also where this very result is there
    PreviewSettings preview{};
};

/// As a queue keeps them: JSON, the same text for equal settings.
[[nodiscard]] std::string writeJobSettings(const JobSettings& settings);
/// @throws Error{JobInvalid} with `file` as its first argument
[[nodiscard]] JobSettings readJobSettings(const std::string& text, const std::string& file);

/// A scan as a queue takes it. @throws Error of `filesOf`
[[nodiscard]] queue::NewJob newJob(const Input& input, const std::string& settings, int priority = 0);
/// The scan of a job. @throws Error{JobInvalid}
[[nodiscard]] Input inputOf(const queue::Job& job);

} // namespace tessera::engine
