#include "ui/window/drop_plan.h"

#include "core/casefile/case_file.h"
#include "core/image/image_io.h"
#include "core/image/label_likeness.h"
#include "ui/window/settings.h"

#include <QCoreApplication>

#include <algorithm>
#include <system_error>

namespace fs = std::filesystem;

namespace tessera::ui {
namespace {

QString words(const char* text) {
    return QCoreApplication::translate("DropPlan", text);
}

/// A label map is also what its name doesn't call so, if it came with a scan on the same grid. Takes a second.
std::vector<fs::path> mapsByContent(const std::vector<fs::path>& pair) {
    std::vector<fs::path> out;
    try {
        std::vector<Geometry> grids;
        for (const fs::path& file : pair) {
            const Volume volume = readImage(file);
            grids.push_back(volume.geometry);
            if (looksLikeLabels(volume)) {
                out.push_back(file);
            }
        }
        return out.size() == 1 && grids[0].size == grids[1].size ? out : std::vector<fs::path>();
    } catch (const std::exception&) {
        return {}; // the engine says what is wrong with it
    }
}

} // namespace

DropPlan planDrop(const std::vector<fs::path>& paths) {
    DropPlan out;
    std::vector<fs::path> scans, maps;
    for (const fs::path& path : paths) {
        std::error_code code;
        if (!fs::exists(path, code)) {
            out.problems << words(QT_TRANSLATE_NOOP("DropPlan",
                                                    "%1 isn't there (any more), or may not be read. Check the "
                                                    "disk or the network drive that it lies on."))
                                .arg(textOf(path));
        } else if (path.extension() == casefile::CaseFile::kExtension) {
            if (!out.saved.empty()) {
                out.problems << words(QT_TRANSLATE_NOOP("DropPlan", "%1 isn't opened: one saved case at a time."))
                                    .arg(textOf(path));
            } else {
                out.saved = path;
            }
        } else if (!fs::is_directory(path, code) && isNamedLikeLabels(path)) {
            maps.push_back(path);
        } else {
            scans.push_back(path);
        }
    }
    if (maps.empty() && scans.size() == 2 && hasImageName(scans[0]) && hasImageName(scans[1])) {
        maps = mapsByContent(scans);
        std::erase_if(scans, [&](const fs::path& scan) { return !maps.empty() && scan == maps.front(); });
    }
    if (maps.size() == 1 && scans.size() <= 1 && out.saved.empty()) {
        out.open = {scans.empty() ? fs::path() : scans.front(), maps.front()};
        return out;
    }
    out.segment = scans;
    std::error_code ignored;
    out.isOneScan = scans.size() == 1 && !fs::is_directory(scans.front(), ignored);
    for (const fs::path& map : maps) {
        out.problems << words(QT_TRANSLATE_NOOP("DropPlan",
                                                "%1 looks like a label map and isn't segmented. Drop it together "
                                                "with its scan to see both."))
                            .arg(textOf(map));
    }
    return out;
}

DropPlan planDrop(const QList<QUrl>& urls) {
    std::vector<fs::path> paths;
    QStringList problems;
    for (const QUrl& url : urls) {
        if (url.isLocalFile()) {
            paths.push_back(pathOf(url.toLocalFile()));
        } else {
            problems << words(QT_TRANSLATE_NOOP("DropPlan",
                                                "%1 lies on another machine. Save it to a folder of this one, "
                                                "then drop that."))
                            .arg(url.toDisplayString(QUrl::RemoveUserInfo));
        }
    }
    DropPlan out = planDrop(paths);
    out.problems = problems + out.problems;
    return out;
}

DropPlan withResults(DropPlan plan, const QString& resultsFolder, const QString& model) {
    std::map<fs::path, fs::path> ofFolder; // files of one folder have one results folder
    for (const fs::path& input : plan.segment) {
        std::error_code ignored;
        const fs::path folder = fs::is_directory(input, ignored) ? input : input.parent_path();
        const auto [known, isNew] = ofFolder.try_emplace(folder);
        if (isNew) {
            known->second = resultsOfModel(resultsFolderFor(input, resultsFolder), model);
            if (resultsFolder.isEmpty() && *known->second.lexically_relative(folder).begin() == "..") {
                plan.notices << words(QT_TRANSLATE_NOOP("DropPlan", "The results of %1 go to %2, since nothing can be "
                                                                    "written beside the scan."))
                                    .arg(textOf(input), textOf(known->second));
            }
        }
        plan.byResults[known->second].push_back(input);
    }
    return plan;
}

} // namespace tessera::ui
