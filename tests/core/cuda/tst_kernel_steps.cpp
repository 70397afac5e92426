#include "core/cuda/byte_range.h"
#include "core/cuda/channel_norm.h"
#include "core/cuda/first_largest.h"
#include "core/cuda/vote_step.h"

#include <QtTest>

#include <algorithm>
#include <bit>
#include <map>
#include <random>
#include <vector>

using namespace tessera;
using namespace tessera::cuda;

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

std::vector<float> randomValues(std::size_t count, unsigned seed, float scale = 1, float shift = 0) {
    std::mt19937 bits(seed);
    std::normal_distribution<float> normal;
    std::vector<float> out(count);
    std::generate(out.begin(), out.end(), [&] { return scale * normal(bits) + shift; });
    return out;
}

std::vector<Bf16> rounded(const std::vector<float>& values) {
    std::vector<Bf16> out(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        store(values[i], out[i]);
    }
    return out;
}

std::vector<float> widened(const std::vector<Bf16>& values) {
    std::vector<float> out(values.size());
    std::transform(values.begin(), values.end(), out.begin(), [](Bf16 value) { return toFloat(value); });
    return out;
}

/// The rule in words: the lowest of the largest; NaN is no number; 0 if nothing is above minus infinity.
std::uint8_t plainFirstLargest(std::vector<float> scores, bool relu) {
    int best = 0;
    float top = -kInfinity;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const float score = relu && scores[i] <= 0 ? 0 : scores[i];
        if (!std::isnan(score) && score > top) {
            top = score;
            best = static_cast<int>(i);
        }
    }
    return static_cast<std::uint8_t>(best);
}

} // namespace

/// The bodies of the kernels, run on the CPU by the same index arithmetic as on a GPU, against plain references.
class TestKernelSteps : public QObject {
    Q_OBJECT

  private slots:
    void bf16RoundsToTheNearestEven();
    void byteRangeIsThePlainScaling_data();
    void byteRangeIsThePlainScaling();
    void constantTilesBecomeZero();
    void firstLargestIsThePlainSearch_data();
    void firstLargestIsThePlainSearch();
    void firstLargestOfOddScores();
    void channelsAreNormalised_data();
    void channelsAreNormalised();
    void constantChannelsBecomeTheirBias();
    void votesAreCounted();
};

void TestKernelSteps::bf16RoundsToTheNearestEven() {
    const auto bits = [](float value) {
        Bf16 out{};
        store(value, out);
        return out.bits;
    };
    QCOMPARE(bits(1.0F), std::uint16_t{0x3f80});
    QCOMPARE(bits(std::bit_cast<float>(0x3f808000U)), std::uint16_t{0x3f80}); // a tie, down to even
    QCOMPARE(bits(std::bit_cast<float>(0x3f818000U)), std::uint16_t{0x3f82}); // a tie, up to even
    QCOMPARE(bits(std::bit_cast<float>(0x3f808001U)), std::uint16_t{0x3f81});
    QCOMPARE(bits(std::bit_cast<float>(0x7f7fffffU)), std::uint16_t{0x7f80}); // the largest float: infinity
    QCOMPARE(bits(std::bit_cast<float>(0xff800001U)), std::uint16_t{0x7fc0}); // a signalling NaN stays one
    QCOMPARE(bits(-0.0F), std::uint16_t{0x8000});
    QCOMPARE(toFloat(Bf16{0xc049}), -3.140625F);
}

void TestKernelSteps::byteRangeIsThePlainScaling_data() {
    QTest::addColumn<int>("count");
    for (const int count : {1, 2, 255, 256, 257, 65536, 65537, 200001}) {
        QTest::addRow("%d voxels", count) << count;
    }
}

void TestKernelSteps::byteRangeIsThePlainScaling() {
    QFETCH(int, count);
    const std::vector<float> given = randomValues(static_cast<std::size_t>(count), 3, 40, 300);
    const auto [least, most] = std::minmax_element(given.begin(), given.end());
    std::vector<float> expected = given;
    for (float& value : expected) {
        value = count > 1 ? (value - *least) / (*most - *least) * 255.0F : 0.0F;
    }
    std::vector<float> onCpu = given, inSteps = given, scratch(kByteRangeScratch);
    scaleToByteRange(onCpu.data(), count);
    QCOMPARE(scaleToByteRange({inSteps.data(), count, scratch.data()}, HostRunner{}), 0);
    QVERIFY(onCpu == expected && inSteps == expected); // bit for bit
}

void TestKernelSteps::constantTilesBecomeZero() {
    std::vector<float> voxels(1000, -7.5F), scratch(kByteRangeScratch);
    QCOMPARE(scaleToByteRange({voxels.data(), 1000, scratch.data()}, HostRunner{}), 0);
    QVERIFY(voxels == std::vector<float>(1000, 0.0F));
    std::vector<float> tile{-3, 1, 5};
    scaleToByteRange(tile.data(), 3);
    QVERIFY((tile == std::vector<float>{0, 127.5F, 255}));
}

void TestKernelSteps::firstLargestIsThePlainSearch_data() {
    QTest::addColumn<int>("classes");
    QTest::addColumn<int>("voxels");
    QTest::addColumn<bool>("relu");
    for (const int classes : {1, 2, 7, 8, 9, 18, 133, 256}) {
        for (const int voxels : {1, 31, 32, 33, 500}) {
            for (const bool relu : {false, true}) {
                QTest::addRow("%d classes, %d voxels%s", classes, voxels, relu ? ", ReLU" : "")
                    << classes << voxels << relu;
            }
        }
    }
}

void TestKernelSteps::firstLargestIsThePlainSearch() {
    QFETCH(int, classes);
    QFETCH(int, voxels);
    QFETCH(bool, relu);
    const int stride = classes + voxels % 3; // beyond a row's classes lies what must not count
    std::vector<float> scores = randomValues(static_cast<std::size_t>(stride * voxels), 5, 3, relu ? -6 : 0);
    for (float& score : scores) {
        score = std::round(score * 2) / 2; // many ties, and for ReLU many voxels without a positive score
    }
    for (const bool isBf16 : {false, true}) { // what is rounded to halves is the same in bfloat16
        const std::vector<Bf16> narrow = rounded(scores);
        std::vector<std::uint8_t> labels(static_cast<std::size_t>(voxels), 99);
        const void* const given = isBf16 ? static_cast<const void*>(narrow.data()) : scores.data();
        QCOMPARE(firstLargest({given, isBf16, relu, voxels, classes, stride, labels.data()}, HostRunner{}), 0);
        for (std::size_t i = 0; i < labels.size(); ++i) {
            const auto row = scores.begin() + static_cast<std::ptrdiff_t>(i) * stride;
            QCOMPARE(labels[i], plainFirstLargest({row, row + classes}, relu));
        }
    }
}

void TestKernelSteps::firstLargestOfOddScores() {
    const std::vector<std::vector<float>> rows{std::vector<float>(20, kNan), std::vector<float>(20, -kInfinity),
                                               [] { // NaN first, and beside the largest
                                                   std::vector<float> out(20, -3.0F);
                                                   out[0] = out[12] = kNan;
                                                   out[4] = -1.0F;
                                                   return out;
                                               }(),
                                               [] { // infinity twice
                                                   std::vector<float> out(20, 1.0F);
                                                   out[9] = out[17] = kInfinity;
                                                   return out;
                                               }(),
                                               [] { // no positive number
                                                   std::vector<float> out(20, -1.0F);
                                                   out[0] = kNan;
                                                   out[3] = -0.0F;
                                                   return out;
                                               }()};
    const std::vector<std::uint8_t> plain{0, 0, 4, 9, 3}, rectified{0, 0, 1, 9, 1};
    for (const bool relu : {false, true}) {
        std::vector<std::uint8_t> labels;
        for (const std::vector<float>& row : rows) {
            std::uint8_t label = 99;
            QCOMPARE(firstLargest({row.data(), false, relu, 1, 20, 20, &label}, HostRunner{}), 0);
            labels.push_back(label);
        }
        QVERIFY(labels == (relu ? rectified : plain));
    }
}

void TestKernelSteps::channelsAreNormalised_data() {
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("channels");
    QTest::addColumn<bool>("isBf16");
    for (const int rows : {1, 7, 256, 257, 1000, 70001}) { // the last needs chunks of more than 256 rows
        for (const int channels : {1, 24, 32, 33, 133}) {
            for (const bool isBf16 : {false, true}) {
                QTest::addRow("%d rows, %d channels%s", rows, channels, isBf16 ? ", bf16" : "")
                    << rows << channels << isBf16;
            }
        }
    }
}

void TestKernelSteps::channelsAreNormalised() {
    QFETCH(int, rows);
    QFETCH(int, channels);
    QFETCH(bool, isBf16);
    const auto n = static_cast<std::size_t>(rows), c = static_cast<std::size_t>(channels);
    std::vector<float> in = randomValues(n * c, 7, 2, 5); // a mean above the deviation: what single sums would spoil
    const std::vector<float> weight = randomValues(c, 8), bias = randomValues(c, 9);
    std::vector<Bf16> narrow = rounded(in), narrowOut(n * c);
    if (isBf16) {
        in = widened(narrow);
    }
    std::vector<float> out(n * c, kNan);
    std::vector<double> scratch(static_cast<std::size_t>(channelNormScratch(channels)));
    const ChannelNormCall call{isBf16 ? static_cast<const void*>(narrow.data()) : in.data(),
                               isBf16 ? static_cast<void*>(narrowOut.data()) : out.data(),
                               isBf16,
                               rows,
                               channels,
                               weight.data(),
                               bias.data(),
                               1e-5F,
                               scratch.data()};
    QCOMPARE(normaliseChannels(call, HostRunner{}), 0);
    if (isBf16) {
        out = widened(narrowOut);
    }
    double worst = 0; // difference as a share of what rounding explains
    for (std::size_t channel = 0; channel < c; ++channel) {
        double mean = 0, variance = 0;
        for (std::size_t row = 0; row < n; ++row) {
            mean += static_cast<double>(in[row * c + channel]) / rows;
        }
        for (std::size_t row = 0; row < n; ++row) {
            const double off = static_cast<double>(in[row * c + channel]) - mean;
            variance += off * off / rows; // biased
        }
        const double factor = static_cast<double>(weight[channel]) / std::sqrt(variance + 1e-5);
        for (std::size_t row = 0; row < n; ++row) {
            const double expected = std::max(0.0, (static_cast<double>(in[row * c + channel]) - mean) * factor +
                                                      static_cast<double>(bias[channel]));
            // float32: a few roundings of values up to |factor| * 15; bfloat16: half a unit of eight bits on top
            const double most = 4e-6 * (1 + 15 * std::abs(factor)) + (isBf16 ? expected / 250 : 0);
            worst = std::max(worst, std::abs(static_cast<double>(out[row * c + channel]) - expected) / most);
        }
    }
    QVERIFY2(worst <= 1, qPrintable(QString::number(worst)));
}

void TestKernelSteps::constantChannelsBecomeTheirBias() {
    std::vector<float> values(600, 0.1F), weight(2, 3), bias{0.25F, -0.25F};
    std::vector<double> scratch(static_cast<std::size_t>(channelNormScratch(2)));
    QCOMPARE(normaliseChannels(
                 {values.data(), values.data(), false, 300, 2, weight.data(), bias.data(), 1e-5F, scratch.data()},
                 HostRunner{}),
             0); // in place
    for (std::size_t i = 0; i < values.size(); ++i) {
        QVERIFY(std::abs(values[i] - (i % 2 == 0 ? 0.25F : 0.0F)) < 1e-4F); // 1e-8 / sqrt(epsilon), three times
    }
}

void TestKernelSteps::votesAreCounted() {
    constexpr int kTiles = 8, kVoxels = 1000;
    std::mt19937 bits(11);
    std::vector<std::uint8_t> votes(kTiles * kVoxels), winner(kVoxels), count(kVoxels);
    std::generate(votes.begin(), votes.end(), [&bits] { return static_cast<std::uint8_t>(bits() % 5); });
    std::vector<std::int32_t> rank(256);
    for (int i = 0; i < 256; ++i) {
        rank[static_cast<std::size_t>(i)] = 256 - i; // the largest index wins a tie
    }
    QCOMPARE(majorityVote({votes.data(), kTiles, kVoxels, rank.data(), winner.data(), count.data()}, HostRunner{}), 0);
    for (std::size_t voxel = 0; voxel < kVoxels; ++voxel) {
        std::map<int, int> counted;
        for (std::size_t tile = 0; tile < kTiles; ++tile) {
            ++counted[votes[tile * kVoxels + voxel]];
        }
        int best = -1;
        for (const auto& [label, times] : counted) {
            if (best < 0 || times >= counted[best]) {
                best = label;
            }
        }
        QCOMPARE(static_cast<int>(winner[voxel]), best);
        QCOMPARE(static_cast<int>(count[voxel]), counted[best]);
    }
}

QTEST_APPLESS_MAIN(TestKernelSteps)
#include "tst_kernel_steps.moc"
