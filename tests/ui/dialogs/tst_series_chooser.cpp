#include "tests/ui/named_widget.h"
#include "ui/dialogs/series_chooser.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTreeWidget>
#include <QtTest>

#include <memory>

using namespace tessera;
using namespace tessera::ui;

namespace {

Question question(int number, const char* file) {
    return {.number = number,
            .file = file,
            .code = "SeriesUnclear",
            .message = {},
            .series = {{.series = "1.2.1",
                        .number = 1,
                        .description = "localizer",
                        .kind = "localiser",
                        .size = {256, 256, 3},
                        .spacingMm = {1, 1, 0},
                        .orientation = {}},
                       {.series = "1.2.3",
                        .number = 3,
                        .description = "t1_mprage_sag",
                        .kind = "T1",
                        .size = {256, 256, 176},
                        .spacingMm = {1, 1, 1.2},
                        .orientation = "sagittal",
                        .suitable = true,
                        .suggested = true},
                       {.series = "1.2.4",
                        .number = 4,
                        .description = "t1_mprage_km",
                        .kind = "T1 with contrast agent",
                        .size = {256, 256, 176},
                        .spacingMm = {1, 1, 1.2},
                        .orientation = "sagittal",
                        .suitable = true}}};
}

} // namespace

class TestSeriesChooser : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<SeriesChooser> m_chooser;

    QTreeWidget& table() const { return *test::named<QTreeWidget>(*m_chooser, "Series of the study"); }
    QPushButton& button(const QString& text) const {
        for (QPushButton* const each : m_chooser->findChildren<QPushButton*>()) {
            if (each->text().startsWith(text)) {
                return *each;
            }
        }
        qFatal("no such button");
    }
    bool says(const QString& text) const {
        const auto labels = m_chooser->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel* label) { return label->isVisible() && label->text().contains(text); });
    }

  private slots:
    void init();
    void everySeriesHasARow();
    void theSuggestedOneIsTicked();
    void severalAreAnsweredTogether();
    void nothingTickedCannotBeSegmented();
    void studiesWaitForEachOther();
    void escapeAnswersNone();
};

void TestSeriesChooser::init() {
    QLocale::setDefault(QLocale::c());
    m_chooser = std::make_unique<SeriesChooser>(nullptr);
}

void TestSeriesChooser::everySeriesHasARow() {
    m_chooser->add(question(7, "/study"));
    QVERIFY(m_chooser->isVisible() && !m_chooser->isModal());
    QVERIFY(says("/study"));
    QCOMPARE(table().topLevelItemCount(), 3);
    const auto row = [this](int at) {
        QStringList out;
        for (int column = 0; column < table().columnCount(); ++column) {
            out << table().topLevelItem(at)->text(column);
        }
        return out.join('|');
    };
    QCOMPARE(row(0), QString("1|localizer|not suggested: localiser|3|1 × 1 × ? mm|not stated"));
    QCOMPARE(row(1), QString("3|t1_mprage_sag|T1 (suggested)|176|1 × 1 × 1.2 mm|sagittal"));
    QCOMPARE(row(2), QString("4|t1_mprage_km|T1 with contrast agent|176|1 × 1 × 1.2 mm|sagittal"));
}

void TestSeriesChooser::theSuggestedOneIsTicked() {
    QSignalSpy answers(m_chooser.get(), &SeriesChooser::answered);
    m_chooser->add(question(7, "/study"));
    QCOMPARE(table().currentItem(), table().topLevelItem(1));
    QTest::keyClick(m_chooser.get(), Qt::Key_Return);
    QCOMPARE(answers.size(), 1);
    QCOMPARE(answers[0][0].toInt(), 7);
    QCOMPARE(answers[0][1].toStringList(), QStringList("1.2.3"));
    QVERIFY(!m_chooser->isVisible());
}

void TestSeriesChooser::severalAreAnsweredTogether() {
    QSignalSpy answers(m_chooser.get(), &SeriesChooser::answered);
    m_chooser->add(question(7, "/study"));
    table().setCurrentItem(table().topLevelItem(2));
    QTest::keyClick(&table(), Qt::Key_Space);
    QCOMPARE(table().topLevelItem(2)->checkState(0), Qt::Checked);
    QTest::mouseClick(&button("Segment"), Qt::LeftButton);
    QCOMPARE(answers[0][1].toStringList(), QStringList({"1.2.3", "1.2.4"}));
}

void TestSeriesChooser::nothingTickedCannotBeSegmented() {
    m_chooser->add(question(7, "/study"));
    QVERIFY(button("Segment").isEnabled());
    table().topLevelItem(1)->setCheckState(0, Qt::Unchecked);
    QVERIFY(!button("Segment").isEnabled());
}

void TestSeriesChooser::studiesWaitForEachOther() {
    QSignalSpy answers(m_chooser.get(), &SeriesChooser::answered);
    m_chooser->add(question(7, "/first"));
    m_chooser->add(question(8, "/second"));
    QVERIFY(says("/first") && !says("/second") && says("wait"));
    QTest::mouseClick(&button("None of them"), Qt::LeftButton);
    QCOMPARE(answers[0][0].toInt(), 7);
    QVERIFY(answers[0][1].toStringList().isEmpty());
    QVERIFY(m_chooser->isVisible() && says("/second") && !says("wait"));
    QTest::mouseClick(&button("Segment"), Qt::LeftButton);
    QCOMPARE(answers[1][0].toInt(), 8);
    QVERIFY(!m_chooser->isVisible());
    m_chooser->add(question(9, "/third")); // it comes again
    QVERIFY(m_chooser->isVisible() && says("/third"));
}

void TestSeriesChooser::escapeAnswersNone() {
    QSignalSpy answers(m_chooser.get(), &SeriesChooser::answered);
    m_chooser->add(question(7, "/first"));
    m_chooser->add(question(8, "/second"));
    QTest::keyClick(m_chooser.get(), Qt::Key_Escape);
    QCOMPARE(answers.size(), 2);
    QVERIFY(answers[0][1].toStringList().isEmpty() && answers[1][1].toStringList().isEmpty());
}

QTEST_MAIN(TestSeriesChooser)
#include "tst_series_chooser.moc"
