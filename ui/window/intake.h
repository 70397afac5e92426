#pragma once

#include "ui/window/drop_plan.h"

#include <QObject>
#include <QThreadPool>

#include <functional>

namespace tessera::ui {

/// Looks at what was dropped, one drop after the other, on a thread of its own: thousands of files, and disks that are
/// far away. GUI thread only.
class Intake : public QObject {
    Q_OBJECT

  public:
    explicit Intake(QObject* parent = nullptr);
    ~Intake() override; ///< waits for the file that is being looked at

    /// @param paths and URLs as they were given; relative paths are of the present folder
    /// @param resultsFolder as in Settings @param model that scans are to be segmented with
    void look(const std::vector<std::filesystem::path>& paths, const QString& resultsFolder, const QString& model);
    void look(const QList<QUrl>& urls, const QString& resultsFolder, const QString& model);

  signals:
    void looked(const tessera::ui::DropPlan& plan);

  private:
    void start(const std::function<DropPlan()>& plan);

    QThreadPool m_pool;
};

} // namespace tessera::ui
