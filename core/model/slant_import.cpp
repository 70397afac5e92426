#include "core/model/slant_import.h"

#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/model/new_bundle_folder.h"
#include "core/model/pth.h"
#include "core/model/slant_files.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace tessera::model {
namespace {

namespace fs = std::filesystem;

constexpr const char* kLicence =
    "Not stated by the imported files. SLANT's sources are BSD-3-Clause since May 2026, its README still says "
    "non-commercial use: ask where you got the weights. The template is ";
constexpr const char* kCitation =
    "Network: Huo et al., NeuroImage 194 (2019), 105-119. Weights: imported from .pth files that don't name their "
    "training.";

/// What a network's state dict may hold beside what it runs with: BatchNorm's running statistics (SLANT normalises by
/// the tile's own) and a last layer that SLANT defines but never uses.
bool isUnused(const std::string& name) {
    return name.ends_with(".running_mean") || name.ends_with(".running_var") ||
           name.ends_with(".num_batches_tracked") || name.starts_with("dc0.");
}

/// SLANT's widest layer has 512 channels.
double widthOf(const PthFile& file, const fs::path& path) {
    constexpr const char* kWidest = "ec7.0.weight";
    constexpr std::int64_t kChannels = 512, kMost = 4 * kChannels; // as far as a manifest goes
    const auto found = file.tensors().find(kWidest);
    if (found == file.tensors().end()) {
        throw Error(ErrorCode::WeightsInvalid,
                    {path.string(), std::string("the tensor ") + kWidest + " is missing: it isn't a SLANT network"});
    }
    const std::vector<std::int64_t>& shape = found->second.shape;
    if (shape.empty() || shape[0] < 1 || shape[0] > kMost) {
        throw Error(ErrorCode::WeightsInvalid,
                    {path.string(), std::string("the tensor ") + kWidest + " is " + shapeText(shape)});
    }
    return static_cast<double>(shape[0]) / static_cast<double>(kChannels);
}

/// The tensors that the network runs with, checked against `architecture`.
std::vector<FloatTensor> networkTensors(const PthFile& file, const fs::path& path, const Architecture& architecture) {
    const auto fail = [&path](const std::string& problem) {
        throw Error(ErrorCode::WeightsInvalid, {path.string(), problem});
    };
    std::vector<FloatTensor> out;
    std::set<std::string> known;
    for (const TensorShape& expected : expectedTensors(architecture)) {
        const auto found = file.tensors().find(expected.name);
        if (found == file.tensors().end()) {
            fail("the tensor " + expected.name + " is missing");
        } else if (found->second.shape != expected.shape) {
            fail("the tensor " + expected.name + " is " + shapeText(found->second.shape) + ", the network needs " +
                 shapeText(expected.shape));
        }
        out.push_back({expected, file.floats(expected.name)});
        if (!std::all_of(out.back().values.begin(), out.back().values.end(),
                         [](float value) { return std::isfinite(value); })) {
            fail("the tensor " + expected.name + " holds values that aren't finite numbers");
        }
        known.insert(expected.name);
    }
    for (const auto& [name, tensor] : file.tensors()) {
        if (!isUnused(name) && !known.contains(name)) {
            fail("SLANT's network has no tensor " + name);
        }
    }
    return out;
}

/// Reads a tile's file and writes it as safetensors.
NetworkEntry importTile(const fs::path& from, const fs::path& to, const Bundle& bundle) {
    NetworkEntry entry{network::Kind::SlantUnet3d, static_cast<int>(bundle.labelOfClass.size()), 1,
                       to.filename().string()};
    std::vector<FloatTensor> tensors;
    {
        const PthFile file = PthFile::read(from);
        entry.width = widthOf(file, from);
        tensors = networkTensors(file, from, architectureOf(bundle, entry));
    }
    writeTensors(to, tensorMap(tensors));
    return entry;
}

} // namespace

std::vector<fs::path> importSlant(const fs::path& from, const fs::path& folder, const Bundle& like,
                                  const SlantImportTexts& texts, Progress& progress) {
    const SlantFiles found = findSlantFiles(from);
    const auto textOr = [](const std::string& text, const std::string& otherwise) {
        return text.empty() ? otherwise : text;
    };
    Bundle bundle = like;
    bundle.folder = folder;
    bundle.plan = found.plan;
    bundle.worldFromVoxel = fusion::slantWorldFromVoxel();
    const std::size_t count = bundle.plan.tiles.size();
    bundle.name = textOr(texts.name, "slant-" + std::to_string(count));
    bundle.version = "imported";
    bundle.licence = textOr(texts.licence, kLicence + like.name + "'s (" + like.licence + ").");
    bundle.citation = textOr(texts.citation, kCitation);
    requireUtf8(bundle);
    bundle.intendedUse = "Research on adult T1-weighted MRI, as far as the weights' own terms allow it; not a medical "
                         "device. Tessera hasn't validated these weights.";
    bundle.scaling = Scaling::TileMinMax;
    bundle.biasCorrection = true; // as SLANT does
    bundle.networks.clear();
    bundle.networkOfTile.clear();
    NewBundleFolder files(folder);
    files.addTemplateOf(like);
    for (std::size_t i = 0; i < count; ++i) {
        const std::string& tile = bundle.plan.tiles[i].name;
        Progress step = progress.subtask(1.0 / static_cast<double>(count), "tile " + tile);
        bundle.networks.push_back(importTile(found.files[i], files.add(tile + ".safetensors"), bundle));
        bundle.networkOfTile.push_back(i);
        step.update(1);
    }
    files.finish(bundle);
    return found.ignored;
}

} // namespace tessera::model
