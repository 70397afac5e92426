#include "core/cuda/cuda_loader.h"

#include <QtTest>

using namespace tessera::cuda;

/// The libtessera_cuda of this build: it loads without a driver and says how many GPUs there are.
class TestCudaModule : public QObject {
    Q_OBJECT

  private slots:
    void itLoadsAndCounts();
    void callsThatCannotBeRightAreRefused();
};

void TestCudaModule::itLoadsAndCounts() {
    std::string reason;
    const CudaInterface* const module = findModule(reason);
    QVERIFY2(module != nullptr, reason.c_str());
    int count = -1;
    const int code = module->deviceCount(&count);
    QVERIFY((code == 0) == (count > 0));
    qInfo("%d devices%s%s", count, code == 0 ? "" : ": ", code == 0 ? "" : module->errorText(code));
    for (int i = 0; i < count; ++i) {
        DeviceProperties device;
        QCOMPARE(module->properties(i, &device), 0);
        qInfo("%s, %d.%d, %d processors", device.name, device.major, device.minor, device.processors);
    }
    DeviceProperties none;
    QVERIFY(module->properties(count, &none) != 0);
    module->beginRange("test");
    module->endRange();
}

/// Before anything reaches a GPU.
void TestCudaModule::callsThatCannotBeRightAreRefused() {
    std::string reason;
    const CudaInterface* const module = findModule(reason);
    QVERIFY2(module != nullptr, reason.c_str());
    QVERIFY(module->scaleToByteRange({}, nullptr) != 0);
    QVERIFY(module->normaliseChannels({}, nullptr) != 0);
    QVERIFY(module->firstLargest({}, nullptr) != 0);
    QVERIFY(module->majorityVote({}, nullptr) != 0);
}

QTEST_GUILESS_MAIN(TestCudaModule)
#include "tst_cuda_module.moc"
