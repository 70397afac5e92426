#include "core/base/os/file.h"
#include "core/model/slant_files.h"
#include "core/model/slant_import.h"
#include "tests/support/expect_error.h"
#include "tests/support/pth_builder.h"
#include "tests/support/shared_data.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <fstream>
#include <limits>

using namespace tessera;
using namespace tessera::model;
namespace fs = std::filesystem;

namespace {

/// The narrowest network; its 133 classes still take 6.5 MB.
constexpr double kWidth = 1.0 / 128;

Architecture narrow() {
    return {network::Kind::SlantUnet3d, 133, {172, 220, 156}, kWidth};
}

Bundle builtIn() {
    return openBundle("tessera-mini", test::sourcePath("resources/models"));
}

void touch(const fs::path& file) {
    fs::create_directories(file.parent_path());
    std::ofstream(file) << "";
}

std::vector<std::string> namesOf(const fusion::TilePlan& plan) {
    std::vector<std::string> out;
    for (const fusion::Tile& tile : plan.tiles) {
        out.push_back(tile.name);
    }
    return out;
}

FloatTensor& named(std::vector<FloatTensor>& tensors, const std::string& name) {
    return *std::find_if(tensors.begin(), tensors.end(),
                         [&name](const FloatTensor& tensor) { return tensor.shape.name == name; });
}

using Tensors = std::vector<FloatTensor>;
using Change = std::function<void(Tensors&)>;

} // namespace
Q_DECLARE_METATYPE(Change)

class TestSlantImport : public QObject {
    Q_OBJECT

  private:
    QTemporaryDir m_root;
    fs::path m_plain, m_other; ///< two whole weight files

    [[nodiscard]] fs::path newFolder() const {
        QTemporaryDir folder(m_root.path() + "/XXXXXX");
        folder.setAutoRemove(false);
        return folder.path().toStdString();
    }
    /// A set in a new folder: links to `m_plain`, but to `last` for the plan's last tile.
    [[nodiscard]] fs::path makeSet(const fusion::TilePlan& plan, const fs::path& last) const {
        fs::path folder = newFolder();
        for (const std::string& name : namesOf(plan)) {
            fs::create_directories(folder / name);
            fs::create_symlink(name == "3_3_3" ? last : m_plain, folder / name / "model_epoch_0007.pth");
        }
        return folder;
    }

  private slots:
    void initTestCase();
    void findsTheTiles_data();
    void findsTheTiles();
    void namesWhatIsWrongWithASet_data();
    void namesWhatIsWrongWithASet();
    void linksToFoldersAreNotFollowed();
    void importsSlant27();
    void importsSlant8();
    void saysWhatItDoesNotKnow();
    void refusesWeightsThatDoNotFit_data();
    void refusesWeightsThatDoNotFit();
    void cancelledLeavesNothing();
    void neverOverwrites();
};

void TestSlantImport::initTestCase() {
    m_plain = m_root.path().toStdString() + "/plain.bytes";
    m_other = m_root.path().toStdString() + "/other.bytes";
    Tensors tensors = randomTensors(narrow(), 1);
    os::writeFileAtomically(m_plain, test::stateDictPth(tensors));
    // With what SLANT's files hold beside the weights that count.
    tensors = randomTensors(narrow(), 2);
    for (const char* name : {"ec0.1.running_mean", "ec0.1.running_var", "ec0.1.num_batches_tracked", "dc0.0.weight"}) {
        tensors.push_back({{name, {1}}, {std::numeric_limits<float>::quiet_NaN()}});
    }
    os::writeFileAtomically(m_other, test::stateDictPth(tensors));
}

void TestSlantImport::findsTheTiles_data() {
    QTest::addColumn<QString>("before"); // of I_J_K
    QTest::addColumn<QString>("after");
    QTest::newRow("SLANT's folders") << "pth/"
                                     << "/nested/model_epoch_0004.pth";
    QTest::newRow("file names") << ""
                                << ".pth";
    QTest::newRow("within a name") << "slant-weights_"
                                   << "_final.pth";
    QTest::newRow("before an epoch") << ""
                                     << "_epoch_0012.pth";
    QTest::newRow("after a year") << "2018_"
                                  << ".pth";
    QTest::newRow("the name counts before the folder") << "1_1_1/tile"
                                                       << ".pth";
}

void TestSlantImport::findsTheTiles() {
    QFETCH(QString, before);
    QFETCH(QString, after);
    for (const fusion::TilePlan& plan : {fusion::TilePlan::slant27(), fusion::TilePlan::slant8()}) {
        const fs::path folder = newFolder();
        touch(folder / "notes.txt");
        touch(folder / "optimizer.pth");
        for (const std::string& name : namesOf(plan)) {
            touch(folder / (before.toStdString() + name + after.toStdString()));
        }
        const SlantFiles found = findSlantFiles(folder);
        QCOMPARE(namesOf(found.plan), namesOf(plan));
        for (std::size_t i = 0; i < plan.tiles.size(); ++i) {
            QCOMPARE(found.files[i].string(),
                     (folder / (before.toStdString() + plan.tiles[i].name + after.toStdString())).string());
        }
        QVERIFY(found.ignored == std::vector<fs::path>{folder / "optimizer.pth"});
    }
}

void TestSlantImport::namesWhatIsWrongWithASet_data() {
    QTest::addColumn<bool>("large");
    QTest::addColumn<QString>("without");
    QTest::addColumn<QStringList>("with");
    QTest::addColumn<QString>("text"); // of the error, or the file that counts for 3_3_3
    QTest::newRow("nothing") << false << "*" << QStringList{"x.pth"} << "no .pth file with a tile's I_J_K";
    QTest::newRow("one of 27 missing") << true << "2_3_1" << QStringList{} << "SLANT-27's tiles 2_3_1 are missing";
    QTest::newRow("one of 8 missing") << false << "1_3_1" << QStringList{} << "SLANT-8's tiles 1_3_1 are missing";
    QTest::newRow("nine") << false << "" << QStringList{"2_2_2.pth"} << "and SLANT-8 has no tiles 2_2_2";
    QTest::newRow("no such tile") << true << "" << QStringList{"1_1_4.pth"} << "SLANT has no tile 1_1_4";
    QTest::newRow("tile zero") << true << "" << QStringList{"0_1_1.pth"} << "SLANT has no tile 0_1_1";
    QTest::newRow("two in a name") << true << "" << QStringList{"1_1_1_2.pth"} << "two tiles, 1_1_1 and 1_1_2";
    QTest::newRow("two files") << true << "" << QStringList{"copy/3_3_3.pth"} << "tile 3_3_3 has another file";
    QTest::newRow("two of an epoch") << true << "3_3_3"
                                     << QStringList{"3_3_3/model_epoch_4.pth", "3_3_3/model_epoch_0004.pth"}
                                     << "tile 3_3_3 has another file";
    QTest::newRow("an epoch and none") << true << "" << QStringList{"3_3_3_epoch_0009.pth"}
                                       << "tile 3_3_3 has another file";
    QTest::newRow("newest by number") << true << "3_3_3"
                                      << QStringList{"3_3_3/model_epoch_9.pth", "3_3_3/model_epoch_0010.pth"} << "";
}

void TestSlantImport::namesWhatIsWrongWithASet() {
    QFETCH(bool, large);
    QFETCH(QString, without);
    QFETCH(QStringList, with);
    QFETCH(QString, text);
    const fs::path folder = newFolder();
    for (const std::string& name : namesOf(large ? fusion::TilePlan::slant27() : fusion::TilePlan::slant8())) {
        if (without != "*" && without.toStdString() != name) {
            touch(folder / (name + ".pth"));
        }
    }
    for (const QString& file : with) {
        touch(folder / file.toStdString());
    }
    if (text.isEmpty()) {
        QCOMPARE(findSlantFiles(folder).files.back().filename().string(), std::string("model_epoch_0010.pth"));
        QCOMPARE(findSlantFiles(folder).ignored.size(), std::size_t{1});
    } else {
        EXPECT_ERROR(findSlantFiles(folder), ErrorCode::ModelInvalid, text.toStdString());
        EXPECT_ERROR(findSlantFiles(folder), ErrorCode::ModelInvalid, folder.string());
    }
}

void TestSlantImport::linksToFoldersAreNotFollowed() {
    const fs::path folder = makeSet(fusion::TilePlan::slant8(), m_plain);
    fs::create_directory_symlink(folder, folder / "loop");
    QCOMPARE(findSlantFiles(folder).files.size(), std::size_t{8});
    EXPECT_ERROR(findSlantFiles(folder / "none"), ErrorCode::FileMissing, "none");
}

void TestSlantImport::importsSlant27() {
    const fs::path out = newFolder() / "bundle";
    std::vector<std::string> steps;
    Progress progress([&steps](double, std::string_view step) {
        if (steps.empty() || steps.back() != step) {
            steps.emplace_back(step);
        }
    });
    (void)importSlant(makeSet(fusion::TilePlan::slant27(), m_other), out, builtIn(), {}, progress);
    QCOMPARE(steps.size(), std::size_t{27});
    QCOMPARE(steps[5], std::string("tile 1_2_3"));
    const Bundle bundle = openBundle(out.string(), {});
    verifyBundle(bundle);
    QCOMPARE(bundle.name, std::string("slant-27"));
    QCOMPARE(namesOf(bundle.plan), namesOf(fusion::TilePlan::slant27()));
    QVERIFY(bundle.scaling == Scaling::TileMinMax && bundle.biasCorrection);
    QVERIFY(bundle.worldFromVoxel == fusion::slantWorldFromVoxel());
    QCOMPARE(bundle.networks[3].width, kWidth);
    for (const auto& [tile, seed] : {std::pair("1_1_1", 1), {"3_3_3", 2}}) {
        const TensorFile file = TensorFile::read(out / (std::string(tile) + ".safetensors"));
        const Tensors expected = randomTensors(narrow(), static_cast<std::uint64_t>(seed));
        QCOMPARE(file.tensors().size(), expected.size()); // running statistics and dc0 stayed behind
        for (const FloatTensor& tensor : expected) {
            const auto values = file.floats(tensor.shape.name);
            QVERIFY2(std::equal(values.begin(), values.end(), tensor.values.begin(), tensor.values.end()),
                     tensor.shape.name.c_str());
        }
    }
}

void TestSlantImport::importsSlant8() {
    const fs::path out = newFolder() / "bundle";
    Progress progress;
    (void)importSlant(makeSet(fusion::TilePlan::slant8(), m_plain), out, builtIn(), {"mine", "CC0-1.0", "me"},
                      progress);
    const Bundle bundle = openBundle(out.string(), {});
    verifyBundle(bundle);
    const fusion::TilePlan plan = fusion::TilePlan::slant8();
    QCOMPARE(namesOf(bundle.plan), namesOf(plan));
    for (std::size_t i = 0; i < 8; ++i) {
        QVERIFY(bundle.plan.tiles[i].owned == plan.tiles[i].owned);
    }
    QCOMPARE(bundle.name, std::string("mine"));
    QCOMPARE(bundle.licence, std::string("CC0-1.0"));
    QCOMPARE(bundle.citation, std::string("me"));
}

void TestSlantImport::saysWhatItDoesNotKnow() {
    const fs::path out = newFolder() / "bundle";
    Progress progress;
    (void)importSlant(makeSet(fusion::TilePlan::slant8(), m_plain), out, builtIn(), {}, progress);
    const Bundle bundle = openBundle(out.string(), {});
    QVERIFY(bundle.licence.starts_with("Not stated by the imported files"));
    QVERIFY(bundle.intendedUse.find("hasn't validated") != std::string::npos);
    QCOMPARE(bundle.name, std::string("slant-8"));
}

void TestSlantImport::refusesWeightsThatDoNotFit_data() {
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* name, Change change, const char* text) { QTest::newRow(name) << change << text; };
    row(
        "missing", [](Tensors& t) { named(t, "dc4.0.bias").shape.name = "dc4.0.bios"; }, "dc4.0.bias is missing");
    row(
        "not SLANT",
        [](Tensors& t) {
            t = {{{"conv1.weight", {1}}, {0}}};
        },
        "it isn't a SLANT network");
    row(
        "unknown",
        [](Tensors& t) {
            t.push_back({{"ec8.0.bias", {1}}, {0}});
        },
        "no tensor ec8.0.bias");
    row(
        "132 classes",
        [](Tensors& t) {
            named(t, "dc1.0.bias") = {{"dc1.0.bias", {132}}, std::vector<float>(132)};
        },
        "dc1.0.bias is 132, the network needs 133");
    row(
        "another width",
        [](Tensors& t) {
            named(t, "ec0.0.bias") = {{"ec0.0.bias", {2}}, {0, 0}};
        },
        "ec0.0.bias is 2, the network needs 1");
    row(
        "other axes",
        [](Tensors& t) {
            named(t, "ec0.0.weight").shape.shape = {1, 1, 27};
        },
        "ec0.0.weight is 1 x 1 x 27");
    row(
        "too wide",
        [](Tensors& t) {
            named(t, "ec7.0.weight") = {{"ec7.0.weight", {2049}}, std::vector<float>(2049)};
        },
        "ec7.0.weight is 2049");
    row(
        "no width",
        [](Tensors& t) {
            named(t, "ec7.0.weight") = {{"ec7.0.weight", {0, 2}}, {}};
        },
        "ec7.0.weight is 0 x 2");
    row(
        "not a number",
        [](Tensors& t) { named(t, "dc2.0.weight").values[77] = std::numeric_limits<float>::quiet_NaN(); },
        "dc2.0.weight holds values that aren't finite");
    row(
        "infinite", [](Tensors& t) { named(t, "ec3.1.bias").values[0] = std::numeric_limits<float>::infinity(); },
        "ec3.1.bias holds values that aren't finite");
}

void TestSlantImport::refusesWeightsThatDoNotFit() {
    QFETCH(Change, change);
    QFETCH(QString, text);
    Tensors tensors = randomTensors(narrow(), 3);
    change(tensors);
    const fs::path folder = newFolder();
    os::writeFileAtomically(folder / "broken", test::stateDictPth(tensors));
    const fs::path set = makeSet(fusion::TilePlan::slant8(), folder / "broken");
    Progress progress;
    EXPECT_ERROR(importSlant(set, folder / "bundle", builtIn(), {}, progress), ErrorCode::WeightsInvalid,
                 text.toStdString());
    QVERIFY(!fs::exists(folder / "bundle"));
    fs::create_directory(folder / "bundle");
    Progress again;
    EXPECT_ERROR(importSlant(set, folder / "bundle", builtIn(), {}, again), ErrorCode::WeightsInvalid,
                 "3_3_3/model_epoch_0007.pth");
    QVERIFY(fs::is_empty(folder / "bundle"));
}

void TestSlantImport::cancelledLeavesNothing() {
    const fs::path out = newFolder() / "bundle";
    const auto token = std::make_shared<CancelToken>();
    Progress progress(
        [&](double, std::string_view step) {
            if (step == "tile 3_1_1") {
                QVERIFY(fs::exists(out / "1_1_1.safetensors"));
                token->cancel();
            }
        },
        token);
    EXPECT_ERROR(importSlant(makeSet(fusion::TilePlan::slant8(), m_plain), out, builtIn(), {}, progress),
                 ErrorCode::Cancelled, "");
    QVERIFY(!fs::exists(out));
}

void TestSlantImport::neverOverwrites() {
    const fs::path out = newFolder();
    os::writeFileAtomically(out / "manifest.json", std::string_view("mine"));
    Progress progress;
    const fs::path set = makeSet(fusion::TilePlan::slant8(), m_plain);
    EXPECT_ERROR(importSlant(set, out, builtIn(), {}, progress), ErrorCode::WriteFailed, out.string());
    EXPECT_ERROR(importSlant(set, out / "manifest.json", builtIn(), {}, progress), ErrorCode::WriteFailed,
                 "manifest.json");
    QCOMPARE(os::readFile(out / "manifest.json"), std::string("mine"));
    QCOMPARE(std::distance(fs::directory_iterator(out), fs::directory_iterator()), std::ptrdiff_t{1});
}

QTEST_APPLESS_MAIN(TestSlantImport)
#include "tst_slant_import.moc"
