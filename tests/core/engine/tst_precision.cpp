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
    out.setThreads = [](int /*threads*/) {};
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
    void thePaceOfOnePrecision();
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

/// bf16 takes minutes on some CPUs: nobody who computes in fp32 waits for it.
void TestPrecision::thePaceOfOnePrecision() {
    const network::ModuleInterface module = fakeModule();
    const double flop = network::ConvolutionShape().flop();
    QVERIFY(!convolutionPace(Precision::Fp32, 5, module, nullptr, false)); // not known, and not measured
    QCOMPARE(g_measured, 0);
    QCOMPARE(convolutionPace(Precision::Fp32, 5, module, nullptr, true), std::optional(1 / flop));
    QCOMPARE(g_measured, 1);
    QCOMPARE(convolutionPace(Precision::Fp32, 5, module, nullptr, false), std::optional(1 / flop));
    QCOMPARE(convolutionSeconds(5, module).fp32, 1.0);
    QCOMPARE(g_measured, 2);                                               // bf16
    QVERIFY(!convolutionPace(Precision::Fp32, 6, module, nullptr, false)); // another number of threads
    os::writeFileAtomically((m_cache.path() + "/tessera/precision.json").toStdString(),
                            R"({"A GPU at rest, LibTorch 9": {"fp32Seconds": 2}})");
    const scheduler::DeviceDescription gpu{.name = "cuda:0", .gpu = 0, .hardware = "A GPU at rest"};
    QCOMPARE(convolutionPace(Precision::Fp32, 5, module, &gpu, false),
             std::optional(2 / network::ConvolutionShape{128, 128, {44, 48, 64}}.flop()));
    QVERIFY(!convolutionPace(Precision::Bf16, 5, module, &gpu, false));
    QCOMPARE(g_measured, 2);
}

QTEST_GUILESS_MAIN(TestPrecision)
#include "tst_precision.moc"
