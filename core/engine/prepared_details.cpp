#include "core/engine/prepared_details.h"

#include <nlohmann/json.hpp>

#include <bit>
#include <cstring>

namespace tessera::engine {
namespace {

using Json = nlohmann::ordered_json;

static_assert(std::endian::native == std::endian::little, "prepared volumes are kept as they lie in memory");

std::array<double, 16> rowsOf(const Affine& affine) {
    std::array<double, 16> out{};
    std::size_t at = 0;
    for (int row = 0; row < 4; ++row) {
        for (int column = 0; column < 4; ++column) {
            out[at++] = affine(row, column);
        }
    }
    return out;
}

Affine affineOf(const std::array<double, 16>& rows) {
    Affine out;
    std::size_t at = 0;
    for (int row = 0; row < 4; ++row) {
        for (int column = 0; column < 4; ++column) {
            out(row, column) = rows[at++];
        }
    }
    return out;
}

Json jsonOf(const Geometry& geometry) {
    const NiftiForms& forms = geometry.forms;
    return {{"size", geometry.size},
            {"world_from_voxel", rowsOf(geometry.worldFromVoxel)},
            {"orientation", static_cast<int>(geometry.orientation)},
            {"sides_disputed", geometry.sidesDisputed},
            {"qform_code", forms.qformCode},
            {"sform_code", forms.sformCode},
            {"qfac", forms.qfac},
            {"quatern", forms.quatern},
            {"pixdim", forms.pixdim},
            {"srow", forms.srow},
            {"units", forms.units}};
}

Geometry geometryOf(const Json& json) {
    Geometry out;
    out.size = json.at("size").get<Size3>();
    out.worldFromVoxel = affineOf(json.at("world_from_voxel").get<std::array<double, 16>>());
    out.orientation = static_cast<Orientation>(json.at("orientation").get<int>());
    out.sidesDisputed = json.at("sides_disputed").get<bool>();
    out.forms.qformCode = json.at("qform_code").get<std::int16_t>();
    out.forms.sformCode = json.at("sform_code").get<std::int16_t>();
    out.forms.qfac = json.at("qfac").get<double>();
    out.forms.quatern = json.at("quatern").get<std::array<double, 6>>();
    out.forms.pixdim = json.at("pixdim").get<std::array<double, 3>>();
    out.forms.srow = json.at("srow").get<std::array<std::array<double, 4>, 3>>();
    out.forms.units = json.at("units").get<std::uint8_t>();
    return out;
}

Json jsonOf(const preprocess::RegistrationMeasures& measures) {
    return {{"coverage", measures.coverage},
            {"correlation", measures.correlation},
            {"information", measures.information},
            {"scales", measures.scales},
            {"header_orientation", measures.headerOrientation}};
}

preprocess::RegistrationMeasures measuresOf(const Json& json) {
    return {json.at("coverage").get<double>(), json.at("correlation").get<double>(),
            json.at("information").get<double>(), json.at("scales").get<Vec3>(),
            json.at("header_orientation").get<bool>()};
}

} // namespace

std::string preparedOrigin(const RunRecord& record) {
    Json inputs = Json::array();
    for (const RunRecord::InputFile& input : record.inputs) {
        inputs.push_back(input.sha256);
    }
    return Json{{"inputs", inputs},
                {"orientation", record.options.orientation},
                {"bundle", record.bundle.hash},
                {"version", record.versions.at("tessera")}}
        .dump();
}

queue::Prepared packPrepared(const PreparedScan& scan, const std::string& origin) {
    Json stages = Json::array();
    for (const RunRecord::Stage& stage : scan.stages) {
        stages.push_back({{"name", stage.name}, {"seconds", stage.seconds}, {"peak_memory_bytes", stage.peakMemory}});
    }
    const Json details{{"origin", origin},
                       {"grid", jsonOf(scan.onGrid.geometry)},
                       {"native", jsonOf(scan.native)},
                       {"registration", jsonOf(scan.measures)},
                       {"warnings", scan.warnings},
                       {"stages", stages}};
    queue::Prepared out{.affine = rowsOf(scan.templateFromScan),
                        .details = details.dump(-1, ' ', false, Json::error_handler_t::replace)};
    const auto voxels = std::as_bytes(std::span(scan.onGrid.voxels));
    out.content.assign(voxels.begin(), voxels.end());
    return out;
}

std::optional<PreparedScan> unpackPrepared(const queue::Prepared& prepared, const std::string& origin) {
    try {
        const Json json = Json::parse(prepared.details);
        if (json.at("origin") != origin) {
            return std::nullopt;
        }
        PreparedScan out;
        out.templateFromScan = affineOf(prepared.affine);
        out.onGrid.geometry = geometryOf(json.at("grid"));
        out.native = geometryOf(json.at("native"));
        out.measures = measuresOf(json.at("registration"));
        out.warnings = json.at("warnings").get<std::vector<std::string>>();
        for (const Json& stage : json.at("stages")) {
            out.stages.push_back({stage.at("name"), stage.at("seconds"), stage.at("peak_memory_bytes")});
        }
        if (prepared.content.size() != out.onGrid.geometry.voxels() * sizeof(float)) {
            return std::nullopt;
        }
        out.onGrid.voxels.resize(out.onGrid.geometry.voxels());
        std::memcpy(out.onGrid.voxels.data(), prepared.content.data(), prepared.content.size());
        return out;
    } catch (const Json::exception&) {
        return std::nullopt;
    }
}

} // namespace tessera::engine
