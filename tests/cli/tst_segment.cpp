#include "core/base/os/file.h"
#include "core/base/sha256.h"
#include "core/base/tsv.h"
#include "core/engine/inputs.h"
#include "core/engine/run_record.h"
#include "core/image/image_io.h"
#include "core/image/nifti_header.h"
#include "core/labels/label_files.h"
#include "tests/support/cli_process.h"
#include "tests/support/tiny_bundle.h"
#include "tests/support/tiny_scan.h"

#include <QTemporaryDir>
#include <QtTest>

#include <nlohmann/json.hpp>
#include <zlib.h>

#include <signal.h>

#include <set>
#include <thread>

using namespace tessera;
using engine::OutputFiles;
using engine::RunRecord;
using test::CliResult;
using test::Forms;
using test::toQString;
using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

#define EXPECT_EXIT(result, expected) QVERIFY2((result).code == (expected), (result).text().c_str())

namespace {

/// A name that a careless program would split, cut or expand.
const char* const kOddName = "sub 01/gr\xc3\xb6\xc3\x9f"
                             "e \"q\" 'x' $HOME\nend";

std::int16_t intentOf(const fs::path& file) {
    std::array<std::byte, kNifti1Size> header{};
    const gzFile in = gzopen(file.c_str(), "rb");
    const int got = gzread(in, header.data(), header.size());
    gzclose(in);
    return got == static_cast<int>(header.size()) ? parseNiftiHeader(header, file.string()).intentCode
                                                  : std::int16_t{-1};
}

void writePair(const test::NiftiBuilder& scan, const fs::path& stem) {
    const std::string bytes = test::NiftiBuilder(scan).put<float>(108, 0).put<char>(345, 'i').bytes();
    test::NiftiBuilder::writeBytes(stem.string() + ".hdr", bytes.substr(0, 348));
    test::NiftiBuilder::writeBytes(stem.string() + ".img", bytes.substr(352));
}

} // namespace

/// `segment` and `rerun` from outside, with a tiny model. One batch of five scans is made first and then looked at.
class TestSegment : public QObject {
    Q_OBJECT

  private:
    QTemporaryDir m_folder;
    test::Cli m_cli{TESSERA_CLI};
    CliResult m_batch;

    fs::path root() const { return m_folder.path().toStdString(); }
    fs::path results() const { return root() / "study/results"; }
    QString text(const char* name) const { return m_folder.filePath(name); }
    /// `segment` with the options of the first batch.
    QStringList segment(const QStringList& inputs, const QString& output) const {
        return QStringList{"segment"} + inputs + QStringList{"-o", output, "--model", "bundle", "--repeatable"};
    }
    CliResult run(const QStringList& arguments) const { return m_cli.run(arguments); }
    /// One scan's files of the first batch in a folder of their own.
    fs::path copyOfBoth(const char* name) const {
        fs::create_directory(root() / name);
        for (const fs::path& file : OutputFiles(results(), "both").all()) {
            fs::copy(file, root() / name / file.filename());
        }
        return root() / name;
    }
    static Json readJson(const fs::path& file) { return Json::parse(os::readFile(file)); }
    static void eachScan() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("file");
        for (const char* name : {"both", "sform", "qform", "none"}) {
            QTest::newRow(name) << name << QString("study/%1.nii").arg(name);
        }
        QTest::newRow("odd name, pair") << kOddName << QString("study/%1.hdr").arg(kOddName);
    }

  private slots:
    void initTestCase();
    void jsonLines();
    void folderGivesOnlyScans();
    void imagesFitTheScan_data() { eachScan(); }
    void imagesFitTheScan();
    void votesAreShares_data() { eachScan(); }
    void votesAreShares();
    void tables_data() { eachScan(); }
    void tables();
    void record_data() { eachScan(); }
    void record();
    void volumesOfAll();
    void identicalResultIsSkipped();
    void resultsAreNoInputs();
    void otherOptionsAreRefused();
    void overwriteReplaces();
    void otherThreadsGiveTheSameBytes();
    void aFileTwiceCountsOnce();
    void collisions();
    void rerunFindsNoDifference();
    void rerunRefusals();
    void interrupted_data();
    void interrupted();
    void interruptedInALongTile();
    void twoProgramsShareABatch();
};

void TestSegment::initTestCase() {
    test::writeTinyBundle(root() / "bundle");
    const FloatVolume scan = test::tinyScan();
    fs::create_directories(root() / "study/sub 01");
    fs::create_directories(root() / "study/derivatives");
    fs::create_directories(root() / "study/.git");
    test::tinyNifti(scan, Forms::Both).write(root() / "study/both.nii");
    test::tinyNifti(scan, Forms::SformOnly).write(root() / "study/sform.nii");
    test::tinyNifti(scan, Forms::QformOnly).write(root() / "study/qform.nii");
    test::tinyNifti(scan, Forms::None).write(root() / "study/none.nii");
    writePair(test::tinyNifti(scan), root() / "study" / kOddName);
    for (const char* ignored : {"study/derivatives/x.nii", "study/.git/x.nii", "study/._both.nii", "study/notes.txt"}) {
        test::NiftiBuilder::writeBytes(root() / ignored, "no image");
    }
    m_cli.setWorkingFolder(root());
    m_batch = run(segment({"study"}, "study/results") << "--json");
    qInfo("five scans in %.1f s", m_batch.seconds);
    EXPECT_EXIT(m_batch, 0);
    QVERIFY2(m_batch.err.empty(), m_batch.err.c_str());
}

void TestSegment::jsonLines() {
    std::map<std::string, int> types, states;
    std::set<std::string> steps;
    std::map<int, double> fractions;
    std::map<int, std::set<int>> tiles;
    for (const QString& line : m_batch.outLines()) {
        const Json json = Json::parse(line.toStdString());
        QCOMPARE(json.at("v").get<int>(), 2);
        const std::string type = json.at("type");
        ++types[type];
        if (type == "begun") {
            QCOMPARE(json.at("jobs").size(), std::size_t{5});
        } else if (type == "progress") {
            double& fraction = fractions[json.at("job").get<int>()];
            QVERIFY(json.at("fraction").get<double>() >= fraction);
            fraction = json.at("fraction");
            steps.insert(json.at("step").get<std::string>());
        } else if (type == "tile") {
            tiles[json.at("job").get<int>()].insert(json.at("tile").get<int>());
            QCOMPARE(json.at("tiles").get<int>(), 27);
        } else if (type == "job") {
            ++states[json.at("state").get<std::string>()];
            QVERIFY(json.at("state") != "needs-review" || !json.at("reasons").empty());
        }
    }
    QCOMPARE(types["begun"], 1);
    for (const char* state : {"preparing", "running", "finishing", "needs-review"}) { // random weights
        QCOMPARE(states[state], 5);
    }
    QCOMPARE(states.size(), std::size_t{4});
    QCOMPARE(tiles.size(), std::size_t{5});
    for (const auto& [job, numbers] : tiles) {
        QCOMPARE(numbers.size(), std::size_t{27});
    }
    QVERIFY(types["progress"] > 50);
    QVERIFY(steps.contains("registration") && steps.contains("writing"));
    const Json last = Json::parse(m_batch.outLines().back().toStdString());
    QCOMPARE(last.at("type").get<std::string>(), std::string("summary"));
    QCOMPARE(last.at("needs_review").get<int>(), 5);
    QCOMPARE(last.at("done").get<int>() + last.at("skipped").get<int>() + last.at("failed").get<int>(), 0);
    QVERIFY(test::namesBelow(test::stateFolder() / "tessera/queue/jobs").isEmpty()); // the results say all
}

void TestSegment::folderGivesOnlyScans() {
    const QStringList names = test::namesBelow(results());
    QCOMPARE(names.size(), 5 * 8 + 1);
    QVERIFY(names.contains("volumes_all.tsv"));
    QVERIFY(!names.contains("failures.tsv"));
    for (const char* name : {"both", "sform", "qform", "none", kOddName}) {
        for (const fs::path& file : OutputFiles(results(), name).all()) {
            QVERIFY2(fs::exists(file), file.c_str());
        }
    }
}

void TestSegment::imagesFitTheScan() {
    QFETCH(QString, name);
    QFETCH(QString, file);
    const Geometry scan = readImage(root() / file.toStdString()).geometry;
    const OutputFiles files(results(), name.toStdString());
    for (const fs::path& output : {files.dseg, files.agreement, files.coverage}) {
        const Volume image = readImage(output);
        QVERIFY(image.geometry.size == scan.size);
        QVERIFY2(image.geometry.forms == scan.forms, output.c_str()); // codes, units and every number of both forms
        QVERIFY(image.geometry.worldFromVoxel == scan.worldFromVoxel);
        QCOMPARE(image.slope, 1.0);
        QCOMPARE(image.intercept, 0.0);
    }
    QCOMPARE(intentOf(files.dseg), std::int16_t{1002});
    QCOMPARE(intentOf(files.agreement), std::int16_t{0});
    const labels::LabelTable table = labels::parseDsegTsv(os::readFile(files.table), files.table.string());
    QCOMPARE(table.name(), std::string("BrainCOLOR"));
    std::set<std::int32_t> found;
    for (const std::int32_t label : readLabels(files.dseg).labels) {
        found.insert(label);
    }
    QVERIFY(found.size() > 20);
    for (const std::int32_t label : found) {
        QVERIFY(table.find(label) != nullptr);
    }
}

void TestSegment::votesAreShares() {
    QFETCH(QString, name);
    const OutputFiles files(results(), name.toStdString());
    const Volume agreementImage = readImage(files.agreement), coverageImage = readImage(files.coverage);
    const auto& agreement = std::get<std::vector<float>>(agreementImage.voxels);
    const auto& coverage = std::get<std::vector<std::uint8_t>>(coverageImage.voxels);
    const auto [low, high] = std::minmax_element(agreement.begin(), agreement.end());
    QVERIFY(*low >= 0 && *high <= 1 && *high > 0.2F);
    QCOMPARE(static_cast<int>(*std::max_element(coverage.begin(), coverage.end())), 27);
    std::size_t outside = 0;
    for (std::size_t i = 0; i < agreement.size(); ++i) {
        outside += coverage[i] == 0 ? 1 : 0;
        QVERIFY(coverage[i] > 0 || agreement[i] < 0.5F); // linear against nearest: half a voxel at the grid's edge
    }
    QVERIFY(outside > 0 && outside < agreement.size() / 2);
}

void TestSegment::tables() {
    QFETCH(QString, name);
    const OutputFiles files(results(), name.toStdString());
    const QStringList csv = QString::fromStdString(os::readFile(files.csv)).split('\n', Qt::SkipEmptyParts);
    QCOMPARE(csv.size(), 133);
    QCOMPARE(csv[0], QString("Label Name (BrainCOLOR),Label Number (BrainCOLOR),Label Volume (mm^3)"));
    const Tsv tsv = parseTsv(os::readFile(files.tsv), files.tsv.string(), ErrorCode::LabelTableInvalid);
    QVERIFY(tsv.rows.size() >= 132);
    const char* laterality = name == "none" ? "unverified" : "verified";
    for (const auto& row : tsv.rows) {
        QCOMPARE(row[*tsv.column("laterality")], std::string(laterality));
    }
    const Json json = readJson(files.json);
    QCOMPARE(json.at("laterality").get<std::string>(), std::string(laterality));
    QCOMPARE(json.at("regions").size(), std::size_t{132});
    double sum = 0;
    for (const Json& region : json.at("regions")) {
        sum += region.at("volume_mm3").get<double>();
    }
    const auto labels = readLabels(files.dseg).labels;
    const auto labelled = labels.size() - static_cast<std::size_t>(std::count(labels.begin(), labels.end(), 0));
    QVERIFY(std::abs(sum - 27.0 * static_cast<double>(labelled)) < 1e-3 * sum); // 3 mm voxels
}

void TestSegment::record() {
    QFETCH(QString, name);
    QFETCH(QString, file);
    const OutputFiles files(results(), name.toStdString());
    const Json json = readJson(files.run);
    QCOMPARE(json.at("schema_version").get<int>(), RunRecord::kSchemaVersion);
    const RunRecord record = engine::readRunRecord(files.run);
    QCOMPARE(record.name, name.toStdString());
    QCOMPARE(record.laterality, std::string(name == "none" ? "unverified" : "verified"));
    QCOMPARE(record.state, std::string("needs review"));
    const auto inputs = filesOfImage(root() / file.toStdString());
    QCOMPARE(record.inputs.size(), inputs.size());
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        QCOMPARE(record.inputs[i].path, inputs[i].string());
        QCOMPARE(record.inputs[i].sha256, sha256OfFile(inputs[i]));
        QCOMPARE(record.inputs[i].bytes, fs::file_size(inputs[i]));
    }
    QCOMPARE(record.outputs.size(), std::size_t{7}); // all but the record itself
    for (const auto& [kind, output] : record.outputs) {
        QCOMPARE(output.sha256, sha256OfFile(files.run.parent_path() / output.file));
    }
    QCOMPARE(record.bundle.name, std::string("tiny"));
    QCOMPARE(record.bundle.hash, sha256OfFile(root() / "bundle/manifest.json"));
    QCOMPARE(record.bundle.source, (root() / "bundle").string());
    QCOMPARE(record.options.repeatable, true);
    QCOMPARE(record.device.precision, std::string("fp32"));
    QVERIFY(record.device.threads > 0 && !record.device.model.empty());
    QVERIFY(record.versions.contains("tessera") && record.versions.contains("network"));
    const double determinant = record.templateFromScan.determinant();
    QVERIFY(determinant > 0.5 && determinant < 2);
    QCOMPARE(record.registration.at("determinant"), determinant);
    QStringList stages;
    for (const RunRecord::Stage& stage : record.stages) {
        stages.append(QString::fromStdString(stage.name));
        QVERIFY(stage.seconds >= 0 && stage.peakMemory > (20U << 20));
    }
    QCOMPARE(stages, (QStringList{"prepare", "tiles", "home", "write"}));
    QVERIFY(record.started <= record.finished && record.started.ends_with('Z'));
}

void TestSegment::volumesOfAll() {
    const Tsv all = parseTsv(os::readFile(results() / "volumes_all.tsv"), "all", ErrorCode::LabelTableInvalid);
    QCOMPARE(all.rows.size(), std::size_t{5});
    QCOMPARE(all.header.size(), std::size_t{7 + 132});
    std::set<std::string> names;
    for (const auto& row : all.rows) {
        names.insert(row[0]);
        QVERIFY(row[*all.column("etiv_ml")] != "n/a");
    }
    QCOMPARE(names, (std::set<std::string>{"both", "sform", "qform", "none", kOddName}));
}

void TestSegment::identicalResultIsSkipped() {
    const auto before = test::filesBelow(results());
    const CliResult result = run(segment({"study"}, "study/results") << "--threads"
                                                                     << "1"
                                                                     << "--cpus"
                                                                     << "0");
    EXPECT_EXIT(result, 0);
    QVERIFY2(result.err.empty(), result.err.c_str());
    QCOMPARE(result.outLines().size(), 6); // one a scan, in spite of the line feed in a name, and the sum
    QCOMPARE(result.outLines().filter("skipped, an identical result is there already").size(), 5);
    QCOMPARE(result.outLines().back(), QString("0 done, 0 need review, 5 skipped, 0 failed"));
    QVERIFY(test::filesBelow(results()) == before);
    const CliResult json = run(segment({"study/both.nii"}, "study/results") << "--json");
    const QStringList lines = json.outLines();
    QCOMPARE(Json::parse(lines[lines.size() - 2].toStdString()).at("skipped").get<bool>(), true);
    QCOMPARE(Json::parse(lines.back().toStdString()).at("skipped").get<int>(), 1);
}

void TestSegment::resultsAreNoInputs() {
    const CliResult result = run(segment({"study/results"}, "second"));
    EXPECT_EXIT(result, 1);
    QVERIFY2(result.err.find("holds no image") != std::string::npos, result.err.c_str());
    QCOMPARE(test::namesBelow(root() / "second"), QStringList{"failures.tsv"});
}

void TestSegment::otherOptionsAreRefused() {
    const auto before = test::filesBelow(results());
    test::writeTinyBundle(root() / "bundle2", 2);
    const QStringList inputs{"study/both.nii", "study/none.nii"};
    QStringList other = segment(inputs, "study/results");
    other[other.indexOf("bundle")] = "bundle2";
    for (const QStringList& arguments :
         {other, QStringList{"segment", "-o", "study/results", "--model", "bundle", "--precision", "fp32"} + inputs}) {
        const CliResult result = run(arguments);
        EXPECT_EXIT(result, 1);
        QCOMPARE(result.errLines().filter("--overwrite").size(), 2);
        QCOMPARE(result.errLines().size(), 2);
        auto after = test::filesBelow(results());
        QVERIFY(after["failures.tsv"].find("OutputExists") != std::string::npos);
        after.erase("failures.tsv");
        QVERIFY(after == before);
    }
    EXPECT_EXIT(run(segment(inputs, "study/results")), 0); // asked for again as they are: no failure any more
    QVERIFY(test::filesBelow(results()) == before);
}

void TestSegment::overwriteReplaces() {
    const fs::path folder = copyOfBoth("replaced");
    const CliResult result = run({"segment", "study/both.nii", "-o", "replaced", "--model", "bundle", "--precision",
                                  "fp32", "--threads", "2", "--overwrite"});
    EXPECT_EXIT(result, 0);
    const RunRecord record = engine::readRunRecord(folder / "both_run.json");
    QCOMPARE(record.options.repeatable, false);
    QCOMPARE(record.options.threads, 2);
    QCOMPARE(test::namesBelow(folder).size(), 8 + 1);
    for (const auto& [kind, output] : record.outputs) {
        QCOMPARE(output.sha256, sha256OfFile(folder / output.file));
    }
    // not a terminal: each step in one line of its own, nothing redrawn
    QVERIFY2(result.out.find_first_of("\r\x1b") == std::string::npos, result.out.c_str());
    for (const char* step : {"reading", "registration", "tiles", "bringing labels home", "writing"}) {
        QCOMPARE(result.outLines().filter(QString("both: %1 (").arg(step)).size(), 1);
    }
}

void TestSegment::otherThreadsGiveTheSameBytes() {
    fs::create_directory(root() / "threads");
    for (const fs::path& file : OutputFiles(results(), "sform").all()) {
        fs::copy(file, root() / "threads" / file.filename());
    }
    const CliResult result = run(segment({"study/both.nii"}, "threads") << "--threads"
                                                                        << "5");
    EXPECT_EXIT(result, 0);
    const OutputFiles first(results(), "both"), second(root() / "threads", "both");
    for (std::size_t i = 0; i + 1 < first.all().size(); ++i) { // the record tells other times
        QVERIFY2(os::readFile(first.all()[i]) == os::readFile(second.all()[i]), second.all()[i].c_str());
    }
    const Tsv all = parseTsv(os::readFile(root() / "threads/volumes_all.tsv"), "all", ErrorCode::LabelTableInvalid);
    QCOMPARE(all.rows.size(), std::size_t{2}); // with the result that was there before this run
}

void TestSegment::aFileTwiceCountsOnce() {
    fs::create_symlink(root() / "study/both.nii", root() / "link.nii");
    const CliResult result =
        run(segment({"study/both.nii", "./study/../study/both.nii", "link.nii"}, "study/results") << "--json");
    EXPECT_EXIT(result, 0);
    QCOMPARE(Json::parse(result.outLines().back().toStdString()).at("skipped").get<int>(), 1);
    fs::remove(root() / "link.nii");
}

void TestSegment::collisions() {
    fs::create_directory(root() / "other");
    fs::copy(root() / "study/both.nii", root() / "other/both.nii");
    const CliResult same = run(segment({"study/both.nii", "other/both.nii"}, "fresh"));
    EXPECT_EXIT(same, 1); // the later one is refused, the other goes on
    QVERIFY2(same.text().find("other/both.nii") != std::string::npos &&
                 same.text().find("both_dseg.nii.gz") != std::string::npos,
             same.text().c_str());
    QVERIFY(fs::exists(root() / "fresh/both_run.json"));
    fs::copy(results() / "both_dseg.nii.gz", root() / "other/both_dseg.nii.gz");
    const auto before = test::filesBelow(root() / "other");
    const CliResult over = run(segment({"other/both.nii", "other/both_dseg.nii.gz"}, "other") << "--overwrite");
    EXPECT_EXIT(over, 1);
    QVERIFY2(over.text().find("is the input itself") != std::string::npos, over.text().c_str());
    const auto after = test::filesBelow(root() / "other");
    for (const auto& [name, bytes] : before) { // the map was segmented as the image that it was given for
        QVERIFY2(after.at(name) == bytes, name.c_str());
    }
}

void TestSegment::rerunFindsNoDifference() {
    const auto before = test::filesBelow(root());
    test::Cli elsewhere{TESSERA_CLI};
    elsewhere.setWorkingFolder("/");
    const CliResult result = elsewhere.run({"rerun", toQString(results() / "both_run.json")});
    EXPECT_EXIT(result, 0);
    QCOMPARE(result.out, std::string("0 of 301568 voxels differ\n")); // 64 x 76 x 62
    QVERIFY(test::filesBelow(root()) == before);
}

void TestSegment::rerunRefusals() {
    const fs::path folder = copyOfBoth("rerun");
    const fs::path file = folder / "both_run.json";
    const Json good = readJson(file);
    const auto refused = [&](const Json& json, int code, const char* phrase) {
        os::writeFileAtomically(file, json.dump());
        const CliResult result = run({"rerun", toQString(file)});
        QVERIFY2(result.code == code && result.out.empty(), result.text().c_str());
        QVERIFY2(result.errLines().size() == 1 && result.err.find(phrase) != std::string::npos, result.err.c_str());
    };
    Json json = good;
    json["inputs"][0]["path"] = (root() / "study/sform.nii").string();
    refused(json, 1, "sform.nii has changed since");
    json["inputs"][0]["path"] = (root() / "gone.nii").string();
    refused(json, 1, "gone.nii: there is no such file");
    json["inputs"] = Json::array();
    refused(json, 1, "names no input");
    json = good;
    json["bundle"]["source"] = (root() / "bundle2").string();
    refused(json, 1, "bundle2 has changed since");
    json["bundle"]["source"] = (root() / "nowhere").string();
    refused(json, 2, "nowhere");
    refused(Json::object(), 1, "not a run record");
    test::NiftiBuilder::writeBytes(folder / "both_dseg.nii.gz", "changed");
    refused(good, 1, "both_dseg.nii.gz has changed since");
    fs::remove(folder / "both_dseg.nii.gz");
    refused(good, 1, "both_dseg.nii.gz");
    const CliResult missing = run({"rerun", text("nowhere_run.json")});
    EXPECT_EXIT(missing, 1);
}

/// A tile of the real model takes longer than the grace: the process ends without waiting for it.
void TestSegment::interruptedInALongTile() {
    const CliResult result =
        m_cli.interrupt({"segment", "study/both.nii", "-o", "long", "--precision", "fp32"}, "tiles", 100, SIGINT);
    EXPECT_EXIT(result, 128 + SIGINT);
    QVERIFY2(result.seconds < 2, result.text().c_str());
    QVERIFY2(test::namesBelow(root() / "long").isEmpty(), qPrintable(test::namesBelow(root() / "long").join(' ')));
}

/// The same command twice at once: no scan is computed by both, and each says how all of them ended.
void TestSegment::twoProgramsShareABatch() {
    const QStringList arguments = segment({"study/both.nii", "study/sform.nii", "study/qform.nii"}, "shared")
                                  << "--json";
    CliResult other;
    std::thread thread([&] { other = run(arguments); });
    const CliResult result = run(arguments);
    thread.join();
    EXPECT_EXIT(result, 0);
    EXPECT_EXIT(other, 0);
    int computed = 0;
    for (const CliResult* each : std::initializer_list<const CliResult*>{&result, &other}) {
        const Json summary = Json::parse(each->outLines().back().toStdString());
        QCOMPARE(summary.at("needs_review").get<int>() + summary.at("skipped").get<int>(), 3);
        QCOMPARE(summary.at("failed").get<int>(), 0);
        for (const QString& line : each->outLines()) {
            const Json json = Json::parse(line.toStdString());
            computed += json.at("type") == "tile" && !json.at("device").get<std::string>().empty() ? 1 : 0;
        }
    }
    QCOMPARE(computed, 3 * 27);
    QCOMPARE(test::namesBelow(root() / "shared").size(), 3 * 8 + 1);
}

void TestSegment::interrupted_data() {
    QTest::addColumn<QString>("after");
    QTest::addColumn<int>("delayMs");
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGINT when starting") << "" << 0 << SIGINT;
    QTest::newRow("SIGTERM after 0.1 s") << "" << 100 << SIGTERM;
    QTest::newRow("SIGINT in the registration") << "registration" << 0 << SIGINT;
    QTest::newRow("SIGTERM in the registration") << "registration" << 1500 << SIGTERM;
    QTest::newRow("SIGINT in the tiles") << "tiles" << 0 << SIGINT;
    QTest::newRow("SIGTERM in the tiles") << "tiles" << 300 << SIGTERM;
    QTest::newRow("SIGTERM when writing") << "writing" << 0 << SIGTERM;
    QTest::newRow("SIGINT when written") << "writing" << 40 << SIGINT;
}

void TestSegment::interrupted() {
    QFETCH(QString, after);
    QFETCH(int, delayMs);
    QFETCH(int, signal);
    const fs::path folder = root() / "interrupted";
    fs::remove_all(folder);
    const CliResult result =
        m_cli.interrupt(segment({"study/both.nii"}, "interrupted"), after.toStdString().c_str(), delayMs, signal);
    QVERIFY2(result.seconds < 2, result.text().c_str());
    const bool late = after == "writing"; // it may have been through already
    QVERIFY2(result.code == 128 + signal || (late && result.code == 0), result.text().c_str());
    QStringList names = test::namesBelow(folder);
    names.removeAll("volumes_all.tsv");
    if (late && !names.isEmpty()) { // all of them or none
        QCOMPARE(names.size(), 8);
        const RunRecord record = engine::readRunRecord(folder / "both_run.json");
        for (const auto& [kind, output] : record.outputs) {
            QCOMPARE(output.sha256, sha256OfFile(folder / output.file));
        }
        return;
    }
    QVERIFY2(names.isEmpty(), qPrintable(names.join(' ')));
    if (after == "tiles" && delayMs > 0) { // a second start simply works
        EXPECT_EXIT(run(segment({"study/both.nii"}, "interrupted")), 0);
        QCOMPARE(test::namesBelow(folder).size(), 8 + 1);
    }
}

QTEST_GUILESS_MAIN(TestSegment)
#include "tst_segment.moc"
