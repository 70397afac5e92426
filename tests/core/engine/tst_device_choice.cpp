#include "core/engine/device_choice.h"
#include "tests/support/expect_error.h"

#include <QtTest>

using namespace tessera;
using namespace tessera::engine;
using scheduler::DeviceDescription;
using scheduler::DeviceKind;

namespace {

CudaDevices noGpu() {
    return {.whyNone = "there is no NVIDIA driver"};
}

CudaDevices twoGpus() {
    return {.devices = {{.index = 0, .name = "A", .memory = 80, .free = 70}, {.index = 1, .name = "B", .free = 10}}};
}

CudaDevices mustNotBeAsked() {
    throw std::logic_error("the GPUs were listed");
}

std::string namesOf(const std::vector<DeviceDescription>& devices) {
    std::string out;
    for (const DeviceDescription& device : devices) {
        out += (out.empty() ? "" : " ") + device.name + "=" + std::to_string(device.gpu);
    }
    return out;
}

} // namespace

/// What `--devices` means on machines with and without GPUs.
class TestDeviceChoice : public QObject {
    Q_OBJECT

  private slots:
    void autoTakesEveryGpuAndTheCpu();
    void autoIsTheCpuWithoutAGpu();
    void gpusAreFilledIn();
    void indicesAreGivenOut_data();
    void indicesAreGivenOut();
    void missingGpusAreRefused_data();
    void missingGpusAreRefused();
    void cpusNeedNoList();
    void kindsAreNamed();
};

void TestDeviceChoice::autoTakesEveryGpuAndTheCpu() {
    const auto devices = chooseDevices("auto", 4, {}, twoGpus);
    QCOMPARE(namesOf(devices), std::string("cuda:0=0 cuda:1=1 cpu=-1"));
    QCOMPARE(kindsOf(devices), std::string("cpu+cuda"));
    QVERIFY(devices[0].speed > 1 && devices[2].speed == 1 && devices[2].threads == 4);
}

void TestDeviceChoice::autoIsTheCpuWithoutAGpu() {
    QCOMPARE(namesOf(chooseDevices("auto", 4, {}, noGpu)), std::string("cpu=-1"));
}

void TestDeviceChoice::gpusAreFilledIn() {
    const auto devices = chooseDevices("cuda:1+lanes=2", 4, {}, twoGpus);
    QVERIFY(devices.size() == 1 && devices[0].kind == DeviceKind::Cuda && devices[0].gpu == 1);
    QVERIFY(devices[0].capacity == 10 && devices[0].lanes == 2 && devices[0].contextBytes > 0);
}

void TestDeviceChoice::indicesAreGivenOut_data() {
    QTest::addColumn<QString>("spec");
    QTest::addColumn<QString>("names");
    QTest::newRow("one") << "cuda"
                         << "cuda=0";
    QTest::newRow("both") << "2xcuda"
                          << "cuda.1=0 cuda.2=1";
    QTest::newRow("one is named") << "cuda,cuda0"
                                  << "cuda=1 cuda0=0";
    QTest::newRow("with a CPU") << "cpu,cuda:1"
                                << "cpu=-1 cuda:1=1";
}

void TestDeviceChoice::indicesAreGivenOut() {
    QFETCH(QString, spec);
    QFETCH(QString, names);
    QCOMPARE(namesOf(chooseDevices(spec.toStdString(), 4, {}, twoGpus)), names.toStdString());
}

void TestDeviceChoice::missingGpusAreRefused_data() {
    QTest::addColumn<QString>("spec");
    QTest::addColumn<QString>("said");
    QTest::newRow("no such index") << "cuda:2"
                                   << "--devices cuda:2: there is no such GPU: CUDA shows 2";
    QTest::newRow("too many") << "3xcuda"
                              << "CUDA shows 2 to this program";
    QTest::newRow("twice") << "cuda0,cuda:0"
                           << "one GPU can't be several devices";
    QTest::newRow("without an index") << "cuda:"
                                      << "the GPU's index";
}

void TestDeviceChoice::missingGpusAreRefused() {
    QFETCH(QString, spec);
    QFETCH(QString, said);
    EXPECT_ERROR(chooseDevices(spec.toStdString(), 4, {}, twoGpus), ErrorCode::Usage, said.toStdString());
    EXPECT_ERROR(chooseDevices("cuda", 4, {}, noGpu), ErrorCode::Usage, "there is no NVIDIA driver");
}

void TestDeviceChoice::cpusNeedNoList() {
    QCOMPARE(chooseDevices("cpu,emu-8g", 4, {}, mustNotBeAsked).size(), std::size_t{2});
}

void TestDeviceChoice::kindsAreNamed() {
    QCOMPARE(kindsOf(chooseDevices("emu-8g,cpu", 4, {}, noGpu)), std::string("cpu+emulated"));
    QCOMPARE(kindsOf(chooseDevices("emu-8g,cuda,cpu", 4, {}, twoGpus)), std::string("cpu+cuda+emulated"));
    QCOMPARE(kindsOf(chooseDevices("cuda", 4, {}, twoGpus)), std::string("cuda"));
}

QTEST_GUILESS_MAIN(TestDeviceChoice)
#include "tst_device_choice.moc"
