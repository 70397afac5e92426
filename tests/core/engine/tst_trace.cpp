#include "core/engine/trace/trace.h"
#include "tests/support/expect_error.h"
#include "tests/support/trace_file.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace tessera;
using namespace tessera::engine;
using namespace std::chrono_literals;

/// The file as it grows and when it is finished.
class TestTrace : public QObject {
    Q_OBJECT

  private:
    QTemporaryDir m_folder;
    std::filesystem::path fileNamed(const char* name) const {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

  private slots:
    void eventsAreWrittenWhileTheyCome();
    void copiesStandBesideTheirTile();
    void aFolderThatIsNotThere();
};

void TestTrace::eventsAreWrittenWhileTheyCome() {
    const std::filesystem::path file = fileNamed("grows.json");
    const std::string device = "cpu";
    const auto now = std::chrono::steady_clock::now();
    Trace trace(file);
    trace.wait({device, 0, "a scan that is prepared", now, now + 1s});
    QTRY_VERIFY(test::laneTimes(test::readTrace(file)).contains("cpu lane 1"));
    QVERIFY(!os::readFile(file).ends_with("]\n")); // as a kill would leave it
    for (int i = 1; i <= 20'000; ++i) {            // more than is kept in memory
        trace.wait({device, 0, "memory of its device", now + i * 1s, now + (i + 1) * 1s});
        if (i % 1000 == 0) {
            QTest::qWait(1);
        }
    }
    trace.finish();
    const auto whole = nlohmann::json::parse(os::readFile(file));
    QCOMPARE(whole.back().at("args").at("left out").get<int>(), 0);
    const test::LaneTimes lane = test::laneTimes(whole).at("cpu lane 1");
    QVERIFY(!lane.overlap);
    QCOMPARE(std::lround(lane.waits), 20'001L);
}

void TestTrace::copiesStandBesideTheirTile() {
    const std::filesystem::path file = fileNamed("copies.json");
    const std::string device = "cpu", scan = "/secret/scan.nii";
    Trace trace(file);
    const auto now = std::chrono::steady_clock::now();
    trace.tile(
        {.device = device,
         .lane = 1,
         .scan = scan,
         .tile = "1_1_1",
         .begin = now,
         .end = now + 10s,
         .isDone = true,
         .copies = {{"copy to the worker", now, now + 2s, 8}, {"copy from the worker", now + 9s, now + 10s, 2}}});
    trace.tile({.device = device,
                .lane = 0,
                .scan = scan,
                .tile = "1_1_1",
                .begin = now,
                .end = now + 10s,
                .isDone = true,
                .copies = {{"copy in", now + 1s, now + 2s, 8, true}, {"copy out", now + 5s, now + 9s, 2, true}}});
    trace.finish();
    const auto lanes = test::laneTimes(test::readTrace(file));
    QCOMPARE(std::lround(lanes.at("cpu lane 2").tiles), 7L);
    QCOMPARE(std::lround(lanes.at("cpu lane 2").copies), 3L);
    QVERIFY(!lanes.at("cpu lane 2").overlap);
    QCOMPARE(std::lround(lanes.at("cpu lane 1").tiles), 10L); // a GPU's copies go on beside it
    QCOMPARE(std::lround(lanes.at("cpu lane 1 copies").copies), 5L);
    QVERIFY(os::readFile(file).find("secret") == std::string::npos);
}

void TestTrace::aFolderThatIsNotThere() {
    EXPECT_ERROR(Trace(fileNamed("nowhere") / "trace.json"), ErrorCode::WriteFailed, "trace.json");
}

QTEST_GUILESS_MAIN(TestTrace)
#include "tst_trace.moc"
