#include "ui/window/viewer_bench.h"

#include "core/base/os/file.h"
#include "core/engine/run_record.h"
#include "ui/panels/queue_delegate.h"
#include "ui/panels/queue_panel.h"
#include "ui/viewer/gl_check.h"
#include "ui/viewer/view_grid.h"
#include "ui/window/main_window.h"
#include "ui/window/review_page.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QListView>
#include <QProcess>
#include <QScrollBar>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <iomanip>
#include <iostream>
#include <numeric>
#include <thread>

namespace tessera::ui {
namespace {

constexpr int kSteps = 120;
constexpr int kPatience = 120'000; ///< ms
constexpr int kQuiet = 2500;       ///< ms
constexpr const char* kUsable = "usable";

/// How long the event loop was away at most, and why: a timer that should come every few milliseconds.
class Heartbeat {
  public:
    explicit Heartbeat(Application& application) {
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this, &application] {
            const Application::Work work = application.takeLongest();
            if (m_clock.isValid() && m_longest < m_clock.nsecsElapsed() / 1e6) {
                m_longest = m_clock.nsecsElapsed() / 1e6;
                m_work = work;
            }
            m_clock.start();
        });
        m_timer.start(2);
    }
    [[nodiscard]] double takeLongest() { return std::exchange(m_longest, 0.0); }
    /// Prints the longest since the last call.
    void print(const std::string& phase, std::ostream& out, const std::string& goal = "<= 100") {
        const std::string name = "  longest stall: " + phase;
        out << std::left << std::setw(46) << name << std::right << std::fixed << std::setprecision(1) << std::setw(9)
            << takeLongest() << std::setw(9) << ""
            << "   " << std::left << std::setw(8) << goal << Application::wordsFor(m_work).toStdString() << ' '
            << std::llround(m_work.milliseconds) << std::endl;
    }

  private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    double m_longest = 0;
    Application::Work m_work; ///< the longest within it
};

bool waitUntil(const std::function<bool()>& isThere) {
    QElapsedTimer clock;
    clock.start();
    while (!isThere() && clock.elapsed() < kPatience) {
        QApplication::processEvents(QEventLoop::WaitForMoreEvents, 20);
    }
    return isThere();
}

struct Row {
    std::string what, goal;
    std::vector<double> milliseconds;
};

double quantile(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    return values.at(static_cast<std::size_t>(std::lround(share * static_cast<double>(values.size() - 1))));
}

void print(std::ostream& out, const Row& row) {
    out << std::left << std::setw(46) << row.what << std::right << std::fixed << std::setprecision(1) << std::setw(9)
        << quantile(row.milliseconds, 0.5);
    if (row.milliseconds.size() > 1) {
        out << std::setw(9) << quantile(row.milliseconds, 0.99);
    } else {
        out << std::setw(9) << "";
    }
    out << "   " << row.goal << '\n' << std::flush;
}

/// Times from a change until all slices that it concerns are on the screen.
class Frames {
  public:
    explicit Frames(ViewGrid& views) {
        for (const View view : kViews) {
            SliceView& slice = views.slice(view);
            QObject::connect(&slice, &PictureView::painted, &slice,
                             [this, view] { m_isShown[static_cast<std::size_t>(view)] = true; });
        }
    }
    double time(const std::function<void()>& change) {
        m_isShown.fill(false);
        QElapsedTimer clock;
        clock.start();
        change();
        while (!std::all_of(m_isShown.begin(), m_isShown.end(), [](bool shown) { return shown; }) &&
               clock.elapsed() < kPatience) {
            QApplication::processEvents();
        }
        return static_cast<double>(clock.nsecsElapsed()) / 1e6;
    }

  private:
    std::array<bool, 3> m_isShown{};
};

Row repeat(const std::string& what, const std::string& goal, int count, const std::function<double(int)>& once) {
    Row out{what, goal, {}};
    for (int i = 0; i < count; ++i) {
        out.milliseconds.push_back(once(i));
    }
    return out;
}

void benchStart(std::ostream& out) {
    Row row{"start to usable window", "<= 1500", {}};
    for (int i = 0; i < 5; ++i) {
        const QTemporaryDir queue;
        QProcess other;
        QElapsedTimer clock;
        clock.start();
        other.start(QApplication::applicationFilePath(), {"--report-start", "--queue", queue.path()});
        QByteArray said;
        while (!said.contains(kUsable) && other.state() != QProcess::NotRunning && other.waitForReadyRead(kPatience)) {
            said += other.readAllStandardOutput();
        }
        row.milliseconds.push_back(static_cast<double>(clock.elapsed()));
        other.waitForFinished();
    }
    print(out, row);
}

void benchScrolling(ViewGrid& views, Frames& frames, const std::string& overlay, std::ostream& out) {
    for (const View view : kViews) {
        print(out, repeat("scroll " + viewName(view).toStdString() + overlay, "<= 16", kSteps, [&](int step) {
                  return frames.time([&] { views.slice(view).scroll(step / 30 % 2 == 0 ? 1 : -1); });
              }));
    }
}

void benchOverlay(ViewerState& state, Frames& frames, std::ostream& out) {
    print(out, repeat("opacity of the labels", "<= 16", kSteps, [&](int step) {
              return frames.time([&] {
                  OverlayLook look = state.overlay();
                  look.opacity = 0.3 + 0.005 * step;
                  state.setOverlay(look);
              });
          }));
    const auto& regions = state.labels()->table.regions();
    std::vector<std::int32_t> numbers;
    for (std::size_t i = 0; i < regions.size(); ++i) {
        if (state.labels()->extents[i + 1].voxels > 0) {
            numbers.push_back(regions[i].number);
        }
    }
    print(out, repeat("select and centre a region", "<= 16", static_cast<int>(numbers.size()), [&](int step) {
              return frames.time([&] {
                  state.setSelectedRegion(numbers[static_cast<std::size_t>(step)]);
                  state.centreRegion(numbers[static_cast<std::size_t>(step)]);
              });
          }));
    state.setSelectedRegion(0);
}

/// Until nothing has been painted for a while.
void settle() {
    QElapsedTimer clock;
    clock.start();
    waitUntil([&] { return clock.elapsed() > kQuiet; });
}

/// Turns while the scan is drawn as a volume.
void benchVolume(VolumeView& volume, std::ostream& out) {
    constexpr int kPictures = 4;
    int shown = 0;
    const auto counting = QObject::connect(&volume, &PictureView::drawn, &volume, [&shown] { ++shown; });
    volume.setMode(VolumeView::Mode::Volume);
    Row row{"the scan as a volume, while it is turned", "", {}};
    QElapsedTimer clock;
    for (int i = 0; i < kPictures; ++i) {
        clock.start();
        volume.turn(5, 0);
        waitUntil([&] { return shown > i; });
        row.milliseconds.push_back(static_cast<double>(clock.elapsed()));
    }
    print(out, row);
    int before = shown;
    qint64 last = 0;
    clock.start();
    waitUntil([&] { // no picture for a second, and none is said to be drawn
        last = std::exchange(before, shown) == shown ? last : clock.elapsed();
        return clock.elapsed() > last + 1000 && volume.cursor().shape() != Qt::BusyCursor;
    });
    print(out, {"the scan as a volume, at rest", "", {static_cast<double>(last)}});
    volume.setMode(VolumeView::Mode::Surfaces);
    QObject::disconnect(counting);
    settle();
}

/// As fast as a mouse moves, with all regions and with one that stands out.
void benchTurning(CasePage& page, std::ostream& out) {
    VolumeView& volume = page.views().volume();
    int shown = 0;
    const auto counting = QObject::connect(&volume, &PictureView::drawn, &volume, [&shown] { ++shown; });
    for (const bool isSelected : {false, true}) {
        page.state().setSelectedRegion(isSelected ? page.state().labels()->table.regions().front().number : 0);
        settle();
        shown = 0;
        QElapsedTimer clock;
        clock.start();
        for (int step = 0; step < kSteps; ++step) {
            volume.turn(1, 0);
            const qint64 until = clock.elapsed() + 16;
            waitUntil([&] { return clock.elapsed() >= until; });
        }
        const double each = static_cast<double>(clock.elapsed()) / std::max(1, shown);
        print(out, {isSelected ? "turn in 3D, one region stands out" : "turn in 3D", "", {each}});
    }
    page.state().setSelectedRegion(0);
    settle();
    QObject::disconnect(counting);
}

/// As a long batch looks: most wait, some are at work, done, or doubtful.
std::vector<JobInfo> longQueue() {
    std::vector<JobInfo> out(10'000);
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i].id = static_cast<JobId>(i + 1);
        out[i].name = "sub-" + std::to_string(i + 1) + "_T1w";
        out[i].file = "/data/study/sub-" + std::to_string(i + 1) + "/anat/sub-" + std::to_string(i + 1) + "_T1w.nii.gz";
        out[i].state = i % 5 == 1   ? JobState::Running
                       : i % 5 == 2 ? JobState::Done
                       : i % 5 == 3 ? JobState::NeedsReview
                                    : JobState::Queued;
        if (out[i].state == JobState::NeedsReview) {
            out[i].notices = QStringList{QStringLiteral("The volumes of left and right differ by more than usual.")};
        }
    }
    return out;
}

/// The panel with its delegate, its filter and pictures.
void benchQueue(std::ostream& out) {
    const QTemporaryDir folder;
    EngineSettings settings;
    settings.queueFolder = pathOf(folder.path());
    Engine engine(settings); // never started
    QueueModel model;
    QueuePanel panel(engine, model);
    QImage picture(72, 72, QImage::Format_RGB32);
    picture.fill(Qt::darkGray);
    QObject::connect(&model, &QueueModel::thumbnailWanted, &panel,
                     [&](JobId id) { QTimer::singleShot(0, &panel, [&, id] { model.setThumbnail(id, picture); }); });
    panel.resize(340, 700);
    panel.show();
    waitUntil([&] { return panel.isVisible(); });
    QListView* list = nullptr;
    for (QListView* const view : panel.findChildren<QListView*>()) { // combo boxes have some, too
        list = qobject_cast<QueueDelegate*>(view->itemDelegate()) != nullptr ? view : list;
    }
    const std::vector<JobInfo> jobs = longQueue();
    const auto time = [&](const std::function<void()>& change) {
        QElapsedTimer clock;
        clock.start();
        change();
        QApplication::processEvents();
        list->viewport()->repaint();
        return static_cast<double>(clock.nsecsElapsed()) / 1e6;
    };
    print(out, {"10 000 queue entries: listed", "", {time([&] { model.takeJobs(jobs); })}});
    const auto update = [&](int step) {
        std::vector<JobInfo> changed;
        std::vector<JobProgress> progress;
        for (std::size_t i = 0; i < 20; ++i) { // all over the queue, some on the screen
            changed.push_back(jobs[(static_cast<std::size_t>(step) + i * 487) % jobs.size()]);
            changed.back().state = JobState::Running;
            progress.push_back({.id = changed.back().id, .stage = JobState::Running, .fraction = 0.4, .step = "tiles"});
        }
        return time([&] {
            model.takeJobs(changed);
            model.takeProgress(progress);
        });
    };
    print(out, repeat("10 000 queue entries: scroll", "<= 16", kSteps,
                      [&](int step) { return time([&] { list->verticalScrollBar()->setValue(step * 600); }); }));
    print(out, repeat("10 000 queue entries: update of 20", "<= 16", kSteps, update));
    list->selectAll();
    print(out, repeat("10 000 queue entries: ... with all selected", "<= 16", kSteps / 4, update));
    list->clearSelection();
    auto* const search = panel.findChild<QLineEdit*>(QString(), Qt::FindDirectChildrenOnly);
    print(out, repeat("10 000 queue entries: search", "<= 100", 6,
                      [&](int step) { return time([&] { search->setText(step % 2 == 0 ? "sub-99" : ""); }); }));
}

/// Scans that a person drops into the window, until the queue shows them; settings and queue are the bench's own.
void benchDrop(Heartbeat& heart, std::ostream& out) {
    constexpr int kFiles = 2000;
    const QTemporaryDir folder;
    const std::filesystem::path root = pathOf(folder.path());
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.path());
    std::filesystem::create_directory(root / "scans");
    std::vector<std::filesystem::path> scans;
    for (int i = 1; i <= kFiles; ++i) {
        scans.push_back(root / "scans" / ("sub-" + std::to_string(i) + "_T1w.nii.gz"));
        std::ofstream(scans.back()) << "no voxels: nothing is computed";
    }
    EngineSettings engine;
    engine.queueFolder = root / "queue";
    MainWindow window(engine);
    window.engine().hold(true);
    window.show();
    waitUntil([&] { return window.engine().state() == EngineState::Ready; });
    (void)heart.takeLongest(); // the window's start isn't the drop's
    QElapsedTimer clock;
    clock.start();
    window.take(scans);
    waitUntil([&] { return window.queue().rowCount() == kFiles; });
    print(out, {"2 000 files dropped until listed", "<= 5000", {static_cast<double>(clock.elapsed())}});
    QApplication::processEvents();
    heart.print("2 000 files dropped", out);
}

/// Finished jobs whose results are all the one label map, in a folder of their own.
std::vector<JobInfo> finishedJobs(const CaseFiles& files, const std::filesystem::path& folder, int count) {
    std::vector<JobInfo> out;
    for (int i = 1; i <= count; ++i) {
        JobInfo job{.id = i, .name = "case-" + std::to_string(i), .file = files.image, .state = JobState::Done};
        job.output = folder;
        const engine::OutputFiles result(folder, job.name);
        std::filesystem::create_symlink(std::filesystem::absolute(files.labels), result.dseg);
        engine::RunRecord record;
        record.state = "done";
        record.outputs["dseg"] = {result.dseg.filename().string(), std::to_string(i)};
        os::writeFileAtomically(result.run, engine::writeRunRecord(record));
        os::writeFileAtomically(result.json, R"({"segmented_brain": {"mean_agreement": 1}})");
        out.push_back(job);
    }
    return out;
}

void benchReview(const CaseFiles& files, std::ostream& out) {
    constexpr int kCases = 12;
    constexpr int kLook = 330; ///< ms
    const QTemporaryDir folder;
    const std::filesystem::path root = pathOf(folder.path());
    QueueModel queue;
    queue.takeJobs(finishedJobs(files, root, kCases));
    ReviewDesk desk(queue, root / "ratings.tsv");
    ReviewPictures pictures(root / "pictures");
    ReviewPage page(desk, pictures);
    page.resize(1000, 640);
    page.show();
    bool isPainted = false;
    QObject::connect(&page, &ReviewPage::painted, &page, [&] { isPainted = page.isPictureShown(); });
    QElapsedTimer clock;
    clock.start();
    page.begin();
    waitUntil([&] { return isPainted; });
    print(out, {"review: picture of a case made", "", {static_cast<double>(clock.elapsed())}});
    waitUntil([&] { return QDir(textOf(root / "pictures")).entryList({"*.png"}).size() == kCases; });
    print(out, repeat("review: next case, three a second", "<= 150", 2 * (kCases - 1), [&](int step) {
              clock.restart(); // nobody is faster than that
              waitUntil([&] { return clock.elapsed() > kLook; });
              isPainted = false;
              clock.restart();
              page.step(step < kCases - 1 ? 1 : -1);
              waitUntil([&] { return isPainted; });
              return static_cast<double>(clock.nsecsElapsed()) / 1e6;
          }));
}

} // namespace

int benchViewer(const CaseFiles& files, Application& application, std::ostream& out) {
    out << "OpenGL: " << openGlRenderer().toStdString() << ", " << std::thread::hardware_concurrency() << " CPUs\n"
        << std::left << std::setw(46) << "ms" << std::right << std::setw(9) << "median" << std::setw(9) << "99 %"
        << "   goal\n";
    benchStart(out);
    CasePage page;
    page.resize(1000, 720);
    page.show();
    waitUntil([&] { return page.isVisible(); });
    Heartbeat heart(application);
    Frames frames(page.views());
    QElapsedTimer clock;
    clock.start();
    page.open(files);
    bool isRead = false;
    QObject::connect(&page, &CasePage::caseChanged, &page, [&] { isRead = true; });
    waitUntil([&] { return isRead; });
    frames.time([&] { page.views().resetViews(); });
    print(out, {"open a scan to its first slice", "<= 1000", {static_cast<double>(clock.elapsed())}});
    heart.print("opening", out);
    waitUntil([&] { return !page.loader().isBusy(); });
    heart.print("the labels come", out);
    if (!page.state().labels()) {
        out << "the scan or its label map couldn't be read: " << files.image << ' ' << files.labels << '\n';
        return 1;
    }
    clock.restart();
    const SurfaceMaker& surfaces = page.views().volume().surfaces();
    waitUntil([&] { return surfaces.wanted() > 0 && surfaces.ready() == surfaces.wanted(); });
    print(out, {"surfaces of " + std::to_string(surfaces.wanted()) + " regions",
                "<= 15000",
                {static_cast<double>(clock.elapsed())}});
    settle();
    heart.print("surfaces", out);
    OverlayLook look = page.state().overlay();
    look.shown = false;
    page.state().setOverlay(look);
    benchScrolling(page.views(), frames, "", out);
    heart.print("scrolling", out);
    look.shown = true;
    page.state().setOverlay(look);
    benchScrolling(page.views(), frames, " with labels", out);
    heart.print("scrolling with labels", out);
    look.style = OverlayStyle::Outline;
    page.state().setOverlay(look);
    benchScrolling(page.views(), frames, " with outlines", out);
    heart.print("scrolling with outlines", out);
    look.style = OverlayStyle::Filled;
    page.state().setOverlay(look);
    benchOverlay(page.state(), frames, out);
    settle();
    heart.print("opacity and selection", out);
    benchTurning(page, out);
    heart.print("turning in 3D", out);
    benchVolume(page.views().volume(), out);
    heart.print("the scan as a volume", out);
    benchQueue(out);
    benchDrop(heart, out);
    benchReview(files, out);
    return 0;
}

int reportStart(const std::filesystem::path& queueFolder) {
    EngineSettings engine;
    engine.queueFolder = queueFolder;
    MainWindow window(engine);
    window.show();
    // shown, painted, and the event loop idle: it takes what a person does
    QTimer::singleShot(0, &window, [] {
        QApplication::processEvents();
        std::cout << kUsable << std::endl;
        QApplication::quit();
    });
    return QApplication::exec();
}

} // namespace tessera::ui
