#pragma once

#include <QFrame>

#include <functional>

class QLabel;
class QToolButton;

namespace tessera::ui {

/// A problem or a notice above the views, in place of a dialog: it stays until it is closed or another comes, and stops
/// nobody. GUI thread only.
class MessageBar : public QFrame {
    Q_OBJECT

  public:
    enum class Kind { Notice, Problem };

    explicit MessageBar(QWidget* parent = nullptr);
    void show(Kind kind, const QString& text);
    /// A notice with a button that carries out what it says.
    void offer(const QString& text, const QString& button, const std::function<void()>& carryOut);
    [[nodiscard]] QString text() const;

  private:
    QLabel* m_kind;
    QLabel* m_text;
    QToolButton* m_offer;
    std::function<void()> m_carryOut;
};

} // namespace tessera::ui
