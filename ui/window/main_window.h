#pragma once

#include "ui/bridge/engine.h"
#include "ui/models/devices_model.h"
#include "ui/models/queue_model.h"
#include "ui/models/regions_model.h"
#include "ui/window/batch_notice.h"
#include "ui/window/case_page.h"
#include "ui/window/live_result.h"
#include "ui/window/settings.h"
#include "ui/window/thumbnails.h"

#include <QMainWindow>

#include <filesystem>
#include <vector>

class QAction;
class QDockWidget;
class QLabel;
class QMenu;

namespace tessera::ui {

class CaseKeeper;
class CaseUndo;
class Closing;
class Compare;
class DevicesPanel;
class Intake;
class QueuePanel;
class RegionsPanel;
class ReviewMode;
class ViewActions;

/// The window: the queue, the case in front, its regions, and the devices. Everything slow happens in the engine
/// process or on workers. GUI thread only.
class MainWindow : public QMainWindow {
    Q_OBJECT

  public:
    explicit MainWindow(EngineSettings engine);
    ~MainWindow() override;

    /// Opens or segments files, folders and label maps, as if they were dropped.
    void take(const std::vector<std::filesystem::path>& paths);
    void openCase(const CaseFiles& files);
    /// Segments the built-in scan and shows it.
    void trySample();

    [[nodiscard]] CasePage& page() { return *m_page; }
    [[nodiscard]] Engine& engine() { return m_engine; }
    [[nodiscard]] QueueModel& queue() { return m_queue; }

  protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

  private:
    void makeDocks();
    void makeMenus();
    void makeFileMenu();
    void makeCaseActions(QMenu& file);
    void makeQueueMenu();
    void makeHelpMenu();
    void fillRecentFiles();
    void connectCase();
    void connectEngine();
    void connectReview();
    void connectCompare();
    void makeRoom();
    void makeCaseMenu();
    void showCompare();
    void applySettings();
    void carryOut(const struct DropPlan& plan);
    void enqueue(const std::vector<std::filesystem::path>& inputs, const std::filesystem::path& output, bool isUrgent);
    void report(const EnqueueReport& report);
    void askSeries(const Question& question);
    void openJob(const JobInfo& job);
    [[nodiscard]] bool isOfCaseInFront(const JobInfo& job) const;
    void openNeighbour(int by);
    void followLive(const std::vector<JobInfo>& jobs);
    void takeChangedJobs(const std::vector<JobInfo>& jobs);
    void chooseFiles();
    void chooseFolder();
    void showCheatSheet();
    void showAbout();
    void savePicture();
    void showExport();
    void showSettings();
    void showQuality();
    void takeSides();
    void problem(const QString& text);

    Settings m_settings;
    Engine m_engine;
    QueueModel m_queue;
    DevicesModel m_devices;
    RegionsModel m_regions;
    LiveResult m_live;
    Thumbnails m_thumbnails;
    BatchWatch m_batch;

    CasePage* m_page;
    ViewActions* m_viewActions;
    CaseKeeper* m_keeper;
    CaseUndo* m_undo;
    ReviewMode* m_review;
    Compare* m_compare;
    Intake* m_intake;
    Closing* m_closing;
    QueuePanel* m_queuePanel = nullptr;
    RegionsPanel* m_regionsPanel = nullptr;
    DevicesPanel* m_devicesPanel = nullptr;
    QMenu* m_recent = nullptr;
    QLabel* m_deviceLine = nullptr;
    QLabel* m_quality = nullptr;
    QAction* m_confirmSides = nullptr;
    JobId m_shownJob = 0;                ///< of the case in front; 0: none
    int m_shownAttempts = 0;             ///< that it had then
    JobId m_awaitedJob = 0;              ///< opens when it is done: what was asked for while nothing was open
    std::filesystem::path m_awaitedFile; ///< that it was asked for with
    bool m_hasMadeRoom = false, m_hadRegions = false; ///< had: their dock was shown before
};

} // namespace tessera::ui
