#include "ui/window/settings.h"

#include "ui/window/case_loader.h"

#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

#include <algorithm>

namespace fs = std::filesystem;

namespace tessera::ui {
namespace {

constexpr int kRecentFiles = 10;

template <typename Enum>
Enum enumOf(const QSettings& store, const QString& key, Enum fallback, Enum last) {
    const int value = store.value(key, static_cast<int>(fallback)).toInt();
    return value >= 0 && value <= static_cast<int>(last) ? static_cast<Enum>(value) : fallback;
}

} // namespace

Settings Settings::load() {
    const QSettings store;
    Settings out;
    out.conventions.radiological = store.value("view/radiological", true).toBool();
    out.conventions.noseLeft = store.value("view/noseLeft", true).toBool();
    out.mouse = enumOf(store, "view/mouse", out.mouse, MouseHabits::Pacs);
    out.theme = enumOf(store, "window/theme", out.theme, Theme::HighContrast);
    out.notify = store.value("queue/notify", out.notify).toBool();
    out.language = store.value("window/language").toString();
    out.resultsFolder = store.value("queue/results").toString();
    out.model = store.value("queue/model", out.model).toString();
    out.devices = store.value("queue/devices", out.devices).toString();
    out.precision = store.value("queue/precision", out.precision).toString();
    out.policy = store.value("queue/policy", out.policy).toString();
    out.preview = store.value("queue/preview", out.preview).toString();
    out.previewModel = store.value("queue/previewModel").toString();
    out.threads = store.value("queue/threads", out.threads).toInt();
    out.whenClosed = enumOf(store, "queue/whenClosed", out.whenClosed, WhenClosed::KeepRunning);
    return out;
}

void Settings::save() const {
    QSettings store;
    store.setValue("view/radiological", conventions.radiological);
    store.setValue("view/noseLeft", conventions.noseLeft);
    store.setValue("view/mouse", static_cast<int>(mouse));
    store.setValue("window/theme", static_cast<int>(theme));
    store.setValue("queue/notify", notify);
    store.setValue("window/language", language);
    store.setValue("queue/results", resultsFolder);
    store.setValue("queue/model", model);
    store.setValue("queue/devices", devices);
    store.setValue("queue/precision", precision);
    store.setValue("queue/policy", policy);
    store.setValue("queue/preview", preview);
    store.setValue("queue/previewModel", previewModel);
    store.setValue("queue/threads", threads);
    store.setValue("queue/whenClosed", static_cast<int>(whenClosed));
}

QStringList Settings::recentFiles() {
    return QSettings().value("recentFiles").toStringList();
}

void Settings::addRecentFile(const QString& file) {
    addRecentFiles({file});
}

/// The file is written once: it is flushed to the disk, which may be far away.
void Settings::addRecentFiles(const QStringList& files) {
    QSettings store;
    QStringList all(files.rbegin(), files.rbegin() + std::min<qsizetype>(files.size(), kRecentFiles));
    all << store.value("recentFiles").toStringList();
    all.removeDuplicates();
    store.setValue("recentFiles", all.mid(0, kRecentFiles));
}

void Settings::clearRecentFiles() {
    QSettings().remove("recentFiles");
}

fs::path resultsFolderFor(const fs::path& input, const QString& resultsFolder) {
    if (!resultsFolder.isEmpty()) {
        return pathOf(resultsFolder);
    }
    std::error_code ignored;
    const bool isFolder = fs::is_directory(input, ignored);
    const fs::path folder = isFolder ? input : input.parent_path();
    if (QFileInfo(textOf(folder)).isWritable()) {
        return isFolder && fs::exists(folder / "dataset_description.json", ignored) ? folder / "derivatives" / "tessera"
                                                                                    : folder / "tessera";
    }
    const fs::path documents = pathOf(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    return documents / "Tessera" / folder.filename();
}

fs::path resultsOfModel(const fs::path& resultsFolder, const QString& model) {
    return model == Settings().model ? resultsFolder : resultsFolder / pathOf(model).filename();
}

} // namespace tessera::ui
