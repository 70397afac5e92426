#pragma once

#include "ui/models/regions_filter.h"

#include <QWidget>

#include <cstdint>
#include <set>

class QAction;
class QComboBox;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QTreeView;

namespace tessera::ui {

class RegionsModel;
class SideChart;

/// The regions of a case with their volumes, which of them are shown, and left against right. The GUI thread; the model
/// must outlive it.
class RegionsPanel final : public QWidget {
    Q_OBJECT

  public:
    explicit RegionsPanel(RegionsModel& model, QWidget* parent = nullptr);

    /// Selects and shows a region (0: none) without telling it, as when the cursor moves over the scan.
    void setCurrentRegion(std::int32_t number);
    void copySelection() const;
    /// Asks for a colour for the selected regions, without stopping anything.
    void chooseColour();

  signals:
    void regionChosen(std::int32_t number); ///< by a person
    void visibilityChanged(const std::set<std::int32_t>& visible);

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    [[nodiscard]] QWidget* makeHeader();
    void makeTree();
    void makeColumns();
    void makeActions();
    void choose(const QModelIndex& index);
    [[nodiscard]] std::set<std::int32_t> selectedRegions() const;
    void refresh();

    RegionsModel& m_model;
    RegionsFilter m_filter;
    QLineEdit* m_search = nullptr;
    QComboBox* m_grouping = nullptr;
    QStackedWidget* m_stack = nullptr;
    QTreeView* m_tree = nullptr;
    QLabel* m_empty = nullptr;
    SideChart* m_chart = nullptr;
    QAction* m_agreementShown = nullptr;
    bool m_areColumnsChosen = false; ///< by a person
    bool m_isQuiet = false;          ///< the selection changes, but not by a person
};

} // namespace tessera::ui
