#include "core/base/os/file.h"
#include "core/base/tsv.h"
#include "core/image/image_io.h"
#include "core/quantify/quality.h"
#include "tests/support/expect_error.h"
#include "tests/support/nifti_builder.h"
#include "tests/support/shared_data.h"

#include <QTemporaryDir>
#include <QtTest>

#include <array>
#include <cmath>

using namespace tessera;
using test::NiftiBuilder;
namespace fs = std::filesystem;

namespace {

/// One image of tests/fixtures/images, see the script beside it.
struct Fixture {
    fs::path file;
    std::string orientation, type;
    Affine worldFromVoxel; ///< as the program that wrote it states it
};

constexpr Size3 kSize{5, 6, 7};
/// Geometry agrees to this at every corner: files keep float32, or text of at least 6 digits.
constexpr double kToleranceMm = 1e-3;

std::vector<float> expectedVoxels() {
    std::vector<float> out;
    for (int z = 0; z < 7; ++z) {
        for (int y = 0; y < 6; ++y) {
            for (int x = 0; x < 5; ++x) {
                out.push_back(static_cast<float>((3 * x + 17 * y + 31 * z + x * y * z + 1) % 113));
            }
        }
    }
    return out;
}

const char* typeName(const Voxels& voxels) {
    constexpr std::array names{"uint8",  "int8",  "int16",  "uint16",  "int32",
                               "uint32", "int64", "uint64", "float32", "float64"};
    return names[voxels.index()];
}

/// As `writeImage` writes it, without waiting for the disk.
void save(const Volume& volume, const fs::path& path) {
    const auto bytes = encodeImage(path, volume.geometry, volume.voxels, Intent::None);
    NiftiBuilder::writeBytes(path, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

QString toText(const fs::path& path) {
    return QString::fromStdString(path.filename().string());
}

} // namespace

/// The same image in every format, type and orientation, written by nibabel, SimpleITK and pynrrd, and by us.
class TestImageFormats : public QObject {
    Q_OBJECT

  private:
    QTemporaryDir m_folder;
    std::vector<Fixture> m_fixtures;

    fs::path path(const std::string& name) const { return fs::path(m_folder.path().toStdString()) / name; }
    void addFixtures(const char* orientation) const;

  private slots:
    void initTestCase();
    void readsWhatOthersWrote_data();
    void readsWhatOthersWrote();
    void formatsGiveEqualVolumes();
    void niftiOnTheGridStatesTheSameWorld();
    void writtenImagesAreReadBack_data();
    void writtenImagesAreReadBack();
    void labelNumbersStayExact();
    void sidesThatArentCertainStaySo();
    void refusesWhatAFormatCantHold();
    void equalImagesGiveEqualBytes();
    void outputNamesAreChecked();
    void headersOfAnyLengthAreRead();
    void namedAxesHelpFilesWithoutOrientation();
    void namedAxesAreRefusedAgainstAHeader();
    void warnsAboutAnalyze();
    void namesAndFiles();
    void dataFilesMayLieBelow();
    void skipsLinesAndBytes();
    void singleFramesAreNoSeries();
    void unitsOfLength();
};

void TestImageFormats::initTestCase() {
    const fs::path folder = test::sourcePath("tests/fixtures/images");
    const Tsv table = parseTsv(os::readFile(folder / "images.tsv"), "images.tsv", ErrorCode::Internal);
    for (const auto& row : table.rows) {
        const std::string pack = os::readFile(folder / row[1]);
        const auto offset = static_cast<std::size_t>(*parseInteger(row[2]));
        const auto bytes = static_cast<std::size_t>(*parseInteger(row[3]));
        NiftiBuilder::writeBytes(path(row[0]), pack.substr(offset, bytes));
        if (row[4] == "data") {
            continue;
        }
        Fixture fixture{path(row[0]), row[4], row[5], {}};
        for (int i = 0; i < 12; ++i) {
            fixture.worldFromVoxel(i / 4, i % 4) = *parseNumber(row[static_cast<std::size_t>(6 + i)]);
        }
        m_fixtures.push_back(fixture);
    }
    QVERIFY(m_fixtures.size() > 300);
}

void TestImageFormats::addFixtures(const char* orientation) const {
    QTest::addColumn<std::size_t>("index");
    for (std::size_t i = 0; i < m_fixtures.size(); ++i) {
        if (*orientation == '\0' || m_fixtures[i].orientation == orientation) {
            QTest::newRow(qPrintable(toText(m_fixtures[i].file))) << i;
        }
    }
}

void TestImageFormats::readsWhatOthersWrote_data() {
    addFixtures("");
}

void TestImageFormats::readsWhatOthersWrote() {
    QFETCH(std::size_t, index);
    const Fixture& fixture = m_fixtures[index];
    const Volume volume = readImage(fixture.file);
    QCOMPARE(volume.geometry.size, kSize);
    QCOMPARE(typeName(volume.voxels), fixture.type.c_str());
    QVERIFY(volume.intensities() == expectedVoxels());
    const double distance = largestCornerDistance(kSize, volume.geometry.worldFromVoxel, fixture.worldFromVoxel);
    QVERIFY2(distance <= kToleranceMm, qPrintable(QString("corners are off by %1 mm").arg(distance)));
    const bool stated = fixture.orientation == "stated";
    QCOMPARE(volume.geometry.orientation != Orientation::None, stated);
    QVERIFY((quantify::lateralityOf(volume.geometry) == quantify::Laterality::Verified) == stated);
    QCOMPARE(volume.warnings.empty(), stated);
}

void TestImageFormats::formatsGiveEqualVolumes() {
    int orientations = 0;
    for (const Fixture& sform : m_fixtures) {
        const std::string name = sform.file.filename().string();
        if (!name.ends_with("_sform.nii")) {
            continue;
        }
        ++orientations;
        const Volume reference = readImage(sform.file);
        const std::string axes = name.substr(0, 3);
        for (const char* end : {"_qform.nii", "_both.nii", ".nrrd", ".mha", ".mgz"}) {
            const Volume other = readImage(path(axes + end));
            QVERIFY2(other.voxels == reference.voxels, qPrintable(toText(path(axes + end))));
            QVERIFY2(sameGrid(other.geometry, reference.geometry, kToleranceMm), qPrintable(toText(path(axes + end))));
        }
    }
    QCOMPARE(orientations, 48);
}

void TestImageFormats::niftiOnTheGridStatesTheSameWorld() {
    for (const char* name : {"PIR.nrrd", "PIR.mha", "PIR.mgz", "sheared.nrrd", "sheared.mgz"}) {
        const Volume volume = readImage(path(name));
        QVERIFY(volume.geometry.orientation == Orientation::Stated);
        writeImage(path("out.nii.gz"), volume.geometry, volume.voxels, Intent::Label);
        const Geometry back = readImage(path("out.nii.gz")).geometry;
        QVERIFY2(sameGrid(back, volume.geometry, kToleranceMm), name);
        QVERIFY(back.orientation == Orientation::Sform);
        QCOMPARE(back.forms.sformCode, std::int16_t{1});
        QCOMPARE(back.forms.qformCode, std::int16_t{0});
    }
    for (const char* name :
         {"spacings.nrrd", "space_3D-left-handed.nrrd", "codes.nii", "flag.mgh", "orient2_big.hdr"}) {
        const Volume volume = readImage(path(name));
        writeImage(path("out.nii.gz"), volume.geometry, volume.voxels, Intent::Label);
        const Geometry back = readImage(path("out.nii.gz")).geometry;
        QVERIFY2(back.orientation == Orientation::None, name);
        QVERIFY(quantify::lateralityOf(back) == quantify::Laterality::Unverified);
        for (std::size_t axis = 0; axis < 3; ++axis) {
            QVERIFY2(std::abs(back.spacing()[axis] - volume.geometry.spacing()[axis]) < 1e-6, name);
        }
    }
}

void TestImageFormats::writtenImagesAreReadBack_data() {
    addFixtures("stated");
}

void TestImageFormats::writtenImagesAreReadBack() {
    QFETCH(std::size_t, index);
    const Volume volume = readImage(m_fixtures[index].file);
    const std::string type = typeName(volume.voxels);
    const bool mghType = type == "uint8" || type == "int16" || type == "int32" || type == "float32";
    const bool sheared = toText(m_fixtures[index].file).startsWith("sheared");
    for (const char* name : {"out.nii", "out.nii.gz", "out.nrrd", "out.mha", "out.mgh", "out.mgz", "out.mgh.gz"}) {
        const bool mgh = std::string(name).starts_with("out.mg");
        if (mgh && !mghType) {
            EXPECT_ERROR(save(volume, path(name)), ErrorCode::FormatCannotHold, name);
            continue;
        }
        if (sheared && std::string(name) == "out.mha") {
            EXPECT_ERROR(save(volume, path(name)), ErrorCode::FormatCannotHold, "perpendicular");
            continue;
        }
        save(volume, path(name));
        const Volume back = readImage(path(name));
        QVERIFY2(back.voxels == volume.voxels, name);
        QVERIFY2(sameGrid(back.geometry, volume.geometry, kToleranceMm), name);
        QVERIFY2(quantify::lateralityOf(back.geometry) == quantify::Laterality::Verified, name);
        QVERIFY2(back.warnings.empty(), name);
        QCOMPARE(back.slope, 1.0);
    }
}

void TestImageFormats::labelNumbersStayExact() {
    const Geometry grid = readImage(path("PIR.nrrd")).geometry;
    for (const std::int32_t largest : {255, 256, 32767, 32768, 2147483647}) {
        std::vector<std::int32_t> labels(grid.voxels());
        labels[7] = largest;
        labels[8] = largest - 1;
        for (const char* name : {"labels.nii.gz", "labels.nrrd", "labels.mha", "labels.mgz"}) {
            writeImage(path(name), grid, compactLabels(labels), Intent::Label);
            QVERIFY2(readLabels(path(name)).labels == labels, name);
        }
    }
}

void TestImageFormats::sidesThatArentCertainStaySo() {
    for (const char* from : {"spacings.nrrd", "space_3D-right-handed.nrrd", "codes.nii", "orient0_little.hdr"}) {
        const Volume volume = readImage(path(from));
        for (const char* to : {"unsure.nii.gz", "unsure.nrrd", "unsure.mha"}) {
            writeImage(path(to), volume.geometry, volume.voxels, Intent::None);
            const Volume back = readImage(path(to));
            QVERIFY2(quantify::lateralityOf(back.geometry) == quantify::Laterality::Unverified, to);
            QVERIFY2(std::abs(back.geometry.voxelVolume() - volume.geometry.voxelVolume()) < 1e-5, to);
            QVERIFY2(back.voxels == volume.voxels, to);
        }
        // FreeSurfer takes 1 mm where it is told no orientation
        EXPECT_ERROR(writeImage(path("unsure.mgz"), volume.geometry, volume.voxels, Intent::None),
                     ErrorCode::FormatCannotHold, "spacing");
    }
    const Volume flag = readImage(path("flag.mgh"));
    writeImage(path("unsure.mgz"), flag.geometry, flag.voxels, Intent::None);
    const Volume back = readImage(path("unsure.mgz"));
    QVERIFY(back.geometry.orientation == Orientation::None);
    QVERIFY(sameGrid(back.geometry, flag.geometry));
}

void TestImageFormats::refusesWhatAFormatCantHold() {
    Volume disputed = readImage(path("PIR.nrrd"));
    disputed.geometry.sidesDisputed = true;
    for (const char* name : {"disputed.mha", "disputed.mgz"}) {
        EXPECT_ERROR(writeImage(path(name), disputed.geometry, disputed.voxels, Intent::None),
                     ErrorCode::FormatCannotHold, "left and right");
        QVERIFY(!fs::exists(path(name)));
    }
    writeImage(path("disputed.nrrd"), disputed.geometry, disputed.voxels, Intent::None);
    const Geometry back = readImage(path("disputed.nrrd")).geometry;
    QVERIFY(back.orientation == Orientation::None);
    QVERIFY(sameGrid(back, disputed.geometry));
}

void TestImageFormats::equalImagesGiveEqualBytes() {
    const Volume volume = readImage(path("PIR.nrrd"));
    for (const char* name : {"a.nii.gz", "a.nrrd", "a.mha", "a.mgz", "a.mgh"}) {
        const auto first = encodeImage(name, volume.geometry, volume.voxels, Intent::Label);
        QVERIFY2(first == encodeImage(name, volume.geometry, volume.voxels, Intent::Label), name);
        QVERIFY(!fs::exists(name));
    }
}

void TestImageFormats::outputNamesAreChecked() {
    for (const char* name : {"a.NII.GZ", "b.nii", "c.nrrd", "d.Mha", "e.mgz", "f.mgh", "g.mgh.gz"}) {
        checkOutputName(name);
    }
    for (const char* name : {"a.nhdr", "b.mhd", "c.hdr", "d.img", "e.png", "f", "nrrd"}) {
        EXPECT_ERROR(checkOutputName(name), ErrorCode::Usage, name);
    }
}

/// The reader takes more of a file until it has the header's end, wherever that falls.
void TestImageFormats::headersOfAnyLengthAreRead() {
    const Volume volume = readImage(path("PIR.nrrd"));
    for (const char* name : {"long.nrrd", "long.mha"}) {
        const bool isNrrd = std::string(name).ends_with(".nrrd");
        writeImage(path(name), volume.geometry, volume.voxels, Intent::None);
        const std::string bytes = os::readFile(path(name));
        const std::size_t line = bytes.find('\n') + 1, data = bytes.find(isNrrd ? "\n\n" : "ElementDataFile");
        std::vector<std::size_t> lengths{1 << 19};
        for (std::size_t i = 0; i < 120; ++i) {
            lengths.insert(lengths.end(), {4096 - 60 + i, 65536 - 60 + i}); // where it takes more
        }
        for (const std::size_t header : lengths) {
            const std::string longer(header - data, 'x');
            NiftiBuilder::writeBytes(path(name), bytes.substr(0, line) + (isNrrd ? "# " : "Comment = ElementDataFile") +
                                                     longer + "\n" + bytes.substr(line));
            const Volume back = readImage(path(name));
            QVERIFY(sameGrid(back.geometry, volume.geometry));
            QVERIFY(back.voxels == volume.voxels);
        }
    }
}

void TestImageFormats::namedAxesHelpFilesWithoutOrientation() {
    for (const char* name : {"orient0_big.hdr", "codes.nii", "spacings.nrrd"}) {
        const Volume volume = readImage(path(name), {"PSr"});
        const Vec3 spacing = volume.geometry.spacing();
        const std::array<AxisDirection, 3> axes = axisDirections(volume.geometry);
        QVERIFY(axes[0].world == 1 && !axes[0].rising);
        QVERIFY(axes[1].world == 2 && axes[1].rising);
        QVERIFY(axes[2].world == 0 && axes[2].rising);
        QVERIFY(std::abs(spacing[0] - 0.9) < 1e-6 && std::abs(spacing[2] - 1.3) < 1e-6);
        QVERIFY(quantify::lateralityOf(volume.geometry) == quantify::Laterality::Unverified);
        QVERIFY2(volume.warnings.at(0).find("PSr") != std::string::npos, volume.warnings[0].c_str());
    }
    for (const char* letters : {"AS", "ASLR", "ASS", "ALR", "AXL", "AS "}) {
        EXPECT_ERROR(readImage(path("orient0_big.hdr"), {letters}), ErrorCode::Usage, "--orientation");
    }
}

void TestImageFormats::namedAxesAreRefusedAgainstAHeader() {
    for (const char* name : {"PIR.nrrd", "PIR.mha", "PIR.mgz", "PIR_qform.nii", "pair.hdr"}) {
        EXPECT_ERROR(readImage(path(name), {"ASL"}), ErrorCode::Usage, name);
    }
}

void TestImageFormats::warnsAboutAnalyze() {
    QVERIFY(readImage(path("orient2_big.hdr")).warnings.at(0).find("ASL from its orient byte") != std::string::npos);
    std::string header = os::readFile(path("orient2_big.hdr"));
    header[252] = 77;
    NiftiBuilder::writeBytes(path("odd.hdr"), header);
    fs::copy_file(path("orient2_big.img"), path("odd.img"));
    const Volume odd = readImage(path("odd.hdr"));
    QVERIFY2(odd.warnings.at(0).find("LAS, since") != std::string::npos, odd.warnings[0].c_str());
    QVERIFY(odd.geometry.orientation == Orientation::None);
}

void TestImageFormats::namesAndFiles() {
    for (const char* name : {"a.NRRD", "a.nhdr", "a.mha", "a.MHD", "a.mgh", "a.mgz", "a.MGH.gz", "a.hdr", "a.nii"}) {
        QVERIFY2(hasImageName(name), name);
        QCOMPARE(imageStem(fs::path("x") / name), std::string("a"));
    }
    for (const char* name : {"a.raw", "a.zraw", "a.img", "a.img.gz", ".nrrd", "a.gz", "a.raw.gz"}) {
        QVERIFY2(!hasImageName(name), name);
    }
    QCOMPARE(filesOfImage(path("detached_raw.nhdr")),
             (std::vector{path("detached_raw.nhdr"), path("detached_raw.raw")}));
    QCOMPARE(filesOfImage(path("detached_packed.mhd")),
             (std::vector{path("detached_packed.mhd"), path("detached_packed.zraw")}));
    QCOMPARE(filesOfImage(path("orient0_big.img")), (std::vector{path("orient0_big.hdr"), path("orient0_big.img")}));
    QCOMPARE(filesOfImage(path("PIR.mha")), std::vector{path("PIR.mha")});
    NiftiBuilder::writeBytes(path("broken.mhd"), "NDims = many\n");
    QCOMPARE(filesOfImage(path("broken.mhd")), std::vector{path("broken.mhd")});
    EXPECT_ERROR(filesOfImage("notes.txt"), ErrorCode::NotAnImage, "notes.txt");
}

void TestImageFormats::dataFilesMayLieBelow() {
    fs::create_directory(path("below"));
    fs::copy_file(path("detached_plain.raw"), path("below/with blank.raw"));
    std::string header = os::readFile(path("detached_plain.mhd"));
    header.replace(header.find("detached_plain.raw"), 18, "./below/../below/with blank.raw");
    NiftiBuilder::writeBytes(path("below.mhd"), header);
    QVERIFY(readImage(path("below.mhd")).intensities() == expectedVoxels());
}

void TestImageFormats::skipsLinesAndBytes() {
    const std::string data = os::readFile(path("detached_raw.raw"));
    NiftiBuilder::writeBytes(path("lines.raw"), "one\ntwo\n12345" + data + "the end");
    NiftiBuilder::writeBytes(path("end.raw"), "anything before it" + data);
    std::string header = os::readFile(path("detached_raw.nhdr"));
    const auto with = [&](const std::string& file, const std::string& fields) {
        std::string text = header;
        text.replace(text.find("detached_raw.raw"), 16, file + "\r\n" + fields);
        NiftiBuilder::writeBytes(path("skip.nhdr"), text);
        return readImage(path("skip.nhdr")).intensities();
    };
    QVERIFY(with("lines.raw", "line skip: 2\nbyte skip: 5") == expectedVoxels());
    QVERIFY(with("end.raw", "byteskip: -1") == expectedVoxels());
    header = os::readFile(path("detached_plain.mhd"));
    const auto meta = [&](const std::string& file, int skip) {
        std::string text = header;
        text.replace(text.find("detached_plain.raw"), 18, file);
        text.insert(text.find("ElementDataFile"), "HeaderSize = " + std::to_string(skip) + "\n");
        NiftiBuilder::writeBytes(path("skip.mhd"), text);
        return readImage(path("skip.mhd")).intensities();
    };
    QVERIFY(meta("lines.raw", 13) == expectedVoxels());
    QVERIFY(meta("end.raw", -1) == expectedVoxels());
}

void TestImageFormats::singleFramesAreNoSeries() {
    const std::string data(24, 'x');
    const std::string head = "NRRD0005\ntype: uchar\ndimension: 4\nencoding: raw\n";
    NiftiBuilder::writeBytes(path("frame.nrrd"), head +
                                                     "space: RAS\nsizes: 1 2 3 4\nspace directions: none (2,0,0) "
                                                     "(0,3,0) (0,0,4)\nspace origin: (5,6,7)\n\n" +
                                                     data);
    const Geometry oriented = readImage(path("frame.nrrd")).geometry;
    QCOMPARE(oriented.size, (Size3{2, 3, 4}));
    QVERIFY(oriented.orientation == Orientation::Stated);
    QCOMPARE(oriented.spacing(), (Vec3{2, 3, 4}));
    NiftiBuilder::writeBytes(path("frame.nrrd"), head +
                                                     "sizes: 2 3 1 4\nspacings: 2 3 nan 4\n"
                                                     "kinds: space space list space\n\n" +
                                                     data);
    QCOMPARE(readImage(path("frame.nrrd")).geometry.spacing(), (Vec3{2, 3, 4}));
    NiftiBuilder::writeBytes(path("frame.mha"), "NDims = 4\nDimSize = 2 3 4 1\nElementSpacing = 2 3 4 9\n"
                                                "TransformMatrix = 1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1\nOffset = 1 2 3 4\n"
                                                "ElementType = MET_UCHAR\nElementDataFile = LOCAL\n" +
                                                    data);
    const Geometry meta = readImage(path("frame.mha")).geometry;
    QCOMPARE(meta.size, (Size3{2, 3, 4}));
    QCOMPARE(meta.worldFromVoxel.apply({0, 0, 0}), (Vec3{-1, -2, 3}));
    QCOMPARE(meta.worldFromVoxel.apply({1, 1, 1}), (Vec3{-3, -5, 7}));
}

void TestImageFormats::unitsOfLength() {
    const std::string data(24, 'x');
    const auto spacing = [&](const std::string& fields) {
        NiftiBuilder::writeBytes(path("units.nrrd"),
                                 "NRRD0004\ntype: uchar\ndimension: 3\nsizes: 2 3 4\nencoding: raw\n" + fields +
                                     "\n\n" + data);
        return readImage(path("units.nrrd")).geometry.spacing();
    };
    const auto isNear = [](const Vec3& a, const Vec3& b) {
        return std::abs(a[0] - b[0]) + std::abs(a[1] - b[1]) + std::abs(a[2] - b[2]) < 1e-9;
    };
    QVERIFY(isNear(spacing("spacings: 1000 1 0.1\nunits: \"um\" \"mm\" \"cm\""), {1, 1, 1}));
    QVERIFY(isNear(spacing("space: LPS\nspace directions: (.001,0,0) (0,.002,0) (0,0,.003)\nspace units: \"m\" \"m\" "
                           "\"m\""),
                   {1, 2, 3}));
    EXPECT_ERROR(spacing("spacings: 1 1 1\nunits: \"s\" \"mm\" \"mm\""), ErrorCode::SpacingInvalid, "units.nrrd");
    NiftiBuilder::writeBytes(path("units.mha"),
                             "NDims = 3\nDimSize = 2 3 4\nElementSpacing = .1 .2 .3\nDistanceUnits = cm\n"
                             "ElementType = MET_UCHAR\nElementDataFile = LOCAL\n" +
                                 data);
    QVERIFY(isNear(readImage(path("units.mha")).geometry.spacing(), {1, 2, 3}));
}

QTEST_APPLESS_MAIN(TestImageFormats)
#include "tst_image_formats.moc"
