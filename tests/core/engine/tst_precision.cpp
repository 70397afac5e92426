#include "core/base/os/file.h"
#include "core/engine/precision.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace tessera;
using namespace tessera::engine;
using network::Precision;

namespace {

int g_measured = 0; ///< calls of the module
double g_bf16 = 1;  ///< seconds beside fp32's 1

network::ModuleInterface fakeModule() {
    network::ModuleInterface out;
    out.libraryVersion = [] { return std::string("LibTorch 9"); };
    out.measureConvolution = [](Precision precision) {
        ++g_measured;
        return precision == Precision::Bf16 ? g_bf16 : 1.0;
    };
    out.measureLayer = [](Precision precision, int /*device*/, const network::ConvolutionShape& /*shape*/) {
        ++g_measured;
        return precision == Precision::Bf16 ? g_bf16 : 1.0;
    };
    return out;
}

} // namespace

/// One measurement a machine decides for all scans: a ratio near the limit may not change within a study.
class TestPrecision : public QObject {
    Q_OBJECT

  private:
    QTemporaryDir m_cache;

  private slots:
    void initTestCase() { qputenv("XDG_CACHE_HOME", m_cache.path().toLocal8Bit()); }
    void init() { g_measured = 0; }
    void aGpuIsMeasuredOnce();
    void anEarlierProgramsMeasurementCounts();
    void whatIsAskedForIsntMeasured();
};

void TestPrecision::aGpuIsMeasuredOnce() {
    const network::ModuleInterface module = fakeModule();
    const scheduler::DeviceDescription fast{.name = "cuda:0", .gpu = 0, .hardware = "A GPU"};
    const scheduler::DeviceDescription slow{.name = "cuda:1", .gpu = 1, .hardware = "Another GPU"};
    g_bf16 = 0.1;
    QVERIFY(choosePrecision(PrecisionChoice::Auto, false, 2, module, &fast) == Precision::Bf16);
    QCOMPARE(g_measured, 2);
    g_bf16 = 1;
    QVERIFY(choosePrecision(PrecisionChoice::Auto, false, 2, module, &fast) == Precision::Bf16);
    QCOMPARE(g_measured, 2);
    QVERIFY(choosePrecision(PrecisionChoice::Auto, false, 2, module, &slow) == Precision::Fp32);
    QVERIFY(choosePrecision(PrecisionChoice::Auto, false, 2, module) == Precision::Fp32); // the CPU is another device
    QCOMPARE(g_measured, 6);
    const std::string file = os::readFile((m_cache.path() + "/tessera/precision.json").toStdString(), 1 << 20);
    QVERIFY2(file.find("A GPU, LibTorch 9") != std::string::npos, file.c_str());
}

void TestPrecision::anEarlierProgramsMeasurementCounts() {
    os::writeFileAtomically(
        (m_cache.path() + "/tessera/precision.json").toStdString(),
        R"({"An old GPU, LibTorch 9": {"fp32Seconds": 3, "bf16Seconds": 1}, "A bad one, LibTorch 9": 7})");
    const network::ModuleInterface module = fakeModule();
    g_bf16 = 1;
    const scheduler::DeviceDescription known{.name = "cuda:0", .gpu = 0, .hardware = "An old GPU"};
    QVERIFY(choosePrecision(PrecisionChoice::Auto, false, 2, module, &known) == Precision::Bf16);
    QCOMPARE(g_measured, 0);
    const scheduler::DeviceDescription damaged{.name = "cuda:0", .gpu = 0, .hardware = "A bad one"};
    QVERIFY(choosePrecision(PrecisionChoice::Auto, false, 2, module, &damaged) == Precision::Fp32);
    QCOMPARE(g_measured, 2);
}

void TestPrecision::whatIsAskedForIsntMeasured() {
    const network::ModuleInterface module = fakeModule();
    QVERIFY(choosePrecision(PrecisionChoice::Bf16, false, 3, module) == Precision::Bf16);
    QVERIFY(choosePrecision(PrecisionChoice::Fp32, false, 3, module) == Precision::Fp32);
    QVERIFY(choosePrecision(PrecisionChoice::Auto, true, 3, module) == Precision::Fp32);
    QCOMPARE(g_measured, 0);
}

QTEST_GUILESS_MAIN(TestPrecision)
#include "tst_precision.moc"
