#include "ui/bridge/message_reader.h"

#include "core/engine/queue/json_text.h"

#include <nlohmann/json.hpp>

namespace tessera::ui {
namespace {

QString textFrom(const Json& json) {
    return QString::fromStdString(queue::textFrom(json));
}

std::filesystem::path pathOf(const Json& message, const char* member) {
    const auto found = message.find(member);
    return found == message.end() ? std::filesystem::path() : std::filesystem::path(queue::textFrom(*found));
}

template <typename Number = double>
std::optional<Number> numberOf(const Json& message, const char* member) {
    const auto found = message.find(member);
    return found == message.end() || found->is_null() ? std::nullopt : std::optional(found->get<Number>());
}

JobState stateFrom(const Json& json) {
    const auto state = queue::stateNamed(json.get<std::string>());
    if (!state) {
        throw Json::other_error::create(501, "no such state: " + json.dump(), &json);
    }
    return *state;
}

Reason reasonFrom(const Json& json) {
    Reason out{.code = textOf(json, "code"), .arguments = {}, .sentence = textOf(json, "sentence")};
    for (const Json& argument : json.value("arguments", Json::array())) {
        out.arguments << textFrom(argument);
    }
    return out;
}

} // namespace

QString textOf(const Json& message, const char* member) {
    const auto found = message.find(member);
    return found == message.end() || found->is_null() ? QString() : textFrom(*found);
}

QStringList textsOf(const Json& message, const char* member) {
    QStringList out;
    for (const Json& text : message.value(member, Json::array())) {
        out << textFrom(text);
    }
    return out;
}

JobInfo jobFrom(const Json& message) {
    JobInfo out;
    out.id = message.at("job").get<JobId>();
    out.state = stateFrom(message.at("state"));
    out.name = queue::textFrom(message.at("name"));
    out.file = queue::textFrom(message.at("file"));
    out.priority = message.value("priority", 0);
    out.attempts = message.value("attempts", 0);
    for (const Json& reason : message.value("reasons", Json::array())) {
        out.reasons.push_back(reasonFrom(reason));
    }
    out.enqueued = textOf(message, "enqueued");
    out.changed = textOf(message, "changed");
    out.output = pathOf(message, "output");
    out.model = pathOf(message, "model");
    out.slice = pathOf(message, "scan");
    out.skipped = message.value("skipped", false);
    out.notices = textsOf(message, "notices");
    out.laterality = textOf(message, "laterality");
    return out;
}

std::vector<JobInfo> jobsFrom(const Json& reply) {
    std::vector<JobInfo> out;
    for (const Json& job : reply.at("jobs")) {
        out.push_back(jobFrom(job));
    }
    return out;
}

JobProgress progressFrom(const Json& message) {
    return {.id = message.at("job").get<JobId>(),
            .stage = stateFrom(message.at("stage")),
            .fraction = message.at("fraction").get<double>(),
            .step = textOf(message, "step"),
            .secondsLeft = numberOf(message, "seconds_left")};
}

TileNews tileFrom(const Json& message) {
    TileNews out;
    out.job = message.at("job").get<JobId>();
    out.tile = message.at("tile").get<int>();
    out.tiles = message.at("tiles").get<int>();
    out.name = textOf(message, "name");
    out.origin = message.at("origin").get<std::array<std::int64_t, 3>>();
    out.size = message.at("size").get<std::array<std::int64_t, 3>>();
    out.scanFromGrid = Affine(message.at("scan_from_grid").get<std::array<std::array<double, 4>, 4>>());
    out.file = pathOf(message, "file");
    out.device = textOf(message, "device");
    out.seconds = message.value("seconds", 0.0);
    return out;
}

PreviewNews previewFrom(const Json& message) {
    PreviewNews out;
    out.job = message.at("job").get<JobId>();
    out.model = pathOf(message, "model");
    out.size = message.at("size").get<std::array<std::int64_t, 3>>();
    out.scanFromGrid = Affine(message.at("scan_from_grid").get<std::array<std::array<double, 4>, 4>>());
    out.file = pathOf(message, "file");
    return out;
}

std::vector<DeviceState> devicesFrom(const Json& message) {
    std::vector<DeviceState> out;
    for (const Json& device : message.at("devices")) {
        out.push_back({.name = textFrom(device.at("name")),
                       .lanes = device.value("lanes", 0),
                       .running = device.value("running", 0),
                       .tiles = device.value("tiles", std::int64_t{0}),
                       .busySeconds = device.value("busy_seconds", 0.0),
                       .reservedBytes = device.value("reserved_bytes", std::int64_t{0}),
                       .peakBytes = device.value("peak_bytes", std::int64_t{0}),
                       .budgetBytes = device.value("budget_bytes", std::int64_t{0}),
                       .deaths = device.value("deaths", 0),
                       .lost = device.value("lost", false),
                       .loadPercent = numberOf<int>(device, "load_percent"),
                       .usedByUsBytes = numberOf<std::int64_t>(device, "used_by_us_bytes"),
                       .usedByOthersBytes = numberOf<std::int64_t>(device, "used_by_others_bytes"),
                       .temperatureC = numberOf<int>(device, "temperature_c"),
                       .whyUnknown = textOf(device, "why_unknown")});
    }
    return out;
}

std::vector<DeviceChoice> deviceChoicesFrom(const Json& engine) {
    std::vector<DeviceChoice> out;
    for (const Json& gpu : engine.at("gpus")) {
        out.push_back({textOf(gpu, "spec"), textOf(gpu, "name")});
    }
    return out;
}

Question questionFrom(const Json& message) {
    Question out{.number = message.at("question").get<int>(),
                 .file = pathOf(message, "file"),
                 .code = textOf(message, "code"),
                 .message = textOf(message, "message")};
    for (const Json& series : message.value("series", Json::array())) {
        out.series.push_back({.series = textOf(series, "series"),
                              .number = series.value("number", 0),
                              .description = textOf(series, "description"),
                              .kind = textOf(series, "kind"),
                              .size = series.at("size").get<std::array<std::int64_t, 3>>(),
                              .spacingMm = series.at("spacing_mm").get<std::array<double, 3>>(),
                              .orientation = textOf(series, "orientation"),
                              .suitable = series.value("suitable", false),
                              .suggested = series.value("suggested", false)});
    }
    return out;
}

PreflightReport preflightFrom(const Json& message) {
    PreflightReport out{.job = message.at("job").get<JobId>(), .warnings = textsOf(message, "warnings")};
    for (const Json& device : message.value("devices", Json::array())) {
        out.devices.push_back({.name = textOf(device, "name"),
                               .fits = device.value("fits", false),
                               .peakBytes = device.value("peak_bytes", std::int64_t{0}),
                               .seconds = numberOf(device, "seconds"),
                               .isHistory = textOf(device, "seconds_from") == QLatin1String("history")});
    }
    return out;
}

EnqueueReport enqueueReportFrom(const Json& reply) {
    EnqueueReport out;
    out.jobs = jobsFrom(reply);
    for (const Json& refusal : reply.value("refused", Json::array())) {
        out.refused.push_back(
            {.file = pathOf(refusal, "file"), .code = textOf(refusal, "code"), .message = textOf(refusal, "message")});
    }
    out.notes = textsOf(reply, "notes");
    out.questions = reply.value("questions", 0);
    return out;
}

Json toJson(const EnqueueRequest& request) {
    Json out{{"type", "enqueue"},
             {"inputs", Json::array()},
             {"output", queue::toJson(request.output.string())},
             {"precision", request.precision.toStdString()},
             {"repeatable", request.repeatable},
             {"overwrite", request.overwrite},
             {"preview", request.preview.toStdString()},
             {"series", request.series.toStdString()},
             {"orientation", request.orientation.toStdString()},
             {"priority", request.priority}};
    for (const std::filesystem::path& input : request.inputs) {
        out["inputs"].push_back(queue::toJson(input.string()));
    }
    if (!request.model.empty()) {
        out["model"] = queue::toJson(request.model.string());
    }
    if (!request.previewModel.empty()) {
        out["preview_model"] = queue::toJson(request.previewModel.string());
    }
    return out;
}

} // namespace tessera::ui
