// Pictures that people keep or choose by: the queue's thumbnail and the file of --capture, of a head without symmetry
// in every orientation and format. Marks are on the sides that the drawn letters say.
#include "core/image/image_io.h"
#include "core/labels/label_files.h"
#include "core/quantify/table_beside.h"
#include "tests/ui/viewer/letter_in.h"
#include "tests/ui/viewer/phantom_files.h"
#include "tests/ui/window/window_test.h"
#include "ui/window/capture.h"
#include "ui/window/thumbnails.h"

using namespace tessera;
using namespace tessera::ui;
namespace fs = std::filesystem;

namespace {

constexpr int kThumbnail = 72;
constexpr int kGap = 2; ///< between two views
constexpr QSize kPicture(402, 362);

/// A mark as the overlay colours it, over any grey.
bool isOf(const test::Mark& mark, QRgb pixel) {
    const int wanted = mark.letter == 'L' ? qRed(pixel) : (mark.letter == 'A' ? qGreen(pixel) : qBlue(pixel));
    const int most = std::max({qRed(pixel), qGreen(pixel), qBlue(pixel)});
    return wanted == most && most - (qRed(pixel) + qGreen(pixel) + qBlue(pixel) - most) / 2 > 40;
}

/// A view of the picture of all four, what its letters must be, and to which side of its middle (1: right or down) each
/// of the marks lies; 0 where a view says nothing about it.
struct Part {
    const char* name;
    int column, row;
    std::string letters;             ///< left, right, top, bottom
    std::array<int, 3> across, down; ///< of the marks L, A and S
};
std::vector<Part> partsOf(bool radiological) {
    const int left = radiological ? 1 : -1; // where the patient's left is
    const std::string sides = radiological ? "RL" : "LR";
    return {{"axial", 0, 0, sides + "AP", {left, 0, 0}, {0, -1, 0}},
            {"coronal", 1, 0, sides + "SI", {left, 0, 0}, {0, 0, -1}},
            {"sagittal", 0, 1, "APSI", {0, -1, 0}, {0, 0, -1}},
            {"3d", 1, 1, "", {left, 0, 0}, {0, 0, -1}}};
}

/// What is wrong with a part, or nothing.
QString wrongPart(const QImage& picture, const Part& part) {
    const QSize size = (picture.size() - QSize(kGap, kGap)) / 2;
    const QImage view = picture.copy({{part.column * (size.width() + kGap), part.row * (size.height() + kGap)}, size});
    const QPointF middle = QRectF(view.rect()).center();
    for (std::size_t i = 0; i < test::kMarks.size(); ++i) {
        if (part.across[i] == 0 && part.down[i] == 0) {
            continue;
        }
        const test::Blob blob =
            test::blobOf(view, view.rect(), [&](QRgb pixel) { return isOf(test::kMarks[i], pixel); });
        const QPointF off = blob.centre - middle;
        if (blob.pixels < 40 || part.across[i] * off.x() < 5 * std::abs(part.across[i]) ||
            part.down[i] * off.y() < 5 * std::abs(part.down[i])) {
            return QString("%1: mark %2 with %3 pixels at %4, %5 from the middle")
                .arg(part.name)
                .arg(test::kMarks[i].letter)
                .arg(blob.pixels)
                .arg(off.x())
                .arg(off.y());
        }
    }
    const auto letterAt = [&](int x, int y, Qt::Alignment where) {
        return test::letterIn(view.copy(x, y, 32, 32), where);
    };
    const int across = view.width() / 2 - 16, along = view.height() / 2 - 16;
    if (!part.letters.empty()) {
        const std::string drawn{letterAt(0, along, Qt::AlignLeft | Qt::AlignVCenter),
                                letterAt(view.width() - 32, along, Qt::AlignRight | Qt::AlignVCenter),
                                letterAt(across, 0, Qt::AlignHCenter | Qt::AlignTop),
                                letterAt(across, view.height() - 32, Qt::AlignHCenter | Qt::AlignBottom)};
        if (drawn != part.letters) {
            return QString("%1: letters %2, not %3").arg(part.name, drawn.c_str(), part.letters.c_str());
        }
    }
    return {};
}

} // namespace

class TestSidePictures : public QObject {
    Q_OBJECT

  public:
    explicit TestSidePictures(fs::path root) : m_root(std::move(root)) {}

  private slots:
    void everyOrientation_data();
    void everyOrientation();

  private:
    const fs::path m_root;
};

void TestSidePictures::everyOrientation_data() {
    QTest::addColumn<QString>("format");
    for (const char* format : test::kHeadFormats) {
        QTest::newRow(format) << QString(format);
    }
}

void TestSidePictures::everyOrientation() {
    QFETCH(QString, format);
    Thumbnails thumbnails;
    int count = 0;
    for (const test::AxisLayout& layout : test::axisLayouts()) {
        if (format == "DICOM" && !layout.isRightHanded()) {
            continue; // its slices lie along the normal of their rows and columns
        }
        const fs::path folder = m_root / QTest::currentDataTag() / layout.name();
        fs::create_directories(folder);
        const QString name = QString::fromStdString(layout.name() + ": ");
        const FloatVolume head = test::phantomHead(layout);
        const fs::path scan = test::writeHead(folder, format.toStdString(), head), map = folder / "marks_dseg.nii.gz";
        const LabelVolume marks = test::markLabels(head.geometry, head.voxels);
        writeImage(map, marks.geometry, compactLabels(marks.labels), Intent::Label);
        std::ofstream(quantify::tableBeside(map)) << labels::dsegTsv(test::markTable());

        QSignalSpy made(&thumbnails, &Thumbnails::made);
        thumbnails.want(1, scan);
        QVERIFY2(made.wait(10'000), qPrintable(name + "no thumbnail"));
        const auto small = made[0][1].value<QImage>();
        const test::Blob bright = // the brightest mark: the patient's left
            test::blobOf(small, QRect(20, 0, kThumbnail - 20, kThumbnail),
                         [](QRgb pixel) { return qGray(pixel) > 240; });
        TESSERA_VERIFY_PICTURE(bright.pixels > 10 && bright.centre.x() > kThumbnail / 2 + 4, name + "thumbnail's mark",
                               small);
        const char letter = test::letterIn(small.copy(-4, 20, 32, 32), Qt::AlignLeft | Qt::AlignVCenter);
        TESSERA_VERIFY_PICTURE(letter == 'R', name + "thumbnail says " + letter, small);

        const bool radiological = count % 2 == 0;
        const QString file = test::toQString(folder / "capture.png");
        capture({.files = {scan, map}, .size = kPicture, .neurological = !radiological, .file = file}, {});
        const QImage picture(file);
        QCOMPARE(picture.size(), kPicture);
        for (const Part& part : partsOf(radiological)) {
            const QString wrong = wrongPart(picture, part);
            TESSERA_VERIFY_PICTURE(wrong.isEmpty(), name + wrong, picture);
        }
        ++count;
    }
    QCOMPARE(count, format == "DICOM" ? 24 : 48);
}

int main(int argc, char** argv) {
    return test::runWindowTest<TestSidePictures>(argc, argv);
}
#include "tst_side_pictures.moc"
