#include "ui/window/case_view.h"

#include "ui/models/regions_model.h"
#include "ui/window/case_page.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tessera::ui {
namespace {

using Arrangement = ViewGrid::Arrangement;

constexpr std::array<std::pair<Arrangement, const char*>, 6> kArrangements{
    {{Arrangement::Grid, "grid"},
     {Arrangement::Axial, "axial"},
     {Arrangement::Coronal, "coronal"},
     {Arrangement::Sagittal, "sagittal"},
     {Arrangement::Volume, "volume"},
     {Arrangement::ThreeAndVolume, "three-and-volume"}}};

std::string wordOf(Arrangement arrangement) {
    const auto found = std::find_if(kArrangements.begin(), kArrangements.end(),
                                    [&](const auto& each) { return each.first == arrangement; });
    return found->second;
}

/// The usual one for a word that isn't known.
Arrangement arrangementOf(const std::string& word) {
    const auto found =
        std::find_if(kArrangements.begin(), kArrangements.end(), [&](const auto& each) { return each.second == word; });
    return found == kArrangements.end() ? Arrangement::Grid : found->first;
}

void restoreEye(const casefile::CaseView& view, CasePage& page) {
    if (view.eye) {
        page.views().volume().setEye({view.eye->position, view.eye->focus, view.eye->up});
    }
}

} // namespace

casefile::CaseView viewOf(CasePage& page, const RegionsModel& regions) {
    const ViewerState& state = page.state();
    casefile::CaseView out;
    out.cursor = state.cursor();
    out.window = {state.window().low, state.window().high};
    out.interpolated = state.interpolated();
    out.crosshair = state.annotations().crosshair;
    out.radiological = state.conventions().radiological;
    out.noseLeft = state.conventions().noseLeft;
    out.arrangement = wordOf(page.views().arrangement());
    for (const View view : kViews) {
        const SliceView& slice = page.views().slice(view);
        out.slices[static_cast<std::size_t>(view)] = {slice.zoom(), slice.centre()};
    }
    const VolumeView::Eye eye = page.views().volume().eye();
    out.eye = {eye.position, eye.focus, eye.up};
    out.volume = page.views().volume().mode() == VolumeView::Mode::Volume;
    out.labelsShown = state.overlay().shown;
    out.outlines = state.overlay().style == OverlayStyle::Outline;
    out.agreement = state.overlay().agreement;
    out.opacity = state.overlay().opacity;
    const std::set<std::int32_t> visible = regions.visible();
    for (const labels::Region& region : regions.table().regions()) {
        if (!visible.contains(region.number)) {
            out.hidden.insert(region.number);
        }
    }
    out.colours = regions.colours();
    out.selected = state.selectedRegion();
    return out;
}

void restoreScanView(const casefile::CaseView& view, CasePage& page) {
    ViewerState& state = page.state();
    state.setConventions({.radiological = view.radiological, .noseLeft = view.noseLeft});
    state.setCursor(view.cursor);
    state.setWindow({view.window[0], view.window[1]});
    state.setInterpolated(view.interpolated);
    state.setAnnotations({.crosshair = view.crosshair, .patient = state.annotations().patient});
    state.setOverlay({.shown = view.labelsShown,
                      .opacity = view.opacity,
                      .style = view.outlines ? OverlayStyle::Outline : OverlayStyle::Filled,
                      .agreement = view.agreement});
    page.views().arrange(arrangementOf(view.arrangement));
    for (const View each : kViews) {
        const casefile::CaseView::Slice& saved = view.slices[static_cast<std::size_t>(each)];
        page.views().slice(each).setZoom(saved.zoom);
        if (saved.centre) {
            page.views().slice(each).setCentre(*saved.centre);
        }
    }
    page.views().volume().setMode(view.volume ? VolumeView::Mode::Volume : VolumeView::Mode::Surfaces);
    restoreEye(view, page);
}

void restoreRegions(const casefile::CaseView& view, CasePage& page, RegionsModel& regions) {
    std::set<std::int32_t> visible;
    for (const labels::Region& region : regions.table().regions()) {
        if (!view.hidden.contains(region.number)) {
            visible.insert(region.number);
        }
    }
    regions.setVisible(visible);
    regions.setColours(view.colours);
    page.state().setSelectedRegion(regions.table().indexOf(view.selected) ? view.selected : 0);
    restoreEye(view, page); // other labels have moved it
}

} // namespace tessera::ui
