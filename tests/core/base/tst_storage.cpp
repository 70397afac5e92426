#include "core/base/os/file.h"
#include "core/base/os/process.h"
#include "core/base/os/storage.h"
#include "tests/support/expect_error.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fcntl.h>
#include <sys/stat.h>

#include <filesystem>
#include <set>

using namespace tessera;
using namespace tessera::os;
namespace fs = std::filesystem;

class TestStorage : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path path(const char* name) const { return m_folder->filePath(name).toStdString(); }
    static int modeOf(const fs::path& path) { return static_cast<int>(fs::status(path).permissions()) & 07777; }

  private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void stateFolderIsTheUsers();
    void privateFolders();
    void networkFileSystems_data();
    void networkFileSystems();
    void localDisk();
    void stampsTellAChange();
    void whatHasNoStamp();
    void flushes();
    void tokensDiffer();
};

void TestStorage::stateFolderIsTheUsers() {
    const QByteArray state = qgetenv("XDG_STATE_HOME");
    const QByteArray home = qgetenv("HOME");
    qputenv("XDG_STATE_HOME", "/somewhere/state");
    QCOMPARE(stateFolder(), fs::path("/somewhere/state/tessera"));
    qputenv("XDG_STATE_HOME", "relative"); // the specification: to be ignored
    qputenv("HOME", "/home/someone");
    QCOMPARE(stateFolder(), fs::path("/home/someone/.local/state/tessera"));
    state.isNull() ? qunsetenv("XDG_STATE_HOME") : qputenv("XDG_STATE_HOME", state);
    qputenv("HOME", home);
}

void TestStorage::privateFolders() {
    QVERIFY(makePrivateFolder(path("a") / "b"));
    QCOMPARE(modeOf(path("a") / "b"), 0700);
    fs::permissions(path("a") / "b", fs::perms(0755));
    QVERIFY(!makePrivateFolder(path("a") / "b"));
    QCOMPARE(modeOf(path("a") / "b"), 0700);
    writeFileAtomically(path("file"), "text");
    EXPECT_ERROR(makePrivateFolder(path("file")), ErrorCode::WriteFailed, "not a folder");
    EXPECT_ERROR(makePrivateFolder(path("file") / "below"), ErrorCode::WriteFailed, "below");
}

void TestStorage::networkFileSystems_data() {
    QTest::addColumn<quint64>("magic");
    QTest::addColumn<QString>("mountedAs");
    QTest::addColumn<QString>("name");
    QTest::newRow("nfs") << quint64{0x6969} << "nfs4"
                         << "nfs";
    QTest::newRow("cifs") << quint64{0xFF534D42} << "cifs"
                          << "cifs";
    QTest::newRow("signed") << quint64{0xFFFFFFFFFF534D42} << "cifs"
                            << "cifs"; // as a 64-bit statfs may give it
    QTest::newRow("smb2") << quint64{0xFE534D42} << "cifs"
                          << "smb2";
    QTest::newRow("lustre") << quint64{0x0BD00BD0} << "lustre"
                            << "lustre";
    QTest::newRow("gpfs") << quint64{0x47504653} << "gpfs"
                          << "gpfs";
    QTest::newRow("ceph") << quint64{0x00C36400} << "ceph"
                          << "ceph";
    QTest::newRow("9p") << quint64{0x01021997} << "9p"
                        << "9p";
    QTest::newRow("beegfs") << quint64{0x19830326} << "beegfs"
                            << "beegfs";
    QTest::newRow("sshfs") << quint64{0x65735546} << "fuse.sshfs"
                           << "fuse.sshfs";
    QTest::newRow("virtiofs") << quint64{0x65735546} << "virtiofs"
                              << "virtiofs";
    QTest::newRow("local fuse") << quint64{0x65735546} << "fuseblk"
                                << "";
    QTest::newRow("ext4") << quint64{0xEF53} << "ext4"
                          << "";
    QTest::newRow("xfs") << quint64{0x58465342} << "xfs"
                         << "";
    QTest::newRow("btrfs") << quint64{0x9123683E} << "btrfs"
                           << "";
    QTest::newRow("tmpfs") << quint64{0x01021994} << "tmpfs"
                           << "";
    QTest::newRow("overlay") << quint64{0x794C7630} << "overlay"
                             << "";
}

void TestStorage::networkFileSystems() {
    QFETCH(quint64, magic);
    QFETCH(QString, mountedAs);
    QTEST(QString::fromStdString(networkFileSystem(magic, mountedAs.toStdString())), "name");
}

void TestStorage::localDisk() {
    QCOMPARE(networkFileSystemOf("/proc"), std::string());
    EXPECT_ERROR(networkFileSystemOf(path("none")), ErrorCode::FileUnreadable, "none");
}

void TestStorage::stampsTellAChange() {
    writeFileAtomically(path("a"), "text");
    const FileStamp first = stampOf(path("a"));
    QCOMPARE(first.bytes, std::uint64_t{4});
    QVERIFY(first == stampOf(path("a")));
    const timespec times[2]{{1'700'000'000, 0}, {1'700'000'000, 123'456'789}};
    QCOMPARE(::utimensat(AT_FDCWD, path("a").c_str(), times, 0), 0);
    QCOMPARE(stampOf(path("a")).modified, std::int64_t{1'700'000'000'123'456'789});
}

void TestStorage::whatHasNoStamp() {
    EXPECT_ERROR(stampOf(path("none")), ErrorCode::FileMissing, "none");
    EXPECT_ERROR(stampOf(path(".")), ErrorCode::FileUnreadable, "not a regular file");
    QCOMPARE(::mkfifo(path("pipe").c_str(), 0600), 0);
    EXPECT_ERROR(stampOf(path("pipe")), ErrorCode::FileUnreadable, "not a regular file");
}

void TestStorage::flushes() {
    flushFileSystem(path("."));
    flushFolder(path("."));
    EXPECT_ERROR(flushFolder(path("none")), ErrorCode::WriteFailed, "none");
    EXPECT_ERROR(flushFileSystem(path("none")), ErrorCode::WriteFailed, "none");
}

void TestStorage::tokensDiffer() {
    std::set<std::string> tokens;
    for (int i = 0; i < 100; ++i) {
        const std::string token = randomToken();
        QCOMPARE(token.size(), std::size_t{32});
        QVERIFY(token.find_first_not_of("0123456789abcdef") == std::string::npos);
        tokens.insert(token);
    }
    QCOMPARE(tokens.size(), std::size_t{100});
}

QTEST_APPLESS_MAIN(TestStorage)
#include "tst_storage.moc"
