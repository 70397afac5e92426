// Listing a folder of DICOM files and choosing the T1 among its series.
#include "core/base/os/file.h"
#include "core/image/dicom_series.h"
#include "tests/support/dicom_builder.h"
#include "tests/support/expect_error.h"
#include "tests/support/shared_data.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <functional>

using namespace tessera;
using test::DicomSlice;
namespace fs = std::filesystem;

using Change = std::function<void(DicomSlice&)>;
Q_DECLARE_METATYPE(Change)

namespace {

std::vector<fs::path> filesBelow(const fs::path& folder) {
    std::vector<fs::path> out;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            out.push_back(entry.path());
        }
    }
    return out;
}

DicomListing listed(const fs::path& folder) {
    Progress progress;
    return listDicom(filesBelow(folder), progress);
}

std::vector<const DicomSeries*> pointers(const DicomListing& listing) {
    std::vector<const DicomSeries*> out;
    for (const DicomSeries& series : listing.series) {
        out.push_back(&series);
    }
    return out;
}

/// A sagittal series of 28 slices of 28 x 28 pixels, 3 mm apart.
void writeSeries(const fs::path& folder, int series, const Change& change = {}) {
    fs::create_directories(folder);
    for (int k = 0; k < 28; ++k) {
        DicomSlice slice(k, 3 * k);
        slice.set(0x0020000E, "UI", "1.2.3." + std::to_string(series)).set(0x00200011, "IS", std::to_string(series));
        if (change) {
            change(slice);
        }
        slice.write(folder / ("s" + std::to_string(series) + "_" + std::to_string(k)));
    }
}

} // namespace

class TestDicomList : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<QTemporaryDir> m_temporary;
    fs::path m_folder;

  private slots:
    void init();
    void aStudyGivesItsT1WithoutAQuestion();
    void twoComparableT1sGiveTheQuestion();
    void theScanBeforeContrastIsPreferred();
    void oneSeriesIsJudgedByItsHeader_data();
    void oneSeriesIsJudgedByItsHeader();
    void twoPatientsAreToldApart();
    void identityNeverLeaves();
    void shortNamesAndBirthDatesAreMasked();
    void equalNumbersAreToldApartByUid();
    void othersAreListedWithTheReason();
    void filesAreSortedAlongTheNormal();
    void namesMayHoldAnyCharacter();
    void listingIsCancelled();
};

void TestDicomList::init() {
    m_temporary = std::make_unique<QTemporaryDir>();
    m_folder = fs::path(m_temporary->path().toStdString());
}

void TestDicomList::aStudyGivesItsT1WithoutAQuestion() {
    const DicomListing listing = listed(test::sourcePath("tests/fixtures/dicom/study"));
    QCOMPARE(listing.others.size(), 0U);
    QCOMPARE(listing.series.size(), 5U);
    const std::vector<std::string> reasons{"localiser", "FLAIR", "", "diffusion", "a reformat"};
    for (std::size_t i = 0; i < reasons.size(); ++i) {
        QCOMPARE(listing.series[i].number, static_cast<int>(i) + 1);
        QCOMPARE(listing.series[i].unsuitable, reasons[i]);
    }
    const DicomSeries* const chosen = chooseT1(pointers(listing));
    QVERIFY(chosen != nullptr);
    QCOMPARE(chosen->number, 3);
    QCOMPARE(chosen->size, (Size3{28, 28, 32}));
    QCOMPARE(chosen->spacing, (Vec3{3, 3, 3}));
    const std::string text = describeSeries(pointers(listing));
    QCOMPARE(std::ranges::count(text, '\n'), 4);
    QVERIFY2(text.find("2: ax_flair_t2 (8 x 8 x 4, 5 x 5 x 5 mm), FLAIR") != std::string::npos, text.c_str());
    QVERIFY2(text.find("3: T1W_3D_TFE (28 x 28 x 32, 3 x 3 x 3 mm), T1") != std::string::npos, text.c_str());
}

void TestDicomList::twoComparableT1sGiveTheQuestion() {
    writeSeries(m_folder, 3);
    writeSeries(m_folder, 4, [](DicomSlice& slice) { slice.set(0x0008103E, "LO", "t1_mprage_sag repeat"); });
    const DicomListing listing = listed(m_folder);
    QCOMPARE(listing.series.size(), 2U);
    QVERIFY(listing.series[0].unsuitable.empty() && listing.series[1].unsuitable.empty());
    QVERIFY(chooseT1(pointers(listing)) == nullptr);
    QVERIFY(chooseT1(std::vector{&listing.series[1]}) == &listing.series[1]);
}

void TestDicomList::theScanBeforeContrastIsPreferred() {
    writeSeries(m_folder, 3);
    writeSeries(m_folder, 8, [](DicomSlice& slice) { slice.set(0x00180010, "LO", "Gadovist"); });
    const DicomListing listing = listed(m_folder);
    QCOMPARE(chooseT1(pointers(listing))->number, 3);
    QVERIFY(describeSeries(pointers(listing)).ends_with("T1 with contrast agent"));
    QVERIFY(chooseT1(std::vector{&listing.series[1]}) != nullptr); // it is taken where it is the only one
    QCOMPARE(readDicomSeries(listing.series[0].files, "scan").warnings.size(), 0U);
    QCOMPARE(readDicomSeries(listing.series[1].files, "scan").warnings.size(), 1U);
}

void TestDicomList::oneSeriesIsJudgedByItsHeader_data() {
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const char* reason, const Change& change) {
        QTest::newRow(name) << change << QString(reason);
    };
    const auto named = [](const char* description) {
        return [description](DicomSlice& s) { s.set(0x0008103E, "LO", description); };
    };
    const auto bare = [](const char* description, const char* scanning, const char* variant, const char* echo) {
        return [=](DicomSlice& s) {
            s.set(0x0008103E, "LO", description).set(0x00180020, "CS", scanning).set(0x00180021, "CS", variant);
            s.set(0x00180081, "DS", echo).remove(0x00180082);
        };
    };
    row("Siemens MPRAGE", "", named("t1_mprage_sag_p2_iso_1.0"));
    row("GE BRAVO", "", bare("Sag BRAVO", "GR", "SS\\SP\\SK", "3.1"));
    row("GE FSPGR", "", bare("3D Sag IR-FSPGR", "GR", "SS\\SP\\SK", "3.1"));
    row("Philips TFE", "", bare("sT1W_3D_TFE", "GR", "MP", "4.6"));
    row("spoiled gradient echo without a name", "", bare("Series 4", "GR", "SP", "4"));
    row("inversion recovery without a name", "", bare("", "GR\\IR", "NONE", "4"));
    row("VIBE", "", bare("vibe_tra_fs", "GR", "SP", "1.3"));
    row("T1 SPACE", "", bare("t1_space_sag", "SE", "SK", "11"));
    row("MPRAGE with MPR in its name", "", named("t1_mpr_ns_sag"));
    row("FLAIR", "FLAIR", named("t2_space_dark-fluid_sag"));
    row("T2 SPACE", "T2-weighted", bare("t2_space_sag", "SE", "SK", "400"));
    row("long echo without a name", "T2-weighted", bare("Series 9", "SE", "SK", "100"));
    row("long gradient echo", "T2*-weighted (TE 20 ms)", bare("Series 9", "GR", "SP", "20"));
    row("echo-planar", "echo-planar", bare("t1_epi", "EP\\IR", "SK", "40"));
    row("BOLD", "functional MRI", named("ep2d_bold_moco"));
    row("diffusion", "diffusion", named("DTI 64 directions"));
    row("b-value", "diffusion", [](DicomSlice& s) {
        s.set(0x00189087, "FD", test::DicomBytes().number(1000.0)).set(0x0008103E, "LO", "Series 5");
    });
    row("SWI", "susceptibility-weighted", named("SWI_Images"));
    row("time of flight", "angiography", named("TOF_3D_multi-slab"));
    row("arterial spin labelling", "perfusion", named("3D pcASL"));
    row("field map", "a field map", named("gre_field_mapping"));
    row("scout", "localiser", named("AAHScout"));
    row("localiser by type", "localiser",
        [](DicomSlice& s) { s.set(0x00080008, "CS", "ORIGINAL\\PRIMARY\\LOCALIZER"); });
    row("reformat", "a reformat",
        [](DicomSlice& s) { s.set(0x00080008, "CS", "DERIVED\\SECONDARY\\REFORMATTED\\AVERAGE"); });
    row("projection", "a projection", [](DicomSlice& s) { s.set(0x00080008, "CS", "DERIVED\\SECONDARY\\MIP"); });
    row("phase", "a phase image", [](DicomSlice& s) { s.set(0x00080008, "CS", "ORIGINAL\\PRIMARY\\P\\ND"); });
    row("derived", "derived from another series",
        [](DicomSlice& s) { s.set(0x00080008, "CS", "DERIVED\\PRIMARY\\M"); });
    row("mosaic", "a Siemens mosaic", [](DicomSlice& s) { s.set(0x00080008, "CS", "ORIGINAL\\PRIMARY\\M\\MOSAIC"); });
    row("CT", "not MR", [](DicomSlice& s) { s.set(0x00080060, "CS", "CT"); });
    row("screenshot", "a screenshot (secondary capture)",
        [](DicomSlice& s) { s.set(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.7"); });
    row("2-D", "2-D, 28 slices of 3 mm", [](DicomSlice& s) { s.set(0x00180023, "CS", "2D"); });
    row("thick", "voxels of 4 mm", [](DicomSlice& s) { s.set(0x00280030, "DS", "4\\4"); });
    row("small", "covers only 28 mm", [](DicomSlice& s) { s.set(0x00280030, "DS", "1\\1"); });
    row("nothing said", "nothing in its header says that it is T1-weighted", [](DicomSlice& s) {
        s.remove(0x0008103E).remove(0x00180020).remove(0x00180021).remove(0x00180081).remove(0x00180082);
    });
    row("private transfer syntax", "its transfer syntax 1.3.46.670589.33.1.4.1 can't be read",
        [](DicomSlice& s) { s.syntax("1.3.46.670589.33.1.4.1"); });
}

void TestDicomList::oneSeriesIsJudgedByItsHeader() {
    QFETCH(Change, change);
    QFETCH(QString, reason);
    writeSeries(m_folder, 3, change);
    const DicomListing listing = listed(m_folder);
    QCOMPARE(listing.series.size(), 1U);
    QCOMPARE(QString::fromStdString(listing.series.front().unsuitable), reason);
    QCOMPARE(chooseT1(pointers(listing)) != nullptr, reason.isEmpty());
}

void TestDicomList::twoPatientsAreToldApart() {
    DicomSlice(1).write(m_folder / "a");
    DicomSlice(2, 1).set(0x00100020, "LO", "4712").write(m_folder / "b");
    DicomSlice(3, 2).set(0x00100010, "PN", "DOE^JANE^^ ").write(m_folder / "c"); // written in another way only
    const DicomListing listing = listed(m_folder);
    QCOMPARE(listing.series.size(), 2U);
    QVERIFY(listing.series[0].patient != listing.series[1].patient);
    QCOMPARE(listing.series[0].files.size(), 2U);
    EXPECT_ERROR(readDicomSeries(filesBelow(m_folder), "scan"), ErrorCode::PatientsMixed, "2 patients");
}

void TestDicomList::identityNeverLeaves() {
    DicomSlice(1).set(0x0008103E, "LO", "T1 of JANE doe (4711)\x01\xE4" + std::string(100, 'x')).write(m_folder / "a");
    const DicomListing listing = listed(m_folder);
    const DicomSeries& series = listing.series.at(0);
    QCOMPARE(series.description, "T1 of *** *** (***)??" + std::string(43, 'x'));
    for (const char* part : {"Doe", "Jane", "4711"}) {
        QVERIFY(series.patient.find(part) == std::string::npos);
    }
}

void TestDicomList::shortNamesAndBirthDatesAreMasked() {
    const auto described = [&](const std::string& description) {
        DicomSlice(1)
            .set(0x00100010, "PN", "Ng^Bo^T")
            .set(0x00100030, "DA", "19700102")
            .set(0x0008103E, "LO", description)
            .write(m_folder / "a");
        return listed(m_folder).series.at(0).description;
    };
    QCOMPARE(described("NG bo 19700102 mprage"), std::string("*** *** *** mprage"));
    QCOMPARE(described("bo_ng/T-cap"), std::string("***_***/***-cap")); // an initial as a word of its own
    QCOMPARE(described("Bold imaging T1"), std::string("Bold imaging T1"));
}

void TestDicomList::equalNumbersAreToldApartByUid() {
    writeSeries(m_folder / "a", 3);
    writeSeries(m_folder / "b", 4, [](DicomSlice& slice) { slice.set(0x00200011, "IS", "3"); });
    const DicomListing listing = listed(m_folder);
    QCOMPARE(listing.series.size(), 2U);
    const std::string both = describeSeries(pointers(listing));
    for (const DicomSeries& series : listing.series) {
        QVERIFY2(both.find(", UID " + series.seriesUid) != std::string::npos, both.c_str());
    }
    QVERIFY(describeSeries(std::vector{&listing.series[0]}).find("UID") == std::string::npos);
}

void TestDicomList::othersAreListedWithTheReason() {
    const auto object = [&](const char* name, const std::string& sopClass) {
        DicomSlice(1).set(0x00080016, "UI", sopClass).end("").write(m_folder / name);
    };
    object("report", "1.2.840.10008.5.1.4.1.1.88.33");
    object("document", "1.2.840.10008.5.1.4.1.1.104.1");
    object("presentation", "1.2.840.10008.5.1.4.1.1.11.1");
    object("segmentation", "1.2.840.10008.5.1.4.1.1.66.4");
    object("DICOMDIR", "1.2.840.10008.1.3.10");
    object("short", "1.2.840.10008.5.1.4.1.1.4");
    DicomSlice::writeBytes(m_folder / "empty", "");
    DicomSlice::writeBytes(m_folder / "notes.txt", "measured on Monday");
    DicomSlice::writeBytes(m_folder / "old", DicomSlice(1).bytes().substr(132));
    DicomSlice::writeBytes(m_folder / "cut", DicomSlice(1).bytes().substr(0, 400));
    DicomSlice(1).write(m_folder / "image");
    std::vector<fs::path> files = filesBelow(m_folder);
    files.push_back(m_folder / "gone");
    files.push_back(m_folder); // a folder
    Progress progress;
    const DicomListing listing = listDicom(files, progress);
    QCOMPARE(listing.series.size(), 1U);
    std::map<std::string, std::string> reasons;
    for (const DicomListing::Other& other : listing.others) {
        reasons[other.file.filename().string()] = other.reason;
    }
    QCOMPARE(reasons.size(), 12U);
    QCOMPARE(reasons["report"], "a structured report");
    QCOMPARE(reasons["document"], "an encapsulated document");
    QCOMPARE(reasons["presentation"], "a presentation state");
    QCOMPARE(reasons["segmentation"], "a segmentation");
    QCOMPARE(reasons["DICOMDIR"], "a DICOMDIR");
    QCOMPARE(reasons["short"], "damaged: it ends before the pixels");
    QCOMPARE(reasons["empty"], "empty");
    QCOMPARE(reasons["notes.txt"], "it lacks DICOM's mark, DICM after 128 bytes");
    QCOMPARE(reasons["old"], "it lacks DICOM's mark, DICM after 128 bytes");
    QVERIFY2(reasons["cut"].starts_with("damaged: "), reasons["cut"].c_str());
    QCOMPARE(reasons["gone"], "missing");
    QCOMPARE(std::ranges::count(listing.others, true, &DicomListing::Other::damaged),
             5); // empty, cut, short, gone, folder
    QVERIFY(isDicomFile(m_folder / "image"));
    QVERIFY(!isDicomFile(m_folder / "notes.txt"));
    QVERIFY(!isDicomFile(m_folder / "gone"));
}

void TestDicomList::filesAreSortedAlongTheNormal() {
    for (const int k : {2, 0, 3, 1}) {
        DicomSlice(k, 10 * k).write(m_folder / std::to_string((k * 3 + 1) % 4)); // the normal points to the right
    }
    const DicomListing listing = listed(m_folder);
    const DicomSeries& series = listing.series.at(0);
    QCOMPARE(series.files.size(), 4U);
    for (std::size_t i = 0; i < 4; ++i) {
        QCOMPARE(series.files[i].filename().string(), std::to_string(((3 - i) * 3 + 1) % 4));
    }
    QCOMPARE(series.spacing[2], 10.0);
}

void TestDicomList::namesMayHoldAnyCharacter() {
    const std::vector<std::string> names{"a b", "Gr\xC3\xB6\xC3\x9F\x65", "quo\"te'", "new\nline", "-rf", "\xFF\xFE"};
    for (std::size_t k = 0; k < names.size(); ++k) {
        DicomSlice(static_cast<int>(k), static_cast<double>(k)).write(m_folder / names[k]);
    }
    const DicomListing listing = listed(m_folder);
    QCOMPARE(listing.series.at(0).files.size(), names.size());
    QCOMPARE(readDicomSeries(listing.series[0].files, "scan").geometry.size, (Size3{28, 28, 6}));
    fs::remove_all(m_folder); // Qt can't remove what isn't UTF-8
}

void TestDicomList::listingIsCancelled() {
    writeSeries(m_folder, 3);
    const auto token = std::make_shared<CancelToken>();
    token->cancel();
    Progress progress({}, token);
    EXPECT_ERROR(listDicom(filesBelow(m_folder), progress), ErrorCode::Cancelled, "");
}

QTEST_GUILESS_MAIN(TestDicomList)
#include "tst_dicom_list.moc"
