#include "core/cuda/cuda_loader.h"

#include <QtTest>

using namespace tessera::cuda;

/// How libtessera_cuda is opened, with one of our own making in its place (tests/support/fake_cuda.cpp).
class TestCudaLoader : public QObject {
    Q_OBJECT

  private slots:
    void cleanup() { qunsetenv("FAKE_CUDA"); }
    void functionsAreThere();
    void aBuildWithoutItIsNoError();
    void anotherVersionIsRefused();
    void anotherLibraryIsRefused();
    void aFileThatIsNoLibraryIsRefused();
};

void TestCudaLoader::functionsAreThere() {
    std::string reason;
    const CudaInterface* const found = findModule(reason, TESSERA_FAKE_CUDA);
    QVERIFY2(found != nullptr, reason.c_str());
    int count = 0;
    QCOMPARE(found->deviceCount(&count), 0);
    QCOMPARE(count, 2);
    DeviceProperties device;
    QCOMPARE(found->properties(1, &device), 0);
    QCOMPARE(std::string(device.name), std::string("Fake H MIG 1g.10gb"));
}

void TestCudaLoader::aBuildWithoutItIsNoError() {
    std::string reason;
    QVERIFY(findModule(reason, "/nowhere/libtessera_cuda.so") == nullptr);
    QCOMPARE(reason, std::string("this build of Tessera has no CUDA part (libtessera_cuda.so)"));
    QCOMPARE(moduleFile().filename().string(), std::string("libtessera_cuda.so"));
}

void TestCudaLoader::anotherVersionIsRefused() {
    qputenv("FAKE_CUDA", "version");
    std::string reason;
    QVERIFY(findModule(reason, TESSERA_FAKE_CUDA) == nullptr);
    QVERIFY2(reason.find("another build") != std::string::npos, reason.c_str());
}

void TestCudaLoader::anotherLibraryIsRefused() {
    std::string reason;
    const auto other = QLibraryInfo::path(QLibraryInfo::LibrariesPath).toStdString() + "/libQt6Core.so.6";
    QVERIFY(findModule(reason, other) == nullptr);
    QVERIFY2(reason.find(kCudaSymbol) != std::string::npos, reason.c_str());
}

void TestCudaLoader::aFileThatIsNoLibraryIsRefused() {
    std::string reason;
    QVERIFY(findModule(reason, __FILE__) == nullptr);
    QVERIFY(!reason.empty());
}

QTEST_GUILESS_MAIN(TestCudaLoader)
#include "tst_cuda_loader.moc"
