#include "core/model/pth.h"
#include "tests/support/expect_error.h"
#include "tests/support/malformed_pth.h"

#include <QTemporaryDir>
#include <QtTest>

#include <set>

using namespace tessera;
using namespace tessera::model;
using test::MalformedCase;
Q_DECLARE_METATYPE(MalformedCase)

/// Every broken or malicious file is refused in words that name it and what is wrong, whatever it asks for.
class TestPthMalformed : public QObject {
    Q_OBJECT

  private slots:
    void everyCaseIsNamedOnce();
    void refusedInWords_data();
    void refusedInWords();
};

void TestPthMalformed::everyCaseIsNamedOnce() {
    std::set<std::string> names;
    for (const MalformedCase& broken : test::malformedPth()) {
        QVERIFY2(names.insert(broken.name).second, broken.name.c_str());
    }
    QVERIFY(names.size() >= 40);
}

void TestPthMalformed::refusedInWords_data() {
    QTest::addColumn<MalformedCase>("broken");
    for (const MalformedCase& broken : test::malformedPth()) {
        QTest::newRow(broken.name.c_str()) << broken;
    }
}

void TestPthMalformed::refusedInWords() {
    QFETCH(MalformedCase, broken);
    QTemporaryDir folder;
    const std::filesystem::path file = broken.write(folder.path().toStdString());
    EXPECT_ERROR(PthFile::read(file), broken.code, broken.text);
    EXPECT_ERROR(PthFile::read(file), broken.code, file.filename().string());
}

QTEST_APPLESS_MAIN(TestPthMalformed)
#include "tst_pth_malformed.moc"
