#include "core/base/os/process.h"
#include "core/image/image_io.h"
#include "tests/support/expect_error.h"
#include "tests/support/malformed_images.h"
#include "tests/support/nifti_builder.h"

#include <QTemporaryDir>
#include <QtTest>

#include <set>

using namespace tessera;
using test::MalformedCase;
using test::NiftiBuilder;
namespace fs = std::filesystem;

/// Files that somebody's disk, network, program or malice broke. Each gets its own words, and none makes a reader
/// allocate more than the file justifies.
class TestMalformedImages : public QObject {
    Q_OBJECT

  private:
    QTemporaryDir m_folder;
    std::vector<MalformedCase> m_cases = test::malformedImages();

    fs::path path(const std::string& name) const { return fs::path(m_folder.path().toStdString()) / name; }

  private slots:
    void casesAreManyAndDistinct();
    void isRefusedInWords_data();
    void isRefusedInWords();
    void filesOfBrokenImagesAreStillListed();
    void missingFileAndFolder();
    void everyTruncationIsRefused_data();
    void everyTruncationIsRefused();
    void hugeClaimsDoNotAllocate();
};

void TestMalformedImages::casesAreManyAndDistinct() {
    std::set<std::string> names;
    for (const MalformedCase& one : m_cases) {
        names.insert(one.name);
    }
    QCOMPARE(names.size(), m_cases.size());
    QVERIFY(m_cases.size() >= 130);
}

void TestMalformedImages::isRefusedInWords_data() {
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < m_cases.size(); ++i) {
        QTest::newRow(m_cases[i].name.c_str()) << static_cast<int>(i);
    }
}

void TestMalformedImages::isRefusedInWords() {
    QFETCH(int, index);
    const MalformedCase& one = m_cases[static_cast<std::size_t>(index)];
    fs::create_directory(path(one.name));
    const fs::path file = one.write(path(one.name));
    const auto before = os::peakMemory();
    EXPECT_ERROR(readImage(file), one.code, one.text);
    EXPECT_ERROR(readImage(file), one.code, (file.parent_path() / imageStem(file)).string());
    QVERIFY(os::peakMemory() - before < (100ULL << 20));
}

void TestMalformedImages::filesOfBrokenImagesAreStillListed() {
    for (const MalformedCase& one : m_cases) {
        fs::create_directories(path("list-" + one.name));
        const fs::path file = one.write(path("list-" + one.name));
        QCOMPARE(filesOfImage(file).front(), file);
    }
}

void TestMalformedImages::missingFileAndFolder() {
    for (const char* name : {"scan.nii.gz", "scan.hdr", "scan.nrrd", "scan.nhdr", "scan.mha", "scan.mhd", "scan.mgz"}) {
        EXPECT_ERROR(readImage(path(name)), ErrorCode::FileMissing, name);
        fs::create_directory(path(name));
        EXPECT_ERROR(readImage(path(name)), ErrorCode::FileUnreadable, name);
    }
}

void TestMalformedImages::everyTruncationIsRefused_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"whole.nii", "whole.nii.gz", "whole.nrrd", "whole.mha", "whole.mgh", "whole.mgz"}) {
        QTest::newRow(name) << QString(name);
    }
}

void TestMalformedImages::everyTruncationIsRefused() {
    QFETCH(QString, name);
    const fs::path file = path(name.toStdString());
    const Geometry grid = Geometry::fromAffine({4, 3, 2}, Affine());
    const auto encoded = encodeImage(file, grid, std::vector<std::int16_t>(24, 7), Intent::None);
    const std::string whole(reinterpret_cast<const char*>(encoded.data()), encoded.size());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        NiftiBuilder::writeBytes(file, whole.substr(0, size));
        bool threw = false;
        try {
            (void)readImage(file);
        } catch (const Error& error) {
            threw = std::string(error.what()).find(file.string()) != std::string::npos;
        }
        QVERIFY2(threw, qPrintable(QString("accepted with %1 bytes").arg(size)));
    }
}

void TestMalformedImages::hugeClaimsDoNotAllocate() {
    NiftiBuilder big({700, 700, 700}, 64, 64);
    NiftiBuilder::writeBytes(path("claim.nii"), big.bytes());
    NiftiBuilder::writeBytes(path("packed.nii"), test::packed(big.bytes())); // needs more compressed bytes than it has
    const auto before = os::peakMemory();
    EXPECT_ERROR(readImage(path("claim.nii")), ErrorCode::HeaderExceedsFile, "2744000000");
    EXPECT_ERROR(readImage(path("packed.nii")), ErrorCode::HeaderExceedsFile, "2744000000");
    QVERIFY(os::peakMemory() - before < (100ULL << 20));
}

QTEST_APPLESS_MAIN(TestMalformedImages)
#include "tst_malformed_images.moc"
