#include "ui/viewer/slice_scene.h"

#include "ui/viewer/vtk_matrix.h"

#include <vtkActor.h>
#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkImageData.h>
#include <vtkImageProperty.h>
#include <vtkImageSlice.h>
#include <vtkImageSliceMapper.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>

namespace tessera::ui {
namespace {

constexpr double kOverlayLift = 0.01, kOutlineLift = 0.02; ///< mm towards the viewer, so that depths differ
constexpr double kOutlinePixels = 1.5, kSelectedPixels = 3;

vtkSmartPointer<vtkImageSlice> makeSlice(vtkImageData* pixels) {
    const auto mapper = vtkSmartPointer<vtkImageSliceMapper>::New();
    mapper->SetInputData(pixels);
    mapper->SetOrientationToZ();
    mapper->BorderOn(); // the outer voxels are shown whole, too
    auto out = vtkSmartPointer<vtkImageSlice>::New();
    out->SetMapper(mapper);
    out->GetProperty()->SetColorWindow(255); // bytes as they are
    out->GetProperty()->SetColorLevel(127.5);
    out->GetProperty()->SetInterpolationTypeToNearest();
    out->PickableOff();
    return out;
}

/// Where a slice's pixels lie, moved towards the viewer by some mm.
vtkSmartPointer<vtkMatrix4x4> lifted(const Affine& worldFromSlice, double lift) {
    return matrixOf(worldFromSlice * Affine::translation({0, 0, lift})); // the third column points to the viewer
}

/// Bytes of an image of that size; they are the caller's to fill.
unsigned char* resized(vtkImageData* image, std::int64_t columns, std::int64_t rows, int components) {
    const std::array<int, 3> wanted{static_cast<int>(columns), static_cast<int>(rows), 1};
    const int* now = image->GetDimensions();
    if (!std::equal(wanted.begin(), wanted.end(), now) || image->GetNumberOfScalarComponents() != components) {
        image->SetDimensions(wanted[0], wanted[1], 1);
        image->AllocateScalars(VTK_UNSIGNED_CHAR, components);
    }
    image->Modified();
    return static_cast<unsigned char*>(image->GetScalarPointer());
}

} // namespace

SliceScene::SliceScene(vtkRenderer* renderer)
    : m_scanPixels(vtkSmartPointer<vtkImageData>::New()), m_overlayPixels(vtkSmartPointer<vtkImageData>::New()),
      m_outlineShape(vtkSmartPointer<vtkPolyData>::New()), m_outline(vtkSmartPointer<vtkActor>::New()) {
    resized(m_scanPixels, 1, 1, 1);
    resized(m_overlayPixels, 1, 1, 4);
    m_scan = makeSlice(m_scanPixels);
    m_overlay = makeSlice(m_overlayPixels);
    const auto mapper = vtkSmartPointer<vtkPolyDataMapper>::New();
    mapper->SetInputData(m_outlineShape);
    mapper->SetScalarModeToUseCellData();
    mapper->SetColorModeToDirectScalars();
    m_outline->SetMapper(mapper);
    m_outline->GetProperty()->LightingOff();
    m_outline->PickableOff();
    m_scan->VisibilityOff();
    m_overlay->VisibilityOff();
    m_outline->VisibilityOff();
    renderer->AddViewProp(m_scan);
    renderer->AddViewProp(m_overlay);
    renderer->AddViewProp(m_outline);
}

SliceScene::~SliceScene() = default;

bool SliceScene::update(const ViewerState& state, const SlicePlane& plane, std::int64_t slice, double mmPerPixel) {
    const bool moved = slice != m_slice;
    const bool zoomed = mmPerPixel != m_mmPerPixel;
    m_slice = slice;
    m_mmPerPixel = mmPerPixel;
    if (moved || m_scanStale) {
        updateScan(state, plane, slice);
    }
    m_scan->GetProperty()->SetInterpolationType(state.interpolated() ? VTK_LINEAR_INTERPOLATION
                                                                     : VTK_NEAREST_INTERPOLATION);
    const OverlayLook& look = state.overlay();
    const bool shown = look.shown && state.labels() != nullptr;
    const bool heat = look.agreement && shown && !state.labels()->agreement.empty();
    const bool outlined = shown && !heat && look.style == OverlayStyle::Outline;
    if (moved || m_overlayStale || (outlined && zoomed)) {
        m_overlay->SetVisibility(shown && !outlined);
        m_outline->SetVisibility(outlined);
        if (outlined) {
            updateOutline(state, plane, slice, mmPerPixel);
        } else if (shown) {
            updateOverlay(state, plane, slice);
        }
    }
    const bool isChanged = moved || m_scanStale || m_overlayStale || (outlined && zoomed);
    m_scanStale = m_overlayStale = false;
    return isChanged;
}

void SliceScene::updateScan(const ViewerState& state, const SlicePlane& plane, std::int64_t slice) {
    const CaseImage& image = *state.image();
    const SliceLayout layout(image.geometry.size, plane, slice);
    fillGrey(image.voxels, layout, state.window(),
             {resized(m_scanPixels, layout.columns, layout.rows, 1), layout.pixels()});
    m_scan->SetUserMatrix(matrixOf(plane.worldFromSlice(slice)));
    m_scan->VisibilityOn();
}

void SliceScene::updateOverlay(const ViewerState& state, const SlicePlane& plane, std::int64_t slice) {
    const CaseLabels& labels = *state.labels();
    const SliceLayout layout(state.image()->geometry.size, plane, slice);
    static_assert(sizeof(Rgba) == 4);
    const std::span<Rgba> pixels{reinterpret_cast<Rgba*>(resized(m_overlayPixels, layout.columns, layout.rows, 4)),
                                 layout.pixels()};
    if (state.overlay().agreement && !labels.agreement.empty()) {
        fillAgreement(labels.agreement, labels.coverage, labels.classes, layout, state.overlay().opacity, pixels);
    } else {
        fillClasses(labels.classes, layout, state.classColours(), pixels);
    }
    m_overlay->SetUserMatrix(lifted(plane.worldFromSlice(slice), kOverlayLift));
}

void SliceScene::updateOutline(const ViewerState& state, const SlicePlane& plane, std::int64_t slice,
                               double mmPerPixel) {
    const CaseLabels& labels = *state.labels();
    const SliceLayout layout(state.image()->geometry.size, plane, slice);
    const Vec3 spacing = state.image()->geometry.spacing();
    const auto points = vtkSmartPointer<vtkPoints>::New();
    const auto quads = vtkSmartPointer<vtkCellArray>::New();
    const auto colours = vtkSmartPointer<vtkUnsignedCharArray>::New();
    colours->SetNumberOfComponents(3);
    for (const BorderSide& side : bordersOf(labels.classes, layout, state.shownClasses())) {
        const labels::Region& region = labels.table.regions()[side.of - 1U];
        const double pixels = region.number == state.selectedRegion() ? kSelectedPixels : kOutlinePixels;
        const double inX = side.inX * std::min(0.5, pixels * mmPerPixel / spacing[plane.columnAxis()]);
        const double inY = side.inY * std::min(0.5, pixels * mmPerPixel / spacing[plane.rowAxis()]);
        quads->InsertNextCell(4);
        quads->InsertCellPoint(points->InsertNextPoint(side.x0, side.y0, 0));
        quads->InsertCellPoint(points->InsertNextPoint(side.x1, side.y1, 0));
        quads->InsertCellPoint(points->InsertNextPoint(side.x1 + inX, side.y1 + inY, 0));
        quads->InsertCellPoint(points->InsertNextPoint(side.x0 + inX, side.y0 + inY, 0));
        colours->InsertNextTypedTuple(state.colourOf(region).data());
    }
    m_outlineShape->Initialize();
    m_outlineShape->SetPoints(points);
    m_outlineShape->SetPolys(quads);
    m_outlineShape->GetCellData()->SetScalars(colours);
    m_outline->SetUserMatrix(lifted(plane.worldFromSlice(slice), kOutlineLift));
}

} // namespace tessera::ui
