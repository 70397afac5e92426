#include "ui/window/main_window.h"

#include "core/base/os/process.h"
#include "ui/base/error_words.h"
#include "ui/base/picture_file.h"
#include "ui/dialogs/export_dialog.h"
#include "ui/dialogs/series_chooser.h"
#include "ui/panels/devices_panel.h"
#include "ui/panels/queue_panel.h"
#include "ui/panels/regions_panel.h"
#include "ui/window/about.h"
#include "ui/window/case_keeper.h"
#include "ui/window/case_undo.h"
#include "ui/window/cheat_sheet.h"
#include "ui/window/closing.h"
#include "ui/window/compare.h"
#include "ui/window/compare_dialog.h"
#include "ui/window/intake.h"
#include "ui/window/message_bar.h"
#include "ui/window/quality_line.h"
#include "ui/window/review_mode.h"
#include "ui/window/settings_dialog.h"
#include "ui/window/themes.h"
#include "ui/window/view_actions.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QDesktopServices>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QStandardPaths>
#include <QStatusBar>
#include <QToolBar>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace fs = std::filesystem;

namespace tessera::ui {
namespace {

fs::path samplePath() {
    return os::resourceFolder() / "sample" / "colin27_T1w.nii.gz";
}

/// The default first. @param chosen a model's folder that a person has chosen, or a built-in's name
QStringList knownModels(const QString& chosen) {
    QStringList out;
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(os::resourceFolder() / "models", ignored)) {
        if (fs::exists(entry.path() / "manifest.json", ignored)) {
            out << textOf(entry.path().filename());
        }
    }
    out.sort();
    const QString first = Settings().model;
    if (out.removeAll(first) > 0) {
        out.prepend(first);
    }
    if (fs::exists(pathOf(chosen) / "manifest.json", ignored) && !out.contains(chosen)) {
        out << chosen;
    }
    return out;
}

fs::path sampleResults() {
    return pathOf(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)) / "Tessera" / "sample";
}

/// The first lines of many, and what is said of the others.
QString firstOf(const QStringList& lines, int shown, const QString& ofOthers) {
    return (lines.mid(0, shown) + (ofOthers.isEmpty() ? QStringList() : QStringList{ofOthers})).join(QLatin1Char('\n'));
}

} // namespace

MainWindow::MainWindow(EngineSettings engine)
    : m_settings(Settings::load()), m_engine(std::move(engine)), m_page(new CasePage),
      m_viewActions(new ViewActions(m_page->state(), m_page->views(), this)),
      m_keeper(new CaseKeeper(*m_page, m_regions, this)), m_undo(new CaseUndo(m_page->state(), m_regions, this)),
      m_review(new ReviewMode(m_queue, *m_page, os::stateFolder() / "review", this)),
      m_compare(new Compare(*m_page, this)), m_intake(new Intake(this)),
      m_closing(new Closing(*this, m_queue, m_engine, m_settings)) {
    setAcceptDrops(true);
    setCentralWidget(m_page);
    m_viewActions->fillToolBar(m_page->toolBar());
    m_queue.follow(m_engine);
    m_devices.follow(m_engine);
    makeDocks();
    makeMenus();

    m_quality = new QLabel;
    m_quality->setTextFormat(Qt::PlainText);
    m_quality->setAccessibleName(tr("What this program is for, and the state of the case"));
    statusBar()->addWidget(m_quality, 1);
    statusBar()->setSizeGripEnabled(false);
    connectCase();
    connectEngine();
    connectReview();
    connectCompare();
    applySettings();
    showQuality();
    resize(1280, 800);
    m_engine.start();
}

MainWindow::~MainWindow() {
    qDeleteAll(
        findChildren<QDockWidget*>()); // the panels use the engine and the models, which go before other children
}

void MainWindow::makeDocks() {
    m_queuePanel = new QueuePanel(m_engine, m_queue);
    m_regionsPanel = new RegionsPanel(m_regions);
    m_devicesPanel = new DevicesPanel(m_devices);
    const auto dock = [this](const QString& title, const char* name, QWidget* panel, Qt::DockWidgetArea area) {
        auto* out = new QDockWidget(title);
        out->setObjectName(QLatin1String(name));
        out->setWidget(panel);
        addDockWidget(area, out);
        return out;
    };
    QDockWidget* queue = dock(tr("Queue"), "queue", m_queuePanel, Qt::LeftDockWidgetArea);
    QDockWidget* regions = dock(tr("Regions"), "regions", m_regionsPanel, Qt::RightDockWidgetArea);
    QDockWidget* devices = dock(tr("Devices"), "devices", m_devicesPanel, Qt::BottomDockWidgetArea);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    resizeDocks({queue, regions}, {270, 370}, Qt::Horizontal);
    devices->hide(); // its line stands at the bottom
    m_deviceLine = new QLabel;
    m_deviceLine->setTextFormat(Qt::PlainText);
    statusBar()->addPermanentWidget(m_deviceLine);
    const auto show = [this] { m_deviceLine->setText(m_devices.summary()); };
    connect(&m_devices, &QAbstractItemModel::dataChanged, this, show);
    connect(&m_devices, &QAbstractItemModel::modelReset, this, show);
    connect(&m_devices, &QAbstractItemModel::rowsInserted, this, show);
}

void MainWindow::makeMenus() {
    makeFileMenu();
    m_undo->fillMenu(*menuBar()->addMenu(tr("&Edit")));
    QMenu* view = menuBar()->addMenu(tr("&View"));
    m_viewActions->fillMenu(*view);
    view->addSeparator();
    for (QDockWidget* dock : findChildren<QDockWidget*>()) {
        view->addAction(dock->toggleViewAction());
    }
    QAction* full =
        view->addAction(tr("Full screen"), Qt::Key_F, this, [this](bool on) { on ? showFullScreen() : showNormal(); });
    full->setCheckable(true);

    makeCaseMenu();
    makeQueueMenu();
    QMenu* tools = menuBar()->addMenu(tr("&Tools"));
    tools->addAction(tr("Settings..."), QKeySequence::Preferences, this, &MainWindow::showSettings);
    makeHelpMenu();
}

void MainWindow::makeFileMenu() {
    QMenu* file = menuBar()->addMenu(tr("&File"));
    file->addAction(tr("Open files..."), QKeySequence::Open, this, &MainWindow::chooseFiles);
    file->addAction(tr("Open folder..."), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O), this,
                    &MainWindow::chooseFolder);
    file->addAction(tr("Try the sample case"), this, &MainWindow::trySample);
    m_recent = file->addMenu(tr("Recent"));
    connect(m_recent, &QMenu::aboutToShow, this, &MainWindow::fillRecentFiles);
    file->addSeparator();
    makeCaseActions(*file);
    file->addSeparator();
    file->addAction(tr("Quit"), QKeySequence::Quit, m_closing, &Closing::quit);
}

void MainWindow::makeCaseActions(QMenu& file) {
    QAction* save =
        file.addAction(tr("Save case..."), QKeySequence::Save, this, [this] { m_keeper->askAndSave(this); });
    const auto canSave = [this, save] { save->setEnabled(!m_page->files().image.empty()); };
    connect(m_page, &CasePage::caseChanged, save, canSave);
    canSave();
    QAction* exports =
        file.addAction(tr("Export..."), QKeySequence(Qt::CTRL | Qt::Key_E), this, &MainWindow::showExport);
    const auto canExport = [this, exports] { exports->setEnabled(!m_page->files().labels.empty()); };
    connect(m_page, &CasePage::caseChanged, exports, canExport);
    canExport();
    file.addAction(tr("Save picture of the views..."), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S), this,
                   &MainWindow::savePicture);
}

void MainWindow::savePicture() {
    auto* dialog = new QFileDialog(this, tr("Save picture"), {}, tr("PNG (*.png)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("png"));
    const QImage picture = m_compare->capture(); // as it was when it was asked for
    connect(dialog, &QFileDialog::fileSelected, this, [this, picture](const QString& file) {
        try {
            writePicture(picture, pathOf(file));
        } catch (const std::exception& error) {
            problem(errorWords(error));
        }
    });
    dialog->open();
}

void MainWindow::makeCaseMenu() {
    QMenu* ofCase = menuBar()->addMenu(tr("&Case"));
    ofCase->addAction(tr("Next case"), Qt::Key_N, this, [this] { openNeighbour(1); });
    ofCase->addAction(tr("Previous case"), Qt::Key_P, this, [this] { openNeighbour(-1); });
    QAction* compare =
        ofCase->addAction(tr("Compare with..."), QKeySequence(Qt::CTRL | Qt::Key_D), this, &MainWindow::showCompare);
    const auto canCompare = [this, compare] { compare->setEnabled(!m_page->files().labels.empty()); };
    connect(m_page, &CasePage::caseChanged, compare, canCompare);
    canCompare();
    m_confirmSides = ofCase->addAction(tr("Left and right are confirmed"), this, [this](bool on) {
        m_page->state().confirmSides(on);
        if (on) {
            m_page->messages().show(MessageBar::Kind::Notice,
                                    tr("You vouch for left and right of this scan, until another one is opened. The "
                                       "files of the result and exports still call them unverified."));
        }
        showQuality();
    });
    m_confirmSides->setCheckable(true);
    ofCase->addAction(tr("Close case"), QKeySequence::Close, this, [this] { m_page->close(); });
}

void MainWindow::makeQueueMenu() {
    QMenu* queue = menuBar()->addMenu(tr("&Queue"));
    QAction* hold = queue->addAction(tr("Hold the queue"), this, [this](bool held) { m_engine.hold(held); });
    hold->setCheckable(true);
    connect(&m_engine, &Engine::heldChanged, hold, &QAction::setChecked);
    m_review->fillMenu(*queue);
    queue->addAction(tr("Retry all that failed"), this, [this] { m_engine.retry(m_queue.jobsIn(JobState::Failed)); });
    queue->addAction(tr("Remove all that are done"), this, [this] { m_engine.remove(m_queue.jobsIn(JobState::Done)); });
}

void MainWindow::makeHelpMenu() {
    QMenu* help = menuBar()->addMenu(tr("&Help"));
    help->addAction(tr("Keys and mouse"), Qt::Key_F1, this, &MainWindow::showCheatSheet);
    help->addAction(tr("About Tessera"), this, &MainWindow::showAbout);
}

void MainWindow::fillRecentFiles() {
    m_recent->clear();
    for (const QString& file : Settings::recentFiles()) {
        QString text = file;
        m_recent->addAction(text.replace(QLatin1Char('&'), QStringLiteral("&&")), this,
                            [this, file] { take({pathOf(file)}); });
    }
    m_recent->addSeparator();
    m_recent->addAction(tr("Clear this list"), this, [] { Settings::clearRecentFiles(); });
}

void MainWindow::connectCase() {
    connect(m_page, &CasePage::openAsked, this, &MainWindow::chooseFiles);
    connect(m_page, &CasePage::sampleAsked, this, &MainWindow::trySample);
    ViewerState& state = m_page->state();
    connect(&state, &ViewerState::labelsChanged, this, [this, &state] {
        const auto& labels = state.labels();
        if (labels && labels->previewBy.empty()) { // a preview's regions aren't the result's
            takeSides();
            m_regions.setMeasurement(labels->table, labels->measurement);
            state.setShownRegions(m_regions.visible());
        } else if (!labels) {
            m_regions.clear();
        }
        if (labels && labels->isProvisional) {
            showQuality();
        }
    });
    connect(&state, &ViewerState::looksChanged, this, &MainWindow::takeSides);
    connect(&m_regions, &RegionsModel::visibilityChanged, &state, &ViewerState::setShownRegions);
    connect(m_regionsPanel, &RegionsPanel::regionChosen, this, [&state](std::int32_t number) {
        state.setSelectedRegion(number);
        state.centreRegion(number);
    });
    connect(&m_page->views(), &ViewGrid::regionClicked, this, [this, &state] {
        const CursorReading reading = state.reading();
        const std::int32_t number = reading.region != nullptr ? reading.region->number : 0;
        state.setSelectedRegion(number);
        m_regionsPanel->setCurrentRegion(number);
    });
    connect(&m_regions, &RegionsModel::coloursChanged, &state, &ViewerState::setColours);
    connect(m_keeper, &CaseKeeper::found, this, [this](const CaseFiles& files) {
        m_shownJob = 0;
        m_page->state().setConventions(m_settings.conventions);
        m_page->open(files);
    });
    connect(m_keeper, &CaseKeeper::opened, this, [this, &state](const QString& file) {
        Settings::addRecentFile(file);
        m_regionsPanel->setCurrentRegion(state.selectedRegion());
        m_undo->restart();
    });
    connect(m_keeper, &CaseKeeper::saved, this, [this](const QString& file) {
        Settings::addRecentFile(file);
        m_page->messages().show(MessageBar::Kind::Notice, tr("Saved, read back and found the same: %1").arg(file));
    });
    connect(m_keeper, &CaseKeeper::failed, this, &MainWindow::problem);
    connect(m_keeper, &CaseKeeper::noticed, this,
            [this](const QString& text) { m_page->messages().show(MessageBar::Kind::Notice, text); });
    connect(m_page, &CasePage::caseChanged, this, &MainWindow::showQuality);
    connect(m_page, &CasePage::caseChanged, this, [this] {
        if (m_page->files().image.empty() || !m_page->files().labels.empty()) {
            m_live.end();
        } else {
            followLive(m_queue.jobsAtWork());
        }
    });
}

void MainWindow::connectEngine() {
    m_queuePanel->setModels(knownModels(m_settings.model));
    m_queuePanel->choose(m_settings.model, m_settings.precision,
                         {m_settings.devices, m_settings.policy, m_settings.threads});
    connect(m_queuePanel, &QueuePanel::choiceChanged, this, [this] {
        m_settings.model = m_queuePanel->chosenModel();
        m_settings.precision = m_queuePanel->chosenPrecision();
        const ComputeChoice chosen = m_queuePanel->chosenCompute();
        m_settings.devices = chosen.devices;
        m_settings.policy = chosen.policy;
        m_settings.threads = chosen.threads;
        m_settings.save();
    });
    connect(m_queuePanel, &QueuePanel::openRequested, this, &MainWindow::openJob);
    connect(m_queuePanel, &QueuePanel::whyAsked, this,
            [this](const QString& words) { m_page->messages().show(MessageBar::Kind::Notice, words); });
    connect(m_intake, &Intake::looked, this, &MainWindow::carryOut);
    connect(m_queuePanel, &QueuePanel::folderRequested, this,
            [](const fs::path& folder) { QDesktopServices::openUrl(QUrl::fromLocalFile(textOf(folder))); });
    connect(&m_engine, &Engine::jobsChanged, this, &MainWindow::takeChangedJobs);
    auto* notice = new DesktopNotice(*this);
    connect(&m_engine, &Engine::jobsChanged, &m_batch, &BatchWatch::take);
    connect(&m_engine, &Engine::pageListed, &m_batch, [this](const JobPage& page) { m_batch.take(page.jobs); });
    connect(&m_engine, &Engine::jobsRemoved, &m_batch, &BatchWatch::takeRemoved);
    connect(&m_batch, &BatchWatch::ended, notice,
            [this, notice](const QString& words) { notice->tell(words, m_settings.notify); });
    connect(&m_engine, &Engine::questionAsked, this, &MainWindow::askSeries);
    connect(&m_engine, &Engine::previewsCame, &m_live, &LiveResult::takePreviews);
    connect(&m_engine, &Engine::tilesCame, &m_live, &LiveResult::takeTiles);
    connect(&m_live, &LiveResult::changed, this, [this](const std::shared_ptr<const CaseLabels>& labels) {
        if (m_page->files().labels.empty()) { // else the result is there
            if (!labels->previewBy.empty()) {
                m_regions.clear();
            }
            m_page->state().setLabels(labels);
        }
    });
    connect(&m_queue, &QueueModel::thumbnailWanted, this, [this](JobId id) {
        if (const auto job = m_queue.job(id)) {
            m_thumbnails.want(id, job->scan());
        }
    });
    connect(&m_thumbnails, &Thumbnails::made, &m_queue, &QueueModel::setThumbnail);
    connect(&m_engine, &Engine::stateChanged, this, [this] {
        const bool isBad = m_engine.state() == EngineState::GivenUp || m_engine.state() == EngineState::DevicesFailed;
        if (isBad) {
            problem(m_engine.stateWords());
        }
    });
    connect(&m_engine, &Engine::noted, this, [this](const QStringList& sentences) {
        m_page->messages().show(MessageBar::Kind::Notice, sentences.join(QLatin1Char('\n')));
    });
}

void MainWindow::connectReview() {
    connect(m_queuePanel, &QueuePanel::reviewRequested, m_review, &ReviewMode::open);
    connect(m_review, &ReviewMode::caseAsked, this, [this](JobId id) {
        if (const auto job = m_queue.job(id)) {
            openJob(*job);
        }
    });
    connect(m_review, &ReviewMode::openedOrClosed, this, &MainWindow::makeRoom);
}

/// The regions aren't those of a case under review, and two cases side by side need their place.
void MainWindow::makeRoom() {
    const bool isNeeded = m_review->isOpen() || m_compare->isOpen();
    QWidget* dock = m_regionsPanel->parentWidget();
    if (isNeeded && !m_hasMadeRoom) {
        m_hadRegions = dock->isVisible();
    }
    if (isNeeded != m_hasMadeRoom) {
        dock->setVisible(m_hadRegions && !isNeeded);
    }
    m_hasMadeRoom = isNeeded;
    m_undo->pause(m_review->isOpen());
    showQuality();
}

void MainWindow::connectCompare() {
    connect(m_compare, &Compare::failed, this, &MainWindow::problem);
    connect(m_compare, &Compare::openedOrClosed, this, &MainWindow::makeRoom);
    connect(m_review, &ReviewMode::openedOrClosed, m_compare, &Compare::close);
}

void MainWindow::applySettings() {
    applyTheme(m_settings.theme);
    m_page->state().setConventions(m_settings.conventions);
    m_page->views().setMouseHabits(m_settings.mouse);
    m_review->setConventions(m_settings.conventions);
    m_compare->setMouseHabits(m_settings.mouse);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls()) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event) {
    event->acceptProposedAction();
    m_intake->look(event->mimeData()->urls(), m_settings.resultsFolder, m_queuePanel->chosenModel());
}

void MainWindow::take(const std::vector<fs::path>& paths) {
    m_intake->look(paths, m_settings.resultsFolder, m_queuePanel->chosenModel());
}

void MainWindow::carryOut(const DropPlan& plan) {
    if (plan.open != CaseFiles{}) {
        m_compare->offerAfterwards();
        openCase(plan.open);
    }
    if (!plan.saved.empty()) {
        m_keeper->open(plan.saved);
    }
    QStringList names;
    std::transform(plan.segment.begin(), plan.segment.end(), std::back_inserter(names),
                   [](const fs::path& input) { return textOf(input); });
    if (!names.isEmpty()) {
        Settings::addRecentFiles(names);
    }
    for (const auto& [output, inputs] : plan.byResults) {
        enqueue(inputs, output, plan.isOneScan);
    }
    if (plan.isOneScan && !m_page->state().image()) {
        openCase({plan.segment.front(), {}}); // to look at while it is computed
    }
    if (!plan.problems.isEmpty()) {
        constexpr int kShown = 5;
        const auto more = static_cast<int>(plan.problems.size()) - kShown;
        problem(firstOf(plan.problems, kShown, more > 0 ? tr("%n more", nullptr, more) : QString()));
    } else if (!plan.notices.isEmpty()) {
        m_page->messages().show(MessageBar::Kind::Notice, plan.notices.join(QLatin1Char('\n')));
    }
}

void MainWindow::openCase(const CaseFiles& files) {
    m_review->close();
    m_shownJob = 0;
    m_page->state().setConventions(m_settings.conventions); // a case file's were its own
    const auto whole = [](const fs::path& file) { return file.empty() ? file : fs::absolute(file); };
    const CaseFiles named{whole(files.image), whole(files.labels)}; // as jobs name theirs
    if (!named.image.empty()) {
        Settings::addRecentFile(textOf(named.image));
    }
    m_page->open(named);
}

void MainWindow::trySample() {
    enqueue({samplePath()}, resultsOfModel(sampleResults(), m_queuePanel->chosenModel()), true);
    openCase({samplePath(), {}});
}

/// @param isUrgent somebody waits for it: it passes a batch
void MainWindow::enqueue(const std::vector<fs::path>& inputs, const fs::path& output, bool isUrgent) {
    EnqueueRequest request;
    request.inputs = inputs;
    request.output = output;
    request.model = pathOf(m_queuePanel->chosenModel());
    request.precision = m_queuePanel->chosenPrecision();
    request.preview = m_settings.preview;
    request.previewModel = pathOf(m_settings.previewModel);
    request.priority = isUrgent ? 1 : 0;
    const bool waits = inputs.size() == 1 && !m_page->state().labels();
    m_engine.enqueue(request, [this, waits, inputs](const EnqueueReport& answer) {
        report(answer);
        if (waits && answer.jobs.size() == 1) {
            m_awaitedJob = answer.jobs.front().id;
            m_awaitedFile = inputs.front();
            takeChangedJobs(answer.jobs); // it may be done already
        }
    });
}

/// Several series of a study may be meant: a person says which. Stops nothing else.
void MainWindow::askSeries(const Question& question) {
    auto* chooser = findChild<SeriesChooser*>();
    if (chooser == nullptr) {
        chooser = new SeriesChooser(this);
        connect(chooser, &SeriesChooser::answered, this, [this](int number, const QStringList& series) {
            m_engine.answer(number, series, [this](const EnqueueReport& answer) { report(answer); });
        });
    }
    chooser->add(question);
}

void MainWindow::report(const EnqueueReport& report) {
    QStringList lines;
    if (report.error) {
        lines << report.error->message;
    }
    for (const Refusal& refusal : report.refused) {
        lines << refusal.message;
    }
    if (!lines.isEmpty()) {
        constexpr int kShown = 3;
        const auto more = static_cast<int>(lines.size()) - kShown;
        problem(firstOf(lines, kShown, more > 0 ? tr("%n more were not taken", nullptr, more) : QString()));
    } else if (!report.notes.isEmpty()) {
        m_page->messages().show(MessageBar::Kind::Notice, report.notes.join(QLatin1Char('\n')));
    }
}

/// A DICOM series is called by its folder where it is a job, and by the file that was opened where it is in front.
bool MainWindow::isOfCaseInFront(const JobInfo& job) const {
    const fs::path& image = m_page->files().image;
    return image == job.file || image == job.scan() || (job.id == m_awaitedJob && image == m_awaitedFile);
}

/// The scan in front shows its tiles while its job runs.
void MainWindow::followLive(const std::vector<JobInfo>& jobs) {
    for (const JobInfo& job : jobs) {
        const bool isBare = m_page->state().image() && m_page->files().labels.empty();
        if (isBare && isOfCaseInFront(job) && !job.hasResult() && m_live.job() != job.id) {
            m_live.begin(job.id, job.model, m_page->state().image());
        }
    }
}

void MainWindow::takeChangedJobs(const std::vector<JobInfo>& jobs) {
    followLive(jobs);
    for (const JobInfo& job : jobs) {
        if (job.id == m_awaitedJob && job.hasResult()) {
            if (!m_review->isOpen() && (m_page->files().image.empty() || isOfCaseInFront(job))) {
                openJob(job);
            }
            m_awaitedJob = 0;
        } else if (job.id == m_shownJob && job.hasResult() && job.attempts > m_shownAttempts && !m_review->isOpen()) {
            openJob(job); // it was computed again
        }
    }
}

void MainWindow::openJob(const JobInfo& job) {
    m_review->close();
    const auto result = job.result();
    m_page->state().setConventions(m_settings.conventions);
    m_page->open({isOfCaseInFront(job) ? m_page->files().image : job.scan(), result ? result->dseg : fs::path()});
    m_shownJob = job.id;
    m_shownAttempts = job.attempts;
    showQuality();
}

void MainWindow::openNeighbour(int by) {
    if (m_review->isOpen()) {
        m_review->page().step(by);
        return;
    }
    const int rows = m_queue.rowCount();
    const QModelIndex here = m_queue.indexOf(m_shownJob);
    for (int row = here.isValid() ? here.row() + by : (by > 0 ? 0 : rows - 1); row >= 0 && row < rows; row += by) {
        if (const JobInfo job = m_queue.jobAt(row); job.hasResult()) {
            m_queuePanel->select(job.id);
            openJob(job);
            return;
        }
    }
}

/// How sure left and right are, for all that names them.
void MainWindow::takeSides() {
    using Sides = RegionsModel::Sides;
    const ViewerState& state = m_page->state();
    m_regions.setSides(!state.areSidesSure()       ? Sides::Unverified
                       : state.areSidesConfirmed() ? Sides::Confirmed
                                                   : Sides::Verified);
    m_confirmSides->setEnabled(!state.areSidesSure() || state.areSidesConfirmed());
    m_confirmSides->setChecked(state.areSidesConfirmed());
}

void MainWindow::showQuality() {
    takeSides();
    QString text = tr("research use, not a medical device · adult T1 without large lesions");
    const CaseFiles& files = m_page->files();
    const bool isCase = !files.image.empty() && !m_review->isOpen();
    if (isCase) {
        text += QStringLiteral(" · ") + qualityOf(files, m_page->state());
        if (const auto& map = m_page->state().labels(); map && !map->previewBy.empty()) {
            text +=
                QStringLiteral(" · ") + tr("preview by another model (%1)").arg(QString::fromStdString(map->previewBy));
        }
    }
    setWindowTitle(isCase ? tr("%1 (%2) - Tessera").arg(caseName(files), textOf(files.image.parent_path()))
                          : tr("Tessera"));
    m_quality->setText(text);
    m_quality->setToolTip(text);
}

void MainWindow::chooseFiles() {
    const QStringList names = QFileDialog::getOpenFileNames(this, tr("Open scans and label maps"));
    std::vector<fs::path> paths;
    std::transform(names.begin(), names.end(), std::back_inserter(paths), pathOf);
    take(paths);
}

void MainWindow::chooseFolder() {
    const QString name = QFileDialog::getExistingDirectory(this, tr("Open a DICOM folder, a BIDS dataset or scans"));
    if (!name.isEmpty()) {
        take({pathOf(name)});
    }
}

void MainWindow::showCheatSheet() {
    for (CheatSheet* sheet : findChildren<CheatSheet*>()) {
        if (sheet->close()) {
            return;
        }
    }
    (new CheatSheet(findChildren<QAction*>(), m_settings.mouse, this))->show();
}

void MainWindow::showCompare() {
    auto* dialog = new CompareDialog(m_queue, m_page->files(), this);
    connect(dialog, &CompareDialog::chosen, m_compare, &Compare::open);
    dialog->show();
}

void MainWindow::showExport() {
    auto* dialog = new ExportDialog(
        m_page->files().labels, [this] { return m_compare->capture(); }, this);
    if (m_page->state().labels() && m_page->state().labels()->table.name().empty()) {
        dialog->setNoTable();
    }
    connect(m_page, &CasePage::caseChanged, dialog, [this, dialog] { dialog->setInFront(m_page->files().labels); });
    dialog->show();
}

void MainWindow::showAbout() {
    (new About(this))->show();
}

void MainWindow::showSettings() {
    for (SettingsDialog* open : findChildren<SettingsDialog*>()) {
        open->close(); // a second one would undo what the first changes
    }
    auto* dialog = new SettingsDialog(m_settings, this);
    connect(dialog, &SettingsDialog::changed, this, [this](const Settings& settings) {
        const Settings before = std::exchange(m_settings, settings);
        m_settings.model = before.model; // these are chosen in the queue's panel, perhaps since the dialog came up
        m_settings.devices = before.devices;
        m_settings.precision = before.precision;
        m_settings.policy = before.policy;
        m_settings.threads = before.threads;
        m_settings.save();
        applySettings();
    });
    dialog->show();
}

void MainWindow::problem(const QString& text) {
    m_page->messages().show(MessageBar::Kind::Problem, text);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    m_settings.save();
    event->setAccepted(m_closing->mayClose());
    if (event->isAccepted()) {
        m_engine.stop(); // jobs go on at the next start
    }
}

} // namespace tessera::ui
