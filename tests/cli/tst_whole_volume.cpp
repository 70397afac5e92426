#include "core/base/os/file.h"
#include "core/base/sha256.h"
#include "core/base/tsv.h"
#include "core/engine/inputs.h"
#include "core/engine/run_record.h"
#include "core/image/image_io.h"
#include "core/labels/label_files.h"
#include "tests/support/cli_process.h"
#include "tests/support/shared_data.h"
#include "tests/support/tiny_bundle.h"
#include "tests/support/tiny_meshnet.h"
#include "tests/support/tiny_scan.h"

#include <QTemporaryDir>
#include <QtTest>

#include <nlohmann/json.hpp>

#include <signal.h>

#include <set>

using namespace tessera;
using engine::OutputFiles;
using engine::RunRecord;
using test::CliResult;
using test::toQString;
using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

#define EXPECT_EXIT(result, expected) QVERIFY2((result).code == (expected), (result).text().c_str())

/// `segment`, `rerun` and `model` from outside with a tiny whole-volume bundle.
class TestWholeVolume : public QObject {
    Q_OBJECT

  private:
    QTemporaryDir m_folder;
    test::Cli m_cli{TESSERA_CLI};
    CliResult m_first;

    fs::path root() const { return m_folder.path().toStdString(); }
    OutputFiles files(const char* folder) const { return {root() / folder, "scan"}; }
    CliResult run(const QStringList& arguments) const { return m_cli.run(arguments); }
    static QStringList segment(const QString& output, const QString& model = "bundle") {
        return {"segment", "scan.nii", "-o", output, "--model", model, "--repeatable"};
    }
    static Json readJson(const fs::path& file) { return Json::parse(os::readFile(file)); }

  private slots:
    void initTestCase();
    void sixFiles();
    void progressMovesInsideTheNetwork();
    void itsCostsAreToldBefore();
    void aMemoryThatIsTooSmallIsRefused();
    void mapKeepsTheClasses();
    void tablesAreSplitAndSaySo();
    void volumesComeOutTheSame();
    void summaryHasTheSides();
    void identicalResultIsSkipped();
    void tilesAreReplacedWithTheirVotes();
    void missingFileIsIncomplete();
    void rerunFindsNoDifference();
    void threadsDoNotMatter();
    void interruptedInTheNetwork();
    void modelCommands();
    void importCommand();
};

void TestWholeVolume::initTestCase() {
    test::writeTinyMeshnet(root() / "bundle");
    test::tinyNifti(test::tinyScan()).write(root() / "scan.nii");
    m_cli.setWorkingFolder(root());
    m_first = run(segment("results") << "--json");
    EXPECT_EXIT(m_first, 0);
    QVERIFY2(m_first.err.empty(), m_first.err.c_str());
}

void TestWholeVolume::sixFiles() {
    QCOMPARE(test::namesBelow(root() / "results"),
             (QStringList{"scan_dseg.nii.gz", "scan_dseg.tsv", "scan_run.json", "scan_volumes.csv", "scan_volumes.json",
                          "scan_volumes.tsv", "volumes_all.tsv"}));
    const RunRecord record = engine::readRunRecord(files("results").run);
    QCOMPARE(record.outputs.size(), std::size_t{5});
    QStringList stages;
    for (const RunRecord::Stage& stage : record.stages) {
        stages.append(QString::fromStdString(stage.name));
    }
    QCOMPARE(stages, (QStringList{"prepare", "network", "home", "write"}));
    QVERIFY(record.registration.at("determinant") > 0.5);
    QCOMPARE(record.laterality, std::string("verified"));
}

void TestWholeVolume::progressMovesInsideTheNetwork() {
    std::set<double> fractions;
    for (const QString& line : m_first.outLines()) {
        const Json json = Json::parse(line.toStdString());
        if (json.at("type") == "progress" && json.at("step") == "network") {
            fractions.insert(json.at("fraction").get<double>());
        }
    }
    QVERIFY2(fractions.size() > 10, m_first.text().c_str());
}

/// By its analysis at first, then as it was measured.
void TestWholeVolume::itsCostsAreToldBefore() {
    const auto devices = [](const CliResult& result) {
        for (const QString& line : result.outLines()) {
            const Json json = Json::parse(line.toStdString());
            if (json.at("type") == "preflight") {
                return json.at("devices");
            }
        }
        return Json();
    };
    const Json first = devices(m_first);
    QVERIFY2(first.size() == 1 && first.at(0).at("seconds_from") == "analysis", first.dump().c_str());
    QVERIFY(first.at(0).at("fits").get<bool>() && first.at(0).at("seconds").get<double>() > 0);
    QVERIFY(first.at(0).at("peak_bytes").get<std::int64_t>() > 1 << 20);
    const Json second = devices(run(segment("second") << "--json"));
    QVERIFY2(second.at(0).at("seconds_from") == "history", second.dump().c_str());
    const CliResult words = run(segment("third"));
    QVERIFY2(words.out.find("the network will take, on a device alone: cpu 0.") != std::string::npos &&
                 words.out.find("(as on this machine before)") != std::string::npos,
             words.text().c_str());
}

void TestWholeVolume::aMemoryThatIsTooSmallIsRefused() {
    const CliResult result = run(segment("small") << "--devices"
                                                  << "cpu-20m");
    EXPECT_EXIT(result, 1);
    QVERIFY2(result.err.find("the model's network needs ") != std::string::npos &&
                 result.err.find("(cpu-20m: 20 MiB)") != std::string::npos,
             result.err.c_str());
    QVERIFY(result.out.find("registration") == std::string::npos); // before that
    QVERIFY(!fs::exists(files("small").run));
}

void TestWholeVolume::mapKeepsTheClasses() {
    const Geometry scan = readImage(root() / "scan.nii").geometry;
    const LabelVolume map = readLabels(files("results").dseg);
    QVERIFY(map.geometry.size == scan.size && map.geometry.worldFromVoxel == scan.worldFromVoxel);
    const std::set<std::int32_t> found(map.labels.begin(), map.labels.end());
    QVERIFY(found.size() > 2 && *found.begin() == 0 && *found.rbegin() <= 5);
    const labels::LabelTable table = labels::parseDsegTsv(os::readFile(files("results").table), "dseg");
    QCOMPARE(table.name(), std::string("tiny-meshnet"));
    QCOMPARE(table.regions().size(), std::size_t{5});
}

void TestWholeVolume::tablesAreSplitAndSaySo() {
    const Tsv tsv = parseTsv(os::readFile(files("results").tsv), "tsv", ErrorCode::LabelTableInvalid);
    QCOMPARE(tsv.rows.size(), std::size_t{9}); // four pairs and the midline
    QCOMPARE(tsv.rows[0][1], std::string("Left-A"));
    QCOMPARE(tsv.rows[1][1], std::string("Right-A"));
    QCOMPARE(tsv.rows[1][*tsv.column("sides")], std::string("midplane"));
    QCOMPARE(tsv.rows[8][1], std::string("Middle-Ventricle"));
    const LabelVolume map = readLabels(files("results").dseg);
    const Affine templateFromScan = engine::readRunRecord(files("results").run).templateFromScan;
    std::map<std::string, double> expected; // mm^3 by the tables' index and side
    for (std::int64_t z = 0; z < map.geometry.size[2]; ++z) {
        for (std::int64_t y = 0; y < map.geometry.size[1]; ++y) {
            for (std::int64_t x = 0; x < map.geometry.size[0]; ++x) {
                const Vec3 at = templateFromScan.apply(map.geometry.worldFromVoxel.apply(
                    {static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)}));
                const std::int32_t label = map.labels[map.geometry.index(x, y, z)];
                expected[std::to_string(label) + (label == 5 ? "midline" : at[0] < 0 ? "left" : "right")] += 27;
            }
        }
    }
    bool both = false;
    for (const auto& row : tsv.rows) {
        const double volume = std::stod(row[*tsv.column("volume_mm3")]);
        QVERIFY(std::abs(volume - expected[row[0] + row[*tsv.column("hemisphere")]]) < 1e-3 * volume + 0.01);
        both = both || (volume > 0 && row[*tsv.column("asymmetry_percent")] != "n/a");
        QCOMPARE(row[*tsv.column("mean_agreement")], std::string("n/a"));
    }
    QVERIFY(both);
    bool said = false;
    for (const std::string& notice : engine::readRunRecord(files("results").run).notices) {
        said = said || notice.find("don't tell left from right") != std::string::npos;
    }
    QVERIFY(said);
    QVERIFY(readJson(files("results").json).at("segmented_brain").at("mean_agreement").is_null());
}

/// Measured again, a result gives the same tables, sides and doubts included.
void TestWholeVolume::volumesComeOutTheSame() {
    const OutputFiles results = files("results");
    for (const auto& [name, expected] : {std::pair("again.csv", results.csv), {"again.tsv", results.tsv}}) {
        EXPECT_EXIT(run({"volumes", toQString(results.dseg), "-o", name}), 0);
        QVERIFY(os::readFile(root() / name) == os::readFile(expected));
    }
    EXPECT_EXIT(run({"volumes", toQString(results.dseg), "-o", "again.json"}), 0);
    const Json again = readJson(root() / "again.json"), json = readJson(results.json);
    for (const char* key : {"sides", "laterality", "state", "regions", "notices"}) {
        QVERIFY2(again.at(key) == json.at(key), again.dump(1).c_str());
    }
    // without its record nobody knows the midplane
    fs::create_directory(root() / "alone");
    fs::copy(results.dseg, root() / "alone/scan_dseg.nii.gz");
    fs::copy(results.table, root() / "alone/scan_dseg.tsv");
    EXPECT_EXIT(run({"volumes", "alone/scan_dseg.nii.gz", "-o", "alone.json"}), 0);
    QCOMPARE(readJson(root() / "alone.json").at("sides").get<std::string>(), std::string("not told apart"));
}

void TestWholeVolume::summaryHasTheSides() {
    const Tsv all = parseTsv(os::readFile(root() / "results/volumes_all.tsv"), "all", ErrorCode::LabelTableInvalid);
    QCOMPARE(all.rows.size(), std::size_t{1});
    QCOMPARE(all.header.size(), std::size_t{7 + 9});
    QVERIFY(all.column("Left-A") && all.column("Middle-Ventricle"));
    QVERIFY(all.rows[0][*all.column("etiv_ml")] != "n/a");
}

void TestWholeVolume::identicalResultIsSkipped() {
    const auto before = test::filesBelow(root() / "results");
    const CliResult result = run(segment("results") << "--json");
    EXPECT_EXIT(result, 0);
    QCOMPARE(Json::parse(result.outLines().back().toStdString()).at("skipped").get<int>(), 1);
    QVERIFY(test::filesBelow(root() / "results") == before);
}

/// One name, first with tiles and then without: votes of the earlier result must not stay beside the new one.
void TestWholeVolume::tilesAreReplacedWithTheirVotes() {
    test::writeTinyBundle(root() / "tiles");
    EXPECT_EXIT(run(segment("both", "tiles")), 0);
    QVERIFY(fs::exists(files("both").agreement) && fs::exists(files("both").coverage));
    const CliResult refused = run(segment("both"));
    EXPECT_EXIT(refused, 1);
    QVERIFY2(refused.err.find("made with another model, tiny") != std::string::npos, refused.err.c_str());
    EXPECT_EXIT(run(segment("both") << "--overwrite"), 0);
    QVERIFY(!fs::exists(files("both").agreement) && !fs::exists(files("both").coverage));
    QCOMPARE(os::readFile(files("both").dseg), os::readFile(files("results").dseg));
    EXPECT_EXIT(run(segment("both", "tiles") << "--overwrite"), 0);
    QCOMPARE(test::namesBelow(root() / "both").size(), 8 + 1);
}

void TestWholeVolume::missingFileIsIncomplete() {
    fs::create_directory(root() / "incomplete");
    for (const auto& [kind, output] : engine::readRunRecord(files("results").run).outputs) {
        fs::copy(root() / "results" / output.file, root() / "incomplete" / output.file);
    }
    fs::copy(files("results").run, files("incomplete").run);
    fs::remove(files("incomplete").csv);
    const CliResult result = run(segment("incomplete"));
    EXPECT_EXIT(result, 1);
    QVERIFY2(result.err.find("incomplete") != std::string::npos, result.err.c_str());
}

void TestWholeVolume::rerunFindsNoDifference() {
    const auto before = test::filesBelow(root());
    const CliResult result = run({"rerun", "results/scan_run.json"});
    EXPECT_EXIT(result, 0);
    QCOMPARE(result.out, std::string("0 of 301568 voxels differ\n"));
    QVERIFY(test::filesBelow(root()) == before);
}

void TestWholeVolume::threadsDoNotMatter() {
    EXPECT_EXIT(run(segment("threads") << "--threads"
                                       << "1"),
                0);
    QCOMPARE(sha256OfFile(files("threads").dseg), sha256OfFile(files("results").dseg));
}

void TestWholeVolume::interruptedInTheNetwork() {
    const CliResult result = m_cli.interrupt(segment("interrupted"), "network", 50, SIGINT);
    EXPECT_EXIT(result, 128 + SIGINT);
    QVERIFY2(result.seconds < 10, result.text().c_str()); // 1.5 s, and what a busy machine adds
    QVERIFY(test::namesBelow(root() / "interrupted").isEmpty());
}

void TestWholeVolume::modelCommands() {
    const CliResult list = run({"model", "list"});
    EXPECT_EXIT(list, 0);
    QCOMPARE(list.outLines().filter("whole scan").size(), 2);
    QCOMPARE(list.outLines().filter("meshnet-subcortical-18").size(), 1);
    const CliResult info = run({"model", "info", "bundle"});
    EXPECT_EXIT(info, 0);
    QVERIFY2(info.out.find("conformed") != std::string::npos && info.out.find("midplane") != std::string::npos,
             info.out.c_str());
    EXPECT_EXIT(run({"model", "verify", "bundle"}), 0);
    EXPECT_EXIT(run({"model", "verify", "meshnet-aparc-aseg-104"}), 0);
}

void TestWholeVolume::importCommand() {
    const QString source = toQString(test::sourcePath("tests/fixtures/meshnet"));
    EXPECT_EXIT(
        run({"model", "import-meshnet", source, "-o", "imported", "--box-threshold", "0.15", "--licence", "MIT"}), 0);
    EXPECT_EXIT(run({"model", "verify", "imported"}), 0);
    QCOMPARE(readJson(root() / "imported/manifest.json").at("whole_volume").at("box_threshold").get<double>(), 0.15);
    const CliResult again = run({"model", "import-meshnet", source, "-o", "imported"});
    EXPECT_EXIT(again, 1);
    QVERIFY2(again.err.find("isn't an empty folder") != std::string::npos, again.err.c_str());
    const CliResult missing = run({"model", "import-meshnet", "nowhere", "-o", "other"});
    EXPECT_EXIT(missing, 1);
    QVERIFY(!fs::exists(root() / "other"));
    EXPECT_EXIT(run({"model", "import-meshnet", source, "-o", "other", "--box-threshold", "2"}), 2);
}

QTEST_GUILESS_MAIN(TestWholeVolume)
#include "tst_whole_volume.moc"
