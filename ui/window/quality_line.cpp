#include "ui/window/quality_line.h"

#include "core/engine/provenance.h"
#include "core/image/image_io.h"
#include "ui/base/error_words.h"
#include "ui/models/reason_words.h"
#include "ui/viewer/viewer_state.h"
#include "ui/window/main_window.h"

#include <algorithm>

namespace fs = std::filesystem;

namespace tessera::ui {
namespace {

QString stateOf(const engine::RunRecord& run, const CaseLabels* map) {
    if (map != nullptr && map->isOfAnotherScan) {
        return MainWindow::tr("made from another scan, or the scan has changed since");
    }
    if (map != nullptr && map->isEdited) {
        return MainWindow::tr("changed after its run, not checked since");
    }
    return run.state == "done" ? MainWindow::tr("done") : MainWindow::tr("needs review");
}

/// State, reasons and notices of a result.
QStringList resultOf(const fs::path& labels, const CaseLabels* map) {
    try {
        const std::optional<engine::RunRecord> run = engine::recordOf(labels);
        if (!run) {
            return {MainWindow::tr("a label map without a record of how it was made")};
        }
        QStringList out{stateOf(*run, map)};
        for (const auto& reason : run->reasons) {
            out << findingWords(QString::fromStdString(reason.code), QString::fromStdString(reason.sentence));
        }
        for (const std::string& notice : run->notices) {
            out << QString::fromStdString(notice);
        }
        return out;
    } catch (const std::exception& error) {
        return {errorWords(error)};
    }
}

} // namespace

QString caseName(const CaseFiles& files) {
    if (hasImageName(files.image)) {
        return QString::fromStdString(imageStem(files.image));
    }
    std::error_code ignored;
    return textOf((fs::is_directory(files.image, ignored) ? files.image : files.image.parent_path()).filename());
}

QString qualityOf(const CaseFiles& files, const ViewerState& shown) {
    QStringList known;
    if (!files.labels.empty()) {
        known << resultOf(files.labels, shown.labels().get());
    }
    if (shown.areSidesConfirmed()) {
        known.insert(std::min<qsizetype>(1, known.size()), MainWindow::tr("left and right confirmed by a person"));
    } else if (!shown.areSidesSure()) {
        known.insert(std::min<qsizetype>(1, known.size()), MainWindow::tr("left/right not verified"));
    }
    return known.isEmpty() ? caseName(files)
                           : QStringLiteral("%1: %2").arg(caseName(files), known.join(QStringLiteral("; ")));
}

} // namespace tessera::ui
