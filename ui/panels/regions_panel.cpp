#include "ui/panels/regions_panel.h"

#include "ui/models/regions_model.h"
#include "ui/panels/side_chart.h"

#include <QAction>
#include <QClipboard>
#include <QColorDialog>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyle>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace tessera::ui {

RegionsPanel::RegionsPanel(RegionsModel& model, QWidget* parent) : QWidget(parent), m_model(model) {
    setObjectName("regionsPanel");
    m_filter.setSourceModel(&model);
    m_filter.sort(-1); // the table's own order until a person wants another
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(4, 4, 4, 4);
    column->setSpacing(4);
    column->addWidget(makeHeader());
    makeTree();
    makeActions();
    m_chart = new SideChart(model, this);
    auto* const splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(m_stack);
    splitter->addWidget(m_chart);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    column->addWidget(splitter, 1);
    connect(&model, &RegionsModel::visibilityChanged, this, &RegionsPanel::visibilityChanged);
    connect(&model, &QAbstractItemModel::modelReset, this, &RegionsPanel::refresh);
    connect(m_chart, &SideChart::chosen, this, [this](std::int32_t number) {
        setCurrentRegion(number);
        emit regionChosen(number);
    });
    refresh();
}

QWidget* RegionsPanel::makeHeader() {
    auto* const out = new QWidget(this);
    m_search = new QLineEdit(out);
    m_search->setPlaceholderText(tr("Search regions"));
    m_search->setAccessibleName(tr("Search regions"));
    m_search->setClearButtonEnabled(true);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter.setText(text);
        refresh();
    });
    m_grouping = new QComboBox(out);
    m_grouping->setAccessibleName(tr("Group regions"));
    m_grouping->addItem(tr("By lobe"), static_cast<int>(RegionsModel::Grouping::ByLobe));
    m_grouping->addItem(tr("By tissue"), static_cast<int>(RegionsModel::Grouping::ByTissue));
    m_grouping->addItem(tr("No groups"), static_cast<int>(RegionsModel::Grouping::None));
    m_grouping->setCurrentIndex(m_grouping->findData(static_cast<int>(m_model.grouping())));
    connect(m_grouping, &QComboBox::currentIndexChanged, this,
            [this] { m_model.setGrouping(static_cast<RegionsModel::Grouping>(m_grouping->currentData().toInt())); });
    const auto button = [&](const QString& text, const QString& tip, auto does) {
        auto* const made = new QToolButton(out);
        made->setText(text);
        made->setFocusPolicy(Qt::StrongFocus);
        made->setToolTip(tip);
        made->setAccessibleName(tip);
        connect(made, &QToolButton::clicked, &m_model, does);
        return made;
    };
    auto* const row = new QHBoxLayout(out);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_search, 1);
    row->addWidget(m_grouping);
    row->addWidget(button(tr("All"), tr("Show all regions"), &RegionsModel::showAll));
    row->addWidget(button(tr("None"), tr("Show no region"), &RegionsModel::showNone));
    return out;
}

void RegionsPanel::makeTree() {
    m_tree = new QTreeView(this);
    m_tree->setAccessibleName(tr("Regions"));
    m_tree->setModel(&m_filter);
    m_tree->setUniformRowHeights(true);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setIndentation(14);
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    makeColumns();
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &RegionsPanel::choose);
    m_empty = new QLabel(this);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_empty);
}

/// Which columns there are, and how wide; the header's context menu chooses.
void RegionsPanel::makeColumns() {
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setMinimumSectionSize(30);
    m_tree->header()->setSectionResizeMode(RegionsModel::Name, QHeaderView::Stretch);
    const auto number = [this](double value, int decimals) { return locale().toString(value, 'f', decimals); };
    const std::pair<RegionsModel::Column, QString> widest[] = {
        {RegionsModel::Side, hemisphereWords(labels::Hemisphere::Midline)},
        {RegionsModel::Volume, number(1888.88, 2)},
        {RegionsModel::Share, number(100, 2)},
        {RegionsModel::Asymmetry, QLatin1Char('+') + number(188.8, 1)},
        {RegionsModel::Agreement, number(100, 2)}};
    const int inset = 2 * (m_tree->style()->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, m_tree) + 1);
    for (const auto& [section, text] : widest) { // narrow, so that there is room for the names
        m_tree->header()->resizeSection(section, m_tree->fontMetrics().horizontalAdvance(text) + inset + 4);
    }
    m_tree->header()->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_tree->setColumnHidden(RegionsModel::Side, true); // most tables' names say it
    for (const int column :
         {RegionsModel::Side, RegionsModel::Share, RegionsModel::Asymmetry, RegionsModel::Agreement}) {
        auto* const shown = new QAction(m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(), m_tree);
        shown->setCheckable(true);
        shown->setChecked(!m_tree->isColumnHidden(column));
        connect(shown, &QAction::toggled, m_tree,
                [tree = m_tree, column](bool isShown) { tree->setColumnHidden(column, !isShown); });
        connect(shown, &QAction::triggered, this, [this] { m_areColumnsChosen = true; });
        m_tree->header()->addAction(shown);
        m_agreementShown = shown; // the last of them
    }
    m_tree->header()->setSortIndicatorClearable(true); // a third click: the table's own order
    m_tree->header()->setSortIndicator(-1, Qt::AscendingOrder);
    m_tree->setSortingEnabled(true);
}

/// A narrow panel keeps its room for names; tool tips tell the agreement.
void RegionsPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (!m_areColumnsChosen) {
        m_agreementShown->setChecked(width() > 64 * fontMetrics().averageCharWidth());
    }
}

void RegionsPanel::makeActions() {
    const auto add = [this](const QString& text, const QKeySequence& key, auto does) {
        auto* const out = new QAction(text, this);
        out->setShortcut(key);
        out->setShortcutContext(Qt::WidgetShortcut);
        connect(out, &QAction::triggered, this, does);
        m_tree->addAction(out);
    };
    add(tr("Copy"), QKeySequence::Copy, [this] { copySelection(); });
    add(tr("Show only this"), QKeySequence("Ctrl+Return"), [this] {
        if (const auto number = m_model.numberAt(m_filter.mapToSource(m_tree->currentIndex()))) {
            m_model.showOnly(*number);
        }
    });
    add(tr("Show all"), QKeySequence("Ctrl+Shift+A"), [this] { m_model.showAll(); });
    add(tr("Change colour..."), QKeySequence("Ctrl+K"), [this] { chooseColour(); });
    add(tr("Reset colours"), QKeySequence("Ctrl+Shift+K"), [this] { m_model.setColours({}); });
}

/// Of a selected group all regions.
std::set<std::int32_t> RegionsPanel::selectedRegions() const {
    std::set<std::int32_t> out;
    for (const QModelIndex& row : m_tree->selectionModel()->selectedRows()) {
        const QModelIndex index = m_filter.mapToSource(row);
        if (const auto number = m_model.numberAt(index)) {
            out.insert(*number);
        }
        for (int child = 0; child < m_model.rowCount(index); ++child) {
            out.insert(m_model.numberAt(m_model.index(child, RegionsModel::Name, index)).value());
        }
    }
    return out;
}

void RegionsPanel::chooseColour() {
    const std::set<std::int32_t> numbers = selectedRegions();
    if (numbers.empty()) {
        return;
    }
    const labels::Region& first = *m_model.table().find(*numbers.begin());
    const auto [red, green, blue] = m_model.colourOf(first);
    auto* const dialog = new QColorDialog(QColor(red, green, blue), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(numbers.size() == 1 ? tr("Colour of %1").arg(QString::fromStdString(first.name))
                                               : tr("Colour of %n regions", nullptr, static_cast<int>(numbers.size())));
    connect(dialog, &QColorDialog::colorSelected, this, [this, numbers](const QColor& colour) {
        const auto part = [](int value) { return static_cast<std::uint8_t>(value); };
        m_model.paint(numbers, {part(colour.red()), part(colour.green()), part(colour.blue())});
    });
    connect(&m_model, &QAbstractItemModel::modelReset, dialog, &QDialog::close); // the numbers mean others
    dialog->show();
}

void RegionsPanel::copySelection() const {
    QModelIndexList rows = m_tree->selectionModel()->selectedRows();
    QModelIndexList source;
    // as they stand on the screen, whatever order they were selected in
    std::sort(rows.begin(), rows.end(), [this](const QModelIndex& a, const QModelIndex& b) {
        return m_tree->visualRect(a).top() < m_tree->visualRect(b).top();
    });
    for (const QModelIndex& row : rows) {
        source << m_filter.mapToSource(row);
    }
    QGuiApplication::clipboard()->setText(m_model.tsv(source));
}

void RegionsPanel::choose(const QModelIndex& index) {
    const auto number = m_model.numberAt(m_filter.mapToSource(index));
    m_chart->setCurrent(number.value_or(0));
    if (number && !m_isQuiet) {
        emit regionChosen(*number);
    }
}

void RegionsPanel::setCurrentRegion(std::int32_t number) {
    const QScopedValueRollback quiet(m_isQuiet, true);
    const QModelIndex index = m_filter.mapFromSource(m_model.indexOf(number));
    m_tree->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_chart->setCurrent(number);
    if (index.isValid()) {
        m_tree->scrollTo(index);
    }
}

/// After other regions, or another search.
void RegionsPanel::refresh() {
    m_tree->expandAll();
    const bool isEmpty = m_filter.rowCount() == 0;
    m_empty->setText(m_model.rowCount() == 0 ? tr("The regions of an open result stand here.")
                                             : tr("No region fits what is searched for."));
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget*>(m_empty) : m_tree);
}

} // namespace tessera::ui
