#include "core/base/sha256.h"
#include "core/engine/queue/work_file.h"
#include "tests/core/engine/queue/queue_fixture.h"

#include <QtTest>

#include <fstream>
#include <functional>

using namespace tessera;
using namespace tessera::queue;
using namespace tessera::queue::test;
namespace fs = std::filesystem;
using Damage = std::function<void(const fs::path&)>;
Q_DECLARE_METATYPE(Damage)

/// Inputs, prepared volumes and tiles: what is committed is there, what is damaged is computed again.
class TestQueueWork : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<Fixture> m_fixture;
    std::unique_ptr<Queue> m_queue;
    Claim m_claim;

    fs::path workFile(const char* beginning) const {
        for (const auto& entry : fs::directory_iterator(m_queue->jobFolder(m_claim.job))) {
            if (entry.path().filename().string().starts_with(beginning)) {
                return entry.path();
            }
        }
        return {};
    }

  private slots:
    void init() {
        m_fixture = std::make_unique<Fixture>();
        m_queue = m_fixture->open();
        m_queue->enqueue(m_fixture->newJobs(2));
        m_claim = m_queue->claim().value().claim;
    }
    void cleanup() { m_queue.reset(); }
    void preparedVolumeComesBack();
    void preparedVolumeIsReplaced();
    void preparedVolumeIsItsRunners();
    void tilesComeBack();
    void tilesAreKeptOverPauseAndRetry();
    void committedTwiceIsOneTile();
    void keysAreApart();
    void damagedFilesAreComputedAgain_data();
    void damagedFilesAreComputedAgain();
    void foreignFilesDisturbNothing();
    void lostJobFolderIsMadeAgain();
    void discardsWork();
    void inputsAsTheyWere();
    void inputsThatChanged_data();
    void inputsThatChanged();
    void hashesAreKept();
};

void TestQueueWork::preparedVolumeComesBack() {
    QVERIFY(!m_queue->prepared(m_claim.job));
    m_queue->storePrepared(m_claim, examplePrepared());
    QVERIFY(m_queue->prepared(m_claim.job) == examplePrepared());
    QVERIFY(!m_queue->prepared(2));
    Prepared large = examplePrepared(std::string(5'000'000, 'v'));
    large.details = std::string(100'000, 'd'); // beyond the first block of the header
    m_queue->storePrepared(m_claim, large);
    QVERIFY(m_queue->prepared(m_claim.job) == large);
    m_queue.reset();
    m_queue = m_fixture->open();
    QVERIFY(m_queue->prepared(m_claim.job) == large);
}

void TestQueueWork::preparedVolumeIsReplaced() {
    m_queue->storePrepared(m_claim, examplePrepared("first"));
    m_queue->storePrepared(m_claim, examplePrepared("second"));
    m_queue->storePrepared(m_claim, examplePrepared("second"));
    QVERIFY(m_queue->prepared(m_claim.job) == examplePrepared("second"));
    const auto files = fs::directory_iterator(m_queue->jobFolder(m_claim.job));
    QCOMPARE(std::distance(begin(files), end(files)), std::ptrdiff_t{2}); // job.json and one volume
}

void TestQueueWork::preparedVolumeIsItsRunners() {
    const auto other = m_fixture->open();
    EXPECT_ERROR(other->storePrepared(m_claim, examplePrepared()), ErrorCode::JobNotHeld, "job 1");
    other->pause({m_claim.job});
    EXPECT_ERROR(m_queue->storePrepared(m_claim, examplePrepared()), ErrorCode::JobNotHeld, "it is paused now");
    QVERIFY(!m_queue->prepared(m_claim.job));
}

void TestQueueWork::tilesComeBack() {
    QVERIFY(!m_queue->findTile(1, 0, "key"));
    const fs::path file = m_queue->commitTile(1, 0, "key", bytesOf("labels"));
    QVERIFY(file.parent_path() == m_queue->jobFolder(1));
    QVERIFY(m_queue->findTile(1, 0, "key") == bytesOf("labels"));
    m_queue->commitTile(1, 1, "key", {});
    QVERIFY(m_queue->findTile(1, 1, "key") == std::vector<std::byte>());
    QVERIFY(!m_queue->findTile(2, 0, "key"));
    m_queue.reset();
    m_queue = m_fixture->open();
    QVERIFY(m_queue->findTile(1, 0, "key") == bytesOf("labels"));
}

void TestQueueWork::tilesAreKeptOverPauseAndRetry() {
    m_queue->commitTile(1, 0, "key", bytesOf("labels"));
    m_queue->pause({1});
    m_queue->commitTile(1, 1, "key", bytesOf("a tile that was being computed when the pause came"));
    m_queue->resume({1});
    m_queue->cancel({1});
    m_queue->retry({1});
    QVERIFY(m_queue->findTile(1, 0, "key") && m_queue->findTile(1, 1, "key"));
    m_queue->cancel({2});
    m_queue->remove({2});
    EXPECT_ERROR(m_queue->commitTile(2, 0, "key", {}), ErrorCode::JobMissing, "no job 2");
}

void TestQueueWork::committedTwiceIsOneTile() {
    const fs::path first = m_queue->commitTile(1, 0, "key", bytesOf("labels"));
    QCOMPARE(m_queue->commitTile(1, 0, "key", bytesOf("labels")), first);
    QVERIFY(m_queue->findTile(1, 0, "key") == bytesOf("labels"));
}

void TestQueueWork::keysAreApart() {
    const std::string long1(300, 'k'), long2 = long1 + "2", strange = "../a/\n\xff";
    for (const std::string& key : {std::string("a"), std::string("b"), long1, long2, strange}) {
        m_queue->commitTile(1, 3, key, bytesOf("labels of " + key));
    }
    for (const std::string& key : {std::string("a"), std::string("b"), long1, long2, strange}) {
        QVERIFY(m_queue->findTile(1, 3, key) == bytesOf("labels of " + key));
    }
    QVERIFY(!m_queue->findTile(1, 4, "a"));
    const auto tile = bytesOf("voxels");
    QVERIFY(tileKey(tile, "ab", "c") == tileKey(tile, "ab", "c"));
    QVERIFY(tileKey(tile, "ab", "c") != tileKey(tile, "a", "bc"));
    QVERIFY(tileKey(tile, "ab", "c") != tileKey(bytesOf("voxel"), "ab", "c"));
    QVERIFY(tileKey(tile, "ab", "c") != tileKey(tile, "ab", "d"));
}

void TestQueueWork::damagedFilesAreComputedAgain_data() {
    QTest::addColumn<Damage>("damage");
    const auto change = [](const fs::path& file, auto edit) {
        std::string text = os::readFile(file);
        edit(text);
        std::ofstream(file, std::ios::binary) << text;
    };
    QTest::newRow("one byte of the content") << Damage([change](const fs::path& file) {
        change(file, [](std::string& text) { text.back() = static_cast<char>(text.back() ^ 1); });
    });
    QTest::newRow("one byte of the header") << Damage([change](const fs::path& file) {
        change(file, [](std::string& text) { text[text.find("\"sha256\"") + 12] ^= 1; });
    });
    QTest::newRow("truncated") << Damage([](const fs::path& file) { fs::resize_file(file, fs::file_size(file) - 1); });
    QTest::newRow("longer") << Damage([](const fs::path& file) { fs::resize_file(file, fs::file_size(file) + 1); });
    QTest::newRow("only the header") << Damage([](const fs::path& file) { fs::resize_file(file, 40); });
    QTest::newRow("empty") << Damage([](const fs::path& file) { fs::resize_file(file, 0); });
    QTest::newRow("gone") << Damage([](const fs::path& file) { fs::remove(file); });
    QTest::newRow("a folder") << Damage([](const fs::path& file) {
        fs::remove(file);
        fs::create_directory(file);
        fs::remove(file); // can be made again
        fs::create_directory(file);
    });
    QTest::newRow("foreign") << Damage([](const fs::path& file) { std::ofstream(file) << "something else\n{}\n"; });
    QTest::newRow("no JSON") << Damage(
        [](const fs::path& file) { std::ofstream(file) << "tessera work file 1\n{\"tile\":\n"; });
    QTest::newRow("other JSON") << Damage(
        [](const fs::path& file) { std::ofstream(file) << "tessera work file 1\n{\"tile\":\"x\"}\n"; });
    QTest::newRow("another tile's") << Damage([change](const fs::path& file) {
        change(file, [](std::string& text) { text.replace(text.find("\"tile\":") + 7, 1, "5"); });
    });
}

void TestQueueWork::damagedFilesAreComputedAgain() {
    QFETCH(Damage, damage);
    const fs::path tile = m_queue->commitTile(1, 0, "key", bytesOf("labels"));
    m_queue->commitTile(1, 1, "key", bytesOf("others"));
    damage(tile);
    QVERIFY(!m_queue->findTile(1, 0, "key"));
    QVERIFY(!m_queue->findTile(1, 0, "key")); // forgotten
    QVERIFY(m_queue->findTile(1, 1, "key"));
    if (fs::is_directory(tile)) {
        fs::remove(tile); // a folder isn't replaced by a file: that would be an error with its name
    }
    m_queue->commitTile(1, 0, "key", bytesOf("labels"));
    QVERIFY(m_queue->findTile(1, 0, "key") == bytesOf("labels"));

    if (QByteArray(QTest::currentDataTag()) != "another tile's") {
        m_queue->storePrepared(m_claim, examplePrepared());
        damage(workFile("prepared-"));
        QVERIFY(!m_queue->prepared(1));
    }
}

void TestQueueWork::foreignFilesDisturbNothing() {
    m_queue->commitTile(1, 0, "key", bytesOf("labels"));
    const fs::path folder = m_queue->jobFolder(1);
    std::ofstream(folder / "notes.txt") << "of a person";
    std::ofstream(folder / "tile-7-aaaa.bin") << "not ours";
    std::ofstream(folder / "prepared-bbbb.bin") << "not ours";
    fs::create_directory(m_fixture->folder() / "jobs" / "somebody's");
    std::ofstream(m_fixture->folder() / "jobs" / "file") << "text";
    std::ofstream(m_fixture->folder() / "runners" / "file") << "text";
    m_queue.reset();
    fs::remove(m_fixture->journal());
    const auto opened = openQueue(m_fixture->folder());
    QCOMPARE(opened.report.adopted, std::size_t{2});
    QVERIFY(opened.report.unreadable.empty());
    QVERIFY(opened.queue->findTile(1, 0, "key") == bytesOf("labels"));
    QVERIFY(!opened.queue->prepared(1));
    QVERIFY(fs::exists(folder / "notes.txt"));
    QVERIFY(fs::exists(m_fixture->folder() / "jobs" / "somebody's"));
}

void TestQueueWork::lostJobFolderIsMadeAgain() {
    fs::remove_all(m_queue->jobFolder(1));
    m_queue->commitTile(1, 0, "key", bytesOf("labels"));
    QVERIFY(m_queue->findTile(1, 0, "key"));
    fs::remove_all(m_queue->jobFolder(1));
    m_queue->cancel({1});
    QVERIFY(fs::exists(m_queue->jobFolder(1) / "job.json"));
}

void TestQueueWork::discardsWork() {
    m_queue->storePrepared(m_claim, examplePrepared());
    m_queue->commitTile(1, 0, "key", bytesOf("labels"));
    EXPECT_ERROR(m_queue->discardWork({1}), ErrorCode::JobStateRefused, "preparing");
    QVERIFY(m_queue->findTile(1, 0, "key"));
    m_queue->finish(m_claim, JobState::Failed);
    std::ofstream(m_queue->jobFolder(1) / "preview.nii") << "of another part of Tessera";
    m_queue->discardWork({1});
    QVERIFY(!m_queue->findTile(1, 0, "key") && !m_queue->prepared(1));
    QVERIFY(workFile("tile-").empty() && workFile("prepared-").empty());
    QVERIFY(fs::exists(m_queue->jobFolder(1) / "preview.nii") && fs::exists(m_queue->jobFolder(1) / "job.json"));
}

void TestQueueWork::inputsAsTheyWere() {
    Queue::checkInputs(m_queue->job(1));
    Queue::checkInputs(Job{});
}

void TestQueueWork::inputsThatChanged_data() {
    QTest::addColumn<Damage>("change");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("words");
    QTest::newRow("gone") << Damage([](const fs::path& file) { fs::remove(file); })
                          << static_cast<int>(ErrorCode::FileMissing) << "no such file";
    QTest::newRow("longer") << Damage([](const fs::path& file) { std::ofstream(file, std::ios::app) << "more"; })
                            << static_cast<int>(ErrorCode::InputChanged) << "6 bytes then, 10 now";
    QTest::newRow("same size") << Damage([](const fs::path& file) {
        std::ofstream(file) << "VOXELS";
        fs::last_write_time(file, fs::last_write_time(file) + std::chrono::seconds(1));
    }) << static_cast<int>(ErrorCode::InputChanged)
                               << "written to";
    QTest::newRow("a folder") << Damage([](const fs::path& file) {
        fs::remove(file);
        fs::create_directory(file);
    }) << static_cast<int>(ErrorCode::FileUnreadable)
                              << "not a regular file";
}

void TestQueueWork::inputsThatChanged() {
    QFETCH(Damage, change);
    QFETCH(int, code);
    QFETCH(QString, words);
    change(m_fixture->image());
    EXPECT_ERROR(Queue::checkInputs(m_queue->job(1)), static_cast<ErrorCode>(code), words.toStdString());
    EXPECT_ERROR(m_queue->recordHashes(1, {"aa"}), static_cast<ErrorCode>(code), m_fixture->image().string());
    QVERIFY(m_queue->job(1).files.at(0).sha256.empty());
}

void TestQueueWork::hashesAreKept() {
    const std::string hash = sha256OfFile(m_fixture->image());
    m_queue->recordHashes(1, {hash});
    QCOMPARE(m_queue->job(1).files.at(0).sha256, hash);
    m_queue->recordHashes(1, {hash});
    // other bytes under the same size and time
    EXPECT_ERROR(m_queue->recordHashes(1, {std::string(64, '0')}), ErrorCode::InputChanged, "other bytes");
    EXPECT_ERROR(m_queue->recordHashes(1, {}), ErrorCode::Internal, "another number");
    m_queue.reset();
    fs::remove(m_fixture->journal());
    m_queue = m_fixture->open();
    QCOMPARE(m_queue->job(1).files.at(0).sha256, hash);
}

QTEST_APPLESS_MAIN(TestQueueWork)
#include "tst_queue_work.moc"
