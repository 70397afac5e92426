#include "core/engine/job_settings.h"

#include "core/base/error.h"
#include "core/engine/queue/json_text.h"

#include <nlohmann/json.hpp>

namespace tessera::engine {
namespace {

using Json = nlohmann::ordered_json;

/// @throws Error{JobInvalid} for what isn't JSON of the form that `read` expects
template <class Read>
auto parsed(const std::string& text, const std::string& file, const Read& read) {
    try {
        return read(Json::parse(text));
    } catch (const Json::exception& problem) {
        throw Error(ErrorCode::JobInvalid, {file, problem.what()});
    }
}

} // namespace

std::string writeJobSettings(const JobSettings& settings) {
    Json out{{"model", queue::toJson(settings.model.model)},
             {"output", queue::toJson(settings.outputFolder.string())},
             {"precision", choiceName(settings.model.precision)},
             {"repeatable", settings.model.repeatable},
             {"overwrite", settings.overwrite}};
    if (settings.preview.choice != PreviewChoice::Never) {
        out["preview"] = previewChoiceName(settings.preview.choice);
        out["preview_model"] = queue::toJson(settings.preview.model);
    }
    if (settings.again) {
        out["again"] = true;
    }
    return out.dump();
}

JobSettings readJobSettings(const std::string& text, const std::string& file) {
    return parsed(text, file, [&](const Json& json) {
        JobSettings out;
        out.model.model = queue::textFrom(json.at("model"));
        out.outputFolder = queue::textFrom(json.at("output"));
        const auto precision = choiceNamed(json.value("precision", "auto"));
        if (!precision) {
            throw Error(ErrorCode::JobInvalid, {file, "no such precision: " + json.at("precision").dump()});
        }
        out.model.precision = *precision;
        out.model.repeatable = json.value("repeatable", false);
        out.overwrite = json.value("overwrite", false);
        const auto preview = previewChoiceNamed(json.value("preview", "never"));
        if (!preview) {
            throw Error(ErrorCode::JobInvalid, {file, "no such preview: " + json.at("preview").dump()});
        }
        out.preview.choice = *preview;
        if (json.contains("preview_model")) {
            out.preview.model = queue::textFrom(json.at("preview_model"));
        }
        out.again = json.value("again", false);
        return out;
    });
}

queue::NewJob newJob(const Input& input, const std::string& settings, int priority) {
    queue::NewJob out{.file = std::filesystem::absolute(input.file), .name = input.name, .files = {}};
    for (const std::filesystem::path& file : filesOf(input)) {
        out.files.push_back(std::filesystem::absolute(file));
    }
    Json reading = Json::object();
    if (!input.slices.empty()) {
        reading["dicom"] = true;
    }
    if (!input.read.orientation.empty()) {
        reading["orientation"] = input.read.orientation;
    }
    out.reading = reading.dump();
    out.settings = settings;
    out.priority = priority;
    return out;
}

Input inputOf(const queue::Job& job) {
    return parsed(job.reading, job.file.string(), [&](const Json& json) {
        Input out{.file = job.file, .name = job.name};
        if (json.value("dicom", false)) {
            for (const queue::InputFile& file : job.files) {
                out.slices.push_back(file.path);
            }
        }
        out.read.orientation = json.value("orientation", "");
        return out;
    });
}

} // namespace tessera::engine
