// Series written by pydicom, highdicom and GDCM (tests/fixtures/make_dicom_fixtures.py) against nibabel's grid.
#include "core/base/parallel.h"
#include "core/image/dicom_series.h"
#include "core/image/image_io.h"
#include "tests/support/expect_error.h"
#include "tests/support/shared_data.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <cctype>
#include <cmath>

using namespace tessera;
namespace fs = std::filesystem;

namespace {

fs::path fixture(const std::string& name) {
    return test::sourcePath("tests/fixtures/dicom/" + name);
}

std::vector<fs::path> filesOf(const std::string& name) {
    if (fs::exists(fixture(name + ".dcm"))) {
        return {fixture(name + ".dcm")};
    }
    std::vector<fs::path> out;
    for (const auto& entry : fs::directory_iterator(fixture(name))) {
        out.push_back(entry.path());
    }
    std::ranges::sort(out);
    return out;
}

std::string typeName(const Voxels& voxels) {
    return std::visit(
        [](const auto& values) {
            using Value = typename std::decay_t<decltype(values)>::value_type;
            return (std::is_floating_point_v<Value> ? "float"
                    : std::is_signed_v<Value>       ? "int"
                                                    : "uint") +
                   std::to_string(8 * sizeof(Value));
        },
        voxels);
}

} // namespace

class TestDicom : public QObject {
    Q_OBJECT
  private slots:
    void everyOrientationHasTheGridOfItsAffine_data();
    void everyOrientationHasTheGridOfItsAffine();
    void everyEncodingGivesTheSameVoxels_data();
    void everyEncodingGivesTheSameVoxels();
    void rescaledValuesAreIntensities_data();
    void rescaledValuesAreIntensities();
    void filesInAnyOrderGiveOneVolume();
    void aNiftiOnTheGridStatesTheSameWorld();
    void severalThreadsDecodeAtOnce();
};

/// Tolerance 1e-3 mm: DICOM holds decimal numbers of at most 16 characters.
void TestDicom::everyOrientationHasTheGridOfItsAffine_data() {
    QTest::addColumn<QString>("name");
    int count = 0;
    for (const auto& entry : fs::directory_iterator(fixture(""))) {
        const std::string name = entry.path().stem().string();
        if (entry.path().extension() == ".nii" &&
            std::isupper(static_cast<unsigned char>(name.back())) != 0) { // classic_LPS, enhanced_RAS
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
            ++count;
        }
    }
    QCOMPARE(count, 48); // 24 right-handed ones, classic and enhanced
}

void TestDicom::everyOrientationHasTheGridOfItsAffine() {
    QFETCH(QString, name);
    const Volume expected = readImage(fixture(name.toStdString() + ".nii"));
    const Volume volume = readDicomSeries(filesOf(name.toStdString()), "scan");
    QVERIFY(sameGrid(volume.geometry, expected.geometry, 1e-3));
    QVERIFY(volume.voxels == expected.voxels);
    QCOMPARE(volume.geometry.orientation, Orientation::Stated);
    QVERIFY(volume.geometry.worldFromVoxel.determinant() > 0);
    const bool enhanced = name.startsWith("enhanced"); // their shared functional group scales
    QCOMPARE(volume.slope, enhanced ? 0.5 : 1.0);
    QCOMPARE(volume.intercept, enhanced ? -5.0 : 0.0);
}

void TestDicom::everyEncodingGivesTheSameVoxels_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("tolerance");
    for (const char* name : {"implicit",
                             "big_endian",
                             "deflated",
                             "enhanced_implicit",
                             "uint8",
                             "int8",
                             "int16",
                             "uint32",
                             "int32",
                             "twelve_bits",
                             "jpeg_57",
                             "jpeg_70",
                             "jpeg_70_signed",
                             "jpeg_70_byte",
                             "rle",
                             "rle_byte",
                             "jpegls_80",
                             "jpegls_80_byte",
                             "jpegls_81",
                             "j2k_90",
                             "j2k_90_signed",
                             "j2k_90_byte",
                             "enhanced_rle",
                             "enhanced_j2k",
                             "enhanced_jpegls",
                             "enhanced_fragments",
                             "legacy",
                             "padded"}) {
        QTest::newRow(name) << QString(name) << 0;
    }
    // lossy with a cosine or wavelet transform: decoders may round differently
    QTest::newRow("jpeg_50") << QString("jpeg_50") << 1;
    QTest::newRow("jpeg_51") << QString("jpeg_51") << 2;
    QTest::newRow("j2k_91") << QString("j2k_91") << 1;
}

void TestDicom::everyEncodingGivesTheSameVoxels() {
    QFETCH(QString, name);
    QFETCH(int, tolerance);
    const Volume expected = readImage(fixture(name.toStdString() + ".nii"));
    const Volume volume = readDicomSeries(filesOf(name.toStdString()), "scan");
    QVERIFY(sameGrid(volume.geometry, expected.geometry, 1e-3));
    QCOMPARE(typeName(volume.voxels), typeName(expected.voxels));
    Volume stored = volume;
    stored.slope = 1;
    stored.intercept = 0;
    const std::vector<float> a = stored.intensities(), b = expected.intensities();
    for (std::size_t i = 0; i < a.size(); ++i) {
        QVERIFY2(std::abs(a[i] - b[i]) <= static_cast<float>(tolerance),
                 qPrintable(QString("voxel %1 is %2, not %3").arg(i).arg(a[i]).arg(b[i])));
    }
}

void TestDicom::rescaledValuesAreIntensities_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("type"); // of the voxels: converted only where the slices differ
    QTest::newRow("the same for all slices") << QString("rescale") << QString("uint16");
    QTest::newRow("another for each slice") << QString("rescale_each") << QString("float32");
    QTest::newRow("another for each frame") << QString("enhanced_rescale_each") << QString("float32");
    QTest::newRow("inverted") << QString("monochrome1") << QString("uint16");
}

void TestDicom::rescaledValuesAreIntensities() {
    QFETCH(QString, name);
    QFETCH(QString, type);
    const Volume expected = readImage(fixture(name.toStdString() + ".nii"));
    const Volume volume = readDicomSeries(filesOf(name.toStdString()), "scan");
    QCOMPARE(QString::fromStdString(typeName(volume.voxels)), type);
    const std::vector<float> a = volume.intensities(), b = expected.intensities();
    QCOMPARE(a, b); // all of them are exact in float32
    QCOMPARE(volume.warnings.size(), type == "float32" ? 1U : 0U);
}

void TestDicom::filesInAnyOrderGiveOneVolume() {
    std::vector<fs::path> files = filesOf("classic_LPS");
    const Volume first = readDicomSeries(files, "scan");
    while (std::ranges::next_permutation(files).found) {
        const Volume other = readDicomSeries(files, "scan");
        QVERIFY(other.voxels == first.voxels);
        QVERIFY(sameGrid(other.geometry, first.geometry, 0));
    }
}

void TestDicom::aNiftiOnTheGridStatesTheSameWorld() {
    const Volume volume = readDicomSeries(filesOf("classic_PIR"), "scan");
    QTemporaryDir folder;
    const fs::path file = fs::path(folder.path().toStdString()) / "out.nii";
    writeImage(file, volume.geometry, volume.voxels, Intent::None);
    const Volume back = readImage(file);
    QCOMPARE(back.geometry.orientation, Orientation::Sform);
    QCOMPARE(back.geometry.forms.sformCode, std::int16_t{1});
    QVERIFY(sameGrid(back.geometry, volume.geometry, 1e-4)); // NIfTI-1 holds float32
}

void TestDicom::severalThreadsDecodeAtOnce() {
    const std::vector<std::string> names{"jpeg_70", "rle", "jpegls_80", "j2k_90", "enhanced_jpegls", "jpeg_50"};
    std::vector<char> same(names.size());
    parallelRanges(names.size(), static_cast<int>(names.size()), [&](std::size_t from, std::size_t to) {
        for (std::size_t i = from; i < to; ++i) {
            const Volume once = readDicomSeries(filesOf(names[i]), "scan");
            same[i] = once.voxels == readDicomSeries(filesOf(names[i]), "scan").voxels ? 1 : 0;
        }
    });
    QVERIFY(std::ranges::all_of(same, [](char each) { return each == 1; }));
}

QTEST_GUILESS_MAIN(TestDicom)
#include "tst_dicom.moc"
