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
    if (m_group != Group::All && groupOf(static_cast<JobState>(index.data(QueueModel::StateRole).toInt())) != m_group) {
        return false;
    }
    const auto has = [&](const QString& text) { return text.contains(m_text, Qt::CaseInsensitive); };
    return m_text.isEmpty() || has(index.data(Qt::DisplayRole).toString()) ||
           has(index.data(QueueModel::FileRole).toString()) ||
           has(index.data(QueueModel::ReasonsRole).toStringList().join('\n'));
}

} // namespace tessera::ui
