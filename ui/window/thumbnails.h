#pragma once

#include "ui/bridge/engine_types.h"

#include <QImage>
#include <QObject>
#include <QThreadPool>

#include <memory>

namespace tessera::ui {

struct CaseImage;

/// Small pictures of scans for the queue: the middle axial slice, with the letter of the side on the left. Kept in
/// memory only. One is made at a time, the one that was asked for last first. GUI thread only.
class Thumbnails : public QObject {
    Q_OBJECT

  public:
    explicit Thumbnails(QObject* parent = nullptr);
    ~Thumbnails() override; ///< waits for the scan that is being read

    void want(JobId job, const std::filesystem::path& file);

  signals:
    void made(tessera::ui::JobId job, const QImage& picture);

  private:
    QThreadPool m_pool;
    int m_asked = 0;
};

/// @param size of the square picture, device pixels. Any thread.
[[nodiscard]] QImage thumbnailOf(const CaseImage& image, int size);

} // namespace tessera::ui
