#include "core/base/os/file.h"
#include "core/engine/inputs.h"
#include "core/engine/run_record.h"
#include "tests/support/child_numbers.h"
#include "tests/support/cli_process.h"
#include "tests/support/shared_data.h"
#include "tests/support/tiny_bundle.h"
#include "tests/support/tiny_scan.h"
#include "tests/support/trace_file.h"

#include <QTemporaryDir>
#include <QtTest>

#include <nlohmann/json.hpp>
#include <signal.h>

#include <algorithm>
#include <map>
#include <set>

using namespace tessera;
using engine::OutputFiles;
using test::CliResult;
using test::toQString;
namespace fs = std::filesystem;

#define EXPECT_EXIT(result, expected) QVERIFY2((result).code == (expected), (result).text().c_str())

namespace {

/// A control program of MPS in PATH for as long as this lives.
class FakeMps {
  public:
    FakeMps(fs::path folder, test::Cli& cli) : m_folder(std::move(folder)), m_cli(cli) {
        fs::create_directories(m_folder / "default");
        m_cli.setEnvironment("FAKE_MPS", toQString(m_folder));
        m_cli.setEnvironment("PATH", TESSERA_FAKE_PROGRAMS ":/usr/bin:/bin");
    }
    ~FakeMps() { m_cli.setEnvironment("PATH", "/nowhere"); }
    FakeMps(const FakeMps&) = delete;
    FakeMps& operator=(const FakeMps&) = delete;

    /// From now on somebody else's daemon runs.
    void run() const { os::writeFileAtomically(m_folder / "default" / "running", std::string_view()); }
    /// How often it was told something.
    [[nodiscard]] int count(const std::string& command) const {
        const QStringList calls = QString::fromStdString(os::readFile(m_folder / "calls")).split('\n');
        return static_cast<int>(calls.filter(QRegularExpression("^" + QString::fromStdString(command))).size());
    }

  private:
    fs::path m_folder;
    test::Cli& m_cli;
};

} // namespace

/// `segment` over several devices, from outside: real tiles on emulated devices with faults.
class TestSegmentDevices : public QObject {
    Q_OBJECT

  private:
    QTemporaryDir m_folder;
    test::Cli m_cli{TESSERA_CLI};

    fs::path root() const { return m_folder.path().toStdString(); }
    OutputFiles files(const QString& folder) const { return {root() / folder.toStdString(), "scan"}; }
    CliResult segment(const QString& output, const QStringList& options) const {
        return m_cli.run(QStringList{"segment", "scan.nii", "-o", output, "--model", "bundle", "--repeatable"} +
                         options);
    }
    /// Empty if two results hold the same labels, agreement, coverage and volumes, byte for byte.
    std::string differenceTo(const QString& folder) const {
        const OutputFiles one = files("one"), other = files(folder);
        for (const auto& [a, b] : {std::pair(one.dseg, other.dseg),
                                   {one.agreement, other.agreement},
                                   {one.coverage, other.coverage},
                                   {one.csv, other.csv},
                                   {one.tsv, other.tsv},
                                   {one.json, other.json}}) {
            if (os::readFile(a) != os::readFile(b)) {
                return b.string();
            }
        }
        return {};
    }

  private slots:
    void initTestCase();
    void everyWayGivesTheSameFiles_data();
    void everyWayGivesTheSameFiles();
    void lanesOfAllDevices();
    void killedWorkersCostNothing();
    void aWorkerThatCantStartFailsTheScan();
    void interruptedWithWorkers();
    void mpsForARun();
    void mpsEndsAfterFailures();
    void whatDevicesDidIsSaid();
    void traceShowsEveryTile();
    void traceOfAnInterruptedRun();
    void recordNamesTheKinds();
    void failures_data();
    void failures();
    void usageErrors_data();
    void usageErrors();
    void wholeVolumesRunOnOneCpu();
};

void TestSegmentDevices::initTestCase() {
    test::writeTinyBundle(root() / "bundle");
    test::tinyNifti(test::tinyScan()).write(root() / "scan.nii");
    m_cli.setWorkingFolder(root());
    m_cli.setEnvironment("PATH", "/nowhere"); // without NVIDIA's programs
    EXPECT_EXIT(segment("one", {"--devices", "cpu", "--policy", "sequential"}), 0);
}

void TestSegmentDevices::everyWayGivesTheSameFiles_data() {
    QTest::addColumn<QString>("devices");
    QTest::addColumn<QString>("policy");
    QTest::newRow("cpu and two emulated") << "cpu,2xemu-8g"
                                          << "resource-aware";
    QTest::newRow("uneven") << "emu-8g+lanes=3,emu-1g@0.6"
                            << "resource-aware";
    QTest::newRow("out of memory") << "cpu,emu-8g+oom=1+oom=3"
                                   << "resource-aware";
    QTest::newRow("one disappears") << "cpu,emu-8g+lost=4"
                                    << "resource-aware";
    QTest::newRow("slower on the way") << "emu-8g+slow=0.5:3,emu-8g"
                                       << "load-and-memory";
    QTest::newRow("in a process") << "cpu+process"
                                  << "sequential";
    QTest::newRow("in processes") << "cpu+process,emu-8g+lanes=2+process+oom=2,emu-8g"
                                  << "resource-aware";
    QTest::newRow("static share") << "2xemu-8g"
                                  << "static-share";
}

void TestSegmentDevices::everyWayGivesTheSameFiles() {
    QFETCH(QString, devices);
    QFETCH(QString, policy);
    const QString output = QString("out-%1").arg(QTest::currentDataTag());
    EXPECT_EXIT(segment(output, {"--devices", devices, "--policy", policy}), 0);
    QCOMPARE(differenceTo(output), std::string());
}

void TestSegmentDevices::lanesOfAllDevices() {
    const CliResult result = segment("lanes", {"--devices", "cpu,emu-8g", "--lanes", "2", "--lane-kind", "process"});
    EXPECT_EXIT(result, 0);
    QCOMPARE(differenceTo("lanes"), std::string());
}

/// The first two before they have computed anything, and one in the middle.
void TestSegmentDevices::killedWorkersCostNothing() {
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.start(TESSERA_CLI, {"segment", "scan.nii", "-o", "killed", "--model", "bundle", "--repeatable", "--devices",
                                "emu-8g@0.2", "--lane-kind", "process", "--json"});
    QVERIFY(process.waitForStarted());
    std::set<int> killed;
    std::string out;
    while (process.state() != QProcess::NotRunning) {
        process.waitForReadyRead(1);
        out += process.readAllStandardOutput().toStdString();
        const bool isInTheMiddle = out.find("tiles (10 of 27)") != std::string::npos;
        for (const int worker : test::childrenOf(process.processId(), "lane-worker")) {
            if (killed.size() < 2 || (killed.size() == 2 && isInTheMiddle)) {
                if (killed.insert(worker).second) {
                    ::kill(worker, SIGKILL);
                }
            }
        }
    }
    const QByteArray err = process.readAllStandardError();
    QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0, err.constData());
    QCOMPARE(killed.size(), std::size_t{3});
    QCOMPARE(differenceTo("killed"), std::string());
}

/// One whose bundle has changed under it says so; the scan fails with its reason.
void TestSegmentDevices::aWorkerThatCantStartFailsTheScan() {
    const CliResult nobodysWorker = m_cli.run({"lane-worker", "bundle", "hash", "cpu", "fp32", "1"});
    EXPECT_EXIT(nobodysWorker, 2);
    QVERIFY2(nobodysWorker.err.find("started by Tessera itself") != std::string::npos, nobodysWorker.text().c_str());
    QVERIFY(m_cli.run({"--help"}).out.find("lane-worker") == std::string::npos);
    std::string out;
    int code = 0;
    for (int attempt = 0; attempt < 10 && code == 0; ++attempt) { // on a busy machine the scan may be through before us
        out.clear();
        test::writeTinyBundle(root() / "changing");
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(TESSERA_CLI, {"segment", "scan.nii", "-o", "changed", "--model", "changing", "--repeatable",
                                    "--devices", "cpu", "--lane-kind", "process", "--json", "--overwrite"});
        QVERIFY(process.waitForStarted());
        while (out.find("\"preparing\"") == std::string::npos && process.state() != QProcess::NotRunning) {
            process.waitForReadyRead(100);
            out += process.readAllStandardOutput().toStdString();
        }
        os::writeFileAtomically(root() / "changing" / "manifest.json", // another byte, another bundle
                                os::readFile(root() / "changing" / "manifest.json") + " ");
        QVERIFY(process.waitForFinished(300'000));
        out += process.readAllStandardOutput().toStdString();
        code = process.exitCode();
    }
    QCOMPARE(code, 1);
    QVERIFY2(out.find("changed since the run began") != std::string::npos, out.c_str());
}

void TestSegmentDevices::interruptedWithWorkers() {
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.start(TESSERA_CLI, {"segment", "scan.nii", "-o", "interrupted", "--model", "bundle", "--repeatable",
                                "--devices", "emu-8g@0.01", "--lane-kind", "process", "--lanes", "2"});
    QVERIFY(process.waitForStarted());
    std::vector<int> workers;
    QTRY_VERIFY_WITH_TIMEOUT((workers = test::childrenOf(process.processId(), "lane-worker")).size() == 2, 60'000);
    ::kill(workers[0], SIGINT); // as a terminal does
    ::kill(workers[1], SIGINT);
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 130);
    for (const int worker : workers) {
        QTRY_VERIFY_WITH_TIMEOUT(test::isGone(worker), 10'000);
    }
    QVERIFY(test::namesBelow(root() / "interrupted").filter("dseg").isEmpty());
}

void TestSegmentDevices::mpsForARun() {
    FakeMps mps(root() / "mps", m_cli);
    const CliResult result = segment(
        "mps-run", {"--devices", "emu-8g", "--lanes", "2", "--lane-kind", "process", "--mps", "--mps-share", "40"});
    EXPECT_EXIT(result, 0);
    QVERIFY2(result.out.find("MPS: started for this run, a process got up to 40 %") != std::string::npos,
             result.text().c_str());
    QCOMPARE(mps.count("start"), 1);
    QCOMPARE(mps.count("quit"), 1);
    QCOMPARE(differenceTo("mps-run"), std::string());
    mps.run();
    QVERIFY(segment("mps-used", {"--devices", "emu-8g+process", "--mps"}).out.find("MPS: the daemon that runs") !=
            std::string::npos);
    QCOMPARE(mps.count("start"), 1);
    QCOMPARE(mps.count("quit"), 1);
    QVERIFY(m_cli.run({"devices"}).out.find("a control daemon runs") != std::string::npos);
    QVERIFY(m_cli.run({"devices", "--json"}).out.find("\"mps\":{\"active_thread_percent\":100.0}") !=
            std::string::npos);
}

void TestSegmentDevices::mpsEndsAfterFailures() {
    FakeMps mps(root() / "mps-failures", m_cli);
    const CliResult failed = segment("mps-failed", {"--devices", "emu-4m+process", "--mps"});
    EXPECT_EXIT(failed, 1);
    QCOMPARE(mps.count("start"), 1);
    QCOMPARE(mps.count("quit"), 1);
    // a signal while tiles that take longer than its grace are computed
    const CliResult result = m_cli.interrupt({"segment", "scan.nii", "-o", "mps-interrupted", "--model", "bundle",
                                              "--repeatable", "--devices", "emu-8g@0.0001+process", "--mps"},
                                             "tiles", 500, SIGINT);
    EXPECT_EXIT(result, 130);
    QCOMPARE(mps.count("start"), 2);
    QCOMPARE(mps.count("quit"), 2);
}

void TestSegmentDevices::whatDevicesDidIsSaid() {
    const CliResult result = segment("said", {"--devices", "2xemu-8g"});
    EXPECT_EXIT(result, 0);
    int tiles = 0;
    for (const QString& line : result.outLines()) {
        static const QRegularExpression kUse(
            "^emu-8g.*: (\\d+) tiles, [\\d.]+ a second, busy \\d+ % of \\d+ s, at most [\\d.]+ GiB reserved$");
        const auto match = kUse.match(line);
        tiles += match.hasMatch() ? match.captured(1).toInt() : 0;
    }
    QVERIFY2(tiles == 27, result.text().c_str());
}

/// Of a lane in the process and one in a worker.
void TestSegmentDevices::traceShowsEveryTile() {
    const CliResult result =
        segment("traced", {"--devices", "emu-8g+lanes=1,emu-7g+lanes=1+process", "--trace", "trace.json"});
    EXPECT_EXIT(result, 0);
    const auto trace = nlohmann::json::parse(os::readFile(root() / "trace.json"));
    std::set<std::string> tracks, stages, counters, tiles;
    for (const auto& event : trace) {
        const std::string phase = event.at("ph");
        const std::string name = event.at("name");
        if (phase == "M" && event.contains("tid")) {
            tracks.insert(event.at("args").at("name").get<std::string>());
        } else if (phase == "C") {
            counters.insert(name);
        } else if (name.starts_with("tile ")) {
            tiles.insert(name);
            QVERIFY(event.at("dur").get<double>() > 0);
        } else if (name.starts_with("copy ")) {
            QVERIFY(event.at("args").at("bytes").get<int>() > 0);
        } else if (name == "wait") {
            QVERIFY(!event.at("args").at("for").get<std::string>().empty());
        } else if (phase == "X") {
            stages.insert(name);
        }
    }
    QCOMPARE(tiles.size(), std::size_t{27});
    QCOMPARE(stages, (std::set<std::string>{"preparing", "running", "finishing"}));
    QCOMPARE(tracks.size(), std::size_t{3}); // two lanes and a job
    QVERIFY(counters.contains("CPU") && counters.size() == 5);

    const std::map<std::string, test::LaneTimes> lanes = test::laneTimes(trace);
    QCOMPARE(lanes.size(), std::size_t{2});
    for (const auto& [name, lane] : lanes) {
        const double run = lane.last - lane.first, told = lane.tiles + lane.copies + lane.waits;
        QVERIFY2(!lane.overlap && run > 0 && told > 0.97 * run && told < 1.001 * run, name.c_str());
        QVERIFY2(lane.first < 5 && lane.waits > 0, name.c_str()); // from the lane's start
        QCOMPARE(lane.copies > 0, name.starts_with("emu-7g"));    // which has a worker
    }
    const double difference = std::abs(lanes.begin()->second.last - lanes.rbegin()->second.last);
    QVERIFY2(difference < 1, std::to_string(difference).c_str()); // to its end
}

void TestSegmentDevices::traceOfAnInterruptedRun() {
    const CliResult result =
        m_cli.interrupt({"segment", "scan.nii", "-o", "stopped", "--model", "bundle", "--repeatable", "--devices",
                         "emu-8g@0.2", "--json", "--trace", "stopped.json"},
                        "\"device\":\"emu-8g", 0, SIGINT);
    EXPECT_EXIT(result, 128 + SIGINT);
    const auto trace = test::readTrace(root() / "stopped.json"); // it may have had no time for its end
    std::set<std::string> names;
    for (const auto& event : trace) {
        names.insert(event.at("name").get<std::string>());
    }
    QVERIFY(names.contains("preparing"));
    const auto isTile = [](const std::string& name) { return name.starts_with("tile "); };
    const auto tiles = std::count_if(names.begin(), names.end(), isTile);
    QVERIFY2(tiles > 0 && tiles < 27, result.text().c_str());
}

void TestSegmentDevices::recordNamesTheKinds() {
    EXPECT_EXIT(segment("kinds", {"--devices", "cpu,emu-8g"}), 0);
    const engine::RunRecord record = engine::readRunRecord(files("kinds").run);
    QCOMPARE(record.device.kind, std::string("cpu+emulated"));
    QCOMPARE(record.options.devices, std::string("cpu,emu-8g"));
    QCOMPARE(engine::readRunRecord(files("one").run).device.kind, std::string("cpu"));
}

void TestSegmentDevices::failures_data() {
    QTest::addColumn<QString>("devices");
    QTest::newRow("no room for a tile") << "emu-4m";
    QTest::newRow("all disappear") << "emu-8g+lost=2,emu-8g+lost=3";
}

void TestSegmentDevices::failures() {
    QFETCH(QString, devices);
    const QString output = QString("failed-%1").arg(QTest::currentDataTag());
    const CliResult result = segment(output, {"--devices", devices});
    EXPECT_EXIT(result, 1);
    QVERIFY2(result.err.find("scan.nii") != std::string::npos, result.text().c_str());
    QCOMPARE(test::namesBelow(root() / output.toStdString()), QStringList{"failures.tsv"});
}

void TestSegmentDevices::usageErrors_data() {
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* devices, const char* said) {
        QTest::newRow(devices) << QStringList{"--devices", devices} << said;
    };
    row("gpu", "gpu");
    row("emu", "emu");
    row("cuda", "--devices cuda: there is no such GPU: ");
    row("cuda:0,cuda0", "one GPU can't be several devices");
    row("emu-8g+bf16", "--precision bf16");
    row("cpu+node=99", "no NUMA node 99");
    QTest::newRow("mps on a cpu") << QStringList{"--devices", "cpu+process", "--mps"} << "--mps is for GPUs";
    QTest::newRow("mps of streams") << QStringList{"--devices", "emu-8g", "--mps"} << "--mps is for GPUs";
    QTest::newRow("mps is missing") << QStringList{"--devices", "emu-8g+process", "--mps"} << "leave --mps out";
    QTest::newRow("share without mps") << QStringList{"--mps-share", "50"} << "--mps";
    QTest::newRow("lanes") << QStringList{"--lanes", "17"} << "16";
    QTest::newRow("lane kind") << QStringList{"--lane-kind", "thread"} << "stream";
    QTest::newRow("policy") << QStringList{"--policy", "best"} << "resource-aware";
}

void TestSegmentDevices::usageErrors() {
    QFETCH(QStringList, options);
    QFETCH(QString, said);
    const CliResult result = segment("usage", options);
    EXPECT_EXIT(result, 2);
    QVERIFY2(result.err.find(said.toStdString()) != std::string::npos, result.text().c_str());
    QVERIFY2(test::namesBelow(root() / "usage").isEmpty(), result.text().c_str());
}

void TestSegmentDevices::wholeVolumesRunOnOneCpu() {
    const CliResult result = m_cli.run(
        {"segment", "scan.nii", "-o", "whole", "--model", "meshnet-subcortical-18", "--devices", "cpu,emu-8g"});
    EXPECT_EXIT(result, 2);
    QVERIFY2(result.err.find("--devices cpu") != std::string::npos, result.text().c_str());
    const CliResult lanes = m_cli.run(
        {"segment", "scan.nii", "-o", "whole", "--model", "meshnet-subcortical-18", "--lane-kind", "process"});
    EXPECT_EXIT(lanes, 2);
    QVERIFY2(lanes.err.find("without process lanes") != std::string::npos, lanes.text().c_str());
}

QTEST_GUILESS_MAIN(TestSegmentDevices)
#include "tst_segment_devices.moc"
