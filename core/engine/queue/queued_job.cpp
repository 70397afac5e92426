#include "core/engine/queue/queued_job.h"

#include <array>

namespace tessera::queue {
namespace {

constexpr std::array<const char*, kJobStates> kNames{"queued",       "preparing", "running",   "finishing", "done",
                                                     "needs-review", "failed",    "cancelled", "paused"};

} // namespace

const char* stateName(JobState state) noexcept {
    return kNames.at(static_cast<std::size_t>(state));
}

std::optional<JobState> stateNamed(std::string_view name) noexcept {
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        if (name == kNames[i]) {
            return static_cast<JobState>(i);
        }
    }
    return std::nullopt;
}

bool mayBecome(JobState from, JobState to) noexcept {
    switch (to) {
    case JobState::Queued:
        return from != JobState::Queued && from != JobState::Done;
    case JobState::Preparing:
        return from == JobState::Queued;
    case JobState::Running:
        return from == JobState::Preparing;
    case JobState::Finishing:
        return from == JobState::Running;
    case JobState::Done:
    case JobState::NeedsReview:
        return from == JobState::Finishing;
    case JobState::Failed:
        return isHeld(from);
    case JobState::Cancelled:
        return from == JobState::Queued || from == JobState::Paused || isHeld(from);
    case JobState::Paused:
        return from == JobState::Queued || isHeld(from);
    }
    return false;
}

} // namespace tessera::queue
