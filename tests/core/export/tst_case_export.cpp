#include "core/export/case_export.h"

#include "core/base/os/file.h"
#include "core/base/sha256.h"
#include "core/engine/run_record.h"
#include "core/image/image_io.h"
#include "core/labels/label_files.h"
#include "core/quantify/table_beside.h"
#include "tests/support/expect_error.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>

namespace fs = std::filesystem;

using namespace tessera;
using exporting::Item;

namespace {

const std::set<Item> kAll{Item::LabelsNifti,     Item::LabelsNrrd,   Item::LabelsMgz,   Item::TableDseg,
                          Item::TableFreeSurfer, Item::TableItkSnap, Item::TableSlicer, Item::VolumesCsv,
                          Item::VolumesTsv,      Item::VolumesJson};

/// Labels 4 and 207 of BrainCOLOR among others, on an oblique grid of odd size.
LabelVolume smallMap() {
    LabelVolume out;
    Affine matrix = Affine::scaling({-1.5, 1.25, 2});
    matrix(0, 1) = 0.1;
    matrix(1, 0) = 0.1;
    out.geometry = Geometry::fromAffine({7, 5, 9}, matrix);
    out.labels.assign(out.geometry.voxels(), 0);
    const auto& regions = labels::brainColor().regions();
    for (std::size_t i = 0; i < out.labels.size(); i += 2) {
        out.labels[i] = regions[i % regions.size()].number;
    }
    out.labels[11] = 4;
    out.labels[13] = 207;
    return out;
}

struct Folder {
    QTemporaryDir temporary;
    fs::path path = temporary.path().toStdString();
    fs::path map = path / "sub-07_T1w_dseg.nii.gz";
    Folder() {
        const LabelVolume labels = smallMap();
        writeImage(map, labels.geometry, compactLabels(labels.labels), Intent::Label);
    }
};

} // namespace

class TestCaseExport : public QObject {
    Q_OBJECT

  private slots:
    void namesFollowBids();
    void everyItemIsWhatItWas();
    void nothingIsReplacedUnlessAsked();
    void aResultsOwnVolumesAreTaken();
    void aMapWithoutATableHasNoVolumes();
    void cancellingLeavesWholeFiles();
};

void TestCaseExport::namesFollowBids() {
    QCOMPARE(exporting::exportName("sub-01_ses-2_T1w_dseg"), std::string("sub-01_ses-2_desc-tessera"));
    QCOMPARE(exporting::exportName("colin27_T1w"), std::string("colin27_T1w_desc-tessera"));
    QCOMPARE(exporting::fileOf(Item::LabelsMgz, "out", "x"), fs::path("out/x_dseg.mgz"));
}

void TestCaseExport::everyItemIsWhatItWas() {
    const Folder folder;
    Progress progress;
    const auto files = exporting::exportCase({folder.map, folder.path / "new" / "deep", "x", kAll}, progress);
    QCOMPARE(files.size(), kAll.size());
    const LabelVolume before = readLabels(folder.map);
    for (const Item item : {Item::LabelsNifti, Item::LabelsNrrd, Item::LabelsMgz}) {
        const LabelVolume after = readLabels(exporting::fileOf(item, folder.path / "new" / "deep", "x"));
        QVERIFY(after.labels == before.labels);
        QVERIFY(sameGrid(after.geometry, before.geometry));
        QCOMPARE(std::count(after.labels.begin(), after.labels.end(), 207),
                 std::count(before.labels.begin(), before.labels.end(), 207));
    }
    for (const Item item : {Item::TableDseg, Item::TableFreeSurfer, Item::TableItkSnap, Item::TableSlicer}) {
        const auto table = quantify::readTable(exporting::fileOf(item, folder.path / "new" / "deep", "x"));
        QCOMPARE(table.regions().size(), labels::brainColor().regions().size());
        QVERIFY(table.find(207) != nullptr);
        QVERIFY(table.find(207)->colour == labels::brainColor().find(207)->colour);
    }
    const std::string csv = os::readFile(exporting::fileOf(Item::VolumesCsv, folder.path / "new" / "deep", "x"));
    QVERIFY(csv.starts_with("Label Name (BrainCOLOR)"));
}

void TestCaseExport::nothingIsReplacedUnlessAsked() {
    const Folder folder;
    Progress progress;
    exporting::Request request{folder.map, folder.path / "out", "x", {Item::LabelsNrrd, Item::VolumesTsv}};
    (void)exporting::exportCase(request, progress);
    fs::remove(exporting::fileOf(Item::LabelsNrrd, request.folder, "x"));
    EXPECT_ERROR(exporting::exportCase(request, progress), ErrorCode::OutputExists, "x_volumes.tsv");
    QVERIFY(!fs::exists(exporting::fileOf(Item::LabelsNrrd, request.folder, "x"))); // not half of it either
    request.overwrite = true;
    Progress again;
    QCOMPARE(exporting::exportCase(request, again).size(), std::size_t(2));
    const exporting::Request itself{folder.map, folder.path, "sub-07_T1w", {Item::LabelsNifti}, true};
    EXPECT_ERROR(exporting::exportCase(itself, again), ErrorCode::OutputIsInput, "sub-07_T1w_dseg.nii.gz");
}

void TestCaseExport::aResultsOwnVolumesAreTaken() {
    const Folder folder;
    os::writeFileAtomically(folder.path / "sub-07_T1w_volumes.tsv", "of the result\n");
    Progress progress;
    exporting::Request request{folder.map, folder.path / "out", "x", {Item::VolumesTsv}};
    (void)exporting::exportCase(request, progress);
    QVERIFY(os::readFile(folder.path / "out" / "x_volumes.tsv").starts_with("index\t"));
    const auto exported = [&] {
        request.overwrite = true;
        Progress again;
        (void)exporting::exportCase(request, again);
        return os::readFile(folder.path / "out" / "x_volumes.tsv");
    };
    os::writeFileAtomically(folder.path / "sub-07_T1w_run.json", "{}"); // it says nothing of the map
    QVERIFY(exported().starts_with("index\t"));
    engine::RunRecord run{.name = "sub-07_T1w", .state = "done"};
    run.inputs = {{"/data/sub-07_T1w.nii", std::string(64, 'a'), 1}};
    run.outputs = {{"dseg", {folder.map.filename().string(), sha256OfFile(folder.map)}}};
    os::writeFileAtomically(folder.path / "sub-07_T1w_run.json", engine::writeRunRecord(run)); // now it is its result
    QCOMPARE(exported(), std::string("of the result\n"));
    LabelVolume corrected = smallMap();
    corrected.labels[0] = 47;
    writeImage(folder.map, corrected.geometry, compactLabels(corrected.labels), Intent::Label);
    const std::string after = exported(); // an old table beside a corrected map would be a lie
    QVERIFY(after.starts_with("index\t"));
}

void TestCaseExport::aMapWithoutATableHasNoVolumes() {
    const Folder folder;
    LabelVolume map = smallMap();
    map.labels[0] = 30'000;
    const fs::path strange = folder.path / "strange.nii.gz";
    writeImage(strange, map.geometry, compactLabels(map.labels), Intent::Label);
    Progress progress;
    EXPECT_ERROR(
        exporting::exportCase({strange, folder.path / "out", "x", {Item::LabelsNifti, Item::VolumesCsv}}, progress),
        ErrorCode::LabelTableInvalid, "strange.nii.gz");
    QVERIFY(!fs::exists(folder.path / "out")); // nothing was written
    QCOMPARE(exporting::exportCase({strange, folder.path / "out", "x", {Item::LabelsMgz}}, progress).size(),
             std::size_t(1));
}

void TestCaseExport::cancellingLeavesWholeFiles() {
    const Folder folder;
    auto token = std::make_shared<CancelToken>();
    Progress progress([&token](double, std::string_view) { token->cancel(); }, token);
    EXPECT_ERROR(exporting::exportCase({folder.map, folder.path / "out", "x", kAll}, progress), ErrorCode::Cancelled,
                 "");
    std::size_t files = 0;
    for (const auto& entry : fs::directory_iterator(folder.path / "out")) {
        QVERIFY2(!entry.path().filename().string().starts_with("."), entry.path().c_str());
        ++files;
    }
    QCOMPARE(files, std::size_t(1));
}

QTEST_APPLESS_MAIN(TestCaseExport)
#include "tst_case_export.moc"
