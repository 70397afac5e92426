#pragma once

#include <QFrame>

class QLabel;

namespace tessera::ui {

/// A problem or a notice above the views, in place of a dialog: it stays until it is closed or another comes, and stops
/// nobody. GUI thread only.
class MessageBar : public QFrame {
    Q_OBJECT

  public:
    enum class Kind { Notice, Problem };

    explicit MessageBar(QWidget* parent = nullptr);
    void show(Kind kind, const QString& text);
    [[nodiscard]] QString text() const;

  private:
    QLabel* m_kind;
    QLabel* m_text;
};

} // namespace tessera::ui
