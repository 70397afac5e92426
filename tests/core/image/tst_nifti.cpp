#include "core/base/os/file.h"
#include "core/image/image_io.h"
#include "tests/support/expect_error.h"
#include "tests/support/nifti_builder.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace tessera;
using test::NiftiBuilder;

class TestNifti : public QObject {
    Q_OBJECT

  private:
    QTemporaryDir m_folder;
    std::filesystem::path path(const char* name) const {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

    static std::vector<std::int16_t> ramp(std::size_t count) {
        std::vector<std::int16_t> out(count);
        std::iota(out.begin(), out.end(), std::int16_t{-3});
        return out;
    }
    static NiftiBuilder small() { return NiftiBuilder({4, 3, 2}, 4, 16).setVoxels(ramp(24)); }

    static void compareAffine(const Affine& actual, const std::array<double, 12>& expected, double tolerance = 1e-5) {
        for (int i = 0; i < 12; ++i) {
            QVERIFY2(std::abs(actual(i / 4, i % 4) - expected[static_cast<std::size_t>(i)]) <= tolerance,
                     qPrintable(QString("entry %1: %2").arg(i).arg(actual(i / 4, i % 4))));
        }
    }

  private slots:
    void readsEveryScalarType_data();
    void readsEveryScalarType();
    void appliesSlopeAndIntercept();
    void readsTheOtherByteOrder();
    void readsGzipWhateverItsName();
    void readsPairs();
    void readsNifti2();
    void choosesSformThenQformThenNone();
    void warnsWhenFormsDisagree();
    void noticesDisputedSides();
    void qformMatchesNibabel();
    void convertsUnitsToMillimetres();
    void keepsShearedMatrices();
    void refusesImplausibleGeometry_data();
    void refusesImplausibleGeometry();
    void labelsStayIntegers();
    void roundTripKeepsGridFormsAndUnits();
    void equalImagesGiveEqualBytes();
    void stemsAndNames();
};

void TestNifti::readsEveryScalarType_data() {
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("bytes");
    QTest::newRow("uint8") << 2 << 1;
    QTest::newRow("int16") << 4 << 2;
    QTest::newRow("int32") << 8 << 4;
    QTest::newRow("float32") << 16 << 4;
    QTest::newRow("float64") << 64 << 8;
    QTest::newRow("int8") << 256 << 1;
    QTest::newRow("uint16") << 512 << 2;
    QTest::newRow("uint32") << 768 << 4;
    QTest::newRow("int64") << 1024 << 8;
    QTest::newRow("uint64") << 1280 << 8;
}

void TestNifti::readsEveryScalarType() {
    QFETCH(int, code);
    QFETCH(int, bytes);
    NiftiBuilder builder({2, 2, 2}, static_cast<std::int16_t>(code), static_cast<std::int16_t>(8 * bytes));
    const std::vector<int> values{0, 1, 2, 3, 100, 101, 102, 127};
    const auto fill = [&](auto zero) {
        std::vector<decltype(zero)> typed(values.begin(), values.end());
        builder.setVoxels(typed);
    };
    switch (code) {
    case 2:
        fill(std::uint8_t{});
        break;
    case 4:
        fill(std::int16_t{});
        break;
    case 8:
        fill(std::int32_t{});
        break;
    case 16:
        fill(float{});
        break;
    case 64:
        fill(double{});
        break;
    case 256:
        fill(std::int8_t{});
        break;
    case 512:
        fill(std::uint16_t{});
        break;
    case 768:
        fill(std::uint32_t{});
        break;
    case 1024:
        fill(std::int64_t{});
        break;
    default:
        fill(std::uint64_t{});
        break;
    }
    builder.write(path("typed.nii"));
    const std::vector<float> read = readImage(path("typed.nii")).intensities();
    QCOMPARE(read.size(), values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        QCOMPARE(read[i], static_cast<float>(values[i]));
    }
}

void TestNifti::appliesSlopeAndIntercept() {
    small().setScaling(2, -10).write(path("scaled.nii"));
    const Volume volume = readImage(path("scaled.nii"));
    QCOMPARE(volume.intensities()[0], -16.0F); // 2 * -3 - 10
    small().setScaling(0, 5).write(path("unscaled.nii"));
    QCOMPARE(readImage(path("unscaled.nii")).intensities()[0], -3.0F);
    small().setScaling(NAN, NAN).write(path("nan.nii"));
    QCOMPARE(readImage(path("nan.nii")).intensities()[0], -3.0F);
}

void TestNifti::readsTheOtherByteOrder() {
    std::string bytes = small().bytes();
    const auto swap = [&](std::size_t at, std::size_t size) {
        std::reverse(bytes.begin() + static_cast<long>(at), bytes.begin() + static_cast<long>(at + size));
    };
    swap(0, 4);
    for (std::size_t i = 0; i < 8; ++i) {
        swap(40 + 2 * i, 2);
        swap(76 + 4 * i, 4);
    }
    for (const std::size_t at : {68, 70, 72, 252, 254}) {
        swap(at, 2);
    }
    for (const std::size_t at : {108, 112, 116}) {
        swap(at, 4);
    }
    for (std::size_t at = 256; at < 328; at += 4) {
        swap(at, 4);
    }
    for (std::size_t at = 352; at < bytes.size(); at += 2) {
        swap(at, 2);
    }
    NiftiBuilder::writeBytes(path("big.nii"), bytes);
    const Volume volume = readImage(path("big.nii"));
    QCOMPARE(volume.geometry.size, (Size3{4, 3, 2}));
    QCOMPARE(volume.intensities()[23], 20.0F);
}

void TestNifti::readsGzipWhateverItsName() {
    const Geometry grid = Geometry::fromAffine({4, 3, 2}, Affine());
    os::writeFileAtomically(path("packed.nii"), encodeNifti(grid, ramp(24), Intent::None, true));
    QCOMPARE(readImage(path("packed.nii")).intensities()[5], 2.0F);
    os::writeFileAtomically(path("plain.nii.gz"), encodeNifti(grid, ramp(24), Intent::None, false));
    QCOMPARE(readImage(path("plain.nii.gz")).intensities()[5], 2.0F);
}

void TestNifti::readsPairs() {
    NiftiBuilder builder = small();
    builder.put<float>(108, 0);
    std::string header = builder.header();
    std::memcpy(header.data() + 344, "ni1\0", 4);
    NiftiBuilder::writeBytes(path("pair.hdr"), header.substr(0, 348));
    EXPECT_ERROR(readImage(path("pair.hdr")), ErrorCode::FileMissing, "pair.img");
    NiftiBuilder::writeBytes(path("pair.img"), builder.bytes().substr(352));
    QCOMPARE(readImage(path("pair.hdr")).intensities()[23], 20.0F);
    QCOMPARE(readImage(path("pair.img")).intensities()[23], 20.0F);
    QCOMPARE(filesOfImage(path("pair.hdr")).size(), std::size_t{2});
}

void TestNifti::readsNifti2() {
    std::string bytes(544, '\0');
    const auto put = [&](std::size_t at, auto value) { std::memcpy(bytes.data() + at, &value, sizeof(value)); };
    put(0, std::int32_t{540});
    std::memcpy(bytes.data() + 4, "n+2\0\r\n\032\n", 8);
    put(12, std::int16_t{4});
    put(14, std::int16_t{16});
    const std::array<std::int64_t, 8> dim{3, 4, 3, 2, 1, 1, 1, 1};
    for (std::size_t i = 0; i < 8; ++i) {
        put(16 + 8 * i, dim[i]);
        put(104 + 8 * i, i < 4 ? 1.5 : 0.0);
    }
    put(168, std::int64_t{544});
    put(348, std::int32_t{2});
    const std::array<double, 12> rows{-1.5, 0, 0, 9, 0, 1.5, 0, -8, 0, 0, 1.5, 7};
    for (std::size_t i = 0; i < 12; ++i) {
        put(400 + 8 * i, rows[i]);
    }
    put(500, std::int32_t{2});
    const std::vector<std::int16_t> voxels = ramp(24);
    bytes.append(reinterpret_cast<const char*>(voxels.data()), 48);
    NiftiBuilder::writeBytes(path("two.nii"), bytes);
    const Volume volume = readImage(path("two.nii"));
    QCOMPARE(volume.intensities()[23], 20.0F);
    compareAffine(volume.geometry.worldFromVoxel, rows, 1e-12);
    NiftiBuilder::writeBytes(path("two-short.nii"), bytes.substr(0, 500));
    EXPECT_ERROR(readImage(path("two-short.nii")), ErrorCode::FileTruncated, "two-short.nii");
}

void TestNifti::choosesSformThenQformThenNone() {
    NiftiBuilder builder = small();
    builder.setQform(1, {0, 0, 0, 5, 6, 7}).setSform(2, {2, 0, 0, 1, 0, 2, 0, 2, 0, 0, 2, 3});
    builder.write(path("s.nii"));
    const Volume s = readImage(path("s.nii"));
    QVERIFY(s.geometry.orientation == Orientation::Sform);
    compareAffine(s.geometry.worldFromVoxel, {2, 0, 0, 1, 0, 2, 0, 2, 0, 0, 2, 3});
    builder.setSform(0, {2, 0, 0, 1, 0, 2, 0, 2, 0, 0, 2, 3}).write(path("q.nii"));
    const Volume q = readImage(path("q.nii"));
    QVERIFY(q.geometry.orientation == Orientation::Qform);
    compareAffine(q.geometry.worldFromVoxel, {1, 0, 0, 5, 0, 1, 0, 6, 0, 0, 1, 7});
    QVERIFY(q.warnings.empty());
    builder.setQform(0, {0, 0, 0, 5, 6, 7}).write(path("none.nii"));
    const Volume none = readImage(path("none.nii"));
    QVERIFY(none.geometry.orientation == Orientation::None);
    compareAffine(none.geometry.worldFromVoxel, {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0});
    QCOMPARE(none.warnings.size(), std::size_t{1});
    QVERIFY(none.warnings[0].find("no orientation") != std::string::npos);
}

void TestNifti::warnsWhenFormsDisagree() {
    small().setQform(1, {0, 0, 0, 0.9F, 0, 0}).write(path("near.nii"));
    QVERIFY(readImage(path("near.nii")).warnings.empty());
    small().setQform(1, {0, 0, 0, 12.5F, 0, 0}).write(path("far.nii"));
    const Volume far = readImage(path("far.nii"));
    QCOMPARE(far.warnings.size(), std::size_t{1});
    QVERIFY2(far.warnings[0].find("12.5 mm: the sform is used") != std::string::npos, far.warnings[0].c_str());
    QVERIFY(!far.geometry.sidesDisputed);
}

void TestNifti::noticesDisputedSides() {
    // the qform mirrors the x axis against the sform (qfac can only turn z: 180 degrees about y and qfac -1)
    small().setQform(1, {0, 1, 0, 3, 0, 0}).setPixdim({-1, 1, 1, 1, 0, 0, 0, 0}).write(path("mirror.nii"));
    QVERIFY(readImage(path("mirror.nii")).geometry.sidesDisputed);
    // no mirror, but turned by 180 degrees about z: left changes places with right
    small().setQform(1, {0, 0, 1, 3, 2, 0}).write(path("turned.nii"));
    QVERIFY(readImage(path("turned.nii")).geometry.sidesDisputed);
    small().setQform(1, {0, 0, 0, 0, 0, 0}).write(path("same.nii"));
    QVERIFY(!readImage(path("same.nii")).geometry.sidesDisputed);
}

void TestNifti::qformMatchesNibabel() {
    // nibabel.quaternions.quat2mat(fillpositive((0.1, -0.2, 0.3))) @ diag(1, 2, -3), offset (4, 5, 6)
    NiftiBuilder builder = small();
    builder.setSform(0, {}).setQform(1, {0.1F, -0.2F, 0.3F, 4, 5, 6}).setPixdim({-1, 1, 2, 3, 0, 0, 0, 0});
    builder.write(path("q.nii"));
    compareAffine(
        readImage(path("q.nii")).geometry.worldFromVoxel,
        {0.74, -1.192834219, 0.932834219, 4, 0.51641711, 1.6, 0.91641711, 5, 0.43094474, 0.13094474, -2.7, 6});
}

void TestNifti::convertsUnitsToMillimetres() {
    small()
        .put<std::uint8_t>(123, 3)
        .setSform(1, {1000, 0, 0, 5000, 0, 1000, 0, 0, 0, 0, 1000, 0})
        .write(path("um.nii"));
    compareAffine(readImage(path("um.nii")).geometry.worldFromVoxel, {1, 0, 0, 5, 0, 1, 0, 0, 0, 0, 1, 0});
    small()
        .put<std::uint8_t>(123, 1)
        .setPixdim({1, .001F, .001F, .001F, 0, 0, 0, 0})
        .setSform(1, {.001F, 0, 0, .005F, 0, .001F, 0, 0, 0, 0, .001F, 0})
        .write(path("m.nii"));
    compareAffine(readImage(path("m.nii")).geometry.worldFromVoxel, {1, 0, 0, 5, 0, 1, 0, 0, 0, 0, 1, 0});
}

void TestNifti::keepsShearedMatrices() {
    small().setSform(1, {1, 0.02F, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0}).write(path("shear.nii"));
    compareAffine(readImage(path("shear.nii")).geometry.worldFromVoxel, {1, 0.02, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0});
}

void TestNifti::refusesImplausibleGeometry_data() {
    QTest::addColumn<std::vector<float>>("rows");
    QTest::addColumn<std::vector<float>>("pixdim");
    QTest::addColumn<int>("code");
    const std::vector<float> identity{1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0}, ones{1, 1, 1};
    QTest::newRow("zero spacing") << identity << std::vector<float>{1, 0, 1} << int(ErrorCode::SpacingInvalid);
    QTest::newRow("negative spacing") << identity << std::vector<float>{1, 1, -1} << int(ErrorCode::SpacingInvalid);
    QTest::newRow("absurd pixdim") << identity << std::vector<float>{1, 5000, 1} << int(ErrorCode::SpacingInvalid);
    QTest::newRow("NaN spacing") << identity << std::vector<float>{NAN, 1, 1} << int(ErrorCode::SpacingInvalid);
    QTest::newRow("absurd spacing") << std::vector<float>{500, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0} << ones
                                    << int(ErrorCode::SpacingInvalid);
    QTest::newRow("tiny spacing") << std::vector<float>{1e-5F, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0} << ones
                                  << int(ErrorCode::SpacingInvalid);
    QTest::newRow("zero matrix") << std::vector<float>(12, 0) << ones << int(ErrorCode::MatrixSingular);
    QTest::newRow("two equal axes") << std::vector<float>{1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0} << ones
                                    << int(ErrorCode::MatrixSingular);
    QTest::newRow("NaN matrix") << std::vector<float>{NAN, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0} << ones
                                << int(ErrorCode::MatrixSingular);
}

void TestNifti::refusesImplausibleGeometry() {
    QFETCH(std::vector<float>, rows);
    QFETCH(std::vector<float>, pixdim);
    QFETCH(int, code);
    NiftiBuilder builder = small();
    std::array<float, 12> sform{};
    std::copy(rows.begin(), rows.end(), sform.begin());
    builder.setSform(1, sform).setPixdim({1, pixdim[0], pixdim[1], pixdim[2], 0, 0, 0, 0}).write(path("bad.nii"));
    EXPECT_ERROR(readImage(path("bad.nii")), static_cast<ErrorCode>(code), "bad.nii");
}

void TestNifti::labelsStayIntegers() {
    NiftiBuilder builder({2, 2, 2}, 16, 32);
    builder.setVoxels(std::vector<float>{0, 4, 207, 1, 2, 3, 4, 5}).write(path("float-labels.nii"));
    QCOMPARE(readLabels(path("float-labels.nii")).labels[2], 207);
    builder.setVoxels(std::vector<float>{0, 4, 2.5F, 1, 2, 3, 4, 5}).write(path("float-labels.nii"));
    EXPECT_ERROR(readLabels(path("float-labels.nii")), ErrorCode::LabelsNotInteger, "2.5");
    builder.setVoxels(std::vector<float>{0, -4, 2, 1, 2, 3, 4, 5}).write(path("float-labels.nii"));
    EXPECT_ERROR(readLabels(path("float-labels.nii")), ErrorCode::LabelsNotInteger, "-4");
    small().setScaling(2, 0).write(path("scaled-labels.nii"));
    EXPECT_ERROR(readLabels(path("scaled-labels.nii")), ErrorCode::LabelsScaled, "scaled-labels.nii");
    QVERIFY(std::holds_alternative<std::vector<std::uint8_t>>(compactLabels({0, 255})));
    QVERIFY(std::holds_alternative<std::vector<std::int16_t>>(compactLabels({0, 256})));
    QVERIFY(std::holds_alternative<std::vector<std::int32_t>>(compactLabels({0, 40000})));
}

void TestNifti::roundTripKeepsGridFormsAndUnits() {
    NiftiBuilder builder = small();
    builder.setQform(3, {0.1F, -0.2F, 0.3F, 4, 5, 6})
        .setPixdim({-1, 1000, 2000, 3000, 0, 0, 0, 0})
        .setSform(4, {700, 20, 0, 1, 0, 900, 1, 2, 0, 0, 1100, 3})
        .put<std::uint8_t>(123, 3 | 8);
    builder.write(path("in.nii"));
    const Geometry grid = readImage(path("in.nii")).geometry;
    writeImage(path("out.nii.gz"), grid, compactLabels(std::vector<std::int32_t>(24, 7)), Intent::Label);
    const Volume back = readImage(path("out.nii.gz"));
    QVERIFY(back.geometry.forms == grid.forms);
    QVERIFY(sameGrid(back.geometry, grid, 1e-9));
    QVERIFY(back.geometry.orientation == grid.orientation);
    QCOMPARE(toLabels(back, "out").labels[3], 7);
    writeImage(path("out.nii"), grid, compactLabels(std::vector<std::int32_t>(24, 7)), Intent::Label);
    const std::string bytes = os::readFile(path("out.nii")), original = builder.header();
    QCOMPARE(bytes.size(), std::size_t{352 + 24});
    std::int16_t intent = 0;
    std::memcpy(&intent, bytes.data() + 68, 2);
    QCOMPARE(intent, std::int16_t{1002});
    QCOMPARE(bytes.substr(252, 76), original.substr(252, 76)); // both codes, quaternion, offset, all rows: bit for bit
    QCOMPARE(bytes.substr(76, 16), original.substr(76, 16));   // qfac and spacing
    QCOMPARE(bytes[123], original[123]);
}

void TestNifti::equalImagesGiveEqualBytes() {
    const Geometry grid = Geometry::fromAffine({4, 3, 2}, Affine());
    QVERIFY(encodeNifti(grid, ramp(24), Intent::None, true) == encodeNifti(grid, ramp(24), Intent::None, true));
}

void TestNifti::stemsAndNames() {
    QCOMPARE(imageStem("a/sub-01_T1w.nii.gz"), std::string("sub-01_T1w"));
    QCOMPARE(imageStem("x.y.NII"), std::string("x.y"));
    QCOMPARE(imageStem("scan.hdr"), std::string("scan"));
    QVERIFY(hasImageName("a.nii") && hasImageName("a.hdr") && !hasImageName("a.img") && !hasImageName(".nii"));
    EXPECT_ERROR(readImage("notes.txt"), ErrorCode::NotAnImage, "notes.txt");
}

QTEST_APPLESS_MAIN(TestNifti)
#include "tst_nifti.moc"
