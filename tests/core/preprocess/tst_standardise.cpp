#include "core/preprocess/standardise.h"
#include "tests/core/preprocess/test_images.h"
#include "tests/support/expect_error.h"

#include <QtTest>

#include <cmath>
#include <limits>
#include <random>

using namespace tessera;
using namespace tessera::preprocess;

namespace {

/// A bright ball with texture in dark air, in int16.
Volume ball() {
    std::mt19937 random(7);
    Volume out;
    out.geometry = Geometry::fromAffine({40, 40, 40}, {});
    std::vector<std::int16_t> voxels;
    for (int z = -20; z < 20; ++z) {
        for (int y = -20; y < 20; ++y) {
            for (int x = -20; x < 20; ++x) {
                const bool inside = x * x + y * y + z * z < 225;
                voxels.push_back(static_cast<std::int16_t>(inside ? 200 + random() % 800 : random() % 20));
            }
        }
    }
    out.voxels = voxels;
    return out;
}

template <typename To, typename Map>
Volume mapped(const Volume& volume, Map map) {
    Volume out = volume;
    std::vector<To> voxels;
    for (const std::int16_t v : std::get<std::vector<std::int16_t>>(volume.voxels)) {
        voxels.push_back(static_cast<To>(map(v)));
    }
    out.voxels = voxels;
    return out;
}

double largestDifference(const std::vector<float>& a, const std::vector<float>& b) {
    double out = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        out = std::max(out, std::abs(static_cast<double>(a[i]) - b[i]));
    }
    return out;
}

} // namespace

class TestStandardise : public QObject {
    Q_OBJECT
  private slots:
    void spansZeroToThousand() {
        const std::vector<float> out = standardise(ball(), "ball.nii").voxels;
        QCOMPARE(*std::min_element(out.begin(), out.end()), 0.0F);
        QCOMPARE(*std::max_element(out.begin(), out.end()), 1000.0F);
    }

    void headerScalingLeavesEveryBit() {
        const std::vector<float> plain = standardise(ball(), "ball.nii").voxels;
        for (const auto& [slope, intercept] : {std::pair{1e-9, 0.0}, {3.7, -1e6}, {1e12, 5.0}}) {
            Volume scaled = ball();
            scaled.slope = slope;
            scaled.intercept = intercept;
            QVERIFY(standardise(scaled, "ball.nii").voxels == plain);
        }
    }

    void storedAffineChangeStaysWithinRounding() {
        const std::vector<float> plain = standardise(ball(), "ball.nii").voxels;
        QVERIFY(standardise(mapped<std::int32_t>(ball(), [](int v) { return 37 * v - 12345; }), "b").voxels == plain);
        QVERIFY(largestDifference(standardise(mapped<float>(ball(), [](int v) { return 0.013 * v + 4.2; }), "b").voxels,
                                  plain) < 0.02);
        // a range of 1e-6 in all
        QVERIFY(largestDifference(standardise(mapped<double>(ball(), [](int v) { return 1e-9 * v; }), "b").voxels,
                                  plain) < 1e-3);
    }

    void negativeSlopeTurnsContrastRound() {
        Volume negative = mapped<std::int16_t>(ball(), [](int v) { return -v; });
        negative.slope = -2;
        QVERIFY(standardise(negative, "b").voxels == standardise(ball(), "b").voxels);
    }

    void paddingBesideMaskedAirChangesNothing() {
        const auto masked = [](int v) { return v < 200 ? 0 : v; };
        const std::vector<float> plain = standardise(mapped<std::int16_t>(ball(), masked), "ball.nii").voxels;
        std::size_t voxel = 0;
        const Volume padded = mapped<std::int16_t>(ball(), [&](int v) {
            const bool border = voxel++ % 40 < 4; // the ball begins at 6
            return border ? -1000 : masked(v);
        });
        QVERIFY(standardise(padded, "ball.nii").voxels == plain);
    }

    void outliersAndPaddingDoNotDisturb_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<int>("count");
        QTest::newRow("one hot voxel") << 1e6 << 1;
        QTest::newRow("one very hot voxel") << 1e12 << 1;
        QTest::newRow("one cold voxel") << -1e12 << 1;
        QTest::newRow("padding of -1000") << -1000.0 << 8000;
    }
    void outliersAndPaddingDoNotDisturb() {
        QFETCH(double, value);
        QFETCH(int, count);
        Volume disturbed = mapped<double>(ball(), [](int v) { return v; });
        auto& voxels = std::get<std::vector<double>>(disturbed.voxels);
        std::fill_n(voxels.begin(), count, value); // the corner, outside the ball
        std::vector<float> out = standardise(disturbed, "b").voxels, plain = standardise(ball(), "b").voxels;
        out.erase(out.begin(), out.begin() + count);
        plain.erase(plain.begin(), plain.begin() + count);
        QVERIFY2(largestDifference(out, plain) < 10, qPrintable(QString::number(largestDifference(out, plain))));
    }

    void notFiniteIsCounted() {
        Volume bad = mapped<float>(ball(), [](int v) { return v; });
        auto& voxels = std::get<std::vector<float>>(bad.voxels);
        voxels[5] = std::numeric_limits<float>::quiet_NaN();
        voxels[6] = std::numeric_limits<float>::infinity();
        EXPECT_ERROR(standardise(bad, "bad.nii"), ErrorCode::VoxelsNotFinite, "bad.nii: 2 voxels");
    }

    void constantIsRefused() {
        const Volume flat = mapped<std::int16_t>(ball(), [](int) { return 7; });
        EXPECT_ERROR(standardise(flat, "flat.nii"), ErrorCode::ImageConstant, "flat.nii");
        Volume nearly = flat;
        std::get<std::vector<std::int16_t>>(nearly.voxels)[0] = 100;
        std::get<std::vector<std::int16_t>>(nearly.voxels)[1] = -100;
        EXPECT_ERROR(standardise(nearly, "flat.nii"), ErrorCode::ImageConstant, "value 7");
        EXPECT_ERROR(standardise(Volume(), "empty.nii"), ErrorCode::ImageConstant, "empty.nii");
    }
};

QTEST_APPLESS_MAIN(TestStandardise)
#include "tst_standardise.moc"
