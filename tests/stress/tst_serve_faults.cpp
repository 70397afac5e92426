#include "core/base/os/file.h"
#include "tests/support/cli_process.h"
#include "tests/support/engine_process.h"
#include "tests/support/tiny_bundle.h"
#include "tests/support/tiny_scan.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace tessera;
using test::EngineProcess;
using test::Json;
using test::toQString;
namespace fs = std::filesystem;

/// Disks that are full and journals that are damaged, under the real engine.
class TestServeFaults : public QObject {
    Q_OBJECT

  private:
    QTemporaryDir m_folder;

    fs::path root() const { return m_folder.path().toStdString(); }
    Json enqueueing(const std::string& output) const {
        return {{"type", "enqueue"},
                {"inputs", {(root() / "scan.nii").string()}},
                {"output", (root() / output).string()},
                {"model", (root() / "bundle").string()},
                {"repeatable", true}};
    }

  private slots:
    void initTestCase();
    void journalOnAFullDisk();
    void damagedJournalIsRebuiltFromTheTiles();
};

void TestServeFaults::initTestCase() {
    test::writeTinyBundle(root() / "bundle");
    test::tinyNifti(test::tinyScan()).write(root() / "scan.nii");
}

void TestServeFaults::journalOnAFullDisk() {
    const fs::path disk = root() / "disk";
    fs::create_directory(disk);
    if (QProcess::execute("mount", {"-t", "tmpfs", "-o", "size=3m", "tmpfs", toQString(disk)}) != 0) {
        QSKIP("this user may not mount a small tmpfs (root may)");
    }
    const auto unmount = qScopeGuard([&disk] { QProcess::execute("umount", {toQString(disk)}); });
    EngineProcess engine(TESSERA_CLI, disk / "queue");
    (void)engine.ask({{"type", "pause"}});
    QCOMPARE(engine.ask(enqueueing("full")).at("jobs").size(), std::size_t{1});
    { // all that is left, so that nothing of the job's work fits
        QFile filler(toQString(disk / "filler"));
        QVERIFY(filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        const QByteArray block(4096, 'x');
        while (filler.write(block) == block.size()) {
        }
    }
    const Json refused = engine.ask(enqueueing("full-too"));
    QVERIFY2(refused.at("type") == "error" && refused.at("code") == "DiskFull", refused.dump().c_str());
    // some room for the states, far less than for a prepared volume
    fs::resize_file(disk / "filler", fs::file_size(disk / "filler") - 200'000);
    (void)engine.ask({{"type", "resume"}});
    QVERIFY2(!engine.waitFor([](const Json& message) { return message.at("type") == "note"; }).is_null(),
             engine.text().c_str()); // said, and the job goes on
    QVERIFY2(engine.waitForEnds(1), engine.text().c_str());
    QCOMPARE(engine.states().at(1), std::string("needs-review"));
    QVERIFY(fs::exists(root() / "full/scan_dseg.nii.gz"));
}

void TestServeFaults::damagedJournalIsRebuiltFromTheTiles() {
    const fs::path queue = root() / "queue";
    std::vector<std::pair<int, int>> before;
    {
        EngineProcess engine(TESSERA_CLI, queue, {"--devices", "emu-8g+lanes=1"});
        (void)engine.ask(enqueueing("rebuilt"));
        for (int i = 0; i < 9; ++i) {
            QVERIFY(!engine.waitFor([](const Json& message) { return message.value("device", "") != ""; }).is_null());
        }
        engine.kill();
        before = engine.committed();
    }
    QVERIFY(before.size() >= 9);
    std::string journal = os::readFile(queue / "queue.sqlite");
    for (std::size_t i = 100; i < journal.size(); i += 3) {
        journal[i] = '!';
    }
    os::writeFileAtomically(queue / "queue.sqlite", journal);
    fs::remove(queue / "queue.sqlite-wal");
    fs::remove(queue / "queue.sqlite-shm");
    EngineProcess engine(TESSERA_CLI, queue, {"--devices", "emu-8g+lanes=1"});
    const Json hello = engine.ask({{"type", "hello"}});
    QVERIFY2(hello.at("notes").dump().find("damaged") != std::string::npos, hello.dump().c_str());
    QVERIFY2(engine.waitForEnds(1), engine.text().c_str());
    for (const auto& tile : before) {
        QVERIFY(std::find(engine.committed().begin(), engine.committed().end(), tile) == engine.committed().end());
    }
    QCOMPARE(before.size() + engine.committed().size(), std::size_t{27});
    QVERIFY(fs::exists(root() / "rebuilt/scan_dseg.nii.gz"));
}

QTEST_GUILESS_MAIN(TestServeFaults)
#include "tst_serve_faults.moc"
