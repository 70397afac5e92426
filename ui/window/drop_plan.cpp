#include "ui/window/drop_plan.h"

#include "core/casefile/case_file.h"

#include <QCoreApplication>

#include <algorithm>
#include <system_error>

namespace fs = std::filesystem;

namespace tessera::ui {
namespace {

QString words(const char* text) {
    return QCoreApplication::translate("DropPlan", text);
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
    if (maps.size() == 1 && scans.size() <= 1 && out.saved.empty()) {
        out.open = {scans.empty() ? fs::path() : scans.front(), maps.front()};
        return out;
    }
    out.segment = scans;
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

} // namespace tessera::ui
