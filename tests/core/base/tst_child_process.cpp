#include "core/base/os/child_process.h"
#include "core/base/os/message_socket.h"
#include "core/base/os/shared_memory.h"
#include "tests/support/expect_error.h"

#include <QtTest>

#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <thread>

using namespace tessera;
using os::ChildProcess;
using os::MessageSocket;
using os::SharedMemory;

namespace {

os::ProgramCall shell(const std::string& script) {
    return {"/bin/sh", {"-c", script}};
}

std::ptrdiff_t openDescriptors() {
    const std::filesystem::directory_iterator all("/proc/self/fd");
    return std::distance(begin(all), end(all));
}

/// Children of this process that have ended and that nobody has asked for.
bool hasZombies() {
    int status = 0;
    return ::waitpid(-1, &status, WNOHANG) > 0;
}

std::span<const std::byte> bytesOf(const std::string& text) {
    return std::as_bytes(std::span(text));
}

} // namespace

/// What lanes in processes stand on: children, messages and memory that two processes share.
class TestChildProcess : public QObject {
    Q_OBJECT

  private slots:
    void theEndIsSaidInWords_data();
    void theEndIsSaidInWords();
    void whoStaysIsKilled();
    void aChildHasItsDescriptorsOnly();
    void aChildHasItsEnvironment();
    void aProgramThatIsNotThere();
    void interruptIsTheParentsBusiness();
    void programsAreFedAndHeard();
    void whatStaysInTheBackgroundIsNotWaitedFor();
    void programsThatHangAreEnded();
    void pathIsSearched();
    void messagesKeepTheirBorders();
    void aLongMessageIsNone();
    void theOtherEndIsGone();
    void memoryIsSharedAndGrows();
    void memoryDoesNotShrink();
    void nothingIsLeftBehind();
};

void TestChildProcess::theEndIsSaidInWords_data() {
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("words");
    QTest::newRow("well") << "exit 0"
                          << "exit code 0";
    QTest::newRow("badly") << "exit 7"
                           << "exit code 7";
    QTest::newRow("killed") << "kill -9 $$"
                            << "killed by signal 9 (SIGKILL)";
    QTest::newRow("terminated") << "kill -15 $$"
                                << "killed by signal 15 (SIGTERM)";
}

void TestChildProcess::theEndIsSaidInWords() {
    QFETCH(QString, script);
    QFETCH(QString, words);
    ChildProcess child(shell(script.toStdString()), {});
    QVERIFY(child.number() > 0);
    QCOMPARE(QString::fromStdString(child.end(10)), words);
    QCOMPARE(child.number(), 0);
    QCOMPARE(QString::fromStdString(child.end(10)), words); // asked once more
}

void TestChildProcess::whoStaysIsKilled() {
    ChildProcess child(shell("exec sleep 100"), {});
    const int number = child.number();
    QCOMPARE(child.end(0.05), std::string("killed by signal 9 (SIGKILL)"));
    QVERIFY(::kill(number, 0) != 0);
    int other = 0;
    {
        const ChildProcess forgotten(shell("exec sleep 100"), {});
        other = forgotten.number();
    }
    QVERIFY(::kill(other, 0) != 0);
}

void TestChildProcess::aChildHasItsDescriptorsOnly() {
    SharedMemory list;
    list.grow(4096);
    const SharedMemory more;
    auto [ours, theirs] = MessageSocket::pair();
    // 3: what it was given. `ls` itself opens the folder
    ChildProcess child(shell("exec ls /proc/self/fd >&3"), {list.descriptor().number()});
    QCOMPARE(child.end(10), std::string("exit code 0"));
    const auto bytes = list.first(4096);
    const QStringList lines = QString::fromLatin1(reinterpret_cast<const char*>(bytes.data())).split('\n');
    QVERIFY2(lines.contains("3") && lines.contains("0") && !lines.contains("5"), qPrintable(lines.join(' ')));
    QVERIFY2(lines.size() <= 6, qPrintable(lines.join(' '))); // 0..3, the folder, and an empty end
}

void TestChildProcess::aChildHasItsEnvironment() {
    ::setenv("TESSERA_TEST_KEPT", "kept", 1);
    ::setenv("TESSERA_TEST_CHANGED", "before", 1);
    os::ProgramCall call = shell("test \"$TESSERA_TEST_KEPT$TESSERA_TEST_CHANGED$TESSERA_TEST_NEW\" = keptafternew");
    call.environment = {{"TESSERA_TEST_CHANGED", "after"}, {"TESSERA_TEST_NEW", "new"}};
    QCOMPARE(ChildProcess(call, {}).end(10), std::string("exit code 0"));
}

void TestChildProcess::aProgramThatIsNotThere() {
    EXPECT_ERROR(ChildProcess({"/nowhere/program"}, {}), ErrorCode::ProgramFailed, "/nowhere/program");
    EXPECT_ERROR(os::runProgram({"tessera-no-such-program"}, "", 1), ErrorCode::ProgramFailed, "No such file");
    EXPECT_ERROR(ChildProcess(shell("exit"), {9999}), ErrorCode::ProgramFailed, "escriptor");
}

/// A terminal sends it to everybody.
void TestChildProcess::interruptIsTheParentsBusiness() {
    ChildProcess child(shell("kill -2 $$; exit 3"), {});
    QCOMPARE(child.end(10), std::string("exit code 3"));
}

void TestChildProcess::programsAreFedAndHeard() {
    const os::ProgramResult good = os::runProgram(shell("read word; echo \"said $word\"; echo so >&2"), "hello\n", 10);
    QVERIFY(good.succeeded);
    QCOMPARE(good.output, std::string("said hello\nso\n"));
    const os::ProgramResult bad = os::runProgram(shell("cat; exit 4"), "x", 10);
    QVERIFY(!bad.succeeded);
    QCOMPARE(bad.output, std::string("x"));
    QCOMPARE(bad.howEnded, std::string("exit code 4"));
}

void TestChildProcess::whatStaysInTheBackgroundIsNotWaitedFor() {
    const auto begin = std::chrono::steady_clock::now();
    const os::ProgramResult result = os::runProgram(shell("sleep 30 & echo $!"), "", 20);
    QVERIFY(result.succeeded);
    QVERIFY(std::chrono::steady_clock::now() - begin < std::chrono::seconds(15));
    ::kill(std::stoi(result.output), SIGKILL);
}

void TestChildProcess::programsThatHangAreEnded() {
    const os::ProgramResult result = os::runProgram(shell("exec sleep 100"), "", 0.05);
    QVERIFY(!result.succeeded);
    QVERIFY2(result.howEnded.find("no answer") != std::string::npos, result.howEnded.c_str());
}

void TestChildProcess::pathIsSearched() {
    QVERIFY(os::isInPath("sh"));
    QVERIFY(!os::isInPath("tessera-no-such-program"));
}

void TestChildProcess::messagesKeepTheirBorders() {
    auto [one, other] = MessageSocket::pair();
    QVERIFY(one.send(bytesOf("first")) && one.send(bytesOf("2")));
    QCOMPARE(other.receive(100)->size(), std::size_t{5});
    QCOMPARE(other.receive(100)->size(), std::size_t{1});
    QVERIFY(other.send(bytesOf("back")));
    QCOMPARE(one.receive(4)->size(), std::size_t{4});
}

void TestChildProcess::aLongMessageIsNone() {
    auto [one, other] = MessageSocket::pair();
    QVERIFY(one.send(bytesOf(std::string(1000, 'x'))) && one.send(bytesOf("next")));
    const auto message = other.receive(999);
    QVERIFY(message && message->empty());
    QCOMPARE(other.receive(999)->size(), std::size_t{4});
}

void TestChildProcess::theOtherEndIsGone() {
    auto [one, other] = MessageSocket::pair();
    QVERIFY(one.send(bytesOf("last")));
    one = {};
    QVERIFY(!other.send(bytesOf("anybody?"))); // and no SIGPIPE
    QVERIFY(other.receive(100));               // what was said before
    QVERIFY(!other.receive(100));
}

void TestChildProcess::memoryIsSharedAndGrows() {
    SharedMemory mine;
    SharedMemory theirs(os::Descriptor(::dup(mine.descriptor().number())));
    EXPECT_ERROR(theirs.first(1), ErrorCode::Internal, "smaller");
    for (const std::size_t bytes : {std::size_t{10}, std::size_t{100'000}, std::size_t{3'000'000}}) {
        mine.grow(bytes);
        mine.first(bytes)[bytes - 1] = std::byte{42};
        QCOMPARE(static_cast<int>(theirs.first(bytes)[bytes - 1]), 42);
        theirs.first(bytes)[0] = std::byte{7};
        QCOMPARE(static_cast<int>(mine.first(bytes)[0]), 7);
        EXPECT_ERROR(theirs.first(bytes + 10'000'000), ErrorCode::Internal, "smaller");
    }
    QCOMPARE(static_cast<int>(theirs.first(10)[9]), 42); // smaller is fine
}

void TestChildProcess::memoryDoesNotShrink() {
    SharedMemory memory;
    memory.grow(8192);
    QVERIFY(::ftruncate(memory.descriptor().number(), 0) != 0);
    memory.first(8192)[8191] = std::byte{1};
    QCOMPARE(static_cast<int>(memory.first(8192)[8191]), 1);
}

void TestChildProcess::nothingIsLeftBehind() {
    const auto before = openDescriptors();
    for (int i = 0; i < 50; ++i) {
        SharedMemory memory;
        memory.grow(100);
        auto [ours, theirs] = MessageSocket::pair();
        const ChildProcess child(shell("exit 1"), {theirs.descriptor().number(), memory.descriptor().number()});
        (void)os::runProgram(shell("exit 0"), "", 10);
    }
    QCOMPARE(openDescriptors(), before);
    QVERIFY(!hasZombies());
}

QTEST_GUILESS_MAIN(TestChildProcess)
#include "tst_child_process.moc"
