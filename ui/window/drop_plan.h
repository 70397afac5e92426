#pragma once

#include "ui/window/case_loader.h"

#include <QList>
#include <QString>
#include <QUrl>

#include <filesystem>
#include <map>
#include <vector>

namespace tessera::ui {

/// What is to be done with files that were dropped, opened or named on the command line.
struct DropPlan {
    CaseFiles open;              ///< to be shown without computing; image empty: a map for the scan in front
    std::filesystem::path saved; ///< a case file
    std::vector<std::filesystem::path> segment; ///< scans and folders for the queue
    /// The same by the folder that their results go to; see `withResults`.
    std::map<std::filesystem::path, std::vector<std::filesystem::path>> byResults{};
    bool isOneScan = false; ///< `segment` is a file
    QStringList problems;   ///< in words, for what can't be taken
    QStringList notices{};  ///< in words: results that don't go beside their scans
    bool isEmpty() const { return open == CaseFiles{} && saved.empty() && segment.empty(); }
};

/// A scan with a label map is opened, a label map alone goes over the scan in front, a case file is opened, everything
/// else is segmented. What is a label map or a case file is told by its name; of two images alone that came together,
/// by their voxels, too. Files that aren't there (any more), and addresses of other machines, are problems. Looks at
/// the disk, as all here. Any thread.
[[nodiscard]] DropPlan planDrop(const std::vector<std::filesystem::path>& paths);
/// Adds a problem for each address that is no file of this machine.
[[nodiscard]] DropPlan planDrop(const QList<QUrl>& urls);
/// Adds where the results of a model go. @param resultsFolder as in Settings
[[nodiscard]] DropPlan withResults(DropPlan plan, const QString& resultsFolder, const QString& model);

} // namespace tessera::ui
