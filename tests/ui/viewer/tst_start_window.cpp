#include "ui/viewer/start_window.h"

#include <QtTest>

#include <cmath>
#include <limits>
#include <vector>

namespace {

/// A head in noise-free air: 60 % zeros, the rest smoothly between 50 and 1000.
std::vector<float> head() {
    std::vector<float> out(300'000, 0.0F);
    for (std::size_t i = 0; i < 120'000; ++i) {
        out[i * 5 / 2] = 50 + 950 * static_cast<float>((i * 7919) % 120'000) / 120'000;
    }
    return out;
}

bool close(const tessera::ui::IntensityWindow& a, const tessera::ui::IntensityWindow& b) {
    const double width = b.high - b.low;
    return std::abs(a.low - b.low) < 0.05 * width && std::abs(a.high - b.high) < 0.05 * width;
}

} // namespace

class TestStartWindow : public QObject {
    Q_OBJECT

  private slots:
    void spansTheHead();
    void aHotVoxelMovesNothing();
    void paddingMovesNothing();
    void oddImagesHaveAWindow();
};

void TestStartWindow::spansTheHead() {
    const auto window = tessera::ui::startWindow(head());
    QVERIFY2(window.low >= 45 && window.low < 100, qPrintable(QString::number(window.low)));
    QVERIFY2(window.high > 950 && window.high <= 1000, qPrintable(QString::number(window.high)));
}

void TestStartWindow::aHotVoxelMovesNothing() {
    auto voxels = head();
    const auto before = tessera::ui::startWindow(voxels);
    voxels[12'345] = 1e9F;
    voxels[777] = -1e9F;
    QVERIFY(close(tessera::ui::startWindow(voxels), before));
}

void TestStartWindow::paddingMovesNothing() {
    auto voxels = head();
    const auto before = tessera::ui::startWindow(voxels);
    voxels.insert(voxels.end(), 200'000, -1000.0F);
    QVERIFY(close(tessera::ui::startWindow(voxels), before));
}

void TestStartWindow::oddImagesHaveAWindow() {
    using tessera::ui::IntensityWindow;
    QCOMPARE(tessera::ui::startWindow({}).high, 1.0);
    const float nan = std::numeric_limits<float>::quiet_NaN();
    QVERIFY(tessera::ui::startWindow(std::vector<float>{nan, nan}) == IntensityWindow{});
    const auto constant = tessera::ui::startWindow(std::vector<float>(10, 7.0F));
    QCOMPARE(constant.low, 6.5);
    QCOMPARE(constant.high, 7.5);
    const auto binary = tessera::ui::startWindow(std::vector<float>{0, 0, 0, 1, 1});
    QVERIFY(binary.high > binary.low);
}

QTEST_APPLESS_MAIN(TestStartWindow)
#include "tst_start_window.moc"
