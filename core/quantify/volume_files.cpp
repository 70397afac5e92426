#include "core/quantify/volume_files.h"

#include "core/quantify/sides.h"

#include "core/base/tsv.h"

#include <nlohmann/json.hpp>

namespace tessera::quantify {
namespace {

using Json = nlohmann::ordered_json;

/// A cell of RFC 4180: quoted only where it must be.
std::string csvCell(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string out = "\"";
    for (const char c : text) {
        out += c;
        out += c == '"' ? "\"" : "";
    }
    return out + '"';
}

std::string orNotAvailable(const std::string& text) {
    return text.empty() ? std::string(kNotAvailable) : text;
}

template <typename T>
Json orNull(const std::optional<T>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json orNull(const std::string& text) {
    return text.empty() || text == kNotAvailable ? Json(nullptr) : Json(text);
}

Json findingsJson(const std::vector<Finding>& findings) {
    Json list = Json::array();
    for (const Finding& finding : findings) {
        list.push_back({{"code", finding.code}, {"sentence", finding.sentence}});
    }
    return list;
}

Json regionsJson(const Measurement& measurement, const labels::LabelTable& table) {
    Json list = Json::array();
    for (std::size_t i = 0; i < measurement.regions.size(); ++i) {
        const labels::Region& region = table.regions()[i];
        const RegionStats& stats = measurement.regions[i];
        list.push_back({{"index", stats.number},
                        {"name", region.name},
                        {"hemisphere", orNull(std::string(hemisphereName(region.hemisphere)))},
                        {"tissue", orNull(std::string(tissueName(region.tissue)))},
                        {"lobe", orNull(region.lobe)},
                        {"parent", orNull(region.parent)},
                        {"volume_mm3", stats.volumeMm3},
                        {"share_percent", orNull(stats.sharePercent)},
                        {"asymmetry_percent", orNull(stats.asymmetryPercent)},
                        {"mean_agreement", orNull(stats.meanAgreement)},
                        {"voxels", stats.voxels},
                        {"centroid_ras_mm", orNull(stats.centroidMm)}});
    }
    return list;
}

Json unknownJson(const Measurement& measurement) {
    Json list = Json::array();
    for (const auto& [number, voxels] : measurement.unknownLabels) {
        list.push_back({{"index", number},
                        {"voxels", voxels},
                        {"volume_mm3", static_cast<double>(voxels) * measurement.voxelVolumeMm3}});
    }
    return list;
}

} // namespace

std::string volumesCsv(const Measurement& measurement, const labels::LabelTable& table) {
    std::string out = csvCell("Label Name (" + table.name() + ")") + ',' +
                      csvCell("Label Number (" + table.name() + ")") + ",Label Volume (mm^3)\n";
    for (std::size_t i = 0; i < measurement.regions.size(); ++i) {
        const RegionStats& stats = measurement.regions[i];
        out += csvCell(table.regions()[i].name) + ',' + std::to_string(stats.number) + ',' +
               formatNumber(stats.volumeMm3, 2) + '\n';
    }
    return out;
}

std::string volumesTsv(const Measurement& measurement, const labels::LabelTable& table, Laterality laterality) {
    Tsv tsv{{"index", "name", "hemisphere", "tissue", "lobe", "volume_mm3", "share_percent", "asymmetry_percent",
             "mean_agreement", "voxels", "centroid_x_mm", "centroid_y_mm", "centroid_z_mm", "laterality"},
            {}};
    if (measurement.sidesSplit) {
        tsv.header.emplace_back("sides");
    }
    const std::string lateral(lateralityName(laterality));
    for (std::size_t i = 0; i < measurement.regions.size(); ++i) {
        const labels::Region& region = table.regions()[i];
        const RegionStats& stats = measurement.regions[i];
        std::vector<std::string> row{std::to_string(stats.number),
                                     region.name,
                                     std::string(hemisphereName(region.hemisphere)),
                                     std::string(tissueName(region.tissue)),
                                     orNotAvailable(region.lobe),
                                     formatNumber(stats.volumeMm3, 2),
                                     formatNumber(stats.sharePercent, 4),
                                     formatNumber(stats.asymmetryPercent, 2),
                                     formatNumber(stats.meanAgreement, 4),
                                     std::to_string(stats.voxels)};
        for (std::size_t axis = 0; axis < 3; ++axis) {
            row.push_back(stats.centroidMm ? formatNumber((*stats.centroidMm)[axis], 2) : std::string(kNotAvailable));
        }
        row.push_back(lateral);
        if (measurement.sidesSplit) {
            row.emplace_back(region.counterpart ? "midplane" : kNotAvailable);
        }
        tsv.rows.push_back(std::move(row));
    }
    for (const auto& [number, voxels] : measurement.unknownLabels) {
        std::vector<std::string> row(tsv.header.size(), std::string(kNotAvailable));
        row[0] = std::to_string(number);
        row[*tsv.column("volume_mm3")] = formatNumber(static_cast<double>(voxels) * measurement.voxelVolumeMm3, 2);
        row[*tsv.column("voxels")] = std::to_string(voxels);
        row[*tsv.column("laterality")] = lateral;
        tsv.rows.push_back(std::move(row));
    }
    return writeTsv(tsv);
}

std::string volumesJson(const Measurement& measurement, const labels::LabelTable& table, const Quality& quality,
                        Laterality laterality, const std::optional<IntracranialEstimate>& intracranial) {
    const char* sides = measurement.sidesSplit ? "split at x = 0 of the registration to the template"
                        : tellsSides(table)    ? "as the labels say"
                                               : "not told apart";
    Json etiv(nullptr);
    if (intracranial) {
        etiv = {{"value_ml", intracranial->valueMl}, {"method", intracranial->method}};
    }
    const Json json{{"schema_version", 1},
                    {"table", table.name()},
                    {"laterality", lateralityName(laterality)},
                    {"sides", sides},
                    {"state", stateName(quality.state)},
                    {"reasons", findingsJson(quality.reasons)},
                    {"notices", findingsJson(quality.notices)},
                    {"segmented_brain",
                     {{"definition", "all regions of the label table, ventricles included"},
                      {"volume_mm3", measurement.segmentedMm3},
                      {"voxels", measurement.segmentedVoxels},
                      {"mean_agreement", orNull(measurement.meanAgreement)}}},
                    {"etiv", etiv},
                    {"regions", regionsJson(measurement, table)},
                    {"unknown_labels", unknownJson(measurement)}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace tessera::quantify
