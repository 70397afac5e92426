#pragma once

#include "ui/bridge/engine_types.h"

#include <nlohmann/json_fwd.hpp>

/// The engine's messages as values. Members that aren't known are passed over.
/// All throw nlohmann::json::exception for a message that lacks what it must have. Any thread.
namespace tessera::ui {

using Json = nlohmann::ordered_json;

[[nodiscard]] JobInfo jobFrom(const Json& message);
[[nodiscard]] JobProgress progressFrom(const Json& message);
[[nodiscard]] TileNews tileFrom(const Json& message);
[[nodiscard]] PreviewNews previewFrom(const Json& message);
[[nodiscard]] std::vector<DeviceState> devicesFrom(const Json& message);
[[nodiscard]] std::vector<DeviceChoice> deviceChoicesFrom(const Json& engine);
[[nodiscard]] Question questionFrom(const Json& message);
[[nodiscard]] PreflightReport preflightFrom(const Json& message);
[[nodiscard]] EnqueueReport enqueueReportFrom(const Json& reply);
[[nodiscard]] std::vector<JobInfo> jobsFrom(const Json& reply);
/// A member that may be missing; empty then.
[[nodiscard]] QString textOf(const Json& message, const char* member);
[[nodiscard]] QStringList textsOf(const Json& message, const char* member);

[[nodiscard]] Json toJson(const EnqueueRequest& request);

} // namespace tessera::ui
