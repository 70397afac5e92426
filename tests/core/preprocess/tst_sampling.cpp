#include "core/preprocess/network_scaling.h"
#include "core/preprocess/sampling.h"
#include "tests/core/preprocess/test_images.h"

#include <QtTest>

using namespace tessera;
using namespace tessera::preprocess;

namespace {

double ramp(const Vec3& p) {
    return 100 + p[0] + 2 * p[1] - 3 * p[2];
}

Geometry sheared() {
    Affine world = test::rotation(2, 20) * Affine::scaling({-1.3, 0.9, 2});
    world(0, 1) += 0.1;
    return Geometry::fromAffine({40, 50, 30}, Affine::translation({20, -15, -30}) * world);
}

} // namespace

class TestSampling : public QObject {
    Q_OBJECT
  private slots:
    void linearFieldIsReproducedOnAnyGrid() {
        const FloatVolume scan = test::painted(sheared(), ramp);
        const Affine move = Affine::translation({3, 4, 5}) * test::rotation(0, 10);
        const Geometry grid = Geometry::fromAffine({20, 20, 20}, move * Affine::translation({-10, -5, -10}));
        const FloatVolume out = resampleToGrid(scan, nullptr, move, grid, 2);
        const FloatVolume expected = test::painted(grid, [&](const Vec3& p) { return ramp(move.inverse().apply(p)); });
        int inside = 0;
        for (std::size_t i = 0; i < out.voxels.size(); ++i) {
            if (out.voxels[i] != 0) {
                ++inside;
                QVERIFY(std::abs(out.voxels[i] - expected.voxels[i]) < 1e-2);
            }
        }
        QVERIFY(inside > 4000);
        QVERIFY(resampleToGrid(scan, nullptr, move, grid, 1).voxels == out.voxels);
    }

    void sameGridGivesSameVoxels() {
        const FloatVolume scan = test::painted(sheared(), ramp);
        const FloatVolume out = resampleToGrid(scan, nullptr, {}, scan.geometry, 2);
        for (std::size_t i = 0; i < out.voxels.size(); ++i) {
            QVERIFY(std::abs(out.voxels[i] - scan.voxels[i]) < 1e-3);
        }
    }

    void biasDividesAndOutsideIsZero() {
        const FloatVolume scan = test::painted(Geometry::fromAffine({10, 10, 10}, {}), [](const Vec3&) { return 6; });
        const FloatVolume bias = test::painted(Geometry::fromAffine({2, 2, 2}, Affine::scaling({9, 9, 9})),
                                               [](const Vec3& p) { return 1 + p[0] / 9; });
        const FloatVolume out = resampleToGrid(scan, &bias, {}, Geometry::fromAffine({30, 10, 10}, {}), 1);
        QCOMPARE(out.voxels[0], 6.0F);
        QCOMPARE(out.voxels[9], 3.0F);
        QCOMPARE(out.voxels[10], 0.0F);
        QCOMPARE(out.voxels[29], 0.0F);
    }

    void singleSliceCanBeSampled() {
        const FloatVolume scan = test::painted(Geometry::fromAffine({5, 5, 1}, {}), ramp);
        QCOMPARE(Sampler(scan).inside({2, 2, 0.4}), static_cast<float>(ramp({2, 2, 0})));
        QCOMPARE(Sampler(scan).inside({2, 2, 0.6}), 0.0F);
    }

    void reducedGridHoldsFieldOfViewAndMean() {
        const FloatVolume scan = test::painted(sheared(), ramp);
        const FloatVolume out = reduceToRas(scan, 4, 2);
        const Sampler sampler(out), original(scan);
        QCOMPARE(out.geometry.spacing(), (Vec3{4, 4, 4}));
        const Vec3 centre = scan.geometry.worldFromVoxel.apply({20, 25, 15});
        QVERIFY(std::abs(sampler.inside(centre) - ramp(centre)) < 0.1);
        for (int corner = 0; corner < 8; ++corner) {
            const Vec3 voxel{corner & 1 ? 39.0 : 0.0, corner & 2 ? 49.0 : 0.0, corner & 4 ? 29.0 : 0.0};
            QVERIFY(sampler.contains(scan.geometry.worldFromVoxel.apply(voxel)));
        }
    }

    void croppingForgetsPaddingAndStaysInPlace() {
        FloatVolume scan = test::painted(sheared(), ramp);
        std::fill_n(scan.voxels.begin(), scan.geometry.index(0, 0, 7), 0.0F); // seven empty slices
        const FloatVolume cropped = croppedToContent(scan), again = croppedToContent(padded(scan, 5));
        QCOMPARE(cropped.geometry.size[2], scan.geometry.size[2] - 7);
        QVERIFY(again.voxels == cropped.voxels);
        QVERIFY(sameGrid(again.geometry, cropped.geometry, 1e-9));
        const Vec3 inside = scan.geometry.worldFromVoxel.apply({20, 25, 15});
        QCOMPARE(Sampler(cropped).inside(inside), Sampler(scan).inside(inside));
        std::fill(scan.voxels.begin(), scan.voxels.end(), 0.0F);
        QVERIFY(croppedToContent(scan).voxels == scan.voxels);
    }

    void halvedAndPaddedStayInPlace() {
        const FloatVolume scan = test::painted(Geometry::fromAffine({20, 20, 20}, Affine::scaling({2, 2, 2})), ramp);
        const FloatVolume half = halve(scan), wide = padded(scan, 3);
        QVERIFY(std::abs(Sampler(half).inside({19, 19, 19}) - ramp({19, 19, 19})) < 1e-3);
        QVERIFY(std::abs(Sampler(wide).inside({19, 19, 19}) - ramp({19, 19, 19})) < 1e-3);
        QCOMPARE(Sampler(wide).inside({-5, 3, 3}), 0.0F);
    }

    void percentileScalingMatchesTraining() {
        const FloatVolume image = test::templateImage();
        std::vector<float> all = image.voxels, every41st;
        for (std::size_t i = 0; i < all.size(); i += 41) {
            every41st.push_back(all[i]);
        }
        scaleByPercentile(all);
        scaleByPercentile(every41st);
        QVERIFY(*std::max_element(all.begin(), all.end()) <= 1.5F);
        QCOMPARE(std::count_if(all.begin(), all.end(), [](float v) { return v > 1; }) > 0, true);
        for (std::size_t i = 0; i < every41st.size(); ++i) {
            QVERIFY(std::abs(every41st[i] - all[41 * i]) < 0.01F);
        }
    }

    void percentileOfSmallListInterpolates() {
        std::vector<float> values{0, 1, 2, 3, 4};
        scaleByPercentile(values); // rank 3.96
        QVERIFY(std::abs(values[4] - 4 / 3.96F) < 1e-6F);
        std::vector<float> nothing(10, 0.0F);
        scaleByPercentile(nothing);
        QVERIFY(nothing == std::vector<float>(10, 0.0F));
    }
};

QTEST_APPLESS_MAIN(TestSampling)
#include "tst_sampling.moc"
