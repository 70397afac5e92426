#include "core/base/os/file.h"
#include "tests/support/tiny_bundle.h"
#include "tests/support/tiny_exam.h"
#include "tests/support/tiny_scan.h"
#include "tests/ui/window/window_test.h"
#include "ui/window/main_window.h"

#include <QProcess>

#include <algorithm>
#include <fstream>
#include <memory>

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

} // namespace

/// A patient's name and ID are seen on the screen, and nowhere else.
class TestWindowPrivacy : public QObject {
    Q_OBJECT

  public:
    explicit TestWindowPrivacy(fs::path root) : m_root(std::move(root)) {}

  private:
    const fs::path m_root;

    fs::path exam() const { return m_root / "exam"; }
    void writeExam() const {
        test::writeExamT1(exam(), test::tinyScan(), 4);
        for (const auto& entry : fs::directory_iterator(exam())) { // both are of even length, and shorter
            std::string bytes = os::readFile(entry.path());
            for (const auto& [before, after] : {std::pair{test::kIdentity[0], std::string("CANARY^ZEBRA7")},
                                                std::pair{test::kIdentity[1], std::string("CANARYID99")}}) {
                const std::size_t place = bytes.find(before);
                QVERIFY(place != std::string::npos && after.size() <= before.size());
                bytes.replace(place, before.size(), after + std::string(before.size() - after.size(), ' '));
            }
            std::ofstream(entry.path(), std::ios::binary) << bytes;
        }
    }

  private slots:
    void initTestCase();
    void theCanaryIsFound();
    void nameIsOnTheScreenAlone();
};

void TestWindowPrivacy::initTestCase() {
    test::writeTinyBundle(m_root / "bundle");
    writeExam();
    Settings settings;
    settings.model = test::toQString(m_root / "bundle");
    settings.save();
}

/// The check itself sees it where it is.
void TestWindowPrivacy::theCanaryIsFound() {
    const auto files = test::filesBelow(exam());
    QVERIFY(!files.empty());
    QVERIFY(std::all_of(files.begin(), files.end(), [](const auto& file) { return holdsCanary(file.second); }));
    QVERIFY(holdsCanary(std::string("C\0a\0n\0a\0r\0y\0", 12)));
}

void TestWindowPrivacy::nameIsOnTheScreenAlone() {
    QProcess program;
    program.setProcessChannelMode(QProcess::MergedChannels);
    const fs::path log = m_root / "engine.log"; // what the engine says to its standard error
    const fs::path script = m_root / "engine.sh";
    std::ofstream(script) << "#!/bin/sh\nexec '" TESSERA_CLI "' \"$@\" 2>>'" << log.string() << "'\n";
    fs::permissions(script, fs::perms::owner_all);
    const fs::path first = test::filesBelow(exam()).begin()->first;
    {
        MainWindow window({.program = test::toQString(script),
                           .queueFolder = m_root / "queue",
                           .options = {"--devices", "emu-8g+lanes=1"}});
        QVERIFY(test::showInFront(window));
        QVERIFY(test::drop(window, {exam() / first}));
        ViewerState& state = window.page().state();
        QTRY_VERIFY_WITH_TIMEOUT(state.image(), 30'000);
        QVERIFY(lower(state.image()->patient.name).find("canary") != std::string::npos);
        QCOMPARE(QString::fromStdString(state.image()->patient.id), QString("CANARYID99"));
        QVERIFY(state.annotations().patient); // is drawn
        const auto hasEnded = [&] {
            const auto job = window.queue().job(1);
            return job && (job->hasResult() || job->state == JobState::Failed);
        };
        QTRY_VERIFY_WITH_TIMEOUT(hasEnded(), 120'000);
        const JobInfo job = *window.queue().job(1);
        QVERIFY2(job.hasResult(), job.reasons.empty() ? "failed" : qPrintable(job.reasons[0].sentence));
        QTRY_VERIFY_WITH_TIMEOUT(!window.page().files().labels.empty(), 5'000);
        QVERIFY(window.page().views().capture().save(test::toQString(m_root / "views.png")));
        window.close();
        QTRY_COMPARE_WITH_TIMEOUT(window.engine().state(), EngineState::Stopped, 5'000);
    }
    const QString scan = test::toQString(exam() / first);
    const auto capture = [&](const QStringList& options) {
        program.start(TESSERA_DESKTOP_PROGRAM,
                      QStringList{"--open", scan, "--queue", test::toQString(m_root / "queue"), "--capture"} + options);
        QVERIFY(program.waitForFinished(60'000));
        const QByteArray said = program.readAll();
        QVERIFY2(program.exitCode() == 0, said.constData());
        QVERIFY2(!holdsCanary(said.toStdString()), said.constData());
    };
    capture({test::toQString(m_root / "grid.png"), "--view", "grid"});
    capture({test::toQString(m_root / "window.png"), "--view", "window"});

    // the program itself, as a window, for some seconds
    program.start(TESSERA_DESKTOP_PROGRAM, {scan, "--queue", test::toQString(m_root / "queue of the program")});
    QTRY_VERIFY_WITH_TIMEOUT(fs::exists(m_root / "queue of the program"), 30'000);
    QTest::qWait(3'000);
    QCOMPARE(program.state(), QProcess::Running);
    program.kill();
    QVERIFY(program.waitForFinished(10'000));
    const QByteArray said = program.readAll();
    QVERIFY2(!holdsCanary(said.toStdString()), said.constData());

    int checked = 0;
    for (const auto& [name, bytes] : test::filesBelow(m_root)) { // home, settings, queue, results, pictures, logs
        if (!name.starts_with("exam/IM")) {
            QVERIFY2(!holdsCanary(bytes) && !holdsCanary(name), name.c_str());
            ++checked;
        }
    }
    QVERIFY2(checked > 20, qPrintable(test::namesBelow(m_root).join('\n')));
    for (const char* file : {"views.png", "grid.png", "window.png", "engine.log", "config/tessera/tessera.conf"}) {
        QVERIFY2(fs::exists(m_root / file), file); // that is, they were looked at
    }
    QVERIFY(!fs::is_empty(exam() / "tessera"));
}

int main(int argc, char** argv) {
    return test::runWindowTest<TestWindowPrivacy>(argc, argv);
}
#include "tst_window_privacy.moc"
