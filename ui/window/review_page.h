#pragma once

#include "ui/window/review_desk.h"
#include "ui/window/review_pictures.h"

#include <QWidget>

#include <optional>

class QAction;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QToolButton;

namespace tessera::ui {

class PictureBox;

/// A review: one finished case at a time, with its pictures, why it should be looked at, and one key for each answer.
/// GUI thread only.
class ReviewPage : public QWidget {
    Q_OBJECT

  public:
    /// @param desk, pictures outlive the page
    ReviewPage(ReviewDesk& desk, ReviewPictures& pictures, QWidget* parent = nullptr);

    void begin();  ///< with the worst case, once the desk has listed them
    void resume(); ///< where it was
    void step(int by);
    void storeNote();
    [[nodiscard]] std::optional<JobId> current() const { return m_job; }
    /// Whether the picture of the present case is on the screen.
    [[nodiscard]] bool isPictureShown() const;

  signals:
    void leaveAsked();
    void openAsked(tessera::ui::JobId job); ///< in the full viewer
    void exportAsked();
    void painted(); ///< the picture, or what stands in its place

  protected:
    bool event(QEvent* event) override; ///< keys of the review go before those of the window
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    QAction* add(QHBoxLayout& row, const QString& text, const QString& cheat, const QList<QKeySequence>& keys,
                 const QString& tip, const std::function<void()>& run);
    void makeButtons(QHBoxLayout& row);
    void drawIcons();
    [[nodiscard]] QAction* actionOf(const QKeyEvent& event) const;
    [[nodiscard]] int place() const; ///< of the present case; -1: none
    void showCase();
    void showRating();
    void showPicture();
    void wishPictures();
    void rate(engine::Verdict verdict);
    void takeBack();

    ReviewDesk& m_desk;
    ReviewPictures& m_pictures;
    std::optional<JobId> m_job;
    QLabel* m_position;
    QLabel* m_name;
    QLabel* m_rating;
    PictureBox* m_picture;
    QLabel* m_reasons;
    QLineEdit* m_note;
    QAction *m_pass = nullptr, *m_fail = nullptr;
};

} // namespace tessera::ui
