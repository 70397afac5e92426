#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tessera::queue {

/// Numbers a job of one queue; never used again for another.
using JobId = std::int64_t;

/// Where a job stands. Preparing, running and finishing jobs are held by a runner. The numbers are those of the
/// journal.
enum class JobState {
    Queued = 0,
    Preparing = 1,
    Running = 2,
    Finishing = 3,
    Done = 4,
    NeedsReview = 5,
    Failed = 6,
    Cancelled = 7,
    Paused = 8
};
inline constexpr int kJobStates = 9;

/// "needs-review": for messages and files.
[[nodiscard]] const char* stateName(JobState state) noexcept;
[[nodiscard]] std::optional<JobState> stateNamed(std::string_view name) noexcept;

[[nodiscard]] constexpr bool isHeld(JobState state) noexcept {
    return state == JobState::Preparing || state == JobState::Running || state == JobState::Finishing;
}

[[nodiscard]] constexpr bool isEnd(JobState state) noexcept {
    return state == JobState::Done || state == JobState::NeedsReview || state == JobState::Failed ||
           state == JobState::Cancelled;
}

/// What may become what: held jobs go forward, back to the queue, to failed, cancelled or paused; done comes after
/// finishing only; what ended otherwise may be queued again.
[[nodiscard]] bool mayBecome(JobState from, JobState to) noexcept;

/// Why a job ended as it did: a stable code (of an Error, or of a quality check) and its arguments. No identity: what
/// headers say about a person doesn't belong here.
struct Reason {
    std::string code;
    std::vector<std::string> arguments;
    bool operator==(const Reason&) const = default;
};

/// What else is said of a result, for a person.
struct Remarks {
    std::vector<std::string> notices; ///< sentences
    std::string laterality;           ///< how sure left and right are; empty without a result
    bool operator==(const Remarks&) const = default;
};

/// A file that a job reads.
struct InputFile {
    std::filesystem::path path;
    std::uint64_t bytes = 0;
    std::int64_t modified = 0; ///< nanoseconds since 1970, UTC, when the job was enqueued
    std::string sha256{};      ///< empty until it is read
    bool operator==(const InputFile&) const = default;
};

/// What is asked for. Texts that only the caller understands are kept as they are.
struct NewJob {
    std::filesystem::path file;               ///< what messages name: the image, or the folder of a DICOM series
    std::filesystem::path name;               ///< what the job is called; where its outputs go below the output folder
    std::vector<std::filesystem::path> files; ///< all that is read, the image's header first
    std::string reading{};                    ///< how it is read (JSON)
    std::string settings{};                   ///< model, devices, output folder (JSON)
    int priority = 0;                         ///< higher comes first
};

/// A line of the list.
struct JobSummary {
    JobId id = 0;
    JobState state = JobState::Queued;
    int priority = 0;
    std::filesystem::path file, name;
    int attempts = 0; ///< how often a runner has begun it
    std::vector<Reason> reasons;
    std::string enqueued, changed; ///< UTC, ISO 8601
    std::string settings{};        ///< as in NewJob
    std::filesystem::path first{}; ///< of its files: the image, or a slice of the DICOM series
    Remarks remarks{};
    bool operator==(const JobSummary&) const = default;
};

/// All that the journal knows of a job.
struct Job : JobSummary {
    std::vector<InputFile> files;
    std::string reading;
    bool operator==(const Job&) const = default;
};

} // namespace tessera::queue
