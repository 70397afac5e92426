#include "core/model/meshnet_labels.h"

#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/labels/label_files.h"
#include "core/labels/side_names.h"
#include "core/model/model_json.h"
#include "core/model/tfjs_weights.h"

#include <algorithm>

namespace tessera::model {
namespace {

using Json = nlohmann::ordered_json;
using labels::Hemisphere;
using labels::Region;
using labels::Tissue;

constexpr std::uint64_t kMostText = 1 << 20;

bool holds(const std::string& name, std::initializer_list<const char*> words) {
    return std::any_of(words.begin(), words.end(),
                       [&name](const char* word) { return name.find(word) != std::string::npos; });
}

/// FreeSurfer's words as everybody writes them: lower case, '-' for ' ' and '_'.
std::string plainName(std::string name) {
    for (char& c : name) {
        c = c == ' ' || c == '_' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return name;
}

/// FreeSurfer's structures that lie in the midline. `name` is a plain name, as below.
bool isMidline(const std::string& name) {
    return name == "csf" || name.starts_with("cc-") ||
           holds(name, {"brain-stem", "3rd-ventricle", "4th-ventricle", "5th-ventricle", "vermis", "optic-chiasm"});
}

Tissue tissueOf(const std::string& name) {
    if (holds(name, {"ventricle", "lat-vent", "csf"})) { // but not VentralDC
        return Tissue::CerebrospinalFluid;
    }
    if (holds(name, {"white-matter"}) || name.starts_with("cc-")) {
        return Tissue::WhiteMatter;
    }
    if (holds(name, {"cerebellum-cortex"})) {
        return Tissue::CerebellarGreyMatter;
    }
    if (holds(name, {"ctx-", "cerebral-cortex"})) {
        return Tissue::CorticalGreyMatter;
    }
    if (holds(name, {"brain-stem"})) {
        return Tissue::BrainStem;
    }
    return holds(name, {"thalamus", "caudate", "putamen", "pallidum", "hippocampus", "amygdala", "accumbens",
                        "ventraldc", "ventral-dc"})
               ? Tissue::SubcorticalGreyMatter
               : Tissue::NotStated;
}

/// What the names say about sides and tissue, where it isn't stated.
void complete(std::vector<Region>& regions) {
    for (Region& region : regions) {
        const std::string name = plainName(region.name);
        if (region.hemisphere == Hemisphere::NotStated) {
            region.hemisphere = isMidline(name) ? Hemisphere::Midline : labels::splitSide(region.name).side;
        }
        if (region.tissue == Tissue::NotStated) {
            region.tissue = tissueOf(name);
        }
    }
}

Json readJson(const std::filesystem::path& file) {
    return parseModelJson(os::readFile(file, kMostText), file.string());
}

/// Names in class order: those of labels.json by their numbers, or the colour map's list.
std::vector<std::string> namesOf(const Json& labelMap, const Json& colours) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < labelMap.size(); ++i) {
        names.push_back(labelMap.at(std::to_string(i)).get<std::string>());
    }
    if (labelMap.is_null()) {
        names = colours.at("labels").get<std::vector<std::string>>();
    }
    for (std::string& name : names) {
        if (name.ends_with('*')) {
            name.pop_back();
        }
    }
    return names;
}

} // namespace

labels::LabelTable meshnetLabels(const std::filesystem::path& folder, int classes, const std::string& name) {
    std::error_code ignored;
    const std::filesystem::path labelFile = folder / "labels.json", colourFile = folder / "colormap.json";
    const bool hasLabels = std::filesystem::exists(labelFile, ignored);
    const bool hasColours = std::filesystem::exists(colourFile, ignored);
    const std::string source = (hasLabels ? labelFile : colourFile).string();
    if (!hasLabels && !hasColours) {
        throw Error(ErrorCode::ModelInvalid,
                    {folder.string(), "it has neither labels.json nor colormap.json; give a table with --labels"});
    }
    try {
        const Json colours = hasColours ? readJson(colourFile) : Json();
        const std::vector<std::string> names = namesOf(hasLabels ? readJson(labelFile) : Json(), colours);
        if (names.size() != static_cast<std::size_t>(classes)) {
            throw Error(ErrorCode::ModelInvalid,
                        {source, std::to_string(names.size()) + " names for " + std::to_string(classes) + " classes"});
        }
        const auto& palette = labels::brainColor().regions();
        std::vector<Region> regions;
        for (std::size_t i = 0; i < names.size(); ++i) {
            Region region{static_cast<std::int32_t>(i), names[i], palette[i % palette.size()].colour};
            constexpr std::array kChannels{"R", "G", "B"};
            for (std::size_t channel = 0; hasColours && channel < 3; ++channel) {
                region.colour[channel] =
                    static_cast<std::uint8_t>(wholeNumber(colours.at(kChannels[channel]).at(i), 0, 255,
                                                          colourFile.string(), "a colour of " + shortened(names[i])));
            }
            regions.push_back(std::move(region));
        }
        Region background = std::move(regions.front());
        regions.erase(regions.begin());
        complete(regions);
        labels::inferCounterparts(regions);
        return {name, std::move(regions), std::move(background)};
    } catch (const Json::exception& problem) {
        throw Error(ErrorCode::ModelInvalid, {source, problemOf(problem)});
    }
}

labels::LabelTable meshnetLabelsOf(const std::filesystem::path& file, int classes, const std::string& name) {
    const labels::LabelTable table = labels::parseLabelTable(os::readFile(file, kMostText), file.string());
    std::vector<Region> regions = table.regions();
    std::sort(regions.begin(), regions.end(), [](const Region& a, const Region& b) { return a.number < b.number; });
    if (regions.size() + 1 != static_cast<std::size_t>(classes) || regions.back().number != classes - 1) {
        throw Error(ErrorCode::ModelInvalid, {file.string(), "it doesn't have one entry for each class from 1 to " +
                                                                 std::to_string(classes - 1)});
    }
    complete(regions);
    return {name, std::move(regions), table.background()};
}

} // namespace tessera::model
