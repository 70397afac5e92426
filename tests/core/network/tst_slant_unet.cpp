#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

#include <QtTest>

#include "core/model/architecture.h"
#include "core/network/network_loader.h"

using namespace tessera;
using namespace tessera::network;

namespace {

/// Values (channel, a, b, c), c fastest, in double.
struct Block {
    std::int64_t channels = 0;
    std::array<std::int64_t, 3> size{};
    std::vector<double> values;

    Block(std::int64_t n, std::array<std::int64_t, 3> s)
        : channels(n), size(s), values(static_cast<std::size_t>(n * s[0] * s[1] * s[2])) {}
    [[nodiscard]] std::int64_t voxels() const { return size[0] * size[1] * size[2]; }
    double& at(std::int64_t n, std::int64_t a, std::int64_t b, std::int64_t c) {
        return values[static_cast<std::size_t>(((n * size[0] + a) * size[1] + b) * size[2] + c)];
    }
    [[nodiscard]] double at(std::int64_t n, std::int64_t a, std::int64_t b, std::int64_t c) const {
        return values[static_cast<std::size_t>(((n * size[0] + a) * size[1] + b) * size[2] + c)];
    }
    [[nodiscard]] bool inside(std::int64_t a, std::int64_t b, std::int64_t c) const {
        return a >= 0 && b >= 0 && c >= 0 && a < size[0] && b < size[1] && c < size[2];
    }
};

/// SLANT's U-Net written down from its definition, as slow as it is plain; the oracle of this test.
class ReferenceUnet {
  public:
    explicit ReferenceUnet(const std::vector<model::FloatTensor>& tensors) {
        for (const model::FloatTensor& tensor : tensors) {
            m_tensors[tensor.shape.name] = &tensor;
        }
    }

    /// Scores after the last ReLU of an image (1; z, x, y).
    [[nodiscard]] Block run(const Block& image) const {
        const Block e1 = encode(encode(image, "ec0"), "ec1");
        const Block e3 = encode(encode(pool(e1), "ec2"), "ec3");
        const Block e5 = encode(encode(pool(e3), "ec4"), "ec5");
        const Block e7 = encode(encode(pool(e5), "ec6"), "ec7");
        const Block d7 = transposed(transposed(join(transposed(e7, "dc9", 2, 0), e5), "dc8", 1, 1), "dc7", 1, 1);
        const Block d4 = transposed(transposed(join(transposed(d7, "dc6", 2, 0), e3), "dc5", 1, 1), "dc4", 1, 1);
        return transposed(transposed(join(transposed(d4, "dc3", 2, 0), e1), "dc2", 1, 1), "dc1", 1, 1);
    }

  private:
    [[nodiscard]] const model::FloatTensor& tensor(const std::string& name) const { return *m_tensors.at(name); }

    /// Convolution with padding 1, then BatchNorm with this image's own statistics, then ReLU.
    [[nodiscard]] Block encode(const Block& in, const std::string& name) const {
        const model::FloatTensor& weight = tensor(name + ".0.weight");
        const model::FloatTensor& bias = tensor(name + ".0.bias");
        Block out(weight.shape.shape[0], in.size);
        for (std::int64_t o = 0; o < out.channels; ++o) {
            for (std::int64_t i = 0; i < in.channels; ++i) {
                addKernel(in, i, out, o, &weight.values[static_cast<std::size_t>((o * in.channels + i) * 27)]);
            }
            double* const values = &out.at(o, 0, 0, 0);
            const auto n = static_cast<double>(out.voxels());
            const auto index = static_cast<std::size_t>(o);
            std::for_each_n(values, out.voxels(), [&](double& v) { v += static_cast<double>(bias.values[index]); });
            const double mean = std::accumulate(values, values + out.voxels(), 0.0) / n;
            const double variance =
                std::accumulate(values, values + out.voxels(), 0.0,
                                [mean](double sum, double v) { return sum + (v - mean) * (v - mean); }) /
                n;
            const auto scale = static_cast<double>(tensor(name + ".1.weight").values[index]);
            const auto shift = static_cast<double>(tensor(name + ".1.bias").values[index]);
            std::for_each_n(values, out.voxels(), [&](double& v) {
                v = std::max(0.0, (v - mean) / std::sqrt(variance + 1e-5) * scale + shift);
            });
        }
        return out;
    }

    static void addKernel(const Block& in, std::int64_t i, Block& out, std::int64_t o, const float* kernel) {
        for (std::int64_t a = 0; a < in.size[0]; ++a) {
            for (std::int64_t b = 0; b < in.size[1]; ++b) {
                for (std::int64_t c = 0; c < in.size[2]; ++c) {
                    for (std::int64_t k = 0; k < 27; ++k) {
                        const std::array at{a + k / 9 - 1, b + k / 3 % 3 - 1, c + k % 3 - 1};
                        if (in.inside(at[0], at[1], at[2])) {
                            out.at(o, a, b, c) += static_cast<double>(kernel[k]) * in.at(i, at[0], at[1], at[2]);
                        }
                    }
                }
            }
        }
    }

    /// Transposed convolution, bias and ReLU: every input voxel spreads its kernel over the output,
    /// out[stride * v - padding + k] += in[v] * weight[in, out, k].
    [[nodiscard]] Block transposed(const Block& in, const std::string& name, std::int64_t stride,
                                   std::int64_t padding) const {
        const model::FloatTensor& weight = tensor(name + ".0.weight");
        const std::int64_t channels = weight.shape.shape[1];
        const std::int64_t kernel = weight.shape.shape[2];
        Block out(channels, {in.size[0] * stride, in.size[1] * stride, in.size[2] * stride});
        for (std::int64_t i = 0; i < in.channels; ++i) {
            for (std::int64_t v = 0; v < in.voxels(); ++v) {
                const std::array from{v / (in.size[1] * in.size[2]), v / in.size[2] % in.size[1], v % in.size[2]};
                const double value = in.at(i, from[0], from[1], from[2]);
                for (std::int64_t k = 0; value != 0 && k < kernel * kernel * kernel; ++k) {
                    const std::array to{from[0] * stride - padding + k / (kernel * kernel),
                                        from[1] * stride - padding + k / kernel % kernel,
                                        from[2] * stride - padding + k % kernel};
                    for (std::int64_t o = 0; o < channels && out.inside(to[0], to[1], to[2]); ++o) {
                        const std::int64_t at = (i * channels + o) * kernel * kernel * kernel + k;
                        out.at(o, to[0], to[1], to[2]) +=
                            value * static_cast<double>(weight.values[static_cast<std::size_t>(at)]);
                    }
                }
            }
        }
        for (std::int64_t o = 0; o < channels; ++o) {
            const auto bias = static_cast<double>(tensor(name + ".0.bias").values[static_cast<std::size_t>(o)]);
            std::for_each_n(&out.at(o, 0, 0, 0), out.voxels(), [bias](double& v) { v = std::max(0.0, v + bias); });
        }
        return out;
    }

    [[nodiscard]] static Block pool(const Block& in) {
        Block out(in.channels, {in.size[0] / 2, in.size[1] / 2, in.size[2] / 2});
        for (std::int64_t n = 0; n < in.channels; ++n) {
            for (std::int64_t v = 0; v < out.voxels(); ++v) {
                const std::array at{v / (out.size[1] * out.size[2]), v / out.size[2] % out.size[1], v % out.size[2]};
                double largest = in.at(n, 2 * at[0], 2 * at[1], 2 * at[2]);
                for (int k = 1; k < 8; ++k) {
                    largest = std::max(largest, in.at(n, 2 * at[0] + k / 4, 2 * at[1] + k / 2 % 2, 2 * at[2] + k % 2));
                }
                out.at(n, at[0], at[1], at[2]) = largest;
            }
        }
        return out;
    }

    [[nodiscard]] static Block join(Block first, const Block& second) {
        first.channels += second.channels;
        first.values.insert(first.values.end(), second.values.begin(), second.values.end());
        return first;
    }

    std::map<std::string, const model::FloatTensor*> m_tensors;
};

constexpr std::int64_t kX = 16;
constexpr std::int64_t kY = 24;
constexpr std::int64_t kZ = 32; // four slabs of the module
constexpr int kClasses = 7;

/// Smooth blobs and some noise between 0 and 255, different along every axis; x fastest.
std::vector<float> testImage() {
    std::vector<float> image;
    for (std::int64_t i = 0; i < kX * kY * kZ; ++i) {
        const auto x = static_cast<double>(i % kX);
        const auto y = static_cast<double>(i / kX % kY);
        const auto z = static_cast<double>(i / kX / kY);
        const auto noise = static_cast<double>(i * 7919 % 1009) / 1009.0;
        image.push_back(
            static_cast<float>(64.0 * (1.5 + std::sin(0.4 * x) +
                                       0.7 * std::cos(0.3 * y + 0.1 * x) * std::sin(0.2 * z + 0.5) + 0.6 * noise)));
    }
    return image;
}

} // namespace

/// slant-unet3d against a plain reference in double with the same random weights.
class TestSlantUnet : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase();
    void scoresAreThoseOfTheReference();
    void labelsAreThoseOfTheReference();
    void statisticsOfALargeTileKeepTheirDigits();
    void bf16ScoresAreNear();
    void zerosAreBackground();
    void sizeMustBeAMultipleOfEight();

  private:
    [[nodiscard]] TileInput tile() const { return {{38, 46, 34}, {kX, kY, kZ}, m_image}; }
    [[nodiscard]] std::vector<float> allScores(Precision precision);
    [[nodiscard]] double largestDifference(const std::vector<float>& found) const;

    std::vector<model::FloatTensor> m_weights;
    std::unique_ptr<Network> m_network;
    std::vector<float> m_image = testImage();
    std::vector<double> m_expected; ///< classes of each voxel in turn, x fastest
};

void TestSlantUnet::initTestCase() {
    m_weights = model::randomTensors({Kind::SlantUnet3d, kClasses, {}, 0.125}, 5);
    m_network =
        networkModule(TESSERA_NET_FILE).createNetwork({Kind::SlantUnet3d, kClasses, {}}, model::tensorViews(m_weights));
    Block image(1, {kZ, kX, kY});
    for (std::int64_t i = 0; i < kX * kY * kZ; ++i) {
        image.at(0, i / kX / kY, i % kX, i / kX % kY) = static_cast<double>(m_image[static_cast<std::size_t>(i)]);
    }
    const Block scores = ReferenceUnet(m_weights).run(image);
    for (std::int64_t i = 0; i < kX * kY * kZ; ++i) {
        for (int n = 0; n < kClasses; ++n) {
            m_expected.push_back(scores.at(n, i / kX / kY, i % kX, i / kX % kY));
        }
    }
}

std::vector<float> TestSlantUnet::allScores(Precision precision) {
    std::vector<std::int64_t> voxels(m_image.size());
    std::iota(voxels.begin(), voxels.end(), 0);
    return m_network->scores(tile(), voxels, precision);
}

/// Relative to the largest score.
double TestSlantUnet::largestDifference(const std::vector<float>& found) const {
    double difference = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        difference = std::max(difference, std::abs(static_cast<double>(found[i]) - m_expected[i]));
    }
    return difference / *std::max_element(m_expected.begin(), m_expected.end());
}

void TestSlantUnet::scoresAreThoseOfTheReference() {
    const std::vector<float> found = allScores(Precision::Fp32);
    QCOMPARE(found.size(), m_expected.size());
    const double difference = largestDifference(found);
    qInfo("largest relative difference %g", difference);
    QVERIFY(difference < 1e-3);
}

void TestSlantUnet::labelsAreThoseOfTheReference() {
    const auto labels = m_network->label(tile(), Precision::Fp32);
    QCOMPARE(labels.size(), m_image.size());
    std::array<int, kClasses> counts{};
    for (std::size_t i = 0; i < labels.size(); ++i) {
        std::array<double, kClasses> scores{};
        std::copy_n(m_expected.begin() + static_cast<std::ptrdiff_t>(i * kClasses), kClasses, scores.begin());
        const auto best = static_cast<std::size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
        ++counts[best];
        const double top = scores[best];
        const bool clear = std::count_if(scores.begin(), scores.end(), [top](double s) { return s > top - 1e-5; }) == 1;
        QVERIFY(!clear || labels[i] == best);
    }
    // A constant label map would prove nothing.
    QVERIFY(std::count_if(counts.begin(), counts.end(), [](int count) { return count > 50; }) >= 3);
}

/// Statistics that were summed in single floats cost a tile of this size two more digits.
void TestSlantUnet::statisticsOfALargeTileKeepTheirDigits() {
    constexpr std::int64_t kSide = 96;
    constexpr int kFew = 3;
    const auto weights = model::randomTensors({Kind::SlantUnet3d, kFew, {}, 1.0 / 32}, 6);
    Block image(1, {kSide, kSide, kSide}); // (z, x, y)
    std::vector<float> voxels(image.values.size());
    std::vector<std::int64_t> picked;
    for (std::int64_t i = 0; i < image.voxels(); ++i) {
        const std::int64_t x = i % kSide, y = i / kSide % kSide, z = i / kSide / kSide;
        voxels[static_cast<std::size_t>(i)] = static_cast<float>((x + 2 * y + 3 * z + i * 7919 % 1009) % 256);
        image.at(0, z, x, y) = static_cast<double>(voxels[static_cast<std::size_t>(i)]);
        if (i % 97 == 0) {
            picked.push_back(i);
        }
    }
    const Block expected = ReferenceUnet(weights).run(image);
    const auto found = networkModule(TESSERA_NET_FILE)
                           .createNetwork({Kind::SlantUnet3d, kFew, {}}, model::tensorViews(weights))
                           ->scores({{}, {kSide, kSide, kSide}, voxels}, picked, Precision::Fp32);
    double difference = 0, largest = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const std::int64_t at = picked[i / kFew];
        const double score =
            expected.at(static_cast<std::int64_t>(i % kFew), at / kSide / kSide, at % kSide, at / kSide % kSide);
        difference = std::max(difference, std::abs(static_cast<double>(found[i]) - score));
        largest = std::max(largest, score);
    }
    qInfo("largest relative difference %g", difference / largest);
    QVERIFY(difference / largest < 1e-5);
}

void TestSlantUnet::bf16ScoresAreNear() {
    const double difference = largestDifference(allScores(Precision::Bf16));
    qInfo("largest relative difference %g", difference);
    QVERIFY(difference < 0.1); // 8 bits in each of 18 layers
}

void TestSlantUnet::zerosAreBackground() {
    std::vector<model::FloatTensor> weights = m_weights;
    for (model::FloatTensor& tensor : weights) {
        if (tensor.shape.name == "dc1.0.bias") {
            std::fill(tensor.values.begin(), tensor.values.end(), -1e6F);
        }
    }
    const auto network =
        networkModule(TESSERA_NET_FILE).createNetwork({Kind::SlantUnet3d, kClasses, {}}, model::tensorViews(weights));
    const auto labels = network->label(tile(), Precision::Fp32);
    QCOMPARE(std::count(labels.begin(), labels.end(), 0), static_cast<std::ptrdiff_t>(m_image.size()));
}

void TestSlantUnet::sizeMustBeAMultipleOfEight() {
    const std::vector<float> values(16 * 16 * 12, 1.0F);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(m_network->label({{0, 0, 0}, {16, 16, 12}, values}, Precision::Fp32)),
                             std::runtime_error);
}

QTEST_APPLESS_MAIN(TestSlantUnet)
#include "tst_slant_unet.moc"
