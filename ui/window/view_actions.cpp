#include "ui/window/view_actions.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolBar>
#include <QToolButton>

#include <array>

namespace tessera::ui {
namespace {

constexpr double kOpacityStep = 0.1;
constexpr int kPageSlices = 10;

} // namespace

ViewActions::ViewActions(ViewerState& state, ViewGrid& views, QObject* parent)
    : QObject(parent), m_state(state), m_views(views), m_arrangements(new QActionGroup(this)) {
    addArrangements();
    addOverlay();
    addPlaces();
    connect(&state, &ViewerState::looksChanged, this, &ViewActions::takeState);
    connect(&state, &ViewerState::labelsChanged, this, &ViewActions::takeState);
    connect(&views.volume(), &VolumeView::modeChanged, this, &ViewActions::takeState);
    takeState();
}

QAction* ViewActions::add(const QString& text, const QKeySequence& key, const std::function<void()>& run) {
    auto* action = new QAction(text, this);
    action->setShortcut(key);
    connect(action, &QAction::triggered, this, run);
    return action;
}

QAction* ViewActions::addToggle(const QString& text, const QKeySequence& key, const std::function<void(bool)>& run) {
    auto* action = new QAction(text, this);
    action->setShortcut(key);
    action->setCheckable(true);
    connect(action, &QAction::triggered, this, run);
    return action;
}

void ViewActions::addArrangements() {
    using Arrangement = ViewGrid::Arrangement;
    struct Entry {
        Arrangement arrangement;
        QString text;
        QKeySequence key;
    };
    const std::array<Entry, 6> entries{{{Arrangement::Grid, tr("All four views"), Qt::Key_0},
                                        {Arrangement::Axial, tr("Axial view"), Qt::Key_1},
                                        {Arrangement::Coronal, tr("Coronal view"), Qt::Key_2},
                                        {Arrangement::Sagittal, tr("Sagittal view"), Qt::Key_3},
                                        {Arrangement::Volume, tr("3D view"), Qt::Key_4},
                                        {Arrangement::ThreeAndVolume, tr("3D view and three slices"), Qt::Key_5}}};
    for (const Entry& entry : entries) {
        QAction* action = addToggle(entry.text, entry.key, [this, entry](bool) { m_views.arrange(entry.arrangement); });
        action->setData(static_cast<int>(entry.arrangement));
        m_arrangements->addAction(action);
    }
    const auto show = [this] {
        for (QAction* action : m_arrangements->actions()) {
            action->setChecked(action->data().toInt() == static_cast<int>(m_views.arrangement()));
        }
    };
    connect(&m_views, &ViewGrid::arrangementChanged, this, show);
    show();
}

void ViewActions::addOverlay() {
    const auto change = [this](auto edit) {
        return [this, edit](bool on) {
            OverlayLook look = m_state.overlay();
            edit(look, on);
            m_state.setOverlay(look);
        };
    };
    m_labels = addToggle(tr("Labels"), Qt::Key_S, change([](OverlayLook& look, bool on) { look.shown = on; }));
    m_outline = addToggle(tr("Outlines"), Qt::Key_O, change([](OverlayLook& look, bool on) {
                              look.style = on ? OverlayStyle::Outline : OverlayStyle::Filled;
                          }));
    m_agreement =
        addToggle(tr("Agreement"), Qt::Key_W, change([](OverlayLook& look, bool on) { look.agreement = on; }));
    m_agreement->setToolTip(tr("Share of the network tiles that chose each voxel's label (W). It is no confidence."));
    m_crosshair = addToggle(tr("Crosshair"), QKeySequence(Qt::SHIFT | Qt::Key_X), [this](bool on) {
        m_state.setAnnotations({.crosshair = on, .patient = m_state.annotations().patient});
    });
    m_patient = addToggle(tr("Patient name"), Qt::Key_H, [this](bool on) {
        m_state.setAnnotations({.crosshair = m_state.annotations().crosshair, .patient = on});
    });
    m_interpolated = addToggle(tr("Interpolated scan"), Qt::Key_I, [this](bool on) { m_state.setInterpolated(on); });
    m_volume = addToggle(tr("Scan as a volume in 3D"), QKeySequence(Qt::SHIFT | Qt::Key_V), [this](bool on) {
        m_views.volume().setMode(on ? VolumeView::Mode::Volume : VolumeView::Mode::Surfaces);
    });
    m_overlayActions = {m_labels,
                        m_outline,
                        m_agreement,
                        add(tr("Labels fainter"), Qt::Key_A, [this] { changeOpacity(-kOpacityStep); }),
                        add(tr("Labels stronger"), Qt::Key_D, [this] { changeOpacity(kOpacityStep); }),
                        m_crosshair,
                        m_patient,
                        m_interpolated,
                        m_volume};
}

void ViewActions::addPlaces() {
    m_placeActions = {add(tr("Centre on the cursor"), Qt::Key_C, [this] { m_views.centreOnCursor(); }),
                      add(tr("Reset views"), Qt::Key_R, [this] { m_views.resetViews(); })};
    struct Move {
        QString text;
        Qt::Key key;
        std::function<void()> run;
    };
    const std::array<Move, 8> moves{
        {{tr("Next slice"), Qt::Key_PageUp, [this] { m_views.active().scroll(1); }},
         {tr("Previous slice"), Qt::Key_PageDown, [this] { m_views.active().scroll(-1); }},
         {tr("Ten slices on"), Qt::Key_Home, [this] { m_views.active().scroll(kPageSlices); }},
         {tr("Ten slices back"), Qt::Key_End, [this] { m_views.active().scroll(-kPageSlices); }},
         {tr("Cursor left"), Qt::Key_Left, [this] { m_views.active().nudge(-1, 0); }},
         {tr("Cursor right"), Qt::Key_Right, [this] { m_views.active().nudge(1, 0); }},
         {tr("Cursor up"), Qt::Key_Up, [this] { m_views.active().nudge(0, 1); }},
         {tr("Cursor down"), Qt::Key_Down, [this] { m_views.active().nudge(0, -1); }}}};
    for (const Move& move : moves) {
        QAction* action = add(move.text, move.key, move.run);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut); // elsewhere these keys move in lists
        m_views.addAction(action);
        m_placeActions.append(action);
    }
}

void ViewActions::changeOpacity(double by) {
    OverlayLook look = m_state.overlay();
    look.opacity += by;
    m_state.setOverlay(look);
}

void ViewActions::takeState() {
    const OverlayLook& look = m_state.overlay();
    m_labels->setChecked(look.shown);
    m_outline->setChecked(look.style == OverlayStyle::Outline);
    m_agreement->setChecked(look.agreement);
    m_crosshair->setChecked(m_state.annotations().crosshair);
    m_patient->setChecked(m_state.annotations().patient);
    m_interpolated->setChecked(m_state.interpolated());
    m_volume->setChecked(m_views.volume().mode() == VolumeView::Mode::Volume);
    const bool hasLabels = m_state.labels() != nullptr;
    m_labels->setEnabled(hasLabels);
    m_outline->setEnabled(hasLabels);
    m_agreement->setEnabled(hasLabels && !m_state.labels()->agreement.empty());
    if (m_opacity != nullptr) {
        const QSignalBlocker quiet(m_opacity);
        m_opacity->setValue(qRound(100 * look.opacity));
        m_opacity->setEnabled(hasLabels);
    }
}

void ViewActions::fillWindowPresets(QMenu& menu) {
    const auto preset = [this, &menu](const QString& text, double low, double high) {
        menu.addAction(text, this, [this, low, high] {
            if (m_state.image()) {
                const IntensityWindow start = m_state.image()->window;
                const double width = start.high - start.low;
                m_state.setWindow({start.low + low * width, start.low + high * width});
            }
        });
    };
    preset(tr("As it opened"), 0, 1);
    preset(tr("Grey and white matter"), 0.35, 0.95);
    preset(tr("Dark structures"), 0, 0.5);
    preset(tr("Bright structures"), 0.5, 1.3);
    menu.addAction(tr("Whole range"), this, [this] {
        if (m_state.image()) {
            m_state.setWindow({m_state.image()->least, m_state.image()->most});
        }
    });
}

void ViewActions::fillMenu(QMenu& menu) {
    menu.addActions(m_arrangements->actions());
    menu.addSeparator();
    menu.addActions(m_overlayActions);
    fillWindowPresets(*menu.addMenu(tr("Window")));
    menu.addSeparator();
    menu.addActions(m_placeActions);
}

void ViewActions::fillToolBar(QToolBar& bar) {
    const auto addMenu = [&bar](const QString& text) {
        auto* button = new QToolButton;
        button->setText(text);
        button->setPopupMode(QToolButton::InstantPopup);
        button->setMenu(new QMenu(button));
        bar.addWidget(button);
        return button->menu();
    };
    addMenu(tr("Views"))->addActions(m_arrangements->actions());
    fillWindowPresets(*addMenu(tr("Window")));
    bar.addSeparator();
    bar.addAction(m_labels);
    bar.addAction(m_outline);
    bar.addAction(m_agreement);
    m_opacity = new QSlider(Qt::Horizontal);
    m_opacity->setRange(0, 100);
    m_opacity->setMaximumWidth(110);
    m_opacity->setAccessibleName(tr("Opacity of the labels"));
    m_opacity->setToolTip(tr("Opacity of the labels (A and D)"));
    connect(m_opacity, &QSlider::valueChanged, this, [this](int value) {
        OverlayLook look = m_state.overlay();
        look.opacity = value / 100.0;
        m_state.setOverlay(look);
    });
    bar.addWidget(m_opacity);
    bar.addSeparator();
    bar.addAction(m_crosshair);
    takeState();
}

} // namespace tessera::ui
