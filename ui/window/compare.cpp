#include "ui/window/compare.h"

#include "ui/base/error_words.h"
#include "ui/window/message_bar.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMetaObject>
#include <QPainter>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <exception>
#include <set>
#include <utility>

namespace tessera::ui {
namespace {

constexpr double kMm3PerMl = 1000;
constexpr int kTableHeight = 150; ///< pixels

QString percent(std::optional<double> share) {
    return share ? QLocale().toString(100 * *share, 'f', 1) : QStringLiteral("–");
}

QLabel* titleLabel() {
    auto* out = new QLabel;
    out->setTextFormat(Qt::PlainText);
    out->setAlignment(Qt::AlignCenter);
    out->setMinimumWidth(1);
    return out;
}

} // namespace

Compare::Compare(CasePage& front, QObject* parent) : QObject(parent), m_front(front), m_views(new ViewGrid(m_state)) {
    m_pool.setMaxThreadCount(1);
    makePanes();
    makeStrip();
    link();
    connect(&front, &CasePage::caseChanged, this, [this] {
        close();
        offer();
    });
}

Compare::~Compare() {
    m_pool.clear();
    m_pool.waitForDone();
    delete m_pane; // its views use the state
}

void Compare::makePanes() {
    m_frontTitle = titleLabel();
    m_frontTitle->setAccessibleName(tr("Label map on the left"));
    m_frontTitle->hide();
    static_cast<QVBoxLayout*>(m_front.panes().widget(0)->layout())->insertWidget(0, m_frontTitle);
    m_title = titleLabel();
    m_title->setAccessibleName(tr("Label map on the right"));
    m_pane = new QWidget;
    auto* column = new QVBoxLayout(m_pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_title);
    column->addWidget(m_views, 1);
    m_pane->hide();
    m_front.panes().addWidget(m_pane);
}

void Compare::makeStrip() {
    m_strip = new QWidget;
    m_linkViews = new QAction(tr("Link views"), m_strip);
    m_linkViews->setCheckable(true);
    m_linkViews->setChecked(true);
    m_linkViews->setShortcut(QKeySequence(Qt::SHIFT | Qt::Key_L));
    m_linkViews->setToolTip(tr("Zoom, pan and turn both sides together (Shift+L)"));
    connect(m_linkViews, &QAction::toggled, this, &Compare::takeViews);
    m_showDifferences = new QAction(tr("Differences"), m_strip);
    m_showDifferences->setCheckable(true);
    m_showDifferences->setShortcut(QKeySequence(Qt::SHIFT | Qt::Key_D));
    m_showDifferences->setToolTip(tr("On the right, the voxels whose labels differ in place of the labels (Shift+D)"));
    connect(m_showDifferences, &QAction::toggled, this, &Compare::showLabels);
    m_showTable = new QAction(tr("Regions"), m_strip);
    m_showTable->setCheckable(true);
    m_showTable->setShortcut(QKeySequence(Qt::SHIFT | Qt::Key_T));
    m_showTable->setToolTip(tr("Overlap of each region, the worst first (Shift+T)"));
    m_leave = new QAction(tr("End comparing"), m_strip);
    m_leave->setShortcut(Qt::Key_Escape);
    m_leave->setToolTip(tr("One case again (Esc)"));
    connect(m_leave, &QAction::triggered, this, &Compare::close);
    m_summary = new QLabel;
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_summary->setAccessibleName(tr("How far the label maps agree"));
    auto* line = new QHBoxLayout;
    line->setContentsMargins(6, 2, 6, 2);
    line->addWidget(m_summary, 1);
    for (QAction* action : {m_linkViews, m_showDifferences, m_showTable, m_leave}) {
        auto* button = new QToolButton;
        button->setDefaultAction(action);
        button->setFocusPolicy(Qt::TabFocus);
        line->addWidget(button, 0, Qt::AlignTop);
        m_strip->addAction(action);
    }
    m_table = new QTableWidget(0, 4);
    m_table->setAccessibleName(tr("Overlap of each region"));
    m_table->setHorizontalHeaderLabels({tr("Region"), tr("Dice %"), tr("Left map ml"), tr("Right map ml")});
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 6);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setFixedHeight(kTableHeight);
    m_table->hide();
    connect(m_showTable, &QAction::toggled, m_table, &QWidget::setVisible);
    connect(m_table, &QTableWidget::itemSelectionChanged, this, [this] {
        if (const auto items = m_table->selectedItems(); !items.isEmpty()) {
            const std::int32_t number = items.front()->data(Qt::UserRole).toInt();
            m_front.state().setSelectedRegion(number);
            m_front.state().centreRegion(number);
        }
    });
    auto* column = new QVBoxLayout(m_strip);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(line);
    column->addWidget(m_table);
    m_strip->hide();
    m_front.addBelow(m_strip);
}

/// What is set in front holds for the other, too; cursors move each other.
void Compare::link() {
    ViewerState& front = m_front.state();
    connect(&front, &ViewerState::cursorChanged, this,
            [this, &front] { moveCursor(front, m_state, m_otherFromFront); });
    connect(&m_state, &ViewerState::cursorChanged, this,
            [this, &front] { moveCursor(m_state, front, m_otherFromFront.inverse()); });
    connect(&m_state, &ViewerState::cursorChanged, this, &Compare::showTitle);
    const auto linkWindow = [this](const ViewerState& from, ViewerState& to) {
        connect(&from, &ViewerState::windowChanged, this, [this, &from, &to] {
            if (isOpen() && from.image() == to.image()) {
                to.setWindow(from.window());
            }
        });
    };
    linkWindow(front, m_state);
    linkWindow(m_state, front);
    connect(&front, &ViewerState::looksChanged, this, &Compare::takeLooks);
    connect(&front, &ViewerState::conventionsChanged, this,
            [this, &front] { m_state.setConventions(front.conventions()); });
    connect(&m_front.views(), &ViewGrid::arrangementChanged, this,
            [this] { m_views->arrange(m_front.views().arrangement()); });
    for (const View view : kViews) {
        linkSlices(view);
    }
    linkEyes();
}

void Compare::linkSlices(View view) {
    SliceView& here = m_front.views().slice(view);
    SliceView& there = m_views->slice(view);
    const auto follow = [this, &here, &there] { moveSlices(here, there, m_otherFromFront); };
    connect(&here, &SliceView::moved, this, follow);
    connect(&here, &SliceView::resized, this, follow);
    connect(&there, &SliceView::resized, this, follow); // the front's zoom stays
    connect(&there, &SliceView::moved, this,
            [this, &here, &there] { moveSlices(there, here, m_otherFromFront.inverse()); });
}

void Compare::linkEyes() {
    VolumeView& here = m_front.views().volume();
    VolumeView& there = m_views->volume();
    connect(&here, &VolumeView::eyeMoved, this, [this, &here, &there] { moveEye(here, there, m_otherFromFront); });
    connect(&there, &VolumeView::eyeMoved, this,
            [this, &here, &there] { moveEye(there, here, m_otherFromFront.inverse()); });
}

bool Compare::mayMoveViews() const {
    return isOpen() && m_linkViews->isChecked() && !m_isLinking;
}

void Compare::moveSlices(const SliceView& from, SliceView& to, const Affine& toFromFrom) {
    const std::optional<Vec3> centre = from.centre();
    if (mayMoveViews() && centre) {
        const QScopedValueRollback<bool> once(m_isLinking, true);
        to.setMmPerPixel(from.mmPerPixel());
        to.setCentre(toFromFrom.apply(*centre));
    }
}

void Compare::moveEye(const VolumeView& from, VolumeView& to, const Affine& toFromFrom) {
    if (mayMoveViews()) {
        const QScopedValueRollback<bool> once(m_isLinking, true);
        const VolumeView::Eye eye = from.eye();
        const Vec3 above =
            toFromFrom.apply({eye.position[0] + eye.up[0], eye.position[1] + eye.up[1], eye.position[2] + eye.up[2]});
        const Vec3 position = toFromFrom.apply(eye.position);
        to.setEye({.position = position,
                   .focus = toFromFrom.apply(eye.focus),
                   .up = {above[0] - position[0], above[1] - position[1], above[2] - position[2]}});
    }
}

/// The other side shows what the front shows.
void Compare::takeViews() {
    for (const View view : kViews) {
        moveSlices(m_front.views().slice(view), m_views->slice(view), m_otherFromFront);
    }
    moveEye(m_front.views().volume(), m_views->volume(), m_otherFromFront);
}

void Compare::moveCursor(const ViewerState& from, ViewerState& to, const Affine& toFromFrom) {
    if (isOpen() && !m_isLinking) {
        const QScopedValueRollback<bool> once(m_isLinking, true); // the other's edges don't hold this one back
        to.setCursor(toFromFrom.apply(from.cursor()));
    }
}

/// The other's map, and its region at the cursor: that of the front stands below the views.
void Compare::showTitle() {
    if (!isOpen()) {
        return;
    }
    QString text = textOf(m_labels->file.filename());
    if (const auto voxel = m_state.reading().voxel) {
        const std::size_t at = m_state.image()->geometry.index((*voxel)[0], (*voxel)[1], (*voxel)[2]);
        const std::uint16_t of = m_labels->classes[at];
        const labels::LabelTable& table = m_labels->table;
        text += QStringLiteral("  ·  ") +
                QString::fromStdString((of == 0 ? table.background() : table.regions()[of - 1]).name);
    }
    m_title->setText(text);
}

void Compare::takeLooks() {
    if (isOpen()) {
        const ViewerState& front = m_front.state();
        m_state.setOverlay(front.overlay());
        m_state.setAnnotations(front.annotations());
        m_state.setInterpolated(front.interpolated());
        m_state.confirmSides(front.areSidesConfirmed() && m_state.image() == front.image());
        takeShownRegions();
    }
}

/// By number: the other map's table may order its regions differently.
void Compare::takeShownRegions() {
    const ViewerState& front = m_front.state();
    if (m_showDifferences->isChecked() || !front.labels()) {
        return;
    }
    std::set<std::int32_t> shown;
    const auto& regions = front.labels()->table.regions();
    for (const labels::Region& region : m_labels->table.regions()) { // those that the front doesn't know are shown
        const auto index = front.labels()->table.indexOf(region.number);
        if (!index || front.shownClasses()[*index + 1]) {
            shown.insert(region.number);
        }
    }
    m_state.setShownRegions(shown);
    const bool isKnown = std::any_of(regions.begin(), regions.end(), [&](const labels::Region& region) {
        return region.number == front.selectedRegion();
    });
    m_state.setSelectedRegion(isKnown ? front.selectedRegion() : 0);
}

void Compare::offer() {
    const CaseFiles now = m_front.files();
    if (now.labels.empty()) {
        return; // the scan is read before its labels
    }
    const CaseFiles before = std::exchange(m_before, {});
    if (!before.labels.empty() && before.image == now.image && before.labels != now.labels) {
        m_front.messages().offer(tr("%1 lies over the scan in place of %2.")
                                     .arg(textOf(now.labels.filename()), textOf(before.labels.filename())),
                                 tr("Compare them"), [this, before] {
                                     open({{}, before.labels});
                                 });
    }
}

void Compare::open(const CaseFiles& other) {
    if (!m_front.state().labels() || m_front.files().labels.empty()) {
        return;
    }
    const int request = ++m_request;
    m_pool.clear();
    m_pool.start([this, request, other, files = m_front.files(), image = m_front.state().image(),
                  labels = m_front.state().labels()] {
        Loaded loaded;
        QString problem;
        try {
            const bool isSame = other.image.empty() || other.image == files.image;
            loaded.image = isSame ? image : readCaseImage(other.image);
            const Geometry& grid = loaded.image->geometry;
            loaded.labels = readCaseLabels(other.labels, *loaded.image);
            const bool isOneGrid = sameStatedGrid(grid, image->geometry);
            loaded.difference =
                differenceOf(isOneGrid ? *labels : *readCaseLabels(files.labels, *loaded.image), *loaded.labels, grid);
        } catch (const std::exception& error) {
            problem = errorWords(error);
        }
        const auto told = [this, request, other, loaded, problem] {
            if (request != m_request) {
                return;
            }
            if (problem.isEmpty()) {
                take(other, loaded);
            } else {
                emit failed(problem);
            }
        };
        QMetaObject::invokeMethod(this, told, Qt::QueuedConnection);
    });
}

void Compare::take(const CaseFiles& other, const Loaded& loaded) {
    ViewerState& front = m_front.state();
    if (!isOpen()) {
        m_arrangement = m_front.views().arrangement();
    }
    m_labels = loaded.labels;
    m_difference = loaded.difference;
    const Geometry& here = front.image()->geometry;
    const Geometry& there = loaded.image->geometry;
    const bool isOneGrid = sameStatedGrid(here, there); // voxel to voxel, also where the matrices are only guessed
    m_otherFromFront = isOneGrid ? there.worldFromVoxel * here.worldFromVoxel.inverse() : Affine();
    {
        const QScopedValueRollback<bool> noLink(m_isLinking, true); // a new image begins in its own middle
        m_state.setConventions(front.conventions());
        m_state.setImage(loaded.image);
    }
    m_frontTitle->setText(textOf(m_front.files().labels.filename()));
    m_frontTitle->setToolTip(textOf(m_front.files().labels));
    m_title->setToolTip(textOf(other.labels));
    showLabels();
    if (loaded.image == front.image()) {
        m_state.setWindow(front.window());
    }
    moveCursor(front, m_state, m_otherFromFront);
    takeViews();
    fillTable();
    for (QWidget* widget : {static_cast<QWidget*>(m_frontTitle), m_pane.data(), m_strip}) {
        widget->show();
    }
    m_front.panes().setSizes({1, 1});                      // halves
    m_front.views().arrange(ViewGrid::Arrangement::Axial); // side by side, each has half the room
    m_views->arrange(m_front.views().arrangement());
    emit openedOrClosed();
}

void Compare::close() {
    ++m_request; // what is being read isn't wanted any more
    if (!isOpen()) {
        return;
    }
    m_difference = {};
    m_labels.reset();
    m_state.setImage(nullptr);
    for (QWidget* widget : {static_cast<QWidget*>(m_frontTitle), m_pane.data(), m_strip}) {
        widget->hide();
    }
    m_showDifferences->setChecked(false);
    m_front.views().arrange(m_arrangement);
    emit openedOrClosed();
}

QImage Compare::capture() {
    QImage front = m_front.views().capture();
    if (!isOpen()) {
        return front;
    }
    const QImage other = m_views->capture();
    constexpr int kGap = 4;
    QImage out(front.width() + kGap + other.width(), std::max(front.height(), other.height()), QImage::Format_RGB32);
    out.fill(Qt::gray);
    QPainter painter(&out);
    painter.drawImage(QRect(QPoint(0, 0), front.size()), front);
    painter.drawImage(QRect(QPoint(front.width() + kGap, 0), other.size()), other);
    return out;
}

void Compare::showLabels() {
    if (isOpen()) {
        m_state.setLabels(m_showDifferences->isChecked() ? m_difference.map : m_labels);
        takeLooks();
    }
}

void Compare::fillTable() {
    const labels::LabelTable& table = m_front.state().labels()->table;
    const double voxelMl = m_state.image()->geometry.voxelVolume() / kMm3PerMl;
    std::vector<quantify::RegionOverlap> regions = m_difference.overlap.regions;
    std::stable_sort(regions.begin(), regions.end(), [](const auto& a, const auto& b) { return a.dice() < b.dice(); });
    const auto nameOf = [&](std::int32_t number) {
        const labels::Region* region = table.find(number);
        return region != nullptr ? QString::fromStdString(region->name) : tr("label %1").arg(number);
    };
    m_table->setRowCount(static_cast<int>(regions.size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const quantify::RegionOverlap& region = regions[static_cast<std::size_t>(row)];
        const auto number = [](double value, int decimals) { return QLocale().toString(value, 'f', decimals); };
        const QStringList cells{nameOf(region.number), number(100 * region.dice(), 1),
                                number(static_cast<double>(region.first) * voxelMl, 2),
                                number(static_cast<double>(region.second) * voxelMl, 2)};
        for (int column = 0; column < 4; ++column) {
            auto* item = new QTableWidgetItem(cells[column]);
            item->setData(Qt::UserRole, region.number);
            item->setTextAlignment((column == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
            m_table->setItem(row, column, item);
        }
    }
    QString text = tr("%1 % of the labelled voxels have the same label · mean Dice %2 % (regions: %3)")
                       .arg(percent(m_difference.overlap.agreeingShare()), percent(m_difference.overlap.meanDice()),
                            QLocale().toString(regions.size()));
    if (!regions.empty()) {
        text += QStringLiteral(" · ") +
                tr("least: %1, %2 %").arg(nameOf(regions.front().number), percent(regions.front().dice()));
    }
    if (!sameStatedGrid(m_state.image()->geometry, m_front.state().image()->geometry)) {
        text += QLatin1Char('\n') + tr("Compared on the grid of the right scan; what lies outside it doesn't count.");
    }
    for (const std::string& notice : m_labels->notices) {
        text += QLatin1Char('\n') + QString::fromStdString(notice);
    }
    m_summary->setText(text);
}

} // namespace tessera::ui
