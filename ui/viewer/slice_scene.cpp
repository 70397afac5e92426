#include "ui/viewer/slice_scene.h"

#include <algorithm>

namespace tessera::ui {
namespace {

constexpr double kOutlinePixels = 1.5, kSelectedPixels = 3;

} // namespace

bool SliceScene::update(const ViewerState& state, const SlicePlane& plane, std::int64_t slice, double mmPerPixel) {
    const bool moved = slice != m_slice;
    const bool zoomed = mmPerPixel != m_mmPerPixel;
    m_slice = slice;
    m_mmPerPixel = mmPerPixel;
    const SliceLayout layout(state.image()->geometry.size, plane, slice);
    if (moved || m_scanStale) {
        updateScan(state, layout);
    }
    m_layers.isInterpolated = state.interpolated();
    const OverlayLook& look = state.overlay();
    const bool shown = look.shown && state.labels() != nullptr;
    const bool heat = look.agreement && shown && !state.labels()->agreement.empty();
    const bool outlined = shown && !heat && look.style == OverlayStyle::Outline;
    if (moved || m_overlayStale) {
        m_layers.overlay.clear();
        m_layers.sides.clear();
        if (shown) {
            updateOverlay(state, layout, outlined);
        }
    }
    if (outlined) {
        updateLines(state, plane, mmPerPixel);
    }
    const bool isChanged = moved || m_scanStale || m_overlayStale || (outlined && zoomed);
    m_scanStale = m_overlayStale = false;
    return isChanged;
}

void SliceScene::updateScan(const ViewerState& state, const SliceLayout& layout) {
    m_layers.columns = layout.columns;
    m_layers.rows = layout.rows;
    m_layers.grey.resize(layout.pixels());
    fillGrey(state.image()->voxels, layout, state.window(), m_layers.grey);
}

void SliceScene::updateOverlay(const ViewerState& state, const SliceLayout& layout, bool isOutlined) {
    const CaseLabels& labels = *state.labels();
    const OverlayLook& look = state.overlay();
    m_layers.overlay.resize(layout.pixels());
    if (look.agreement && !labels.agreement.empty()) {
        fillAgreement(labels.agreement, labels.coverage, labels.classes, layout, look.opacity, m_layers.overlay);
        return;
    }
    std::vector<Rgba> colours = state.classColours();
    if (isOutlined) {
        for (std::size_t i = 1; i < colours.size(); ++i) {
            colours[i].alpha = 255; // lines are opaque; hidden regions have none
        }
        const auto selected = labels.table.indexOf(state.selectedRegion());
        m_layers.sides.resize(layout.pixels());
        fillSides(labels.classes, layout, state.shownClasses(),
                  static_cast<std::uint16_t>(selected ? *selected + 1 : 0), m_layers.sides);
    }
    fillClasses(labels.classes, layout, colours, m_layers.overlay);
}

void SliceScene::updateLines(const ViewerState& state, const SlicePlane& plane, double mmPerPixel) {
    const Vec3 spacing = state.image()->geometry.spacing();
    const auto widths = [&](double pixels) {
        return std::array{std::min(0.5, pixels * mmPerPixel / spacing[plane.columnAxis()]),
                          std::min(0.5, pixels * mmPerPixel / spacing[plane.rowAxis()])};
    };
    m_layers.line = widths(kOutlinePixels);
    m_layers.broadLine = widths(kSelectedPixels);
}

} // namespace tessera::ui
