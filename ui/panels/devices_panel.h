#pragma once

#include <QWidget>

class QTableView;

namespace tessera::ui {

class DevicesModel;

/// What each device does now, and did over the last minutes. The GUI thread; the model must outlive it.
class DevicesPanel final : public QWidget {
    Q_OBJECT

  public:
    explicit DevicesPanel(DevicesModel& model, QWidget* parent = nullptr);

  private:
    QTableView* m_table;
};

} // namespace tessera::ui
