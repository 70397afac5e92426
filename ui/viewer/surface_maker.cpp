#include "ui/viewer/surface_maker.h"

#include "ui/viewer/region_surface.h"

#include <QMetaObject>

#include <algorithm>

namespace tessera::ui {

SurfaceMaker::SurfaceMaker(QObject* parent) : QObject(parent), m_stop(std::make_shared<std::atomic<bool>>(false)) {
    m_pool.setMaxThreadCount(std::max(1, QThread::idealThreadCount() - 1)); // the window keeps a CPU
    m_pool.setThreadPriority(QThread::LowPriority);
}

SurfaceMaker::~SurfaceMaker() {
    m_stop->store(true);
    m_pool.clear();
    m_pool.waitForDone();
}

void SurfaceMaker::setCase(std::shared_ptr<const CaseImage> image, std::shared_ptr<const CaseLabels> labels) {
    m_stop->store(true);
    m_pool.clear();
    m_stop = std::make_shared<std::atomic<bool>>(false);
    m_image = std::move(image);
    m_labels = std::move(labels);
    m_wanted.clear();
    m_ready = 0;
}

void SurfaceMaker::request(const std::vector<bool>& shownClasses) {
    if (!m_labels) {
        return;
    }
    std::vector<std::uint16_t> fresh;
    for (std::size_t i = 1; i < shownClasses.size(); ++i) {
        const auto regionClass = static_cast<std::uint16_t>(i);
        if (shownClasses[i] && m_labels->extents[i].voxels > 0 && m_wanted.insert(regionClass).second) {
            fresh.push_back(regionClass);
        }
    }
    std::sort(fresh.begin(), fresh.end(), [this](std::uint16_t a, std::uint16_t b) {
        return m_labels->extents[a].voxels > m_labels->extents[b].voxels;
    });
    for (const std::uint16_t regionClass : fresh) {
        m_pool.start([this, regionClass, stop = m_stop, image = m_image, labels = m_labels] {
            if (stop->load()) {
                return;
            }
            auto surface = regionSurface(*labels, image->geometry, regionClass);
            QMetaObject::invokeMethod(
                this,
                [this, regionClass, stop, surface] {
                    if (!stop->load()) {
                        ++m_ready;
                        emit surfaceReady(regionClass, surface);
                    }
                },
                Qt::QueuedConnection);
        });
    }
}

} // namespace tessera::ui
