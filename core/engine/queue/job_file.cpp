#include "core/engine/queue/job_file.h"

#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/engine/queue/json_text.h"

#include <nlohmann/json.hpp>

namespace tessera::queue {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;

Json filesToJson(const std::vector<InputFile>& files) {
    Json out = Json::array();
    for (const InputFile& file : files) {
        out.push_back({{"path", toJson(file.path.string())},
                       {"bytes", file.bytes},
                       {"modified", file.modified},
                       {"sha256", file.sha256}});
    }
    return out;
}

JobFile fileFrom(const Json& json) {
    JobFile out;
    Job& job = out.job;
    job.id = json.at("id").get<JobId>();
    const auto state = stateNamed(json.at("state").get<std::string>());
    job.state = state && !isHeld(*state) ? *state : JobState::Queued;
    job.priority = json.at("priority").get<int>();
    out.place = json.at("place").get<std::int64_t>();
    job.file = textFrom(json.at("file"));
    job.name = textFrom(json.at("name"));
    job.attempts = json.at("attempts").get<int>();
    job.reasons = reasonsFrom(json.at("reasons"));
    job.remarks = {noticesFrom(json.value("notices", Json::array())), json.value("laterality", "")};
    job.enqueued = json.at("enqueued").get<std::string>();
    job.changed = json.at("changed").get<std::string>();
    for (const Json& file : json.at("files")) {
        job.files.push_back({textFrom(file.at("path")), file.at("bytes").get<std::uint64_t>(),
                             file.at("modified").get<std::int64_t>(), file.at("sha256").get<std::string>()});
    }
    job.reading = textFrom(json.at("reading"));
    job.settings = textFrom(json.at("settings"));
    return out;
}

} // namespace

std::string writeJobFile(const JobFile& file) {
    const Job& job = file.job;
    const Json json{{"tesseraJob", kVersion},
                    {"id", job.id},
                    {"state", stateName(isHeld(job.state) ? JobState::Queued : job.state)},
                    {"priority", job.priority},
                    {"place", file.place},
                    {"file", toJson(job.file.string())},
                    {"name", toJson(job.name.string())},
                    {"attempts", job.attempts},
                    {"reasons", toJson(job.reasons)},
                    {"notices", noticesJson(job.remarks.notices)},
                    {"laterality", job.remarks.laterality},
                    {"enqueued", job.enqueued},
                    {"changed", job.changed},
                    {"files", filesToJson(job.files)},
                    {"reading", toJson(job.reading)},
                    {"settings", toJson(job.settings)}};
    return json.dump(1) + "\n";
}

std::optional<JobFile> readJobFile(const std::filesystem::path& path) {
    try {
        const Json json = Json::parse(os::readFile(path, 1 << 26));
        return json.at("tesseraJob").get<int>() == kVersion ? std::optional(fileFrom(json)) : std::nullopt;
    } catch (const Error&) { // missing or unreadable: none, as the header says
        return std::nullopt;
    } catch (const nlohmann::json::exception&) {
        return std::nullopt;
    }
}

} // namespace tessera::queue
