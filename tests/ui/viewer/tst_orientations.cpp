// The patient's left on the side of the letter L: a phantom with marks at known places of the world, in all
// orientations and formats, through the readers, the views and the pictures that people keep.
#include "tests/support/nifti_builder.h"
#include "tests/ui/viewer/letter_in.h"
#include "tests/ui/viewer/phantom_files.h"
#include "tests/ui/viewer/render_test.h"
#include "ui/viewer/case_data.h"
#include "ui/viewer/view_grid.h"

#include <QTemporaryDir>

#include <cmath>

using namespace tessera;
using ui::View;
namespace fs = std::filesystem;

namespace {

constexpr double kFitMargin = 1.04; // what SliceView leaves around the slice

/// World axes of a view's screen, and the world's sign to the screen's right: what the conventions promise, said anew.
struct Screen {
    int across, vertical;
    double sign;
    char left, right;
};
Screen screenOf(View view, bool radiological) {
    if (view == View::Sagittal) {
        return {1, 2, -1, 'A', 'P'};
    }
    return {0, view == View::Axial ? 1 : 2, radiological ? -1.0 : 1.0, radiological ? 'R' : 'L',
            radiological ? 'L' : 'R'};
}

/// Where a position has to appear in a slice view that was just opened.
QPointF expectedPoint(const ui::SliceView& view, const Screen& screen, const Vec3& mm) {
    const Vec3 centre = test::headCentre();
    const auto extent = [](int axis) { return test::kHeadSpacing[axis] * static_cast<double>(test::kHeadSize[axis]); };
    const double mmPerPixel =
        kFitMargin * std::max(extent(screen.across) / view.width(), extent(screen.vertical) / view.height());
    return {view.width() / 2.0 + screen.sign * (mm[screen.across] - centre[screen.across]) / mmPerPixel,
            view.height() / 2.0 - (mm[screen.vertical] - centre[screen.vertical]) / mmPerPixel};
}

int greyOf(const test::Mark& mark) {
    return qRound(mark.intensity * 255 / 1000);
}

bool isColourOf(const test::Mark& mark, QRgb pixel) {
    const int channel = mark.letter == 'L' ? qRed(pixel) : (mark.letter == 'A' ? qGreen(pixel) : qBlue(pixel));
    return channel > 60 && qRed(pixel) + qGreen(pixel) + qBlue(pixel) - channel < channel;
}

} // namespace

class TestOrientations : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase();
    void everyMarkIsWhereTheWorldHasIt_data();
    void everyMarkIsWhereTheWorldHasIt();
    void theLettersAreDrawnAtTheirEdges_data();
    void theLettersAreDrawnAtTheirEdges();
    void theLettersAreDrawnInEveryArrangement();
    void theNosePointsWhereItIsSet();
    void sidesThatAreNotSureAreDrawnAsAQuestion();

  private:
    /// Of a slice view in a picture of all: left, right, top and bottom, as they are read.
    std::string lettersDrawn(View view, const QImage& picture);
    /// What is wrong with a slice view, and with its part of a picture where there is one; or nothing.
    QString wrongSlice(View view, bool radiological, const QImage& picture);
    QString wrongVolume(bool radiological, const QImage& picture);
    /// Shows the case. @return false if surfaces don't arrive
    bool shows(const std::shared_ptr<const ui::CaseImage>& image);

    ui::ViewerState m_state;
    ui::ViewGrid m_grid{m_state};
};

void TestOrientations::initTestCase() {
    QVERIFY(test::appears(m_grid, 402, 362));
    m_state.setInterpolated(false);
    m_state.setAnnotations({.crosshair = false});
    m_state.setOverlay({.shown = false}); // the 3D view shows the regions all the same
}

bool TestOrientations::shows(const std::shared_ptr<const ui::CaseImage>& image) {
    QSignalSpy surfaces(&m_grid.volume(), &ui::VolumeView::surfacesReady);
    m_state.setImage(image);
    m_state.setWindow({0, 1000});
    m_state.setLabels(ui::makeCaseLabels("marks.nii.gz", test::markLabels(image->geometry, image->voxels),
                                         test::markTable(), {}, {}, image->geometry));
    return surfaces.count() > 0 || surfaces.wait(10'000);
}

QString TestOrientations::wrongSlice(View view, bool radiological, const QImage& picture) {
    ui::SliceView& slice = m_grid.slice(view);
    const Screen screen = screenOf(view, radiological);
    const ui::EdgeLetters letters = slice.plane()->letters();
    if (letters.left != screen.left || letters.right != screen.right) {
        return QString("%1: letters %2 and %3").arg(ui::viewName(view)).arg(letters.left).arg(letters.right);
    }
    if (letters.top != (view == View::Axial ? 'A' : 'S') || letters.bottom != (view == View::Axial ? 'P' : 'I')) {
        return QString("%1: letters %2 over %3").arg(ui::viewName(view)).arg(letters.top).arg(letters.bottom);
    }
    for (const test::Mark& mark : test::kMarks) {
        const int axis = mark.letter == 'L' ? 0 : (mark.letter == 'A' ? 1 : 2);
        if (axis != screen.across && axis != screen.vertical) {
            continue; // it doesn't reach into the middle slice
        }
        const QPointF expected = expectedPoint(slice, screen, mark.centre());
        if (test::distance(slice.pointOf(mark.centre()), expected) > 1e-3) { // float32 of a header
            return QString("%1: pointOf has mark %2 elsewhere").arg(ui::viewName(view)).arg(mark.letter);
        }
        if (picture.isNull()) {
            continue;
        }
        const test::Blob blob =
            test::blobOf(picture, slice.geometry(), [&](QRgb pixel) { return test::isGrey(pixel, greyOf(mark)); });
        const QPointF seen = blob.centre - QPointF(slice.pos());
        // the middle between two edges that fall on pixels: half a pixel each way
        if (blob.pixels < 50 || std::abs(seen.x() - expected.x()) > 0.51 || std::abs(seen.y() - expected.y()) > 0.51) {
            return QString("%1: mark %2 at %3, %4 with %5 pixels, not at %6, %7")
                .arg(ui::viewName(view))
                .arg(mark.letter)
                .arg(seen.x())
                .arg(seen.y())
                .arg(blob.pixels)
                .arg(expected.x())
                .arg(expected.y());
        }
    }
    return {};
}

QString TestOrientations::wrongVolume(bool radiological, const QImage& picture) {
    ui::VolumeView& volume = m_grid.volume();
    const double side = radiological ? -1 : 1; // the patient's left: right of the middle if seen from the front
    const QPointF middle = volume.pointOf(test::headCentre());
    for (const test::Mark& mark : test::kMarks) {
        const QPointF centre = volume.pointOf(mark.centre());
        const QPointF off = centre - middle;
        if ((mark.letter == 'L' && off.x() * side > -10) || (mark.letter == 'S' && off.y() > -10)) {
            return QString("3D: pointOf has mark %1 at %2, %3").arg(mark.letter).arg(centre.x()).arg(centre.y());
        }
        if (picture.isNull()) {
            continue;
        }
        Vec3 face = mark.centre(); // of the side towards the camera, which is what one sees
        face[1] += (radiological ? 1 : -1) * (mark.last[1] - mark.first[1] + 1) / 2.0 * test::kHeadSpacing[1];
        const test::Blob blob =
            test::blobOf(picture, volume.geometry(), [&](QRgb pixel) { return isColourOf(mark, pixel); });
        // 4 pixels of blocks that are 30 wide: perspective shows a little of their other sides
        const double gone = test::distance(blob.centre - QPointF(volume.pos()), volume.pointOf(face));
        if (blob.pixels < 100 || gone > 4) {
            return QString("3D: mark %1 is %2 pixels, %3 from where pointOf has it")
                .arg(mark.letter)
                .arg(blob.pixels)
                .arg(gone);
        }
    }
    return {};
}

void TestOrientations::everyMarkIsWhereTheWorldHasIt_data() {
    QTest::addColumn<QString>("format");
    QTest::addColumn<int>("turn"); // pictures take their time: formats take turns, so each layout is seen both ways
    int turn = 0;
    for (const char* format : test::kHeadFormats) {
        QTest::newRow(format) << QString(format) << turn++;
    }
}

void TestOrientations::everyMarkIsWhereTheWorldHasIt() {
    QFETCH(QString, format);
    QFETCH(int, turn);
    int count = 0;
    for (const test::AxisLayout& layout : test::axisLayouts()) {
        if (format == "DICOM" && !layout.isRightHanded()) {
            continue; // its slices lie along the normal of their rows and columns
        }
        const QTemporaryDir folder;
        const auto image = ui::readCaseImage(
            test::writeHead(folder.path().toStdString(), format.toStdString(), test::phantomHead(layout)));
        QCOMPARE(image->laterality, quantify::Laterality::Verified);
        QVERIFY2(shows(image), layout.name().c_str());
        for (const bool radiological : {true, false}) {
            m_state.setConventions({.radiological = radiological});
            m_grid.resetViews();
            const bool isPictured = radiological == ((count + turn) % 2 == 0);
            const QImage picture = isPictured ? m_grid.capture() : QImage();
            QString wrong = wrongVolume(radiological, picture);
            for (const View view : ui::kViews) {
                wrong = wrong.isEmpty() ? wrongSlice(view, radiological, picture) : wrong;
            }
            TESSERA_VERIFY_PICTURE(
                wrong.isEmpty(),
                QString::fromStdString(layout.name()) + (radiological ? ": " : ", neurological: ") + wrong, picture);
        }
        ++count;
    }
    QCOMPARE(count, format == "DICOM" ? 24 : 48);
}

std::string TestOrientations::lettersDrawn(View view, const QImage& picture) {
    const QRect area = m_grid.slice(view).geometry();
    const auto at = [&](int x, int y, Qt::Alignment where) {
        return test::letterIn(picture.copy(QRect(area.topLeft() + QPoint(x, y), QSize(32, 32))), where);
    };
    const int across = area.width() / 2 - 16, middle = area.height() / 2 - 16;
    return {at(0, middle, Qt::AlignLeft | Qt::AlignVCenter),
            at(area.width() - 32, middle, Qt::AlignRight | Qt::AlignVCenter),
            at(across, 0, Qt::AlignHCenter | Qt::AlignTop),
            at(across, area.height() - 32, Qt::AlignHCenter | Qt::AlignBottom)};
}

void TestOrientations::theLettersAreDrawnAtTheirEdges_data() {
    QTest::addColumn<bool>("radiological");
    QTest::newRow("radiological") << true;
    QTest::newRow("neurological") << false;
}

void TestOrientations::theLettersAreDrawnAtTheirEdges() {
    QFETCH(bool, radiological);
    const std::vector<test::AxisLayout> all = test::axisLayouts();
    for (std::size_t i = 0; i < all.size(); i += 5) { // ten of them, right-handed and left-handed
        const FloatVolume head = test::phantomHead(all[i]);
        QVERIFY(shows(ui::makeCaseImage("head.nii", {head.geometry, head.voxels})));
        m_state.setConventions({.radiological = radiological});
        m_grid.resetViews();
        const QImage picture = m_grid.capture();
        for (const View view : ui::kViews) {
            const Screen screen = screenOf(view, radiological);
            const std::string wanted{screen.left, screen.right, view == View::Axial ? 'A' : 'S',
                                     view == View::Axial ? 'P' : 'I'};
            const std::string drawn = lettersDrawn(view, picture);
            TESSERA_VERIFY_PICTURE(drawn == wanted,
                                   QString::fromStdString(all[i].name() + ": " + drawn + " for " + wanted), picture);
        }
    }
}

void TestOrientations::theLettersAreDrawnInEveryArrangement() {
    using Arrangement = ui::ViewGrid::Arrangement;
    const FloatVolume head = test::phantomHead({{2, 0, 1}, 5});
    QVERIFY(shows(ui::makeCaseImage("head.nii", {head.geometry, head.voxels})));
    m_state.setConventions({});
    for (const Arrangement arrangement :
         {Arrangement::Axial, Arrangement::Coronal, Arrangement::Sagittal, Arrangement::ThreeAndVolume}) {
        m_grid.arrange(arrangement);
        QCoreApplication::processEvents(); // the layout
        m_grid.resetViews();
        const QImage picture = m_grid.capture();
        int seen = 0;
        for (const View view : ui::kViews) {
            if (m_grid.slice(view).isVisible()) {
                const std::string wanted = view == View::Axial ? "RLAP" : (view == View::Coronal ? "RLSI" : "APSI");
                const std::string drawn = lettersDrawn(view, picture);
                TESSERA_VERIFY_PICTURE(drawn == wanted, QString::fromStdString(drawn + " for " + wanted), picture);
                ++seen;
            }
        }
        QCOMPARE(seen, arrangement == Arrangement::ThreeAndVolume ? 3 : 1);
    }
    m_grid.arrange(Arrangement::Grid);
    QCoreApplication::processEvents();
}

void TestOrientations::theNosePointsWhereItIsSet() {
    const test::Mark& anterior = *std::ranges::find(test::kMarks, 'A', &test::Mark::letter);
    for (const test::AxisLayout& layout : {test::AxisLayout{}, test::AxisLayout{{1, 0, 2}, 3}}) {
        const FloatVolume head = test::phantomHead(layout);
        QVERIFY(shows(ui::makeCaseImage("head.nii", {head.geometry, head.voxels})));
        for (const bool noseLeft : {true, false}) {
            m_state.setConventions({.noseLeft = noseLeft});
            m_state.setWindow({0, 1000});
            m_grid.resetViews();
            const QImage picture = m_grid.capture();
            const ui::SliceView& slice = m_grid.slice(View::Sagittal);
            const test::Blob nose = test::blobOf(picture, slice.geometry(),
                                                 [&](QRgb pixel) { return test::isGrey(pixel, greyOf(anterior)); });
            const double off = nose.centre.x() - QRectF(slice.geometry()).center().x();
            TESSERA_VERIFY_PICTURE(nose.pixels > 50 && (noseLeft ? off < -10 : off > 10), QString::number(off),
                                   picture);
            const std::string drawn = lettersDrawn(View::Sagittal, picture);
            TESSERA_VERIFY_PICTURE(drawn == (noseLeft ? "APSI" : "PASI"), QString::fromStdString(drawn), picture);
        }
    }
    m_state.setConventions({});
}

void TestOrientations::sidesThatAreNotSureAreDrawnAsAQuestion() {
    const QTemporaryDir folder;
    const fs::path file = fs::path(folder.path().toStdString()) / "head.nii";
    const FloatVolume head = test::phantomHead({});
    test::NiftiBuilder unsure({24, 28, 32}, 16, 32);
    unsure.setSform(0, {}).setVoxels(head.voxels).write(file);
    const auto isWarning = [](QRgb pixel) { return qRed(pixel) > 200 && qBlue(pixel) < 120; };
    for (const bool isSure : {false, true}) {
        if (isSure) {
            QCOMPARE(test::writeHead(file.parent_path(), "NIfTI with a sform", head), file);
        }
        m_state.setImage(ui::readCaseImage(file));
        QCOMPARE(m_state.image()->laterality == quantify::Laterality::Verified, isSure);
        const QImage picture = m_grid.capture();
        const auto warned = [&](View view, const QRect& part) {
            return test::blobOf(picture, part.translated(m_grid.slice(view).pos()), isWarning).pixels > 5;
        };
        const QSize size = m_grid.slice(View::Axial).size();
        const QRect left(0, size.height() / 2 - 16, 40, 32), top(size.width() / 2 - 16, 0, 32, 32);
        TESSERA_VERIFY_PICTURE(warned(View::Axial, left) != isSure, "axial, at the side", picture);
        TESSERA_VERIFY_PICTURE(warned(View::Coronal, left) != isSure, "coronal, at the side", picture);
        TESSERA_VERIFY_PICTURE(!warned(View::Axial, top), "anterior is sure, and no text runs through its letter",
                               picture);
        TESSERA_VERIFY_PICTURE(!warned(View::Sagittal, left), "sagittal views have no sides", picture);
    }
}

int main(int argc, char** argv) {
    return test::runRenderTest<TestOrientations>(argc, argv);
}
#include "tst_orientations.moc"
