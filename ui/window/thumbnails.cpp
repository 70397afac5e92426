#include "ui/window/thumbnails.h"

#include "ui/viewer/case_data.h"
#include "ui/viewer/slice_picture.h"
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
    QImage out(size, size, QImage::Format_RGB32);
    out.fill(Qt::black);
    QPainter painter(&out);
    paintScan(painter, image, {plane, plane.slices() / 2, plane.bounds(), QRectF(0, 0, size, size)});
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
