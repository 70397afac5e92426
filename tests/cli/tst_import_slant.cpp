#include "core/fusion/tile_files.h"
#include "core/image/image_io.h"
#include "core/labels/label_table.h"
#include "core/model/bundle.h"
#include "tests/support/cli_process.h"
#include "tests/support/malformed_pth.h"
#include "tests/support/shared_data.h"

#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <fstream>

using namespace tessera;
using test::CliResult;
using test::MalformedCase;
using test::toQString;
namespace fs = std::filesystem;
Q_DECLARE_METATYPE(MalformedCase)

#define EXPECT_EXIT(result, expected) QVERIFY2((result).code == (expected), (result).text().c_str())

/// `model import-slant` and SLANT-8's plan as a user meets them.
class TestImportSlant : public QObject {
    Q_OBJECT

  private:
    QTemporaryDir m_root;
    test::Cli m_cli{TESSERA_CLI};

    [[nodiscard]] fs::path path(const std::string& name) const { return fs::path(m_root.path().toStdString()) / name; }
    [[nodiscard]] CliResult run(const fs::path& from, const fs::path& to) const {
        return m_cli.run({"model", "import-slant", toQString(from), "-o", toQString(to)});
    }
    /// 27 links to the fixture that PyTorch wrote.
    void makeSet(const fs::path& folder) const {
        fs::create_directory(folder);
        for (const fusion::Tile& tile : fusion::TilePlan::slant27().tiles) {
            fs::create_symlink(test::sourcePath("tests/fixtures/slant_tile.pth"), folder / (tile.name + ".pth"));
        }
    }

  private slots:
    void importsASetWithALineATile();
    void refusesEveryMalformedFile_data();
    void refusesEveryMalformedFile();
    void missingTilesAreNamed();
    void textsHaveToBeUtf8_data();
    void textsHaveToBeUtf8();
    void interrupted_data();
    void interrupted();
    void slant8TakesEachTilesOwnPart();
};

void TestImportSlant::importsASetWithALineATile() {
    makeSet(path("set"));
    std::ofstream(path("set") / "optimizer.pth") << "";
    const CliResult result = run(path("set"), path("bundle"));
    EXPECT_EXIT(result, 0);
    QCOMPARE(result.outLines().size(), 27);
    QCOMPARE(result.outLines()[26], QString("tile 3_3_3"));
    QCOMPARE(result.errLines().size(), 1);
    QVERIFY2(result.err.find("optimizer.pth: not used") != std::string::npos, result.text().c_str());
    EXPECT_EXIT(m_cli.run({"model", "verify", toQString(path("bundle"))}), 0);
    const CliResult info = m_cli.run({"model", "info", toQString(path("bundle"))});
    EXPECT_EXIT(info, 0);
    QVERIFY(info.out.find("slant-27 imported") != std::string::npos);
    QVERIFY(info.out.find("27 x slant-unet3d") != std::string::npos);
    const CliResult again = run(path("set"), path("bundle"));
    EXPECT_EXIT(again, 1);
    QVERIFY2(again.err.find("isn't an empty folder") != std::string::npos, again.text().c_str());
    EXPECT_EXIT(m_cli.run({"model", "verify", toQString(path("bundle"))}), 0);
}

void TestImportSlant::refusesEveryMalformedFile_data() {
    QTest::addColumn<MalformedCase>("broken");
    for (const MalformedCase& broken : test::malformedPth()) {
        QTest::newRow(broken.name.c_str()) << broken;
    }
}

/// As the first tile of a SLANT-8 set: the others aren't read any more.
void TestImportSlant::refusesEveryMalformedFile() {
    QFETCH(MalformedCase, broken);
    QTemporaryDir folder;
    const fs::path root = folder.path().toStdString(), set = root / "set";
    for (const fusion::Tile& tile : fusion::TilePlan::slant8().tiles) {
        fs::create_directories(set / tile.name);
        if (tile.name != "1_1_1") {
            std::ofstream(set / tile.name / "weights.pth") << "";
        }
    }
    const fs::path file = broken.write(set / "1_1_1");
    const CliResult result = run(set, root / "bundle");
    EXPECT_EXIT(result, 1);
    QVERIFY2(result.err.find(file.string()) != std::string::npos, result.text().c_str());
    QVERIFY2(result.err.find(broken.text) != std::string::npos, result.text().c_str());
    QCOMPARE(result.errLines().size(), 1);
    QVERIFY(!fs::exists(root / "bundle"));
}

void TestImportSlant::missingTilesAreNamed() {
    makeSet(path("incomplete"));
    fs::remove(path("incomplete") / "2_3_1.pth");
    const CliResult result = run(path("incomplete"), path("never"));
    EXPECT_EXIT(result, 1);
    QVERIFY2(result.err.find("2_3_1") != std::string::npos, result.text().c_str());
    QVERIFY(!fs::exists(path("never")));
    EXPECT_EXIT(run(path("nowhere"), path("never")), 1);
}

void TestImportSlant::textsHaveToBeUtf8_data() {
    QTest::addColumn<QString>("arguments");
    QTest::newRow("name") << "import-slant \"$1\" -o never --name $'caf\\xe9'";
    QTest::newRow("licence") << "import-slant \"$1\" -o never --licence $'\\xff'";
    QTest::newRow("citation") << "import-slant \"$1\" -o never --citation $'\\xed\\xa0\\x80'";
    QTest::newRow("licence of a MeshNet") << "import-meshnet \"$2\" -o never --licence $'caf\\xe9'";
    QTest::newRow("folder of a MeshNet") << "import-meshnet \"$2\" -o $'caf\\xe9'";
}

void TestImportSlant::textsHaveToBeUtf8() {
    QFETCH(QString, arguments);
    const fs::path folder = path(std::string("utf8 ") + QTest::currentDataTag());
    fs::create_directory(folder);
    makeSet(folder / "set");
    test::Cli shell{"bash"};
    shell.setWorkingFolder(folder);
    const CliResult result = shell.run(
        {"-c", "\"$0\" model " + arguments, TESSERA_CLI, "set", toQString(test::sourcePath("tests/fixtures/meshnet"))});
    EXPECT_EXIT(result, 2);
    QVERIFY2(result.errLines().size() == 1 && result.err.find("has to be UTF-8") != std::string::npos,
             result.text().c_str());
    const auto entries = std::distance(fs::directory_iterator(folder), fs::directory_iterator());
    QCOMPARE(entries, 1); // the set
}

void TestImportSlant::interrupted_data() {
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGKILL") << SIGKILL;
}

/// After SIGINT nothing is left; whoever is killed leaves no manifest, so nothing that passes for a bundle.
void TestImportSlant::interrupted() {
    QFETCH(int, signal);
    const fs::path set = path("set-" + std::to_string(signal)), bundle = path("cut-" + std::to_string(signal));
    makeSet(set);
    const CliResult result =
        m_cli.interrupt({"model", "import-slant", toQString(set), "-o", toQString(bundle)}, "tile 1_1_3", 0, signal);
    EXPECT_EXIT(result, 128 + signal);
    QVERIFY(!fs::exists(bundle / "manifest.json"));
    QVERIFY(signal == SIGKILL || !fs::exists(bundle));
    QCOMPARE(m_cli.run({"model", "verify", toQString(bundle)}).code, 2);
}

void TestImportSlant::slant8TakesEachTilesOwnPart() {
    TESSERA_SHARED_PATH(reference, "reference/slant27");
    const CliResult result =
        m_cli.run({"fuse", toQString(reference), "-o", toQString(path("fused.nii.gz")), "--plan", "slant-8"});
    EXPECT_EXIT(result, 0);
    const LabelVolume fused = readLabels(path("fused.nii.gz"));
    const fusion::TilePlan plan = fusion::TilePlan::slant8();
    const auto tiles = fusion::readTiles(reference, plan);
    const std::vector<std::int32_t> numbers = labels::brainColor().numberOfClass();
    for (std::size_t i = 0; i < 8; ++i) {
        const fusion::Tile& tile = plan.tiles[i];
        for (int corner = 0; corner < 8; ++corner) { // of the part that the tile owns, and a voxel inside
            Size3 at{}, in{};
            for (std::size_t axis = 0; axis < 3; ++axis) {
                const auto& owned = *tile.owned;
                at[axis] =
                    owned.origin[axis] + ((corner >> axis & 1) != 0 ? owned.size[axis] - 1 : owned.size[axis] / 3);
                in[axis] = at[axis] - tile.origin[axis];
            }
            const auto label = tiles[i][static_cast<std::size_t>(in[0] + 96 * (in[1] + 128 * in[2]))];
            QCOMPARE(fused.labels[fused.geometry.index(at[0], at[1], at[2])], numbers[label]);
        }
    }
}

QTEST_APPLESS_MAIN(TestImportSlant)
#include "tst_import_slant.moc"
