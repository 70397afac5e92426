#pragma once

#include <QStyledItemDelegate>

namespace tessera::ui {

/// Draws a job in two lines: thumbnail, name, state in a word and a shape; below, why it is so, or its tiles as little
/// squares, the device and the time left or predicted. All rows are of one height.
class QueueDelegate final : public QStyledItemDelegate {
    Q_OBJECT

  public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace tessera::ui
