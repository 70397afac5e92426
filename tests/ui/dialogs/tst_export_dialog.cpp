#include "core/image/image_io.h"
#include "tests/ui/named_widget.h"
#include "ui/base/paths.h"
#include "ui/dialogs/export_dialog.h"

#include <QCheckBox>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>

using namespace tessera;
using namespace tessera::ui;
namespace fs = std::filesystem;

/// Real exports, through the dialog as a person sees it.
class TestExportDialog : public QObject {
    Q_OBJECT

  private:
    QTemporaryDir m_temporary;
    const fs::path m_folder = fs::path(m_temporary.path().toStdString());
    const fs::path m_map = m_folder / "sub-01_T1w_dseg.nii.gz";
    QPointer<ExportDialog> m_dialog;

    QImage m_views{40, 30, QImage::Format_RGB32}; ///< what the window shows

    void open() {
        delete m_dialog;
        m_dialog = new ExportDialog(
            m_map, [this] { return m_views; }, nullptr);
        m_dialog->show();
    }
    QPushButton& start() const {
        for (QPushButton* const each : m_dialog->findChildren<QPushButton*>()) {
            if (each->text() == "Export") {
                return *each;
            }
        }
        qFatal("no such button");
    }
    QCheckBox& box(const QString& text) const {
        for (QCheckBox* const each : m_dialog->findChildren<QCheckBox*>()) {
            if (each->text().startsWith(text)) {
                return *each;
            }
        }
        qFatal("no such box");
    }
    QString said() const { return test::named<QLabel>(*m_dialog, "Result of the export")->text(); }
    /// What is said at the end.
    QString exported() const {
        QTest::mouseClick(&start(), Qt::LeftButton);
        const bool hasEnded = QTest::qWaitFor([this] { return start().isEnabled(); }, 30'000);
        return hasEnded ? said() : QString("still at it");
    }

  private slots:
    void initTestCase();
    void cleanup() { delete m_dialog; }
    void whatIsTickedIsWrittenAndReadsBack();
    void nothingIsReplacedUnlessAsked();
    void aFolderThatCannotBeIsTold();
    void aMapThatIsGoneIsTold();
    void aPictureThatCannotBeWrittenIsTold();
    void thePictureIsOfTheCaseThatIsExported();
    void aMapWithoutATableIsExportedAlone();
    void nothingTickedCannotBeExported();
    void closingInTheMiddleIsSafe();
};

void TestExportDialog::initTestCase() {
    m_views.fill(Qt::blue);
    LabelVolume labels;
    labels.geometry = Geometry::fromAffine({9, 8, 7}, Affine::scaling({-1, 1, 2}));
    labels.labels.assign(labels.geometry.voxels(), 0);
    labels.labels[40] = 47;
    labels.labels[41] = 48;
    writeImage(m_map, labels.geometry, compactLabels(labels.labels), Intent::Label);
}

void TestExportDialog::whatIsTickedIsWrittenAndReadsBack() {
    open();
    box("NRRD").setChecked(true);
    box("Picture").setChecked(true);
    QVERIFY2(exported().startsWith("Done"), qPrintable(said()));
    const fs::path folder = m_folder / "export";
    const LabelVolume before = readLabels(m_map);
    for (const char* name : {"sub-01_desc-tessera_dseg.nii.gz", "sub-01_desc-tessera_dseg.nrrd"}) {
        QVERIFY2(said().contains(name), qPrintable(said()));
        QVERIFY(readLabels(folder / name).labels == before.labels);
    }
    QVERIFY(fs::exists(folder / "sub-01_desc-tessera_dseg.tsv"));
    QCOMPARE(QImage(textOf(folder / "sub-01_desc-tessera.png")).convertToFormat(QImage::Format_RGB32), m_views);
    for (const auto& entry : fs::directory_iterator(folder)) {
        QVERIFY2(!entry.path().filename().string().starts_with("."), entry.path().c_str()); // nothing is left over
    }
}

void TestExportDialog::nothingIsReplacedUnlessAsked() {
    open();
    const QString refused = exported();
    QVERIFY2(refused.contains("sub-01_desc-tessera") && refused.contains("let files be replaced"), qPrintable(refused));
    box("Replace").setChecked(true);
    QVERIFY2(exported().startsWith("Done"), qPrintable(said()));
}

void TestExportDialog::aFolderThatCannotBeIsTold() {
    open();
    auto* folder = test::named<QLineEdit>(*m_dialog, "Folder");
    folder->setText(textOf(m_map / "below a file"));
    QVERIFY2(exported().contains("below a file") && said().contains("Check the folder"), qPrintable(said()));
}

void TestExportDialog::aMapThatIsGoneIsTold() {
    open();
    box("Replace").setChecked(true);
    fs::rename(m_map, m_folder / "elsewhere");
    const QString words = exported();
    fs::rename(m_folder / "elsewhere", m_map);
    QVERIFY2(words.contains("sub-01_T1w_dseg.nii.gz") && words.contains("Check the path"), qPrintable(words));
}

void TestExportDialog::aPictureThatCannotBeWrittenIsTold() {
    open();
    box("Picture").setChecked(true);
    box("Replace").setChecked(true);
    const fs::path file = m_folder / "export/sub-01_desc-tessera.png";
    fs::remove(file);
    fs::create_directories(file / "in its place");
    const QString words = exported();
    fs::remove_all(file);
    QVERIFY2(words.contains("sub-01_desc-tessera.png"), qPrintable(words));
    m_views = QImage();
    QVERIFY2(exported().contains("sub-01_desc-tessera.png"), qPrintable(said()));
    m_views = QImage(40, 30, QImage::Format_RGB32);
    m_views.fill(Qt::blue);
}

/// The dialog isn't modal: another case may come to the front before and while it exports.
void TestExportDialog::thePictureIsOfTheCaseThatIsExported() {
    const auto written = [this] {
        return QImage(textOf(m_folder / "export/sub-01_desc-tessera.png")).convertToFormat(QImage::Format_RGB32);
    };
    open();
    QVERIFY2(m_dialog->windowTitle().contains("sub-01_T1w_dseg"), qPrintable(m_dialog->windowTitle()));
    box("Picture").setChecked(true);
    box("Replace").setChecked(true);
    const QImage own = m_views;
    QTest::mouseClick(&start(), Qt::LeftButton);
    m_views.fill(Qt::red); // the next patient
    m_dialog->setInFront(m_folder / "sub-02_T1w_dseg.nii.gz");
    QVERIFY(QTest::qWaitFor([this] { return start().isEnabled(); }, 30'000));
    QVERIFY2(said().startsWith("Done"), qPrintable(said()));
    QCOMPARE(written(), own);

    QCheckBox& picture = box("No picture");
    QVERIFY(!picture.isEnabled() && !picture.isChecked());
    QVERIFY2(exported().startsWith("Done") && !said().contains(".png"), qPrintable(said()));
    QCOMPARE(written(), own);
    m_dialog->setInFront(m_map); // and back
    QVERIFY(picture.isEnabled() && !picture.isChecked() && picture.text().startsWith("Picture"));
    m_views = own;
}

void TestExportDialog::aMapWithoutATableIsExportedAlone() {
    open();
    m_dialog->setNoTable();
    box("Replace").setChecked(true);
    QVERIFY(!box("BIDS").isEnabled() && !box("Table (.tsv)").isEnabled() && box("NIfTI").isChecked());
    QVERIFY2(said().contains("No label table"), qPrintable(said()));
    QVERIFY2(exported().startsWith("Done: 1 file"), qPrintable(said()));
}

void TestExportDialog::nothingTickedCannotBeExported() {
    open();
    QVERIFY(start().isEnabled());
    for (QCheckBox* const each : m_dialog->findChildren<QCheckBox*>()) {
        each->setChecked(false);
    }
    QVERIFY(!start().isEnabled());
    box("Picture").setChecked(true);
    QVERIFY(start().isEnabled());
}

void TestExportDialog::closingInTheMiddleIsSafe() {
    open();
    box("Replace").setChecked(true);
    QTest::mouseClick(&start(), Qt::LeftButton);
    QTest::keyClick(m_dialog, Qt::Key_Escape);
    QTRY_VERIFY(m_dialog.isNull());
    QVERIFY(readLabels(m_folder / "export/sub-01_desc-tessera_dseg.nii.gz").labels == readLabels(m_map).labels);
}

QTEST_MAIN(TestExportDialog)
#include "tst_export_dialog.moc"
