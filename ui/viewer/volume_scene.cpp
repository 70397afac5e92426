#include "ui/viewer/volume_scene.h"

#include "ui/viewer/vtk_matrix.h"

#include <QElapsedTimer>

#include <vtkActor.h>
#include <vtkCamera.h>
#include <vtkColorTransferFunction.h>
#include <vtkFloatArray.h>
#include <vtkImageData.h>
#include <vtkPiecewiseFunction.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>
#include <vtkSmartVolumeMapper.h>
#include <vtkVolume.h>
#include <vtkVolumeProperty.h>

#include <vtkAutoInit.h>
VTK_MODULE_INIT(vtkRenderingVolumeOpenGL2)

#include <utility>

namespace tessera::ui {
namespace {

/// VTK draws on one thread at a time.
std::mutex& drawingMutex() {
    static std::mutex out;
    return out;
}

vtkSmartPointer<vtkVolume> volumeOf(const CaseImage& image) {
    const auto voxels = vtkSmartPointer<vtkFloatArray>::New();
    // VTK only reads them
    voxels->SetArray(const_cast<float*>(image.voxels.data()), static_cast<vtkIdType>(image.voxels.size()), 1);
    const auto box = vtkSmartPointer<vtkImageData>::New();
    box->SetDimensions(static_cast<int>(image.geometry.size[0]), static_cast<int>(image.geometry.size[1]),
                       static_cast<int>(image.geometry.size[2]));
    box->GetPointData()->SetScalars(voxels);
    const auto mapper = vtkSmartPointer<vtkSmartVolumeMapper>::New();
    mapper->SetInputData(box);
    const auto colours = vtkSmartPointer<vtkColorTransferFunction>::New();
    const auto opacities = vtkSmartPointer<vtkPiecewiseFunction>::New();
    const auto [low, high] = image.window;
    colours->AddRGBPoint(low, 0.05, 0.04, 0.04);
    colours->AddRGBPoint((low + high) / 2, 0.75, 0.62, 0.55);
    colours->AddRGBPoint(high, 1, 0.98, 0.95);
    opacities->AddPoint(low + 0.15 * (high - low), 0);
    opacities->AddPoint(low + 0.5 * (high - low), 0.25);
    opacities->AddPoint(high, 0.7);
    auto out = vtkSmartPointer<vtkVolume>::New();
    out->SetMapper(mapper);
    out->GetProperty()->SetColor(colours);
    out->GetProperty()->SetScalarOpacity(opacities);
    out->GetProperty()->SetInterpolationTypeToLinear();
    out->GetProperty()->ShadeOn();
    out->SetUserMatrix(matrixOf(image.geometry.worldFromVoxel));
    out->PickableOff();
    return out;
}

} // namespace

VolumeScene::VolumeScene(QOffscreenSurface& surface) : m_host(surface) {
    m_host.renderer()->SetActiveCamera(vtkSmartPointer<vtkCamera>::New());
}

VolumeScene::~VolumeScene() = default;

void VolumeScene::clearSurfaces() {
    for (const auto& [regionClass, actor] : m_actors) {
        m_host.renderer()->RemoveViewProp(actor);
    }
    m_actors.clear();
}

void VolumeScene::addSurface(std::uint16_t regionClass, vtkPolyData* surface) {
    const auto mapper = vtkSmartPointer<vtkPolyDataMapper>::New();
    mapper->SetInputData(surface);
    mapper->ScalarVisibilityOff();
    const auto actor = vtkSmartPointer<vtkActor>::New();
    actor->SetMapper(mapper);
    actor->GetProperty()->SetAmbient(0.15);
    actor->GetProperty()->SetDiffuse(0.85);
    actor->GetProperty()->SetSpecular(0.1);
    actor->PickableOff();
    m_host.renderer()->AddViewProp(actor);
    m_actors[regionClass] = actor;
}

void VolumeScene::setVolume(const std::shared_ptr<const CaseImage>& image) {
    if (m_volume) {
        m_host.renderer()->RemoveViewProp(m_volume);
        m_volume = nullptr;
    }
    m_image = image;
    if (m_image) {
        m_volume = volumeOf(*m_image);
        m_host.renderer()->AddViewProp(m_volume);
    }
}

void VolumeScene::draw(const VolumeShot& shot) {
    QElapsedTimer clock;
    clock.start();
    QImage image;
    {
        const std::scoped_lock drawing(drawingMutex());
        for (const auto& [regionClass, actor] : m_actors) {
            const auto found = shot.looks.find(regionClass);
            const SurfaceLook look = found == shot.looks.end() ? SurfaceLook() : found->second;
            actor->SetVisibility(look.isShown);
            actor->GetProperty()->SetOpacity(look.opacity);
            actor->GetProperty()->SetColor(look.colour[0], look.colour[1], look.colour[2]);
        }
        if (m_volume) {
            m_volume->SetVisibility(shot.isVolume);
        }
        m_host.renderer()->GetActiveCamera()->DeepCopy(shot.camera);
        m_host.renderer()->ResetCameraClippingRange();
        image = m_host.draw(shot.size);
    }
    {
        const std::scoped_lock lock(m_mutex);
        m_picture = VolumePicture{shot, std::move(image), static_cast<double>(clock.nsecsElapsed()) / 1e6};
    }
    m_arrived.notify_all();
    emit drawn();
}

std::optional<VolumePicture> VolumeScene::take() {
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_picture, std::nullopt);
}

VolumePicture VolumeScene::wait() {
    std::unique_lock lock(m_mutex);
    m_arrived.wait(lock, [this] { return m_picture.has_value(); });
    return *std::exchange(m_picture, std::nullopt);
}

} // namespace tessera::ui
