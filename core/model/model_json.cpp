#include "core/model/model_json.h"

#include "core/base/error.h"

namespace tessera::model {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kMostLevels = 32; ///< a model.json has about 12
constexpr std::size_t kMostProblem = 200;

} // namespace

Json parseModelJson(std::string_view text, const std::string& file) {
    const auto watch = [&file](int depth, Json::parse_event_t event, const Json& /*parsed*/) {
        const bool opens = event == Json::parse_event_t::object_start || event == Json::parse_event_t::array_start;
        if (opens && depth >= kMostLevels) {
            throw Error(ErrorCode::ModelInvalid,
                        {file, "it nests lists and objects deeper than " + std::to_string(kMostLevels) + " levels"});
        }
        return true;
    };
    try {
        return Json::parse(text, watch);
    } catch (const Json::exception& problem) {
        throw Error(ErrorCode::ModelInvalid, {file, problemOf(problem)});
    }
}

std::string shortened(std::string text, std::size_t most) {
    if (text.size() > most) {
        std::size_t end = most - 3;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
            --end;
        }
        text.resize(end);
        text += "...";
    }
    return text;
}

std::string quoted(const Json& json) {
    return json.is_array() ? "a list" : json.is_object() ? "an object" : shortened(json.dump());
}

std::string problemOf(const Json::exception& problem) {
    const std::string text = problem.what();
    const std::size_t bracket = text.find("] ");
    return shortened(bracket == std::string::npos ? text : text.substr(bracket + 2), kMostProblem);
}

} // namespace tessera::model
