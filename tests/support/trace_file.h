#pragma once

#include "core/base/os/file.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <map>
#include <string>

namespace tessera::test {

/// Events of a trace (see core/engine/trace/trace.h), whether or not its end was written: up to its last whole line.
/// @throws nlohmann::json::exception if one of the lines isn't one
inline nlohmann::json readTrace(const std::filesystem::path& file) {
    std::string text = os::readFile(file);
    if (!text.ends_with("]\n")) {
        text = text.substr(0, text.rfind('\n'));
        if (text.ends_with(',')) {
            text.pop_back();
        }
        text += "]";
    }
    return nlohmann::json::parse(text);
}

/// What the events of each lane's track add up to, s: tiles, copies and waits.
struct LaneTimes {
    double first = -1, last = -1; ///< of the trace
    double tiles = 0, copies = 0, waits = 0;
    bool overlap = false; ///< an event began before the one before it had ended
};
inline std::map<std::string, LaneTimes> laneTimes(const nlohmann::json& trace) {
    std::map<int, std::string> names;
    std::map<std::string, LaneTimes> out;
    for (const nlohmann::json& event : trace) {
        const std::string phase = event.at("ph");
        if (phase == "M" && event.contains("tid")) {
            names[event.at("tid").get<int>()] = event.at("args").at("name").get<std::string>();
        }
        if (phase != "X" || names.at(event.at("tid").get<int>()).find(" lane ") == std::string::npos) {
            continue;
        }
        LaneTimes& lane = out[names.at(event.at("tid").get<int>())];
        const std::string name = event.at("name");
        const double begin = event.at("ts").get<double>() / 1e6, seconds = event.at("dur").get<double>() / 1e6;
        constexpr double kRounding = 1e-6;
        lane.overlap = lane.overlap || begin < lane.last - kRounding;
        lane.first = lane.first < 0 ? begin : lane.first;
        lane.last = begin + seconds;
        (name == "wait" ? lane.waits : name.starts_with("copy ") ? lane.copies : lane.tiles) += seconds;
    }
    return out;
}

} // namespace tessera::test
