#include "core/engine/queue/queue_folder.h"

#include <charconv>

namespace tessera::queue {

std::string jobFolderName(JobId job) {
    std::string digits = std::to_string(job);
    return digits.size() < 6 ? std::string(6 - digits.size(), '0') + digits : digits;
}

std::optional<JobId> jobOfFolderName(const std::string& name) {
    JobId job = 0;
    const auto [end, problem] = std::from_chars(name.data(), name.data() + name.size(), job);
    const bool isNumber = problem == std::errc() && end == name.data() + name.size();
    return isNumber && job > 0 && jobFolderName(job) == name ? std::optional(job) : std::nullopt;
}

} // namespace tessera::queue
