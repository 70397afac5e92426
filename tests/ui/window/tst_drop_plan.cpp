#include "core/image/image_io.h"
#include "tests/support/cli_process.h"
#include "ui/window/drop_plan.h"
#include "ui/window/settings.h"

#include <QTemporaryDir>
#include <QtTest>

#include <unistd.h>

#include <fstream>

using namespace tessera;
using namespace tessera::ui;
namespace fs = std::filesystem;

/// What becomes of dropped files, and where results go. Nothing is opened: an empty file will do.
class TestDropPlan : public QObject {
    Q_OBJECT

  private:
    QTemporaryDir m_folder;

    fs::path root() const { return m_folder.path().toStdString(); }
    fs::path file(const std::string& name) const {
        const fs::path out = root() / name;
        fs::create_directories(out.parent_path());
        std::ofstream(out) << "x";
        return out;
    }

  private slots:
    void initTestCase();
    void scansAndFoldersAreSegmented();
    void aScanWithItsMapIsOpened();
    void aMapAloneGoesOverTheScanInFront();
    void aSavedCaseIsOpened();
    void severalMapsAreProblems();
    void whatIsNotThereIsAProblem();
    void namesOfAllKinds();
    void addressesOfOtherMachines();
    void nothingIsNothing();
    void resultsLieBesideTheirScans();
    void everyModelHasItsOwnResults();
    void manyFilesOfOneFolderGoTogether();
    void resultsWhereNothingCanBeWritten();
    void resultsInTheChosenFolder();
    void labelMapsByName_data();
    void labelMapsByName();
    void labelMapsByTheirVoxels();
};

void TestDropPlan::initTestCase() {
    qputenv("HOME", (root() / "home").c_str());
    qputenv("XDG_CONFIG_HOME", (root() / "config").c_str());
}

void TestDropPlan::scansAndFoldersAreSegmented() {
    const fs::path a = file("a_T1w.nii.gz"), b = file("b.mgz"), folder = root() / "dicom";
    fs::create_directories(folder);
    const DropPlan plan = planDrop({a, folder, b});
    QVERIFY(plan.segment == std::vector<fs::path>({a, folder, b})); // in their order
    QVERIFY(plan.open == CaseFiles{} && plan.problems.isEmpty() && !plan.isEmpty());
    const fs::path study = root() / "all_labels"; // a folder is no label map, whatever its name
    fs::create_directories(study);
    QVERIFY(planDrop({study}).segment == std::vector<fs::path>{study});
}

void TestDropPlan::aScanWithItsMapIsOpened() {
    const fs::path scan = file("c_T1w.nii.gz"), map = file("c_dseg.nii.gz");
    const std::vector<std::vector<fs::path>> orders{{scan, map}, {map, scan}};
    for (const std::vector<fs::path>& both : orders) {
        const DropPlan plan = planDrop(both);
        QVERIFY((plan.open == CaseFiles{scan, map}));
        QVERIFY(plan.segment.empty() && plan.problems.isEmpty());
    }
}

void TestDropPlan::aMapAloneGoesOverTheScanInFront() {
    const fs::path map = file("d_dseg.nii.gz");
    const DropPlan plan = planDrop({map});
    QVERIFY((plan.open == CaseFiles{{}, map}));
    QVERIFY(plan.segment.empty() && plan.problems.isEmpty());
}

void TestDropPlan::aSavedCaseIsOpened() {
    const fs::path first = file("first_dseg.tessera"), second = file("second.tessera"), scan = file("a_T1w.nii.gz");
    DropPlan plan = planDrop({first});
    QVERIFY(plan.saved == first && plan.segment.empty() && plan.open == CaseFiles{} && !plan.isEmpty());
    plan = planDrop({first, second, scan});
    QVERIFY(plan.saved == first && plan.segment == std::vector<fs::path>{scan});
    QVERIFY(plan.problems.size() == 1 && plan.problems[0].contains("second.tessera"));
}

void TestDropPlan::severalMapsAreProblems() {
    const fs::path scan = file("e.nii"), map = file("e_dseg.nii"), other = file("e_labels.nii");
    const DropPlan two = planDrop({scan, map, other});
    QVERIFY(two.open == CaseFiles{} && two.segment == std::vector<fs::path>{scan});
    QCOMPARE(two.problems.size(), 2);
    QVERIFY(two.problems[0].contains("e_dseg.nii") && two.problems[1].contains("e_labels.nii"));
    const DropPlan unclear = planDrop({scan, file("f.nii"), map}); // whose map is it?
    QCOMPARE(unclear.segment.size(), std::size_t{2});
    QCOMPARE(unclear.problems.size(), 1);
    QVERIFY(planDrop({map, other}).isEmpty());
}

void TestDropPlan::whatIsNotThereIsAProblem() {
    const fs::path scan = file("g.nii");
    const DropPlan plan = planDrop({root() / "gone.nii", scan});
    QVERIFY(plan.segment == std::vector<fs::path>{scan});
    QCOMPARE(plan.problems.size(), 1);
    QVERIFY(plan.problems[0].contains("gone.nii"));
    const DropPlan nothing = planDrop({root() / "gone_dseg.nii"});
    QVERIFY(nothing.isEmpty() && nothing.problems.size() == 1);
}

void TestDropPlan::namesOfAllKinds() {
    const std::vector<fs::path> files{file("Țară/Müller 脳 %20 #1?.nii.gz"), file("two  spaces/a b.nii"),
                                      file("percent%2Fslash.nii")};
    QList<QUrl> urls;
    for (const fs::path& one : files) {
        urls << QUrl(QUrl::fromLocalFile(test::toQString(one)).toString(QUrl::FullyEncoded)); // as a file manager does
    }
    const DropPlan plan = planDrop(urls);
    QVERIFY(plan.problems.isEmpty());
    QVERIFY(plan.segment == files);
}

void TestDropPlan::addressesOfOtherMachines() {
    const fs::path scan = file("h.nii");
    const DropPlan plan = planDrop({QUrl("https://someone:secret@example.org/scan.nii.gz"), QUrl("sftp://server/h.nii"),
                                    QUrl::fromLocalFile(test::toQString(scan))});
    QVERIFY(plan.segment == std::vector<fs::path>{scan});
    QCOMPARE(plan.problems.size(), 2);
    QVERIFY(plan.problems[0].contains("example.org/scan.nii.gz") && !plan.problems[0].contains("secret"));
    QVERIFY(plan.problems[1].contains("server"));
}

void TestDropPlan::nothingIsNothing() {
    QVERIFY(planDrop(std::vector<fs::path>{}).isEmpty());
    QVERIFY(planDrop(QList<QUrl>{}).isEmpty());
}

void TestDropPlan::resultsLieBesideTheirScans() {
    const fs::path scan = file("study/a.nii");
    QCOMPARE(resultsFolderFor(scan, {}), root() / "study/tessera");
    QCOMPARE(resultsFolderFor(root() / "study", {}), root() / "study/tessera");
    file("bids/dataset_description.json");
    QCOMPARE(resultsFolderFor(root() / "bids", {}), root() / "bids/derivatives/tessera");
    QCOMPARE(resultsFolderFor(file("bids/sub-1/anat/sub-1_T1w.nii"), {}), root() / "bids/sub-1/anat/tessera");
}

void TestDropPlan::everyModelHasItsOwnResults() {
    QCOMPARE(resultsOfModel("/data/tessera", Settings().model), fs::path("/data/tessera"));
    QCOMPARE(resultsOfModel("/data/tessera", "meshnet-104"), fs::path("/data/tessera/meshnet-104"));
    QCOMPARE(resultsOfModel("/data/tessera", "/models/my own"), fs::path("/data/tessera/my own"));
}

void TestDropPlan::manyFilesOfOneFolderGoTogether() {
    std::vector<fs::path> scans;
    for (int i = 0; i < 50; ++i) {
        scans.push_back(file("study/" + std::to_string(i) + ".nii"));
    }
    const fs::path other = file("other/a.nii");
    std::vector<fs::path> all = scans;
    all.push_back(other);
    all.push_back(root() / "study");
    const DropPlan plan = withResults(planDrop(all), {}, "meshnet-104");
    QVERIFY(!plan.isOneScan);
    QCOMPARE(plan.byResults.size(), std::size_t{2});
    scans.push_back(root() / "study");
    QVERIFY(plan.byResults.at(root() / "study/tessera/meshnet-104") == scans);
    QVERIFY(plan.byResults.at(root() / "other/tessera/meshnet-104") == std::vector<fs::path>{other});
    const DropPlan one = withResults(planDrop({other}), "/results", Settings().model);
    QVERIFY(one.isOneScan && one.byResults.contains("/results"));
    QVERIFY(!planDrop({root() / "study"}).isOneScan);
}

void TestDropPlan::resultsWhereNothingCanBeWritten() {
    if (::geteuid() == 0) {
        QSKIP("root may write everywhere");
    }
    const fs::path scan = file("disc/a.nii");
    fs::permissions(root() / "disc", fs::perms::owner_read | fs::perms::owner_exec);
    const fs::path results = resultsFolderFor(scan, {});
    const fs::path ofFolder = resultsFolderFor(root() / "disc", {});
    const QStringList said = withResults(planDrop({scan}), {}, Settings().model).notices;
    QVERIFY(withResults(planDrop({scan}), "/results", Settings().model).notices.isEmpty());
    fs::permissions(root() / "disc", fs::perms::owner_all);
    QCOMPARE(results, root() / "home/Documents/Tessera/disc");
    QCOMPARE(ofFolder, results);
    QVERIFY(said.size() == 1 && said[0].contains("Documents/Tessera/disc")); // never without saying so
}

void TestDropPlan::resultsInTheChosenFolder() {
    const fs::path scan = file("bids/dataset_description.json").parent_path();
    QCOMPARE(resultsFolderFor(scan, "/data/Rezultate ș"), fs::path("/data/Rezultate ș"));
}

void TestDropPlan::labelMapsByName_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isMap");
    for (const char* name :
         {"sub-01_desc-x_dseg.nii.gz", "a_DSEG.NII", "aseg.mgz", "aparc+aseg.mgz", "scan_seg.nrrd", "T1w_labels.nii.gz",
          "label.mha", "Segmentation.nrrd", "wmparc_labels.mgz", "wmparc.mgz", "labels.nii"}) {
        QTest::newRow(name) << QString(name) << true;
    }
    for (const char* name :
         {"sub-01_T1w.nii.gz", "brain.mgz", "IM0001", "mprage.dcm", "scan.nii", "orig.mgz", "P_Segal_T1.nii", ""}) {
        QTest::newRow(*name != '\0' ? name : "no name") << QString(name) << false;
    }
}

void TestDropPlan::labelMapsByName() {
    QFETCH(QString, name);
    QFETCH(bool, isMap);
    QCOMPARE(isNamedLikeLabels(fs::path("/data/a_dseg") / name.toStdString()), isMap); // the folder's name says nothing
}

/// Of a scan and one other image: a real scan, and a map of it whose name says nothing.
void TestDropPlan::labelMapsByTheirVoxels() {
    const fs::path scan = TESSERA_SAMPLE, map = root() / "manual.nii.gz", filtered = root() / "filtered.nii.gz";
    const Volume head = readImage(scan);
    std::vector<std::int32_t> labels;
    for (const float value : head.intensities()) {
        labels.push_back(value > 200 ? 13 : (value > 120 ? 12 : 0));
    }
    writeImage(map, head.geometry, compactLabels(labels), Intent::Label);
    writeImage(filtered, head.geometry, head.voxels, Intent::None);
    for (const auto& pair : {std::vector{scan, map}, std::vector{map, scan}}) {
        const DropPlan plan = planDrop(pair);
        QVERIFY(plan.open == (CaseFiles{scan, map}) && plan.segment.empty() && plan.problems.isEmpty());
    }
    QVERIFY(planDrop({scan, filtered}).segment.size() == 2); // two scans
    QVERIFY(planDrop({map}).segment.size() == 1);            // the engine will say what it thinks of it
    QVERIFY(planDrop({scan, map, filtered}).segment.size() == 3);
    QVERIFY(planDrop({scan, root()}).segment.size() == 2);
}

QTEST_GUILESS_MAIN(TestDropPlan)
#include "tst_drop_plan.moc"
