#include "core/protocol/events.h"

#include "core/engine/pipeline/reason_text.h"
#include "core/engine/queue/json_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace tessera::protocol {
namespace {

Json rowsOf(const Affine& affine) {
    Json out = Json::array();
    for (int row = 0; row < 4; ++row) {
        out.push_back({affine(row, 0), affine(row, 1), affine(row, 2), affine(row, 3)});
    }
    return out;
}

Json reasonsJson(const std::vector<queue::Reason>& reasons) {
    Json out = queue::toJson(reasons);
    for (std::size_t i = 0; i < reasons.size(); ++i) {
        out[i]["sentence"] = engine::sentenceOf(reasons[i]);
    }
    return out;
}

} // namespace

std::string line(Json message) {
    message["v"] = kVersion;
    return message.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json jobJson(const queue::JobSummary& job) {
    Json out{{"job", job.id},
             {"name", queue::toJson(job.name.string())},
             {"file", queue::toJson(job.file.string())},
             {"state", queue::stateName(job.state)},
             {"priority", job.priority},
             {"attempts", job.attempts},
             {"reasons", reasonsJson(job.reasons)},
             {"enqueued", job.enqueued},
             {"changed", job.changed}};
    if (!job.remarks.laterality.empty() || !job.remarks.notices.empty()) {
        out["notices"] = queue::noticesJson(job.remarks.notices);
        out["laterality"] = job.remarks.laterality;
    }
    if (!job.first.empty() && job.first != job.file) {
        out["scan"] = queue::toJson(job.first.string());
    }
    // two short texts, and no look at the disk, for pages of thousands
    if (const Json settings = Json::parse(job.settings, nullptr, false); settings.is_object()) {
        for (const char* member : {"output", "model"}) {
            if (settings.contains(member)) {
                out[member] = settings.at(member);
            }
        }
    }
    return out;
}

Json jobEvent(const queue::JobSummary& job, const engine::JobEnding* ending) {
    Json out = jobJson(job);
    out["type"] = "job";
    if (ending != nullptr) {
        out["skipped"] = ending->skipped;
        out["notices"] = ending->notices;
        out["laterality"] = ending->laterality;
    }
    return out;
}

Json tileEvent(const engine::TileNews& tile) {
    return {{"type", "tile"},
            {"job", tile.job},
            {"tile", tile.tile},
            {"tiles", tile.count},
            {"name", tile.box.name},
            {"origin", tile.box.origin},
            {"size", tile.box.size},
            {"scan_from_grid", rowsOf(tile.scanFromGrid)},
            {"file", queue::toJson(tile.file.string())},
            {"device", tile.device},
            {"seconds", tile.seconds}};
}

Json previewEvent(const engine::PreviewNews& news) {
    return {{"type", "preview"},
            {"job", news.job},
            {"model", queue::toJson(news.preview.model)},
            {"size", news.preview.size},
            {"scan_from_grid", rowsOf(news.preview.scanFromGrid)},
            {"file", queue::toJson(news.file.string())}};
}

const std::set<std::string>& eventTypes() {
    static const std::set<std::string> types{"job",  "progress", "tile",     "preview", "preflight",
                                             "note", "listing",  "question", "engine",  "devices"};
    return types;
}

Json devicesJson(const std::vector<engine::DeviceUse>& devices) {
    Json out = Json::array();
    for (const engine::DeviceUse& device : devices) {
        out.push_back({{"name", device.name},
                       {"lanes", device.lanes},
                       {"running", device.running},
                       {"tiles", device.tiles},
                       {"busy_seconds", device.busySeconds},
                       {"reserved_bytes", device.reserved},
                       {"peak_bytes", device.mostReserved},
                       {"budget_bytes", device.budget},
                       {"deaths", device.deaths},
                       {"lost", device.lost}});
    }
    return out;
}

void addReadings(Json& devices, const std::vector<engine::DeviceReading>& readings) {
    const auto orNull = [](const auto& value) { return value ? Json(*value) : Json(nullptr); };
    for (std::size_t i = 0; i < std::min(devices.size(), readings.size()); ++i) {
        const engine::DeviceReading& reading = readings[i];
        devices[i]["load_percent"] = orNull(reading.load);
        devices[i]["used_by_us_bytes"] = orNull(reading.usedByUs);
        devices[i]["used_by_others_bytes"] = orNull(reading.usedByRest);
        devices[i]["temperature_c"] = orNull(reading.temperature);
        devices[i]["why_unknown"] = reading.whyUnknown;
    }
}

Json preflightEvent(queue::JobId job, const engine::PreflightReport& report) {
    Json devices = Json::array();
    for (const engine::PreflightReport::Device& device : report.devices) {
        const bool isKnown = device.time.seconds >= 0;
        devices.push_back({{"name", device.name},
                           {"fits", device.fits},
                           {"peak_bytes", device.peakBytes},
                           {"seconds", isKnown ? Json(device.time.seconds) : Json(nullptr)},
                           {"seconds_from", !isKnown                ? Json(nullptr)
                                            : device.time.isHistory ? Json("history")
                                                                    : Json("analysis")}});
    }
    return {{"type", "preflight"}, {"job", job}, {"warnings", report.warnings}, {"devices", devices}};
}

Json noteEvent(const std::string& sentence) {
    return {{"type", "note"}, {"message", sentence}};
}

Json listingEvent(double fraction, std::string_view step) {
    return {{"type", "listing"}, {"fraction", fraction}, {"step", step}};
}

Json refusedEvent(const std::filesystem::path& file, const Error& error) {
    return {{"type", "refused"},
            {"file", queue::toJson(file.string())},
            {"code", errorName(error.code())},
            {"message", error.what()}};
}

Json seriesJson(const std::vector<DicomSeries>& series) {
    const auto isBetter = [](const DicomSeries& a, const DicomSeries& b) {
        return a.unsuitable.empty() != b.unsuitable.empty() ? b.unsuitable.empty() : a.preference < b.preference;
    };
    const auto best = std::max_element(series.begin(), series.end(), isBetter);
    Json out = Json::array();
    for (const DicomSeries& each : series) {
        out.push_back(
            {{"series", each.seriesUid.find('.') == std::string::npos ? std::to_string(each.number) : each.seriesUid},
             {"number", each.number},
             {"description", each.description},
             {"kind", !each.unsuitable.empty() ? each.unsuitable
                      : each.contrastAgent     ? "T1 with contrast agent"
                                               : "T1"},
             {"size", each.size},
             {"spacing_mm", each.spacing},
             {"orientation", each.orientation},
             {"suitable", each.unsuitable.empty()},
             {"suggested", each.unsuitable.empty() && &each == &*best}});
    }
    return out;
}

void ProgressEvents::begin(queue::JobId job) {
    m_jobs[job] = {};
}

Json ProgressEvents::event(const engine::JobProgress& progress) {
    Job& job = m_jobs[progress.job];
    const int percent = static_cast<int>(100 * progress.fraction);
    const std::string_view step = progress.step.substr(0, progress.step.find(" ("));
    if (percent == job.percent && step == job.step) {
        return nullptr;
    }
    job.percent = percent;
    job.step = step;
    const double left = job.time.estimate(progress.fraction);
    return {{"type", "progress"},
            {"job", progress.job},
            {"stage", queue::stateName(progress.stage)},
            {"fraction", progress.fraction},
            {"step", progress.step},
            {"seconds_left", left < 0 ? Json(nullptr) : Json(left)}};
}

} // namespace tessera::protocol
