#include "core/engine/summary.h"

#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/base/tsv.h"
#include "core/engine/run_record.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace tessera::engine {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* kRunSuffix = "_run.json";
const std::vector<std::string> kScanColumns{"name",   "state", "reasons", "laterality", "model", "segmented_brain_mm3",
                                            "etiv_ml"};

void writeOrRemove(const fs::path& file, const Tsv& table) {
    if (table.rows.empty()) {
        std::error_code ignored;
        fs::remove(file, ignored);
    } else {
        os::writeFileAtomically(file, writeTsv(table));
    }
}

std::vector<fs::path> runRecordsBelow(const fs::path& folder) {
    std::vector<fs::path> out;
    std::error_code code;
    fs::recursive_directory_iterator entries(folder, fs::directory_options::skip_permission_denied, code);
    for (; !code && entries != fs::recursive_directory_iterator(); entries.increment(code)) {
        if (entries->path().filename().string().ends_with(kRunSuffix)) {
            out.push_back(entries->path());
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

/// One finished scan: its cells by column.
using Row = std::map<std::string, std::string>;

std::string numberOrNone(const Json& json, int decimals) {
    return json.is_number() ? formatNumber(json.get<double>(), decimals) : std::string(kNotAvailable);
}

/// Reads one result; its regions go to `regions` in the table's order.
Row readRow(const fs::path& runFile, std::vector<std::string>& regions) {
    const RunRecord record = readRunRecord(runFile);
    const Json volumes =
        Json::parse(os::readFile(runFile.parent_path() / record.outputs.at("volumes_json").file, 64 << 20));
    std::string reasons;
    for (const RunRecord::Reason& reason : record.reasons) {
        reasons += (reasons.empty() ? "" : " ") + reason.sentence;
    }
    Row row{{"name", record.name},
            {"state", record.state},
            {"reasons", reasons.empty() ? std::string(kNotAvailable) : reasons},
            {"laterality", record.laterality},
            {"model", record.bundle.name + " " + record.bundle.version},
            {"segmented_brain_mm3", numberOrNone(volumes.at("segmented_brain").at("volume_mm3"), 2)},
            {"etiv_ml", volumes.at("etiv").is_object() ? numberOrNone(volumes.at("etiv").at("value_ml"), 2)
                                                       : std::string(kNotAvailable)}};
    for (const Json& region : volumes.at("regions")) {
        const std::string name = region.at("name");
        if (row.emplace(name, numberOrNone(region.at("volume_mm3"), 2)).second) { // the scan's columns stay its own
            regions.push_back(name);
        }
    }
    return row;
}

/// One spelling for a file, from whatever folder and through whatever `..` it was named.
std::string spelling(const fs::path& file) {
    std::error_code code;
    const fs::path absolute = fs::absolute(file, code);
    const fs::path normal = (code ? file : absolute).lexically_normal();
    return (normal.has_filename() ? normal : normal.parent_path()).string();
}

} // namespace

void writeFailures(const fs::path& outputFolder, const std::vector<Failure>& failures,
                   const std::vector<fs::path>& processed) {
    const fs::path file = outputFolder / "failures.tsv";
    Tsv table{{"file", "code", "message"}, {}};
    std::set<std::string> now;
    for (const fs::path& path : processed) { // its folders, too: one that held no image holds this one now
        for (fs::path part = spelling(path); now.insert(part.string()).second; part = part.parent_path()) {
        }
    }
    for (const Failure& failure : failures) {
        now.insert(spelling(failure.file));
    }
    try {
        for (const auto& row : parseTsv(os::readFile(file), file.string(), ErrorCode::LabelTableInvalid).rows) {
            if (row.size() == 3 && !now.contains(row[0])) {
                table.rows.push_back(row);
            }
        }
    } catch (const Error&) {
        // none yet, or not ours any more: it is written anew
    }
    for (const Failure& failure : failures) {
        table.rows.push_back({spelling(failure.file), failure.code, failure.message});
    }
    writeOrRemove(file, table);
}

void writeVolumesOfAll(const fs::path& outputFolder) {
    Tsv table{kScanColumns, {}};
    std::set<std::string> known;
    std::vector<Row> rows;
    for (const fs::path& runFile : runRecordsBelow(outputFolder)) {
        try {
            std::vector<std::string> regions;
            rows.push_back(readRow(runFile, regions));
            std::copy_if(regions.begin(), regions.end(), std::back_inserter(table.header),
                         [&known](const std::string& region) { return known.insert(region).second; });
        } catch (const std::exception&) {
            continue; // another program's file, or a result that is being replaced right now
        }
    }
    for (const Row& row : rows) {
        std::vector<std::string> cells;
        for (const std::string& column : table.header) {
            const auto cell = row.find(column);
            cells.push_back(cell != row.end() ? cell->second : std::string(kNotAvailable));
        }
        table.rows.push_back(std::move(cells));
    }
    writeOrRemove(outputFolder / "volumes_all.tsv", table);
}

} // namespace tessera::engine
