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

/// FreeSurfer's structures that lie in the midline.
bool isMidline(const std::string& name) {
    return name == "CSF" || name.starts_with("CC_") ||
           holds(name, {"Brain-Stem", "3rd-Ventricle", "4th-Ventricle", "5th-Ventricle", "Vermis", "Optic-Chiasm"});
}

Tissue tissueOf(const std::string& name) {
    if (holds(name, {"Ventricle", "-Vent", "CSF"})) {
        return Tissue::CerebrospinalFluid;
    }
    if (holds(name, {"White-Matter"}) || name.starts_with("CC_")) {
        return Tissue::WhiteMatter;
    }
    if (holds(name, {"Cerebellum-Cortex"})) {
        return Tissue::CerebellarGreyMatter;
    }
    if (holds(name, {"ctx-", "Cerebral-Cortex"})) {
        return Tissue::CorticalGreyMatter;
    }
    if (holds(name, {"Brain-Stem"})) {
        return Tissue::BrainStem;
    }
    return holds(name,
                 {"Thalamus", "Caudate", "Putamen", "Pallidum", "Hippocampus", "Amygdala", "Accumbens", "VentralDC"})
               ? Tissue::SubcorticalGreyMatter
               : Tissue::NotStated;
}

/// What the names say about sides and tissue, where it isn't stated.
void complete(std::vector<Region>& regions) {
    for (Region& region : regions) {
        if (region.hemisphere == Hemisphere::NotStated) {
            region.hemisphere = isMidline(region.name) ? Hemisphere::Midline : labels::splitSide(region.name).side;
        }
        if (region.tissue == Tissue::NotStated) {
            region.tissue = tissueOf(region.name);
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
