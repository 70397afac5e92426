// DICOM that somebody's disk, network, exporter or malice broke: refused in words that name the file or the folder.
#include "core/base/os/process.h"
#include "core/image/dicom_series.h"
#include "tests/support/dicom_builder.h"
#include "tests/support/expect_error.h"
#include "tests/support/malformed_dicom.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <set>

using namespace tessera;
using test::DicomSlice;
using test::MalformedCase;
namespace fs = std::filesystem;
Q_DECLARE_METATYPE(tessera::test::MalformedCase)

namespace {

std::vector<fs::path> filesIn(const fs::path& folder) {
    std::vector<fs::path> out;
    for (const auto& entry : fs::directory_iterator(folder)) {
        out.push_back(entry.path());
    }
    std::ranges::sort(out);
    return out;
}

} // namespace

class TestDicomMalformed : public QObject {
    Q_OBJECT
  private slots:
    void isRefusedInWords_data();
    void isRefusedInWords();
    void everyTruncationIsRefused();
    void aSoundSeriesIsRead();
    void hugeClaimsDoNotAllocate();
};

void TestDicomMalformed::isRefusedInWords_data() {
    QTest::addColumn<MalformedCase>("broken");
    std::set<std::string> names;
    for (const MalformedCase& broken : test::malformedDicom()) {
        QTest::newRow(broken.name.c_str()) << broken;
        QVERIFY2(names.insert(broken.name).second, broken.name.c_str());
    }
    QVERIFY(names.size() >= 50);
}

void TestDicomMalformed::isRefusedInWords() {
    QFETCH(MalformedCase, broken);
    QTemporaryDir folder;
    const fs::path path = broken.write(folder.path().toStdString());
    EXPECT_ERROR(readDicomSeries(filesIn(path), path.string()), broken.code, broken.text);
    EXPECT_ERROR(readDicomSeries(filesIn(path), path.string()), broken.code, path.string());
    Progress progress;
    const DicomListing listing = listDicom(filesIn(path), progress); // doesn't throw
    std::size_t files = listing.others.size();
    for (const DicomSeries& series : listing.series) {
        files += series.files.size();
    }
    QCOMPARE(files, filesIn(path).size());
}

void TestDicomMalformed::everyTruncationIsRefused() {
    QTemporaryDir folder;
    const fs::path a = fs::path(folder.path().toStdString()) / "a", b = fs::path(folder.path().toStdString()) / "b";
    DicomSlice(1).write(a);
    const std::string whole = DicomSlice(2, 3).bytes();
    const std::vector<fs::path> files{a, b};
    for (std::size_t size = 0; size < whole.size(); size += size < 900 ? 1 : 37) {
        DicomSlice::writeBytes(b, whole.substr(0, size));
        try {
            (void)readDicomSeries(files, "scan");
            QFAIL(qPrintable(QString("%1 bytes were taken for a whole file").arg(size)));
        } catch (const Error& error) {
            QVERIFY2(std::string(error.what()).starts_with(b.string()), error.what());
        }
    }
}

void TestDicomMalformed::aSoundSeriesIsRead() {
    QTemporaryDir folder;
    const fs::path path = folder.path().toStdString();
    for (int k = 0; k < 28; ++k) {
        DicomSlice(k, 3 * k).write(path / std::to_string(k));
    }
    const Volume volume = readDicomSeries(filesIn(path), "scan");
    QCOMPARE(volume.geometry.size, (Size3{28, 28, 28})); // what the broken ones would be
    // the normal of rows to posterior and columns to inferior points to the right: the first slice is the leftmost
    QCOMPARE(std::get<std::vector<std::uint16_t>>(volume.voxels)[0], std::uint16_t{2700});
    QCOMPARE(volume.geometry.worldFromVoxel.apply({0, 0, 0}), (Vec3{-81, 100, 100}));
}

void TestDicomMalformed::hugeClaimsDoNotAllocate() {
    for (const MalformedCase& broken : test::malformedDicom()) {
        if (broken.name != "dicom_large_matrix_small_file" && broken.name != "dicom_bomb") {
            continue;
        }
        QTemporaryDir folder;
        const fs::path path = broken.write(folder.path().toStdString());
        os::resetPeakMemory();
        const std::uint64_t before = os::peakMemory();
        EXPECT_ERROR(readDicomSeries(filesIn(path), "scan"), broken.code, broken.text);
        QVERIFY(os::peakMemory() < before + (8U << 20));
    }
}

QTEST_GUILESS_MAIN(TestDicomMalformed)
#include "tst_dicom_malformed.moc"
