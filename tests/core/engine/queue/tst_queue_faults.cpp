#include "tests/core/engine/queue/queue_fixture.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QtTest>

#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <functional>

using namespace tessera;
using namespace tessera::queue;
using namespace tessera::queue::test;
namespace fs = std::filesystem;
using Damage = std::function<void(const fs::path&)>;
Q_DECLARE_METATYPE(Damage)

namespace {

/// A small file system of its own, while it lives; only root may have one.
class SmallDisk {
  public:
    explicit SmallDisk(const fs::path& point) : m_point(point.string().c_str()) {
        fs::create_directory(point);
        m_mounted = QProcess::execute("mount", {"-t", "tmpfs", "-o", "size=4m", "tmpfs", m_point}) == 0;
    }
    ~SmallDisk() {
        if (m_mounted) {
            QProcess::execute("umount", {m_point});
        }
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    [[nodiscard]] bool isMounted() const { return m_mounted; }
    [[nodiscard]] bool makeReadOnly() const { return QProcess::execute("mount", {"-o", "remount,ro", m_point}) == 0; }

  private:
    QString m_point;
    bool m_mounted = false;
};

const Remarks kRemarks{{"thick slices", "\xff"}, "unverified"};

int modeOf(const fs::path& path) {
    return static_cast<int>(fs::status(path).permissions()) & 07777;
}

void runSql(const fs::path& journal, const char* sql) {
    sqlite3* connection = nullptr;
    QCOMPARE(sqlite3_open(journal.c_str(), &connection), SQLITE_OK);
    QCOMPARE(sqlite3_exec(connection, sql, nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(connection);
}

} // namespace

/// Disks that are full, read-only or far away; journals that are damaged, newer or somebody else's.
class TestQueueFaults : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<Fixture> m_fixture;

    /// Jobs in several states, with work; then closed.
    void fill() const;
    void checkFilled(Queue& queue, const Remarks& remarks = kRemarks) const;

  private slots:
    void init() { m_fixture = std::make_unique<Fixture>(); }
    void onlyItsOwnerMayEnter();
    void otherFoldersAreRefused();
    void networkFileSystemIsRefused();
    void damagedJournalIsRebuilt_data();
    void damagedJournalIsRebuilt();
    void damagedJournalInUse();
    void damagedJobFile();
    void lostJobsAreAdopted();
    void newerSchemaIsRefused();
    void anEarlierSchemaIsUpdated();
    void unfinishedEnqueueIsUndone();
    void fullDisk();
    void limitedFileSize();
    void readOnlyDisk();
    void unreadableJournal();
};

void TestQueueFaults::fill() const {
    const auto queue = m_fixture->open();
    queue->enqueue(m_fixture->newJobs(200)); // several pages of the journal
    runNext(*queue, JobState::Done);
    runNext(*queue, JobState::NeedsReview, {{"Edge", {"1"}}}, kRemarks);
    queue->pause({3});
    queue->cancel({4});
    queue->move({6}, 5);
    queue->prioritise({7}, 2);
    const Claim claim = queue->claim().value().claim;
    QCOMPARE(claim.job, JobId{7});
    queue->storePrepared(claim, examplePrepared());
    queue->commitTile(7, 0, "key", bytesOf("labels"));
}

void TestQueueFaults::checkFilled(Queue& queue, const Remarks& remarks) const {
    QVERIFY(queue.job(1).state == JobState::Done);
    QVERIFY(queue.job(2).state == JobState::NeedsReview);
    QVERIFY(queue.job(2).reasons == (std::vector<Reason>{{"Edge", {"1"}}}));
    QVERIFY(queue.job(2).remarks == remarks);
    QVERIFY(queue.job(3).state == JobState::Paused);
    QVERIFY(queue.job(4).state == JobState::Cancelled);
    QVERIFY(queue.job(7).state == JobState::Queued); // its program is gone
    QVERIFY(queue.prepared(7) == examplePrepared());
    QVERIFY(queue.findTile(7, 0, "key") == bytesOf("labels"));
    QCOMPARE(queue.claim().value().claim.job, JobId{7});
    QCOMPARE(queue.claim().value().claim.job, JobId{6});
    const Claim next = queue.claim().value().claim;
    QCOMPARE(next.job, JobId{5});
    QCOMPARE(queue.job(5).files.at(0).path, m_fixture->image());
    QCOMPARE(queue.enqueue(m_fixture->newJobs(1)), std::vector<JobId>{201});
}

void TestQueueFaults::onlyItsOwnerMayEnter() {
    const mode_t mask = ::umask(0);
    fill();
    ::umask(mask);
    QCOMPARE(modeOf(m_fixture->folder()), 0700);
    QCOMPARE(modeOf(m_fixture->folder() / "jobs"), 0700);
    QCOMPARE(modeOf(m_fixture->folder() / "runners"), 0700);
    QCOMPARE(modeOf(m_fixture->folder() / "jobs" / "000123"), 0700);
    QCOMPARE(modeOf(m_fixture->journal()), 0600);
    fs::permissions(m_fixture->folder(), fs::perms(0755));
    (void)m_fixture->open();
    QCOMPARE(modeOf(m_fixture->folder()), 0700);
}

void TestQueueFaults::otherFoldersAreRefused() {
    fs::create_directory(m_fixture->folder());
    fs::permissions(m_fixture->folder(), fs::perms(0755));
    os::writeFileAtomically(m_fixture->folder() / "thesis.tex", "text");
    EXPECT_ERROR(openQueue(m_fixture->folder()), ErrorCode::QueueNotEmpty, "no queue");
    QCOMPARE(modeOf(m_fixture->folder()), 0755);
    EXPECT_ERROR(openQueue(m_fixture->image()), ErrorCode::WriteFailed, "not a folder");
    EXPECT_ERROR(openQueue(m_fixture->image() / "below"), ErrorCode::WriteFailed, "below");
    fs::remove(m_fixture->folder() / "thesis.tex");
    (void)m_fixture->open(); // an empty folder will do
}

/// A real one can't be had here; `tst_storage` has the table of them. The sentence is what a person gets.
void TestQueueFaults::networkFileSystemIsRefused() {
    const Error refusal(ErrorCode::QueueOnNetwork, {"/home/somebody/queue", "nfs"});
    QVERIFY(std::string(refusal.what()).find("network file system (nfs)") != std::string::npos);
    fs::path there;
    std::ifstream mounts("/proc/self/mounts");
    for (std::string device, point, type, rest; mounts >> device >> point >> type && std::getline(mounts, rest);) {
        if (type == "9p" || type == "nfs4" || type == "nfs" || type == "cifs" || type == "virtiofs") {
            there = point;
        }
    }
    if (there.empty()) {
        QSKIP("no network file system is mounted on this machine");
    }
    EXPECT_ERROR(openQueue(there / "tessera-queue" / "below"), ErrorCode::QueueOnNetwork, "network file system");
    QVERIFY(!fs::exists(there / "tessera-queue"));
}

void TestQueueFaults::damagedJournalIsRebuilt_data() {
    QTest::addColumn<Damage>("damage");
    QTest::addColumn<bool>("isKeptAside");
    QTest::newRow("header") << Damage([](const fs::path& file) {
        std::fstream(file, std::ios::in | std::ios::out | std::ios::binary) << "garbage";
    }) << true;
    QTest::newRow("random bytes in every page") << Damage([](const fs::path& file) {
        std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
        for (std::uintmax_t page = 0; page < fs::file_size(file) / 4096; ++page) {
            stream.seekp(static_cast<std::streamoff>(page * 4096 + (page == 0 ? 100 : 0)));
            for (int i = 0; i < 12; ++i) { // the head of a b-tree page
                stream.put(static_cast<char>(QRandomGenerator::global()->bounded(14, 256)));
            }
        }
    }) << true;
    QTest::newRow("truncated") << Damage([](const fs::path& file) {
        fs::resize_file(file, fs::file_size(file) / 2 / 4096 * 4096);
    }) << true;
    QTest::newRow("cut inside a page") << Damage([](const fs::path& file) { fs::resize_file(file, 1000); }) << true;
    QTest::newRow("zero length") << Damage([](const fs::path& file) { fs::resize_file(file, 0); }) << false;
    QTest::newRow("gone") << Damage([](const fs::path& file) { fs::remove(file); }) << false;
    QTest::newRow("garbage") << Damage([](const fs::path& file) {
        std::ofstream(file, std::ios::binary) << std::string(50'000, 'g');
    }) << true;
    QTest::newRow("another database") << Damage([](const fs::path& file) {
        fs::remove(file);
        runSql(file, "CREATE TABLE recipes(name TEXT)");
    }) << true;
    QTest::newRow("a table is missing") << Damage([](const fs::path& file) { runSql(file, "DROP TABLE tiles"); })
                                        << true;
    QTest::newRow("an index disagrees") << Damage([](const fs::path& file) {
        runSql(file, "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET rootpage=(SELECT rootpage FROM sqlite_schema "
                     "WHERE name='jobs_by_state') WHERE name='jobs_by_turn'");
    }) << true;
    QTest::newRow("an impossible state") << Damage([](const fs::path& file) {
        runSql(file, "PRAGMA ignore_check_constraints=ON; UPDATE jobs SET state=99 WHERE id=9");
    }) << true;
    QTest::newRow("with a log beside it") << Damage([](const fs::path& file) {
        std::ofstream(file, std::ios::binary) << std::string(50'000, 'g');
        std::ofstream(file.string() + "-wal", std::ios::binary) << std::string(5'000, 'w');
        std::ofstream(file.string() + "-shm", std::ios::binary) << std::string(5'000, 's');
    }) << true;
}

void TestQueueFaults::damagedJournalIsRebuilt() {
    QFETCH(Damage, damage);
    QFETCH(bool, isKeptAside);
    fill();
    damage(m_fixture->journal());
    auto opened = openQueue(m_fixture->folder());
    QCOMPARE(opened.report.adopted, std::size_t{200});
    QCOMPARE(!opened.report.keptAside.empty(), isKeptAside);
    if (isKeptAside) {
        QCOMPARE(opened.report.keptAside.filename().string(), std::string("queue.sqlite.damaged-1"));
        QVERIFY(fs::exists(opened.report.keptAside));
    }
    checkFilled(*opened.queue);
    opened.queue.reset();
    opened = openQueue(m_fixture->folder()); // and stays well
    QCOMPARE(opened.report.adopted, std::size_t{0});
    QVERIFY(opened.report.keptAside.empty());
    opened.queue.reset();
    if (isKeptAside) { // the second one gets its own name
        damage(m_fixture->journal());
        opened = openQueue(m_fixture->folder());
        QCOMPARE(opened.report.keptAside.filename().string(), std::string("queue.sqlite.damaged-2"));
    }
}

/// Who has it open alone may rebuild it; others are told.
void TestQueueFaults::damagedJournalInUse() {
    fill();
    const auto first = m_fixture->open();
    std::ofstream(m_fixture->journal(), std::ios::binary) << std::string(50'000, 'g');
    EXPECT_ERROR(openQueue(m_fixture->folder()), ErrorCode::QueueDamaged, "End every Tessera");
    QVERIFY(!fs::exists(m_fixture->journal().string() + ".damaged-1"));
}

void TestQueueFaults::damagedJobFile() {
    fill();
    std::ofstream(m_fixture->folder() / "jobs" / "000200" / "job.json") << "{\"tesseraJob\": 1, ";
    std::ofstream(m_fixture->folder() / "jobs" / "000199" / "job.json") << "{\"tesseraJob\": 99}";
    fs::resize_file(m_fixture->folder() / "jobs" / "000198" / "job.json", 0);
    fs::remove(m_fixture->folder() / "jobs" / "000197" / "job.json");
    fs::copy_file(m_fixture->folder() / "jobs" / "000195" / "job.json",
                  m_fixture->folder() / "jobs" / "000196" / "job.json", fs::copy_options::overwrite_existing);
    QVERIFY(m_fixture->open()->job(200).state == JobState::Queued); // the journal is sound: nobody needs them
    fs::remove(m_fixture->journal());
    for (int i = 0; i < 2; ++i) {
        const auto opened = openQueue(m_fixture->folder());
        QCOMPARE(opened.report.adopted, std::size_t(i == 0 ? 195 : 0));
        QCOMPARE(opened.report.unreadable.size(), std::size_t{5}); // said again each time, never removed
        QVERIFY(opened.report.unreadable[0].filename() == "000196");
    }
    QCOMPARE(m_fixture->open()->enqueue(m_fixture->newJobs(1)), std::vector<JobId>{201}); // their numbers are kept
}

/// As after a log that was lost with its last entries.
void TestQueueFaults::lostJobsAreAdopted() {
    fill();
    const fs::path copy = m_fixture->path("copy");
    fs::copy_file(m_fixture->journal(), copy);
    m_fixture->open()->enqueue(m_fixture->newJobs(3));
    fs::copy_file(copy, m_fixture->journal(), fs::copy_options::overwrite_existing);
    const auto opened = openQueue(m_fixture->folder());
    QVERIFY(opened.report.keptAside.empty());
    QCOMPARE(opened.report.adopted, std::size_t{3});
    QVERIFY(opened.queue->job(203).state == JobState::Queued);
    QCOMPARE(opened.queue->enqueue(m_fixture->newJobs(1)), std::vector<JobId>{204});
}

void TestQueueFaults::newerSchemaIsRefused() {
    fill();
    runSql(m_fixture->journal(), "PRAGMA user_version=3");
    const std::string before = os::readFile(m_fixture->journal());
    EXPECT_ERROR(openQueue(m_fixture->folder()), ErrorCode::QueueNewer, "(version 3, this program knows 2)");
    QVERIFY(os::readFile(m_fixture->journal()) == before);
    QVERIFY(!fs::exists(m_fixture->journal().string() + ".damaged-1"));
    runSql(m_fixture->journal(), "PRAGMA user_version=2");
    checkFilled(*m_fixture->open());
}

/// What Tessera 0.4 and earlier left is read, with all jobs, and keeps what is new from then on.
void TestQueueFaults::anEarlierSchemaIsUpdated() {
    fill();
    runSql(m_fixture->journal(), "ALTER TABLE jobs DROP COLUMN laterality; ALTER TABLE jobs DROP COLUMN notices; "
                                 "DROP TABLE choices; PRAGMA user_version=1");
    auto opened = openQueue(m_fixture->folder());
    QVERIFY(opened.report.keptAside.empty());
    QCOMPARE(opened.report.adopted, std::size_t{0});
    QVERIFY(!opened.queue->isOnHold());
    opened.queue->setOnHold(true);
    checkFilled(*opened.queue, {});
    opened.queue.reset();
    opened = openQueue(m_fixture->folder());
    QVERIFY(opened.report.keptAside.empty() && opened.queue->isOnHold());
}

void TestQueueFaults::unfinishedEnqueueIsUndone() {
    fill();
    const auto leave = [&] { // what a program that was killed while it enqueued jobs 199 to 203 leaves
        for (const char* name : {"000201", "000202"}) {
            fs::create_directory(m_fixture->folder() / "jobs" / name);
            fs::copy_file(m_fixture->folder() / "jobs" / "000200" / "job.json",
                          m_fixture->folder() / "jobs" / name / "job.json");
        }
        os::writeFileAtomically(m_fixture->folder() / "enqueueing", "199 5\n");
    };
    leave();
    auto opened = openQueue(m_fixture->folder());
    QCOMPARE(opened.report.adopted, std::size_t{0});
    QVERIFY(!fs::exists(m_fixture->folder() / "jobs" / "000201"));
    QVERIFY(!fs::exists(m_fixture->folder() / "enqueueing"));
    leave(); // also seen by one who has it open when he enqueues
    QCOMPARE(opened.queue->enqueue(m_fixture->newJobs(1)), std::vector<JobId>{201});
    QVERIFY(!fs::exists(m_fixture->folder() / "jobs" / "000202"));
    QVERIFY(opened.queue->job(200).state == JobState::Queued);
}

void TestQueueFaults::fullDisk() {
    const SmallDisk disk(m_fixture->path("disk"));
    if (!disk.isMounted()) {
        QSKIP("this user may not mount a small tmpfs (root may)");
    }
    auto queue = openQueue(m_fixture->path("disk") / "queue").queue;
    queue->enqueue(m_fixture->newJobs(3));
    const Claim claim = queue->claim().value().claim;
    queue->storePrepared(claim, examplePrepared());
    int tiles = 0;
    const std::vector<std::byte> labels(150'000, std::byte{3});
    EXPECT_ERROR(
        [&] {
            for (;; ++tiles) {
                queue->commitTile(1, tiles, "key", labels);
            }
        }(),
        ErrorCode::DiskFull, "Free some space");
    QVERIFY(tiles > 3);
    { // to the last byte
        std::ofstream rest(m_fixture->path("disk") / "rest", std::ios::binary);
        while (rest << 'r' << std::flush) {
        }
    }
    EXPECT_ERROR(queue->enqueue(m_fixture->newJobs(2000)), ErrorCode::DiskFull, "Free some space");
    EXPECT_ERROR(queue->storePrepared(claim, examplePrepared(std::string(1'000'000, 'v'))), ErrorCode::DiskFull,
                 "disk");
    const auto check = [&] {
        for (int tile = 0; tile < tiles; ++tile) {
            QVERIFY(queue->findTile(1, tile, "key") == labels);
        }
        QVERIFY(!queue->findTile(1, tiles, "key"));
        QVERIFY(queue->prepared(1) == examplePrepared());
        QCOMPARE(idsOf(*queue), (std::vector<JobId>{1, 2, 3}));
    };
    check();
    fs::remove(m_fixture->path("disk") / "rest"); // space returns
    check();
    fs::remove_all(m_fixture->path("disk") / "queue" / "jobs" / "000003");
    queue->commitTile(1, tiles, "small", bytesOf("labels"));
    QCOMPARE(queue->enqueue(m_fixture->newJobs(1)), std::vector<JobId>{4});
    queue->finish(claim, JobState::Failed);
    queue.reset();
    queue = openQueue(m_fixture->path("disk") / "queue").queue;
    for (int tile = 0; tile < tiles; ++tile) {
        QVERIFY(queue->findTile(1, tile, "key") == labels);
    }
    QVERIFY(queue->findTile(1, tiles, "small"));
    queue->discardWork({1}); // makes room for other jobs
    queue->commitTile(2, 0, "key", labels);
}

/// A user's limit on the size of files (ulimit -f) ends a write as a full disk does.
void TestQueueFaults::limitedFileSize() {
    auto queue = m_fixture->open();
    queue->enqueue(m_fixture->newJobs(3));
    std::signal(SIGXFSZ, SIG_IGN);
    struct rlimit before {};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    struct rlimit small = before;
    small.rlim_cur = 200'000;
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    std::vector<ErrorCode> codes;
    for (int i = 0; i < 2; ++i) {
        try {
            i == 0 ? (void)queue->commitTile(1, 0, "key", std::vector<std::byte>(300'000)) // a work file
                   : (void)queue->enqueue(m_fixture->newJobs(3000));                       // the journal's log
        } catch (const Error& error) {
            codes.push_back(error.code());
        }
    }
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
    QCOMPARE(codes.size(), std::size_t{2});
    for (const ErrorCode code : codes) {
        QCOMPARE(errorName(code), errorName(ErrorCode::WriteFailed));
    }
    QCOMPARE(idsOf(*queue), (std::vector<JobId>{1, 2, 3}));
    QCOMPARE(queue->enqueue(m_fixture->newJobs(2000)).front(), JobId{4});
    queue->commitTile(1, 0, "key", std::vector<std::byte>(300'000));
}

void TestQueueFaults::readOnlyDisk() {
    const SmallDisk disk(m_fixture->path("disk"));
    if (!disk.isMounted()) {
        QSKIP("this user may not mount a small tmpfs (root may)");
    }
    openQueue(m_fixture->path("disk") / "queue").queue->enqueue(m_fixture->newJobs(1));
    if (!disk.makeReadOnly()) {
        QSKIP("this user may not mount it anew");
    }
    EXPECT_ERROR(openQueue(m_fixture->path("disk") / "queue"), ErrorCode::WriteFailed, "Read-only");
    EXPECT_ERROR(openQueue(m_fixture->path("disk") / "another"), ErrorCode::WriteFailed, "Read-only");
}

void TestQueueFaults::unreadableJournal() {
    fill();
    fs::rename(m_fixture->journal(), m_fixture->path("saved"));
    fs::create_directory(m_fixture->journal());
    EXPECT_ERROR(openQueue(m_fixture->folder()), ErrorCode::FileUnreadable, "queue.sqlite");
    fs::remove(m_fixture->journal());
    fs::rename(m_fixture->path("saved"), m_fixture->journal());
    if (::geteuid() != 0) { // root may read everything
        fs::permissions(m_fixture->journal(), fs::perms::none);
        EXPECT_ERROR(openQueue(m_fixture->folder()), ErrorCode::FileUnreadable, "queue.sqlite");
        fs::permissions(m_fixture->journal(), fs::perms(0600));
    }
    checkFilled(*m_fixture->open());
}

QTEST_GUILESS_MAIN(TestQueueFaults)
#include "tst_queue_faults.moc"
