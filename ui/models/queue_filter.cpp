#include "ui/models/queue_filter.h"

#include "ui/models/queue_model.h"

namespace tessera::ui {

QueueFilter::Group QueueFilter::groupOf(JobState state) {
    switch (state) {
    case JobState::Queued:
    case JobState::Paused:
        return Group::Waiting;
    case JobState::Preparing:
    case JobState::Running:
    case JobState::Finishing:
        return Group::Working;
    case JobState::Done:
        return Group::Done;
    case JobState::NeedsReview:
        return Group::NeedsReview;
    case JobState::Failed:
    case JobState::Cancelled:
        return Group::Failed;
    }
    return Group::All;
}

std::optional<QueueFilter::Group> QueueFilter::groupOf(JobState state, engine::Verdict verdict) {
    if (state != JobState::Done && state != JobState::NeedsReview) {
        return std::nullopt;
    }
    switch (verdict) {
    case engine::Verdict::Pass:
        return Group::RatedPass;
    case engine::Verdict::Fail:
        return Group::RatedFail;
    case engine::Verdict::None:
        break;
    }
    return Group::NotRated;
}

void QueueFilter::setGroup(Group group) {
    if (group != m_group) {
        m_group = group;
        invalidateFilter();
    }
}

void QueueFilter::setText(const QString& text) {
    if (text.trimmed() != m_text) {
        m_text = text.trimmed();
        invalidateFilter();
    }
}

bool QueueFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    const auto state = static_cast<JobState>(index.data(QueueModel::StateRole).toInt());
    const auto verdict = static_cast<engine::Verdict>(index.data(QueueModel::VerdictRole).toInt());
    if (m_group != Group::All && groupOf(state) != m_group && groupOf(state, verdict) != m_group) {
        return false;
    }
    const auto has = [&](const QString& text) { return text.contains(m_text, Qt::CaseInsensitive); };
    return m_text.isEmpty() || has(index.data(Qt::DisplayRole).toString()) ||
           has(index.data(QueueModel::FileRole).toString()) ||
           has(index.data(QueueModel::ReasonsRole).toStringList().join('\n'));
}

} // namespace tessera::ui
