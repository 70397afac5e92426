#pragma once

#include "ui/viewer/case_data.h"

#include <QObject>
#include <QThreadPool>

#include <vtkPolyData.h>
#include <vtkSmartPointer.h>

#include <atomic>
#include <memory>
#include <set>
#include <vector>

namespace tessera::ui {

/// Makes the surfaces of regions on threads of its own, each once, largest regions first. GUI thread only; surfaces
/// arrive through the event loop.
class SurfaceMaker : public QObject {
    Q_OBJECT

  public:
    explicit SurfaceMaker(QObject* parent = nullptr);
    ~SurfaceMaker() override; ///< waits for the surface that is being made

    /// Forgets all surfaces; what is still being made for other labels never arrives.
    void setCase(std::shared_ptr<const CaseImage> image, std::shared_ptr<const CaseLabels> labels);
    /// Asks for the surfaces of these classes; those that are asked for already are left alone.
    void request(const std::vector<bool>& shownClasses);

    [[nodiscard]] std::size_t wanted() const noexcept { return m_wanted.size(); }
    [[nodiscard]] std::size_t ready() const noexcept { return m_ready; }

  signals:
    void surfaceReady(std::uint16_t regionClass, vtkSmartPointer<vtkPolyData> surface);

  private:
    std::shared_ptr<const CaseImage> m_image;
    std::shared_ptr<const CaseLabels> m_labels;
    std::set<std::uint16_t> m_wanted;
    std::size_t m_ready = 0;
    std::shared_ptr<std::atomic<bool>> m_stop; ///< of the present labels' tasks
    QThreadPool m_pool;
};

} // namespace tessera::ui
