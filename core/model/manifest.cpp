#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/base/sha256.h"
#include "core/base/utf8.h"
#include "core/labels/label_files.h"
#include "core/model/bundle.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace tessera::model {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kSchemaVersion = 1;
constexpr std::int32_t kMostLabel = 1 << 20; ///< of a table of the bundle's own; tables by sides double its numbers

/// A JSON object of the manifest; every access says which field is wrong.
class Fields {
  public:
    Fields(const Json& json, std::string file, std::string path = {})
        : m_json(json), m_file(std::move(file)), m_path(std::move(path)) {
        if (!m_json.is_object()) {
            fail("is not an object");
        }
    }

    [[nodiscard]] std::string text(const char* key) const { return get<std::string>(key, "a text"); }
    [[nodiscard]] double number(const char* key) const {
        const double value = get<double>(key, "a number");
        if (!std::isfinite(value)) {
            fail(std::string(key) + " is not finite");
        }
        return value;
    }
    [[nodiscard]] int whole(const char* key, int least, int most) const {
        const double value = number(key);
        if (!(value >= least && value <= most && value == std::floor(value))) {
            fail(std::string(key) + " is not a whole number from " + std::to_string(least) + " to " +
                 std::to_string(most));
        }
        return static_cast<int>(value);
    }
    [[nodiscard]] bool has(const char* key) const { return m_json.contains(key); }
    [[nodiscard]] Fields object(const char* key) const { return {at(key), m_file, m_path + key + "."}; }
    [[nodiscard]] std::vector<Fields> objects(const char* key) const {
        if (!at(key).is_array() || at(key).empty()) {
            fail(std::string(key) + " is not a list with entries");
        }
        std::vector<Fields> out;
        for (const Json& entry : at(key)) {
            out.emplace_back(entry, m_file, m_path + key + "[" + std::to_string(out.size()) + "].");
        }
        return out;
    }
    /// Three whole numbers in [least, most].
    [[nodiscard]] Size3 size(const char* key, std::int64_t least, std::int64_t most) const {
        const auto values = get<std::vector<double>>(key, "a list of three numbers");
        Size3 out{};
        for (std::size_t i = 0; i < 3; ++i) {
            if (values.size() != 3 || values[i] != std::floor(values[i]) ||
                !(values[i] >= static_cast<double>(least)) || !(values[i] <= static_cast<double>(most))) {
                fail(std::string(key) + " is not three whole numbers from " + std::to_string(least) + " to " +
                     std::to_string(most));
            }
            out[i] = static_cast<std::int64_t>(values[i]);
        }
        return out;
    }
    /// A file name without folders, so that a manifest can't point out of its bundle.
    [[nodiscard]] std::string fileName(const char* key) const {
        std::string name = text(key);
        if (name.empty() || name[0] == '.' || name.find('/') != std::string::npos ||
            name.find('\\') != std::string::npos) {
            fail(std::string(key) + " is not a plain file name");
        }
        return name;
    }
    [[nodiscard]] const Json& at(const char* key) const {
        if (!m_json.contains(key)) {
            fail(std::string(key) + " is missing");
        }
        return m_json[key];
    }
    template <typename T>
    [[nodiscard]] T get(const char* key, const char* what) const {
        try {
            return at(key).get<T>();
        } catch (const Json::exception&) {
            fail(std::string(key) + " is not " + what);
        }
    }
    [[noreturn]] void fail(const std::string& problem) const {
        throw Error(ErrorCode::BundleInvalid, {m_file, m_path + problem});
    }

  private:
    const Json& m_json;
    std::string m_file;
    std::string m_path;
};

void readGrid(const Fields& manifest, Bundle& out) {
    const Fields grid = manifest.object("grid");
    out.plan.grid = grid.size("size", 8, 1024);
    const auto rows = grid.get<std::vector<std::vector<double>>>("world_from_voxel", "three rows of four numbers");
    for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t j = 0; j < 4; ++j) {
            if (rows.size() != 3 || rows[i].size() != 4) {
                grid.fail("world_from_voxel is not three rows of four numbers");
            }
            out.worldFromVoxel(static_cast<int>(i), static_cast<int>(j)) = rows[i][j];
        }
    }
    if (!out.worldFromVoxel.isFinite() || !(out.worldFromVoxel.determinant() > 0)) {
        grid.fail("world_from_voxel is singular or mirrors left and right");
    }
}

constexpr std::array<std::pair<network::MeshnetStep::Type, const char*>, 6> kStepNames{
    {{network::MeshnetStep::Type::Convolution, "convolution"},
     {network::MeshnetStep::Type::Affine, "affine"},
     {network::MeshnetStep::Type::Relu, "relu"},
     {network::MeshnetStep::Type::Elu, "elu"},
     {network::MeshnetStep::Type::Gelu, "gelu"},
     {network::MeshnetStep::Type::Sigmoid, "sigmoid"}}};

std::vector<network::MeshnetStep> readSteps(const Fields& network, int classes) {
    std::vector<network::MeshnetStep> out;
    int channels = 1;
    for (const Fields& fields : network.objects("steps")) {
        const std::string type = fields.text("type");
        const auto* const known = std::find_if(kStepNames.begin(), kStepNames.end(),
                                               [&type](const auto& entry) { return entry.second == type; });
        if (known == kStepNames.end()) {
            fields.fail("type \"" + type + "\" is not known to this version");
        }
        network::MeshnetStep step{known->first};
        if (step.type == network::MeshnetStep::Type::Convolution) {
            step.channels = fields.whole("channels", 1, 1024);
            step.kernel = fields.whole("kernel", 1, 3);
            step.dilation = fields.whole("dilation", 1, 64);
            if (step.kernel == 2) {
                fields.fail("kernel is neither 1 nor 3");
            }
            channels = step.channels;
        }
        out.push_back(step);
    }
    if (out.size() > kMostSteps || channels != classes) {
        network.fail("steps are more than " + std::to_string(kMostSteps) +
                     " or don't end in as many channels as there are classes");
    }
    return out;
}

/// A cube of 1 mm voxels that follows the scan, instead of a grid with tiles.
void readWholeVolume(const Fields& manifest, Bundle& out) {
    const Fields fields = manifest.object("whole_volume");
    if (fields.text("conform") != "lia-1mm") {
        fields.fail("conform is not lia-1mm, the only one that this version knows");
    }
    out.plan.grid = fields.size("size", 8, 512);
    out.wholeVolume = WholeVolume{fields.number("box_threshold"), fields.get<bool>("split_sides", "true or false")};
    if (!(out.wholeVolume->boxThreshold >= 0 && out.wholeVolume->boxThreshold < 1)) {
        fields.fail("box_threshold is not from 0 to below 1");
    }
    out.biasCorrection = false;
    for (const char* key : {"grid", "tiles", "input", "normalisation"}) {
        if (manifest.has(key)) {
            manifest.fail(std::string(key) + " doesn't go with whole_volume");
        }
    }
}

void readNetworks(const Fields& manifest, Bundle& out) {
    for (const Fields& fields : manifest.objects("networks")) {
        NetworkEntry entry;
        const std::string kind = fields.text("kind");
        const auto known = kindFromName(kind);
        if (!known) {
            fields.fail("kind \"" + kind + "\" is not known to this version");
        }
        entry.kind = *known;
        entry.classes = fields.whole("classes", 2, 256);
        entry.width = fields.has("width") ? fields.number("width") : 1;
        if (!(entry.width > 0 && entry.width <= 4)) {
            fields.fail("width is not above 0 and at most 4");
        }
        entry.weights = fields.fileName("weights");
        if (entry.kind == network::Kind::Meshnet) {
            entry.steps = readSteps(fields, entry.classes);
        }
        if ((entry.kind == network::Kind::Meshnet) != out.wholeVolume.has_value()) {
            fields.fail("kind \"" + kind + "\" doesn't go with " + (out.wholeVolume ? "whole_volume" : "tiles"));
        }
        out.networks.push_back(entry);
    }
    if (out.wholeVolume && out.networks.size() != 1) {
        manifest.fail("networks holds more than the one that whole_volume needs");
    }
}

void readTiles(const Fields& manifest, Bundle& out) {
    for (const Fields& fields : manifest.objects("tiles")) {
        fusion::Tile tile{fields.text("name"), fields.size("origin", 0, 1024), fields.size("size", 8, 1024)};
        for (std::size_t axis = 0; axis < 3; ++axis) {
            if (tile.origin[axis] + tile.size[axis] > out.plan.grid[axis]) {
                fields.fail("box reaches beyond the grid");
            }
        }
        if (fields.has("owned")) {
            const Fields owned = fields.object("owned");
            tile.owned = {owned.size("origin", 0, 1024), owned.size("size", 1, 1024)};
        }
        const double index = fields.has("network") ? fields.number("network") : 0;
        if (!(index >= 0 && index < static_cast<double>(out.networks.size()))) {
            fields.fail("network is not an index into networks");
        }
        out.networkOfTile.push_back(static_cast<std::size_t>(index));
        out.plan.tiles.push_back(std::move(tile));
    }
    if (out.plan.tiles.size() > 255) {
        manifest.fail("tiles holds more than 255 boxes");
    }
    if (const std::string problem = out.plan.ownershipProblem(); !problem.empty()) {
        manifest.fail("tiles: " + problem);
    }
}

void readInput(const Fields& manifest, Bundle& out) {
    const Fields input = manifest.object("input");
    const std::string bias = input.text("bias_correction");
    if (bias != "n4" && bias != "none") {
        input.fail("bias_correction is neither n4 nor none");
    }
    out.biasCorrection = bias == "n4";
    const std::string scaling = input.text("scaling");
    if (scaling == "grid-percentile") {
        out.scaling = Scaling::GridPercentile;
        out.percentile = input.number("percentile");
        out.clip = input.number("clip");
        if (!(out.percentile > 0 && out.percentile <= 100 && out.clip > 0)) {
            input.fail("percentile or clip is out of range");
        }
    } else if (scaling == "tile-min-max") {
        out.scaling = Scaling::TileMinMax;
    } else {
        input.fail("scaling \"" + scaling + "\" is not known to this version");
    }
    if (manifest.text("normalisation") != "tile-statistics") {
        manifest.fail("normalisation is not tile-statistics, the only mode of this version's networks");
    }
}

void readFiles(const Fields& manifest, Bundle& out) {
    out.files = manifest.get<std::map<std::string, std::string>>("files", "a map of file names to SHA-256");
    const Fields reference = manifest.object("template");
    out.templateImage = reference.fileName("image");
    out.templateMask = reference.fileName("mask");
    if (reference.has("intracranial_volume_ml")) {
        out.intracranialMl = reference.number("intracranial_volume_ml");
    }
    std::vector<std::string> needed{out.templateImage, out.templateMask};
    for (const NetworkEntry& entry : out.networks) {
        needed.push_back(entry.weights);
    }
    if (manifest.has("label_table")) {
        out.labelFile = manifest.fileName("label_table");
        needed.push_back(out.labelFile);
    }
    for (const std::string& file : needed) {
        if (!out.files.contains(file)) {
            manifest.fail("files doesn't list " + file);
        }
    }
}

void readLabelSet(const Fields& manifest, Bundle& out) {
    const std::string labelSet = manifest.text("label_set");
    if (!out.labelFile.empty()) {
        const std::filesystem::path file = out.checkedFile(out.labelFile);
        out.labels = labels::parseDsegTsv(os::readFile(file, 1 << 20), file.string());
    } else if (labelSet == labels::brainColor().name()) {
        out.labels = labels::brainColor();
    }
    if (out.labels.name() != labelSet) {
        manifest.fail("label_set \"" + labelSet + "\" is " +
                      (out.labelFile.empty() ? "not known to this version" : "not the name of its label_table"));
    }
    out.labelOfClass = out.labels.numberOfClass();
    if (!out.labelFile.empty() && *std::max_element(out.labelOfClass.begin(), out.labelOfClass.end()) > kMostLabel) {
        manifest.fail("label_table has a number above " + std::to_string(kMostLabel));
    }
    for (const NetworkEntry& entry : out.networks) {
        if (static_cast<std::size_t>(entry.classes) != out.labelOfClass.size()) {
            manifest.fail("label_set has " + std::to_string(out.labelOfClass.size()) + " classes, a network has " +
                          std::to_string(entry.classes));
        }
    }
}

Bundle readManifest(const std::filesystem::path& folder) {
    const std::filesystem::path file = folder / "manifest.json";
    const std::string text = os::readFile(file, 64 << 20);
    Json json;
    try {
        json = Json::parse(text);
    } catch (const Json::exception& problem) {
        throw Error(ErrorCode::BundleInvalid, {file.string(), problem.what()});
    }
    const Fields manifest(json, file.string());
    if (manifest.number("schema_version") != kSchemaVersion) {
        manifest.fail("schema_version is not " + std::to_string(kSchemaVersion) + ": a newer Tessera may read it");
    }
    Bundle out;
    out.folder = folder;
    out.name = manifest.text("name");
    out.version = manifest.text("version");
    out.licence = manifest.text("licence");
    out.citation = manifest.text("citation");
    out.intendedUse = manifest.text("intended_use");
    if (manifest.has("whole_volume")) {
        readWholeVolume(manifest, out);
        readNetworks(manifest, out);
    } else {
        readGrid(manifest, out);
        readNetworks(manifest, out);
        readTiles(manifest, out);
        readInput(manifest, out);
    }
    readFiles(manifest, out);
    readLabelSet(manifest, out);
    out.hash = sha256OfBytes(std::as_bytes(std::span(text)));
    return out;
}

Json gridJson(const Bundle& bundle) {
    Json rows = Json::array();
    for (int row = 0; row < 3; ++row) {
        rows.push_back({bundle.worldFromVoxel(row, 0), bundle.worldFromVoxel(row, 1), bundle.worldFromVoxel(row, 2),
                        bundle.worldFromVoxel(row, 3)});
    }
    return {{"size", bundle.plan.grid}, {"world_from_voxel", rows}};
}

Json inputJson(const Bundle& bundle) {
    Json input{{"bias_correction", bundle.biasCorrection ? "n4" : "none"}};
    if (bundle.scaling == Scaling::TileMinMax) {
        input["scaling"] = "tile-min-max";
    } else {
        input["scaling"] = "grid-percentile";
        input["percentile"] = bundle.percentile;
        input["clip"] = bundle.clip;
    }
    return input;
}

void addTiles(const Bundle& bundle, Json& json) {
    json["grid"] = gridJson(bundle);
    for (std::size_t i = 0; i < bundle.plan.tiles.size(); ++i) {
        const fusion::Tile& tile = bundle.plan.tiles[i];
        json["tiles"].push_back(
            {{"name", tile.name}, {"origin", tile.origin}, {"size", tile.size}, {"network", bundle.networkOfTile[i]}});
        if (tile.owned) {
            json["tiles"].back()["owned"] = {{"origin", tile.owned->origin}, {"size", tile.owned->size}};
        }
    }
    json["input"] = inputJson(bundle);
    json["normalisation"] = "tile-statistics";
}

Json stepsJson(const NetworkEntry& entry) {
    Json list = Json::array();
    for (const network::MeshnetStep& step : entry.steps) {
        Json json{{"type", std::find_if(kStepNames.begin(), kStepNames.end(), [&step](const auto& known) {
                               return known.first == step.type;
                           })->second}};
        if (step.type == network::MeshnetStep::Type::Convolution) {
            json["channels"] = step.channels;
            json["kernel"] = step.kernel;
            json["dilation"] = step.dilation;
        }
        list.push_back(std::move(json));
    }
    return list;
}

} // namespace

Bundle openBundle(const std::string& nameOrFolder, const std::filesystem::path& builtInFolder) {
    std::error_code ignored;
    for (const std::filesystem::path& folder : {std::filesystem::path(nameOrFolder), builtInFolder / nameOrFolder}) {
        if (!nameOrFolder.empty() && std::filesystem::is_regular_file(folder / "manifest.json", ignored)) {
            return readManifest(folder);
        }
    }
    throw Error(ErrorCode::BundleMissing, {nameOrFolder});
}

std::vector<Bundle> listBundles(const std::filesystem::path& builtInFolder, std::vector<std::string>& problems) {
    std::vector<Bundle> out;
    std::error_code code;
    for (const auto& entry : std::filesystem::directory_iterator(builtInFolder, code)) {
        if (!std::filesystem::is_regular_file(entry.path() / "manifest.json", code)) {
            continue;
        }
        try {
            out.push_back(readManifest(entry.path()));
        } catch (const Error& error) {
            problems.emplace_back(error.what());
        }
    }
    std::sort(out.begin(), out.end(), [](const Bundle& a, const Bundle& b) { return a.name < b.name; });
    return out;
}

void requireUtf8(const Bundle& bundle) {
    for (const auto& [what, text] : {std::pair("name", &bundle.name), std::pair("licence", &bundle.licence),
                                     std::pair("citation", &bundle.citation)}) {
        if (!isUtf8(*text)) {
            throw Error(ErrorCode::Usage, {asUtf8(*text) + ": the bundle's " + what + " has to be UTF-8 text."});
        }
    }
}

void writeManifest(const Bundle& bundle, const std::vector<std::string>& files) {
    Json json{{"schema_version", kSchemaVersion}, {"name", bundle.name},         {"version", bundle.version},
              {"licence", bundle.licence},        {"citation", bundle.citation}, {"intended_use", bundle.intendedUse}};
    if (bundle.wholeVolume) {
        json["whole_volume"] = {{"conform", "lia-1mm"},
                                {"size", bundle.plan.grid},
                                {"box_threshold", bundle.wholeVolume->boxThreshold},
                                {"split_sides", bundle.wholeVolume->splitSides}};
    } else {
        addTiles(bundle, json);
    }
    json["template"] = {{"image", bundle.templateImage}, {"mask", bundle.templateMask}};
    if (bundle.intracranialMl) {
        json["template"]["intracranial_volume_ml"] = *bundle.intracranialMl;
    }
    json["label_set"] = bundle.labels.name();
    if (!bundle.labelFile.empty()) {
        json["label_table"] = bundle.labelFile;
    }
    for (const NetworkEntry& entry : bundle.networks) {
        Json network{{"kind", kindName(entry.kind)}, {"classes", entry.classes}, {"weights", entry.weights}};
        if (entry.width != 1) {
            network["width"] = entry.width;
        }
        if (entry.kind == network::Kind::Meshnet) {
            network["steps"] = stepsJson(entry);
        }
        json["networks"].push_back(network);
    }
    for (const std::string& file : files) {
        json["files"][file] = sha256OfFile(bundle.folder / file);
    }
    os::writeFileAtomically(bundle.folder / "manifest.json", json.dump(2) + "\n");
}

std::filesystem::path Bundle::checkedFile(const std::string& file) const {
    std::filesystem::path path = folder / file;
    const auto expected = files.find(file);
    if (expected == files.end()) {
        throw Error(ErrorCode::BundleInvalid, {folder.string(), "the manifest doesn't list " + file});
    }
    if (sha256OfFile(path) != expected->second) {
        throw Error(ErrorCode::BundleHashDiffers, {path.string()});
    }
    return path;
}

} // namespace tessera::model
