#include "ui/models/regions_filter.h"

#include "ui/models/regions_model.h"

#include <algorithm>

namespace tessera::ui {

RegionsFilter::RegionsFilter(QObject* parent) : QSortFilterProxyModel(parent) {
    setRecursiveFilteringEnabled(true);
    setSortRole(RegionsModel::SortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
}

void RegionsFilter::setText(const QString& text) {
    const QStringList words = text.split(' ', Qt::SkipEmptyParts);
    if (words != m_words) {
        m_words = words;
        invalidateFilter();
    }
}

bool RegionsFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    if (!m_words.isEmpty() && sourceModel()->hasChildren(index)) {
        return false; // it comes with its regions, which know its name
    }
    const QString text = index.data(RegionsModel::SearchRole).toString();
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace tessera::ui
