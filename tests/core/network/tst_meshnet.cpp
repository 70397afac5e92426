#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <set>
#include <stdexcept>

#include <QtTest>

#include "core/model/safetensors.h"
#include "core/model/tfjs.h"
#include "core/network/network_loader.h"
#include "tests/support/shared_data.h"

using namespace tessera;
using namespace tessera::network;
using model::FloatTensor;

namespace {

using Type = MeshnetStep::Type;

/// Voxels x fastest, as a tile is given.
struct Image {
    std::array<std::int64_t, 3> size{};
    std::vector<float> voxels;
};

Image randomImage(std::array<std::int64_t, 3> size) {
    Image image{size, std::vector<float>(static_cast<std::size_t>(size[0] * size[1] * size[2]))};
    std::mt19937 bits(5);
    std::generate(image.voxels.begin(), image.voxels.end(), [&bits] { return static_cast<float>(bits()) * 0x1p-32F; });
    return image;
}

std::vector<std::int64_t> allVoxels(const Image& image) {
    std::vector<std::int64_t> out(image.voxels.size());
    std::iota(out.begin(), out.end(), 0);
    return out;
}

/// Dilations up to 16, as brainchop's models have them, and 19 channels (no multiple of a vector's length).
std::vector<MeshnetStep> deepSteps() {
    std::vector<MeshnetStep> steps;
    for (const int dilation : {1, 2, 4, 8, 16, 8}) {
        steps.push_back({Type::Convolution, 19, 3, dilation});
        steps.push_back({Type::Elu});
    }
    steps.push_back({Type::Convolution, 7, 1, 1});
    return steps;
}

double largestDifference(const std::vector<float>& a, const std::vector<float>& b) {
    double largest = a.size() == b.size() ? 0 : INFINITY;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        largest = std::max(largest, std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i])));
    }
    return largest;
}

} // namespace

/// The meshnet against PyTorch's scores, and against itself where only memory may change.
class TestMeshnet : public QObject {
    Q_OBJECT

  private:
    const ModuleInterface& m_module = networkModule(TESSERA_NET_FILE);

    std::unique_ptr<Network> make(const std::vector<MeshnetStep>& steps, const std::vector<FloatTensor>& tensors,
                                  int classes, int slabPlanes = 8) const {
        return m_module.createNetwork({Kind::Meshnet, classes, {256, 256, 256}, steps, slabPlanes},
                                      model::tensorViews(tensors));
    }

  private slots:
    void initTestCase() { m_module.setThreads(2); }
    void importedFixtureGivesPyTorchsScores_data();
    void importedFixtureGivesPyTorchsScores();
    void slabsChangeNothing();
    void labelsAreTheLargestScores();
    void bf16IsNear();
    void watchHearsAndStops();
    void otherWeightsAreRefused();
};

void TestMeshnet::importedFixtureGivesPyTorchsScores_data() {
    QTest::addColumn<int>("slabPlanes");
    for (const int planes : {1, 3, 8, 100}) {
        QTest::addRow("%d planes", planes) << planes;
    }
}

void TestMeshnet::importedFixtureGivesPyTorchsScores() {
    QFETCH(int, slabPlanes);
    const std::filesystem::path folder = test::sourcePath("tests/fixtures/meshnet");
    const model::TfjsModel imported = model::readTfjs(folder);
    const model::TensorFile file = model::TensorFile::read(folder / "expected.safetensors");
    const std::vector<std::int64_t>& shape = file.at("image").shape;
    const std::span<const float> stored = file.floats("image"), scores = file.floats("scores");
    Image image{{shape[0], shape[1], shape[2]}, std::vector<float>(stored.size())};
    std::vector<float> expected(scores.size());
    std::size_t index = 0;
    for (std::int64_t x = 0; x < shape[0]; ++x) { // the file's last axis is fastest
        for (std::int64_t y = 0; y < shape[1]; ++y) {
            for (std::int64_t z = 0; z < shape[2]; ++z, ++index) {
                const auto ours = static_cast<std::size_t>(x + shape[0] * (y + shape[1] * z));
                image.voxels[ours] = stored[index];
                std::copy_n(scores.begin() + static_cast<std::ptrdiff_t>(4 * index), 4,
                            expected.begin() + static_cast<std::ptrdiff_t>(4 * ours));
            }
        }
    }
    const auto network = make(imported.steps, imported.tensors, imported.classes, slabPlanes);
    const std::vector<float> found = network->scores({{}, image.size, image.voxels}, allVoxels(image), Precision::Fp32);
    // float32 against PyTorch's float64: five layers of sums of at most 162 products of order 1
    const double difference = largestDifference(found, expected);
    QVERIFY2(difference < 2e-5, qPrintable(QString::number(difference)));
}

void TestMeshnet::slabsChangeNothing() {
    const auto steps = deepSteps();
    const auto tensors = model::randomTensors({Kind::Meshnet, 7, {}, 1, steps}, 3);
    const Image image = randomImage({29, 13, 17}); // less than the field of view along each axis
    const auto scoresWith = [&](int planes) {
        return make(steps, tensors, 7, planes)
            ->scores({{}, image.size, image.voxels}, allVoxels(image), Precision::Fp32);
    };
    const std::vector<float> whole = scoresWith(29);
    for (const int planes : {1, 2, 5, 8, 28}) {
        // the same products; oneDNN may add them in another order for another number of planes
        const double difference = largestDifference(scoresWith(planes), whole);
        QVERIFY2(difference < 1e-5, qPrintable(QString("%1 planes: %2").arg(planes).arg(difference)));
    }
}

void TestMeshnet::labelsAreTheLargestScores() {
    const auto steps = deepSteps();
    const auto tensors = model::randomTensors({Kind::Meshnet, 7, {}, 1, steps}, 3);
    const Image image = randomImage({20, 22, 9});
    const auto network = make(steps, tensors, 7);
    const std::vector<float> scores =
        network->scores({{}, image.size, image.voxels}, allVoxels(image), Precision::Fp32);
    const std::vector<std::uint8_t> labels = network->label({{}, image.size, image.voxels}, Precision::Fp32);
    QCOMPARE(labels.size(), image.voxels.size());
    std::array<int, 7> counts{};
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const auto row = scores.begin() + static_cast<std::ptrdiff_t>(7 * i);
        QCOMPARE(static_cast<std::ptrdiff_t>(labels[i]), std::max_element(row, row + 7) - row);
        ++counts[labels[i]];
    }
    QVERIFY(std::count_if(counts.begin(), counts.end(), [](int n) { return n > 0; }) > 1);
}

void TestMeshnet::bf16IsNear() {
    const auto steps = deepSteps();
    const auto tensors = model::randomTensors({Kind::Meshnet, 7, {}, 1, steps}, 3);
    const Image image = randomImage({20, 22, 9});
    const auto network = make(steps, tensors, 7);
    const TileInput tile{{}, image.size, image.voxels};
    const auto single = network->scores(tile, allVoxels(image), Precision::Fp32);
    const auto rounded = network->scores(tile, allVoxels(image), Precision::Bf16);
    double square = 0, error = 0;
    for (std::size_t i = 0; i < single.size(); ++i) {
        const double value = static_cast<double>(single[i]);
        square += value * value;
        error += std::pow(value - static_cast<double>(rounded[i]), 2);
    }
    QVERIFY(error > 0 && std::sqrt(error / square) < 0.02); // 8 bits of fraction in each of six layers
}

void TestMeshnet::watchHearsAndStops() {
    const auto steps = deepSteps();
    const auto network = make(steps, model::randomTensors({Kind::Meshnet, 7, {}, 1, steps}, 3), 7, 4);
    const Image image = randomImage({18, 9, 9});
    std::vector<double> heard;
    const auto labels = network->label({{}, image.size, image.voxels, [&heard](double done) { heard.push_back(done); }},
                                       Precision::Fp32);
    QVERIFY(std::is_sorted(heard.begin(), heard.end()) && heard.front() == 0 && heard.back() == 1);
    // The field of view is larger than the volume: every plane leaves after the last slab went in, a few at a time.
    QVERIFY(std::count(heard.begin(), heard.end(), 0) >= 4);
    QVERIFY(std::set<double>(heard.begin(), heard.end()).size() > 18 / 4 + 1);
    heard.clear();
    const auto stopAtTheFirst = [&heard](double done) {
        heard.push_back(done);
        if (done > 0) {
            throw std::logic_error("enough");
        }
    };
    QVERIFY_EXCEPTION_THROWN((void)network->label({{}, image.size, image.voxels, stopAtTheFirst}, Precision::Fp32),
                             std::logic_error);
    QVERIFY(heard.back() < 0.5);
    const auto stop = [](double done) {
        if (done > 0.5) {
            throw std::logic_error("enough");
        }
    };
    QVERIFY_EXCEPTION_THROWN((void)network->label({{}, image.size, image.voxels, stop}, Precision::Fp32),
                             std::logic_error);
    QVERIFY(network->label({{}, image.size, image.voxels}, Precision::Fp32) == labels); // nothing is left of it
}

void TestMeshnet::otherWeightsAreRefused() {
    const auto steps = deepSteps();
    auto tensors = model::randomTensors({Kind::Meshnet, 7, {}, 1, steps}, 3);
    QVERIFY_EXCEPTION_THROWN((void)make(steps, tensors, 8), std::runtime_error);
    auto fewer = tensors;
    fewer.pop_back();
    QVERIFY_EXCEPTION_THROWN((void)make(steps, fewer, 7), std::runtime_error);
    tensors.front().shape.shape = {19, 1, 3, 9, 1};
    QVERIFY_EXCEPTION_THROWN((void)make(steps, tensors, 7), std::runtime_error);
}

QTEST_APPLESS_MAIN(TestMeshnet)
#include "tst_meshnet.moc"
