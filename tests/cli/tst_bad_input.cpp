#include "core/base/os/file.h"
#include "core/base/tsv.h"
#include "core/image/image_io.h"
#include "core/model/bundle.h"
#include "tests/support/cli_process.h"
#include "tests/support/tiny_bundle.h"
#include "tests/support/tiny_scan.h"

#include <QTemporaryDir>
#include <QtTest>

#include <nlohmann/json.hpp>

#include <sys/stat.h>

#include <cstring>
#include <functional>
#include <random>

using namespace tessera;
using test::CliResult;
using test::NiftiBuilder;
using test::toQString;
using Damage = std::function<void(const std::filesystem::path&)>;
using Json = nlohmann::ordered_json;
Q_DECLARE_METATYPE(Damage)
namespace fs = std::filesystem;

namespace {

/// One bad argument of the batch: its name, the code that it must get, and how it is made (nothing for a file that
/// isn't there).
struct Bad {
    const char* file;
    const char* code;
    std::function<void(const fs::path&)> make;
};

using Values = std::vector<float>;

NiftiBuilder floats(const FloatVolume& scan) {
    NiftiBuilder out = test::tinyNifti(scan);
    out.put<std::int16_t>(70, 16).put<std::int16_t>(72, 32);
    return out.setVoxels(scan.voxels);
}

NiftiBuilder with(const FloatVolume& scan, const std::function<void(Values&)>& change) {
    FloatVolume changed = scan;
    change(changed.voxels);
    return floats(changed);
}

/// The scan's field of view moved so far that the brain isn't in it: a corner of the neck.
NiftiBuilder neck(const FloatVolume& scan) {
    const Size3 size{24, 24, 16};
    Values voxels;
    for (std::int64_t z = 0; z < size[2]; ++z) {
        for (std::int64_t y = 0; y < size[1]; ++y) {
            for (std::int64_t x = 0; x < size[0]; ++x) {
                voxels.push_back(scan.voxels[scan.geometry.index(x + 20, y + 4, z)]);
            }
        }
    }
    return floats({Geometry::fromAffine(size, scan.geometry.worldFromVoxel), voxels});
}

void fillWithNoise(Values& voxels) {
    std::mt19937 bits(1);
    for (float& value : voxels) {
        value = static_cast<float>(bits() % 1000);
    }
}

/// A box, a little brighter towards its top.
void fillWithBox(Values& voxels) {
    for (std::size_t i = 0; i < voxels.size(); ++i) {
        const std::size_t x = i % 64, y = i / 64 % 76, z = i / 64 / 76;
        const bool inside = x > 16 && x < 48 && y > 20 && y < 56 && z > 16 && z < 46;
        voxels[i] = inside ? 100 + static_cast<float>(z) : 0;
    }
}

std::string gzipped(const FloatVolume& scan) {
    const auto bytes = encodeNifti(scan.geometry, scan.voxels, Intent::None, true);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::vector<Bad> badFiles(const FloatVolume& scan) {
    const auto bytes = [](std::string content) {
        return [content](const fs::path& file) { NiftiBuilder::writeBytes(file, content); };
    };
    const auto scanWith = [](const NiftiBuilder& builder) {
        return [builder](const fs::path& file) { builder.write(file); };
    };
    const auto plain = [&scan] { return test::tinyNifti(scan); };
    const std::array<float, 12> flat{3, 0, 0, 0, 0, 3, 0, 0, 3, 3, 0, 0};
    const std::array<float, 12> absurd{1e6F, 0, 0, 0, 0, 1e6F, 0, 0, 0, 0, 1e6F, 0};
    const std::array<float, 12> nan{3, 0, 0, NAN, 0, 3, 0, 0, 0, 0, 3, 0};
    const auto spacing = [&](float x) { return scanWith(plain().setSform(0, {}).put<float>(80, x)); };
    const std::string zipped = gzipped(scan);
    return {
        {"missing.nii.gz", "FileMissing", nullptr},
        {"empty.nii", "FileEmpty", bytes("")},
        {"empty.nii.gz.nii", "FileEmpty", bytes("")},
        {"truncated.nii", "HeaderExceedsFile", bytes(plain().bytes().substr(0, 200'000))},
        {"truncated header.nii", "FileTruncated", bytes(plain().bytes().substr(0, 300))},
        {"truncated gzip.nii.gz", "FileTruncated", bytes(zipped.substr(0, zipped.size() / 2))},
        {"text.nii", "NotAnImage", bytes("Dear colleague,\nhere is the scan.\n")},
        {"photo.jpg", "NotAnImage", bytes("\xff\xd8\xff")},
        {"scan.dcm", "NotAnImage", bytes(std::string(200, 'x'))},
        {"two-d.nii", "NotThreeDimensional", scanWith(plain().setDim({2, 64, 76, 1, 1, 1, 1, 1}))},
        {"frames.nii", "SeveralFrames", scanWith(plain().setDim({4, 64, 76, 31, 2, 1, 1, 1}))},
        {"rgb.nii", "VoxelTypeNotSupported", scanWith(plain().put<std::int16_t>(70, 128))},
        {"complex.nii", "VoxelTypeNotSupported", scanWith(plain().put<std::int16_t>(70, 32))},
        {"nan.nii", "VoxelsNotFinite", scanWith(with(scan, [](Values& v) { v[1000] = NAN; }))},
        {"inf.nii", "VoxelsNotFinite", scanWith(with(scan, [](Values& v) { v[1000] = -INFINITY; }))},
        {"constant.nii", "ImageConstant", scanWith(with(scan, [](Values& v) { v.assign(v.size(), 42.0F); }))},
        {"zero.nii", "ImageConstant", scanWith(with(scan, [](Values& v) { v.assign(v.size(), 0.0F); }))},
        {"one voxel.nii", "ImageConstant",
         scanWith(with(scan,
                       [](Values& v) {
                           v.assign(v.size(), 0.0F);
                           v[99] = 1;
                       }))},
        {"spacing zero.nii", "SpacingInvalid", spacing(0)},
        {"spacing negative.nii", "SpacingInvalid", spacing(-3)},
        {"spacing huge.nii", "SpacingInvalid", spacing(1e6F)},
        {"spacing nan.nii", "SpacingInvalid", spacing(NAN)},
        {"spacing tiny.nii", "SpacingInvalid", spacing(1e-6F)},
        {"sform huge.nii", "SpacingInvalid", scanWith(plain().setSform(1, absurd))},
        {"singular.nii", "MatrixSingular", scanWith(plain().setSform(1, flat))},
        {"matrix zero.nii", "MatrixSingular", scanWith(plain().setSform(1, {}))},
        {"matrix nan.nii", "MatrixSingular", scanWith(plain().setSform(1, nan))},
        {"claim.nii", "ImageTooLarge", bytes(plain().setDim({3, 10000, 10000, 10000, 1, 1, 1, 1}).header())},
        {"claim2.nii", "HeaderExceedsFile", bytes(plain().setDim({3, 700, 700, 700, 1, 1, 1, 1}).header())},
        {"lonely.hdr", "FileMissing", bytes(plain().put<char>(345, 'i').header().substr(0, 348))},
        {"noise.nii", "RegistrationFailed", scanWith(with(scan, fillWithNoise))},
        {"box.nii", "RegistrationFailed", scanWith(with(scan, fillWithBox))},
        {"neck.nii", "FieldOfViewTooSmall", scanWith(neck(scan))},
        {"far.nii", "RegistrationFailed", scanWith(plain().setPixdim({1, 30, 30, 30, 0, 0, 0, 0}).setSform(0, {}))},
        {"folder.nii", "NoInputs", [](const fs::path& file) { fs::create_directory(file); }},
        {"pipe.nii", "FileUnreadable", [](const fs::path& file) { (void)::mkfifo(file.c_str(), 0600); }},
        {"two\nlines.nii", "FileEmpty", bytes("")},
    };
}

/// The file in the bundle's folder with other bytes and, as far as the manifest goes, the right hash.
void replaceWeights(const fs::path& folder, const std::string& bytes) {
    os::writeFileAtomically(folder / "weights.safetensors", bytes);
    const model::Bundle bundle = model::openBundle(folder.string(), {});
    model::writeManifest(bundle, {bundle.templateImage, bundle.templateMask, "weights.safetensors"});
}

std::string weightsOf(const fs::path& folder) {
    return os::readFile(folder / "weights.safetensors");
}

} // namespace

/// Every bad input of issue 3, given to `segment` together with one good scan: each is told in one sentence, leaves
/// nothing behind and doesn't stop the others.
class TestBadInput : public QObject {
    Q_OBJECT

  private:
    QTemporaryDir m_folder;
    test::Cli m_cli{TESSERA_CLI};
    FloatVolume m_scan;
    std::vector<Bad> m_bad;
    CliResult m_batch;

    fs::path root() const { return m_folder.path().toStdString(); }
    QStringList segment(const QStringList& inputs, const QString& output, const QString& bundle = "bundle") const {
        return QStringList{"segment"} + inputs + QStringList{"-o", output, "--model", bundle, "--repeatable"};
    }
    QString path(const char* name) const { return toQString(root() / name); }

  private slots:
    void initTestCase();
    void rejected_data();
    void rejected();
    void goodScanIsFinished();
    void nothingElseIsSaid();
    void repairedFileLeavesTheTable();
    void jsonSaysTheSame();
    void damagedBundle_data();
    void damagedBundle();
    void unwritableFolder_data();
    void unwritableFolder();
    void outputNameIsAFolder();
    void fullDisk_data();
    void fullDisk();
    void fileSizeLimit();
};

void TestBadInput::initTestCase() {
    test::writeTinyBundle(root() / "bundle");
    m_scan = test::tinyScan();
    m_bad = badFiles(m_scan);
    QStringList inputs;
    for (const Bad& bad : m_bad) {
        if (bad.make) {
            bad.make(root() / bad.file);
        }
        inputs.append(path(bad.file));
    }
    test::tinyNifti(m_scan).write(root() / "good.nii");
    inputs.insert(inputs.size() / 2, path("good.nii"));
    m_cli.setWorkingFolder(root());
    m_batch = m_cli.run(segment(inputs, "out"));
    qInfo("%d inputs in %.1f s", static_cast<int>(inputs.size()), m_batch.seconds);
    QVERIFY2(m_batch.code == 1, m_batch.text().c_str());
}

void TestBadInput::rejected_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("code");
    for (const Bad& bad : badFiles(m_scan)) {
        QTest::newRow(bad.file) << bad.file << bad.code;
    }
}

void TestBadInput::rejected() {
    QFETCH(QString, file);
    QFETCH(QString, code);
    const fs::path full = root() / file.toStdString();
    const Tsv failures = parseTsv(os::readFile(root() / "out/failures.tsv"), "failures", ErrorCode::LabelTableInvalid);
    const auto row = std::find_if(failures.rows.begin(), failures.rows.end(),
                                  [&](const auto& cells) { return cells[0] == full.string(); });
    QVERIFY2(row != failures.rows.end(), m_batch.err.c_str());
    QVERIFY2((*row)[1] == code.toStdString(), (*row)[2].c_str());
    const QString shown = toQString(full).replace('\n', '?');
    QStringList said = m_batch.errLines().filter(shown + ":");
    if (file.endsWith(".hdr")) { // it is the .img that is missing
        said = m_batch.errLines().filter(QString(shown).replace(".hdr", ".img") + ":");
    }
    QVERIFY2(said.size() == 1, m_batch.err.c_str());
    QVERIFY2(said[0].startsWith("failed: ") && said[0].endsWith('.'), qPrintable(said[0]));
    const std::string stem = imageStem(full.filename());
    for (const QString& name : test::namesBelow(root() / "out")) {
        QVERIFY2(!name.startsWith(QString::fromStdString(stem) + "_"), qPrintable(name));
    }
}

void TestBadInput::goodScanIsFinished() {
    const QStringList names = test::namesBelow(root() / "out");
    QCOMPARE(names.filter(QRegularExpression("^good_")).size(), 8);
    QCOMPARE(names.size(), 8 + 2); // volumes_all.tsv, failures.tsv
}

void TestBadInput::nothingElseIsSaid() {
    QCOMPARE(m_batch.errLines().size(), static_cast<qsizetype>(m_bad.size()));
    QCOMPARE(m_batch.outLines().back(),
             QString("0 done, 1 need review, 0 skipped, %1 failed").arg(static_cast<int>(m_bad.size())));
}

void TestBadInput::repairedFileLeavesTheTable() {
    fs::create_directory(root() / "later");
    NiftiBuilder::writeBytes(root() / "later/good.nii", "");
    const CliResult first = m_cli.run(segment({"later/good.nii"}, "repair"));
    QVERIFY2(first.code == 1, first.text().c_str());
    QCOMPARE(test::namesBelow(root() / "repair"), QStringList{"failures.tsv"});
    fs::copy(root() / "good.nii", root() / "later/good.nii", fs::copy_options::overwrite_existing);
    for (const auto& entry : fs::directory_iterator(root() / "out")) { // what a second run would compute
        if (entry.path().filename().string().starts_with("good_")) {
            fs::copy(entry.path(), root() / "repair" / entry.path().filename());
        }
    }
    const CliResult second = m_cli.run(segment({"later/good.nii"}, "repair"));
    QVERIFY2(second.code == 0, second.text().c_str());
    QCOMPARE(test::namesBelow(root() / "repair").size(), 8 + 1);
    QVERIFY(!fs::exists(root() / "repair/failures.tsv"));
}

void TestBadInput::jsonSaysTheSame() {
    const CliResult result = m_cli.run(segment({"text.nii", "two-d.nii", "none.nii"}, "json") << "--json");
    QVERIFY2(result.code == 1, result.text().c_str());
    QVERIFY2(result.err.empty(), result.err.c_str());
    QStringList codes;
    for (const QString& line : result.outLines()) {
        const Json json = Json::parse(line.toStdString());
        if (json.at("type") == "refused" || json.value("state", "") == "failed") {
            const Json& reason = json.contains("reasons") ? json.at("reasons").at(0) : json;
            codes.append(QString::fromStdString(reason.at("code").get<std::string>()));
            const std::string message = json.contains("reasons") ? reason.at("sentence") : json.at("message");
            QVERIFY(message.starts_with(json.at("file").get<std::string>()));
        }
    }
    QCOMPARE(codes, (QStringList{"FileMissing", "NotAnImage", "NotThreeDimensional"}));
    QCOMPARE(Json::parse(result.outLines().back().toStdString()).at("failed").get<int>(), 3);
}

void TestBadInput::damagedBundle_data() {
    QTest::addColumn<QString>("named");
    QTest::addColumn<Damage>("damage");
    const auto row = [](const char* name, const char* named, Damage damage) { QTest::newRow(name) << named << damage; };
    row("wrong hash of the weights", "weights.safetensors", [](const fs::path& folder) {
        std::string bytes = weightsOf(folder);
        bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
        os::writeFileAtomically(folder / "weights.safetensors", bytes);
    });
    row("wrong hash of the template", "template.nii.gz", [](const fs::path& folder) {
        os::writeFileAtomically(folder / "template.nii.gz", os::readFile(folder / "template_mask.nii.gz"));
    });
    row("missing weights", "weights.safetensors",
        [](const fs::path& folder) { fs::remove(folder / "weights.safetensors"); });
    row("missing tensor", "down.0.0.weight", [](const fs::path& folder) {
        std::string bytes = weightsOf(folder);
        replaceWeights(folder, bytes.replace(bytes.find("\"down.0.0.weight\"") + 1, 15, "down.0.0.waight"));
    });
    row("wrong shape", "atlas", [](const fs::path& folder) {
        std::string bytes = weightsOf(folder);
        replaceWeights(folder, bytes.replace(bytes.find("[32,11,14,10]"), 13, "[32,14,11,10]"));
    });
    row("huge header", "weights.safetensors", [](const fs::path& folder) {
        std::string bytes = weightsOf(folder);
        const std::uint64_t claim = 1ULL << 60;
        std::memcpy(bytes.data(), &claim, 8);
        replaceWeights(folder, bytes);
    });
    row("cut weights", "weights.safetensors",
        [](const fs::path& folder) { replaceWeights(folder, weightsOf(folder).substr(0, 100'000)); });
    row("no manifest", "damaged", [](const fs::path& folder) { fs::remove(folder / "manifest.json"); });
    row("manifest cut short", "manifest.json",
        [](const fs::path& folder) { os::writeFileAtomically(folder / "manifest.json", "{\"schema_version\":"); });
    row("network for another grid", "atlas", [](const fs::path& folder) {
        std::string text = os::readFile(folder / "manifest.json");
        const auto at = text.find("44,");
        os::writeFileAtomically(folder / "manifest.json", text.replace(at, 3, "48,"));
    });
}

/// Found before the first scan, whatever the number of scans.
void TestBadInput::damagedBundle() {
    QFETCH(QString, named);
    QFETCH(Damage, damage);
    fs::remove_all(root() / "damaged");
    fs::copy(root() / "bundle", root() / "damaged");
    damage(root() / "damaged");
    const CliResult result = m_cli.run(segment({"good.nii", "two-d.nii"}, "unused", "damaged"));
    QVERIFY2(result.code == 1 || result.code == 2, result.text().c_str());
    QVERIFY2(result.out.empty(), result.out.c_str());
    QVERIFY2(result.errLines().size() == 1 && result.errLines()[0].endsWith('.'), result.err.c_str());
    QVERIFY2(result.err.find(named.toStdString()) != std::string::npos, result.err.c_str());
    QVERIFY(test::namesBelow(root() / "unused").isEmpty());
}

void TestBadInput::unwritableFolder_data() {
    QTest::addColumn<QString>("folder");
    QTest::newRow("below a file") << "good.nii/out";
    QTest::newRow("a file") << "good.nii";
    QTest::newRow("proc") << "/proc/tessera";
    QTest::newRow("an existing folder of proc") << "/proc/self";
    QTest::newRow("a name that is too long") << QString(300, 'x');
}

void TestBadInput::unwritableFolder() {
    QFETCH(QString, folder);
    const CliResult result = m_cli.run(segment({"good.nii", "two-d.nii"}, folder));
    QVERIFY2(result.code == 1, result.text().c_str());
    QVERIFY2(result.out.empty(), result.out.c_str());
    QVERIFY2(result.errLines().size() == 1, result.err.c_str());
    QVERIFY2(result.errLines()[0].contains(folder) && result.errLines()[0].contains("can't be written"),
             result.err.c_str());
}

void TestBadInput::outputNameIsAFolder() {
    fs::create_directories(root() / "blocked/good_volumes.csv");
    const CliResult result = m_cli.run(segment({"good.nii"}, "blocked") << "--overwrite");
    QVERIFY2(result.code == 1, result.text().c_str());
    QVERIFY2(result.errLines().size() == 1 && result.err.find("good_volumes.csv") != std::string::npos,
             result.err.c_str());
    QCOMPARE(test::namesBelow(root() / "blocked"), QStringList{"failures.tsv"});
}

void TestBadInput::fullDisk_data() {
    QTest::addColumn<QString>("size");
    QTest::addColumn<QString>("left");
    QTest::newRow("room for some") << "64k"
                                   << "failures.tsv";
    QTest::newRow("full from the start") << "4k"
                                         << "filler";
}

/// On a file system of its own in a mount namespace of its own, so that nothing of it stays mounted.
void TestBadInput::fullDisk() {
    QFETCH(QString, size);
    QFETCH(QString, left);
    test::Cli unshare{"unshare"};
    unshare.setWorkingFolder(root());
    if (unshare.run({"-rm", "sh", "-c", "mount -t tmpfs -o size=64k tmpfs /mnt"}).code != 0) {
        QSKIP("this machine lets nobody mount a small file system (unshare -rm)");
    }
    fs::create_directories(root() / "disk");
    const QString filler = left == "filler" ? "head -c 4096 /dev/zero > disk/filler && " : "";
    const QString script = "mount -t tmpfs -o size=" + size + " tmpfs disk && " + filler +
                           "{ \"$@\"; code=$?; ls -A disk | sed 's/^/left: /'; exit $code; }";
    const CliResult result =
        unshare.run(QStringList{"-rm", "sh", "-c", script, "sh", TESSERA_CLI} + segment({"good.nii"}, "disk"));
    QVERIFY2(result.code == 1, result.text().c_str());
    QVERIFY2(result.err.find("good_") != std::string::npos && result.err.find("the disk is full") != std::string::npos,
             result.text().c_str());
    QCOMPARE(result.outLines().filter("left: "), QStringList{"left: " + left});
}

/// A user's limit is no reason to die with half a file on the disk.
void TestBadInput::fileSizeLimit() {
    test::Cli shell{"bash"};
    shell.setWorkingFolder(root());
    const CliResult result = shell.run(QStringList{"-c", "ulimit -f 20 && exec \"$@\"", "bash", TESSERA_CLI} +
                                       segment({"good.nii"}, "limited"));
    QVERIFY2(result.code == 1, result.text().c_str());
    QVERIFY2(result.errLines().size() == 1 &&
                 result.err.find("queue.sqlite: can't be written") != std::string::npos, // the first large file
             result.text().c_str());
    QCOMPARE(test::namesBelow(root() / "limited"), QStringList());
}

QTEST_GUILESS_MAIN(TestBadInput)
#include "tst_bad_input.moc"
