#include "core/base/tsv.h"

#include <QTest>

#include <clocale>
#include <limits>

using tessera::ErrorCode;
using tessera::formatNumber;
using tessera::parseTsv;
using tessera::Tsv;

class TestTsv : public QObject {
    Q_OBJECT
  private slots:
    void anyTextSurvivesARoundTrip();
    void readsForeignLineEndsAndBackslashes();
    void malformedTablesAreRefused_data();
    void malformedTablesAreRefused();
    void numbersAreFixedPointInAnyLocale_data();
    void numbersAreFixedPointInAnyLocale();
    void onlyWholeNumbersAreParsed();
};

void TestTsv::anyTextSurvivesARoundTrip() {
    const Tsv table{{"path", "reason"}, {{"a\tb\nc\rd\\e", ""}, {"\\t", "n/a"}, {"größe", "\\"}}};
    const std::string text = writeTsv(table);
    QCOMPARE(text, std::string("path\treason\na\\tb\\nc\\rd\\\\e\t\n\\\\t\tn/a\ngröße\t\\\\\n"));
    QVERIFY(parseTsv(text, "x", ErrorCode::LabelTableInvalid) == table);
    QCOMPARE(*table.column("reason"), std::size_t{1});
    QVERIFY(!table.column("other"));
}

void TestTsv::readsForeignLineEndsAndBackslashes() {
    const Tsv table = parseTsv("\xEF\xBB\xBFindex\tname\r\n\r\n1\tC:\\data\r\n2\tlast", "x", ErrorCode::Internal);
    QVERIFY(table == (Tsv{{"index", "name"}, {{"1", "C:\\data"}, {"2", "last"}}}));
}

void TestTsv::malformedTablesAreRefused_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reason");
    QTest::newRow("empty") << ""
                           << "there is no header line";
    QTest::newRow("only line ends") << "\n\r\n"
                                    << "there is no header line";
    QTest::newRow("short row") << "a\tb\n\n1\n"
                               << "line 3 has 1 columns, the header has 2";
    QTest::newRow("long row") << "a\n1\t2\n"
                              << "line 2 has 2 columns, the header has 1";
    QTest::newRow("same name twice") << "a\ta\n"
                                     << "two columns have the same name";
}

void TestTsv::malformedTablesAreRefused() {
    QFETCH(QString, text);
    QFETCH(QString, reason);
    try {
        (void)parseTsv(text.toStdString(), "my.tsv", ErrorCode::LabelTableInvalid);
        QFAIL("no error");
    } catch (const tessera::Error& error) {
        QCOMPARE(error.code(), ErrorCode::LabelTableInvalid);
        QCOMPARE(error.arguments(), (std::vector<std::string>{"my.tsv", reason.toStdString()}));
    }
}

void TestTsv::numbersAreFixedPointInAnyLocale_data() {
    QTest::addColumn<double>("value");
    QTest::addColumn<int>("decimals");
    QTest::addColumn<QString>("text");
    QTest::newRow("two") << 1719.0 << 2 << "1719.00";
    QTest::newRow("none") << 1234567.5001 << 0 << "1234568";
    QTest::newRow("negative") << -0.126 << 2 << "-0.13";
    QTest::newRow("no negative zero") << -0.001 << 2 << "0.00";
    QTest::newRow("large") << 1e300 << 0 << QString::number(1e300, 'f', 0);
    QTest::newRow("not a number") << std::numeric_limits<double>::quiet_NaN() << 2 << "n/a";
    QTest::newRow("infinite") << -std::numeric_limits<double>::infinity() << 2 << "n/a";
}

void TestTsv::numbersAreFixedPointInAnyLocale() {
    QFETCH(double, value);
    QFETCH(int, decimals);
    QFETCH(QString, text);
    for (const char* locale : {"C", "de_DE.UTF-8"}) { // setlocale leaves things alone where that locale is missing
        std::setlocale(LC_ALL, locale);
        const std::string formatted = formatNumber(value, decimals);
        std::setlocale(LC_ALL, "C");
        QCOMPARE(QString::fromStdString(formatted), text);
    }
}

void TestTsv::onlyWholeNumbersAreParsed() {
    QCOMPARE(*tessera::parseNumber("-2.5e3"), -2500.0);
    QCOMPARE(*tessera::parseInteger("-17"), std::int64_t{-17});
    for (const char* text : {"", " 1", "1 ", "1,5", "x", "n/a"}) {
        QVERIFY2(!tessera::parseNumber(text), text);
        QVERIFY2(!tessera::parseInteger(text), text);
    }
    QVERIFY(!tessera::parseInteger("1.0"));
    QVERIFY(!tessera::parseInteger("99999999999999999999"));
    QCOMPARE(formatNumber(std::optional<double>(), 2), std::string("n/a"));
}

QTEST_APPLESS_MAIN(TestTsv)
#include "tst_tsv.moc"
