#include "core/base/os/file.h"
#include "core/engine/run_record.h"
#include "core/image/image_io.h"
#include "core/labels/label_files.h"
#include "tests/cli/file_commands.h"
#include "tests/support/shared_data.h"

#include <QTemporaryDir>
#include <QtTest>

#include <map>

using namespace tessera;
using test::CliResult;
using test::NiftiBuilder;
using test::toQString;
namespace fs = std::filesystem;

namespace {

double meanDice(const LabelVolume& a, const LabelVolume& b) {
    std::map<std::int32_t, std::pair<double, double>> counts; // in both, sum of both
    for (std::size_t i = 0; i < a.labels.size(); ++i) {
        counts[a.labels[i]].second += 1;
        counts[b.labels[i]].second += 1;
        counts[a.labels[i]].first += a.labels[i] == b.labels[i] ? 2 : 0;
    }
    counts.erase(0);
    double sum = 0;
    for (const auto& [label, count] : counts) {
        sum += count.first / count.second;
    }
    return sum / static_cast<double>(counts.size());
}

} // namespace

/// The commands that work on files alone, without a network.
class TestFileCommands : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<QTemporaryDir> m_folder;
    test::Cli m_cli{TESSERA_CLI};

    fs::path path(const char* name) const { return m_folder->filePath(name).toStdString(); }
    QString text(const char* name) const { return m_folder->filePath(name); }
    CliResult run(const QStringList& arguments) const { return m_cli.run(arguments); }
    QStringList names() const { return test::namesBelow(m_folder->path().toStdString()); }

  private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void helpHasExamples_data();
    void helpHasExamples();
    void helpIsThereAtOnce();
    void doesNotLoadTorch();
    void usageErrors_data();
    void usageErrors();
    void fuseEqualsTheReference();
    void fuseRefusals();
    void fuseWritesEveryFormat_data();
    void fuseWritesEveryFormat();
    void homeComesBack();
    void homeWritesEveryFormat_data();
    void homeWritesEveryFormat();
    void homeNeverInventsSides_data();
    void homeNeverInventsSides();
    void homeRefusals();
    void homeTakesTheTableAlong();
    void homeNeverLeavesAWrongTable();
    void resultsOfSegmentStayAsTheyAre();
    void volumesEqualTheReference();
    void volumesFormats();
    void volumesKeepTheRecordsReasons();
    void volumesTables();
    void volumesWithTablesOfOthers_data();
    void volumesWithTablesOfOthers();
    void tablesGoThereAndBack_data();
    void tablesGoThereAndBack();
    void tableFormatComesFromTheName();
    void tableRefusals();
    void tableNamedInAnotherEncoding();
    void volumesRefusals();
    void volumesWithoutOrientation();
    void infoShowsTheGrid();
    void infoRefusals();
    void modelListInfoVerify();
    void modelErrors();
    void modelRandomIsSeeded();
};

void TestFileCommands::helpHasExamples_data() {
    QTest::addColumn<QStringList>("command");
    for (const char* command : {"",
                                "segment",
                                "rerun",
                                "fuse",
                                "home",
                                "volumes",
                                "info",
                                "convert",
                                "table",
                                "model",
                                "model list",
                                "model info",
                                "model verify",
                                "model random",
                                "model import-slant",
                                "model import-meshnet",
                                "devices",
                                "simulate",
                                "bench schedule",
                                "bench queue"}) {
        QTest::newRow(*command == '\0' ? "tessera-cli" : command) << QString(command).split(' ', Qt::SkipEmptyParts);
    }
}

void TestFileCommands::helpHasExamples() {
    QFETCH(QStringList, command);
    const CliResult result = run(command + QStringList{"--help"});
    EXPECT_EXIT(result, 0);
    QVERIFY2(result.err.empty(), result.err.c_str());
    const std::string example = "\n  tessera-cli " + (command.isEmpty() ? "segment" : command[0].toStdString()) + " ";
    QVERIFY2(result.out.find("Example") != std::string::npos && result.out.find(example) != std::string::npos,
             result.out.c_str());
}

void TestFileCommands::helpIsThereAtOnce() {
    double best = 1000;
    for (int i = 0; i < 10; ++i) {
        best = std::min(best, run({"--help"}).seconds);
    }
    qInfo("--help takes %.0f ms", 1000 * best);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    QVERIFY(best <= 0.05);
#endif
}

void TestFileCommands::doesNotLoadTorch() {
    QProcess ldd;
    ldd.start("ldd", {TESSERA_CLI});
    QVERIFY(ldd.waitForFinished());
    const QString libraries = ldd.readAllStandardOutput();
    QVERIFY(libraries.contains("libstdc++"));
    for (const char* name : {"libtorch", "libc10", "libgomp", "libQt6", "libvtk"}) {
        QVERIFY2(!libraries.contains(name), qPrintable(libraries));
    }
}

void TestFileCommands::usageErrors_data() {
    QTest::addColumn<QStringList>("arguments");
    const auto row = [](const char* name, const QStringList& arguments) { QTest::newRow(name) << arguments; };
    row("no command", {});
    row("unknown command", {"slice"});
    row("unknown option", {"segment", "a.nii", "-o", "out", "--fast"});
    row("segment without input", {"segment", "-o", "out"});
    row("segment without output", {"segment", "a.nii"});
    row("devices", {"segment", "a.nii", "-o", "out", "--devices", "tpu"});
    row("threads 0", {"segment", "a.nii", "-o", "out", "--threads", "0"});
    row("threads text", {"segment", "a.nii", "-o", "out", "--threads", "many"});
    row("threads too many", {"segment", "a.nii", "-o", "out", "--threads", "5000"});
    row("precision", {"segment", "a.nii", "-o", "out", "--precision", "fp8"});
    for (const char* list : {"", ",", "a", "1-", "-1", "3-1", "0,,1", "0-99999", "1.5", "0 1"}) {
        QTest::newRow(qPrintable(QString("cpus \"%1\"").arg(list)))
            << QStringList{"segment", "a.nii", "-o", "out", QString("--cpus=%1").arg(list)};
    }
    row("cpus that aren't there", {"segment", "a.nii", "-o", "out", "--cpus", "1000-1023"});
    row("an engine on cpus that aren't there", {"serve", "--queue", "queue", "--cpus", "1000-1023"});
    row("model that isn't there", {"segment", TESSERA_CLI, "-o", "/tmp", "--model", "no-such-model"});
    row("fuse without output", {"fuse", "tiles"});
    row("fuse with another plan", {"fuse", "tiles", "-o", "a.nii.gz", "--plan", "slant-9"});
    row("agreement of SLANT-8", {"fuse", "tiles", "-o", "a.nii.gz", "--plan", "slant-8", "--agreement", "b.nii.gz"});
    row("model import-slant without output", {"model", "import-slant", "weights"});
    row("home without affine", {"home", "a.nii.gz", "--like", "b.nii", "-o", "c.nii"});
    row("volumes without output", {"volumes", "a.nii.gz"});
    row("info without image", {"info"});
    row("two images", {"info", "a.nii", "b.nii"});
    row("model alone", {"model"});
    row("model info of nothing", {"model", "info"});
    row("rerun of nothing", {"rerun"});
}

void TestFileCommands::usageErrors() {
    QFETCH(QStringList, arguments);
    m_cli.setWorkingFolder(m_folder->path().toStdString());
    const CliResult result = run(arguments);
    m_cli.setWorkingFolder({});
    EXPECT_EXIT(result, 2);
    QVERIFY(!result.err.empty());
    QVERIFY2(names().isEmpty() && !fs::exists(path("out")), qPrintable(names().join(' ')));
}

void TestFileCommands::fuseEqualsTheReference() {
    TESSERA_SHARED_PATH(reference, "reference/slant27");
    const CliResult result =
        run({"fuse", toQString(reference), "-o", text("fused.nii.gz"), "--agreement", text("agreement.nii.gz")});
    EXPECT_EXIT(result, 0);
    const LabelVolume expected = readLabels(reference / "fused_mni.nii.gz");
    const LabelVolume fused = readLabels(path("fused.nii.gz"));
    QVERIFY(sameGrid(fused.geometry, expected.geometry));
    QVERIFY(fused.labels == expected.labels);
    const Volume agreement = readImage(path("agreement.nii.gz"));
    QVERIFY(sameGrid(agreement.geometry, expected.geometry));
    const auto& shares = std::get<std::vector<float>>(agreement.voxels);
    QVERIFY(std::all_of(shares.begin(), shares.end(), [](float share) { return share > 0 && share <= 1; }));
    QCOMPARE(names(), (QStringList{"agreement.nii.gz", "fused.nii.gz", "fused_dseg.tsv"}));
    QCOMPARE(os::readFile(path("fused_dseg.tsv")), labels::dsegTsv(labels::brainColor()));
}

void TestFileCommands::fuseRefusals() {
    fs::create_directory(path("tiles"));
    EXPECT_SENTENCE(run({"fuse", text("tiles"), "-o", text("f.nii.gz")}), 1, "tile_1_1_1.nii.gz is missing");
    EXPECT_SENTENCE(run({"fuse", text("nowhere"), "-o", text("f.nii.gz")}), 1, "nowhere");
    EXPECT_SENTENCE(run({"fuse", text("tiles"), "-o", text("f.txt")}), 2, "f.txt");
    EXPECT_SENTENCE(run({"fuse", text("tiles"), "-o", text("f.nii"), "--agreement", text("a")}), 2, "a: give");
    EXPECT_SENTENCE(run({"fuse", text("tiles"), "-o", text("f.nii"), "--agreement", text("f.nii")}), 2, "f.nii");
    test::smallLabels().write(path("tiles/tile_1_1_1.nii"));
    EXPECT_SENTENCE(run({"fuse", text("tiles"), "-o", text("f.nii.gz")}), 1, "tile_1_1_1.nii");
    const std::string before = os::readFile(path("tiles/tile_1_1_1.nii"));
    for (const QStringList& outputs : {QStringList{"-o", text("tiles/tile_1_1_1.nii")},
                                       QStringList{"-o", text("f.nii"), "--agreement", text("tiles/tile_1_1_1.nii")}}) {
        EXPECT_SENTENCE(run(QStringList{"fuse", text("tiles")} + outputs), 2, "is the input itself");
    }
    QCOMPARE(os::readFile(path("tiles/tile_1_1_1.nii")), before);
    QCOMPARE(names(), QStringList{"tiles/tile_1_1_1.nii"});
}

void TestFileCommands::fuseWritesEveryFormat_data() {
    test::outputNames();
}

/// The grid is SLANT's of whole millimetres, which float32 and decimals hold.
void TestFileCommands::fuseWritesEveryFormat() {
    QFETCH(QString, name);
    TESSERA_SHARED_PATH(reference, "reference/slant27");
    const fs::path output = m_folder->filePath(name).toStdString();
    EXPECT_EXIT(run({"fuse", toQString(reference), "-o", toQString(output)}), 0);
    const LabelVolume expected = readLabels(reference / "fused_mni.nii.gz"), fused = readLabels(output);
    QVERIFY(fused.labels == expected.labels);
    QVERIFY(sameGrid(fused.geometry, expected.geometry));
    QVERIFY(fused.geometry.orientation != Orientation::None);
    QCOMPARE(os::readFile(path((imageStem(output) + "_dseg.tsv").c_str())), labels::dsegTsv(labels::brainColor()));
}

void TestFileCommands::homeComesBack() {
    TESSERA_SHARED_PATH(reference, "reference/slant27");
    const CliResult result = run({"home", toQString(reference / "fused_mni.nii.gz"), "--affine",
                                  toQString(reference / "mni_from_native_reg_aladin.txt"), "--like",
                                  toQString(reference / "native.nii.gz"), "-o", text("home.nii.gz")});
    EXPECT_EXIT(result, 0);
    const LabelVolume home = readLabels(path("home.nii.gz"));
    const LabelVolume expected = readLabels(reference / "native.nii.gz");
    QVERIFY(sameGrid(home.geometry, expected.geometry));
    QVERIFY(home.geometry.forms == expected.geometry.forms);
    const double dice = meanDice(home, expected);
    qInfo("mean Dice %.4f", dice);
    QVERIFY(dice >= 0.945); // nearest neighbour reaches 0.921: the threshold tells them apart
}

void TestFileCommands::homeWritesEveryFormat_data() {
    test::outputNames();
}

void TestFileCommands::homeWritesEveryFormat() {
    QFETCH(QString, name);
    std::vector<std::uint8_t> halves(24, 32);
    std::fill(halves.begin() + 12, halves.end(), std::uint8_t{31});
    test::smallLabels().setVoxels(halves).write(path("map.nii"));
    // turned by 30 degrees about z, axes swapped and mirrored: 5 x 4 x 3 voxels of 1.5 x 1.25 x 2 mm
    NiftiBuilder({5, 4, 3}, 2, 8)
        .setPixdim({1, 1.5F, 1.25F, 2, 0, 0, 0, 0})
        .setSform(2, {0.75F, -1.0825318F, 0, 3, 1.2990381F, 0.625F, 0, -1, 0, 0, -2, 2.2F})
        .setVoxels(std::vector<std::uint8_t>(60, 1))
        .write(path("like.nii"));
    os::writeFileAtomically(path("id.txt"), "1 0 0 0.5\n0 1 0 0\n0 0 1 0\n0 0 0 1\n");
    const auto home = [&](const QString& output) {
        return run({"home", text("map.nii"), "--affine", text("id.txt"), "--like", text("like.nii"), "-o", output});
    };
    EXPECT_EXIT(home(text("expected.nii.gz")), 0);
    const fs::path output = m_folder->filePath(name).toStdString();
    const CliResult result = home(toQString(output));
    EXPECT_EXIT(result, 0);
    QVERIFY2(result.err.empty(), result.err.c_str());
    const LabelVolume expected = readLabels(path("expected.nii.gz")), labels = readLabels(output);
    QVERIFY(std::count(expected.labels.begin(), expected.labels.end(), 32) > 0);
    QVERIFY(std::count(expected.labels.begin(), expected.labels.end(), 31) > 0);
    QVERIFY(labels.labels == expected.labels);
    QVERIFY(sameGrid(labels.geometry, expected.geometry));
    QCOMPARE(os::readFile(path((imageStem(output) + "_dseg.tsv").c_str())), os::readFile(path("expected_dseg.tsv")));
}

void TestFileCommands::homeNeverInventsSides_data() {
    test::outputNames();
}

/// A scan that doesn't say where left is: the labels on its grid don't either, or there are none.
void TestFileCommands::homeNeverInventsSides() {
    QFETCH(QString, name);
    test::smallLabels().write(path("map.nii"));
    test::smallLabels().setSform(0, {}).write(path("like.nii"));
    os::writeFileAtomically(path("id.txt"), "1 0 0 0\n0 1 0 0\n0 0 1 0\n0 0 0 1\n");
    const QStringList before = names();
    const CliResult result = run({"home", text("map.nii"), "--affine", text("id.txt"), "--like", text("like.nii"), "-o",
                                  m_folder->filePath(name)});
    if (result.code == 0) {
        QVERIFY(readImage(m_folder->filePath(name).toStdString()).geometry.orientation == Orientation::None);
    } else {
        EXPECT_EXIT(result, 1);
        QVERIFY2(result.errLines().back().contains("this format can't hold the image"), result.text().c_str());
        QCOMPARE(names(), before);
    }
}

void TestFileCommands::homeRefusals() {
    test::smallLabels().write(path("map.nii"));
    test::smallLabels().write(path("like.nii"));
    const auto home = [&](const char* affine, const char* like, const char* output) {
        return run({"home", text("map.nii"), "--affine", text(affine), "--like", text(like), "-o", text(output)});
    };
    const std::string identity = "1 0 0 0\n0 1 0 0\n0 0 1 0\n0 0 0 1\n";
    os::writeFileAtomically(path("good.txt"), identity);
    const std::map<const char*, std::string> wrong{{"empty.txt", ""},
                                                   {"three.txt", identity.substr(0, 24)},
                                                   {"words.txt", "a b c d\n" + identity},
                                                   {"long.txt", identity + "1 0 0 0\n"},
                                                   {"nan.txt", "nan 0 0 0\n" + identity.substr(8)},
                                                   {"flat.txt", "0 0 0 0\n" + identity.substr(8)},
                                                   {"last.txt", identity.substr(0, 24) + "1 0 0 1\n"}};
    for (const auto& [file, content] : wrong) {
        os::writeFileAtomically(path(file), content);
        EXPECT_SENTENCE(home(file, "like.nii", "out.nii"), 1, file);
    }
    EXPECT_SENTENCE(home("none.txt", "like.nii", "out.nii"), 1, "none.txt");
    EXPECT_SENTENCE(home("good.txt", "none.nii", "out.nii"), 1, "none.nii");
    EXPECT_SENTENCE(home("good.txt", "like.nii", "out.txt"), 2, "out.txt");
    EXPECT_SENTENCE(home("good.txt", "like.nii", "map.nii"), 2, "map.nii: this is the input itself");
    EXPECT_SENTENCE(home("good.txt", "like.nii", "like.nii"), 2, "like.nii: this is the input itself");
    EXPECT_SENTENCE(home("good.txt", "like.nii", "good.txt/out.nii"), 1, "good.txt/out.nii");
    QVERIFY(!fs::exists(path("out.nii")));
    EXPECT_EXIT(home("good.txt", "like.nii", "out.nii"), 0);
    QVERIFY(readLabels(path("out.nii")).labels == readLabels(path("map.nii")).labels);
}

void TestFileCommands::homeTakesTheTableAlong() {
    const std::string table = "index\tname\n31\tOne\n32\tOther\n";
    test::smallLabels().write(path("map_dseg.nii"));
    os::writeFileAtomically(path("map_dseg.tsv"), table);
    os::writeFileAtomically(path("id.txt"), "1 0 0 0\n0 1 0 0\n0 0 1 0\n0 0 0 1\n");
    const auto home = [&](const char* output) {
        return run({"home", text("map_dseg.nii"), "--affine", text("id.txt"), "--like", text("map_dseg.nii"), "-o",
                    text(output)});
    };
    EXPECT_EXIT(home("out.nii.gz"), 0);
    QVERIFY(os::readFile(path("out_dseg.tsv")).find("Other") != std::string::npos);
    EXPECT_EXIT(run({"volumes", text("out.nii.gz"), "-o", text("out.csv")}), 0);
    QVERIFY2(os::readFile(path("out.csv")).find("Other,32,24.00") != std::string::npos,
             os::readFile(path("out.csv")).c_str());
    // an output beside its source whose table would have the source's name
    EXPECT_EXIT(home("map.nii.gz"), 0);
    QCOMPARE(os::readFile(path("map_dseg.tsv")), table);
}

void TestFileCommands::homeNeverLeavesAWrongTable() {
    // without a table beside it a map is BrainCOLOR's, and an old table beside the output is replaced
    test::smallLabels().write(path("bare.nii"));
    os::writeFileAtomically(path("id.txt"), "1 0 0 0\n0 1 0 0\n0 0 1 0\n0 0 0 1\n");
    os::writeFileAtomically(path("new_dseg.tsv"), "index\tname\n31\tOld\n32\tOlder\n");
    const auto home = [&](const char* map) {
        return run({"home", text(map), "--affine", text("id.txt"), "--like", text(map), "-o", text("new.nii")});
    };
    EXPECT_EXIT(home("bare.nii"), 0);
    QVERIFY(os::readFile(path("new_dseg.tsv")).find("Left Amygdala") != std::string::npos);
    // numbers that aren't BrainCOLOR's: nobody knows what they mean, and the old table doesn't either
    test::NiftiBuilder({4, 3, 2}, 2, 8).setVoxels(std::vector<std::uint8_t>(24, 17)).write(path("other.nii"));
    EXPECT_SENTENCE(home("other.nii"), 1, "it describes another label map");
}

void TestFileCommands::resultsOfSegmentStayAsTheyAre() {
    test::smallLabels().write(path("scan_dseg.nii"));
    os::writeFileAtomically(path("scan_run.json"), "{}");
    os::writeFileAtomically(path("id.txt"), "1 0 0 0\n0 1 0 0\n0 0 1 0\n0 0 0 1\n");
    EXPECT_SENTENCE(run({"volumes", text("scan_dseg.nii"), "-o", text("scan_volumes.csv")}), 1, "scan_run.json");
    EXPECT_SENTENCE(run({"home", text("scan_dseg.nii"), "--affine", text("id.txt"), "--like", text("scan_dseg.nii"),
                         "-o", text("scan.nii.gz")}),
                    1, "scan_run.json");
    QVERIFY(!fs::exists(path("scan_volumes.csv")) && !fs::exists(path("scan_dseg.tsv")));
}

void TestFileCommands::volumesEqualTheReference() {
    TESSERA_SHARED_PATH(reference, "reference/slant27");
    EXPECT_EXIT(run({"volumes", toQString(reference / "native.nii.gz"), "-o", text("volumes.csv")}), 0);
    QVERIFY(os::readFile(path("volumes.csv")) == os::readFile(reference / "volumes.csv"));
}

void TestFileCommands::volumesFormats() {
    test::smallLabels().write(path("map.nii"));
    for (const char* output : {"v.csv", "v.tsv", "v.json"}) {
        EXPECT_EXIT(run({"volumes", text("map.nii"), "-o", text(output)}), 0);
    }
    QVERIFY(os::readFile(path("v.csv")).find("Left Amygdala,32,24.00\n") != std::string::npos);
    QVERIFY(os::readFile(path("v.tsv")).find("\tverified\n") != std::string::npos);
    QVERIFY(os::readFile(path("v.json")).find("\"volume_mm3\": 24.0") != std::string::npos);
}

/// The map doesn't show what lay outside the cube that a whole-volume model saw, nor how good a registration was.
void TestFileCommands::volumesKeepTheRecordsReasons() {
    test::smallLabels().write(path("map_dseg.nii"));
    EXPECT_EXIT(run({"volumes", text("map_dseg.nii"), "-o", text("before.json")}), 0);
    const std::string before = os::readFile(path("before.json"));
    engine::RunRecord record;
    record.reasons = {{"cube-edge", "it touches the cube"},
                      {"registration", "it fits badly"},
                      {"sides-disputed", "two forms"},
                      {"brain-volume", "old"}};
    record.laterality = "unverified";
    os::writeFileAtomically(path("map_run.json"), engine::writeRunRecord(record));
    EXPECT_EXIT(run({"volumes", text("map_dseg.nii"), "-o", text("after.json")}), 0);
    const std::string after = os::readFile(path("after.json"));
    for (const char* text : {"\"cube-edge\"", "\"it touches the cube\"", "\"registration\"", "\"it fits badly\"",
                             "\"sides-disputed\"", "\"laterality\": \"unverified\""}) {
        QVERIFY2(before.find(text) == std::string::npos, before.c_str());
        QVERIFY2(after.find(text) != std::string::npos, after.c_str());
    }
    QVERIFY2(after.find("\"needs review\"") != std::string::npos, after.c_str());
    QVERIFY2(after.find("\"old\"") == std::string::npos, after.c_str()); // the map itself shows it
}

void TestFileCommands::volumesTables() {
    test::smallLabels().write(path("map.nii"));
    os::writeFileAtomically(path("mine.tsv"), "index\tname\n32\tOther\n");
    const CliResult result =
        run({"volumes", text("map.nii"), "-o", text("v.csv"), "--table", text("mine.tsv")}); // 31 isn't in it
    EXPECT_EXIT(result, 0);
    QCOMPARE(os::readFile(path("v.csv")).substr(0, 11), std::string("Label Name "));
    QVERIFY(os::readFile(path("v.csv")).find("Other,32,24.00") != std::string::npos);
    QVERIFY2(result.err.find("1 label numbers") != std::string::npos, result.err.c_str());
    // the map's own table says otherwise
    os::writeFileAtomically(path("map_dseg.tsv"), "index\tname\n31\tRight Amygdala\n32\tLeft Amygdala\n");
    EXPECT_SENTENCE(run({"volumes", text("map.nii"), "-o", text("w.csv"), "--table", text("mine.tsv")}), 1,
                    "Right Amygdala");
    QVERIFY(!fs::exists(path("w.csv")));
}

void TestFileCommands::volumesWithTablesOfOthers_data() {
    QTest::addColumn<std::string>("table");
    QTest::newRow("FreeSurfer") << std::string("#No. Label Name:    R   G   B   A\n"
                                               "0   Unknown          0   0   0   0\n"
                                               "31  Right-Thing      0  118  14  0\n"
                                               "32  Left-Thing     220   20  10  0\n");
    QTest::newRow("ITK-SNAP") << std::string("################################\n"
                                             "# ITK-SnAP Label Description File\n"
                                             "################################\n"
                                             "    0     0    0    0        0  0  0    \"Clear Label\"\n"
                                             "   31     0  118   14        1  1  1    \"Right-Thing\"\n"
                                             "   32   220   20   10        1  1  1    \"Left-Thing\"\n");
    QTest::newRow("Slicer") << std::string("# Color table file mine.ctbl\n# 3 values\n"
                                           "0 Background 0 0 0 0\n"
                                           "31 Right-Thing 0 118 14 255\n"
                                           "32 Left-Thing 220 20 10 255\n");
}

void TestFileCommands::volumesWithTablesOfOthers() {
    QFETCH(std::string, table);
    test::smallLabels().write(path("map.nii"));
    os::writeFileAtomically(path("mine.txt"), table);
    for (const char* output : {"v.csv", "v.tsv"}) {
        const CliResult result = run({"volumes", text("map.nii"), "-o", text(output), "--table", text("mine.txt")});
        EXPECT_EXIT(result, 0);
        QVERIFY2(result.err.empty(), result.err.c_str());
    }
    const std::string csv = os::readFile(path("v.csv"));
    QVERIFY2(csv.find("Right-Thing,31,8.00\n") != std::string::npos, csv.c_str());
    QVERIFY2(csv.find("Left-Thing,32,24.00\n") != std::string::npos, csv.c_str());
    QVERIFY2(csv.find("Amygdala") == std::string::npos, csv.c_str());
    const std::string tsv = os::readFile(path("v.tsv"));
    QVERIFY2(tsv.find("\tleft\t") != std::string::npos && tsv.find("\tright\t") != std::string::npos, tsv.c_str());
}

void TestFileCommands::tablesGoThereAndBack_data() {
    QTest::addColumn<QString>("format");
    for (const char* format : {"tsv", "freesurfer", "itk-snap", "slicer"}) {
        QTest::newRow(format) << format;
    }
}

/// BrainCOLOR, as every format holds it: numbers, colours, sides and partners in order; names but for their spaces.
void TestFileCommands::tablesGoThereAndBack() {
    QFETCH(QString, format);
    const labels::LabelTable& expected = labels::brainColor();
    os::writeFileAtomically(path("own.tsv"), labels::dsegTsv(expected));
    const CliResult there = run({"table", text("own.tsv"), "-o", text("other.txt"), "--format", format});
    EXPECT_EXIT(there, 0);
    QVERIFY2(there.out.empty() && there.err.empty(), there.text().c_str());
    EXPECT_EXIT(run({"table", text("other.txt"), "-o", text("back.tsv")}), 0);
    const labels::LabelTable back = labels::parseDsegTsv(os::readFile(path("back.tsv")), "back.tsv");
    QCOMPARE(back.regions().size(), expected.regions().size());
    for (std::size_t i = 0; i < back.regions().size(); ++i) {
        const labels::Region &a = back.regions()[i], &b = expected.regions()[i];
        QCOMPARE(a.number, b.number);
        QVERIFY(a.colour == b.colour);
        QVERIFY2(a.hemisphere == b.hemisphere || b.hemisphere == labels::Hemisphere::Midline, b.name.c_str());
        QVERIFY2(a.counterpart == b.counterpart, b.name.c_str());
    }
    labels::requireSameNames(expected, back, "back.tsv"); // throws where one differs
    // a second time nothing changes any more
    EXPECT_EXIT(run({"table", text("back.tsv"), "-o", text("other2.txt"), "--format", format}), 0);
    EXPECT_EXIT(run({"table", text("other2.txt"), "-o", text("back2.tsv")}), 0);
    QVERIFY(labels::parseDsegTsv(os::readFile(path("back2.tsv")), "back.tsv").regions() == back.regions());
    if (format == "tsv") {
        QVERIFY(back == expected);
    }
}

void TestFileCommands::tableFormatComesFromTheName() {
    os::writeFileAtomically(path("own.tsv"), "index\tname\n3\tmy region\n");
    EXPECT_EXIT(run({"table", text("own.tsv"), "-o", text("a.ctbl")}), 0);
    QVERIFY(os::readFile(path("a.ctbl")).starts_with("# Color table file"));
    EXPECT_EXIT(run({"table", text("a.ctbl"), "-o", text("b.tsv")}), 0);
    QVERIFY(os::readFile(path("b.tsv")).starts_with("index\tname\tcolor"));
    // --format is what counts, and the content of what is read
    EXPECT_EXIT(run({"table", text("a.ctbl"), "-o", text("c.tsv"), "--format", "itk-snap"}), 0);
    QVERIFY(os::readFile(path("c.tsv")).find("ITK-SnAP") != std::string::npos);
    EXPECT_EXIT(run({"table", text("c.tsv"), "-o", text("d.csv"), "--format", "tsv"}), 0);
    QVERIFY(os::readFile(path("d.csv")).find("\tmy region\t") != std::string::npos);
}

void TestFileCommands::tableRefusals() {
    os::writeFileAtomically(path("own.tsv"), "index\tname\n3\tmy region\n4\tmy-region\n");
    fs::create_symlink("own.tsv", path("link.tsv"));
    fs::create_hard_link(path("own.tsv"), path("same.ctbl"));
    os::writeFileAtomically(path("text.txt"), "Dear colleague, here is the table.\n");
    os::writeFileAtomically(path("x_run.json"), "{}");
    const auto before = test::filesBelow(m_folder->path().toStdString());
    for (const char* output : {"own.tsv", "link.tsv", "same.ctbl"}) {
        EXPECT_SENTENCE(run({"table", text("own.tsv"), "-o", text(output)}), 2, "is the input itself");
    }
    EXPECT_SENTENCE(run({"table", text("own.tsv"), "-o", text("a.txt")}), 2, "--format");
    EXPECT_EXIT(run({"table", text("own.tsv"), "-o", text("a.txt"), "--format", "excel"}), 2);
    EXPECT_EXIT(run({"table", text("own.tsv")}), 2);
    EXPECT_SENTENCE(run({"table", text("none.tsv"), "-o", text("a.tsv")}), 1, "none.tsv");
    EXPECT_SENTENCE(run({"table", text("text.txt"), "-o", text("a.tsv")}), 1, "text.txt");
    EXPECT_SENTENCE(run({"table", text("own.tsv"), "-o", text("nowhere/a.tsv")}), 1, "nowhere/a.tsv");
    EXPECT_SENTENCE(run({"table", text("own.tsv"), "-o", text("x_dseg.tsv")}), 1, "x_run.json");
    // "my region" is my-region there
    EXPECT_SENTENCE(run({"table", text("own.tsv"), "-o", text("a.txt"), "--format", "freesurfer"}), 1, "my-region");
    QVERIFY(test::filesBelow(m_folder->path().toStdString()) == before);
}

/// The file's name becomes the table's, but only as text.
void TestFileCommands::tableNamedInAnotherEncoding() {
    test::Cli shell{"bash"};
    shell.setWorkingFolder(m_folder->path().toStdString());
    const CliResult result = shell.run(
        {"-c",
         "name=$'caf\\xe9\\ntwo\\t.ctbl'; printf '0 Nothing 0 0 0 0\\n1 One 1 2 3 255\\n' > \"$name\"; \"$0\" table "
         "\"$name\" -o first.tsv && \"$0\" table first.tsv -o itk.txt --format itk-snap && "
         "\"$0\" table itk.txt -o second.tsv && rm \"$name\"",
         TESSERA_CLI});
    EXPECT_EXIT(result, 0);
    QVERIFY2(result.out.empty() && result.err.empty(), result.text().c_str());
    QCOMPARE(labels::parseDsegTsv(os::readFile(path("first.tsv")), "x").name(), std::string("caf?\ntwo\t.ctbl"));
    QCOMPARE(labels::parseDsegTsv(os::readFile(path("second.tsv")), "x").regions()[0].name, std::string("One"));
}

void TestFileCommands::volumesRefusals() {
    test::smallLabels().write(path("map.nii"));
    test::smallLabels().write(path("map_dseg.nii"));
    os::writeFileAtomically(path("map_dseg.tsv"), "index\tname\n31\tA\n32\tB\n");
    const auto before = test::filesBelow(m_folder->path().toStdString());
    EXPECT_SENTENCE(run({"volumes", text("map.nii"), "-o", text("v.xls")}), 2, "v.xls");
    EXPECT_SENTENCE(run({"volumes", text("none.nii"), "-o", text("v.csv")}), 1, "none.nii");
    EXPECT_SENTENCE(run({"volumes", text("map.nii"), "-o", text("v.csv"), "--table", text("none.tsv")}), 1, "none.tsv");
    // the table is an input, also where nobody named it
    EXPECT_SENTENCE(run({"volumes", text("map_dseg.nii"), "-o", text("map_dseg.tsv")}), 2, "is the input itself");
    EXPECT_SENTENCE(run({"volumes", text("map.nii"), "-o", text("map_dseg.tsv")}), 2, "is the input itself");
    QVERIFY(test::filesBelow(m_folder->path().toStdString()) == before);
    NiftiBuilder({4, 3, 2}, 16, 32).setVoxels(std::vector<float>(24, 0.5F)).write(path("scan.nii"));
    EXPECT_SENTENCE(run({"volumes", text("scan.nii"), "-o", text("v.csv")}), 1, "scan.nii");
    test::smallLabels().setScaling(2, 0).write(path("scaled.nii"));
    EXPECT_SENTENCE(run({"volumes", text("scaled.nii"), "-o", text("v.csv")}), 1, "scaled.nii");
    QVERIFY(!fs::exists(path("v.csv")));
}

void TestFileCommands::volumesWithoutOrientation() {
    test::smallLabels().setSform(0, {}).write(path("map.nii"));
    EXPECT_EXIT(run({"volumes", text("map.nii"), "-o", text("v.tsv")}), 0);
    EXPECT_EXIT(run({"volumes", text("map.nii"), "-o", text("v.json")}), 0);
    QVERIFY(os::readFile(path("v.tsv")).find("\tunverified\n") != std::string::npos);
    QVERIFY(os::readFile(path("v.json")).find("\"unverified\"") != std::string::npos);
}

void TestFileCommands::infoShowsTheGrid() {
    const CliResult sample = run({"info", toQString(test::sourcePath("resources/sample/colin27_T1w.nii.gz"))});
    EXPECT_EXIT(sample, 0);
    QVERIFY2(sample.out.find("181 x 217 x 181, uint8") != std::string::npos, sample.out.c_str());
    QVERIFY2(sample.out.find("RAS (sform, code") != std::string::npos, sample.out.c_str());
    test::smallLabels().setSform(0, {}).write(path("none.nii"));
    QVERIFY(run({"info", text("none.nii")}).out.find("laterality   unverified") != std::string::npos);
    test::smallLabels().setSform(2, {-2, 0, 0, 0, 0, 0, 2, 0, 0, -2, 0, 0}).write(path("lpa.nii"));
    QVERIFY(run({"info", text("lpa.nii")}).out.find("LIA (sform, code 2)") != std::string::npos);
    std::vector<float> values(24, 1);
    values[3] = NAN;
    values[4] = -7;
    NiftiBuilder({4, 3, 2}, 16, 32).setVoxels(values).setScaling(2, 1).write(path("nan.nii"));
    const CliResult nan = run({"info", text("nan.nii")});
    QVERIFY2(nan.out.find("intensities  -13 to 3") != std::string::npos, nan.out.c_str());
    QVERIFY2(nan.out.find("1 voxels are NaN or infinite") != std::string::npos, nan.out.c_str());
    NiftiBuilder({4, 3, 2}, 16, 32).setVoxels(std::vector<float>(24, NAN)).write(path("all_nan.nii"));
    const CliResult all = run({"info", text("all_nan.nii")});
    EXPECT_EXIT(all, 0);
    QVERIFY2(all.out.find("e+38") == std::string::npos, all.out.c_str());
}

void TestFileCommands::infoRefusals() {
    NiftiBuilder::writeBytes(path("text.nii"), "hello");
    EXPECT_SENTENCE(run({"info", text("text.nii")}), 1, "text.nii");
    EXPECT_SENTENCE(run({"info", text("none.nii")}), 1, "none.nii");
    EXPECT_SENTENCE(run({"info", m_folder->path()}), 1, m_folder->path().toStdString());
}

void TestFileCommands::modelListInfoVerify() {
    const CliResult list = run({"model", "list"});
    EXPECT_EXIT(list, 0);
    QVERIFY2(list.out.find("tessera-mini ") != std::string::npos, list.out.c_str());
    const CliResult info = run({"model", "info", "tessera-mini"});
    EXPECT_EXIT(info, 0);
    for (const char* part : {"BSD-3-Clause", "172 x 220 x 156", "BrainCOLOR, 132 regions", "not a medical device"}) {
        QVERIFY2(info.out.find(part) != std::string::npos, info.out.c_str());
    }
    const CliResult verify = run({"model", "verify", "tessera-mini"});
    EXPECT_EXIT(verify, 0);
    const CliResult byFolder = run({"model", "verify", toQString(test::sourcePath("resources/models/tessera-mini"))});
    QCOMPARE(byFolder.out, verify.out);
}

void TestFileCommands::modelErrors() {
    EXPECT_SENTENCE(run({"model", "info", "no-such-model"}), 2, "no-such-model");
    EXPECT_SENTENCE(run({"model", "verify", text("nowhere")}), 2, "nowhere");
    fs::copy(test::sourcePath("resources/models/tessera-mini"), path("bundle"));
    std::string weights = os::readFile(path("bundle/weights.safetensors"));
    weights.back() = static_cast<char>(weights.back() ^ 1);
    os::writeFileAtomically(path("bundle/weights.safetensors"), weights);
    EXPECT_SENTENCE(run({"model", "verify", text("bundle")}), 1, "weights.safetensors");
    fs::remove(path("bundle/weights.safetensors"));
    EXPECT_SENTENCE(run({"model", "verify", text("bundle")}), 1, "weights.safetensors");
    os::writeFileAtomically(path("bundle/manifest.json"), "{");
    EXPECT_SENTENCE(run({"model", "info", text("bundle")}), 1, "manifest.json");
}

void TestFileCommands::modelRandomIsSeeded() {
    const auto random = [&](const char* output, const char* seed) {
        return run({"model", "random", "-o", text(output), "--seed", seed, "--width", "0.02"});
    };
    EXPECT_EXIT(random("a", "7"), 0);
    EXPECT_EXIT(random("b", "7"), 0);
    EXPECT_EXIT(random("c", "8"), 0);
    const auto a = test::filesBelow(path("a"));
    QCOMPARE(a.size(), std::size_t{30});
    QVERIFY(a == test::filesBelow(path("b")));
    QVERIFY(a.at("2_2_2.safetensors") != test::filesBelow(path("c")).at("2_2_2.safetensors"));
    EXPECT_EXIT(run({"model", "verify", text("a")}), 0);
    EXPECT_SENTENCE(random("a", "9"), 1, text("a").toStdString());
    QVERIFY(a == test::filesBelow(path("a")));
    EXPECT_EXIT(run({"model", "random", "-o", text("d"), "--width", "2"}), 2);
    EXPECT_EXIT(run({"model", "random", "-o", text("d"), "--seed", "x"}), 2);
    QVERIFY(!fs::exists(path("d")));
}

QTEST_GUILESS_MAIN(TestFileCommands)
#include "tst_file_commands.moc"
