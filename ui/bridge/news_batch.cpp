#include "ui/bridge/news_batch.h"

#include <utility>

namespace tessera::ui {

void NewsBatch::add(JobInfo job) {
    const auto [found, isNew] = m_job.try_emplace(job.id, jobs.size());
    if (isNew) {
        jobs.push_back(std::move(job));
        return;
    }
    JobInfo& known = jobs[found->second];
    if (known.state == job.state && known.attempts == job.attempts && job.notices.isEmpty()) {
        // what is told only once
        job.skipped = job.skipped || known.skipped;
        job.notices = std::move(known.notices);
        job.laterality = job.laterality.isEmpty() ? std::move(known.laterality) : job.laterality;
    }
    known = std::move(job);
}

void NewsBatch::addRemoved(JobId job) {
    removed.push_back(job);
}

void NewsBatch::add(JobProgress news) {
    const auto [found, isNew] = m_progress.try_emplace(news.id, progress.size());
    if (isNew) {
        progress.push_back(std::move(news));
    } else {
        progress[found->second] = std::move(news);
    }
}

bool NewsBatch::isEmpty() const {
    return jobs.empty() && removed.empty() && progress.empty() && previews.empty() && tiles.empty() && !devices &&
           preflights.empty() && notes.isEmpty();
}

} // namespace tessera::ui
