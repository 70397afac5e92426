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
    /// Of two scans one is left, and the other is told with these words.
    void checkRefused(const std::vector<fs::path>& arguments, const char* output, ErrorCode code,
                      const char* words) const {
        const Inputs inputs = collect(arguments, output);
        QCOMPARE(inputs.scans.size(), std::size_t{1});
        QCOMPARE(inputs.problems.size(), std::size_t{1});
        QVERIFY(inputs.problems.front().error.code() == code);
        QVERIFY2(QString(inputs.problems.front().error.what()).contains(words), inputs.problems.front().error.what());
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
    void labelMapsOfOursAreNoInputs();
    void bidsDatasetsGiveTheirT1Images();
    void datasetsDeeperInAFolder();
    void derivedDatasetsGiveNothing();
    void datasetWithoutT1();
    void dataFilesCountWithTheirHeader();
    void everyFormatIsTaken();
    void linksThatLoop();
    void foldersThatCannotBeListed();
    void namesOfAllKinds();
    void listingIsSaidAndCanBeCancelled();
    void outputFolderInsideTheInput();
    void outputFolderIsTheInput();
    void aFileCountsOnce();
    void imgStandsForItsHeader();
    void problemsAreNotTheEnd();
    void collisionsAreRefused();
    void theOthersGoOnAfterACollision();
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
    make("study/f.xyz");
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

/// What fuse, home and convert write has its table beside it.
void TestInputs::labelMapsOfOursAreNoInputs() {
    for (const char* name : {"fused.nii.gz", "fused_dseg.tsv", "home_dseg.mgz", "home_dseg.tsv", "a.nrrd"}) {
        make(std::string("results/") + name);
    }
    // a result whose record is gone: the scan beside it is still one
    make("results/b.nii");
    make("results/b_dseg.nii.gz");
    make("results/b_dseg.tsv");
    QCOMPARE(namesOf(collect({root() / "results"})), (QStringList{"a", "b"}));
}

void TestInputs::bidsDatasetsGiveTheirT1Images() {
    make("ds/dataset_description.json");
    for (const char* name :
         {"sub-01/anat/sub-01_T1w.nii.gz", "sub-01/anat/sub-01_T2w.nii.gz", "sub-01/anat/sub-01_FLAIR.nii.gz",
          "sub-01/anat/sub-01_T1w.json", "sub-01/anat/sub-01_T1w.mgz", "sub-02/ses-1/anat/sub-02_ses-1_run-1_T1w.nii",
          "sub-02/ses-1/func/sub-02_ses-1_task-rest_bold.nii.gz", "sub-02/ses-1/func/sub-02_ses-1_task-nback_bold.nii",
          "sub-03/anat/sub-03_inv-1_MP2RAGE.nii.gz", "derivatives/x/sub-01/anat/sub-01_T1w.nii.gz",
          "sourcedata/sub-01/anat/sub-01_T1w.nii.gz", "code/test_T1w.nii", "stimuli/a_T1w.nii", "atlas.nii",
          "sub-04/anat/T1w.nii", "sub-04/anat/sub-04_desc-preproc_T1w_mask.nii"}) {
        make(std::string("ds/") + name);
    }
    const Inputs inputs = collect({root() / "ds"}, "ds/derivatives/tessera");
    QCOMPARE(namesOf(inputs), (QStringList{"sub-01/anat/sub-01_T1w", "sub-02/ses-1/anat/sub-02_ses-1_run-1_T1w"}));
    QVERIFY(inputs.problems.empty());
    QCOMPARE(inputs.notes,
             std::vector<std::string>{(root() / "ds").string() +
                                      ": of this BIDS dataset only the T1w images are used, not 1 FLAIR, 1 MP2RAGE, 2 "
                                      "T1w, 1 T2w, 1 atlas, 2 bold, 1 mask."});
}

void TestInputs::datasetsDeeperInAFolder() {
    make("all/x/other.nii");
    make("all/x/ds/dataset_description.json");
    make("all/x/ds/sub-01/anat/sub-01_T1w.nii");
    make("all/x/ds/sub-01/anat/sub-01_T2w.nii");
    make("all/y/dataset_description.json");
    make("all/y/sub-01/anat/sub-01_T1w.nii");
    make("all/y/sub-02/anat/sub-02_PDw.nii");
    const Inputs inputs = collect({root() / "all"});
    QCOMPARE(namesOf(inputs), (QStringList{"x/ds/sub-01/anat/sub-01_T1w", "x/other", "y/sub-01/anat/sub-01_T1w"}));
    QCOMPARE(inputs.notes.size(), std::size_t{2});
}

void TestInputs::derivedDatasetsGiveNothing() {
    const fs::path description = make("all/fmriprep/dataset_description.json");
    std::ofstream(description) << R"({"Name": "x", "DatasetType": "derivative"})";
    make("all/fmriprep/sub-01/anat/sub-01_desc-preproc_T1w.nii.gz");
    make("all/a.nii");
    for (const char* damaged : {"[]", "{\"DatasetType\": 3}", "{", ""}) {
        std::ofstream(make("all/odd/dataset_description.json")) << damaged;
        make("all/odd/sub-01_T1w.nii");
        QCOMPARE(namesOf(collect({root() / "all"})), (QStringList{"a", "odd/sub-01_T1w"}));
    }
    // named by a person it is wanted
    QCOMPARE(namesOf(collect({root() / "all/fmriprep"})), QStringList{"sub-01/anat/sub-01_desc-preproc_T1w"});
}

void TestInputs::datasetWithoutT1() {
    make("ds/dataset_description.json");
    make("ds/sub-01/anat/sub-01_T2w.nii");
    const Inputs inputs = collect({root() / "ds"});
    QVERIFY(inputs.scans.empty());
    QCOMPARE(inputs.problems.size(), std::size_t{1});
    QCOMPARE(errorName(inputs.problems[0].error.code()), std::string("NoInputs"));
    QCOMPARE(inputs.notes.size(), std::size_t{1});
}

void TestInputs::dataFilesCountWithTheirHeader() {
    std::ofstream(make("study/a.mhd"))
        << "ObjectType = Image\nNDims = 3\nDimSize = 2 2 2\nElementSpacing = 1 1 1\nElementType = MET_UCHAR\n"
           "ElementDataFile = voxels.nii\n";
    make("study/voxels.nii"); // by its name an image
    std::ofstream(make("study/b.nhdr"))
        << "NRRD0004\ntype: uint8\ndimension: 3\nsizes: 2 2 2\nspacings: 1 1 1\nencoding: raw\n"
           "data file: b.raw\n";
    make("study/b.raw");
    make("study/c.hdr");
    make("study/c.img");
    make("study/broken.mhd");
    const Inputs inputs = collect({root() / "study"});
    QCOMPARE(namesOf(inputs), (QStringList{"a", "b", "broken", "c"}));
    QCOMPARE(filesOf(inputs.scans[0]), (std::vector<fs::path>{root() / "study/a.mhd", root() / "study/voxels.nii"}));
    QCOMPARE(inputs.notes.size(), std::size_t{1}); // whoever has an image of that name is told
    QVERIFY(inputs.notes[0].starts_with((root() / "study/voxels.nii").string() + ": left out"));
}

void TestInputs::everyFormatIsTaken() {
    for (const char* name : {"a.nii", "b.nii.gz", "c.nrrd", "d.mha", "e.mgz", "f.mgh", "G.NRRD", "h.hdr"}) {
        make(std::string("study/") + name);
    }
    QCOMPARE(namesOf(collect({root() / "study"})), (QStringList{"G", "a", "b", "c", "d", "e", "f", "h"}));
}

void TestInputs::linksThatLoop() {
    make("study/sub/a.nii");
    fs::create_directory_symlink(root() / "study", root() / "study/sub/up");
    fs::create_symlink("two", root() / "study/one");
    fs::create_symlink("one", root() / "study/two");
    fs::create_symlink("self.nii", root() / "study/self.nii");
    fs::create_directory_symlink(root() / "study", root() / "link");
    QCOMPARE(namesOf(collect({root() / "study"})), QStringList{"sub/a"});
    QCOMPARE(namesOf(collect({root() / "link"})), QStringList{"sub/a"}); // named by a person it is followed
    const Inputs loop = collect({root() / "study/one", root() / "study/self.nii"});
    QCOMPARE(loop.problems.size(), std::size_t{2});
    for (const Inputs::Problem& problem : loop.problems) {
        QCOMPARE(errorName(problem.error.code()), std::string("FileUnreadable"));
    }
}

void TestInputs::foldersThatCannotBeListed() {
    make("study/a.nii");
    make("study/closed/b.nii");
    fs::permissions(root() / "study/closed", fs::perms::none);
    std::error_code code;
    fs::directory_iterator(root() / "study/closed", code);
    const Inputs inputs = collect({root() / "study"});
    fs::permissions(root() / "study/closed", fs::perms::owner_all);
    if (!code) {
        QSKIP("this user may list every folder");
    }
    QCOMPARE(namesOf(inputs), QStringList{"a"});
    QCOMPARE(inputs.problems.size(), std::size_t{1});
    QVERIFY(inputs.problems[0].file == root() / "study/closed");
}

void TestInputs::namesOfAllKinds() {
    QStringList names;
    for (const char* name :
         {"two words",
          "Gr\xc3\xb6\xc3\x9f"
          "e \xe8\x84\xb3",
          "\"q\" 'x'", "$HOME `ls`", "two\nlines", "-o", "a*?[b]", "caf\xe9"}) { // the last isn't UTF-8
        make(std::string("study/") + name + "/" + name + ".mgz");
        names.append(QString::fromStdString(std::string(name) + "/" + name));
    }
    names.sort();
    QStringList found = namesOf(collect({root() / "study"}));
    found.sort();
    QCOMPARE(found, names);
}

void TestInputs::listingIsSaidAndCanBeCancelled() {
    for (int i = 0; i < 500; ++i) {
        make("study/" + std::to_string(i) + ".txt");
    }
    make("study/a.nii");
    std::vector<double> fractions;
    const auto token = std::make_shared<CancelToken>();
    Progress progress([&](double fraction, std::string_view) { fractions.push_back(fraction); }, token);
    (void)collectInputs(std::vector{root() / "study"}, root() / "out", {}, progress);
    QVERIFY(!fractions.empty() && std::is_sorted(fractions.begin(), fractions.end()));
    token->cancel();
    Progress cancelled({}, token);
    EXPECT_ERROR(collectInputs(std::vector{root() / "study"}, root() / "out", {}, cancelled), ErrorCode::Cancelled, "");
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
    checkRefused({make("one/a.nii"), make("two/a.nii.gz")}, "out", ErrorCode::InputCollision, "two/a.nii.gz");
    checkRefused({make("one/a.hdr"), make("one/a.nii")}, "out", ErrorCode::InputCollision, "a_dseg.nii.gz");
    make("three/sub/b.nii");
    make("four/sub/b.nii");
    checkRefused({root() / "three", root() / "four"}, "out", ErrorCode::InputCollision, "sub/b");
}

/// One clash of names is no reason to leave out the rest of a batch.
void TestInputs::theOthersGoOnAfterACollision() {
    const Inputs inputs = collect({make("one/a.nii"), make("one/a.mgz"), make("one/b.nii"), make("two/a.nii")});
    QCOMPARE(namesOf(inputs), (QStringList{"a", "b"}));
    QCOMPARE(inputs.scans.front().file, root() / "one/a.nii");
    QCOMPARE(inputs.problems.size(), std::size_t{2});
    QCOMPARE(inputs.problems[0].file, root() / "one/a.mgz");
    QCOMPARE(inputs.problems[1].file, root() / "two/a.nii");
    for (const Inputs::Problem& problem : inputs.problems) {
        QVERIFY(problem.error.code() == ErrorCode::InputCollision);
        QCOMPARE(problem.error.arguments().front(), (root() / "one/a.nii").string());
    }
}

void TestInputs::outputOverInputIsRefused() {
    const fs::path scan = make("a.nii");
    const fs::path strange = make("a_dseg.nii.gz"); // given by name, though it would be an output of a.nii
    checkRefused({scan, strange}, ".", ErrorCode::OutputIsInput, "a_dseg.nii.gz");
    fs::create_directory_symlink(root(), root() / "link");
    checkRefused({scan, strange}, "link", ErrorCode::OutputIsInput, "a_dseg.nii.gz");
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
