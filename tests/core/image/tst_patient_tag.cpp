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
    QTest::newRow("another") << QByteArray("ISO_IR 144") << QByteArray("M\xFCller") << QByteArray("M?ller");
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
