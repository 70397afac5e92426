#include "ui/window/live_result.h"

#include "core/base/os/process.h"
#include "core/engine/queue/work_file.h"
#include "core/model/bundle.h"

#include <QMetaObject>
#include <QThread>

#include <algorithm>
#include <cmath>
#include <optional>

namespace fs = std::filesystem;

namespace tessera::ui {

namespace {

constexpr std::size_t kPreviewsKept = 8;

} // namespace

/// What one job's tiles, or its preview, are laid on; the pool's thread works on it, `waiting` is shared.
struct LiveResult::Canvas {
    std::shared_ptr<const CaseImage> image;
    fs::path model;
    bool isPreview = false;
    std::optional<model::Bundle> bundle;
    std::vector<std::uint16_t> classes;
    std::mutex mutex;
    std::deque<TileNews> waiting;
    bool isOver = false, isEmpty = true;

    void lay(const TileNews& tile, const std::vector<std::byte>& content);
    void prepare();
    [[nodiscard]] std::shared_ptr<const CaseLabels> picture() const;
};

void LiveResult::Canvas::prepare() {
    if (!bundle) {
        bundle = model::openBundle(model.string(), os::resourceFolder() / "models");
        classes.assign(image->geometry.voxels(), 0);
    }
}

void LiveResult::Canvas::lay(const TileNews& tile, const std::vector<std::byte>& content) {
    if (content.size() != static_cast<std::size_t>(tile.size[0] * tile.size[1] * tile.size[2])) {
        return;
    }
    isEmpty = false;
    const Geometry& scan = image->geometry;
    const Affine gridFromVoxel = tile.scanFromGrid.inverse() * scan.worldFromVoxel;
    const Affine voxelFromGrid = gridFromVoxel.inverse();
    // the scan's voxels around the tile
    std::array<std::int64_t, 3> first = scan.size, last{-1, -1, -1};
    for (int corner = 0; corner < 8; ++corner) {
        Vec3 at{};
        for (int axis = 0; axis < 3; ++axis) {
            at[axis] = static_cast<double>(tile.origin[axis] + ((corner >> axis & 1) != 0 ? tile.size[axis] : 0)) - 0.5;
        }
        const Vec3 voxel = voxelFromGrid.apply(at);
        for (int axis = 0; axis < 3; ++axis) {
            first[axis] = std::clamp<std::int64_t>(static_cast<std::int64_t>(std::floor(voxel[axis])), 0, first[axis]);
            last[axis] = std::clamp<std::int64_t>(static_cast<std::int64_t>(std::ceil(voxel[axis])), last[axis],
                                                  scan.size[axis] - 1);
        }
    }
    for (std::int64_t z = first[2]; z <= last[2]; ++z) {
        for (std::int64_t y = first[1]; y <= last[1]; ++y) {
            for (std::int64_t x = first[0]; x <= last[0]; ++x) {
                std::uint16_t& here = classes[scan.index(x, y, z)];
                const Vec3 at =
                    gridFromVoxel.apply({static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)});
                std::array<std::int64_t, 3> in{};
                bool isInside = here == 0;
                for (int axis = 0; axis < 3 && isInside; ++axis) {
                    in[axis] = std::llround(at[axis]) - tile.origin[axis];
                    isInside = in[axis] >= 0 && in[axis] < tile.size[axis];
                }
                if (isInside) {
                    here = static_cast<std::uint16_t>(
                        content[static_cast<std::size_t>((in[2] * tile.size[1] + in[1]) * tile.size[0] + in[0])]);
                }
            }
        }
    }
}

std::shared_ptr<const CaseLabels> LiveResult::Canvas::picture() const {
    auto out = std::make_shared<CaseLabels>();
    out->isProvisional = true;
    out->table = bundle->labels;
    out->classes = classes;
    const auto classCount = static_cast<std::uint16_t>(bundle->labels.regions().size());
    for (std::uint16_t& one : out->classes) {
        one = one <= classCount ? one : 0; // a file that isn't what it says
    }
    out->extents = regionExtents(out->classes, image->geometry.size, classCount + 1U);
    if (isPreview) {
        out->previewBy = bundle->name;
        out->hasSides = !(bundle->wholeVolume && bundle->wholeVolume->splitSides);
    }
    return out;
}

LiveResult::LiveResult(QObject* parent) : QObject(parent) {
    m_pool.setMaxThreadCount(1);
    m_pool.setThreadPriority(QThread::LowPriority);
}

LiveResult::~LiveResult() {
    end();
    m_pool.waitForDone();
}

void LiveResult::begin(JobId job, const fs::path& model, std::shared_ptr<const CaseImage> image) {
    for (auto* canvas : {&m_canvas, &m_preview}) {
        if (*canvas) {
            const std::scoped_lock lock((*canvas)->mutex);
            (*canvas)->isOver = true;
        }
        canvas->reset();
    }
    m_job = job;
    if (!image) {
        return;
    }
    m_canvas = std::make_shared<Canvas>();
    m_canvas->image = std::move(image);
    m_canvas->model = model;
    const auto preview = std::ranges::find(m_latest, job, &PreviewNews::job);
    if (preview != m_latest.end()) {
        show(*preview);
    }
}

void LiveResult::takePreviews(const std::vector<PreviewNews>& previews) {
    for (const PreviewNews& preview : previews) {
        m_latest.push_back(preview);
        if (m_latest.size() > kPreviewsKept) {
            m_latest.pop_front();
        }
        if (m_canvas && preview.job == m_job) {
            show(preview);
        }
    }
}

/// As a single tile, on a canvas of its own.
void LiveResult::show(const PreviewNews& preview) {
    m_preview = std::make_shared<Canvas>();
    m_preview->image = m_canvas->image;
    m_preview->model = preview.model;
    m_preview->isPreview = true;
    m_preview->waiting.push_back({.size = preview.size, .scanFromGrid = preview.scanFromGrid, .file = preview.file});
    layWaiting(m_preview);
}

void LiveResult::takeTiles(const std::vector<TileNews>& tiles) {
    if (!m_canvas) {
        return;
    }
    {
        const std::scoped_lock lock(m_canvas->mutex);
        for (const TileNews& tile : tiles) {
            if (tile.job == m_job && !tile.file.empty()) {
                m_canvas->waiting.push_back(tile);
            }
        }
        if (m_canvas->waiting.empty()) {
            return;
        }
    }
    layWaiting(m_canvas);
}

void LiveResult::layWaiting(std::shared_ptr<Canvas> canvas) {
    m_pool.start([this, canvas = std::move(canvas)] {
        std::deque<TileNews> fresh;
        {
            const std::scoped_lock lock(canvas->mutex);
            fresh.swap(canvas->waiting);
            if (canvas->isOver || fresh.empty()) {
                return; // an earlier call has taken them
            }
        }
        try {
            canvas->prepare();
            for (const TileNews& tile : fresh) {
                if (const auto header = queue::readWorkHeader(tile.file)) {
                    if (const auto content = queue::readWorkFile(tile.file, *header)) {
                        canvas->lay(tile, *content);
                    }
                }
            }
        } catch (const std::exception&) {
            return; // the model went away: the result will be shown all the same
        }
        if (canvas->isEmpty) {
            return; // the files went with the job's work
        }
        QMetaObject::invokeMethod(
            this, [this, canvas, labels = canvas->picture()] { finish(canvas, labels); }, Qt::QueuedConnection);
    });
}

void LiveResult::finish(const std::shared_ptr<Canvas>& canvas, const std::shared_ptr<const CaseLabels>& labels) {
    if (canvas == m_canvas) {
        m_preview.reset(); // and what of it is still on its way
    }
    if (canvas == m_canvas || canvas == m_preview) {
        emit changed(labels);
    }
}

} // namespace tessera::ui
