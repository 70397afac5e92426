#include "core/preprocess/conform.h"
#include "core/preprocess/sampling.h"
#include "tests/support/expect_error.h"

#include <QtTest>

#include <cmath>

using namespace tessera;
using namespace tessera::preprocess;

Q_DECLARE_METATYPE(tessera::Affine)

namespace {

constexpr Size3 kCube{64, 64, 64};

/// Three bright balls at places (RAS mm) that no turn or mirror maps to each other, over a dim block.
struct Ball {
    Vec3 centre;
    float brightness;
};
constexpr std::array kBalls{Ball{{-12, 3, 5}, 900}, Ball{{7, 14, -6}, 700}, Ball{{2, -9, 13}, 500}};

Volume phantom(const Size3& size, const Affine& worldFromVoxel) {
    Volume out;
    out.geometry = Geometry::fromAffine(size, worldFromVoxel);
    std::vector<float> voxels(out.geometry.voxels());
    for (std::int64_t z = 0; z < size[2]; ++z) {
        for (std::int64_t y = 0; y < size[1]; ++y) {
            for (std::int64_t x = 0; x < size[0]; ++x) {
                const Vec3 at =
                    worldFromVoxel.apply({static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)});
                float& value = voxels[out.geometry.index(x, y, z)];
                value = std::abs(at[0]) < 20 && std::abs(at[1]) < 20 && std::abs(at[2]) < 20
                            ? 100 + static_cast<float>((7 * x + 13 * y + 29 * z) % 64)
                            : 0;
                for (const Ball& ball : kBalls) {
                    const double distance =
                        std::hypot(at[0] - ball.centre[0], at[1] - ball.centre[1], at[2] - ball.centre[2]);
                    value = distance < 4 ? ball.brightness : value;
                }
            }
        }
    }
    out.voxels = std::move(voxels);
    return out;
}

/// Axes of a grid by letters, x, y and z of the world R, A and S; `spacing` along them, the middle near (1, -2, 3) mm.
Affine matrix(const char* axes, const Vec3& spacing, const Size3& size) {
    Affine out = Affine::scaling({0, 0, 0});
    for (int axis = 0; axis < 3; ++axis) {
        const char letter = axes[axis];
        const int world = letter == 'R' || letter == 'L' ? 0 : letter == 'A' || letter == 'P' ? 1 : 2;
        out(world, axis) =
            (letter == 'R' || letter == 'A' || letter == 'S' ? 1 : -1) * spacing[static_cast<std::size_t>(axis)];
    }
    const Vec3 middle{1, -2, 3};
    for (int world = 0; world < 3; ++world) {
        out(world, 3) = middle[static_cast<std::size_t>(world)];
        for (int axis = 0; axis < 3; ++axis) {
            out(world, 3) -= out(world, axis) * static_cast<double>(size[static_cast<std::size_t>(axis)]) / 2;
        }
    }
    return out;
}

} // namespace

class TestConform : public QObject {
    Q_OBJECT
  private slots:
    void gridIsLiaAroundTheMiddle();
    void everyOrientationLooksTheSame_data();
    void everyOrientationLooksTheSame();
    void intensities();
    void hotVoxelDoesNotDarken();
    void thresholdCutsTheBox();
};

void TestConform::gridIsLiaAroundTheMiddle() {
    const Size3 size{40, 50, 61};
    const Geometry scan = Geometry::fromAffine(size, matrix("PSR", {1, 0.9, 1.2}, size));
    const Geometry grid = conformedGrid(scan, {256, 256, 256});
    const auto world = [&grid](double i, double j, double k) { return grid.worldFromVoxel.apply({i, j, k}); };
    QVERIFY(grid.size == (Size3{256, 256, 256}));
    QVERIFY(world(128, 128, 128) == (Vec3{1, -2, 3}));
    QVERIFY(world(129, 128, 128) == (Vec3{0, -2, 3})); // i to the left
    QVERIFY(world(128, 129, 128) == (Vec3{1, -2, 2})); // j down
    QVERIFY(world(128, 128, 129) == (Vec3{1, -1, 3})); // k to the front
}

void TestConform::everyOrientationLooksTheSame_data() {
    QTest::addColumn<QString>("axes");
    for (const char* axes : {"RAS", "LAS", "LPS", "LIA", "PIR", "ASL", "SRA", "IPL"}) {
        QTest::newRow(axes) << axes;
    }
}

void TestConform::everyOrientationLooksTheSame() {
    QFETCH(QString, axes);
    const Size3 size{50, 50, 50};
    const FloatVolume out =
        conform(phantom(size, matrix(axes.toLatin1().constData(), {1, 1, 1}, size)), "phantom", kCube, 2);
    for (const Ball& ball : kBalls) { // i = 32 - (x - 1), j = 32 - (z - 3), k = 32 + (y + 2)
        const auto i = static_cast<std::int64_t>(33 - ball.centre[0]);
        const auto j = static_cast<std::int64_t>(35 - ball.centre[2]);
        const auto k = static_cast<std::int64_t>(34 + ball.centre[1]);
        const float found = out.voxels[out.geometry.index(i, j, k)];
        QVERIFY2(std::abs(found - ball.brightness / 900) < 0.1F, qPrintable(QString::number(found)));
        const float mirrored = out.voxels[out.geometry.index(66 - i, j, k)]; // on the other side there is none
        QVERIFY2(mirrored < 0.2F, qPrintable(QString::number(mirrored)));
    }
}

void TestConform::intensities() {
    const Size3 size{50, 50, 50};
    const Volume scan = phantom(size, matrix("RAS", {1, 1, 1}, size));
    const FloatVolume out = conform(scan, "phantom", kCube, 1);
    const auto [least, most] = std::minmax_element(out.voxels.begin(), out.voxels.end());
    QCOMPARE(*least, 0.0F);
    QCOMPARE(*most, 1.0F);
    Volume other = scan; // another unit, and an offset
    for (float& value : std::get<std::vector<float>>(other.voxels)) {
        value = 3 * value - 200;
    }
    const FloatVolume same = conform(other, "phantom", kCube, 2);
    for (std::size_t i = 0; i < out.voxels.size(); ++i) {
        QVERIFY(std::abs(out.voxels[i] - same.voxels[i]) < 1e-4F);
    }
}

void TestConform::hotVoxelDoesNotDarken() {
    const Size3 size{50, 50, 50};
    Volume scan = phantom(size, matrix("RAS", {1, 1, 1}, size));
    const FloatVolume plain = conform(scan, "phantom", kCube, 1);
    std::get<std::vector<float>>(scan.voxels)[scan.geometry.index(3, 4, 5)] = 1e6F;
    const FloatVolume hot = conform(scan, "phantom", kCube, 1);
    std::size_t other = 0;
    for (std::size_t i = 0; i < plain.voxels.size(); ++i) {
        other += std::abs(plain.voxels[i] - hot.voxels[i]) > 1e-3F ? 1 : 0;
    }
    QVERIFY(other <= 8);
}

void TestConform::thresholdCutsTheBox() {
    const Size3 size{50, 50, 50};
    const FloatVolume cube = conform(phantom(size, matrix("RAS", {1, 1, 1}, size)), "phantom", kCube, 1);
    const FloatVolume dim = croppedToContent(cube, 0), bright = croppedToContent(cube, 0.45F);
    QVERIFY(dim.geometry.size == (Size3{39, 39, 39})); // |x| < 20 mm
    // centres of the balls from (-12, -9, -6) to (7, 14, 13) mm, 3 mm around them on the voxels' grid
    QVERIFY(bright.geometry.size == (Size3{26, 26, 30}));
    const Vec3 first = bright.geometry.worldFromVoxel.apply({});
    QVERIFY(first == (Vec3{10, -12, 16}));
}

QTEST_APPLESS_MAIN(TestConform)
#include "tst_conform.moc"
