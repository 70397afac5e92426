#pragma once

#include "ui/bridge/engine_types.h"
#include "ui/viewer/case_data.h"

#include <QObject>
#include <QThreadPool>

#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

namespace tessera::ui {

/// The labels of a scan while its tiles land: each tile is laid over the scan as it comes, nearest voxel, where an
/// earlier one says nothing but background. It is provisional: tiles haven't voted. Until the first tile a preview is
/// shown if there is one; the two are never mixed. Work is done on a thread of its own, several tiles at once if they
/// come quickly. GUI thread only.
class LiveResult : public QObject {
    Q_OBJECT

  public:
    explicit LiveResult(QObject* parent = nullptr);
    ~LiveResult() override; ///< waits for the tile that is being laid

    /// Begins anew, for the job whose scan is shown. @param model as the job names it: its label table is looked up
    void begin(JobId job, const std::filesystem::path& model, std::shared_ptr<const CaseImage> image);
    void end() { begin(0, {}, nullptr); }
    [[nodiscard]] JobId job() const noexcept { return m_job; }
    /// The latest ones are kept, for scans that are opened after they came.
    void takePreviews(const std::vector<PreviewNews>& previews);
    void takeTiles(const std::vector<TileNews>& tiles);

  signals:
    /// All that has landed so far: a map without measurement, marked provisional.
    void changed(std::shared_ptr<const CaseLabels> labels);

  private:
    struct Canvas;
    void show(const PreviewNews& preview);
    void layWaiting(std::shared_ptr<Canvas> canvas);
    void finish(const std::shared_ptr<Canvas>& canvas, const std::shared_ptr<const CaseLabels>& labels);

    JobId m_job = 0;
    std::shared_ptr<Canvas> m_canvas, m_preview; ///< m_preview: until tiles are shown
    std::deque<PreviewNews> m_latest;
    QThreadPool m_pool;
};

} // namespace tessera::ui
