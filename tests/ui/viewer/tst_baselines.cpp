// Whole pictures of the views against ones that a person has looked at (baselines/NAME.png). To take new ones after a
// wanted change: TESSERA_BASELINES=write ctest -R tst_baselines, then look at each of them before it is committed.
#include "tests/ui/viewer/render_test.h"
#include "ui/viewer/case_data.h"
#include "ui/viewer/view_grid.h"

#include <QDir>

#include <cmath>

using namespace tessera;
using ui::View;
using Arrangement = ui::ViewGrid::Arrangement;

namespace {

constexpr QSize kPicture(482, 442);
constexpr Size3 kSize{60, 72, 48};
constexpr Vec3 kSpacing{2.4, 2, 2.8}; // mm
/// A block's mean difference of a channel from which on a picture counts as another one. A letter that is gone or
/// turned, a line that is a pixel further, an overlay of another colour or a voxel beside its place differ by more
/// somewhere; how OpenGL and FreeType round at the edges of shapes, which is not the same on all machines, by less.
constexpr int kBlock = 16;
constexpr double kMostDifference = 16;

QString baselineOf(const QString& name) {
    return QStringLiteral(TESSERA_BASELINES "/") + name + ".png";
}

/// The greatest mean difference of a block: how far the pictures are apart at the worst place.
double worstDifference(const QImage& one, const QImage& other) {
    double worst = one.size() == other.size() ? 0 : 255;
    for (int top = 0; top + kBlock <= one.height() && worst < 255; top += kBlock / 2) {
        for (int left = 0; left + kBlock <= one.width(); left += kBlock / 2) {
            std::array<double, 3> sum{};
            for (int i = 0; i < kBlock * kBlock; ++i) {
                const QRgb a = one.pixel(left + i % kBlock, top + i / kBlock);
                const QRgb b = other.pixel(left + i % kBlock, top + i / kBlock);
                sum[0] += std::abs(qRed(a) - qRed(b));
                sum[1] += std::abs(qGreen(a) - qGreen(b));
                sum[2] += std::abs(qBlue(a) - qBlue(b));
            }
            worst = std::max(worst, *std::ranges::max_element(sum) / (kBlock * kBlock));
        }
    }
    return worst;
}

/// 1 in the middle of an ellipsoid, 0 at its surface, less outside.
double inside(const Vec3& at, const Vec3& centre, const Vec3& radii) {
    double sum = 0;
    for (int axis = 0; axis < 3; ++axis) {
        sum += std::pow((at[axis] - centre[axis]) / radii[axis], 2);
    }
    return 1 - std::sqrt(sum);
}

/// A head that tilts, with a brain of two halves, a ventricle of the left one and a nose.
struct Head {
    FloatVolume scan;
    LabelVolume map;
    std::vector<float> agreement;
    std::vector<std::uint8_t> coverage;
};
Head tiltedHead() {
    constexpr double kTilt = 0.2; // radians about the axis from left to right
    Affine matrix = Affine::translation({-70, -78, -52});
    for (int axis = 0; axis < 3; ++axis) {
        matrix(axis, axis) = kSpacing[axis];
    }
    matrix(1, 1) = kSpacing[1] * std::cos(kTilt);
    matrix(2, 1) = kSpacing[1] * std::sin(kTilt);
    matrix(1, 2) = -kSpacing[2] * std::sin(kTilt);
    matrix(2, 2) = kSpacing[2] * std::cos(kTilt);
    Head out;
    out.map.geometry = out.scan.geometry = Geometry::fromAffine(kSize, matrix);
    for (std::int64_t i = 0; i < kSize[0] * kSize[1] * kSize[2]; ++i) {
        const std::array<std::int64_t, 3> at{i % kSize[0], i / kSize[0] % kSize[1], i / kSize[0] / kSize[1]};
        const Vec3 mm{(static_cast<double>(at[0]) - 30) * kSpacing[0], (static_cast<double>(at[1]) - 36) * kSpacing[1],
                      (static_cast<double>(at[2]) - 24) * kSpacing[2]};
        const double skin = std::max(inside(mm, {0, 0, 0}, {62, 66, 60}), inside(mm, {0, 66, -14}, {9, 9, 12}));
        const double brain = inside(mm, {0, -2, 6}, {52, 56, 46});
        const double ventricle = inside(mm, {-14, 4, 10}, {7, 20, 9}), nucleus = inside(mm, {20, 8, 4}, {11, 14, 9});
        const double folds = 8 * std::sin(mm[0] / 5) * std::sin(mm[1] / 6) * std::sin(mm[2] / 5);
        const std::int32_t number = ventricle > 0 ? 52 : (nucleus > 0 ? 55 : (brain > 0 ? (mm[0] < 0 ? 153 : 154) : 0));
        const double tissue = ventricle > 0 ? 25 : (nucleus > 0 ? 118 : (brain > 0.2 ? 150 : 95));
        out.scan.voxels.push_back(static_cast<float>(brain > 0 ? tissue + folds : (skin > 0 ? 60 : 4 + folds / 4)));
        out.map.labels.push_back(number);
        out.agreement.push_back(static_cast<float>(std::clamp(0.4 + 2 * std::abs(brain), 0.0, 1.0)));
        out.coverage.push_back(number > 0 ? 8 : 0);
    }
    return out;
}

} // namespace

class TestBaselines : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase();
    void init();
    void views_data();
    void views();
    void otherPicturesAreTold();

  private:
    void lookAs(const QString& name);
    [[nodiscard]] QImage taken(const QString& name);

    ui::ViewerState m_state;
    ui::ViewGrid m_views{m_state};
};

void TestBaselines::initTestCase() {
    QVERIFY(test::appears(m_views, kPicture.width(), kPicture.height()));
    const Head head = tiltedHead();
    QSignalSpy surfaces(&m_views.volume(), &ui::VolumeView::surfacesReady);
    m_state.setImage(ui::makeCaseImage("head.nii", {head.scan.geometry, head.scan.voxels}));
    m_state.setLabels(ui::makeCaseLabels("head_dseg.nii", head.map, labels::brainColor(), head.agreement, head.coverage,
                                         head.scan.geometry));
    QVERIFY(surfaces.count() > 0 || surfaces.wait(20'000));
}

/// As a case is opened.
void TestBaselines::init() {
    m_views.arrange(Arrangement::Grid);
    m_views.volume().setMode(ui::VolumeView::Mode::Surfaces);
    m_state.setOverlay({});
    m_state.setConventions({});
    m_state.setInterpolated(true);
    m_state.setSelectedRegion(0);
    m_state.setShownRegions({52, 55, 153, 154});
    QVERIFY(m_state.centreRegion(52));
    m_views.resetViews();
}

void TestBaselines::views_data() {
    QTest::addColumn<int>("none");
    for (const char* name :
         {"filled", "outlines", "agreement", "selected", "neurological", "voxels", "three-and-volume", "volume"}) {
        QTest::newRow(name) << 0;
    }
}

void TestBaselines::lookAs(const QString& name) {
    if (name == "outlines") {
        m_state.setOverlay({.style = ui::OverlayStyle::Outline});
    } else if (name == "agreement") {
        m_state.setOverlay({.agreement = true});
    } else if (name == "selected") {
        m_state.setShownRegions({52, 153}); // of several faint surfaces the order is the parts' of a drawing
        m_state.setSelectedRegion(52);
    } else if (name == "neurological") {
        m_state.setConventions({.radiological = false, .noseLeft = false});
    } else if (name == "voxels") {
        m_state.setInterpolated(false);
        m_state.setOverlay({.opacity = 1});
        m_views.arrange(Arrangement::Axial);
    } else if (name == "three-and-volume") {
        m_state.setShownRegions({52, 55, 153});
        m_views.arrange(Arrangement::ThreeAndVolume);
    } else if (name == "volume") {
        m_views.volume().setMode(ui::VolumeView::Mode::Volume);
        m_views.arrange(Arrangement::Volume);
    }
}

QImage TestBaselines::taken(const QString& name) {
    lookAs(name);
    QCoreApplication::processEvents(); // the layout
    m_views.resetViews();
    if (name == "voxels") {
        m_views.slice(View::Axial).setZoom(3);
        m_views.centreOnCursor();
    } else {
        m_views.volume().turn(-25, 15);
    }
    return m_views.capture();
}

void TestBaselines::views() {
    const QString name = QTest::currentDataTag();
    const QImage picture = taken(name);
    if (qEnvironmentVariable("TESSERA_BASELINES") == "write") {
        QVERIFY(QDir().mkpath(TESSERA_BASELINES) && picture.save(baselineOf(name)));
        QSKIP("a new baseline was written: look at it");
    }
    const QImage baseline(baselineOf(name));
    QVERIFY2(!baseline.isNull(), qPrintable(baselineOf(name) + " is missing"));
    const double worst = worstDifference(picture, baseline);
    qInfo("%s: %.2f of 255 apart at the worst place", qPrintable(name), worst);
    TESSERA_VERIFY_PICTURE(worst <= kMostDifference, QString::number(worst), picture);
}

/// The measure sees what must never be overlooked.
void TestBaselines::otherPicturesAreTold() {
    const QImage baseline(baselineOf("filled"));
    const auto apart = [&] { return worstDifference(m_views.capture(), baseline); };
    QVERIFY(worstDifference(taken("filled"), baseline) <= kMostDifference);
    const Vec3 place = m_state.cursor();
    m_state.setCursor({place[0] + kSpacing[0], place[1], place[2]}); // lines a voxel further
    QVERIFY2(apart() > kMostDifference, qPrintable(QString::number(apart())));
    m_state.setCursor(place);
    QVERIFY(apart() <= kMostDifference);
    m_state.setShownRegions({55, 153, 154}); // without the ventricle
    QVERIFY2(apart() > kMostDifference, qPrintable(QString::number(apart())));
    m_state.setShownRegions({52, 55, 153, 154});
    m_state.setColours({{153, {255, 0, 0}}});
    QVERIFY2(apart() > kMostDifference, qPrintable(QString::number(apart())));
    m_state.setColours({});
    QVERIFY(apart() <= kMostDifference);
    QImage letterless = m_views.capture();
    const QRect axial = m_views.slice(View::Axial).geometry(); // its letter at the left
    for (int i = 0; i < 30 * 30; ++i) {
        letterless.setPixel(i % 30, axial.height() / 2 - 15 + i / 30, qRgb(0, 0, 0));
    }
    QVERIFY(worstDifference(letterless, baseline) > kMostDifference);
    QVERIFY(worstDifference(m_views.capture().mirrored(true, false), baseline) > kMostDifference);
}

int main(int argc, char** argv) {
    return test::runRenderTest<TestBaselines>(argc, argv);
}
#include "tst_baselines.moc"
