#include "core/cuda/byte_range.h"
#include "core/cuda/cuda_loader.h"
#include "core/model/architecture.h"
#include "core/network/network_loader.h"
#include "tests/support/expect_error.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <random>

using namespace tessera;
using namespace tessera::network;

namespace {

std::vector<float> randomTile(const std::array<std::int64_t, 3>& size) {
    std::vector<float> out(static_cast<std::size_t>(size[0] * size[1] * size[2]));
    std::mt19937 bits(5);
    std::generate(out.begin(), out.end(), [&bits] { return static_cast<float>(bits()) * 0x1p-32F; });
    return out;
}

} // namespace

/// The operations that a network does on a GPU, on the CPU with the kernels' bodies (kGpuOnCpu), against those that it
/// does on the CPU. What is left to a GPU alone are the launches, the streams and NVIDIA's libraries.
class TestGpuOperations : public QObject {
    Q_OBJECT

  private:
    const ModuleInterface& m_module = networkModule(TESSERA_NET_FILE);

    std::unique_ptr<Network> make(const model::Architecture& architecture, int device) const {
        const auto tensors = model::randomTensors(architecture, 3);
        return m_module.createNetwork(
            {.kind = architecture.kind, .classes = architecture.classes, .grid = architecture.grid, .device = device},
            model::tensorViews(tensors));
    }

  private slots:
    void initTestCase() { m_module.setThreads(2); }
    void sameScoresAndLabels_data();
    void sameScoresAndLabels();
    void scalingIsDoneOnRequest_data();
    void scalingIsDoneOnRequest();
    void networksOfWholeScansStayOnTheCpu();
    void gpusAreRefusedUntilTheyAreEnabled();
    void machinesWithoutAGpuSaySo();
};

void TestGpuOperations::sameScoresAndLabels_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("precision");
    for (const Kind kind : {Kind::SlantUnet3d, Kind::TesseraTilenet}) {
        for (const Precision precision : {Precision::Fp32, Precision::Bf16}) {
            QTest::addRow("%s, %s", kind == Kind::SlantUnet3d ? "slant-unet3d" : "tessera-tilenet",
                          precision == Precision::Fp32 ? "fp32" : "bf16")
                << static_cast<int>(kind) << static_cast<int>(precision);
        }
    }
}

void TestGpuOperations::sameScoresAndLabels() {
    QFETCH(int, kind);
    QFETCH(int, precision);
    // large enough that the statistics of the coarsest level are taken over more than a few voxels
    const std::array<std::int64_t, 3> size{32, 32, 32};
    const model::Architecture architecture{static_cast<Kind>(kind), 133, {40, 40, 40}, 0.25};
    const std::vector<float> voxels = randomTile(size);
    const TileInput tile{{2, 4, 6}, size, voxels};
    std::vector<std::int64_t> all(voxels.size());
    std::iota(all.begin(), all.end(), 0);
    const auto onCpu = make(architecture, kOnCpu), asOnGpu = make(architecture, kGpuOnCpu);
    const auto expected = onCpu->scores(tile, all, static_cast<Precision>(precision));
    const auto found = asOnGpu->scores(tile, all, static_cast<Precision>(precision));
    QCOMPARE(found.size(), expected.size());
    double square = 0, error = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        square += std::pow(static_cast<double>(expected[i]), 2);
        error += std::pow(static_cast<double>(expected[i]) - static_cast<double>(found[i]), 2);
    }
    // fp32: other libraries add in another order; bf16 rounds at the same places, but a last digit of what is rounded
    // may then be a unit of eight bits
    const double most = static_cast<Precision>(precision) == Precision::Fp32 ? 1e-5 : 3e-2;
    QVERIFY2(square > 0 && std::sqrt(error / square) < most, qPrintable(QString::number(std::sqrt(error / square))));

    const auto labels = asOnGpu->label(tile, static_cast<Precision>(precision));
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const auto row = found.begin() + static_cast<std::ptrdiff_t>(133 * i);
        QCOMPARE(static_cast<std::ptrdiff_t>(labels[i]), std::max_element(row, row + 133) - row);
    }
}

void TestGpuOperations::scalingIsDoneOnRequest_data() {
    QTest::addColumn<int>("device");
    QTest::newRow("CPU") << kOnCpu;
    QTest::newRow("as on a GPU") << kGpuOnCpu;
}

void TestGpuOperations::scalingIsDoneOnRequest() {
    QFETCH(int, device);
    const std::array<std::int64_t, 3> size{16, 16, 24};
    const auto network = make({Kind::SlantUnet3d, 9, {}, 0.25}, device);
    const std::vector<float> voxels = randomTile(size);
    std::vector<float> scaled = voxels;
    cuda::scaleToByteRange(scaled.data(), static_cast<std::int64_t>(scaled.size()));
    std::vector<std::int64_t> all(voxels.size());
    std::iota(all.begin(), all.end(), 0);
    const auto expected = network->scores({{}, size, scaled}, all, Precision::Fp32);
    const TileInput given{.size = size, .voxels = voxels, .scaling = InputScaling::ByteRange};
    QVERIFY(network->scores(given, all, Precision::Fp32) == expected);
    QVERIFY(network->label(given, Precision::Fp32) == network->label({{}, size, scaled}, Precision::Fp32));
}

void TestGpuOperations::networksOfWholeScansStayOnTheCpu() {
    const std::vector<MeshnetStep> steps{{MeshnetStep::Type::Convolution, 2, 1, 1}};
    const auto tensors = model::randomTensors({Kind::Meshnet, 2, {}, 1, steps}, 3);
    try {
        (void)m_module.createNetwork({.kind = Kind::Meshnet, .classes = 2, .steps = steps, .device = kGpuOnCpu},
                                     model::tensorViews(tensors));
        QFAIL("no error was thrown");
    } catch (const std::runtime_error& error) {
        QVERIFY2(QString(error.what()).contains("run on the CPU only"), error.what());
    }
}

void TestGpuOperations::gpusAreRefusedUntilTheyAreEnabled() {
    for (const auto& work : {std::function<void()>([this] {
                                 (void)make({Kind::TesseraTilenet, 133, {40, 40, 40}}, 0);
                             }),
                             std::function<void()>([this] { (void)m_module.deviceMemory(0); })}) {
        try {
            work();
            QFAIL("no error was thrown");
        } catch (const std::runtime_error& error) {
            QVERIFY2(QString(error.what()).contains("GPUs aren't enabled"), error.what());
        }
    }
}

void TestGpuOperations::machinesWithoutAGpuSaySo() {
    std::string reason;
    const cuda::CudaInterface* const functions = cuda::findModule(reason);
    int count = 0;
    if (functions != nullptr && functions->deviceCount(&count) == 0) {
        QSKIP("there is a GPU here");
    }
    EXPECT_ERROR(enableGpus(m_module), ErrorCode::NetworkUnavailable, "libtessera_cuda.so");
}

QTEST_APPLESS_MAIN(TestGpuOperations)
#include "tst_gpu_operations.moc"
