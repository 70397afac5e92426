#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace tessera::queue {

struct Reason;

/// Any bytes as JSON: a string if they are UTF-8, else {"hex": ...}. Names of files are bytes.
[[nodiscard]] nlohmann::ordered_json toJson(const std::string& bytes);
/// @throws nlohmann::json::exception
[[nodiscard]] std::string textFrom(const nlohmann::ordered_json& json);

/// Reasons and notices as the journal and the job files have them.
[[nodiscard]] nlohmann::ordered_json toJson(const std::vector<Reason>& reasons);
[[nodiscard]] std::vector<Reason> reasonsFrom(const nlohmann::ordered_json& json);
[[nodiscard]] nlohmann::ordered_json noticesJson(const std::vector<std::string>& notices);
[[nodiscard]] std::vector<std::string> noticesFrom(const nlohmann::ordered_json& json);

} // namespace tessera::queue
