#include "core/base/os/file.h"
#include "core/image/image_io.h"
#include "tests/cli/file_commands.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace tessera;
using test::CliResult;
using test::NiftiBuilder;
using test::toQString;
namespace fs = std::filesystem;

/// `convert` from outside.
class TestConvert : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<QTemporaryDir> m_folder;
    test::Cli m_cli{TESSERA_CLI};

    fs::path path(const char* name) const { return m_folder->filePath(name).toStdString(); }
    QString text(const char* name) const { return m_folder->filePath(name); }
    CliResult run(const QStringList& arguments) const { return m_cli.run(arguments); }

  private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void keepsLabels_data();
    void keepsLabels();
    void takesTheTableAlong();
    void refusals();
    void unstatedGridsStayOpen();
    void notesStayOnTheirLine();
};

void TestConvert::keepsLabels_data() {
    test::outputNames();
}

void TestConvert::keepsLabels() {
    QFETCH(QString, name);
    // int32 and float64 hold whole numbers, too, and what comes out is an integer
    std::vector<double> values(24, 0);
    values[0] = 207;
    values[7] = 4;
    NiftiBuilder({4, 3, 2}, 64, 64)
        .setPixdim({1, 2, 2, 2, 0, 0, 0, 0})
        .setSform(1, {-2, 0, 0, 7, 0, 2, 0, -3, 0, 0, 2, 1})
        .setVoxels(values)
        .write(path("map.nii"));
    const fs::path output = m_folder->filePath(name).toStdString();
    EXPECT_EXIT(run({"convert", text("map.nii"), "-o", toQString(output), "--labels"}), 0);
    const Volume converted = readImage(output);
    QVERIFY(std::holds_alternative<std::vector<std::uint8_t>>(converted.voxels));
    QVERIFY(toLabels(converted, "x").labels == readLabels(path("map.nii")).labels);
    QVERIFY(sameGrid(converted.geometry, readImage(path("map.nii")).geometry));
    // and without the word it is an image like any other
    EXPECT_EXIT(run({"convert", text("map.nii"), "-o", text("image.nii.gz")}), 0);
    QVERIFY(std::holds_alternative<std::vector<double>>(readImage(path("image.nii.gz")).voxels));
    QVERIFY(!fs::exists(path("image_dseg.tsv")));
}

void TestConvert::takesTheTableAlong() {
    test::smallLabels().write(path("map_dseg.nii"));
    os::writeFileAtomically(path("map_dseg.tsv"), "index\tname\n31\tOne\n32\tOther\n");
    EXPECT_EXIT(run({"convert", text("map_dseg.nii"), "-o", text("out.mgz"), "--labels"}), 0);
    QVERIFY(os::readFile(path("out_dseg.tsv")).find("\n32\tOther\t") != std::string::npos);
    EXPECT_EXIT(run({"volumes", text("out.mgz"), "-o", text("v.csv")}), 0);
    QVERIFY(os::readFile(path("v.csv")).find("Other,32,24.00") != std::string::npos);
    // BrainCOLOR's numbers without a table: its table; others: none, which is said
    test::smallLabels().write(path("bare.nii"));
    EXPECT_EXIT(run({"convert", text("bare.nii"), "-o", text("bare2.nrrd"), "--labels"}), 0);
    QVERIFY(os::readFile(path("bare2_dseg.tsv")).find("Left Amygdala") != std::string::npos);
    NiftiBuilder({4, 3, 2}, 2, 8).setVoxels(std::vector<std::uint8_t>(24, 17)).write(path("aseg.nii"));
    const CliResult aseg = run({"convert", text("aseg.nii"), "-o", text("aseg.nii.gz"), "--labels"});
    EXPECT_EXIT(aseg, 0);
    QVERIFY2(aseg.err.find("no label table lies beside it") != std::string::npos, aseg.err.c_str());
    QVERIFY(!fs::exists(path("aseg_dseg.tsv")));
}

void TestConvert::refusals() {
    test::smallLabels().write(path("map.nii"));
    test::smallLabels().setSform(0, {}).write(path("none.nii"));
    NiftiBuilder({4, 3, 2}, 16, 32).setVoxels(std::vector<float>(24, 0.5F)).write(path("half.nii"));
    NiftiBuilder({4, 3, 2}, 64, 64)
        .setSform(1, {2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0})
        .setVoxels(std::vector<double>(24, 0.1))
        .write(path("double.nii"));
    NiftiBuilder({4, 3, 2}, 2, 8)
        .setSform(1, {2, 0.5F, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0})
        .setVoxels(std::vector<std::uint8_t>(24, 1))
        .write(path("sheared.nii"));
    NiftiBuilder::writeBytes(path("cut.nii"), test::smallLabels().bytes().substr(0, 360));
    NiftiBuilder({4, 3, 2}, 2, 8).setVoxels(std::vector<std::uint8_t>(24, 17)).write(path("aseg.nii"));
    os::writeFileAtomically(path("old_dseg.tsv"), "index\tname\n1\tOld\n");
    fs::create_symlink("map.nii", path("link.nii"));
    fs::create_hard_link(path("map.nii"), path("same.nii"));
    const auto before = test::filesBelow(m_folder->path().toStdString());
    for (const char* output : {"map.nii", "link.nii", "same.nii", "./map.nii"}) {
        EXPECT_SENTENCE(run({"convert", text("map.nii"), "-o", text(output)}), 2, "is the input itself");
    }
    const auto refused = [&](const char* input, const char* output) {
        return run({"convert", text(input), "-o", text(output)});
    };
    EXPECT_SENTENCE(refused("map.nii", "a.txt"), 2, "a.txt");
    EXPECT_SENTENCE(refused("map.nii", "a.hdr"), 2, "a.hdr");
    EXPECT_SENTENCE(refused("missing.nii", "a.nii"), 1, "missing.nii");
    EXPECT_SENTENCE(refused("cut.nii", "a.nii"), 1, "cut.nii");
    EXPECT_SENTENCE(refused("map.nii", "nowhere/a.nii"), 1, "nowhere/a.nii");
    EXPECT_SENTENCE(refused("double.nii", "a.mgz"), 1, "a.mgz: this format can't hold the image");
    EXPECT_SENTENCE(refused("sheared.nii", "a.mha"), 1, "a.mha: this format can't hold the image");
    const CliResult unsure = refused("none.nii", "a.mgz"); // after a note that the orientation isn't known
    EXPECT_EXIT(unsure, 1);
    QVERIFY2(unsure.errLines().back().contains("a.mgz: this format can't hold the image (MGH has no spacing"),
             unsure.text().c_str());
    EXPECT_SENTENCE(run({"convert", text("half.nii"), "-o", text("a.nii.gz"), "--labels"}), 1, "half.nii");
    EXPECT_SENTENCE(run({"convert", text("aseg.nii"), "-o", text("old.nii.gz"), "--labels"}), 1, "old_dseg.tsv");
    QVERIFY(test::filesBelow(m_folder->path().toStdString()) == before);
}

/// Open stays open: a format that can't keep guessed axes keeps the voxels, their spacing and that nothing is known.
void TestConvert::unstatedGridsStayOpen() {
    test::smallLabels().setSform(0, {}).write(path("none.nii"));
    const auto analyze = [this](const char* stem, char orient) {
        std::string bytes = test::smallLabels().put<float>(108, 0).bytes();
        std::fill(bytes.begin() + 252, bytes.begin() + 348, '\0');
        bytes[252] = orient;
        NiftiBuilder::writeBytes(path(stem).string() + ".hdr", bytes.substr(0, 348));
        NiftiBuilder::writeBytes(path(stem).string() + ".img", bytes.substr(352));
    };
    analyze("transverse", 0);
    analyze("sagittal", 2);
    for (const char* input : {"none.nii", "transverse.hdr", "sagittal.hdr"}) {
        const Volume before = readImage(path(input));
        for (const char* output : {"a.nii", "a.nrrd", "a.mha"}) {
            const CliResult result = run({"convert", text(input), "-o", text(output)});
            EXPECT_EXIT(result, 0);
            QVERIFY2(result.errLines().size() == 1 && result.errLines()[0].startsWith("note: "), result.text().c_str());
            const Volume after = readImage(path(output));
            QVERIFY(after.geometry.orientation == Orientation::None);
            QCOMPARE(after.geometry.spacing(), before.geometry.spacing());
            QVERIFY(after.voxels == before.voxels);
        }
    }
}

/// Whatever a file is called.
void TestConvert::notesStayOnTheirLine() {
    NiftiBuilder({4, 3, 2}, 2, 8).setVoxels(std::vector<std::uint8_t>(24, 17)).write(path("two\nlines\x1b[2J.nii"));
    const CliResult result = run({"convert", text("two\nlines\x1b[2J.nii"), "-o", text("a.nii"), "--labels"});
    EXPECT_EXIT(result, 0);
    QCOMPARE(result.errLines().size(), 1);
    QVERIFY2(result.err.find("two?lines?[2J.nii") != std::string::npos, result.err.c_str());
}

QTEST_GUILESS_MAIN(TestConvert)
#include "tst_convert.moc"
