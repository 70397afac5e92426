#include "core/base/os/file.h"
#include "core/base/sha256.h"
#include "core/casefile/case_file.h"
#include "tests/support/dicom_builder.h"
#include "tests/support/expect_error.h"
#include "tests/support/json_schema.h"
#include "tests/support/shared_data.h"
#include "tests/support/tiny_exam.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

namespace fs = std::filesystem;

using namespace tessera;
using casefile::CaseFile;
using Json = nlohmann::ordered_json;

namespace {

/// A case with no member as it is by default.
CaseFile fullCase(const fs::path& folder) {
    CaseFile out{.scan = {folder / "scans" / "sub-01_T1w.nii.gz", 12345, sha256OfBytes({})},
                 .labels = {{folder / "scans" / "tessera" / "sub-01_T1w_dseg.nii.gz", 67, sha256OfBytes({})}}};
    out.view = {.cursor = {1.5, -30.25, 4},
                .window = {-3, 812.5},
                .interpolated = false,
                .crosshair = false,
                .radiological = false,
                .noseLeft = false,
                .arrangement = "three-and-volume",
                .slices = {{{2.5, Vec3{1, 2, 3}}, {1, Vec3{0.125, 0, 0}}, {30, std::nullopt}}},
                .eye = {{{0, 400, 20}, {0, 0, 0}, {0, 0, 1}}},
                .volume = true,
                .labelsShown = false,
                .outlines = true,
                .agreement = true,
                .opacity = 0.7,
                .hidden = {4, 207},
                .colours = {{47, {255, 0, 128}}, {48, {1, 2, 3}}},
                .selected = 47};
    return out;
}

/// A change of a whole case's JSON.
using Spoil = std::function<void(Json&)>;

} // namespace

Q_DECLARE_METATYPE(Spoil)

class TestCaseFile : public QObject {
    Q_OBJECT

  private:
    QTemporaryDir m_temporary;
    const fs::path m_folder = fs::path(m_temporary.path().toStdString());

  private slots:
    void comesBackAsItWas();
    void fitsItsSchema();
    void pathsAreRelativeToTheCase();
    void namesThatAreNoTextComeBack();
    void whatIsNotKnownIsPassedOver();
    void newerFilesAreRefused();
    void malformedFilesAreRefused_data();
    void malformedFilesAreRefused();
    void whatIsNoJsonIsRefused();
    void hugeFilesAreRefused();
    void whereNothingCanBeWrittenNothingChanges();
    void aSeriesIsRecordedAsAWhole();
};

void TestCaseFile::comesBackAsItWas() {
    const fs::path file = m_folder / "full.tessera";
    for (const bool hasLabels : {true, false}) {
        CaseFile value = fullCase(m_folder);
        if (!hasLabels) {
            value = {.scan = value.scan};
        }
        casefile::writeCaseFile(value, file);
        QVERIFY(casefile::readCaseFile(file) == value);
    }
    QCOMPARE(std::distance(fs::directory_iterator(m_folder), fs::directory_iterator()), 1); // no temporary file is left
}

void TestCaseFile::fitsItsSchema() {
    const Json schema = Json::parse(os::readFile(test::sourcePath("resources/case/case.schema.json")));
    for (const CaseFile& value : {fullCase(m_folder), CaseFile{.scan = fullCase(m_folder).scan}}) {
        const Json json = Json::parse(casefile::formatCaseFile(value, m_folder));
        const std::string problem = test::misfit(json, schema, schema);
        QVERIFY2(problem.empty(), problem.c_str());
    }
}

void TestCaseFile::pathsAreRelativeToTheCase() {
    const CaseFile value = fullCase("/data/study");
    const auto scanPath = [&](const fs::path& folder) {
        return Json::parse(casefile::formatCaseFile(value, folder)).at("scan").at("path").get<std::string>();
    };
    QCOMPARE(scanPath("/data/study"), "scans/sub-01_T1w.nii.gz");
    QCOMPARE(scanPath("/data/study/cases"), "../scans/sub-01_T1w.nii.gz");
    QCOMPARE(scanPath("/home/me"), "/data/study/scans/sub-01_T1w.nii.gz");
    // a study that was moved as a whole is found
    const CaseFile moved =
        casefile::parseCaseFile(casefile::formatCaseFile(value, "/data/study/cases"), "/mnt/other/cases/a.tessera");
    QCOMPARE(moved.scan.path, fs::path("/mnt/other/scans/sub-01_T1w.nii.gz"));
}

void TestCaseFile::namesThatAreNoTextComeBack() {
    CaseFile value = fullCase(m_folder);
    value.scan.path = m_folder / "gr\xfc\xdf.nii";
    casefile::writeCaseFile(value, m_folder / "bytes.tessera");
    QVERIFY(casefile::readCaseFile(m_folder / "bytes.tessera") == value);
}

void TestCaseFile::whatIsNotKnownIsPassedOver() {
    Json json = Json::parse(casefile::formatCaseFile(fullCase(m_folder), m_folder));
    json["rating"] = "pass";
    json["view"]["sparkles"] = true;
    QVERIFY(casefile::parseCaseFile(json.dump(), m_folder / "x.tessera") == fullCase(m_folder));
}

void TestCaseFile::newerFilesAreRefused() {
    EXPECT_ERROR(casefile::parseCaseFile(R"({"format": "tessera-case", "version": 2, "else": 1})", "/x/new.tessera"),
                 ErrorCode::CaseFileNewer, "/x/new.tessera: a newer Tessera saved this case (version 2");
}

void TestCaseFile::malformedFilesAreRefused_data() {
    QTest::addColumn<Spoil>("spoil");
    const auto set = [](const char* name, const char* pointer, const Json& value) {
        QTest::newRow(name) << Spoil(
            [pointer = std::string(pointer), value](Json& json) { json[Json::json_pointer(pointer)] = value; });
    };
    set("another format", "/format", "nonsense");
    set("no version", "/version", nullptr);
    set("a scan that is no object", "/scan", 3);
    set("an empty path", "/scan/path", "");
    set("a path with a zero byte", "/scan/path", std::string("a\0b", 3));
    set("a negative size", "/scan/bytes", -1);
    set("a size beyond all", "/scan/bytes", 1e300);
    set("version 0", "/version", 0);
    set("a version of a half", "/version", 0.5);
    set("a short hash", "/labels/sha256", "abc");
    set("a hash of other letters", "/labels/sha256", std::string(64, 'z'));
    set("two coordinates", "/view/cursor_mm", {1, 2});
    set("a place beyond the moon", "/view/cursor_mm", {1, 2, 1e300});
    set("a place of words", "/view/cursor_mm", {"a", "b", "c"});
    set("an empty window", "/view/window", {5, 5});
    set("a window of one", "/view/window", {5});
    set("a negative zoom", "/view/slices/axial/zoom", -1);
    set("no slices", "/view/slices", Json::object());
    set("more than opaque", "/view/overlay/opacity", 1.5);
    set("a word for yes", "/view/overlay/shown", "yes");
    set("a region beyond the numbers", "/view/regions/hidden", {1e12});
    set("a region that is no number", "/view/regions/colours", {{"left", "#000000"}});
    set("a colour by name", "/view/regions/colours", {{"4", "red"}});
    set("a colour of other letters", "/view/regions/colours", {{"4", "#00gg00"}});
    set("a signed colour", "/view/regions/colours", {{"4", "#-1+1-1"}});
    QTest::newRow("no view") << Spoil([](Json& json) { json.erase("view"); });
    QTest::newRow("no scan") << Spoil([](Json& json) { json.erase("scan"); });
}

void TestCaseFile::malformedFilesAreRefused() {
    QFETCH(Spoil, spoil);
    Json json = Json::parse(casefile::formatCaseFile(fullCase(m_folder), m_folder));
    spoil(json);
    EXPECT_ERROR(casefile::parseCaseFile(json.dump(), "/x/bad.tessera"), ErrorCode::CaseFileInvalid,
                 "/x/bad.tessera: ");
}

void TestCaseFile::whatIsNoJsonIsRefused() {
    const std::string whole = casefile::formatCaseFile(fullCase(m_folder), m_folder);
    for (const std::string& text :
         {std::string(), std::string("\xff\xfe\0x", 4), std::string("[]"), std::string("1e9999"),
          std::string(100'000, '['), whole.substr(0, whole.size() / 2), whole + "}"}) {
        EXPECT_ERROR(casefile::parseCaseFile(text, "/x/bad.tessera"), ErrorCode::CaseFileInvalid, "/x/bad.tessera: ");
    }
}

void TestCaseFile::hugeFilesAreRefused() {
    const fs::path file = m_folder / "huge.tessera";
    std::ofstream(file) << "{";
    fs::resize_file(file, 5ULL << 30); // a hole; nobody reads it
    EXPECT_ERROR(casefile::readCaseFile(file), ErrorCode::FileUnreadable, file.string());
    fs::remove(file);
    EXPECT_ERROR(casefile::readCaseFile(file), ErrorCode::FileMissing, file.string());
}

void TestCaseFile::whereNothingCanBeWrittenNothingChanges() {
    EXPECT_ERROR(casefile::writeCaseFile(fullCase(m_folder), m_folder / "nowhere" / "a.tessera"),
                 ErrorCode::WriteFailed, "a.tessera");
    const fs::path file = m_folder / "kept.tessera";
    casefile::writeCaseFile(fullCase(m_folder), file);
    CaseFile bad = fullCase(m_folder);
    bad.scan.sha256 = "none"; // it couldn't be read back
    EXPECT_ERROR(casefile::writeCaseFile(bad, file), ErrorCode::CaseFileInvalid, file.string());
    QVERIFY(casefile::readCaseFile(file) == fullCase(m_folder));
}

void TestCaseFile::aSeriesIsRecordedAsAWhole() {
    const fs::path exam = m_folder / "exam";
    test::writeSmallSeries(exam, 4);
    std::vector<fs::path> slices;
    for (const auto& entry : fs::directory_iterator(exam)) {
        slices.push_back(entry.path());
    }
    std::sort(slices.begin(), slices.end());
    const casefile::RecordedFile before = casefile::recordScan(exam);
    QCOMPARE(before.path, exam);
    QCOMPARE(casefile::recordScan(slices[3]).sha256, before.sha256); // whichever file stands for it
    std::uint64_t bytes = 0;
    for (const fs::path& slice : slices) {
        bytes += fs::file_size(slice);
    }
    QCOMPARE(before.bytes, bytes);
    test::writeSmallSeries(exam, 4, [](test::DicomSlice& slice) { slice.set(0x00281053, "DS", "2"); });
    QVERIFY(casefile::recordScan(exam).sha256 != before.sha256);
}

QTEST_APPLESS_MAIN(TestCaseFile)
#include "tst_case_file.moc"
