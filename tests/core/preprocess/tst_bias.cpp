#include "core/preprocess/bias.h"
#include "core/preprocess/standardise.h"
#include "tests/core/preprocess/test_images.h"
#include "tests/support/expect_error.h"

#include <QtTest>

#include <random>

using namespace tessera;
using namespace tessera::preprocess;

namespace {

double shading(const Vec3& p) {
    return std::exp(0.006 * p[0] - 0.003 * p[2]);
}

/// Two tissues with a little noise in a ball of 75 mm, shaded, in air.
FloatVolume shadedBall() {
    std::mt19937 random(11);
    std::normal_distribution<double> gauss(0, 15);
    return test::painted(
        Geometry::fromAffine({64, 64, 64}, Affine::translation({-94.5, -94.5, -94.5}) * Affine::scaling({3, 3, 3})),
        [&](const Vec3& p) {
            if (std::hypot(p[0], p[1], p[2]) > 75) {
                return std::abs(gauss(random)) / 3;
            }
            const bool white = std::sin(p[0] / 7) * std::sin(p[1] / 7) * std::sin(p[2] / 7) > 0;
            return ((white ? 600 : 400) + gauss(random)) * shading(p);
        });
}

/// Standard deviation of log(field) inside the ball: how uneven it is.
template <typename Field>
double unevenness(Field field) {
    double n = 0, sum = 0, squares = 0;
    for (double z = -60; z <= 60; z += 5) {
        for (double y = -60; y <= 60; y += 5) {
            for (double x = -60; x <= 60; x += 5) {
                if (std::hypot(x, y, z) < 65) {
                    const double value = std::log(field(Vec3{x, y, z}));
                    n += 1;
                    sum += value;
                    squares += value * value;
                }
            }
        }
    }
    return std::sqrt(squares / n - sum * sum / n / n);
}

} // namespace

class TestBias : public QObject {
    Q_OBJECT
    FloatVolume m_scan = standardise(test::asVolume(shadedBall()), "ball.nii");

  private slots:
    void knownShadingIsFound() {
        const FloatVolume bias = estimateBias(m_scan, "ball.nii", 2, [] {});
        const Sampler field(bias);
        const double before = unevenness(shading);
        const double after = unevenness([&](const Vec3& p) { return shading(p) / field.nearest(p); });
        QVERIFY2(after < 0.25 * before, qPrintable(QString("%1 -> %2").arg(before).arg(after)));
        for (const float value : bias.voxels) {
            QVERIFY(std::isfinite(value) && value > 0);
        }
    }

    void repeatsBitForBitWithAnyThreads() {
        const FloatVolume once = estimateBias(m_scan, "ball.nii", 2, [] {});
        QVERIFY(estimateBias(m_scan, "ball.nii", 2, [] {}).voxels == once.voxels);
        QVERIFY(estimateBias(m_scan, "ball.nii", 1, [] {}).voxels == once.voxels);
    }

    void whatTheStepThrowsEndsTheWork() {
        int steps = 0;
        const auto step = [&] {
            if (++steps == 3) {
                throw Error(ErrorCode::Cancelled);
            }
        };
        EXPECT_ERROR(estimateBias(m_scan, "ball.nii", 2, step), ErrorCode::Cancelled, "");
        QCOMPARE(steps, 3);
    }
};

QTEST_APPLESS_MAIN(TestBias)
#include "tst_bias.moc"
