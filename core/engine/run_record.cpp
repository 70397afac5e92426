#include "core/engine/run_record.h"

#include "core/base/error.h"
#include "core/base/os/file.h"

#include <nlohmann/json.hpp>

namespace tessera::engine {
namespace {

using Json = nlohmann::ordered_json;

Json affineJson(const Affine& affine) {
    Json rows = Json::array();
    for (int row = 0; row < 4; ++row) {
        rows.push_back({affine(row, 0), affine(row, 1), affine(row, 2), affine(row, 3)});
    }
    return rows;
}

Affine affineOf(const Json& json) {
    Affine out;
    for (int row = 0; row < 4; ++row) {
        for (int column = 0; column < 4; ++column) {
            out(row, column) =
                json.at(static_cast<std::size_t>(row)).at(static_cast<std::size_t>(column)).get<double>();
        }
    }
    return out;
}

/// File names are bytes: what isn't UTF-8 is replaced instead of refused.
std::string textOf(const Json& json, int indent) {
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

/// The files of a result have the name of its record: those bytes instead of what stands for them in JSON.
void restoreNames(RunRecord& record, const std::filesystem::path& file) {
    std::string name = file.filename().string();
    name = name.substr(0, name.rfind("_run.json"));
    const std::string written = Json::parse(textOf(name, -1));
    for (auto& [key, output] : record.outputs) {
        if (output.file.starts_with(written)) {
            output.file.replace(0, written.size(), name);
        }
    }
}

RunRecord recordOf(const Json& json, int version) {
    RunRecord out;
    out.name = json.at("name");
    out.state = json.at("state");
    out.laterality = json.at("laterality");
    for (const Json& reason : json.at("reasons")) {
        out.reasons.push_back({reason.at("code"), reason.at("sentence")});
    }
    out.notices = json.at("notices").get<std::vector<std::string>>();
    for (const Json& input : json.at("inputs")) {
        out.inputs.push_back({input.at("path"), input.at("sha256"), input.at("bytes")});
    }
    const Json& bundle = json.at("bundle");
    out.bundle = {bundle.at("name"), bundle.at("version"), bundle.at("hash"), bundle.at("source")};
    const Json& options = json.at("options");
    out.options = {options.at("devices"), options.at("precision"), options.at("threads"), options.at("cpus"),
                   options.at("repeatable")};
    if (version > 1) {
        out.dicomSeries = json.at("dicom_series");
        out.options.orientation = options.at("orientation");
    }
    const Json& device = json.at("device");
    out.device = {device.at("kind"), device.at("model"), device.at("precision"), device.at("threads")};
    out.versions = json.at("versions").get<std::map<std::string, std::string>>();
    out.templateFromScan = affineOf(json.at("template_from_scan"));
    out.registration = json.at("registration").get<std::map<std::string, double>>();
    for (const Json& stage : json.at("stages")) {
        out.stages.push_back({stage.at("name"), stage.at("seconds"), stage.at("peak_memory_bytes")});
    }
    out.started = json.at("started");
    out.finished = json.at("finished");
    for (const auto& [name, file] : json.at("outputs").items()) {
        out.outputs[name] = {file.at("file"), file.at("sha256")};
    }
    return out;
}

} // namespace

std::string writeRunRecord(const RunRecord& record) {
    Json json{{"schema_version", RunRecord::kSchemaVersion},
              {"name", record.name},
              {"state", record.state},
              {"reasons", Json::array()},
              {"notices", record.notices},
              {"laterality", record.laterality},
              {"intended_use", "Research use only, not a medical device."},
              {"inputs", Json::array()}};
    for (const RunRecord::Reason& reason : record.reasons) {
        json["reasons"].push_back({{"code", reason.code}, {"sentence", reason.sentence}});
    }
    for (const RunRecord::InputFile& input : record.inputs) {
        json["inputs"].push_back({{"path", input.path}, {"sha256", input.sha256}, {"bytes", input.bytes}});
    }
    json["dicom_series"] = record.dicomSeries;
    json["bundle"] = {{"name", record.bundle.name},
                      {"version", record.bundle.version},
                      {"hash", record.bundle.hash},
                      {"source", record.bundle.source}};
    json["options"] = {{"devices", record.options.devices},       {"precision", record.options.precision},
                       {"threads", record.options.threads},       {"cpus", record.options.cpus},
                       {"repeatable", record.options.repeatable}, {"orientation", record.options.orientation}};
    json["device"] = {{"kind", record.device.kind},
                      {"model", record.device.model},
                      {"precision", record.device.precision},
                      {"threads", record.device.threads}};
    json["versions"] = record.versions;
    json["template_from_scan"] = affineJson(record.templateFromScan);
    json["registration"] = record.registration;
    json["stages"] = Json::array();
    for (const RunRecord::Stage& stage : record.stages) {
        json["stages"].push_back(
            {{"name", stage.name}, {"seconds", stage.seconds}, {"peak_memory_bytes", stage.peakMemory}});
    }
    json["started"] = record.started;
    json["finished"] = record.finished;
    json["outputs"] = Json::object();
    for (const auto& [name, file] : record.outputs) {
        json["outputs"][name] = {{"file", file.file}, {"sha256", file.sha256}};
    }
    return textOf(json, 2) + "\n";
}

RunRecord readRunRecord(const std::filesystem::path& file) {
    const std::string text = os::readFile(file, 64 << 20);
    try {
        const Json json = Json::parse(text);
        const int version = json.at("schema_version");
        if (version < 1 || version > RunRecord::kSchemaVersion) {
            throw Error(ErrorCode::RunRecordInvalid, {file.string(), "of another schema version"});
        }
        RunRecord out = recordOf(json, version);
        restoreNames(out, file);
        return out;
    } catch (const Json::exception& problem) {
        throw Error(ErrorCode::RunRecordInvalid, {file.string(), problem.what()});
    }
}

std::string differenceBetween(const RunRecord& finished, const RunRecord& wanted) {
    const auto hashes = [](const RunRecord& record) {
        std::vector<std::string> out;
        for (const RunRecord::InputFile& input : record.inputs) {
            out.push_back(input.sha256);
        }
        return out;
    };
    if (hashes(finished) != hashes(wanted)) {
        return "made from another input file";
    }
    if (finished.bundle.hash != wanted.bundle.hash) {
        return "made with another model, " + finished.bundle.name + " " + finished.bundle.version;
    }
    if (finished.versions != wanted.versions) {
        return "made with another version of Tessera or LibTorch";
    }
    const bool bothChosen = finished.options.precision == "auto" && wanted.options.precision == "auto";
    if (!bothChosen && finished.device.precision != wanted.device.precision) {
        return "made in " + finished.device.precision;
    }
    if (finished.device.kind != wanted.device.kind || finished.options.repeatable != wanted.options.repeatable ||
        finished.options.orientation != wanted.options.orientation) {
        return "made with other options";
    }
    return {};
}

} // namespace tessera::engine
