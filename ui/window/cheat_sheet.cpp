#include "ui/window/cheat_sheet.h"

#include <QAction>
#include <QHeaderView>
#include <QShortcut>
#include <QTableWidget>
#include <QVBoxLayout>

#include <tuple>
#include <utility>

namespace tessera::ui {

namespace {

using Row = std::pair<QString, QString>;

QString wordsOf(DragAction action) {
    switch (action) {
    case DragAction::Cursor:
        return CheatSheet::tr("moves the cursor; a click picks a region");
    case DragAction::Zoom:
        return CheatSheet::tr("zooms");
    case DragAction::Pan:
        return CheatSheet::tr("moves the picture");
    case DragAction::Window:
        return CheatSheet::tr("window and level");
    case DragAction::None:
        break;
    }
    return {};
}

/// What dragging does in slices with these habits; a modifier that changes nothing is left out.
QList<Row> slicesMouse(MouseHabits habits) {
    const std::tuple<Qt::MouseButton, Qt::KeyboardModifiers, QString> drags[] = {
        {Qt::LeftButton, Qt::NoModifier, CheatSheet::tr("Left button")},
        {Qt::LeftButton, Qt::ControlModifier, CheatSheet::tr("Ctrl and left button")},
        {Qt::LeftButton, Qt::ShiftModifier, CheatSheet::tr("Shift and left button")},
        {Qt::RightButton, Qt::NoModifier, CheatSheet::tr("Right button")},
        {Qt::MiddleButton, Qt::NoModifier, CheatSheet::tr("Middle button")}};
    QList<Row> out;
    for (const auto& [button, modifiers, words] : drags) {
        const DragAction action = dragAction(habits, button, modifiers);
        if (modifiers == Qt::NoModifier || action != dragAction(habits, button, Qt::NoModifier)) {
            out << Row(words, wordsOf(action));
        }
    }
    return out;
}

} // namespace

CheatSheet::CheatSheet(const QList<QAction*>& actions, MouseHabits habits, QWidget* parent) : QDialog(parent) {
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
    for (const auto& [what, does] : slicesMouse(habits)) {
        add(what, does);
    }
    add(tr("Wheel"), tr("scrolls slices; with Ctrl and in 3D it zooms"));
    add(tr("Double click"), tr("one view large, and back"));
    add(tr("Left button, in 3D"), tr("turns; a click picks a region"));
    add(tr("Right button, in 3D"), tr("zooms"));
    add(tr("Middle button, in 3D"), tr("moves the picture"));
    add(tr("Arrow keys, in 3D"), tr("turn"));
    add(tr("+ and -, in 3D"), tr("zoom"));
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
