#pragma once

#include <QWidget>

#include <cstdint>
#include <vector>

namespace tessera::ui {

class RegionsModel;

/// The volumes of left and right regions as bars that start in the middle, the pairs with the largest differences
/// first, as many as there is room for. A click or, with the keyboard, the arrows choose a pair. The GUI thread; the
/// model must outlive it.
class SideChart final : public QWidget {
    Q_OBJECT

  public:
    explicit SideChart(const RegionsModel& model, QWidget* parent = nullptr);

    /// Emphasises the pair of a region, if it is shown.
    void setCurrent(std::int32_t number);
    [[nodiscard]] int rowsShown() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

  signals:
    void chosen(std::int32_t number);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override; ///< tool tips

  private:
    struct Pair {
        std::int32_t left = 0, right = 0;
        QString name;
        double leftMl = 0, rightMl = 0, asymmetry = 0; ///< percent
    };

    void collect();
    [[nodiscard]] double rowHeight() const;
    [[nodiscard]] int rowAt(const QPointF& point) const; ///< -1 if there is none
    void drawPair(QPainter& painter, const QRectF& place, const Pair& pair, double most, bool isCurrent) const;
    [[nodiscard]] QString wordsOf(const Pair& pair) const;
    void choose(int row, bool isLeft);

    const RegionsModel& m_model;
    std::vector<Pair> m_pairs;
    std::int32_t m_current = 0;
};

} // namespace tessera::ui
