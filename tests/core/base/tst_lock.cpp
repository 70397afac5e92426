#include "core/base/os/lock.h"
#include "tests/support/expect_error.h"

#include <QTemporaryDir>
#include <QtTest>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

using namespace tessera;
using os::FileLock;
namespace fs = std::filesystem;

class TestLock : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path path(const char* name) const { return m_folder->filePath(name).toStdString(); }

  private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void oneAtATime();
    void sharedKeepsExclusiveOut();
    void waitsForTheOther();
    void goesWithAKilledProcess();
    void fileThatIsGone();
    void missingFiles();
};

void TestLock::oneAtATime() {
    FileLock first(path("lock"));
    QVERIFY(first.tryExclusive());
    {
        FileLock second(path("lock"));
        QVERIFY(!second.tryExclusive());
    }
    QVERIFY(first.tryExclusive()); // once more is no harm, and the other's end took nothing away
    FileLock third(path("lock"));
    QVERIFY(!third.tryExclusive());
}

void TestLock::sharedKeepsExclusiveOut() {
    FileLock first(path("lock"));
    FileLock second(path("lock"));
    first.shared();
    second.shared();
    FileLock third(path("lock"));
    QVERIFY(!third.tryExclusive());
}

void TestLock::waitsForTheOther() {
    auto first = std::make_unique<FileLock>(path("lock"));
    first->exclusive();
    std::atomic<bool> released{false};
    std::thread thread([&] {
        FileLock second(path("lock"));
        second.exclusive();
        QVERIFY(released);
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    released = true;
    first.reset();
    thread.join();
}

void TestLock::goesWithAKilledProcess() {
    int ready[2];
    QCOMPARE(::pipe(ready), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        FileLock lock(path("lock"));
        const char answer = lock.tryExclusive() ? 'y' : 'n';
        (void)!::write(ready[1], &answer, 1);
        for (;;) {
            ::pause();
        }
    }
    char answer = 0;
    QCOMPARE(::read(ready[0], &answer, 1), ssize_t{1});
    QCOMPARE(answer, 'y');
    FileLock lock(path("lock"));
    QVERIFY(!lock.tryExclusive());
    ::kill(child, SIGKILL);
    QCOMPARE(::waitpid(child, nullptr, 0), child);
    QVERIFY(lock.tryExclusive());
    ::close(ready[0]);
    ::close(ready[1]);
}

void TestLock::fileThatIsGone() {
    FileLock lock(path("lock"));
    QVERIFY(lock.tryExclusive());
    QVERIFY(lock.isStillThere());
    fs::remove(path("lock"));
    QVERIFY(!lock.isStillThere());
    FileLock other(path("lock")); // another file of that name
    QVERIFY(other.tryExclusive());
    QVERIFY(!lock.isStillThere());
    QVERIFY(other.isStillThere());
}

void TestLock::missingFiles() {
    EXPECT_ERROR(FileLock(path("none"), FileLock::Missing::Refuse), ErrorCode::FileMissing, "none");
    QVERIFY(!fs::exists(path("none")));
    EXPECT_ERROR(FileLock(path(".")), ErrorCode::WriteFailed, "directory");
    fs::create_symlink(path("elsewhere"), path("link"));
    EXPECT_ERROR(FileLock(path("link")), ErrorCode::WriteFailed, "link");
    QVERIFY(!fs::exists(path("elsewhere")));
}

QTEST_APPLESS_MAIN(TestLock)
#include "tst_lock.moc"
