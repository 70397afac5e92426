#include "core/preprocess/registration.h"
#include "core/preprocess/standardise.h"
#include "tests/core/preprocess/test_images.h"
#include "tests/support/expect_error.h"

#include <QtTest>

#include <chrono>
#include <random>
#include <thread>

using namespace tessera;
using namespace tessera::preprocess;

Q_DECLARE_METATYPE(tessera::Affine)

class TestRegistration : public QObject {
    Q_OBJECT

    FloatVolume m_template = test::templateImage(), m_mask = test::templateMask(), m_sample = test::sampleScan();
    Registration m_plain;

    Registration align(const FloatVolume& scan, int threads = 2) const {
        Progress progress;
        return registerToTemplate(standardise(test::asVolume(scan), "scan.nii"), "scan.nii", m_template, m_mask,
                                  threads, progress);
    }

    /// Largest distance (mm) inside the mask between where `found` and the plain run see the same template point,
    /// where `by` says how the scan was moved.
    double residual(const Registration& found, const Affine& by) const {
        const Affine mine = by.inverse() * found.templateFromScan.inverse(), plain = m_plain.templateFromScan.inverse();
        double out = 0;
        const Geometry& grid = m_mask.geometry;
        for (std::int64_t z = 0; z < grid.size[2]; z += 6) {
            for (std::int64_t y = 0; y < grid.size[1]; y += 6) {
                for (std::int64_t x = 0; x < grid.size[0]; x += 6) {
                    if (m_mask.voxels[grid.index(x, y, z)] > 0.5F) {
                        const Vec3 p = grid.worldFromVoxel.apply(
                            {static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)});
                        const Vec3 a = mine.apply(p), b = plain.apply(p);
                        out = std::max(out, std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]));
                    }
                }
            }
        }
        return out;
    }

  private slots:
    void initTestCase() { m_plain = align(m_sample); }

    void sampleIsGood() {
        const RegistrationMeasures& m = m_plain.measures;
        QVERIFY(m.coverage > 0.99 && m.correlation > 0.75 && m.information > 0.4 && m.headerOrientation);
        QVERIFY(m.scales[0] >= m.scales[1] && m.scales[1] >= m.scales[2] && m.scales[2] > 0.85 && m.scales[0] < 1.15);
        QVERIFY(std::abs(m.scales[0] * m.scales[1] * m.scales[2] - m_plain.templateFromScan.determinant()) < 1e-6);
        QVERIFY(doubtsAbout(m).empty());
    }

    void headLandsWhereverItsHeaderPutsIt_data() {
        QTest::addColumn<Affine>("by");
        QTest::addColumn<bool>("turned");
        QTest::newRow("x 90") << test::rotation(0, 90) << true;
        QTest::newRow("y -90") << test::rotation(1, -90) << true;
        QTest::newRow("z 90") << test::rotation(2, 90) << true;
        QTest::newRow("z 180") << test::rotation(2, 180) << true;
        QTest::newRow("oblique") << test::rotation(0, 30) * test::rotation(1, 20) << false;
        QTest::newRow("shifted by 80 mm") << Affine::translation({40, -40, 60}) << false;
        QTest::newRow("far away, larger")
            << Affine::translation({300, 0, 0}) * Affine::scaling({1.1, 1.1, 1.1}) << false;
    }
    void headLandsWhereverItsHeaderPutsIt() {
        QFETCH(Affine, by);
        QFETCH(bool, turned);
        const Registration found = align(test::moved(m_sample, by));
        QVERIFY(found.templateFromScan.determinant() > 0);
        QVERIFY2(residual(found, by) < 1.5, qPrintable(QString::number(residual(found, by))));
        QCOMPARE(found.measures.headerOrientation, !turned);
        QCOMPARE(doubtsAbout(found.measures).empty(), !turned);
    }

    void anyGridWillDo_data() {
        QTest::addColumn<Affine>("matrix");
        Affine sheared = Affine::scaling({1.3, 0.9, 1.1});
        sheared(0, 1) = 0.07;
        QTest::newRow("anisotropic and sheared") << sheared;
        QTest::newRow("left-handed, permuted") << test::rotation(0, 90) * Affine::scaling({-1, 1.2, 1});
        QTest::newRow("oblique") << test::rotation(2, 12) * Affine::scaling({2, 2, 3});
    }
    void anyGridWillDo() {
        QFETCH(Affine, matrix);
        const Vec3 spacing = Geometry::fromAffine({1, 1, 1}, matrix).spacing();
        Size3 size{};
        Vec3 toCentre{};
        for (int axis = 0; axis < 3; ++axis) {
            size[axis] = std::lround(240 / spacing[axis]);
            toCentre[axis] = -static_cast<double>(size[axis]) / 2;
        }
        const Affine world = Affine::translation({0, -17, 19}) * matrix * Affine::translation(toCentre);
        const Registration found = align(resampleToGrid(m_sample, nullptr, {}, Geometry::fromAffine(size, world), 2));
        QVERIFY(found.templateFromScan.determinant() > 0);
        QVERIFY2(residual(found, {}) < 2, qPrintable(QString::number(residual(found, {}))));
    }

    void mirroredHeadIsNotMirroredBack() {
        Affine mirror = Affine::scaling({-1, 1, 1});
        const Registration found = align(test::moved(m_sample, mirror));
        QVERIFY(found.templateFromScan.determinant() > 0);
        QVERIFY(residual(found, mirror) > 50); // left stays where the header has it
    }

    void repeatsBitForBitWithAnyThreads() {
        QVERIFY(align(m_sample, 2).templateFromScan == m_plain.templateFromScan);
        const Registration single = align(m_sample, 1);
        QVERIFY(single.templateFromScan == m_plain.templateFromScan);
        QCOMPARE(single.measures.correlation, m_plain.measures.correlation);
        QCOMPARE(single.measures.information, m_plain.measures.information);
    }

    void partOfBrainIsRefused() {
        EXPECT_ERROR(align(test::cropped(m_sample, {0, 0, 0}, {90, 217, 181})), ErrorCode::FieldOfViewTooSmall,
                     "% of the brain");
        EXPECT_ERROR(align(test::cropped(m_sample, {0, 0, 0}, {181, 217, 40})), ErrorCode::FieldOfViewTooSmall,
                     "scan.nii");
    }

    void croppedTopNeedsReview() {
        const Registration found = align(test::cropped(m_sample, {0, 0, 0}, {140, 217, 181}));
        QVERIFY(found.measures.coverage > 0.7 && found.measures.coverage < 0.95);
        QVERIFY(doubtsAbout(found.measures).find("% of the brain") != std::string::npos);
        QVERIFY(residual(found, {}) < 5);
    }

    void whatIsNoHeadIsRefused_data() {
        QTest::addColumn<QString>("what");
        for (const char* what : {"noise", "sphere", "inverted", "half blank"}) {
            QTest::newRow(what) << what;
        }
    }
    void whatIsNoHeadIsRefused() {
        QFETCH(QString, what);
        std::mt19937 random(3);
        std::normal_distribution<double> gauss(100, 20);
        FloatVolume scan = m_sample;
        if (what == "inverted") {
            for (float& v : scan.voxels) {
                v = v > 20 ? 200 - v : 0;
            }
        } else if (what == "half blank") {
            for (std::size_t i = 0; i < scan.voxels.size(); ++i) {
                scan.voxels[i] = static_cast<std::int64_t>(i) % scan.geometry.size[0] < 90 ? 0 : scan.voxels[i];
            }
        } else {
            scan = test::painted(
                Geometry::fromAffine({91, 109, 91}, Affine::translation({-90, -108, -90}) * Affine::scaling({2, 2, 2})),
                [&](const Vec3& p) {
                    const bool inside = what == "noise" || std::hypot(p[0], p[1], p[2]) < 70;
                    return inside ? gauss(random) : 0;
                });
        }
        EXPECT_ERROR(align(scan), ErrorCode::RegistrationFailed, "scan.nii");
    }

    void cancelIsNoticedWithinASecond() {
        const auto token = std::make_shared<CancelToken>();
        Progress progress({}, token);
        const FloatVolume scan = standardise(test::asVolume(m_sample), "scan.nii");
        std::chrono::steady_clock::time_point asked;
        std::jthread user([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(700));
            asked = std::chrono::steady_clock::now();
            token->cancel();
        });
        EXPECT_ERROR(registerToTemplate(scan, "scan.nii", m_template, m_mask, 2, progress), ErrorCode::Cancelled, "");
        QVERIFY(std::chrono::steady_clock::now() - asked < std::chrono::seconds(2)); // 1 s, and a busy machine
    }
};

QTEST_APPLESS_MAIN(TestRegistration)
#include "tst_registration.moc"
