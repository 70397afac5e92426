#pragma once

#include "core/base/error.h"
#include "core/base/time_left.h"
#include "core/engine/device/device_meters.h"
#include "core/engine/pipeline/pipeline.h"
#include "core/image/dicom_series.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// What the engine tells other programs: one JSON object a line, each with "v" and "type". resources/protocol/
/// messages.schema.json says what each holds. Texts are UTF-8; names of files that aren't are {"hex": "..."}.
namespace tessera::protocol {

using Json = nlohmann::ordered_json;

/// Of all messages. Readers ignore members that they don't know; what they know doesn't change without a new number.
inline constexpr int kVersion = 2;

/// A message as a line, without its end. @param message everything but "v"
[[nodiscard]] std::string line(Json message);

/// What a client may subscribe to.
[[nodiscard]] const std::set<std::string>& eventTypes();

/// A job as messages show it.
[[nodiscard]] Json jobJson(const queue::JobSummary& job);

[[nodiscard]] Json jobEvent(const queue::JobSummary& job, const engine::JobEnding* ending);
[[nodiscard]] Json tileEvent(const engine::TileNews& tile);
[[nodiscard]] Json previewEvent(const engine::PreviewNews& news);
/// What devices did so far, for summaries and the `devices` event.
[[nodiscard]] Json devicesJson(const std::vector<engine::DeviceUse>& devices);
/// Adds what the devices' meters say. @param readings in the same order, or none
void addReadings(Json& devices, const std::vector<engine::DeviceReading>& readings);
[[nodiscard]] Json preflightEvent(queue::JobId job, const engine::PreflightReport& report);
[[nodiscard]] Json noteEvent(const std::string& sentence);
[[nodiscard]] Json listingEvent(double fraction, std::string_view step);
/// An input that never becomes a job.
[[nodiscard]] Json refusedEvent(const std::filesystem::path& file, const Error& error);
/// The series of a study, for a person to choose from.
[[nodiscard]] Json seriesJson(const std::vector<DicomSeries>& series);

/// Turns progress into events: one for each percent of a job, with the time left. One thread at a time.
class ProgressEvents {
  public:
    void begin(queue::JobId job);
    void end(queue::JobId job) { m_jobs.erase(job); }
    /// Null if there is nothing new to say.
    [[nodiscard]] Json event(const engine::JobProgress& progress);

  private:
    struct Job {
        TimeLeft time;
        int percent = -1;
        std::string step{};
    };
    std::map<queue::JobId, Job> m_jobs;
};

} // namespace tessera::protocol
