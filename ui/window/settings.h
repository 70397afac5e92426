#pragma once

#include "ui/viewer/mouse_habits.h"
#include "ui/viewer/slice_plane.h"

#include <QString>
#include <QStringList>

#include <filesystem>

namespace tessera::ui {

enum class Theme { System, Light, Dark, HighContrast };

/// What becomes of the jobs at work when a person closes the window.
enum class WhenClosed { Ask, Stop, KeepRunning };

/// What a person has chosen, kept between starts in the user's configuration folder. No patient's name or ID is ever in
/// it; recent files are paths, and gone with `clearRecentFiles`. GUI thread only.
class Settings {
  public:
    [[nodiscard]] static Settings load();
    void save() const;

    Conventions conventions{};
    MouseHabits mouse = MouseHabits::ItkSnap;
    Theme theme = Theme::System;
    bool notify = true;      ///< on the desktop, when the queue has ended
    QString language{};      ///< of the texts, as in "ro"; empty: the system's
    QString resultsFolder{}; ///< empty: beside the scans
    QString model = QStringLiteral("tessera-mini");
    QString devices = QStringLiteral("auto");
    QString precision = QStringLiteral("auto");
    QString policy = QStringLiteral("resource-aware");
    QString preview = QStringLiteral("auto"); ///< see core/engine/preview.h
    QString previewModel{};                   ///< empty: the engine's own choice
    int threads = 0;                          ///< of each CPU device; 0: one for each CPU
    WhenClosed whenClosed = WhenClosed::Ask;

    [[nodiscard]] static QStringList recentFiles();
    static void addRecentFile(const QString& file);
    static void addRecentFiles(const QStringList& files); ///< the last one becomes the first of the list
    static void clearRecentFiles();
};

/// Where the results of a dropped file or folder go: into `resultsFolder`, else beside it: FOLDER/derivatives/tessera
/// for a BIDS dataset, FOLDER/tessera for another folder, and for a file the folder `tessera` beside it. Where nothing
/// can be written there, and for the built-in sample: `Tessera/NAME` among the user's documents.
[[nodiscard]] std::filesystem::path resultsFolderFor(const std::filesystem::path& input, const QString& resultsFolder);
/// Where in such a folder the results of a model go, so that no model writes over another's: those of the usual model
/// into the folder itself, others into one of the model's name below it.
[[nodiscard]] std::filesystem::path resultsOfModel(const std::filesystem::path& resultsFolder, const QString& model);

} // namespace tessera::ui
