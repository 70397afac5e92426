#include "core/base/os/line_io.h"

#include <QtTest>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <thread>

using tessera::os::LineReader;
using tessera::os::LineWriter;
using What = LineReader::What;
using namespace std::chrono_literals;

namespace {

struct Pipe {
    Pipe() { [[maybe_unused]] const int made = pipe(ends.data()); }
    ~Pipe() {
        closeReading();
        closeWriting();
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    void closeReading() { closeEnd(ends[0]); }
    void closeWriting() { closeEnd(ends[1]); }
    void write(const std::string& text) const {
        QCOMPARE(::write(ends[1], text.data(), text.size()), ssize_t(text.size()));
    }
    static void closeEnd(int& end) {
        if (end >= 0) {
            close(std::exchange(end, -1));
        }
    }
    std::array<int, 2> ends{-1, -1};
};

} // namespace

class TestLineIo : public QObject {
    Q_OBJECT

  private slots:
    void linesInAnyPieces();
    void longLinesArePassedOver();
    void nothingAndTheEnd();
    void writesAllInOrder();
    void aReaderThatStopsHoldsNobodyUp();
    void aReaderThatGoesIsNoticed();
};

void TestLineIo::linesInAnyPieces() {
    Pipe pipe;
    LineReader reader(pipe.ends[0], 100);
    std::string line;
    pipe.write("one\ntwo\r\n\nthr");
    for (const char* expected : {"one", "two", ""}) {
        QCOMPARE(reader.next(line, 1s), What::Line);
        QCOMPARE(line, std::string(expected));
    }
    QCOMPARE(reader.next(line, 10ms), What::Nothing);
    pipe.write("ee\n");
    QCOMPARE(reader.next(line, 1s), What::Line);
    QCOMPARE(line, std::string("three"));
}

void TestLineIo::longLinesArePassedOver() {
    Pipe pipe;
    LineReader reader(pipe.ends[0], 10);
    std::thread writer([&] {
        const std::string piece(1000, 'x');
        for (int i = 0; i < 10'000; ++i) { // ten megabytes
            pipe.write(piece);
        }
        pipe.write("\nshort\n" + std::string(11, 'y') + "\nlast\n");
        pipe.closeWriting();
    });
    std::string line;
    QCOMPARE(reader.next(line, 10s), What::TooLong);
    QCOMPARE(reader.next(line, 10s), What::Line);
    QCOMPARE(line, std::string("short"));
    QCOMPARE(reader.next(line, 10s), What::TooLong);
    QCOMPARE(reader.next(line, 10s), What::Line);
    QCOMPARE(line, std::string("last"));
    QCOMPARE(reader.next(line, 10s), What::End);
    writer.join();
}

void TestLineIo::nothingAndTheEnd() {
    Pipe pipe;
    LineReader reader(pipe.ends[0], 10);
    std::string line;
    QCOMPARE(reader.next(line, 0ms), What::Nothing);
    pipe.write("half");
    pipe.closeWriting();
    QCOMPARE(reader.next(line, 1s), What::End); // a half line is none
    QCOMPARE(reader.next(line, 1s), What::End);
}

void TestLineIo::writesAllInOrder() {
    Pipe pipe;
    std::thread writer([&pipe] {
        LineWriter lines(pipe.ends[1], 1 << 20);
        for (int i = 0; i < 10'000; ++i) {
            while (!lines.put("line " + std::to_string(i))) {
                std::this_thread::sleep_for(1ms);
            }
        }
        lines.finish();
        QVERIFY(!lines.put("too late"));
    });
    LineReader reader(pipe.ends[0], 100);
    std::string line;
    for (int i = 0; i < 10'000; ++i) {
        QCOMPARE(reader.next(line, 10s), What::Line);
        QCOMPARE(line, "line " + std::to_string(i));
    }
    writer.join();
}

void TestLineIo::aReaderThatStopsHoldsNobodyUp() {
    Pipe pipe;
    QElapsedTimer timer;
    timer.start();
    {
        LineWriter lines(pipe.ends[1], 1 << 20);
        const std::string line(1000, 'x');
        int taken = 0;
        while (lines.put(line)) {
            ++taken;
            QVERIFY(taken < 3000);
        }
        QVERIFY(taken > 1000 && lines.isBusy() && !lines.isClosed());
    } // and ends without it
    QVERIFY(timer.elapsed() < 20'000);
}

void TestLineIo::aReaderThatGoesIsNoticed() {
    Pipe pipe;
    LineWriter lines(pipe.ends[1], 1 << 20);
    QVERIFY(!lines.isClosed());
    pipe.closeReading();
    QVERIFY(lines.isClosed()); // before anything is written
    QVERIFY(!lines.put("nor this"));
}

QTEST_GUILESS_MAIN(TestLineIo)
#include "tst_line_io.moc"
