#include "core/base/os/file.h"
#include "tests/support/cli_process.h"
#include "tests/support/expect_error.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

using namespace tessera;
using namespace tessera::os;
namespace fs = std::filesystem;

class TestFile : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<QTemporaryDir> m_folder;

    fs::path path(const char* name) const { return m_folder->filePath(name).toStdString(); }
    QStringList names() const { return test::namesBelow(m_folder->path().toStdString()); }
    static std::vector<std::unique_ptr<AtomicFile>> filesFor(const std::vector<fs::path>& targets) {
        std::vector<std::unique_ptr<AtomicFile>> out;
        for (const fs::path& target : targets) {
            out.push_back(std::make_unique<AtomicFile>(target));
            out.back()->write("new");
        }
        return out;
    }

  private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void nothingIsVisibleBeforeCommit();
    void replacesOnlyAtCommit();
    void withoutCommitNothingStays();
    void linkIsReplacedAndItsTargetLeftAlone();
    void leavingsOfAKilledProcessDoNotDisturb();
    void unwritablePlaces();
    void fullDisk();
    void allOfThemOrNone();
    void allOfThemFlushFirst();
    void leavingInAHurry();
    void readingBounds();
    void namedPipeIsNoFile();
    void folders();
    void sameFileThroughLinks();
};

void TestFile::nothingIsVisibleBeforeCommit() {
    AtomicFile file(path("a.nii.gz"));
    file.write("text");
    QVERIFY(!fs::exists(path("a.nii.gz")));
    QCOMPARE(names().size(), 1); // the temporary file, hidden
    QVERIFY2(names()[0].startsWith(".tessera-") && names()[0].endsWith(".tmp.nii.gz"), qPrintable(names()[0]));
    QCOMPARE(readFile(file.temporary()), std::string("text")); // may be looked at
    file.commit();
    QCOMPARE(names(), QStringList{"a.nii.gz"});
    QCOMPARE(readFile(path("a.nii.gz")), std::string("text"));
}

void TestFile::replacesOnlyAtCommit() {
    writeFileAtomically(path("a.txt"), "old");
    AtomicFile file(path("a.txt"));
    file.write("ne");
    file.write("w");
    QCOMPARE(readFile(path("a.txt")), std::string("old"));
    std::ifstream reader(path("a.txt")); // whoever has the old file open keeps it
    file.commit();
    QCOMPARE(std::string(std::istreambuf_iterator<char>(reader), {}), std::string("old"));
    QCOMPARE(readFile(path("a.txt")), std::string("new"));
}

void TestFile::withoutCommitNothingStays() {
    {
        AtomicFile file(path("a.txt"));
        file.write("text");
    }
    QVERIFY(names().isEmpty());
}

void TestFile::linkIsReplacedAndItsTargetLeftAlone() {
    writeFileAtomically(path("target.txt"), "target");
    fs::create_symlink(path("target.txt"), path("link.txt"));
    writeFileAtomically(path("link.txt"), "new");
    QCOMPARE(readFile(path("target.txt")), std::string("target"));
    QCOMPARE(readFile(path("link.txt")), std::string("new"));
    QVERIFY(!fs::is_symlink(path("link.txt")));
}

/// In a container every run may have the same process number, so that a killed run's temporary files get in the way.
void TestFile::leavingsOfAKilledProcessDoNotDisturb() {
    const AtomicFile probe(path("probe.txt"));
    const QString mine = names()[0];
    const int number = mine.section('-', 2).section('.', 0, 0).toInt();
    const QString stem = mine.section('-', 0, 1);
    for (int i = number + 1; i < number + 4; ++i) {
        std::ofstream(path(qPrintable(QString("%1-%2.tmp.txt").arg(stem).arg(i)))) << "half a file";
    }
    writeFileAtomically(path("a.txt"), "text");
    QCOMPARE(readFile(path("a.txt")), std::string("text"));
}

void TestFile::unwritablePlaces() {
    writeFileAtomically(path("file"), "text");
    EXPECT_ERROR(AtomicFile(path("file") / "below.txt"), ErrorCode::WriteFailed, "below.txt");
    EXPECT_ERROR(AtomicFile(path("nowhere") / "a.txt"), ErrorCode::WriteFailed, "a.txt");
    fs::create_directory(path("folder.txt"));
    EXPECT_ERROR(writeFileAtomically(path("folder.txt"), "text"), ErrorCode::WriteFailed, "folder.txt");
    QCOMPARE(names(), QStringList{"file"}); // and nothing temporary
}

void TestFile::fullDisk() {
    // Where a real full disk can't be made, the device that is always full gives the same error.
    if (!fs::exists("/dev/full")) {
        QSKIP("this machine has no /dev/full");
    }
    AtomicFile file(path("a.txt"));
    // the temporary file's descriptor is the newest of this process: put the full device in its place
    const int device = ::open("/dev/full", O_WRONLY);
    const int descriptor = device - 1;
    QVERIFY(::dup2(device, descriptor) == descriptor);
    ::close(device);
    EXPECT_ERROR(file.write("text"), ErrorCode::DiskFull, "a.txt");
}

void TestFile::allOfThemOrNone() {
    writeFileAtomically(path("kept.txt"), "old");
    fs::create_directory(path("folder"));
    {
        const auto files = filesFor({path("a.txt"), path("b.txt"), path("folder"), path("kept.txt")});
        EXPECT_ERROR(commitAll(files), ErrorCode::WriteFailed, "folder");
    }
    QCOMPARE(names(), QStringList{"kept.txt"});
    QCOMPARE(readFile(path("kept.txt")), std::string("old"));
}

void TestFile::allOfThemFlushFirst() {
    const auto files = filesFor({path("a.txt"), path("b.txt")});
    commitAll(files);
    QCOMPARE(names(), (QStringList{"a.txt", "b.txt"}));
    QCOMPARE(readFile(path("b.txt")), std::string("new"));
}

/// In a child, because it is the last that a process does.
void TestFile::leavingInAHurry() {
    const pid_t child = ::fork();
    if (child == 0) {
        const auto files = filesFor({path("a.txt"), path("b.txt")});
        abandonTemporaryFiles();
        const bool gone = fs::is_empty(m_folder->path().toStdString());
        bool refused = false;
        try {
            commitAll(files);
        } catch (const Error& error) {
            refused = error.code() == ErrorCode::Cancelled;
        }
        ::_exit(gone && refused ? 0 : 1);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QCOMPARE(status, 0);
    QVERIFY(names().isEmpty());
}

void TestFile::readingBounds() {
    writeFileAtomically(path("a.txt"), "0123456789");
    QCOMPARE(readFile(path("a.txt"), 10), std::string("0123456789"));
    EXPECT_ERROR(readFile(path("a.txt"), 9), ErrorCode::FileUnreadable, "larger than 9 bytes");
    EXPECT_ERROR(readFile(path("none.txt")), ErrorCode::FileMissing, "none.txt");
    EXPECT_ERROR(readFile(path("a.txt") / "b"), ErrorCode::FileMissing, "a.txt/b");
}

/// A pipe nobody writes to would hold a reader for ever.
void TestFile::namedPipeIsNoFile() {
    QCOMPARE(::mkfifo(path("pipe.nii").c_str(), 0600), 0);
    EXPECT_ERROR(readFile(path("pipe.nii")), ErrorCode::FileUnreadable, "not a regular file");
}

void TestFile::folders() {
    makeFolder(path("a") / "b" / "c");
    makeFolder(path("a") / "b" / "c");
    QVERIFY(fs::is_directory(path("a") / "b" / "c"));
    writeFileAtomically(path("file"), "text");
    EXPECT_ERROR(makeFolder(path("file")), ErrorCode::WriteFailed, "file");
    EXPECT_ERROR(makeFolder(path("file") / "below"), ErrorCode::WriteFailed, "below");
}

void TestFile::sameFileThroughLinks() {
    writeFileAtomically(path("a.txt"), "text");
    writeFileAtomically(path("b.txt"), "text");
    fs::create_symlink(path("a.txt"), path("soft"));
    fs::create_hard_link(path("a.txt"), path("hard"));
    QVERIFY(sameFile(path("a.txt"), path("soft")));
    QVERIFY(sameFile(path("a.txt"), path("hard")));
    QVERIFY(sameFile(path("a.txt"), path(".") / "a.txt"));
    QVERIFY(!sameFile(path("a.txt"), path("b.txt")));
    QVERIFY(!sameFile(path("none"), path("none")));
}

QTEST_APPLESS_MAIN(TestFile)
#include "tst_file.moc"
