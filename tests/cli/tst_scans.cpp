#include "core/base/os/file.h"
#include "core/base/os/process.h"
#include "core/base/tsv.h"
#include "core/engine/batch.h"
#include "core/engine/inputs.h"
#include "core/engine/run_record.h"
#include "core/image/image_io.h"
#include "tests/support/cli_process.h"
#include "tests/support/tiny_bundle.h"
#include "tests/support/tiny_exam.h"
#include "tests/support/tiny_scan.h"

#include <QTemporaryDir>
#include <QtTest>

#include <nlohmann/json.hpp>
#include <zlib.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

using namespace tessera;
using engine::OutputFiles;
using test::CliResult;
using test::toQString;
using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

#define EXPECT_EXIT(result, expected) QVERIFY2((result).code == (expected), (result).text().c_str())

namespace {

/// Says who it is in the free text of a header: the description, and in Analyze the patient's ID.
std::string withIdentity(std::string bytes, bool analyze) {
    const auto put = [&bytes](std::size_t at, std::size_t most, const std::string& text) {
        bytes.replace(at, std::min(most, text.size()), text.substr(0, most));
    };
    put(148, 80, test::kIdentity[0] + " " + test::kIdentity[2]); // descrip
    put(228, 24, test::kIdentity[0]);                            // aux_file
    if (analyze) {
        put(14, 18, test::kIdentity[0]);            // db_name
        put(283, 10, test::kIdentity[1].substr(4)); // patient_id
    }
    return bytes;
}

/// The scan as OASIS has it: Analyze 7.5, 4-D with one frame, without anything that says where left is.
void writeAnalyze(const test::NiftiBuilder& scan, const fs::path& stem) {
    std::string bytes = test::NiftiBuilder(scan).setDim({4, 64, 76, 62, 1, 1, 1, 1}).put<float>(108, 0).bytes();
    std::fill(bytes.begin() + 252, bytes.begin() + 348, '\0');
    test::NiftiBuilder::writeBytes(stem.string() + ".hdr", withIdentity(bytes.substr(0, 348), true));
    test::NiftiBuilder::writeBytes(stem.string() + ".img", bytes.substr(352));
}

/// The bytes of a file, and what is in it if it is gzipped.
std::string bytesAndContent(const fs::path& file) {
    std::string out = os::readFile(file);
    if (file.extension() == ".gz") {
        const gzFile in = gzopen(file.c_str(), "rb");
        std::vector<char> buffer(1 << 16);
        for (int got = 0; (got = gzread(in, buffer.data(), static_cast<unsigned>(buffer.size()))) > 0;) {
            out.append(buffer.data(), static_cast<std::size_t>(got));
        }
        gzclose(in);
    }
    return out;
}

} // namespace

/// `segment`, `rerun`, `info` and `convert` with scans of every kind, from outside and with a tiny model: one batch
/// over a folder with the same head as NIfTI, MGZ, NRRD, MetaImage and as a DICOM study is made first and then looked
/// at.
class TestScans : public QObject {
    Q_OBJECT

  private:
    QTemporaryDir m_folder;
    test::Cli m_cli{TESSERA_CLI};
    CliResult m_batch;

    fs::path root() const { return m_folder.path().toStdString(); }
    QString text(const char* name) const { return m_folder.filePath(name); }
    CliResult run(const QStringList& arguments) const { return m_cli.run(arguments); }
    QStringList segment(const QStringList& inputs, const QString& output) const {
        return QStringList{"segment"} + inputs + QStringList{"-o", output, "--model", "bundle", "--repeatable"};
    }
    OutputFiles resultOf(const char* name) const { return {root() / "results", name}; }
    /// Parts of the patient's name, ID and birth date.
    static std::vector<std::string> secrets() { return {"appelmann", "ttilie", "4815162342", test::kIdentity[2]}; }
    static bool isSilent(const std::string& text) {
        const auto all = secrets();
        return std::none_of(all.begin(), all.end(), [&](const std::string& secret) {
            return QString::fromLatin1(text.c_str(), static_cast<qsizetype>(text.size()))
                .contains(QString::fromStdString(secret), Qt::CaseInsensitive);
        });
    }

  private slots:
    void initTestCase();
    void everyFormatGivesTheSameLabels_data();
    void everyFormatGivesTheSameLabels();
    void studyGivesItsT1WithoutAQuestion();
    void recordNamesEverySlice();
    void rerunReadsTheSeriesAgain();
    void secondRunSkipsAll();
    void changedSliceIsAnotherInput();
    void twoT1SeriesAreAQuestion();
    void infoListsTheSeries();
    void infoKnowsEveryFormat();
    void convertedSeriesIsTheSameScan();
    void orientationOfAnalyzeStaysUnverified();
    void orientationIsChecked();
    void bidsNotes();
    void namesOfAllKinds();
    void vanishedFilesAreFailures();
    void noIdentityAnywhere();
};

void TestScans::initTestCase() {
    test::writeTinyBundle(root() / "bundle");
    const FloatVolume scan = test::tinyScan();
    fs::create_directories(root() / "study/ds");
    test::tinyNifti(scan).write(root() / "study/head.nii");
    test::writeExamRest(root() / "study/exam");
    test::writeExamT1(root() / "study/exam", scan, 4);
    m_cli.setWorkingFolder(root());
    for (const char* name : {"study/mgz.mgz", "study/nrrd.nrrd", "study/mha.mha"}) {
        const CliResult result = run({"convert", "study/head.nii", "-o", name});
        EXPECT_EXIT(result, 0);
        QVERIFY2(result.out.empty() && result.err.empty(), result.text().c_str());
    }
    m_batch = run(segment({"study"}, "results"));
    qInfo("five scans in %.1f s", m_batch.seconds);
    EXPECT_EXIT(m_batch, 0);
    QVERIFY2(m_batch.err.empty(), m_batch.err.c_str());
}

void TestScans::everyFormatGivesTheSameLabels_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<std::size_t>("tolerated");
    QTest::newRow("nrrd") << "nrrd" << std::size_t{0};
    QTest::newRow("mha") << "mha" << std::size_t{0};
    // MGH has float32 and DICOM decimals for the same matrix: 1e-6 mm tip voxels where two labels are nearly as likely,
    // 21 and 13 of 301568 when this was written
    QTest::newRow("mgz") << "mgz" << std::size_t{300};
    QTest::newRow("exam_series-4") << "exam_series-4" << std::size_t{300};
}

void TestScans::everyFormatGivesTheSameLabels() {
    QFETCH(QString, name);
    QFETCH(std::size_t, tolerated);
    const LabelVolume expected = readLabels(resultOf("head").dseg);
    const OutputFiles files(root() / "results", name.toStdString());
    const LabelVolume labels = readLabels(files.dseg);
    QVERIFY(sameGrid(labels.geometry, expected.geometry, 1e-3));
    std::size_t different = 0;
    for (std::size_t i = 0; i < labels.labels.size(); ++i) {
        different += labels.labels[i] != expected.labels[i] ? 1 : 0;
    }
    qInfo("%zu of %zu voxels differ", different, labels.labels.size());
    QVERIFY(different <= tolerated);
    QCOMPARE(engine::readRunRecord(files.run).laterality, std::string("verified"));
}

void TestScans::studyGivesItsT1WithoutAQuestion() {
    QVERIFY2(m_batch.out.find("exam_series-4: needs review") != std::string::npos, m_batch.text().c_str());
    for (const fs::path& file : resultOf("exam_series-4").all()) {
        QVERIFY2(fs::exists(file), file.c_str());
    }
    QVERIFY(!test::namesBelow(root() / "results").contains("failures.tsv"));
}

void TestScans::recordNamesEverySlice() {
    const engine::RunRecord record = engine::readRunRecord(resultOf("exam_series-4").run);
    QVERIFY(record.dicomSeries);
    QCOMPARE(record.inputs.size(), std::size_t{62});
    std::set<std::string> paths;
    for (const auto& input : record.inputs) {
        QVERIFY(input.path.starts_with((root() / "study/exam/IM004").string()));
        paths.insert(input.path);
    }
    QCOMPARE(paths.size(), std::size_t{62});
    QVERIFY(!engine::readRunRecord(resultOf("head").run).dicomSeries);
}

void TestScans::rerunReadsTheSeriesAgain() {
    const CliResult result = run({"rerun", "results/exam_series-4_run.json"});
    EXPECT_EXIT(result, 0);
    QVERIFY2(result.out.starts_with("0 of "), result.text().c_str());
}

void TestScans::secondRunSkipsAll() {
    const CliResult result = run(segment({"study"}, "results"));
    EXPECT_EXIT(result, 0);
    QVERIFY2(result.outLines().back() == "0 done, 0 need review, 5 skipped, 0 failed", result.text().c_str());
}

void TestScans::changedSliceIsAnotherInput() {
    fs::create_directory(root() / "changed");
    fs::copy(root() / "study/exam", root() / "changed/exam", fs::copy_options::recursive);
    fs::copy(root() / "results", root() / "results2");
    std::string bytes = os::readFile(root() / "changed/exam/IM0040030");
    bytes.back() ^= 1;
    test::DicomSlice::writeBytes(root() / "changed/exam/IM0040030", bytes);
    const CliResult result = run(segment({"changed/exam"}, "results2"));
    EXPECT_EXIT(result, 1);
    QVERIFY2(result.err.find("made from another input file") != std::string::npos, result.text().c_str());
}

void TestScans::twoT1SeriesAreAQuestion() {
    fs::create_directory(root() / "two");
    fs::copy(root() / "study/exam", root() / "two/exam", fs::copy_options::recursive);
    test::writeSmallSeries(root() / "two/exam", 6);
    const CliResult question = run(segment({"two"}, "answers"));
    EXPECT_EXIT(question, 1);
    const QStringList lines = question.errLines();
    QVERIFY2(lines.size() == 4 && lines[0].contains("exam: several series could be the T1 scan") &&
                 lines[1].contains("4") && lines[2].contains("6") && lines[3].contains("--series"),
             question.text().c_str());
    QCOMPARE(test::namesBelow(root() / "answers"), QStringList{"failures.tsv"});
    const CliResult answer = run(segment({"two"}, "answers") << "--series"
                                                             << "4");
    EXPECT_EXIT(answer, 0);
    QVERIFY(fs::exists(root() / "answers/exam_series-4_run.json"));
    QVERIFY2(!fs::exists(root() / "answers/failures.tsv"), "the question is answered");
    const CliResult wrong = run(segment({"two"}, "answers") << "--series"
                                                            << "9");
    EXPECT_EXIT(wrong, 1);
    QVERIFY2(wrong.err.find("there is no series 9 in it") != std::string::npos, wrong.text().c_str());
    QVERIFY(isSilent(question.text() + answer.text() + wrong.text()));
}

void TestScans::infoListsTheSeries() {
    const CliResult result = run({"info", "study/exam"});
    EXPECT_EXIT(result, 0);
    for (const char* part : {"localiser", "FLAIR", "diffusion", "reformat", "t1_mprage_sag", "64 x 76 x 62",
                             "3 x 3 x 3 mm", "stated by the format", "laterality   verified", "(DICOM, 62 files)"}) {
        QVERIFY2(result.out.find(part) != std::string::npos, (std::string(part) + "\n" + result.text()).c_str());
    }
    const CliResult other = run({"info", "study/exam", "--series", "2"});
    EXPECT_EXIT(other, 0);
    QVERIFY2(other.out.find("28 x 28 x 28") != std::string::npos, other.text().c_str());
    const CliResult slice = run({"info", "study/exam/IM0040030"});
    EXPECT_EXIT(slice, 0);
    QVERIFY2(slice.out.find("64 x 76 x 62") != std::string::npos, slice.text().c_str());
    const CliResult none = run({"info", "study/ds"});
    EXPECT_EXIT(none, 1);
    QVERIFY2(none.err.find("a folder without DICOM files") != std::string::npos, none.text().c_str());
    QVERIFY(isSilent(result.text() + other.text() + slice.text()));
}

void TestScans::infoKnowsEveryFormat() {
    for (const char* name : {"head.nii", "mgz.mgz", "nrrd.nrrd", "mha.mha"}) {
        const CliResult result = run({"info", QString("study/") + name});
        EXPECT_EXIT(result, 0);
        QVERIFY2(result.out.find("64 x 76 x 62, int16") != std::string::npos, result.text().c_str());
        QVERIFY2(result.out.find("laterality   verified") != std::string::npos, result.text().c_str());
    }
}

void TestScans::convertedSeriesIsTheSameScan() {
    EXPECT_EXIT(run({"convert", "study/exam", "-o", "converted.nii.gz"}), 0);
    const Volume head = readImage(root() / "study/head.nii"), converted = readImage(root() / "converted.nii.gz");
    QVERIFY(sameGrid(head.geometry, converted.geometry, 1e-3));
    QVERIFY(head.intensities() == converted.intensities());
}

void TestScans::orientationOfAnalyzeStaysUnverified() {
    fs::create_directories(root() / "oasis");
    writeAnalyze(test::tinyNifti(test::tinyScan()), root() / "oasis/OAS1_0001");
    EXPECT_EXIT(run(segment({"oasis"}, "analyze") << "--orientation"
                                                  << "RAS"),
                0);
    const OutputFiles files(root() / "analyze", "OAS1_0001");
    const engine::RunRecord record = engine::readRunRecord(files.run);
    QCOMPARE(record.laterality, std::string("unverified"));
    QCOMPARE(record.options.orientation, std::string("RAS"));
    QCOMPARE(record.inputs.size(), std::size_t{2});
    const Tsv tsv = parseTsv(os::readFile(files.tsv), files.tsv.string(), ErrorCode::LabelTableInvalid);
    for (const auto& row : tsv.rows) {
        QCOMPARE(row[*tsv.column("laterality")], std::string("unverified"));
    }
    QCOMPARE(Json::parse(os::readFile(files.json)).at("laterality").get<std::string>(), std::string("unverified"));
    const Tsv all = parseTsv(os::readFile(root() / "analyze/volumes_all.tsv"), "all", ErrorCode::LabelTableInvalid);
    QCOMPARE(all.rows[0][*all.column("laterality")], std::string("unverified"));
    QVERIFY(readImage(files.dseg).geometry.orientation == Orientation::None);
    const CliResult again = run({"rerun", toQString(files.run)});
    EXPECT_EXIT(again, 0);
    QVERIFY2(again.out.starts_with("0 of "), again.text().c_str());
    // another orientation is another result
    EXPECT_EXIT(run(segment({"oasis"}, "analyze") << "--orientation"
                                                  << "LAS"),
                1);
    const CliResult info = run({"info", "oasis/OAS1_0001.hdr", "--orientation", "RAS"});
    QVERIFY2(info.out.find("laterality   unverified") != std::string::npos, info.text().c_str());
    for (const char* output :
         {"oasis.mha", "oasis.nrrd", "oasis.nii.gz"}) { // open stays open, whatever axes were guessed
        EXPECT_EXIT(run({"convert", "oasis/OAS1_0001.hdr", "-o", output, "--orientation", "ASL"}), 0);
        QVERIFY(readImage(root() / output).geometry.orientation == Orientation::None);
    }
}

void TestScans::orientationIsChecked() {
    for (const char* wrong : {"RA", "RAR", "XYZ", "RASL", "1"}) {
        EXPECT_EXIT(run({"info", "study/head.nii", "--orientation", wrong}), 2);
    }
    for (const char* file : {"study/head.nii", "study/exam"}) {
        const CliResult result = run({"info", file, "--orientation", "RAS"});
        EXPECT_EXIT(result, 2);
        QVERIFY2(result.err.find("states its own orientation") != std::string::npos, result.text().c_str());
    }
}

void TestScans::bidsNotes() {
    fs::create_directories(root() / "bids/sub-01/anat");
    os::writeFileAtomically(root() / "bids/dataset_description.json", R"({"Name": "x", "BIDSVersion": "1.8.0"})");
    test::NiftiBuilder::writeBytes(root() / "bids/sub-01/anat/sub-01_T1w.nii",
                                   withIdentity(os::readFile(root() / "study/head.nii"), false));
    const std::string identity = "{\"PatientName\": \"" + test::kIdentity[0] + "\", \"PatientID\": \"" +
                                 test::kIdentity[1] + "\", \"PatientBirthDate\": \"" + test::kIdentity[2] + "\"}";
    os::writeFileAtomically(root() / "bids/sub-01/anat/sub-01_T1w.json", identity);
    test::writeSmallSeries(root() / "bids/sub-01/dicom", 4, {}, 3);
    os::writeFileAtomically(root() / "bids/sub-01/anat/sub-01_FLAIR.nii.gz", "not looked at");
    const CliResult result = run(segment({"bids"}, "bids/derivatives/tessera"));
    EXPECT_EXIT(result, 0);
    QCOMPARE(result.errLines(),
             QStringList{"note: bids: of this BIDS dataset only the T1w images are used, not 3 DICOM, 1 FLAIR."});
    QVERIFY(fs::exists(root() / "bids/derivatives/tessera/sub-01/anat/sub-01_T1w_run.json"));
    QVERIFY(isSilent(result.text()));
}

/// A DICOM folder and an NRRD, found below a folder and given themselves; the last name isn't UTF-8.
void TestScans::namesOfAllKinds() {
    const std::string wild = "Gr\xc3\xb6\xc3\x9f"
                             "e \xe8\x84\xb3 \"q\" 'x' $HOME\nzwei",
                      latin = "caf\xe9";
    fs::create_directories(root() / "names" / wild);
    fs::copy(root() / "study/exam", root() / "names" / wild / wild);
    fs::copy(root() / "study/nrrd.nrrd", root() / "names" / wild / (wild + ".nrrd"));
    fs::copy(root() / "study/nrrd.nrrd", root() / "names" / (latin + ".nrrd"));
    const CliResult found = run(segment({"names"}, "named") << "--json");
    EXPECT_EXIT(found, 0);
    QVERIFY2(found.err.empty(), found.err.c_str());
    for (const QString& line : found.outLines()) {
        QVERIFY2(Json::accept(line.toStdString()), qPrintable(line));
    }
    for (const std::string& name : {wild + "/" + wild, wild + "/" + wild + "_series-4", latin}) {
        const OutputFiles files(root() / "named", name);
        for (const fs::path& file : files.all()) {
            QVERIFY2(fs::exists(file), file.c_str());
        }
        if (name != latin) {
            const engine::RunRecord record = engine::readRunRecord(files.run);
            QCOMPARE(record.name, name);
            QVERIFY(record.inputs.front().path.starts_with((root() / "names" / wild / wild).string()));
            const CliResult again = run({"rerun", toQString(files.run)});
            EXPECT_EXIT(again, 0);
            QVERIFY2(again.out.starts_with("0 of "), again.text().c_str());
        }
    }
    const Tsv all = parseTsv(os::readFile(root() / "named/volumes_all.tsv"), "all", ErrorCode::LabelTableInvalid);
    QCOMPARE(all.rows.size(), std::size_t{3});
    const CliResult second = run(segment({"names"}, "named"));
    EXPECT_EXIT(second, 0);
    QVERIFY2(second.outLines().back() == "0 done, 0 need review, 3 skipped, 0 failed", second.text().c_str());
    QVERIFY2(second.outLines().size() == 4, second.text().c_str()); // a line a scan
    // the last slice's loss is one failure, in one line
    fs::resize_file(root() / "names" / wild / wild / "IM0040061", 1000);
    const CliResult broken = run(segment(
        {toQString(root() / "names" / wild / wild), "names/" + QString::fromStdString(wild + "/none.nrrd")}, "broken"));
    EXPECT_EXIT(broken, 1);
    QCOMPARE(broken.errLines().size(), 2);
    QCOMPARE(test::namesBelow(root() / "broken"), QStringList{"failures.tsv"});
    const Tsv failures =
        parseTsv(os::readFile(root() / "broken/failures.tsv"), "failures", ErrorCode::LabelTableInvalid);
    QCOMPARE(failures.rows.size(), std::size_t{2});
    QCOMPARE(QString::fromStdString(failures.rows[0][0]), toQString(root() / "names" / wild / "none.nrrd"));
    QCOMPARE(QString::fromStdString(failures.rows[1][0]), toQString(root() / "names" / wild / wild));
}

namespace {

/// Does something when the scans are in the queue, and notes what becomes of all of them.
class Witness : public engine::BatchListener {
  public:
    explicit Witness(std::function<void()> atFirst) : m_atFirst(std::move(atFirst)) {}

    void listing(double, std::string_view) override {}
    void noted(const std::string&) override {}
    void begun(std::span<const queue::JobId>) override { m_atFirst(); }
    void refused(const fs::path& file, const Error& error) override {
        failures[file.filename().string()] = errorName(error.code());
    }
    void changed(const queue::JobSummary& job, const engine::JobEnding* ending) override {
        if (job.state == queue::JobState::Failed) {
            failures[job.file.filename().string()] = job.reasons.front().code;
        } else if (ending != nullptr) {
            finishedScans.append(toQString(job.name));
        }
    }
    void progressed(const engine::JobProgress&) override {}
    void tileThere(const engine::TileNews&) override {}
    void preflighted(const queue::JobSummary&, const engine::PreflightReport&) override {}

    QStringList finishedScans;
    std::map<std::string, std::string> failures;

  private:
    std::function<void()> m_atFirst;
};

} // namespace

/// Between the listing and their turn: each is one failure, and the others go on.
void TestScans::vanishedFilesAreFailures() {
    const fs::path folder = root() / "vanish";
    fs::create_directories(folder);
    test::NiftiBuilder::writeBytes(folder / "a.nii", "no image");
    test::tinyNifti(test::tinyScan()).write(folder / "b.nii");
    writeAnalyze(test::tinyNifti(test::tinyScan()), folder / "c");
    fs::copy(root() / "study/mgz.mgz", folder / "d.mgz");
    fs::copy(root() / "study/head.nii", folder / "e.nii");
    fs::copy(root() / "study/exam", folder / "exam");
    Witness witness([&folder] {
        fs::remove(folder / "b.nii");
        fs::remove(folder / "c.img");
        fs::remove(folder / "d.mgz");
        fs::create_symlink("nowhere.mgz", folder / "d.mgz");
        fs::remove(folder / "exam/IM0040030");
    });
    const fs::path installed = os::programFolder().parent_path();
    engine::BatchSettings settings;
    settings.outputFolder = root() / "vanished";
    settings.model.model = (root() / "bundle").string();
    settings.model.repeatable = true;
    settings.queueFolder = root() / "queue";
    const engine::BatchOutcome outcome = engine::runBatch(
        {folder}, settings, {installed / "share/tessera/models", installed / "lib/tessera/libtessera_net.so"}, witness,
        std::make_shared<CancelToken>());
    QCOMPARE(witness.finishedScans, QStringList{"e"});
    const std::map<std::string, std::string> expected{{"a.nii", "NotAnImage"},
                                                      {"b.nii", "FileMissing"},
                                                      {"c.hdr", "FileMissing"},
                                                      {"d.mgz", "FileMissing"},
                                                      {"exam", "FileMissing"}};
    QCOMPARE(witness.failures, expected);
    QCOMPARE(outcome.failed, std::size_t{5});
    QCOMPARE(outcome.done + outcome.needsReview, std::size_t{1});
    QCOMPARE(test::namesBelow(settings.outputFolder).filter(QRegularExpression("^e_")).size(), 8);
    QCOMPARE(test::namesBelow(settings.outputFolder).size(), 8 + 2); // volumes_all.tsv, failures.tsv
}

/// In no output, name or message of any scan above, wherever its files say it.
void TestScans::noIdentityAnywhere() {
    const CliResult json = run(segment({"study/exam"}, "json") << "--json");
    EXPECT_EXIT(json, 0);
    QVERIFY(isSilent(m_batch.text() + json.text()));
    std::size_t files = 0;
    for (const char* folder : {"results", "json", "answers", "analyze", "bids/derivatives", "named"}) {
        const QStringList names = test::namesBelow(root() / folder);
        QVERIFY2(names.size() >= 8, folder);
        for (const QString& name : names) {
            QVERIFY2(isSilent(name.toStdString()), qPrintable(name));
        }
        for (const auto& entry : fs::recursive_directory_iterator(root() / folder)) {
            if (entry.is_regular_file()) {
                QVERIFY2(isSilent(bytesAndContent(entry.path())), entry.path().c_str());
                ++files;
            }
        }
    }
    QVERIFY(files > 70);
    for (const char* file : {"oasis/OAS1_0001.hdr", "bids/sub-01/anat/sub-01_T1w.nii", "study/exam"}) {
        EXPECT_EXIT(run({"convert", file, "-o", "silent.nii.gz"}), 0);
        QVERIFY2(isSilent(bytesAndContent(root() / "silent.nii.gz")), file);
        QVERIFY2(isSilent(run({"info", file}).text()), file);
    }
    for (const char* file : {"study/exam/IM0040030", "oasis/OAS1_0001.hdr", "bids/sub-01/anat/sub-01_T1w.nii"}) {
        QVERIFY(!isSilent(os::readFile(root() / file))); // what is looked for is there to be found
    }
    fs::remove_all(root() / "names"); // QTemporaryDir can't remove names that aren't UTF-8
    fs::remove_all(root() / "named");
}

QTEST_GUILESS_MAIN(TestScans)
#include "tst_scans.moc"
