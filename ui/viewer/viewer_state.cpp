#include "ui/viewer/viewer_state.h"

#include <algorithm>
#include <cmath>

namespace tessera::ui {
namespace {

/// Assigns, and says whether that changed anything.
template <typename T>
bool replace(T& member, const T& value) {
    if (member == value) {
        return false;
    }
    member = value;
    return true;
}

} // namespace

void ViewerState::setImage(std::shared_ptr<const CaseImage> image) {
    m_image = std::move(image);
    m_areSidesConfirmed = false;
    m_labels.reset();
    m_shown.clear();
    m_selected = 0;
    if (m_image) {
        m_window = m_image->window;
        Vec3 middle{};
        for (int axis = 0; axis < 3; ++axis) {
            const std::int64_t voxel = (m_image->geometry.size[axis] - 1) / 2; // a voxel's centre
            middle[axis] = static_cast<double>(voxel);
        }
        m_cursor = m_image->geometry.worldFromVoxel.apply(middle);
    }
    emit imageChanged();
    emit labelsChanged();
    emit windowChanged();
    emit cursorChanged();
}

void ViewerState::setLabels(std::shared_ptr<const CaseLabels> labels) {
    const bool goesOn = m_labels && labels && m_labels->isProvisional && m_labels->table == labels->table;
    m_labels = std::move(labels);
    m_selected = goesOn ? m_selected : 0;
    m_shown.assign(m_labels ? m_labels->extents.size() : 0, true);
    if (!m_shown.empty()) {
        m_shown[0] = false;
    }
    emit labelsChanged();
    emit cursorChanged(); // what lies there is another
}

bool ViewerState::areSidesSure() const {
    return m_areSidesConfirmed || !m_image || m_image->laterality == quantify::Laterality::Verified;
}

void ViewerState::confirmSides(bool confirmed) {
    if (replace(m_areSidesConfirmed, confirmed)) {
        emit looksChanged();
    }
}

void ViewerState::setCursor(const Vec3& mm) {
    if (!m_image) {
        return;
    }
    Vec3 voxel = m_image->geometry.worldFromVoxel.inverse().apply(mm);
    bool outside = false;
    for (int axis = 0; axis < 3; ++axis) {
        // just inside the scan's sides, so that the outer voxels still hold it whichever way the matrix rounds
        constexpr double kInside = 1e-9;
        const double side = static_cast<double>(m_image->geometry.size[axis]) - 0.5;
        const double kept = std::clamp(voxel[axis], -0.5 + kInside, side - kInside);
        outside = outside || kept != voxel[axis];
        voxel[axis] = kept;
    }
    if (replace(m_cursor, outside ? m_image->geometry.worldFromVoxel.apply(voxel) : mm)) {
        emit cursorChanged();
    }
}

CursorReading ViewerState::reading() const {
    CursorReading out;
    out.mm = m_cursor;
    if (!m_image) {
        return out;
    }
    const Geometry& grid = m_image->geometry;
    out.voxel = voxelHolding(grid.size, grid.worldFromVoxel.inverse().apply(m_cursor));
    if (!out.voxel) {
        return out;
    }
    const std::size_t at = grid.index((*out.voxel)[0], (*out.voxel)[1], (*out.voxel)[2]);
    out.intensity = m_image->voxels[at];
    if (!m_labels) {
        return out;
    }
    const std::uint16_t of = m_labels->classes[at];
    out.isPreview = !m_labels->previewBy.empty();
    out.region = of == 0 ? &m_labels->table.background() : &m_labels->table.regions()[of - 1];
    if (!m_labels->agreement.empty() && !m_labels->coverage.empty() && m_labels->coverage[at] > 0) {
        out.tiles = m_labels->coverage[at];
        out.tilesAgreeing = static_cast<int>(std::lround(m_labels->agreement[at] * m_labels->coverage[at]));
    }
    return out;
}

void ViewerState::setWindow(const IntensityWindow& window) {
    if (window.high > window.low && replace(m_window, window)) {
        emit windowChanged();
    }
}

void ViewerState::setConventions(const Conventions& conventions) {
    if (replace(m_conventions, conventions)) {
        emit conventionsChanged();
    }
}

void ViewerState::setOverlay(const OverlayLook& look) {
    OverlayLook kept = look;
    kept.opacity = std::clamp(look.opacity, 0.0, 1.0);
    if (replace(m_overlay, kept)) {
        emit looksChanged();
    }
}

void ViewerState::setInterpolated(bool interpolated) {
    if (replace(m_interpolated, interpolated)) {
        emit looksChanged();
    }
}

void ViewerState::setAnnotations(const Annotations& annotations) {
    if (replace(m_annotations, annotations)) {
        emit looksChanged();
    }
}

void ViewerState::setShownRegions(const std::set<std::int32_t>& numbers) {
    if (!m_labels) {
        return;
    }
    std::vector<bool> shown(m_shown.size(), false);
    for (const std::int32_t number : numbers) {
        if (const auto index = m_labels->table.indexOf(number)) {
            shown[*index + 1] = true;
        }
    }
    if (replace(m_shown, shown)) {
        emit looksChanged();
    }
}

void ViewerState::setColours(const RegionColours& colours) {
    if (replace(m_colours, colours)) {
        emit looksChanged();
    }
}

const std::array<std::uint8_t, 3>& ViewerState::colourOf(const labels::Region& region) const {
    const auto found = m_colours.find(region.number);
    return found == m_colours.end() ? region.colour : found->second;
}

void ViewerState::setSelectedRegion(std::int32_t number) {
    if (replace(m_selected, number)) {
        emit selectionChanged(number);
        emit looksChanged();
    }
}

bool ViewerState::centreRegion(std::int32_t number) {
    const auto index = m_labels ? m_labels->table.indexOf(number) : std::nullopt;
    if (!index || m_labels->extents[*index + 1].voxels == 0) {
        return false;
    }
    const auto& [x, y, z] = m_labels->extents[*index + 1].middle;
    setCursor(m_image->geometry.worldFromVoxel.apply(
        {static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)}));
    return true;
}

std::vector<Rgba> ViewerState::classColours() const {
    std::vector<Rgba> out(m_shown.size());
    for (std::size_t i = 1; i < out.size(); ++i) {
        const labels::Region& region = m_labels->table.regions()[i - 1];
        // the others stand back while a region is selected
        const double share = m_selected == 0 || region.number == m_selected ? 1 : 0.45;
        if (m_shown[i]) {
            const auto& [red, green, blue] = colourOf(region);
            out[i] = {red, green, blue, static_cast<std::uint8_t>(std::lround(255 * m_overlay.opacity * share))};
        }
    }
    return out;
}

} // namespace tessera::ui
