#include "core/engine/dicom_inputs.h"
#include "core/engine/inputs.h"
#include "tests/support/expect_error.h"
#include "tests/support/shared_data.h"
#include "tests/support/tiny_exam.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <fstream>

using namespace tessera;
using namespace tessera::engine;
using test::DicomSlice;
using test::examSlice;
using test::writeSmallSeries;
namespace fs = std::filesystem;

namespace {

test::ChangeSlice ofPatient(const char* id, const char* study) {
    return [id, study](DicomSlice& slice) {
        slice.set(0x00100020, "LO", id).set(0x00100010, "PN", id).set(0x0020000D, "UI", study);
    };
}

} // namespace

/// Which DICOM series of a folder become inputs, under which names, and what is said about the others.
class TestDicomInputs : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<QTemporaryDir> m_folder;

    fs::path root() const { return m_folder->path().toStdString(); }
    Inputs collect(const std::vector<fs::path>& arguments, const std::string& series = {}) const {
        Progress progress;
        return collectInputs(arguments, root() / "out", {.read = {}, .series = series}, progress);
    }
    static QStringList namesOf(const Inputs& inputs) {
        QStringList out;
        for (const Input& input : inputs.scans) {
            out.append(QString::fromStdString(input.name.string()));
        }
        return out;
    }
    static QStringList codesOf(const Inputs& inputs) {
        QStringList out;
        for (const Inputs::Problem& problem : inputs.problems) {
            out.append(errorName(problem.error.code()));
        }
        return out;
    }
    /// The folder, as messages name it, and what they say.
    static std::string sentence(const Inputs& inputs) { return inputs.problems.at(0).error.what(); }

  private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void oneStudyGivesItsT1_data();
    void oneStudyGivesItsT1();
    void twoT1SeriesAreAQuestion();
    void seriesChosenByNumberOrUid();
    void otherStudiesGoOn();
    void noneIsSuitable();
    void studiesAreJobsOfTheirOwn();
    void studiesInOneFolderAreToldApart();
    void patientsInOneFolderAreRefused();
    void patientsInATreeAreSeparate();
    void oneSliceStandsForItsSeries();
    void manySlicesAreOneInput();
    void multiFrameFileStandsForItself();
    void otherObjectsAreNoted();
    void onlyOtherObjects();
    void damagedSliceRefusesItsSeries_data();
    void damagedSliceRefusesItsSeries();
    void imagesBesideASeries();
    void dicomInADatasetIsLeftAlone();
    void namesSayNothingAboutThePatient();
};

void TestDicomInputs::oneStudyGivesItsT1_data() {
    QTest::addColumn<bool>("folders");
    QTest::newRow("one folder") << false;
    QTest::newRow("a folder for each series") << true;
}

void TestDicomInputs::oneStudyGivesItsT1() {
    QFETCH(bool, folders);
    const fs::path exam = root() / "my exam";
    test::writeExamRest(folders ? exam / "rest" : exam);
    writeSmallSeries(folders ? exam / "DICOM/T1" : exam, 4);
    const Inputs inputs = collect({exam});
    QVERIFY2(inputs.problems.empty(), inputs.problems.empty() ? "" : inputs.problems[0].error.what());
    QCOMPARE(namesOf(inputs), QStringList{folders ? "DICOM/T1_series-4" : "my exam_series-4"});
    const Input& input = inputs.scans[0];
    QCOMPARE(input.slices.size(), std::size_t{28});
    QCOMPARE(filesOf(input), input.slices);
    QVERIFY(input.file == (folders ? exam / "DICOM/T1" : exam));
    const Volume volume = readInput(input);
    QVERIFY((volume.geometry.size == Size3{28, 28, 28}));
}

void TestDicomInputs::twoT1SeriesAreAQuestion() {
    test::writeExamRest(root() / "exam");
    writeSmallSeries(root() / "exam", 4);
    writeSmallSeries(root() / "exam", 6);
    const Inputs inputs = collect({root() / "exam"});
    QVERIFY(inputs.scans.empty());
    QCOMPARE(codesOf(inputs), QStringList{"SeriesUnclear"});
    QVERIFY(inputs.problems[0].file == root() / "exam");
    const std::string& candidates = inputs.problems[0].error.arguments()[1];
    QCOMPARE(std::count(candidates.begin(), candidates.end(), '\n') + (candidates.ends_with('\n') ? 0 : 1), 2);
    QVERIFY2(sentence(inputs).find("--series") != std::string::npos, sentence(inputs).c_str());
}

void TestDicomInputs::seriesChosenByNumberOrUid() {
    test::writeExamRest(root() / "exam");
    writeSmallSeries(root() / "exam", 4);
    writeSmallSeries(root() / "exam", 6);
    QCOMPARE(namesOf(collect({root() / "exam"}, "6")), QStringList{"exam_series-6"});
    QCOMPARE(namesOf(collect({root() / "exam"}, "1.2.3.4")), QStringList{"exam_series-4"});
    // whoever names an unsuitable one wants it
    QCOMPARE(namesOf(collect({root() / "exam"}, "5")), QStringList{"exam_series-5"});
    for (const char* wrong : {"7", "1.2.3.7", "x", "-6"}) {
        const Inputs inputs = collect({root() / "exam"}, wrong);
        QVERIFY(inputs.scans.empty());
        QCOMPARE(codesOf(inputs), QStringList{"SeriesMissing"});
        QVERIFY(sentence(inputs).find("t1_mprage_sag") != std::string::npos);
    }
}

void TestDicomInputs::otherStudiesGoOn() {
    writeSmallSeries(root() / "all/a", 4, ofPatient("A", "1.2.1"));
    writeSmallSeries(root() / "all/b", 14, ofPatient("B", "1.2.2"));
    writeSmallSeries(root() / "all/b", 16, ofPatient("B", "1.2.2"));
    writeSmallSeries(root() / "all/c", 24, ofPatient("C", "1.2.3"));
    const Inputs inputs = collect({root() / "all"});
    QCOMPARE(namesOf(inputs), (QStringList{"a_series-4", "c_series-24"}));
    QCOMPARE(codesOf(inputs), QStringList{"SeriesUnclear"});
    QVERIFY(inputs.problems[0].file == root() / "all/b");
    // a UID means one study
    const Inputs one = collect({root() / "all"}, "1.2.3.16");
    QCOMPARE(namesOf(one), QStringList{"b_series-16"});
    QVERIFY(one.problems.empty());
}

void TestDicomInputs::noneIsSuitable() {
    test::writeExamRest(root() / "exam");
    const Inputs inputs = collect({root() / "exam"});
    QCOMPARE(codesOf(inputs), QStringList{"NoSuitableSeries"});
    for (const char* reason : {"localiser", "FLAIR", "diffusion", "reformat"}) {
        QVERIFY2(sentence(inputs).find(reason) != std::string::npos, sentence(inputs).c_str());
    }
}

void TestDicomInputs::studiesAreJobsOfTheirOwn() {
    writeSmallSeries(root() / "p/2019", 4, ofPatient("P", "1.2.1"));
    writeSmallSeries(root() / "p/2021", 24, ofPatient("P", "1.2.2"));
    QCOMPARE(namesOf(collect({root() / "p"})), (QStringList{"2019_series-4", "2021_series-24"}));
}

void TestDicomInputs::studiesInOneFolderAreToldApart() {
    writeSmallSeries(root() / "p", 4, ofPatient("P", "1.2.1"));
    writeSmallSeries(root() / "p", 14, [](DicomSlice& slice) {
        ofPatient("P", "1.2.2")(slice);
        slice.set(0x00200011, "IS", "4");
    });
    QStringList names = namesOf(collect({root() / "p"}));
    names.sort();
    QCOMPARE(names, (QStringList{"p_series-4_study-1", "p_series-4_study-2"}));
}

void TestDicomInputs::patientsInOneFolderAreRefused() {
    writeSmallSeries(root() / "all/mixed", 4, ofPatient("A", "1.2.1"));
    writeSmallSeries(root() / "all/mixed", 14, ofPatient("B", "1.2.2"));
    writeSmallSeries(root() / "all/alone", 24, ofPatient("C", "1.2.3"));
    const Inputs inputs = collect({root() / "all"});
    QCOMPARE(namesOf(inputs), QStringList{"alone_series-24"});
    QCOMPARE(codesOf(inputs), QStringList{"PatientsMixed"});
    QVERIFY(inputs.problems[0].file == root() / "all/mixed");
    QVERIFY2(sentence(inputs).find("2 patients") != std::string::npos, sentence(inputs).c_str());
    QCOMPARE(codesOf(collect({root() / "all/mixed/IM0040003"})), QStringList{"PatientsMixed"});
}

void TestDicomInputs::patientsInATreeAreSeparate() {
    writeSmallSeries(root() / "all/a", 4, ofPatient("A", "1.2.1"));
    writeSmallSeries(root() / "all/b", 14, ofPatient("B", "1.2.2"));
    const Inputs inputs = collect({root() / "all"});
    QCOMPARE(namesOf(inputs), (QStringList{"a_series-4", "b_series-14"}));
    QVERIFY(inputs.problems.empty());
}

void TestDicomInputs::oneSliceStandsForItsSeries() {
    test::writeExamRest(root() / "exam");
    writeSmallSeries(root() / "exam", 4);
    writeSmallSeries(root() / "exam", 6);
    const Inputs inputs = collect({root() / "exam/IM0060010"});
    QCOMPARE(namesOf(inputs), QStringList{"exam_series-6"});
    QCOMPARE(inputs.scans[0].slices.size(), std::size_t{28});
}

void TestDicomInputs::manySlicesAreOneInput() {
    writeSmallSeries(root() / "exam", 4);
    std::vector<fs::path> slices;
    for (const auto& entry : fs::directory_iterator(root() / "exam")) {
        slices.push_back(entry.path());
    }
    slices.push_back(root() / "exam");
    QCOMPARE(namesOf(collect(slices)), QStringList{"exam_series-4"});
}

void TestDicomInputs::multiFrameFileStandsForItself() {
    const fs::path fixture = test::sourcePath("tests/fixtures/dicom/enhanced_RAS.dcm");
    fs::create_directories(root() / "exam");
    fs::copy_file(fixture, root() / "exam/scan.dcm");
    DicomSlice(1).set(0x00100020, "LO", "another patient").write(root() / "exam/other.dcm");
    const Inputs inputs = collect({root() / "exam/scan.dcm"}); // though its folder is mixed
    QVERIFY2(inputs.problems.empty(), inputs.problems.empty() ? "" : inputs.problems[0].error.what());
    QCOMPARE(inputs.scans.size(), std::size_t{1});
    QVERIFY(inputs.scans[0].file == root() / "exam/scan.dcm");
    QVERIFY(inputs.scans[0].name.string().starts_with("exam_series-"));
}

void TestDicomInputs::otherObjectsAreNoted() {
    writeSmallSeries(root() / "exam", 4);
    for (int i = 0; i < 2; ++i) {
        examSlice(9, i, [](DicomSlice& slice) {
            slice.set(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.88.33").set(0x00080060, "CS", "SR").end("");
        }).write(root() / ("exam/SR" + std::to_string(i)));
    }
    const Inputs inputs = collect({root() / "exam"});
    QCOMPARE(namesOf(inputs), QStringList{"exam_series-4"});
    QCOMPARE(inputs.notes.size(), std::size_t{1});
    QVERIFY2(inputs.notes[0].find("2 (a structured report)") != std::string::npos, inputs.notes[0].c_str());
    QCOMPARE(codesOf(collect({root() / "exam/SR0"})), QStringList{"NotAnImage"});
}

void TestDicomInputs::onlyOtherObjects() {
    fs::create_directories(root() / "exam");
    examSlice(9, 0, [](DicomSlice& slice) {
        slice.set(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.88.33").set(0x00080060, "CS", "SR").end("");
    }).write(root() / "exam/SR");
    const Inputs inputs = collect({root() / "exam"});
    QCOMPARE(codesOf(inputs), QStringList{"NoSuitableSeries"});
    QVERIFY2(sentence(inputs).find("a structured report") != std::string::npos, sentence(inputs).c_str());
}

void TestDicomInputs::damagedSliceRefusesItsSeries_data() {
    QTest::addColumn<int>("bytes");
    QTest::newRow("empty") << 0;
    QTest::newRow("cut before the mark") << 120;
    QTest::newRow("cut inside the header") << 500;
}

/// The last slice of a stack isn't missed by its neighbours.
void TestDicomInputs::damagedSliceRefusesItsSeries() {
    writeSmallSeries(root() / "exam", 4);
    const fs::path last = root() / "exam/IM0040027";
    QFETCH(int, bytes);
    DicomSlice::writeBytes(last, examSlice(4, 27).bytes().substr(0, static_cast<std::size_t>(bytes)));
    for (const fs::path& argument : {root() / "exam", root() / "exam/IM0040000"}) {
        const Inputs inputs = collect({argument});
        QVERIFY(inputs.scans.empty());
        QCOMPARE(codesOf(inputs), QStringList{"SlicesInvalid"});
        QVERIFY2(sentence(inputs).find("IM0040027") != std::string::npos, sentence(inputs).c_str());
    }
}

void TestDicomInputs::imagesBesideASeries() {
    writeSmallSeries(root() / "all/exam", 4);
    std::ofstream(root() / "all/scan.nii") << "x";
    std::ofstream(root() / "all/exam/notes.txt") << "x";
    const Inputs inputs = collect({root() / "all"});
    QCOMPARE(namesOf(inputs), (QStringList{"scan", "exam_series-4"}));
    QVERIFY(inputs.problems.empty() && inputs.notes.empty());
}

void TestDicomInputs::dicomInADatasetIsLeftAlone() {
    fs::create_directories(root() / "ds/sub-01/anat");
    std::ofstream(root() / "ds/dataset_description.json") << "{}";
    std::ofstream(root() / "ds/sub-01/anat/sub-01_T1w.nii") << "x";
    writeSmallSeries(root() / "ds/sub-01/dicom", 4);
    const Inputs inputs = collect({root() / "ds"});
    QCOMPARE(namesOf(inputs), QStringList{"sub-01/anat/sub-01_T1w"});
    const std::vector<std::string> note{(root() / "ds").string() +
                                        ": of this BIDS dataset only the T1w images are used, not 28 DICOM."};
    QCOMPARE(inputs.notes, note);
    // also where nothing else is in it
    fs::remove(root() / "ds/sub-01/anat/sub-01_T1w.nii");
    const Inputs none = collect({root() / "ds"});
    QCOMPARE(codesOf(none), QStringList{"NoInputs"});
    QCOMPARE(none.notes, note);
}

void TestDicomInputs::namesSayNothingAboutThePatient() {
    test::writeExamRest(root() / "exam");
    writeSmallSeries(root() / "exam", 4);
    writeSmallSeries(root() / "exam", 6);
    for (const char* series : {"", "4", "7"}) {
        const Inputs inputs = collect({root() / "exam"}, series);
        std::string all;
        for (const Input& input : inputs.scans) {
            all += input.name.string() + input.file.string();
        }
        for (const Inputs::Problem& problem : inputs.problems) {
            all += problem.error.what();
        }
        QVERIFY(!all.empty());
        for (const std::string& secret : test::kIdentity) {
            QVERIFY(all.find(secret) == std::string::npos);
        }
    }
}

QTEST_APPLESS_MAIN(TestDicomInputs)
#include "tst_dicom_inputs.moc"
