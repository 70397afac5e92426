#pragma once

#include "ui/base/paths.h"
#include "ui/viewer/case_data.h"

#include <QObject>
#include <QString>
#include <QThreadPool>

#include <filesystem>
#include <memory>

namespace tessera::ui {

/// What is to be opened: a scan, and a label map over it.
struct CaseFiles {
    std::filesystem::path image, labels; ///< labels: empty for none
    bool operator==(const CaseFiles&) const = default;
};

/// Reads cases on a thread of its own. A newer request makes older ones pointless: they never arrive. GUI thread only.
class CaseLoader : public QObject {
    Q_OBJECT

  public:
    explicit CaseLoader(QObject* parent = nullptr);
    ~CaseLoader() override; ///< waits for the file that is being read

    void load(const CaseFiles& files);
    /// Reads a label map for an image that is there.
    void loadLabels(const std::filesystem::path& labels, const std::shared_ptr<const CaseImage>& image);
    [[nodiscard]] bool isBusy() const noexcept { return m_isBusy; }

  signals:
    void started(const QString& what); ///< in words
    void imageRead(std::shared_ptr<const CaseImage> image);
    void labelsRead(std::shared_ptr<const CaseLabels> labels);
    /// What happened, to which file, and what to do, in one sentence.
    void failed(const QString& problem);
    void finished();

  private:
    void start(const CaseFiles& files, const std::shared_ptr<const CaseImage>& image);

    QThreadPool m_pool;
    int m_request = 0; ///< of the newest
    bool m_isBusy = false;
};

/// Like a label map of ours or another's by its name (_dseg, aseg, seg, label): what is dropped beside a scan.
[[nodiscard]] bool isNamedLikeLabels(const std::filesystem::path& file);

} // namespace tessera::ui
