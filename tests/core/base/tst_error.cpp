#include "core/base/error.h"

#include <QtTest>

#include <set>

using namespace tessera;

class TestError : public QObject {
    Q_OBJECT

  private slots:
    void everyCodeHasANameAndASentence();
    void missingArgumentsShow();
    void argumentsAreKeptAndNotReadAsPlaceholders();
};

void TestError::everyCodeHasANameAndASentence() {
    std::set<std::string> names, sentences;
    const int codes = static_cast<int>(ErrorCode::Internal) + 1;
    for (int i = 0; i < codes; ++i) {
        const auto code = static_cast<ErrorCode>(i);
        const Error error(code, {"/data/scan.nii", "A1", "A2", "A3"});
        const std::string sentence = error.what();
        const std::string name = errorName(code);
        QVERIFY2(names.insert(name).second, (name + ": a code without an entry of its own").c_str());
        QVERIFY2(sentences.insert(sentence).second, sentence.c_str());
        QVERIFY2(sentence.find_first_of("{}?") == std::string::npos, sentence.c_str());
        if (code != ErrorCode::Usage) { // its sentence is its argument
            QVERIFY2(sentence.ends_with(code == ErrorCode::SeriesMissing ? "A2" : "."), sentence.c_str());
        }
        if (code != ErrorCode::Cancelled) { // concerns no file
            QVERIFY2(sentence.starts_with("/data/scan.nii"), sentence.c_str());
        }
        const bool listsSeries =
            code == ErrorCode::SeriesUnclear || code == ErrorCode::SeriesMissing || code == ErrorCode::NoSuitableSeries;
        QVERIFY2((sentence.find('\n') != std::string::npos) == listsSeries, sentence.c_str());
        QVERIFY(error.code() == code);
    }
    QCOMPARE(names.size(), static_cast<std::size_t>(codes));
}

void TestError::missingArgumentsShow() {
    QCOMPARE(QString(Error(ErrorCode::InputCollision, {"a.nii"}).what()),
             QString("a.nii and ?: both would write ?. Rename one of them or give them separate output folders."));
}

void TestError::argumentsAreKeptAndNotReadAsPlaceholders() {
    const Error error(ErrorCode::FileMissing, {"{1}{0}.nii"});
    QCOMPARE(QString(error.what()), QString("{1}{0}.nii: there is no such file. Check the path."));
    QCOMPARE(error.arguments(), std::vector<std::string>{"{1}{0}.nii"});
}

QTEST_APPLESS_MAIN(TestError)
#include "tst_error.moc"
