#include "core/base/os/file.h"
#include "core/engine/inputs.h"
#include "core/engine/run_record.h"
#include "tests/support/cli_process.h"
#include "tests/support/shared_data.h"
#include "tests/support/tiny_bundle.h"
#include "tests/support/tiny_scan.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace tessera;
using engine::OutputFiles;
using test::CliResult;
using test::toQString;
namespace fs = std::filesystem;

#define EXPECT_EXIT(result, expected) QVERIFY2((result).code == (expected), (result).text().c_str())

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
    void whatDevicesDidIsSaid();
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

void TestSegmentDevices::whatDevicesDidIsSaid() {
    const CliResult result = segment("said", {"--devices", "2xemu-8g"});
    EXPECT_EXIT(result, 0);
    int tiles = 0;
    for (const QString& line : result.outLines()) {
        static const QRegularExpression kUse("^emu-8g.*: (\\d+) tiles, busy \\d+ % of \\d+ s$");
        const auto match = kUse.match(line);
        tiles += match.hasMatch() ? match.captured(1).toInt() : 0;
    }
    QVERIFY2(tiles == 27, result.text().c_str());
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
    row("emu-8g+process", "processes");
    row("cpu+node=99", "no NUMA node 99");
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
}

QTEST_GUILESS_MAIN(TestSegmentDevices)
#include "tst_segment_devices.moc"
