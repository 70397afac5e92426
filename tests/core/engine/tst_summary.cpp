#include "core/base/os/file.h"
#include "core/base/tsv.h"
#include "core/engine/run_record.h"
#include "core/engine/summary.h"
#include "tests/support/expect_error.h"

#include <QTemporaryDir>
#include <QtTest>

#include <nlohmann/json.hpp>

using namespace tessera;
using namespace tessera::engine;
namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

class TestSummary : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<QTemporaryDir> m_folder;

    fs::path root() const { return m_folder->path().toStdString(); }
    Tsv table(const char* name) const {
        return parseTsv(os::readFile(root() / name), name, ErrorCode::LabelTableInvalid);
    }
    Tsv failures() const { return table("failures.tsv"); }
    bool exists(const char* name) const { return fs::exists(root() / name); }
    /// A finished result as far as the summary reads it.
    void writeResult(const std::string& name, const std::map<std::string, double>& volumes) const {
        RunRecord record;
        record.name = name;
        record.state = "needs review";
        record.laterality = "verified";
        record.reasons = {{"A", "First."}, {"B", "Second."}};
        record.bundle = {"tiny", "1", "", ""};
        const fs::path stem = root() / name;
        record.outputs["volumes_json"] = {stem.filename().string() + "_volumes.json", ""};
        Json json{{"segmented_brain", {{"volume_mm3", 10.5}}}, {"etiv", nullptr}, {"regions", Json::array()}};
        for (const auto& [region, volume] : volumes) {
            json["regions"].push_back({{"name", region}, {"volume_mm3", volume}});
        }
        os::makeFolder(stem.parent_path());
        os::writeFileAtomically(stem.string() + "_volumes.json", json.dump());
        os::writeFileAtomically(stem.string() + "_run.json", writeRunRecord(record));
    }

  private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void failuresMergeAndGoAway();
    void repairedUnderAnotherSpelling();
    void repairedFolder();
    void failuresThatAreHardToWrite();
    void strangersFileIsReplaced();
    void volumesOfAllResults();
    void damagedResultsAreLeftOut();
    void regionsNamedLikeColumns();
    void nothingFoundMakesNoTable();
};

void TestSummary::failuresMergeAndGoAway() {
    writeFailures(root(), {{"/d/a.nii", "FileEmpty", "a is empty."}, {"/d/b.nii", "FileEmpty", "b is empty."}}, {});
    QCOMPARE(failures().header, (std::vector<std::string>{"file", "code", "message"}));
    QCOMPARE(failures().rows.size(), std::size_t{2});
    writeFailures(root(), {{"/d/c.nii", "FileEmpty", "c is empty."}, {"/d/b.nii", "FileMissing", "b is gone."}},
                  {"/d/other.nii"});
    const Tsv merged = failures();
    QCOMPARE(merged.rows.size(), std::size_t{3});
    QCOMPARE(merged.rows[0][0], std::string("/d/a.nii"));
    QCOMPARE(merged.rows[2], (std::vector<std::string>{"/d/b.nii", "FileMissing", "b is gone."}));
    writeFailures(root(), {}, {"/d/a.nii", "/d/b.nii"});
    QCOMPARE(failures().rows.size(), std::size_t{1});
    writeFailures(root(), {}, {"/d/c.nii"});
    QVERIFY(!exists("failures.tsv"));
    writeFailures(root(), {}, {"/d/c.nii"}); // and again without a file
    QVERIFY(!exists("failures.tsv"));
}

/// The same file named from another folder is the same file.
void TestSummary::repairedUnderAnotherSpelling() {
    const fs::path before = fs::current_path();
    fs::current_path(root());
    writeFailures(root(), {{"a.nii", "FileEmpty", "a.nii: empty."}}, {});
    fs::create_directory("sub");
    fs::current_path("sub");
    writeFailures(root(), {}, {"../a.nii"});
    fs::current_path(before);
    QVERIFY(!exists("failures.tsv"));
}

/// A folder without images failed as such; now an image of it went well.
void TestSummary::repairedFolder() {
    writeFailures(root(), {{"/d/study", "NoInputs", "empty."}, {"/d/study2", "NoInputs", "empty."}}, {});
    writeFailures(root(), {}, {"/d/study/sub/a.nii"});
    QCOMPARE(failures().rows.size(), std::size_t{1});
    QCOMPARE(failures().rows[0][0], std::string("/d/study2"));
}

void TestSummary::failuresThatAreHardToWrite() {
    const std::vector<std::string> row{"/d/tab\tand\nline \\ \"quote\".nii", "FileEmpty", "said\twith\nbreaks"};
    writeFailures(root(), {{row[0], row[1], row[2]}}, {});
    QCOMPARE(failures().rows, std::vector<std::vector<std::string>>(1, row));
    writeFailures(root(), {}, {row[0]});
    QVERIFY(!exists("failures.tsv"));
}

void TestSummary::strangersFileIsReplaced() {
    os::writeFileAtomically(root() / "failures.tsv", "not\ta\ntable");
    writeFailures(root(), {{"/d/a.nii", "FileEmpty", "a is empty."}}, {});
    QCOMPARE(failures().rows.size(), std::size_t{1});
}

void TestSummary::volumesOfAllResults() {
    writeResult("b", {{"Left X", 1.25}, {"Right X", 2}});
    writeResult("sub/a", {{"Left X", 3}, {"Y", 4}});
    writeVolumesOfAll(root());
    const Tsv all = table("volumes_all.tsv");
    QCOMPARE(all.header, (std::vector<std::string>{"name", "state", "reasons", "laterality", "model",
                                                   "segmented_brain_mm3", "etiv_ml", "Left X", "Right X", "Y"}));
    QCOMPARE(all.rows[0], (std::vector<std::string>{"b", "needs review", "First. Second.", "verified", "tiny 1",
                                                    "10.50", "n/a", "1.25", "2.00", "n/a"}));
    QCOMPARE(all.rows[1][0], std::string("sub/a"));
    QCOMPARE(all.rows[1][8], std::string("n/a"));
    QCOMPARE(all.rows[1][9], std::string("4.00"));
}

void TestSummary::damagedResultsAreLeftOut() {
    writeResult("good", {{"X", 1}});
    writeResult("gone", {{"Gone", 1}});
    fs::remove(root() / "gone_volumes.json");
    writeResult("broken", {{"Broken", 1}});
    os::writeFileAtomically(
        root() / "broken_volumes.json",
        R"({"segmented_brain":{"volume_mm3":1},"etiv":null,"regions":[{"name":"Z","volume_mm3":1},7]})");
    os::writeFileAtomically(root() / "foreign_run.json", "{}");
    fs::create_directory(root() / "folder_run.json");
    writeVolumesOfAll(root());
    const Tsv all = table("volumes_all.tsv");
    QCOMPARE(all.rows.size(), std::size_t{1});
    QCOMPARE(all.header.back(), std::string("X")); // nothing of the broken ones
}

void TestSummary::regionsNamedLikeColumns() {
    writeResult("a", {{"state", 1}, {"X", 2}});
    writeVolumesOfAll(root());
    const Tsv all = table("volumes_all.tsv");
    QCOMPARE(all.rows[0][1], std::string("needs review"));
}

void TestSummary::nothingFoundMakesNoTable() {
    writeResult("a", {{"X", 1}});
    writeVolumesOfAll(root());
    QVERIFY(exists("volumes_all.tsv"));
    fs::remove(root() / "a_run.json");
    writeVolumesOfAll(root());
    QVERIFY(!exists("volumes_all.tsv"));
}

QTEST_APPLESS_MAIN(TestSummary)
#include "tst_summary.moc"
