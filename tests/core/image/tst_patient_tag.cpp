#include "core/image/patient_tag.h"

#include "tests/support/dicom_builder.h"
#include "tests/support/shared_data.h"

#include <QTemporaryDir>
#include <QtTest>

namespace fs = std::filesystem;

using namespace tessera;

class TestPatientTag : public QObject {
    Q_OBJECT

  private slots:
    void saysWhatTheHeaderSays();
    void characterSets_data();
    void characterSets();
    void otherFilesHaveNone();

  private:
    QTemporaryDir m_folder;
    fs::path write(const test::DicomSlice& slice) const {
        const fs::path file = fs::path(m_folder.path().toStdString()) / "slice.dcm";
        slice.write(file);
        return file;
    }
};

void TestPatientTag::saysWhatTheHeaderSays() {
    test::DicomSlice slice(1);
    slice.set(0x00080020, "DA", "20261125").set(0x00100010, "PN", "Doe^Jane^^Dr.=ideographic");
    const PatientTag tag = readPatientTag(write(slice));
    QCOMPARE(tag.name, std::string("Doe Jane Dr."));
    QCOMPARE(tag.id, std::string("4711"));
    QCOMPARE(tag.studyDate, std::string("2026-11-25"));
    slice.remove(0x00080020).remove(0x00100010).remove(0x00100020);
    QVERIFY(readPatientTag(write(slice)).isEmpty());
}

void TestPatientTag::characterSets_data() {
    QTest::addColumn<QByteArray>("set");
    QTest::addColumn<QByteArray>("stored");
    QTest::addColumn<QByteArray>("read");
    QTest::newRow("UTF-8") << QByteArray("ISO_IR 192") << QByteArray("M\xC3\xBCller") << QByteArray("M\xC3\xBCller");
    QTest::newRow("Latin-1") << QByteArray("ISO_IR 100") << QByteArray("M\xFCller") << QByteArray("M\xC3\xBCller");
    QTest::newRow("Latin-2") << QByteArray("ISO_IR 101") << QByteArray("\xAAtefan") << QByteArray("\xC5\x9Etefan");
    QTest::newRow("Cyrillic") << QByteArray("ISO_IR 144") << QByteArray("\xB8\xD2") << QByteArray("\xD0\x98\xD0\xB2");
    QTest::newRow("GB18030") << QByteArray("GB18030") << QByteArray("\xCD\xF5^\xD0\xA1")
                             << QByteArray("\xE7\x8E\x8B \xE5\xB0\x8F");
    QTest::newRow("escapes") << QByteArray("ISO 2022 IR 6\\ISO 2022 IR 101") << QByteArray("\x1B-B\xAAtefan")
                             << QByteArray("\xC5\x9Etefan");
    QTest::newRow("unknown") << QByteArray("ISO_IR 999") << QByteArray("M\xFCller") << QByteArray("M?ller");
    QTest::newRow("not stated") << QByteArray() << QByteArray("M\xFCller") << QByteArray("M?ller");
    QTest::newRow("damaged") << QByteArray("GB18030") << QByteArray("M\xFF\xFFller") << QByteArray("M??ller");
    QTest::newRow("no UTF-8 after all") << QByteArray("ISO_IR 192") << QByteArray("M\xFCller") << QByteArray("M?ller");
}

void TestPatientTag::characterSets() {
    QFETCH(QByteArray, set);
    QFETCH(QByteArray, stored);
    QFETCH(QByteArray, read);
    test::DicomSlice slice(1);
    slice.set(0x00080005, "CS", set.toStdString()).set(0x00100010, "PN", stored.toStdString());
    QCOMPARE(readPatientTag(write(slice)).name, read.toStdString());
}

void TestPatientTag::otherFilesHaveNone() {
    QVERIFY(readPatientTag(test::sourcePath("resources/sample/colin27_T1w.nii.gz")).isEmpty());
    QVERIFY(readPatientTag("/nowhere/at/all").isEmpty());
}

QTEST_APPLESS_MAIN(TestPatientTag)
#include "tst_patient_tag.moc"
