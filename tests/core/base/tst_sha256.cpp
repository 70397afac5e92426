#include "core/base/sha256.h"
#include "tests/support/expect_error.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

using namespace tessera;

/// Against the examples of FIPS 180 (NIST, "SHA-256 Example Algorithms") and of the long message.
class TestSha256 : public QObject {
    Q_OBJECT

  private slots:
    void vectors_data();
    void vectors();
    void millionLettersInUnevenPieces();
    void files();
};

void TestSha256::vectors_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("empty") << QByteArray("") << "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    QTest::newRow("abc") << QByteArray("abc") << "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    QTest::newRow("two blocks") << QByteArray("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                                << "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1";
    QTest::newRow("with zeros") << QByteArray(56, '\0')
                                << "d4817aa5497628e7c77e6b606107042bbba3130888c5f47a375e6179be789fbb";
}

void TestSha256::vectors() {
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    const std::string bytes = text.toStdString();
    QCOMPARE(QString::fromStdString(sha256OfBytes(std::as_bytes(std::span(bytes)))), expected);
}

void TestSha256::millionLettersInUnevenPieces() {
    Sha256 hash;
    std::size_t left = 1'000'000;
    for (std::size_t piece = 1; left > 0; piece = piece * 3 % 1009 + 1) {
        const std::size_t size = std::min(piece, left);
        hash.update(std::string(size, 'a'));
        left -= size;
    }
    QCOMPARE(hash.finish(), std::string("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
}

void TestSha256::files() {
    QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("abc").toStdString();
    std::ofstream(file) << "abc";
    QCOMPARE(sha256OfFile(file), std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    EXPECT_ERROR(sha256OfFile(file.string() + "d"), ErrorCode::FileMissing, "abcd");
    EXPECT_ERROR(sha256OfFile(folder.path().toStdString()), ErrorCode::FileUnreadable, "regular file");
}

QTEST_APPLESS_MAIN(TestSha256)
#include "tst_sha256.moc"
