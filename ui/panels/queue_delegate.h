#pragma once

#include <QStyledItemDelegate>

namespace tessera::ui {

/// Draws a job in two lines: thumbnail, name, state in a word and a shape; below, why it is so, or its tiles as little
/// squares, the device and the time left. All rows are of one height.
class QueueDelegate final : public QStyledItemDelegate {
    Q_OBJECT

  public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// "41 s", "3 min", "1 h 20 min".
[[nodiscard]] QString durationWords(double seconds);

} // namespace tessera::ui
