#include "ui/models/regions_filter.h"
#include "ui/models/regions_model.h"

#include <QAbstractItemModelTester>
#include <QColor>
#include <QSignalSpy>
#include <QtTest>

#include <memory>

using namespace tessera;
using namespace tessera::ui;

namespace {

quantify::Measurement measurement() {
    quantify::Measurement out;
    for (const labels::Region& region : labels::brainColor().regions()) {
        quantify::RegionStats stats{.number = region.number, .voxels = 10, .volumeMm3 = 1000.0 + region.number};
        stats.sharePercent = 0.5;
        if (region.hemisphere == labels::Hemisphere::Left || region.hemisphere == labels::Hemisphere::Right) {
            stats.asymmetryPercent = 4.5;
        }
        if (region.number % 2 == 0) {
            stats.meanAgreement = 0.875;
        }
        out.regions.push_back(stats);
    }
    return out;
}

/// All indexes in the first column.
QModelIndexList allOf(const QAbstractItemModel& model, const QModelIndex& parent = {}) {
    QModelIndexList out;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        out << index << allOf(model, index);
    }
    return out;
}

} // namespace

class TestRegionsModel : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<RegionsModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

  private slots:
    void init();
    void cleanup() { QLocale::setDefault(QLocale::c()); }
    void everyRegionOnceInEveryGrouping();
    void numbersUseTheLocale();
    void whatIsShown();
    void searchAndSort();
    void copiedAsText();
    void sidesThatAreNotVerifiedAreMarked();
    void nothingMeasured();
    void anotherMeasurementKeepsTheRows();
};

void TestRegionsModel::init() {
    QLocale::setDefault(QLocale::c());
    m_tester.reset();
    m_model = std::make_unique<RegionsModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_model->setMeasurement(labels::brainColor(), measurement());
}

void TestRegionsModel::everyRegionOnceInEveryGrouping() {
    for (const auto grouping :
         {RegionsModel::Grouping::None, RegionsModel::Grouping::ByLobe, RegionsModel::Grouping::ByTissue}) {
        m_model->setGrouping(grouping);
        std::set<std::int32_t> numbers;
        int groups = 0;
        for (const QModelIndex& index : allOf(*m_model)) {
            if (const auto number = m_model->numberAt(index)) {
                QVERIFY(numbers.insert(*number).second);
                QCOMPARE(m_model->indexOf(*number), index);
                QCOMPARE(index.data(Qt::DecorationRole).value<QColor>().red(),
                         labels::brainColor().find(*number)->colour[0]);
            } else {
                ++groups;
            }
        }
        QCOMPARE(numbers.size(), std::size_t{132});
        QCOMPARE(groups > 0, grouping != RegionsModel::Grouping::None);
        QVERIFY(!m_model->indexOf(99999).isValid() && !m_model->indexOf(0).isValid());
    }
}

void TestRegionsModel::numbersUseTheLocale() {
    const auto text = [this](std::int32_t number, int column) {
        return m_model->indexOf(number).siblingAtColumn(column).data().toString();
    };
    QCOMPARE(text(4, RegionsModel::Volume), QString("1.00"));
    QCOMPARE(text(4, RegionsModel::Side), QString("midline"));
    QCOMPARE(text(4, RegionsModel::Asymmetry), QString("–"));
    QCOMPARE(text(23, RegionsModel::Agreement), QString("–"));
    QCOMPARE(text(30, RegionsModel::Agreement), QString("87.5"));
    QLocale::setDefault(QLocale(QLocale::German));
    QCOMPARE(text(23, RegionsModel::Asymmetry), QString("+4,5"));
    QCOMPARE(m_model->indexOf(23).siblingAtColumn(RegionsModel::Volume).data(RegionsModel::SortRole).toDouble(), 1.023);
    const QModelIndex group = m_model->indexOf(4).parent();
    const int regions = m_model->rowCount(group);
    double sum = 0;
    for (int row = 0; row < regions; ++row) {
        sum += m_model->index(row, RegionsModel::Volume, group).data(RegionsModel::SortRole).toDouble();
    }
    QVERIFY(std::abs(group.siblingAtColumn(RegionsModel::Volume).data(RegionsModel::SortRole).toDouble() - sum) < 1e-9);
}

void TestRegionsModel::whatIsShown() {
    QCOMPARE(m_model->visible().size(), std::size_t{132});
    QSignalSpy spy(m_model.get(), &RegionsModel::visibilityChanged);
    QVERIFY(m_model->setData(m_model->indexOf(23), Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(spy.size(), 1);
    QVERIFY(!m_model->visible().contains(23));
    const QModelIndex group = m_model->indexOf(23).parent();
    QCOMPARE(group.data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::PartiallyChecked));
    QVERIFY(m_model->setData(group, Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(m_model->visible().size(), std::size_t{132} - static_cast<std::size_t>(m_model->rowCount(group)));
    QVERIFY(m_model->setData(group, Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(m_model->visible().size(), std::size_t{132});
    m_model->showNone();
    QCOMPARE(m_model->indexOf(23).data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Unchecked));
    m_model->showOnly(30);
    m_model->setVisible({30, 99999});
    QCOMPARE(m_model->visible(), std::set<std::int32_t>{30});
    spy.clear();
    m_model->setMeasurement(labels::brainColor(), measurement()); // the next case of the same table
    m_model->setGrouping(RegionsModel::Grouping::None);
    QCOMPARE(m_model->visible(), std::set<std::int32_t>{30});
    QCOMPARE(spy.size(), 0);
    m_model->showAll();
    QCOMPARE(m_model->visible().size(), std::size_t{132});
    m_model->clear();
    QVERIFY(m_model->visible().empty() && m_model->rowCount() == 0);
}

void TestRegionsModel::searchAndSort() {
    RegionsFilter filter;
    const QAbstractItemModelTester tester(&filter);
    filter.setSourceModel(m_model.get());
    filter.setText("hippocampus LEFT");
    QStringList names;
    for (const QModelIndex& index : allOf(filter)) {
        if (!filter.hasChildren(index)) {
            names << index.data().toString();
        }
    }
    QVERIFY(names.contains("Left Hippocampus") && names.filter("Right").isEmpty());
    QVERIFY(names.size() < 5);
    filter.setText("no such region");
    QCOMPARE(filter.rowCount(), 0);
    filter.setText({});
    m_model->setGrouping(RegionsModel::Grouping::None);
    filter.sort(RegionsModel::Volume, Qt::DescendingOrder);
    QCOMPARE(filter.index(0, 0).data(RegionsModel::NumberRole).toInt(), 207);
    filter.sort(RegionsModel::Volume, Qt::AscendingOrder);
    QCOMPARE(filter.index(0, 0).data(RegionsModel::NumberRole).toInt(), 4);
}

void TestRegionsModel::copiedAsText() {
    QLocale::setDefault(QLocale(QLocale::German));
    const QString text = m_model->tsv({m_model->indexOf(30), m_model->indexOf(30), m_model->indexOf(4)});
    const QStringList lines = text.split('\n');
    QCOMPARE(lines.size(), 4);
    QCOMPARE(lines[1], QString("30\tLeft Accumbens Area\tleft\t1.0300\t0.500\t4.50\t0.8750\tverified"));
    QCOMPARE(lines[2].section('\t', 5, 6), QString("n/a\t0.8750"));
    const QModelIndex group = m_model->indexOf(4).parent();
    QCOMPARE(m_model->tsv({group}).count('\n'), m_model->rowCount(group) + 1);
}

void TestRegionsModel::sidesThatAreNotVerifiedAreMarked() {
    const auto header = [this](int column) {
        return m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    };
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::headerDataChanged);
    m_model->setSides(RegionsModel::Sides::Unverified);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(header(RegionsModel::Side), QString("Side ?"));
    QCOMPARE(header(RegionsModel::Asymmetry), QString("L/R % ?"));
    QVERIFY(header(RegionsModel::Name).contains("not verified"));
    QCOMPARE(header(RegionsModel::Volume), QString("ml"));
    QVERIFY(m_model->tsv({m_model->indexOf(30)}).endsWith("\tunverified\n"));
    m_model->setSides(RegionsModel::Sides::Confirmed);
    QCOMPARE(header(RegionsModel::Asymmetry), QString("L/R %"));
    QVERIFY(m_model->tsv({m_model->indexOf(30)}).endsWith("\tconfirmed by a person\n"));
}

void TestRegionsModel::nothingMeasured() {
    m_model->setMeasurement(labels::brainColor(), {});
    QCOMPARE(m_model->indexOf(23).siblingAtColumn(RegionsModel::Volume).data().toString(), QString("–"));
    QVERIFY(m_model->stats(23) == nullptr);
    QVERIFY(m_model->tsv({m_model->indexOf(23)}).contains("n/a"));
}

void TestRegionsModel::anotherMeasurementKeepsTheRows() {
    RegionsFilter filter;
    const QAbstractItemModelTester tester(&filter);
    filter.setSourceModel(m_model.get());
    for (const auto grouping : {RegionsModel::Grouping::ByLobe, RegionsModel::Grouping::None}) {
        m_model->setGrouping(grouping);
        m_model->setMeasurement(labels::brainColor(), {}); // tiles land: nothing is measured
        const QPersistentModelIndex kept(filter.mapFromSource(m_model->indexOf(30)));
        QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
        QSignalSpy changes(m_model.get(), &QAbstractItemModel::dataChanged);
        m_model->setMeasurement(labels::brainColor(), {});
        QCOMPARE(changes.size(), 0); // another tile
        QCOMPARE(m_model->indexOf(30).siblingAtColumn(RegionsModel::Volume).data().toString(), QString("–"));
        m_model->setMeasurement(labels::brainColor(), measurement());
        QVERIFY(changes.size() > 0);
        QCOMPARE(resets.size(), 0);
        QVERIFY(kept.isValid());
        QCOMPARE(kept, filter.mapFromSource(m_model->indexOf(30)));
        QCOMPARE(QModelIndex(kept).siblingAtColumn(RegionsModel::Volume).data().toString(), QString("1.03"));
        m_model->setMeasurement(labels::LabelTable("other", {{.number = 7, .name = "seven"}}, {.name = "background"}),
                                {});
        QCOMPARE(resets.size(), 1);
        QVERIFY(!kept.isValid());
        m_model->setMeasurement(labels::brainColor(), measurement());
    }
}

QTEST_MAIN(TestRegionsModel)
#include "tst_regions_model.moc"
