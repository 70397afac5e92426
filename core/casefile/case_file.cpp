#include "core/casefile/case_file.h"

#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/engine/queue/json_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace tessera::casefile {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t kLargestFile = 1U << 20; ///< bytes; 10 000 changed colours are a quarter of it
constexpr double kFarthest = 1e6;                ///< mm
constexpr std::array<const char*, 3> kSlices{"axial", "coronal", "sagittal"};

/// What parsing finds wrong, without the file's name.
struct Invalid {
    std::string why;
};

fs::path shortened(const fs::path& path, const fs::path& folder) {
    const fs::path relative = path.lexically_relative(folder);
    const auto first = [](const fs::path& of) { return *std::next(of.begin()); }; // below the root
    const bool isNear =
        !relative.empty() && path.has_relative_path() && folder.has_relative_path() && first(path) == first(folder);
    return isNear ? relative : path;
}

Json fileJson(const RecordedFile& file, const fs::path& folder) {
    return {
        {"path", queue::toJson(shortened(file.path, folder).string())}, {"bytes", file.bytes}, {"sha256", file.sha256}};
}

RecordedFile fileFrom(const Json& json, const fs::path& folder) {
    const std::string path = queue::textFrom(json.at("path"));
    if (!json.at("bytes").is_number_unsigned()) {
        throw Invalid{"a file's size isn't one"};
    }
    RecordedFile out{.path = (folder / path).lexically_normal(),
                     .bytes = json.at("bytes").get<std::uint64_t>(),
                     .sha256 = json.at("sha256").get<std::string>()};
    if (!out.path.has_filename()) {
        out.path = out.path.parent_path(); // a folder that was written with a slash
    }
    if (path.empty() || path.find('\0') != std::string::npos) {
        throw Invalid{"a path is empty"};
    }
    const auto isHexadecimal = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    if (out.sha256.size() != 64 || !std::all_of(out.sha256.begin(), out.sha256.end(), isHexadecimal)) {
        throw Invalid{"a sha256 isn't one"};
    }
    return out;
}

double numberFrom(const Json& json, double least, double most) {
    const auto out = json.get<double>();
    if (!(out >= least && out <= most)) {
        throw Invalid{"the number " + json.dump() + " is out of range"};
    }
    return out;
}

Vec3 placeFrom(const Json& json) {
    if (!json.is_array() || json.size() != 3) {
        throw Invalid{"a position isn't three numbers"};
    }
    const auto at = [&](std::size_t axis) { return numberFrom(json.at(axis), -kFarthest, kFarthest); };
    return {at(0), at(1), at(2)};
}

std::string textOf(const Rgb& colour) {
    std::string out = "#";
    for (const std::uint8_t part : colour) {
        constexpr std::string_view kDigits = "0123456789abcdef";
        out += kDigits[part >> 4];
        out += kDigits[part & 15];
    }
    return out;
}

Rgb colourFrom(const std::string& text) {
    Rgb out{};
    bool good = text.size() == 7 && text[0] == '#';
    for (std::size_t i = 0; good && i < out.size(); ++i) {
        const char* begin = text.data() + 1 + 2 * i;
        const auto [end, code] = std::from_chars(begin, begin + 2, out[i], 16);
        good = code == std::errc() && end == begin + 2;
    }
    if (!good) {
        throw Invalid{"a colour isn't #rrggbb"};
    }
    return out;
}

std::int32_t regionFrom(const std::string& text) {
    std::int32_t out = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (code != std::errc() || end != text.data() + text.size()) {
        throw Invalid{"a region isn't a number"};
    }
    return out;
}

std::int32_t regionFrom(const Json& json) {
    constexpr double kMost = 2147483647;
    return static_cast<std::int32_t>(numberFrom(json, 0, kMost));
}

Json regionsJson(const CaseView& view) {
    Json colours = Json::object();
    for (const auto& [number, colour] : view.colours) {
        colours[std::to_string(number)] = textOf(colour);
    }
    return {{"hidden", view.hidden}, {"selected", view.selected}, {"colours", colours}};
}

void takeRegions(const Json& json, CaseView& out) {
    for (const Json& number : json.at("hidden")) {
        out.hidden.insert(regionFrom(number));
    }
    out.selected = regionFrom(json.at("selected"));
    for (const auto& [number, colour] : json.at("colours").items()) {
        out.colours[regionFrom(number)] = colourFrom(colour.get<std::string>());
    }
}

Json slicesJson(const CaseView& view) {
    Json out = Json::object();
    for (std::size_t i = 0; i < kSlices.size(); ++i) {
        Json slice{{"zoom", view.slices[i].zoom}};
        if (view.slices[i].centre) {
            slice["centre_mm"] = *view.slices[i].centre;
        }
        out[kSlices[i]] = slice;
    }
    return out;
}

void takeSlices(const Json& json, CaseView& out) {
    for (std::size_t i = 0; i < kSlices.size(); ++i) {
        const Json& slice = json.at(kSlices[i]);
        out.slices[i].zoom = numberFrom(slice.at("zoom"), 0.01, 1000);
        if (slice.contains("centre_mm")) {
            out.slices[i].centre = placeFrom(slice.at("centre_mm"));
        }
    }
}

Json volumeJson(const CaseView& view) {
    Json out{{"mode", view.volume ? "volume" : "surfaces"}};
    if (view.eye) {
        out["eye"] = {{"position_mm", view.eye->position}, {"focus_mm", view.eye->focus}, {"up", view.eye->up}};
    }
    return out;
}

void takeVolume(const Json& json, CaseView& out) {
    out.volume = json.at("mode").get<std::string>() == "volume";
    if (json.contains("eye")) {
        const Json& eye = json.at("eye");
        out.eye = {placeFrom(eye.at("position_mm")), placeFrom(eye.at("focus_mm")), placeFrom(eye.at("up"))};
    }
}

CaseView viewFrom(const Json& json) {
    CaseView out;
    out.cursor = placeFrom(json.at("cursor_mm"));
    constexpr double kMost = 1e30; // intensities are floats
    const Json& window = json.at("window");
    out.window = {numberFrom(window.at(0), -kMost, kMost), numberFrom(window.at(1), -kMost, kMost)};
    if (out.window[0] >= out.window[1]) {
        throw Invalid{"the window is empty"};
    }
    out.interpolated = json.at("interpolated").get<bool>();
    out.crosshair = json.at("crosshair").get<bool>();
    out.radiological = json.at("radiological").get<bool>();
    out.noseLeft = json.at("nose_left").get<bool>();
    out.arrangement = json.at("arrangement").get<std::string>();
    takeSlices(json.at("slices"), out);
    takeVolume(json.at("volume"), out);
    const Json& overlay = json.at("overlay");
    out.labelsShown = overlay.at("shown").get<bool>();
    out.outlines = overlay.at("outlines").get<bool>();
    out.agreement = overlay.at("agreement").get<bool>();
    out.opacity = numberFrom(overlay.at("opacity"), 0, 1);
    takeRegions(json.at("regions"), out);
    return out;
}

CaseFile caseFrom(const Json& json, const fs::path& file) {
    if (!json.is_object() || json.value("format", "") != "tessera-case") {
        throw Invalid{"it doesn't say that it is one"};
    }
    const Json& version = json.at("version");
    if (!version.is_number_unsigned() || version == 0) {
        throw Invalid{"its version isn't one"};
    }
    if (version > CaseFile::kVersion) {
        throw Error(ErrorCode::CaseFileNewer, {file.string(), version.dump(), std::to_string(CaseFile::kVersion)});
    }
    CaseFile out{.scan = fileFrom(json.at("scan"), file.parent_path()), .view = viewFrom(json.at("view"))};
    if (json.contains("labels")) {
        out.labels = fileFrom(json.at("labels"), file.parent_path());
    }
    return out;
}

} // namespace

std::string formatCaseFile(const CaseFile& value, const fs::path& folder) {
    const CaseView& view = value.view;
    Json out{{"format", "tessera-case"}, {"version", CaseFile::kVersion}, {"scan", fileJson(value.scan, folder)}};
    if (value.labels) {
        out["labels"] = fileJson(*value.labels, folder);
    }
    out["view"] = {{"cursor_mm", view.cursor},
                   {"window", view.window},
                   {"interpolated", view.interpolated},
                   {"crosshair", view.crosshair},
                   {"radiological", view.radiological},
                   {"nose_left", view.noseLeft},
                   {"arrangement", view.arrangement},
                   {"slices", slicesJson(view)},
                   {"volume", volumeJson(view)},
                   {"overlay",
                    {{"shown", view.labelsShown},
                     {"outlines", view.outlines},
                     {"agreement", view.agreement},
                     {"opacity", view.opacity}}},
                   {"regions", regionsJson(view)}};
    return out.dump(2) + '\n';
}

CaseFile parseCaseFile(std::string_view text, const fs::path& file) {
    const auto invalid = [&](const std::string& why) {
        return Error(ErrorCode::CaseFileInvalid, {file.string(), why});
    };
    try {
        return caseFrom(Json::parse(text), file);
    } catch (const Invalid& problem) {
        throw invalid(problem.why);
    } catch (const Json::parse_error&) {
        throw invalid("no JSON");
    } catch (const Json::exception&) {
        throw invalid("a member is missing or of another kind");
    }
}

void writeCaseFile(const CaseFile& value, const fs::path& file) {
    const fs::path whole = fs::absolute(file).lexically_normal();
    os::AtomicFile out(whole);
    out.write(formatCaseFile(value, whole.parent_path()));
    if (parseCaseFile(os::readFile(out.temporary(), kLargestFile), whole) != value) {
        throw Error(ErrorCode::CaseFileInvalid, {whole.string(), "read back, it isn't what was written"});
    }
    out.commit();
}

CaseFile readCaseFile(const fs::path& file) {
    const fs::path whole = fs::absolute(file).lexically_normal();
    return parseCaseFile(os::readFile(whole, kLargestFile), whole);
}

} // namespace tessera::casefile
