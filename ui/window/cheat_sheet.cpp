#include "ui/window/cheat_sheet.h"

#include <QAction>
#include <QHeaderView>
#include <QShortcut>
#include <QTableWidget>
#include <QVBoxLayout>

namespace tessera::ui {

CheatSheet::CheatSheet(const QList<QAction*>& actions, const QStringList& mouse, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Keys and mouse"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* table = new QTableWidget(0, 2);
    table->setAccessibleName(windowTitle());
    table->setHorizontalHeaderLabels({tr("Key or mouse"), tr("What it does")});
    table->verticalHeader()->hide();
    table->horizontalHeader()->setStretchLastSection(true);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setShowGrid(false);
    const auto add = [table](const QString& key, const QString& what) {
        const int row = table->rowCount();
        table->insertRow(row);
        table->setItem(row, 0, new QTableWidgetItem(key));
        table->setItem(row, 1, new QTableWidgetItem(what));
    };
    for (const QString& line : mouse) {
        add(line.section(QLatin1Char('|'), 0, 0), line.section(QLatin1Char('|'), 1));
    }
    for (const QAction* action : actions) {
        if (!action->shortcut().isEmpty()) {
            add(action->shortcut().toString(QKeySequence::NativeText),
                QString(action->text()).remove(QLatin1Char('&')));
        }
    }
    table->resizeColumnsToContents();
    auto* all = new QVBoxLayout(this);
    all->addWidget(table);
    resize(520, 640);
    new QShortcut(Qt::Key_F1, this, this, &QWidget::close); // the key that brought it
}

} // namespace tessera::ui
