#pragma once

#include <QSortFilterProxyModel>
#include <QStringList>

namespace tessera::ui {

/// Regions that have all words of a text in their name, side, lobe, tissue or number, and the groups that have such
/// regions. Sorts by numbers. Over a RegionsModel; the GUI thread.
class RegionsFilter final : public QSortFilterProxyModel {
    Q_OBJECT

  public:
    explicit RegionsFilter(QObject* parent = nullptr);
    void setText(const QString& text);

  protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

  private:
    QStringList m_words;
};

} // namespace tessera::ui
