#include "core/base/os/file.h"
#include "core/base/os/process.h"
#include "core/image/image_io.h"
#include "tests/support/expect_error.h"
#include "tests/support/nifti_builder.h"

#include <QTemporaryDir>
#include <QtTest>

#include <functional>

using namespace tessera;
using test::NiftiBuilder;

namespace {

NiftiBuilder small() {
    return NiftiBuilder({4, 3, 2}, 4, 16).setVoxels(std::vector<std::int16_t>(24, 7));
}

std::string gzipOf(const Geometry& grid, std::size_t voxels) {
    const auto bytes = encodeNifti(grid, std::vector<std::int16_t>(voxels, 3), Intent::None, true);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace

using Make = std::function<std::string()>;
Q_DECLARE_METATYPE(Make)
Q_DECLARE_METATYPE(tessera::ErrorCode)

/// Files that somebody's disk, network or script broke. Each gets its own words, and none makes the reader allocate
/// more than the file justifies.
class TestNiftiMalformed : public QObject {
    Q_OBJECT

  private:
    QTemporaryDir m_folder;

  private slots:
    void isRefusedInWords_data();
    void isRefusedInWords();
    void missingFileAndFolder();
    void everyTruncationIsRefused();
    void hugeClaimsDoNotAllocate();
};

namespace {

void row(const char* name, const Make& make, ErrorCode code, const char* text = "broken.nii") {
    QTest::newRow(name) << make << code << text;
}

void addTruncatedFiles() {
    row(
        "empty", [] { return std::string(); }, ErrorCode::FileEmpty);
    row(
        "three bytes", [] { return std::string("abc"); }, ErrorCode::NotAnImage);
    row(
        "text", [] { return std::string(1000, 'x'); }, ErrorCode::NotAnImage);
    row(
        "zeros", [] { return std::string(1000, '\0'); }, ErrorCode::NotAnImage);
    row(
        "half a header", [] { return small().bytes().substr(0, 200); }, ErrorCode::FileTruncated);
    row(
        "no voxels", [] { return small().header(); }, ErrorCode::FileTruncated);
    row(
        "some voxels", [] { return small().bytes().substr(0, 380); }, ErrorCode::FileTruncated, "of 48 bytes");
    row(
        "Analyze", [] { return small().put<std::int32_t>(344, 0).bytes(); }, ErrorCode::FormatNotSupported, "Analyze");
    row(
        "pair's mark in a single file", [] { return small().put<char>(345, 'i').bytes(); }, ErrorCode::HeaderInvalid);
}

void addDimensions() {
    row(
        "no dimensions",
        [] {
            return small().setDim({0, 4, 3, 2, 1, 1, 1, 1}).bytes();
        },
        ErrorCode::HeaderInvalid);
    row(
        "nine dimensions",
        [] {
            return small().setDim({9, 4, 3, 2, 1, 1, 1, 1}).bytes();
        },
        ErrorCode::HeaderInvalid);
    row(
        "negative axis",
        [] {
            return small().setDim({3, 4, -3, 2, 1, 1, 1, 1}).bytes();
        },
        ErrorCode::HeaderInvalid);
    row(
        "zero axis",
        [] {
            return small().setDim({3, 4, 0, 2, 1, 1, 1, 1}).bytes();
        },
        ErrorCode::HeaderInvalid);
    row(
        "two dimensions",
        [] {
            return small().setDim({2, 6, 4, 1, 1, 1, 1, 1}).bytes();
        },
        ErrorCode::NotThreeDimensional, "6 x 4");
    row(
        "one slice",
        [] {
            return small().setDim({3, 6, 4, 1, 1, 1, 1, 1}).bytes();
        },
        ErrorCode::NotThreeDimensional);
    row(
        "frames",
        [] {
            return small().setDim({4, 2, 3, 2, 2, 1, 1, 1}).bytes();
        },
        ErrorCode::SeveralFrames, "2 frames");
    row(
        "channels",
        [] {
            return small().setDim({5, 2, 3, 2, 1, 2, 1, 1}).bytes();
        },
        ErrorCode::SeveralFrames);
    row(
        "negative frames",
        [] {
            return small().setDim({4, 2, 3, 2, -2, 1, 1, 1}).bytes();
        },
        ErrorCode::HeaderInvalid);
}

void addTypesAndOffsets() {
    row(
        "RGB", [] { return small().put<std::int16_t>(70, 128).bytes(); }, ErrorCode::VoxelTypeNotSupported, "RGB");
    row(
        "RGBA", [] { return small().put<std::int16_t>(70, 2304).bytes(); }, ErrorCode::VoxelTypeNotSupported, "RGB");
    row(
        "complex", [] { return small().put<std::int16_t>(70, 32).bytes(); }, ErrorCode::VoxelTypeNotSupported,
        "complex");
    row(
        "binary", [] { return small().put<std::int16_t>(70, 1).bytes(); }, ErrorCode::VoxelTypeNotSupported, "code 1");
    row(
        "float128", [] { return small().put<std::int16_t>(70, 1536).bytes(); }, ErrorCode::VoxelTypeNotSupported);
    row(
        "unknown type", [] { return small().put<std::int16_t>(70, -7).bytes(); }, ErrorCode::VoxelTypeNotSupported);
    row(
        "offset inside the header", [] { return small().put<float>(108, 100).bytes(); }, ErrorCode::HeaderInvalid);
    row(
        "offset beyond the file", [] { return small().put<float>(108, 1e9F).bytes(); }, ErrorCode::HeaderInvalid);
    row(
        "negative offset", [] { return small().put<float>(108, -5).bytes(); }, ErrorCode::HeaderInvalid);
    row(
        "offset NaN", [] { return small().put<float>(108, NAN).bytes(); }, ErrorCode::HeaderInvalid);
    row(
        "too many voxels",
        [] {
            return small().setDim({3, 32767, 32767, 32767, 1, 1, 1, 1}).bytes();
        },
        ErrorCode::ImageTooLarge);
}

void addDamagedGzip() {
    row(
        "gzip cut short",
        [] {
            return gzipOf(Geometry::fromAffine({64, 64, 64}, Affine()), 64 * 64 * 64).substr(0, 300);
        },
        ErrorCode::HeaderExceedsFile);
    row(
        "gzip without its end",
        [] {
            std::string bytes = gzipOf(Geometry::fromAffine({64, 64, 64}, Affine()), 64 * 64 * 64);
            return bytes.substr(0, bytes.size() - 6);
        },
        ErrorCode::FileTruncated);
    row(
        "gzip with a wrong checksum",
        [] {
            std::string bytes = gzipOf(Geometry::fromAffine({64, 64, 64}, Affine()), 64 * 64 * 64);
            bytes[bytes.size() - 7] = static_cast<char>(bytes[bytes.size() - 7] ^ 0x55);
            return bytes;
        },
        ErrorCode::FileTruncated, "damaged");
    row(
        "gzip of nothing useful", [] { return std::string("\x1f\x8b\x08\0\0\0\0\0\0\x03garbage", 17); },
        ErrorCode::FileTruncated);
}

} // namespace

void TestNiftiMalformed::isRefusedInWords_data() {
    QTest::addColumn<Make>("make");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("text");
    addTruncatedFiles();
    addDimensions();
    addTypesAndOffsets();
    addDamagedGzip();
}

void TestNiftiMalformed::isRefusedInWords() {
    QFETCH(Make, make);
    QFETCH(ErrorCode, code);
    QFETCH(QString, text);
    const std::filesystem::path file = std::filesystem::path(m_folder.path().toStdString()) / "broken.nii";
    NiftiBuilder::writeBytes(file, make());
    EXPECT_ERROR(readImage(file), code, text.toStdString());
    EXPECT_ERROR(readImage(file), code, "broken.nii");
}

void TestNiftiMalformed::missingFileAndFolder() {
    EXPECT_ERROR(readImage("/nowhere/scan.nii.gz"), ErrorCode::FileMissing, "/nowhere/scan.nii.gz");
    std::filesystem::create_directory(std::filesystem::path(m_folder.path().toStdString()) / "folder.nii");
    EXPECT_ERROR(readImage(std::filesystem::path(m_folder.path().toStdString()) / "folder.nii"),
                 ErrorCode::FileUnreadable, "folder.nii");
}

void TestNiftiMalformed::everyTruncationIsRefused() {
    const std::string whole = small().bytes();
    const std::filesystem::path file = std::filesystem::path(m_folder.path().toStdString()) / "cut.nii";
    for (std::size_t size = 0; size < whole.size(); ++size) {
        NiftiBuilder::writeBytes(file, whole.substr(0, size));
        bool threw = false;
        try {
            (void)readImage(file);
        } catch (const Error& error) {
            threw = std::string(error.what()).find("cut.nii") != std::string::npos;
        }
        QVERIFY2(threw, qPrintable(QString("accepted with %1 bytes").arg(size)));
    }
}

void TestNiftiMalformed::hugeClaimsDoNotAllocate() {
    const std::filesystem::path folder = m_folder.path().toStdString();
    small().setDim({3, 700, 700, 700, 1, 1, 1, 1}).put<std::int16_t>(70, 64).write(folder / "claim.nii");
    const Geometry grid = Geometry::fromAffine({64, 64, 64}, Affine());
    std::string gzip = gzipOf(grid, 64 * 64 * 64);
    NiftiBuilder::writeBytes(folder / "small.nii.gz", gzip);
    const auto before = os::peakMemory();
    EXPECT_ERROR(readImage(folder / "claim.nii"), ErrorCode::HeaderExceedsFile, "2744000000");
    // the same through gzip: 343 million voxels need more compressed bytes than this file has
    NiftiBuilder big = small().setDim({3, 700, 700, 700, 1, 1, 1, 1});
    NiftiBuilder::writeBytes(folder / "claim2.nii.gz", big.bytes());
    EXPECT_ERROR(readImage(folder / "claim2.nii.gz"), ErrorCode::HeaderExceedsFile, "claim2");
    QVERIFY(os::peakMemory() - before < (100ULL << 20));
}

QTEST_APPLESS_MAIN(TestNiftiMalformed)
#include "tst_nifti_malformed.moc"
