#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace tessera::model {

/// JSON of a file of somebody's model. nlohmann's copy, comparison and dump recurse, so that what lies deeper than 32
/// levels is refused while it is read. Any thread.
/// @param file for errors
/// @throws Error{ModelInvalid}
[[nodiscard]] nlohmann::ordered_json parseModelJson(std::string_view text, const std::string& file);

/// At most `most` bytes of a text from a file, for messages; cut between UTF-8 characters.
[[nodiscard]] std::string shortened(std::string text, std::size_t most = 100);
/// A number, text or the like for messages, shortened; of lists and objects only what they are.
[[nodiscard]] std::string quoted(const nlohmann::ordered_json& json);
/// What a nlohmann exception says, without its number in brackets, shortened.
[[nodiscard]] std::string problemOf(const nlohmann::ordered_json::exception& problem);

} // namespace tessera::model
