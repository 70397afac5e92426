#include "core/cuda/byte_range.h"
#include "core/preprocess/prepare.h"
#include "tests/core/preprocess/test_images.h"
#include "tests/support/expect_error.h"

#include <QtTest>

using namespace tessera;
using namespace tessera::preprocess;

namespace {

/// SLANT's tile at the middle of the grid (96 x 128 x 88 voxels from 38, 46, 34), as its network sees it.
std::vector<float> middleTile(const FloatVolume& grid) {
    std::vector<float> out;
    for (std::int64_t z = 34; z < 34 + 88; ++z) {
        for (std::int64_t y = 46; y < 46 + 128; ++y) {
            for (std::int64_t x = 38; x < 38 + 96; ++x) {
                out.push_back(grid.voxels[grid.geometry.index(x, y, z)]);
            }
        }
    }
    cuda::scaleToByteRange(out.data(), static_cast<std::int64_t>(out.size()));
    return out;
}

} // namespace

class TestPrepare : public QObject {
    Q_OBJECT

    FloatVolume m_template = test::templateImage(), m_mask = test::templateMask();
    Volume m_sample = readImage(test::sourcePath("resources/sample/colin27_T1w.nii.gz"));

    Prepared run(const Volume& scan, const PrepareSettings& settings) const {
        Progress progress;
        return prepare(scan, "scan.nii", m_template, m_mask, m_template.geometry, settings, progress);
    }

  private slots:
    void scanLandsOnTheGrid() {
        const Prepared out = run(m_sample, {true, 2});
        QVERIFY(sameGrid(out.onGrid.geometry, m_template.geometry));
        QVERIFY(out.measures.correlation > 0.75);
        QVERIFY(out.templateFromScan.determinant() > 0);
        QVERIFY(out.secondsRegistration > 0 && out.secondsBias > 0 && out.secondsResampling > 0);
        QVERIFY(*std::min_element(out.onGrid.voxels.begin(), out.onGrid.voxels.end()) >= 0);
    }

    /// That a global a I + b cancels is why SLANT's Huber regression to an atlas needs no re-implementation.
    void intensityScalingLeavesSlantTilesUnchanged() {
        const std::vector<float> plain = middleTile(run(m_sample, {true, 2}).onGrid);
        Volume header = m_sample; // the header scales: not one bit may differ
        header.slope = 0.37;
        header.intercept = -850;
        QVERIFY(middleTile(run(header, {true, 1}).onGrid) == plain);
        Volume stored = m_sample; // the voxels are scaled and rounded to floats
        std::vector<float> voxels = m_sample.intensities();
        for (float& v : voxels) {
            v = 0.37F * v + 12.5F;
        }
        stored.voxels = voxels;
        const std::vector<float> scaled = middleTile(run(stored, {true, 2}).onGrid);
        float largest = 0;
        for (std::size_t i = 0; i < plain.size(); ++i) {
            largest = std::max(largest, std::abs(plain[i] - scaled[i]));
        }
        QVERIFY2(largest < 0.05F, qPrintable(QString::number(largest))); // of 255
    }

    void withoutBiasCorrectionThereIsNoField() {
        const Prepared out = run(m_sample, {false, 2});
        QCOMPARE(out.secondsBias, 0.0);
        QVERIFY(*std::max_element(out.onGrid.voxels.begin(), out.onGrid.voxels.end()) <= 1000);
    }

    void failureIsToldAtOnce() {
        FloatVolume part = test::cropped(test::sampleScan(), {0, 0, 0}, {90, 217, 181});
        EXPECT_ERROR(run(test::asVolume(part), {true, 2}), ErrorCode::FieldOfViewTooSmall, "scan.nii");
    }

    void cancelEndsBothHalves() {
        const auto token = std::make_shared<CancelToken>();
        Progress progress(
            [&](double fraction, std::string_view) {
                if (fraction > 0.3) {
                    token->cancel();
                }
            },
            token);
        EXPECT_ERROR(prepare(m_sample, "scan.nii", m_template, m_mask, m_template.geometry, {true, 2}, progress),
                     ErrorCode::Cancelled, "");
    }
};

QTEST_APPLESS_MAIN(TestPrepare)
#include "tst_prepare.moc"
