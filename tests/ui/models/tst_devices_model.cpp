#include "ui/models/devices_model.h"

#include <QAbstractItemModelTester>
#include <QtTest>

using namespace tessera::ui;

namespace {

DeviceState device(const char* name, std::int64_t tiles, double busy) {
    return {.name = name,
            .lanes = 2,
            .running = 1,
            .tiles = tiles,
            .busySeconds = busy,
            .reservedBytes = 1'300'000'000,
            .budgetBytes = 20'000'000'000};
}

} // namespace

class TestDevicesModel : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void ratesAndShares();
    void theHistoryIsThreeMinutes();
    void countersThatStartAnew();
    void devicesThatGo();
    void metersOfDevices();
};

void TestDevicesModel::ratesAndShares() {
    DevicesModel model;
    const QAbstractItemModelTester tester(&model);
    QCOMPARE(model.summary(), QString());
    for (int second = 0; second <= 60; ++second) { // half a tile a second, then one a second
        const int late = std::max(0, second - 30);
        model.takeDevices({device("cpu", 15 * std::min(second, 30) / 30 + late, 1.5 * second)}, second);
    }
    QCOMPARE(model.tilesPerSecond(0), 1.0); // of the last half minute
    QCOMPARE(model.busyShare(0), 0.75);
    QCOMPARE(model.index(0, DevicesModel::Rate).data().toString(), QString("1.00"));
    QCOMPARE(model.index(0, DevicesModel::Busy).data().toString(), QString("75 %"));
    QCOMPARE(model.index(0, DevicesModel::Memory).data().toString(), QString("– / – / 20 GB"));
    QCOMPARE(model.index(0, DevicesModel::State).data().toString(), QString("computing"));
    QCOMPARE(model.summary(), QString("cpu 75 % · 1.3 of 20 GB · 1.0 tiles/s"));
    QVERIFY(model.index(0, 0).data(Qt::ToolTipRole).toString().contains("45"));
}

void TestDevicesModel::theHistoryIsThreeMinutes() {
    DevicesModel model;
    for (int second = 0; second <= 1000; ++second) {
        model.takeDevices({device("cpu", 2 * second, second)}, second);
    }
    const auto history = model.history(0);
    QCOMPARE(history.size(), std::size_t{181});
    QCOMPARE(history.front().secondsAgo, 180.0);
    QCOMPARE(history.back().secondsAgo, 0.0);
    QCOMPARE(history.back().tilesPerSecond, 2.0);
    QCOMPARE(history.back().busyShare, 0.5);
    QCOMPARE(history.back().memoryShare, 0.065);
}

void TestDevicesModel::countersThatStartAnew() {
    DevicesModel model;
    const QAbstractItemModelTester tester(&model);
    model.takeDevices({device("cpu", 500, 100)}, 10);
    model.takeDevices({device("cpu", 3, 1)}, 11); // another engine
    QCOMPARE(model.tilesPerSecond(0), 0.0);
    model.takeDevices({device("cpu", 4, 3)}, 12);
    QCOMPARE(model.tilesPerSecond(0), 1.0);
    QCOMPARE(model.history(0).size(), std::size_t{2});
}

void TestDevicesModel::devicesThatGo() {
    DevicesModel model;
    const QAbstractItemModelTester tester(&model);
    model.takeDevices({device("cuda:0", 1, 1), device("cpu", 1, 1)}, 1);
    QCOMPARE(model.rowCount(), 2);
    DeviceState lost = device("cuda:0", 1, 1);
    lost.lost = true;
    model.takeDevices({lost, device("cpu", 2, 1)}, 2);
    QCOMPARE(model.index(0, DevicesModel::State).data().toString(), QString("lost"));
    QVERIFY(model.summary().startsWith("cuda:0 lost"));
    model.takeDevices({device("cpu", 2, 1)}, 3);
    QCOMPARE(model.rowCount(), 1);
    model.takeDevices({}, 4);
    QCOMPARE(model.rowCount(), 0);
}

void TestDevicesModel::metersOfDevices() {
    DevicesModel model;
    const QAbstractItemModelTester tester(&model);
    DeviceState now = device("cuda:0", 1, 1);
    const auto text = [&model](int column, int role = Qt::DisplayRole) {
        return model.index(0, column).data(role).toString();
    };
    model.takeDevices({now}, 1);
    QCOMPARE(text(DevicesModel::Load), QString("–"));
    QCOMPARE(text(DevicesModel::Load, Qt::ToolTipRole), QString("Not measured yet."));
    now.whyUnknown = "there is no driver";
    now.usedByUsBytes = 2'000'000'000;
    model.takeDevices({now}, 2);
    QCOMPARE(text(DevicesModel::Memory), QString("2.0 / – / 20 GB"));
    for (const int column : {DevicesModel::Load, DevicesModel::Memory, DevicesModel::Temperature}) {
        QVERIFY(text(column).contains("–"));
        QCOMPARE(text(column, Qt::ToolTipRole), QString("Not measured: there is no driver."));
    }
    QVERIFY(text(DevicesModel::Lanes, Qt::ToolTipRole).contains("so far"));
    now.loadPercent = 35;
    now.usedByOthersBytes = 31'000'000'000;
    now.temperatureC = 54;
    model.takeDevices({now}, 3);
    QCOMPARE(text(DevicesModel::Load), QString("35 %"));
    QCOMPARE(text(DevicesModel::Lanes), QString("1 of 2"));
    QCOMPARE(text(DevicesModel::Memory), QString("2.0 / 31 / 20 GB"));
    QCOMPARE(text(DevicesModel::Temperature), QString("54 °C"));
    for (int column = 0; column < DevicesModel::Columns; ++column) {
        QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
    }
    QVERIFY(!model.headerData(DevicesModel::Load, Qt::Horizontal, Qt::ToolTipRole).toString().isEmpty());
}

QTEST_MAIN(TestDevicesModel)
#include "tst_devices_model.moc"
