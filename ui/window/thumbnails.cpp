#include "ui/window/thumbnails.h"

#include "ui/viewer/case_data.h"
#include "ui/viewer/slice_pixels.h"
#include "ui/viewer/view_paint.h"

#include <QMetaObject>
#include <QPainter>
#include <QThread>

#include <exception>

namespace tessera::ui {
namespace {

constexpr int kSize = 72;

} // namespace

QImage thumbnailOf(const CaseImage& image, int size) {
    const SlicePlane plane(image.geometry, View::Axial, {});
    const std::int64_t slice = plane.slices() / 2;
    const SliceLayout layout(image.geometry.size, plane, slice);
    QImage grey(static_cast<int>(layout.columns), static_cast<int>(layout.rows), QImage::Format_Grayscale8);
    std::vector<std::uint8_t> pixels(layout.pixels());
    fillGrey(image.voxels, layout, image.window, pixels);
    for (int row = 0; row < grey.height(); ++row) {
        std::copy_n(pixels.begin() + static_cast<std::ptrdiff_t>(row) * grey.width(), grey.width(), grey.scanLine(row));
    }
    // from pixel indices to the picture, by where the voxels lie in the plane
    const std::array<double, 4> bounds = plane.bounds();
    const double scale = size / std::max(bounds[2] - bounds[0], bounds[3] - bounds[1]);
    const Affine world = plane.worldFromSlice(slice);
    const auto place = [&](double column, double row) {
        const auto [u, v] = plane.planeOf(world.apply({column, row, 0}));
        return QPointF((u - (bounds[0] + bounds[2]) / 2) * scale + size / 2.0,
                       ((bounds[1] + bounds[3]) / 2 - v) * scale + size / 2.0);
    };
    const QPointF origin = place(-0.5, -0.5);
    const QPointF across = place(0.5, -0.5) - origin, along = place(-0.5, 0.5) - origin;
    QImage out(size, size, QImage::Format_RGB32);
    out.fill(Qt::black);
    QPainter painter(&out);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setTransform(QTransform(across.x(), across.y(), along.x(), along.y(), origin.x(), origin.y()));
    painter.drawImage(QPointF(0, 0), grey);
    painter.resetTransform();
    paintLetter(painter, QRectF(-4, 0, size, size), Qt::AlignLeft | Qt::AlignVCenter, plane.letters().left,
                image.laterality == quantify::Laterality::Verified);
    return out;
}

Thumbnails::Thumbnails(QObject* parent) : QObject(parent) {
    m_pool.setMaxThreadCount(1);
    m_pool.setThreadPriority(QThread::LowestPriority);
}

Thumbnails::~Thumbnails() {
    m_pool.clear();
    m_pool.waitForDone();
}

void Thumbnails::want(JobId job, const std::filesystem::path& file) {
    const int latestFirst = ++m_asked;
    m_pool.start(
        [this, job, file] {
            QImage picture;
            try {
                picture = thumbnailOf(*readCaseImage(file), kSize);
            } catch (const std::exception&) {
                return; // the job itself says what is wrong with the file
            }
            QMetaObject::invokeMethod(
                this, [this, job, picture] { emit made(job, picture); }, Qt::QueuedConnection);
        },
        latestFirst);
}

} // namespace tessera::ui
