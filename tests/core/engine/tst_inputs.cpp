#include "core/engine/inputs.h"
#include "tests/support/expect_error.h"

#include <QTemporaryDir>
#include <QtTest>

#include <sys/stat.h>

#include <fstream>

using namespace tessera;
using namespace tessera::engine;
namespace fs = std::filesystem;

class TestInputs : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<QTemporaryDir> m_folder;

    fs::path root() const { return m_folder->path().toStdString(); }
    /// Only names matter here: no image is opened.
    fs::path make(const std::string& relative) const {
        const fs::path file = root() / relative;
        fs::create_directories(file.parent_path());
        std::ofstream(file) << "x";
        return file;
    }
    Inputs collect(const std::vector<fs::path>& arguments, const char* output = "out") const {
        Progress progress;
        return collectInputs(arguments, root() / output, {}, progress);
    }
    static QStringList namesOf(const Inputs& inputs) {
        QStringList out;
        for (const Input& input : inputs.scans) {
            out.append(QString::fromStdString(input.name.string()));
        }
        return out;
    }

  private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void namesComeFromFiles_data();
    void namesComeFromFiles();
    void foldersKeepRelativePaths();
    void folderAsItMayBeWritten_data();
    void folderAsItMayBeWritten();
    void whatFoldersDoNotGive();
    void outputsOfOursAreNoInputs();
    void outputFolderInsideTheInput();
    void outputFolderIsTheInput();
    void aFileCountsOnce();
    void imgStandsForItsHeader();
    void problemsAreNotTheEnd();
    void collisionsAreRefused();
    void outputOverInputIsRefused();
    void outputFilesBelongToTheName();
};

void TestInputs::namesComeFromFiles_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("name");
    QTest::newRow("nii") << "a.nii"
                         << "a";
    QTest::newRow("nii.gz") << "a.nii.gz"
                            << "a";
    QTest::newRow("hdr") << "a.hdr"
                         << "a";
    QTest::newRow("capitals") << "A.NII.GZ"
                              << "A";
    QTest::newRow("points") << "a.b.c.nii"
                            << "a.b.c";
    QTest::newRow("space and quote") << "my \"scan\" 'one'.nii"
                                     << "my \"scan\" 'one'";
    QTest::newRow("unicode") << QString::fromUtf8("Größe 脳.nii.gz") << QString::fromUtf8("Größe 脳");
    QTest::newRow("line feed") << "two\nlines.nii"
                               << "two\nlines";
    QTest::newRow("dash") << "-o.nii"
                          << "-o";
    QTest::newRow("twice") << "a.nii.nii"
                           << "a.nii";
}

void TestInputs::namesComeFromFiles() {
    QFETCH(QString, file);
    QFETCH(QString, name);
    const Inputs inputs = collect({make(file.toStdString())});
    QCOMPARE(namesOf(inputs), QStringList{name});
    QVERIFY(inputs.problems.empty());
}

void TestInputs::foldersKeepRelativePaths() {
    make("study/b.nii");
    make("study/sub-01/anat/sub-01_T1w.nii.gz");
    make("study/sub-02/anat/sub-02_T1w.hdr");
    make("study/sub-02/anat/sub-02_T1w.img");
    make("study/sub-02/notes.txt");
    QCOMPARE(namesOf(collect({root() / "study"})),
             (QStringList{"b", "sub-01/anat/sub-01_T1w", "sub-02/anat/sub-02_T1w"}));
}

void TestInputs::folderAsItMayBeWritten_data() {
    QTest::addColumn<QString>("written");
    for (const char* text : {"study", "study/", "study/.", "./study", "study/../study", "study//"}) {
        QTest::newRow(text) << text;
    }
}

void TestInputs::folderAsItMayBeWritten() {
    QFETCH(QString, written);
    make("study/sub/a.nii");
    make("study/out/b_dseg.nii.gz");
    QCOMPARE(namesOf(collect({root() / written.toStdString()}, "study/out")), QStringList{"sub/a"});
    const fs::path before = fs::current_path();
    fs::current_path(root() / "study");
    Progress progress;
    const QStringList here = namesOf(collectInputs(std::vector<fs::path>{"."}, "out", {}, progress));
    fs::current_path(before);
    QCOMPARE(here, QStringList{"sub/a"});
}

void TestInputs::whatFoldersDoNotGive() {
    make("study/a.nii");
    make("study/derivatives/b.nii");
    make("study/sub/derivatives/deep/c.nii");
    make("study/.hidden/d.nii");
    make("study/._a.nii"); // macOS leaves these
    make("study/.nii");
    make("study/folder.nii/text");
    make("study/f.mgz");
    make("other/g.nii");
    fs::create_directory_symlink(root() / "other", root() / "study/link");
    QCOMPARE(::mkfifo((root() / "study/pipe.nii").c_str(), 0600), 0);
    fs::create_symlink(root() / "nowhere", root() / "study/dangling.nii");
    QCOMPARE(namesOf(collect({root() / "study"})), QStringList{"a"});
    // derivatives named by a person are wanted
    QCOMPARE(namesOf(collect({root() / "study/derivatives"})), QStringList{"b"});
}

void TestInputs::outputsOfOursAreNoInputs() {
    make("results/sub/a_run.json");
    for (const char* name : {"a_dseg.nii.gz", "a_agreement.nii.gz", "a_coverage.nii.gz"}) {
        make(std::string("results/sub/") + name);
    }
    make("results/sub/b_dseg.nii.gz"); // no run record beside it: somebody else's
    make("results/sub/a.nii.gz");
    QCOMPARE(namesOf(collect({root() / "results"})), (QStringList{"sub/a", "sub/b_dseg"}));
}

void TestInputs::outputFolderInsideTheInput() {
    make("study/a.nii");
    make("study/results/b.nii");
    QCOMPARE(namesOf(collect({root() / "study"}, "study/results")), QStringList{"a"});
}

void TestInputs::outputFolderIsTheInput() {
    make("study/a.nii");
    make("study/a_dseg.nii.gz");
    make("study/a_run.json");
    QCOMPARE(namesOf(collect({root() / "study"}, "study")), QStringList{"a"});
}

void TestInputs::aFileCountsOnce() {
    const fs::path file = make("study/a.nii");
    fs::create_symlink(file, root() / "study/z.nii");
    const Inputs inputs = collect({file, root() / "study/../study/a.nii", root() / "study"});
    QCOMPARE(namesOf(inputs), QStringList{"a"});
}

void TestInputs::imgStandsForItsHeader() {
    const fs::path header = make("a.hdr");
    const fs::path voxels = make("a.img");
    const Inputs inputs = collect({voxels, header});
    QCOMPARE(namesOf(inputs), QStringList{"a"});
    QCOMPARE(inputs.scans[0].file, header);
}

void TestInputs::problemsAreNotTheEnd() {
    fs::create_directory(root() / "empty");
    const Inputs inputs =
        collect({root() / "missing.nii", make("table.csv"), root() / "empty", make("good.nii"), root() / "nowhere/"});
    QCOMPARE(namesOf(inputs), QStringList{"good"});
    QCOMPARE(inputs.problems.size(), std::size_t{4});
    const std::vector<std::string> codes{"FileMissing", "NotAnImage", "NoInputs", "FileMissing"};
    for (std::size_t i = 0; i < 4; ++i) {
        QCOMPARE(errorName(inputs.problems[i].error.code()), codes[i]);
        QVERIFY(std::string(inputs.problems[i].error.what()).starts_with(inputs.problems[i].file.string()));
    }
}

void TestInputs::collisionsAreRefused() {
    EXPECT_ERROR(collect({make("one/a.nii"), make("two/a.nii.gz")}), ErrorCode::InputCollision, "two/a.nii.gz");
    EXPECT_ERROR(collect({make("one/a.hdr"), make("one/a.nii")}), ErrorCode::InputCollision, "a_dseg.nii.gz");
    make("three/sub/b.nii");
    make("four/sub/b.nii");
    EXPECT_ERROR(collect({root() / "three", root() / "four"}), ErrorCode::InputCollision, "sub/b");
}

void TestInputs::outputOverInputIsRefused() {
    const fs::path scan = make("a.nii");
    const fs::path strange = make("a_dseg.nii.gz"); // given by name, though it would be an output of a.nii
    EXPECT_ERROR(collect({scan, strange}, "."), ErrorCode::OutputIsInput, "a_dseg.nii.gz");
    fs::create_directory_symlink(root(), root() / "link");
    EXPECT_ERROR(collect({scan, strange}, "link"), ErrorCode::OutputIsInput, "a_dseg.nii.gz");
    QCOMPARE(namesOf(collect({scan, strange}, "elsewhere")), (QStringList{"a", "a_dseg"}));
}

void TestInputs::outputFilesBelongToTheName() {
    const OutputFiles files("out", "sub/a.b");
    QCOMPARE(files.dseg, fs::path("out/sub/a.b_dseg.nii.gz"));
    QCOMPARE(files.run, fs::path("out/sub/a.b_run.json"));
    QCOMPARE(files.all().size(), std::size_t{8});
    QCOMPARE(files.all().back(), files.run);
}

QTEST_APPLESS_MAIN(TestInputs)
#include "tst_inputs.moc"
