#include "ui/panels/devices_panel.h"

#include "ui/models/devices_model.h"
#include "ui/panels/devices_plot.h"

#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

namespace tessera::ui {

DevicesPanel::DevicesPanel(DevicesModel& model, QWidget* parent) : QWidget(parent), m_table(new QTableView(this)) {
    setObjectName("devicesPanel");
    m_table->setModel(&model);
    m_table->setAccessibleName(tr("Devices"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(DevicesModel::Name, QHeaderView::Stretch);
    m_table->horizontalHeader()->setHighlightSections(false);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(4, 4, 4, 4);
    column->addWidget(m_table, 1);
    column->addWidget(new DevicesPlot(model, this), 1);
}

} // namespace tessera::ui
