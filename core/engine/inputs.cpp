#include "core/engine/inputs.h"

#include "core/base/error.h"
#include "core/image/image_io.h"

#include <algorithm>
#include <map>
#include <set>

namespace tessera::engine {
namespace {

namespace fs = std::filesystem;

fs::path canonicalPath(const fs::path& path) {
    std::error_code code;
    const fs::path out = fs::weakly_canonical(path, code);
    return code ? path : out;
}

/// An image that an earlier run of ours wrote: NAME_dseg, NAME_agreement or NAME_coverage beside NAME_run.json.
bool isOwnOutput(const fs::path& path) {
    const std::string stem = imageStem(path);
    for (const std::string suffix : {"_dseg", "_agreement", "_coverage"}) {
        std::error_code ignored;
        if (stem.ends_with(suffix) &&
            fs::exists(path.parent_path() / (stem.substr(0, stem.size() - suffix.size()) + "_run.json"), ignored)) {
            return true;
        }
    }
    return false;
}

std::vector<fs::path> imagesBelow(const fs::path& folder, const fs::path& outputFolder) {
    std::vector<fs::path> out;
    std::error_code code;
    fs::recursive_directory_iterator entries(folder, fs::directory_options::skip_permission_denied, code);
    if (code) {
        throw Error(ErrorCode::FileUnreadable, {folder.string(), code.message()});
    }
    const fs::path output = canonicalPath(outputFolder);
    for (; entries != fs::recursive_directory_iterator(); entries.increment(code)) {
        const fs::path& path = entries->path();
        const std::string name = path.filename().string();
        std::error_code ignored;
        if (entries->is_directory(ignored)) {
            if (name == "derivatives" || name.starts_with(".") || canonicalPath(path) == output) {
                entries.disable_recursion_pending();
            }
        } else if (!name.starts_with(".") && hasImageName(path) && entries->is_regular_file(ignored) &&
                   !isOwnOutput(path)) {
            out.push_back(path);
        }
    }
    if (code) {
        throw Error(ErrorCode::FileUnreadable, {folder.string(), code.message()});
    }
    std::sort(out.begin(), out.end());
    return out;
}

void checkCollisions(const std::vector<Input>& scans, const fs::path& outputFolder) {
    std::map<fs::path, const Input*> owner;
    for (const Input& scan : scans) {
        const auto [other, isNew] = owner.emplace(scan.name, &scan);
        if (!isNew) {
            throw Error(ErrorCode::InputCollision, {other->second->file.string(), scan.file.string(),
                                                    (outputFolder / scan.name).string() + "_dseg.nii.gz"});
        }
    }
    std::set<fs::path> inputs;
    for (const Input& scan : scans) {
        for (const fs::path& file : filesOfImage(scan.file)) {
            inputs.insert(canonicalPath(file));
        }
    }
    for (const Input& scan : scans) {
        for (const fs::path& file : OutputFiles(outputFolder, scan.name).all()) {
            if (inputs.contains(canonicalPath(file))) {
                throw Error(ErrorCode::OutputIsInput, {file.string()});
            }
        }
    }
}

} // namespace

Inputs collectInputs(std::span<const fs::path> arguments, const fs::path& outputFolder) {
    Inputs out;
    std::set<fs::path> seen;
    const auto add = [&](const fs::path& file, const fs::path& name) {
        if (seen.insert(canonicalPath(file)).second) {
            out.scans.push_back({file, name});
        }
    };
    for (const fs::path& argument : arguments) {
        std::error_code ignored;
        try {
            if (fs::is_directory(argument, ignored)) {
                const std::vector<fs::path> images = imagesBelow(argument, outputFolder);
                if (images.empty()) {
                    throw Error(ErrorCode::NoInputs, {argument.string()});
                }
                for (const fs::path& image : images) {
                    add(image, image.lexically_relative(argument).parent_path() / imageStem(image));
                }
            } else if (!fs::exists(argument, ignored)) {
                throw Error(ErrorCode::FileMissing, {argument.string()});
            } else {
                const fs::path file = filesOfImage(argument).front(); // names that aren't an image's are refused here
                add(file, imageStem(file));
            }
        } catch (const Error& error) {
            out.problems.push_back({argument, errorName(error.code()), error.what()});
        }
    }
    checkCollisions(out.scans, outputFolder);
    return out;
}

OutputFiles::OutputFiles(const fs::path& outputFolder, const fs::path& name) {
    const auto with = [&](const char* suffix) {
        fs::path out = outputFolder / name;
        out += suffix;
        return out;
    };
    dseg = with("_dseg.nii.gz");
    table = with("_dseg.tsv");
    agreement = with("_agreement.nii.gz");
    coverage = with("_coverage.nii.gz");
    csv = with("_volumes.csv");
    tsv = with("_volumes.tsv");
    json = with("_volumes.json");
    run = with("_run.json");
}

std::vector<fs::path> OutputFiles::all() const {
    return {dseg, table, agreement, coverage, csv, tsv, json, run};
}

} // namespace tessera::engine
