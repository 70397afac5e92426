#include "ui/viewer/view_grid.h"

#include <QGridLayout>
#include <QImage>
#include <QPainter>

#include <initializer_list>

namespace tessera::ui {

ViewGrid::ViewGrid(ViewerState& state, QWidget* parent)
    : QWidget(parent), m_state(state), m_grid(new QGridLayout(this)) {
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(2);
    for (const View view : kViews) {
        auto* slice = new SliceView(state, view, this);
        m_slices[static_cast<std::size_t>(view)] = slice;
        const auto alone = static_cast<Arrangement>(static_cast<int>(Arrangement::Axial) + static_cast<int>(view));
        connect(slice, &SliceView::clicked, this, &ViewGrid::regionClicked);
        connect(slice, &SliceView::enlargeAsked, this, [this, alone] { enlarge(alone); });
    }
    m_volume = new VolumeView(state, this); // after the slices in the order of Tab
    connect(m_volume, &VolumeView::clicked, this, &ViewGrid::regionClicked);
    connect(m_volume, &VolumeView::enlargeAsked, this, [this] { enlarge(Arrangement::Volume); });
    arrange(Arrangement::Grid);
}

void ViewGrid::arrange(Arrangement arrangement) {
    m_arrangement = arrangement;
    const std::array<QWidget*, 4> views{m_slices[0], m_slices[1], m_slices[2], m_volume};
    for (QWidget* view : views) {
        m_grid->removeWidget(view);
    }
    for (int i = 0; i < 3; ++i) {
        m_grid->setRowStretch(i, 0);
        m_grid->setColumnStretch(i, 0);
    }
    const bool isOne = arrangement != Arrangement::Grid && arrangement != Arrangement::ThreeAndVolume;
    const int alone = static_cast<int>(arrangement) - static_cast<int>(Arrangement::Axial);
    for (int i = 0; i < 4; ++i) {
        QWidget* view = views[static_cast<std::size_t>(i)];
        if (isOne) {
            view->setVisible(i == alone);
            m_grid->addWidget(view, 0, 0);
        } else if (arrangement == Arrangement::Grid) {
            m_grid->addWidget(view, i / 2, i % 2);
            view->show();
        } else {
            i < 3 ? m_grid->addWidget(view, i, 1) : m_grid->addWidget(view, 0, 0, 3, 1);
            view->show();
        }
    }
    const int rows = isOne ? 1 : (arrangement == Arrangement::Grid ? 2 : 3);
    for (int i = 0; i < rows; ++i) {
        m_grid->setRowStretch(i, 1);
    }
    m_grid->setColumnStretch(0, arrangement == Arrangement::ThreeAndVolume ? 2 : 1);
    m_grid->setColumnStretch(1, isOne ? 0 : 1);
    emit arrangementChanged();
}

void ViewGrid::enlarge(Arrangement alone) {
    arrange(m_arrangement == alone ? Arrangement::Grid : alone);
}

SliceView& ViewGrid::active() {
    for (SliceView* slice : m_slices) {
        if (slice->hasFocus()) {
            return *slice;
        }
    }
    for (SliceView* slice : m_slices) {
        if (slice->isVisible()) {
            return *slice;
        }
    }
    return *m_slices[0];
}

void ViewGrid::setMouseHabits(MouseHabits habits) {
    for (SliceView* slice : m_slices) {
        slice->setMouseHabits(habits);
    }
}

void ViewGrid::resetViews() {
    for (SliceView* slice : m_slices) {
        slice->resetView();
    }
    m_volume->resetView();
}

void ViewGrid::centreOnCursor() {
    for (SliceView* slice : m_slices) {
        slice->centreOnCursor();
    }
}

QImage ViewGrid::capture() {
    const Annotations before = m_state.annotations();
    m_state.setAnnotations({.crosshair = before.crosshair, .patient = false});
    m_volume->catchUp();
    const double ratio = devicePixelRatioF();
    QImage out(size() * ratio, QImage::Format_RGB32);
    out.fill(palette().color(QPalette::Window));
    QPainter painter(&out);
    for (PictureView* view : std::initializer_list<PictureView*>{m_slices[0], m_slices[1], m_slices[2], m_volume}) {
        if (view->isVisible()) { // pixel by pixel, also where it begins between two pixels of the screen
            QImage own = view->picture();
            own.setDevicePixelRatio(1);
            painter.drawImage(QPoint(qRound(view->x() * ratio), qRound(view->y() * ratio)), own);
        }
    }
    painter.end();
    out.setDevicePixelRatio(ratio);
    m_state.setAnnotations(before);
    return out;
}

} // namespace tessera::ui
