#include "core/base/os/file.h"
#include "core/engine/device/mps.h"
#include "tests/support/expect_error.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <filesystem>
#include <fstream>

using namespace tessera;
using namespace tessera::engine;
namespace fs = std::filesystem;

/// MPS through a control program of our own making: what it was told, and what is left of it.
class TestMps : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<QTemporaryDir> m_folder;

    fs::path root() const { return m_folder->path().toStdString(); }
    void write(const std::string& name, const std::string& text = {}) const { std::ofstream(root() / name) << text; }
    QStringList calls() const {
        return fs::exists(root() / "calls")
                   ? QString::fromStdString(os::readFile(root() / "calls")).split('\n', Qt::SkipEmptyParts)
                   : QStringList();
    }
    /// Commands without where they went to.
    QStringList commands() const {
        QStringList out;
        for (const QString& call : calls()) {
            out.append(call.section(' ', 0, 0));
        }
        return out;
    }
    static std::string in(const MpsSession& session, const std::string& name) {
        for (const auto& [each, value] : session.environment()) {
            if (each == name) {
                return value;
            }
        }
        return {};
    }
    bool temporaryFolderIsEmpty() const { return fs::is_empty(root() / "tmp"); }

  private slots:
    void init();
    void withoutTheProgram();
    void withoutADaemon();
    void aRunningDaemonIsUsedAndLeftAlone();
    void aDaemonIsStartedAndStopped();
    void aDaemonThatCantStart();
    void theSmallerShareCounts();
    void daemonsOfAProgramInAHurry();
    void aKilledProgramsDaemonIsStopped();
};

void TestMps::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("FAKE_MPS", m_folder->path().toLocal8Bit());
    qputenv("PATH", TESSERA_FAKE_PROGRAMS ":/usr/bin:/bin");
    qputenv("TMPDIR", (m_folder->path() + "/tmp").toLocal8Bit());
    qunsetenv("CUDA_MPS_PIPE_DIRECTORY");
    qunsetenv("CUDA_MPS_ACTIVE_THREAD_PERCENTAGE");
    fs::create_directories(root() / "tmp");
    fs::create_directories(root() / "default");
}

void TestMps::withoutTheProgram() {
    qputenv("PATH", "/nowhere");
    QVERIFY(!findMps());
    EXPECT_ERROR(MpsSession(0), ErrorCode::Usage, "leave --mps out");
    QVERIFY(calls().isEmpty());
}

void TestMps::withoutADaemon() {
    QVERIFY(!findMps());
    QCOMPARE(commands(), QStringList{"get_server_list"});
}

void TestMps::aRunningDaemonIsUsedAndLeftAlone() {
    for (const bool isElsewhere : {false, true}) {
        if (isElsewhere) {
            fs::create_directories(root() / "elsewhere");
            qputenv("CUDA_MPS_PIPE_DIRECTORY", (m_folder->path() + "/elsewhere").toLocal8Bit());
        }
        write(isElsewhere ? "elsewhere/running" : "default/running");
        write("percent", "80.0\n");
        const auto found = findMps();
        QVERIFY(found && found->activeThreadPercent == 80 && !found->startedHere);
        {
            const MpsSession session(0);
            QVERIFY(!session.state().startedHere && session.state().activeThreadPercent == 80);
            QVERIFY(session.environment().empty()); // what we have ourselves
        }
        QVERIFY(!commands().contains("start") && !commands().contains("quit"));
    }
    QVERIFY(calls().last().contains("elsewhere"));
}

void TestMps::aDaemonIsStartedAndStopped() {
    fs::path pipe;
    {
        const MpsSession session(0);
        pipe = in(session, "CUDA_MPS_PIPE_DIRECTORY");
        QVERIFY(session.state().startedHere && session.state().activeThreadPercent == 100);
        QVERIFY(fs::exists(pipe / "running") && fs::exists(in(session, "CUDA_MPS_LOG_DIRECTORY")));
        QVERIFY(calls().contains(QString::fromStdString("start " + pipe.string() + " 700 700")));
        QVERIFY(!commands().contains("quit"));
    }
    QCOMPARE(calls().last(), QString::fromStdString("quit " + pipe.string()));
    QVERIFY(temporaryFolderIsEmpty());
}

void TestMps::aDaemonThatCantStart() {
    write("broken");
    EXPECT_ERROR(MpsSession(0), ErrorCode::ProgramFailed, "An instance of this daemon can't start");
    QVERIFY(temporaryFolderIsEmpty());
}

void TestMps::theSmallerShareCounts() {
    {
        const MpsSession session(25);
        QCOMPARE(session.state().activeThreadPercent, 25.0);
        QCOMPARE(in(session, "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE"), std::string("25"));
    }
    write("percent", "10\n"); // of the daemon
    QCOMPARE(MpsSession(25).state().activeThreadPercent, 10.0);
    qputenv("CUDA_MPS_ACTIVE_THREAD_PERCENTAGE", "5"); // of our own environment
    QCOMPARE(MpsSession(0).state().activeThreadPercent, 5.0);
}

void TestMps::daemonsOfAProgramInAHurry() {
    const MpsSession session(0);
    abandonMps();
    QCOMPARE(commands().last(), QString("quit"));
    QVERIFY(temporaryFolderIsEmpty());
    abandonMps(); // once is enough
    QCOMPARE(commands().count("quit"), 1);
}

/// Its folder is there and nobody holds its lock. One whose program lives goes on, one that is just being made, too.
void TestMps::aKilledProgramsDaemonIsStopped() {
    const MpsSession living(0);
    const fs::path left = root() / "tmp/tessera-mps-left", young = root() / "tmp/tessera-mps-young";
    for (const fs::path& folder : {left, young}) {
        fs::create_directories(folder / "pipe");
        std::ofstream(folder / "pipe/running");
    }
    std::ofstream(left / "lock");
    const MpsSession next(0);
    QVERIFY(calls().contains(QString::fromStdString("quit " + (left / "pipe").string())));
    QCOMPARE(commands().count("quit"), 1);
    QVERIFY(!fs::exists(left) && fs::exists(young));
    QVERIFY(fs::exists(fs::path(in(living, "CUDA_MPS_PIPE_DIRECTORY")) / "running"));
}

QTEST_GUILESS_MAIN(TestMps)
#include "tst_mps.moc"
