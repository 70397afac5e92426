#pragma once

#include <QFrame>
#include <QStringList>

#include <functional>

class QLabel;
class QToolButton;

namespace tessera::ui {

/// Problems and notices above the views, in place of dialogs: they stay until they are closed, one below the other, and
/// stop nobody. GUI thread only.
class MessageBar : public QFrame {
    Q_OBJECT

  public:
    enum class Kind { Notice, Problem };

    explicit MessageBar(QWidget* parent = nullptr);
    /// Beside what is shown already; of very many the newest.
    void show(Kind kind, const QString& text);
    /// A notice with a button that carries out what it says.
    void offer(const QString& text, const QString& button, const std::function<void()>& carryOut);
    [[nodiscard]] QString text() const;

  private:
    QStringList m_lines;
    bool m_isProblem = false; ///< one of the lines is one
    QLabel* m_kind;
    QLabel* m_text;
    QToolButton* m_offer;
    std::function<void()> m_carryOut;
};

} // namespace tessera::ui
