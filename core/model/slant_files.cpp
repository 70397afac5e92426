#include "core/model/slant_files.h"

#include "core/base/error.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace tessera::model {
namespace {

namespace fs = std::filesystem;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// Every I_J_K in a name: three numbers of one digit in a row, joined by underscores.
std::set<std::string> tilesIn(const std::string& name) {
    std::set<std::string> out;
    for (std::size_t i = 0; i + 5 <= name.size(); ++i) {
        const bool pattern = isDigit(name[i]) && name[i + 1] == '_' && isDigit(name[i + 2]) && name[i + 3] == '_' &&
                             isDigit(name[i + 4]);
        if (pattern && (i == 0 || !isDigit(name[i - 1])) && (i + 5 == name.size() || !isDigit(name[i + 5]))) {
            out.insert(name.substr(i, 5));
        }
    }
    return out;
}

/// The tile in the nearest part of the path that has one; empty for none.
std::string tileOf(const fs::path& root, const fs::path& file) {
    for (fs::path part = file.lexically_relative(root); !part.empty(); part = part.parent_path()) {
        const std::set<std::string> tiles = tilesIn(part.filename().string());
        if (tiles.size() > 1) {
            throw Error(ErrorCode::ModelInvalid,
                        {file.string(), "its name carries two tiles, " + *tiles.begin() + " and " + *tiles.rbegin()});
        }
        if (!tiles.empty()) {
            return *tiles.begin();
        }
    }
    return {};
}

/// N of "..._epoch_N.pth".
std::optional<std::uint64_t> epochOf(const fs::path& file) {
    const std::string stem = file.stem().string();
    const std::size_t at = stem.rfind("epoch_");
    std::uint64_t epoch = 0;
    if (at == std::string::npos) {
        return std::nullopt;
    }
    const char* const end = stem.data() + stem.size();
    const auto [rest, code] = std::from_chars(stem.data() + at + 6, end, epoch);
    return code == std::errc() && rest == end ? std::optional(epoch) : std::nullopt;
}

/// The file of the largest epoch; the others join `ignored`.
fs::path newestOf(const std::string& tile, std::vector<fs::path> files, std::vector<fs::path>& ignored) {
    std::sort(files.begin(), files.end(), [](const fs::path& a, const fs::path& b) { return epochOf(a) > epochOf(b); });
    const bool numbered =
        std::all_of(files.begin(), files.end(), [](const fs::path& file) { return epochOf(file).has_value(); });
    if (files.size() > 1 && (!numbered || epochOf(files[0]) == epochOf(files[1]))) {
        throw Error(ErrorCode::ModelInvalid,
                    {files[1].string(), "tile " + tile + " has another file, " + files[0].string() +
                                            ", and no epoch says which one is newer"});
    }
    ignored.insert(ignored.end(), files.begin() + 1, files.end());
    return files.front();
}

std::string joined(const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& name : names) {
        out += (out.empty() ? "" : ", ") + name;
    }
    return out;
}

using FilesOfTile = std::map<std::string, std::vector<fs::path>>;

/// Names in `plan` that `found` lacks, or, turned round, names found that the plan lacks.
std::vector<std::string> missingOf(const fusion::TilePlan& plan, const FilesOfTile& found) {
    std::vector<std::string> out;
    for (const fusion::Tile& tile : plan.tiles) {
        if (!found.contains(tile.name)) {
            out.push_back(tile.name);
        }
    }
    return out;
}

std::vector<std::string> surplusOf(const fusion::TilePlan& plan, const FilesOfTile& found) {
    std::vector<std::string> out;
    for (const auto& [name, files] : found) {
        if (std::none_of(plan.tiles.begin(), plan.tiles.end(),
                         [&name = name](const fusion::Tile& tile) { return tile.name == name; })) {
            out.push_back(name);
        }
    }
    return out;
}

fusion::TilePlan planOf(const fs::path& folder, const FilesOfTile& found) {
    fusion::TilePlan large = fusion::TilePlan::slant27(), small = fusion::TilePlan::slant8();
    const auto invalid = [&folder](const std::string& problem) {
        return Error(ErrorCode::ModelInvalid, {folder.string(), problem});
    };
    if (found.empty()) {
        throw invalid("it holds no .pth file with a tile's I_J_K in its name or its folder's");
    }
    if (const auto surplus = surplusOf(large, found); !surplus.empty()) {
        throw invalid("SLANT has no tile " + joined(surplus));
    }
    const auto missing = missingOf(large, found), missingCorners = missingOf(small, found);
    const auto surplusCorners = surplusOf(small, found);
    if (missing.empty()) {
        return large;
    }
    if (missingCorners.empty() && surplusCorners.empty()) {
        return small;
    }
    if (surplusCorners.empty()) {
        throw invalid("SLANT-8's tiles " + joined(missingCorners) + " are missing");
    }
    throw invalid("SLANT-27's tiles " + joined(missing) + " are missing" +
                  (missingCorners.empty() ? ", and SLANT-8 has no tiles " + joined(surplusCorners) : ""));
}

} // namespace

SlantFiles findSlantFiles(const fs::path& folder) {
    std::error_code code;
    if (!fs::is_directory(folder, code)) {
        throw Error(ErrorCode::FileMissing, {folder.string()});
    }
    SlantFiles out;
    FilesOfTile found;
    fs::recursive_directory_iterator entry(folder, code);
    for (; !code && entry != fs::recursive_directory_iterator(); entry.increment(code)) {
        std::error_code ignored;
        if (entry->path().extension() != ".pth" || !entry->is_regular_file(ignored)) {
            continue;
        }
        const std::string tile = tileOf(folder, entry->path());
        if (tile.empty()) {
            out.ignored.push_back(entry->path());
        } else {
            found[tile].push_back(entry->path());
        }
    }
    if (code) {
        throw Error(ErrorCode::FileUnreadable, {folder.string(), code.message()});
    }
    out.plan = planOf(folder, found);
    for (const fusion::Tile& tile : out.plan.tiles) {
        out.files.push_back(newestOf(tile.name, found.at(tile.name), out.ignored));
    }
    std::sort(out.ignored.begin(), out.ignored.end());
    return out;
}

} // namespace tessera::model
