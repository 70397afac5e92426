#include "core/image/image_io.h"
#include "core/image/resample.h"
#include "tests/support/shared_data.h"

#include <QtTest>

#include <cmath>
#include <map>
#include <random>

using namespace tessera;

namespace {

Affine rotationAboutZ(double degrees) {
    Affine out;
    const double angle = degrees * M_PI / 180;
    out(0, 0) = out(1, 1) = std::cos(angle);
    out(0, 1) = -std::sin(angle);
    out(1, 0) = std::sin(angle);
    return out;
}

} // namespace

class TestResample : public QObject {
    Q_OBJECT

  private slots:
    void sameGridIsIdentity();
    void followsWorldCoordinates();
    void labelsAreNeverMixed();
    void tieGoesToTheSmallestNumber();
    void linearIsExactOnARamp();
    void threadsDoNotChangeTheResult();
    void farAwayIsOutside();
};

void TestResample::sameGridIsIdentity() {
    const Geometry grid = Geometry::fromAffine({5, 6, 7}, rotationAboutZ(20));
    LabelVolume labels{grid, std::vector<std::int32_t>(grid.voxels())};
    std::mt19937 random(1);
    for (auto& label : labels.labels) {
        label = static_cast<std::int32_t>(random() % 208);
    }
    QVERIFY(resampleLabels(labels, Affine(), grid, 2).labels == labels.labels);
    const std::vector<std::uint8_t> bytes(labels.labels.begin(), labels.labels.end());
    QVERIFY(resampleNearest(bytes, grid, Affine(), grid, 2) == bytes);
}

void TestResample::followsWorldCoordinates() {
    // one voxel of label 9 at world (3, 2, 1); the target stores x flipped, and its world is shifted by 10 mm
    const Geometry source = Geometry::fromAffine({5, 5, 5}, Affine());
    LabelVolume labels{source, std::vector<std::int32_t>(125)};
    labels.labels[source.index(3, 2, 1)] = 9;
    Affine flipped = Affine::scaling({-1, 1, 1});
    flipped(0, 3) = 14;
    const Geometry target = Geometry::fromAffine({5, 5, 5}, flipped); // voxel x -> world 14 - x
    const LabelVolume out = resampleLabels(labels, Affine::translation({-10, 0, 0}), target, 1);
    for (std::size_t i = 0; i < out.labels.size(); ++i) {
        QCOMPARE(out.labels[i], i == target.index(1, 2, 1) ? 9 : 0); // world 13 -> source 3
    }
}

void TestResample::labelsAreNeverMixed() {
    const Geometry source = Geometry::fromAffine({8, 8, 8}, Affine::scaling({2, 2, 2}));
    LabelVolume labels{source, std::vector<std::int32_t>(512)};
    std::mt19937 random(2);
    for (auto& label : labels.labels) {
        label = random() % 2 != 0 ? 4 : 207;
    }
    const Geometry target = Geometry::fromAffine({20, 20, 20}, rotationAboutZ(33) * Affine::scaling({0.7, 0.7, 0.7}));
    for (const auto label : resampleLabels(labels, Affine(), target, 2).labels) {
        QVERIFY(label == 0 || label == 4 || label == 207);
    }
}

void TestResample::tieGoesToTheSmallestNumber() {
    const Geometry source = Geometry::fromAffine({2, 1, 1}, Affine());
    const Geometry middle = Geometry::fromAffine({1, 1, 1}, Affine::translation({0.5, 0, 0}));
    QCOMPARE(resampleLabels({source, {30, 23}}, Affine(), middle, 1).labels[0], 23);
    QCOMPARE(resampleLabels({source, {23, 30}}, Affine(), middle, 1).labels[0], 23);
    QCOMPARE(resampleLabels({source, {30, 0}}, Affine(), middle, 1).labels[0], 0);
    const Geometry nearer = Geometry::fromAffine({1, 1, 1}, Affine::translation({0.4, 0, 0}));
    QCOMPARE(resampleLabels({source, {30, 23}}, Affine(), nearer, 1).labels[0], 30);
}

void TestResample::linearIsExactOnARamp() {
    const Geometry source = Geometry::fromAffine({10, 11, 12}, Affine());
    FloatVolume ramp{source, std::vector<float>(source.voxels())};
    for (std::int64_t z = 0; z < 12; ++z) {
        for (std::int64_t y = 0; y < 11; ++y) {
            for (std::int64_t x = 0; x < 10; ++x) {
                ramp.voxels[source.index(x, y, z)] = static_cast<float>(2 * x - 3 * y + 5 * z);
            }
        }
    }
    const Affine to = Affine::translation({4, 3, 2}) * rotationAboutZ(10) * Affine::scaling({0.5, 0.5, 0.5});
    const Geometry target = Geometry::fromAffine({4, 4, 4}, to);
    const FloatVolume out = resampleLinear(ramp, Affine(), target, 2);
    for (std::int64_t z = 0; z < 4; ++z) {
        const Vec3 p = to.apply({1, 2, static_cast<double>(z)});
        QVERIFY(std::abs(out.voxels[target.index(1, 2, z)] - (2 * p[0] - 3 * p[1] + 5 * p[2])) < 1e-4);
    }
}

void TestResample::threadsDoNotChangeTheResult() {
    const Geometry source = Geometry::fromAffine({9, 9, 9}, Affine());
    FloatVolume noise{source, std::vector<float>(source.voxels())};
    std::mt19937 random(3);
    for (auto& value : noise.voxels) {
        value = static_cast<float>(random() % 1000);
    }
    const Geometry target = Geometry::fromAffine({17, 15, 13}, rotationAboutZ(40) * Affine::scaling({0.6, 0.6, 0.6}));
    QVERIFY(resampleLinear(noise, Affine(), target, 1).voxels == resampleLinear(noise, Affine(), target, 3).voxels);
}

void TestResample::farAwayIsOutside() {
    const Geometry source = Geometry::fromAffine({3, 3, 3}, Affine());
    const LabelVolume labels{source, std::vector<std::int32_t>(27, 5)};
    const Geometry target = Geometry::fromAffine({2, 2, 2}, Affine::translation({1e30, 0, 0}));
    for (const auto label : resampleLabels(labels, Affine(), target, 1).labels) {
        QCOMPARE(label, 0);
    }
}

QTEST_APPLESS_MAIN(TestResample)
#include "tst_resample.moc"
