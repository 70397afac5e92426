#pragma once

#include <QWidget>

namespace tessera::ui {

class DevicesModel;

/// How busy each device was over the last three minutes: a line each, told apart by dashes and by its name at the end.
/// The GUI thread; the model must outlive it.
class DevicesPlot final : public QWidget {
    Q_OBJECT

  public:
    explicit DevicesPlot(const DevicesModel& model, QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override { return {320, 90}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {120, 60}; }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    void drawFrame(QPainter& painter, const QRectF& area) const;
    void drawDevice(QPainter& painter, const QRectF& area, int row) const;

    const DevicesModel& m_model;
};

} // namespace tessera::ui
