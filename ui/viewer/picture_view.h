#pragma once

#include <QImage>
#include <QWidget>

class QPainter;

namespace tessera::ui {

/// A widget that shows a picture which is made anew only when what it shows has changed, and Qt's painting over it:
/// texts and lines look like the rest of the window, and there is nothing that could flicker. Works with high DPI (the
/// picture has device pixels). GUI thread only.
class PictureView : public QWidget {
    Q_OBJECT

  public:
    explicit PictureView(QWidget* parent = nullptr);

    /// What the widget shows, up to date, in device pixels.
    [[nodiscard]] QImage picture();

  signals:
    void painted();
    void drawn(); ///< there is a new picture

  protected:
    /// Brings the picture up to date, before each painting; it may come later, if `mayWait`.
    virtual void refresh(bool mayWait) = 0;
    /// Paints over it, in logical pixels.
    virtual void paintOver(QPainter& painter) = 0;
    /// Null: there is nothing to see.
    void setPicture(const QImage& picture);
    [[nodiscard]] const QImage& shownPicture() const noexcept { return m_picture; }
    /// Size in device pixels.
    [[nodiscard]] QSize deviceSize() const;

    void paintEvent(QPaintEvent* event) override;

  private:
    QImage m_picture;
};

} // namespace tessera::ui
