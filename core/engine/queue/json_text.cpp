#include "core/engine/queue/json_text.h"

#include "core/base/utf8.h"
#include "core/engine/queue/queued_job.h"

#include <nlohmann/json.hpp>

#include <cstdlib>

namespace tessera::queue {

using Json = nlohmann::ordered_json;

Json toJson(const std::string& bytes) {
    if (isUtf8(bytes)) {
        return bytes;
    }
    std::string hex;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        hex += "0123456789abcdef"[byte >> 4];
        hex += "0123456789abcdef"[byte & 15];
    }
    return Json{{"hex", hex}};
}

std::string textFrom(const Json& json) {
    if (!json.is_object()) {
        return json.get<std::string>();
    }
    const auto hex = json.at("hex").get<std::string>();
    std::string out;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        out += static_cast<char>(std::strtoul(hex.substr(i, 2).c_str(), nullptr, 16));
    }
    return out;
}

Json toJson(const std::vector<Reason>& reasons) {
    Json out = Json::array();
    for (const Reason& reason : reasons) {
        Json arguments = Json::array();
        for (const std::string& argument : reason.arguments) {
            arguments.push_back(toJson(argument));
        }
        out.push_back({{"code", toJson(reason.code)}, {"arguments", std::move(arguments)}});
    }
    return out;
}

std::vector<Reason> reasonsFrom(const Json& json) {
    std::vector<Reason> out;
    for (const Json& entry : json) {
        Reason reason{textFrom(entry.at("code")), {}};
        for (const Json& argument : entry.at("arguments")) {
            reason.arguments.push_back(textFrom(argument));
        }
        out.push_back(std::move(reason));
    }
    return out;
}

Json noticesJson(const std::vector<std::string>& notices) {
    Json out = Json::array();
    for (const std::string& notice : notices) {
        out.push_back(toJson(notice));
    }
    return out;
}

std::vector<std::string> noticesFrom(const Json& json) {
    std::vector<std::string> out;
    for (const Json& notice : json) {
        out.push_back(textFrom(notice));
    }
    return out;
}

} // namespace tessera::queue
