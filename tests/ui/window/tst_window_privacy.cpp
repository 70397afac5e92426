#include "core/base/os/file.h"
#include "tests/support/child_numbers.h"
#include "tests/support/tiny_bundle.h"
#include "tests/support/tiny_exam.h"
#include "tests/support/tiny_scan.h"
#include "tests/ui/window/window_test.h"
#include "ui/dialogs/export_dialog.h"
#include "ui/dialogs/series_chooser.h"
#include "ui/window/case_keeper.h"
#include "ui/window/main_window.h"
#include "ui/window/review_page.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QSignalSpy>
#include <QTcpServer>
#include <QToolButton>
#include <QTreeWidget>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>
#include <sstream>

using namespace tessera;
using namespace tessera::ui;
namespace fs = std::filesystem;

namespace {

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

/// As it is, or as UTF-16, in which Qt writes some of its files.
bool holdsCanary(const std::string& bytes) {
    const std::string all = lower(bytes), word = "canary";
    std::string little, big;
    for (const char c : word) {
        little += {c, '\0'};
        big += {'\0', c};
    }
    const auto has = [&](const std::string& what) { return all.find(what) != std::string::npos; };
    return has(word) || has(little) || has(big);
}

/// Sockets of a process that lead to a network, as the kernel lists them: "tcp 12345"; local ones aren't among them.
QStringList networkSockets(qint64 process) {
    std::set<std::string> own;
    for (const auto& entry : fs::directory_iterator("/proc/" + std::to_string(process) + "/fd")) {
        std::error_code code;
        const std::string target = fs::read_symlink(entry.path(), code).string(); // "socket:[12345]"
        if (target.starts_with("socket:[")) {
            own.insert(target.substr(8, target.size() - 9));
        }
    }
    QStringList out;
    for (const char* kind : {"tcp", "tcp6", "udp", "udp6", "raw", "raw6"}) {
        std::ifstream list(std::string("/proc/net/") + kind);
        std::string line;
        while (std::getline(list, line)) {
            std::istringstream words(line);
            const std::vector<std::string> all{std::istream_iterator<std::string>(words), {}};
            if (all.size() > 9 && own.contains(all[9])) {
                out << QString("%1 %2").arg(kind, all[9].c_str());
            }
        }
    }
    return out;
}

} // namespace

/// A patient's name and ID are seen on the screen, and nowhere else. The tests are steps of one session.
class TestWindowPrivacy : public QObject {
    Q_OBJECT

  public:
    explicit TestWindowPrivacy(fs::path root) : m_root(std::move(root)) {}

  private:
    const fs::path m_root;
    std::unique_ptr<MainWindow> m_window;

    /// Folders of ours in `studies`: one clear series, two that a person has to choose from, one that can't be read.
    fs::path study(const char* name) const { return m_root / "studies" / name; }
    fs::path scan() const { return study("clear") / "IM0040000"; }
    void writeStudies() const;
    [[nodiscard]] bool hasEnded(JobId id) const {
        const auto job = m_window->queue().job(id);
        return job && (job->hasResult() || job->state == JobState::Failed);
    }
    /// Runs the program itself with these options.
    void runProgram(const QStringList& options) const;

  private slots:
    void initTestCase();
    void theCanaryIsFound();
    void nameIsOnTheScreen();
    void caseIsRatedWithANote();
    void caseIsExportedAndSaved();
    void seriesAreAskedAbout();
    void brokenStudyFails();
    void windowCloses();
    void picturesAreTaken();
    void programRuns();
    void networkSocketsAreSeen();
    void nameIsNowhereElse();
};

void TestWindowPrivacy::writeStudies() const {
    test::writeExamT1(study("clear"), test::tinyScan(), 4);
    test::writeExamT1(study("two"), test::tinyScan(), 4);
    test::writeExamT1(study("two"), test::tinyScan(), 6);
    test::writeExamT1(study("broken"), test::tinyScan(), 4);
    for (const auto& [name, bytes] : test::filesBelow(m_root / "studies")) {
        std::string changed = bytes;
        for (const auto& [before, after] : {std::pair{test::kIdentity[0], std::string("CANARY^ZEBRA7")},
                                            std::pair{test::kIdentity[1], std::string("CANARYID99")}}) {
            const std::size_t place = changed.find(before); // both are of even length, and shorter
            QVERIFY(place != std::string::npos && after.size() <= before.size());
            changed.replace(place, before.size(), after + std::string(before.size() - after.size(), ' '));
        }
        std::ofstream(m_root / "studies" / name, std::ios::binary) << changed;
    }
    const fs::path torn = study("broken") / "IM0040011"; // in the middle of its pixels
    fs::resize_file(torn, fs::file_size(torn) - 700);
}

void TestWindowPrivacy::initTestCase() {
    test::writeTinyBundle(m_root / "bundle");
    writeStudies();
    Settings settings;
    settings.model = test::toQString(m_root / "bundle");
    settings.save();
    const fs::path log = m_root / "engine.log"; // what the engine says to its standard error
    const fs::path script = m_root / "engine.sh";
    std::ofstream(script) << "#!/bin/sh\nexec '" TESSERA_CLI "' \"$@\" 2>>'" << log.string() << "'\n";
    fs::permissions(script, fs::perms::owner_all);
    m_window = std::make_unique<MainWindow>(
        EngineSettings{.program = test::toQString(script),
                       .queueFolder = m_root / "queue",
                       .options = {"--devices", "emu-8g+lanes=1", "--trace", test::toQString(m_root / "trace.json")}});
    QVERIFY(test::showInFront(*m_window));
}

/// The check itself sees it where it is.
void TestWindowPrivacy::theCanaryIsFound() {
    const auto files = test::filesBelow(m_root / "studies");
    QVERIFY(files.size() > 100);
    QVERIFY(std::all_of(files.begin(), files.end(), [](const auto& file) { return holdsCanary(file.second); }));
    QVERIFY(holdsCanary(std::string("C\0a\0n\0a\0r\0y\0", 12)));
}

void TestWindowPrivacy::nameIsOnTheScreen() {
    QVERIFY(test::drop(*m_window, {scan()}));
    ViewerState& state = m_window->page().state();
    QTRY_VERIFY_WITH_TIMEOUT(state.image(), 30'000);
    QVERIFY(lower(state.image()->patient.name).find("canary") != std::string::npos);
    QCOMPARE(QString::fromStdString(state.image()->patient.id), QString("CANARYID99"));
    QVERIFY(state.annotations().patient); // is drawn
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(1), 120'000);
    const JobInfo job = *m_window->queue().job(1);
    QVERIFY2(job.hasResult(), job.reasons.empty() ? "failed" : qPrintable(job.reasons[0].sentence));
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->page().files().labels.empty(), 5'000);
    QVERIFY(m_window->page().views().capture().save(test::toQString(m_root / "views.png")));
}

void TestWindowPrivacy::caseIsRatedWithANote() {
    QTest::mouseClick(test::named<QToolButton>(*m_window, "Review finished cases"), Qt::LeftButton);
    auto* page = m_window->findChild<ReviewPage*>();
    QTRY_VERIFY_WITH_TIMEOUT(page->isPictureShown(), 60'000);
    QTest::keyClick(page, Qt::Key_T);
    QTest::keyClicks(QApplication::focusWidget(), "moved");
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTest::keyClick(page, Qt::Key_X);
    QTRY_VERIFY_WITH_TIMEOUT(fs::exists(m_root / "state/tessera/review/ratings.tsv"), 5'000);
    QTRY_VERIFY_WITH_TIMEOUT(!test::filesBelow(m_root / "state/tessera/review/pictures").empty(), 20'000);
    QTest::keyClick(page, Qt::Key_Escape);
}

void TestWindowPrivacy::caseIsExportedAndSaved() {
    QTest::keyClick(m_window.get(), Qt::Key_E, Qt::ControlModifier);
    auto* dialog = m_window->findChild<ExportDialog*>();
    QVERIFY(dialog != nullptr);
    for (QCheckBox* const each : dialog->findChildren<QCheckBox*>()) {
        each->setChecked(true);
    }
    test::named<QLineEdit>(*dialog, "Folder")->setText(test::toQString(m_root / "exported"));
    test::pressButton(*dialog, "Export");
    auto* said = test::named<QLabel>(*dialog, "Result of the export");
    QTRY_VERIFY2_WITH_TIMEOUT(said->text().startsWith("Done"), qPrintable(said->text()), 60'000);
    dialog->close();
    auto* keeper = m_window->findChild<CaseKeeper*>();
    QSignalSpy saved(keeper, &CaseKeeper::saved);
    keeper->save(m_root / "saved.tessera");
    QVERIFY(saved.wait(20'000));
}

void TestWindowPrivacy::seriesAreAskedAbout() {
    QVERIFY(test::drop(*m_window, {study("two")}));
    const auto chooser = [this] { return m_window->findChild<SeriesChooser*>(); };
    QTRY_VERIFY_WITH_TIMEOUT(chooser() != nullptr && chooser()->isVisible(), 30'000);
    const auto isFirst = chooser()->findChild<QTreeWidget*>()->topLevelItem(0);
    isFirst->setCheckState(0, Qt::Checked);
    test::pressButton(*chooser(), "Segment");
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(2), 120'000);
}

void TestWindowPrivacy::brokenStudyFails() {
    QVERIFY(test::drop(*m_window, {study("broken")}));
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(3), 120'000);
    const JobInfo job = *m_window->queue().job(3);
    QVERIFY(job.state == JobState::Failed && !job.reasons.empty());
    QVERIFY(!holdsCanary(job.reasons[0].sentence.toStdString()));
}

void TestWindowPrivacy::windowCloses() {
    m_window->close();
    QTRY_COMPARE_WITH_TIMEOUT(m_window->engine().state(), EngineState::Stopped, 5'000);
    m_window.reset();
}

void TestWindowPrivacy::runProgram(const QStringList& options) const {
    const test::CliResult result = test::Cli(TESSERA_DESKTOP_PROGRAM).run(options);
    QVERIFY2(result.code == 0 && !holdsCanary(result.text()), result.text().c_str());
}

void TestWindowPrivacy::picturesAreTaken() {
    for (const char* view : {"grid", "window"}) {
        const QString picture = test::toQString(m_root / view) + ".png";
        runProgram({"--open", test::toQString(scan()), "--queue", test::toQString(m_root / "queue"), "--capture",
                    picture, "--view", view});
    }
}

/// As a window, for some seconds.
void TestWindowPrivacy::programRuns() {
    QProcess program;
    program.setProcessChannelMode(QProcess::MergedChannels);
    program.start(TESSERA_DESKTOP_PROGRAM,
                  {test::toQString(scan()), "--queue", test::toQString(m_root / "queue of the program")});
    QTRY_VERIFY_WITH_TIMEOUT(fs::exists(m_root / "queue of the program"), 30'000);
    QTest::qWait(3'000);
    QCOMPARE(program.state(), QProcess::Running);
    QList<qint64> processes{program.processId()};
    for (const auto child : test::childrenOf(program.processId(), "serve")) {
        processes << child;
    }
    QVERIFY(processes.size() > 1); // its engine
    for (const qint64 process : processes) {
        QCOMPARE(networkSockets(process), QStringList());
    }
    program.kill();
    QVERIFY(program.waitForFinished(10'000));
    const QByteArray said = program.readAll();
    QVERIFY2(!holdsCanary(said.toStdString()), said.constData());
}

/// The look at sockets sees one where there is one.
void TestWindowPrivacy::networkSocketsAreSeen() {
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QCOMPARE(networkSockets(QCoreApplication::applicationPid()).size(), 1);
}

void TestWindowPrivacy::nameIsNowhereElse() {
    int checked = 0;
    for (const auto& [name, bytes] : test::filesBelow(m_root)) { // home, settings, queue, results, pictures, logs
        const bool isScan = name.starts_with("studies/") && fs::path(name).filename().string().starts_with("IM");
        if (!isScan) {
            QVERIFY2(!holdsCanary(bytes) && !holdsCanary(name), name.c_str());
            ++checked;
        }
    }
    QVERIFY2(checked > 40, qPrintable(test::namesBelow(m_root).join('\n')));
    for (const char* file : {"views.png", "grid.png", "window.png", "engine.log", "trace.json", "saved.tessera",
                             "config/tessera/tessera.conf", "state/tessera/review/ratings.tsv"}) {
        QVERIFY2(fs::exists(m_root / file), file); // that is, they were looked at
    }
    QVERIFY(!fs::is_empty(study("clear") / "tessera") && !fs::is_empty(m_root / "exported"));
}

int main(int argc, char** argv) {
    return test::runWindowTest<TestWindowPrivacy>(argc, argv);
}
#include "tst_window_privacy.moc"
