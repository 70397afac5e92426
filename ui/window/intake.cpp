#include "ui/window/intake.h"

#include <algorithm>
#include <iterator>

namespace fs = std::filesystem;

namespace tessera::ui {

Intake::Intake(QObject* parent) : QObject(parent) {
    m_pool.setMaxThreadCount(1);
}

Intake::~Intake() {
    m_pool.clear();
    m_pool.waitForDone();
}

void Intake::start(const std::function<DropPlan()>& plan) {
    m_pool.start([this, plan] {
        const DropPlan made = plan();
        QMetaObject::invokeMethod(
            this, [this, made] { emit looked(made); }, Qt::QueuedConnection);
    });
}

void Intake::look(const std::vector<fs::path>& paths, const QString& resultsFolder, const QString& model) {
    std::vector<fs::path> whole;
    std::transform(paths.begin(), paths.end(), std::back_inserter(whole),
                   [](const fs::path& path) { return fs::absolute(path); });
    start([whole, resultsFolder, model] { return withResults(planDrop(whole), resultsFolder, model); });
}

void Intake::look(const QList<QUrl>& urls, const QString& resultsFolder, const QString& model) {
    start([urls, resultsFolder, model] { return withResults(planDrop(urls), resultsFolder, model); });
}

} // namespace tessera::ui
