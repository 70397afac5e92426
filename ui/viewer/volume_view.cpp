#include "ui/viewer/volume_view.h"

#include "ui/viewer/view_paint.h"

#include <QLineF>
#include <QMouseEvent>
#include <QOpenGLContext>
#include <QPainter>
#include <QWheelEvent>

#include <vtkCamera.h>
#include <vtkMath.h>
#include <vtkMatrix4x4.h>
#include <vtkPolyData.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>
#include <vector>

namespace tessera::ui {
namespace {

constexpr int kRepaintPause = 60; ///< ms
constexpr int kLongestRepaintPause = 2000;
constexpr int kBusyTime = 200;                  ///< ms of a volume's drawing, after which the view says so
constexpr int kCoarse = 4;                      ///< pixels that are one while a slow volume is turned
constexpr int kRest = 400;                      ///< ms without a change, after which it is drawn in all pixels
constexpr double kUnknown = 1e9;                ///< ms
constexpr double kFaint = 0.15;                 ///< opacity of the regions that aren't selected
constexpr int kClickSlack = 4;                  ///< pixels that a click may move
constexpr double kKeyTurn = 10, kKeyZoom = 1.2; ///< degrees and factor of a key
constexpr double kPi = 3.14159265358979;
constexpr double kNearest = 0.6, kFarthest = 20;      ///< sizes of what is shown: outside a head that is looked at
constexpr double kLine = 20;                          ///< points from one line of text to the next
constexpr double kLetterInset = 18, kLetterRoom = 26; ///< points from the edge, and between two letters' middles

/// The world axes' box around voxels `first` to `last`, counted whole, in RAS mm.
std::array<Vec3, 2> worldBox(const Geometry& grid, const std::array<std::int64_t, 3>& first,
                             const std::array<std::int64_t, 3>& last) {
    std::array<Vec3, 2> out{Vec3{1e300, 1e300, 1e300}, Vec3{-1e300, -1e300, -1e300}};
    for (int corner = 0; corner < 8; ++corner) {
        Vec3 voxel{};
        for (int axis = 0; axis < 3; ++axis) {
            const bool isFar = (corner >> axis & 1) != 0;
            voxel[axis] = static_cast<double>(isFar ? last[axis] : first[axis]) + (isFar ? 0.5 : -0.5);
        }
        const Vec3 mm = grid.worldFromVoxel.apply(voxel);
        for (int axis = 0; axis < 3; ++axis) {
            out[0][axis] = std::min(out[0][axis], mm[axis]);
            out[1][axis] = std::max(out[1][axis], mm[axis]);
        }
    }
    return out;
}

/// Red, green and blue as VTK has them, 0..1.
Vec3 shareOf(const std::array<std::uint8_t, 3>& colour) {
    return {colour[0] / 255.0, colour[1] / 255.0, colour[2] / 255.0};
}

/// Labels that are still being computed have no surfaces.
bool isProvisional(const ViewerState& state) {
    return state.labels() && state.labels()->isProvisional;
}

/// Around all regions, or the whole scan where there are none yet.
std::array<Vec3, 2> boxToShow(const ViewerState& state) {
    const Geometry& grid = state.image()->geometry;
    std::array<std::int64_t, 3> first = grid.size, last{};
    bool isEmpty = true;
    for (std::size_t i = 1; state.labels() && !isProvisional(state) && i < state.labels()->extents.size(); ++i) {
        const RegionExtent& extent = state.labels()->extents[i];
        for (int axis = 0; extent.voxels > 0 && axis < 3; ++axis) {
            first[axis] = std::min(first[axis], extent.first[axis]);
            last[axis] = std::max(last[axis], extent.last[axis]);
            isEmpty = false;
        }
    }
    return isEmpty ? worldBox(grid, {0, 0, 0}, {grid.size[0] - 1, grid.size[1] - 1, grid.size[2] - 1})
                   : worldBox(grid, first, last);
}

/// The longest side of what is shown, mm.
double sizeToShow(const ViewerState& state) {
    const auto [least, most] = boxToShow(state);
    return std::max({most[0] - least[0], most[1] - least[1], most[2] - least[2]});
}

/// Of the screen, in the world; of length 1 and at right angles.
struct ScreenAxes {
    Vec3 towards{}, right{}, up{};
};
ScreenAxes screenAxesOf(vtkCamera& eye) {
    ScreenAxes out;
    eye.GetDirectionOfProjection(out.towards.data());
    vtkMath::Cross(out.towards.data(), eye.GetViewUp(), out.right.data());
    vtkMath::Normalize(out.right.data());
    vtkMath::Cross(out.right.data(), out.towards.data(), out.up.data());
    return out;
}

/// How far a position lies in front of the eye, mm; negative behind it.
double depthOf(const Vec3& mm, vtkCamera& eye) {
    Vec3 from{};
    vtkMath::Subtract(mm.data(), eye.GetPosition(), from.data());
    return vtkMath::Dot(from.data(), eye.GetDirectionOfProjection());
}

} // namespace

VolumeView::VolumeView(ViewerState& state, QWidget* parent)
    : PictureView(parent), m_state(state), m_scene(new VolumeScene(m_surface)),
      m_camera(vtkSmartPointer<vtkCamera>::New()), m_shownCamera(vtkSmartPointer<vtkCamera>::New()) {
    if (QOpenGLContext::supportsThreadedOpenGL()) {
        m_scene->moveToThread(&m_thread);
    }
    connect(m_scene, &VolumeScene::drawn, this, [this] {
        if (const auto picture = m_scene->take()) { // else it was waited for
            takePicture(*picture);
        }
    });
    m_slow.setObjectName(QStringLiteral("slow"));
    m_slow.setParent(this);
    m_slow.setSingleShot(true);
    m_slow.setInterval(kBusyTime);
    connect(&m_slow, &QTimer::timeout, this, [this] {
        m_isBusy = true;
        setCursor(Qt::BusyCursor);
        update();
    });
    setAccessibleName(tr("3D view"));
    setFocusPolicy(Qt::StrongFocus);
    camera()->SetViewAngle(20);
    m_repaint.setSingleShot(true);
    connect(&m_repaint, &QTimer::timeout, this, [this] { m_isDrawing ? redrawSoon() : redraw(); });
    m_whole.setSingleShot(true);
    m_whole.setInterval(kRest);
    connect(&m_whole, &QTimer::timeout, this, &VolumeView::drawWhole);
    connect(&state, &ViewerState::imageChanged, this, &VolumeView::takeImage);
    connect(&state, &ViewerState::labelsChanged, this, [this] {
        takeLabels();
        if (!isProvisional(m_state)) {
            resetView();
        }
    });
    connect(&state, &ViewerState::looksChanged, this, &VolumeView::takeLooks);
    connect(&state, &ViewerState::cursorChanged, this, [this] { update(); });
    connect(&state, &ViewerState::conventionsChanged, this, &VolumeView::resetView);
    connect(&m_surfaces, &SurfaceMaker::surfaceReady, this,
            [this](std::uint16_t regionClass, const vtkSmartPointer<vtkPolyData>& surface) {
                addSurface(regionClass, surface);
                if (m_surfaces.ready() == m_surfaces.wanted()) {
                    redraw();
                    emit surfacesReady();
                }
            });
    takeImage();
    takeLabels();
    resetView();
}

VolumeView::~VolumeView() {
    if (!m_thread.isRunning()) {
        delete m_scene;
        return;
    }
    m_scene->deleteLater(); // on its thread, as the context demands
    m_thread.quit();
    m_thread.wait();
}

void VolumeView::tell(const std::function<void(VolumeScene&)>& what) {
    QMetaObject::invokeMethod(m_scene, [scene = m_scene, what] { what(*scene); });
}

vtkCamera* VolumeView::camera() const {
    m_camera->SetUseHorizontalViewAngle(width() < height());
    return m_camera;
}

/// Of the picture on the screen, once there is one.
vtkCamera* VolumeView::shownCamera() const {
    return shownPicture().isNull() ? camera() : m_shownCamera.Get();
}

void VolumeView::redraw() {
    m_isStale = true;
    m_wantsWhole = false;
    m_whole.stop();
    update();
}

void VolumeView::drawWhole() {
    redraw();
    m_wantsWhole = true;
}

void VolumeView::catchUp() {
    if (m_repaint.isActive()) {
        m_repaint.stop();
        redraw();
    }
}

void VolumeView::redrawSoon() {
    if (!m_repaint.isActive()) {
        // surfaces that come one by one leave most of the time to what a person does
        m_repaint.start(std::clamp(static_cast<int>(8 * m_drawingTime), kRepaintPause, kLongestRepaintPause));
    }
}

/// The labels of another image follow with a signal of their own.
void VolumeView::takeImage() {
    ++m_generation;
    m_isCoarse = false;
    setPicture({}); // another patient's
    if (std::exchange(m_hasVolume, false)) {
        tell([](VolumeScene& scene) { scene.setVolume(nullptr); });
    }
    if (m_state.image() && m_mode == Mode::Volume) {
        makeVolume();
    }
    redraw();
}

void VolumeView::takeLabels() {
    if (isProvisional(m_state) && m_surfaces.wanted() == 0) {
        update(); // nothing of it is drawn
        return;
    }
    tell([](VolumeScene& scene) { scene.clearSurfaces(); });
    m_looks.clear();
    m_surfaces.setCase(m_state.image(), isProvisional(m_state) ? nullptr : m_state.labels());
    takeLooks();
    redraw();
}

SurfaceLook VolumeView::lookOf(std::uint16_t regionClass) const {
    const labels::Region& region = m_state.labels()->table.regions()[regionClass - 1U];
    const bool stands = m_state.selectedRegion() == 0 || m_state.selectedRegion() == region.number;
    return {.isShown = m_mode == Mode::Surfaces && m_state.shownClasses()[regionClass],
            .opacity = stands ? 1 : kFaint,
            .colour = shareOf(m_state.colourOf(region))};
}

void VolumeView::takeLooks() {
    if (m_mode == Mode::Surfaces) {
        m_surfaces.request(m_state.shownClasses());
    }
    if (std::any_of(m_looks.begin(), m_looks.end(),
                    [this](const auto& each) { return each.second != lookOf(each.first); })) {
        redrawSoon(); // the slices come first
    }
    update(); // crosshair and texts
}

/// One drawing at a time; what changes meanwhile is drawn next.
void VolumeView::begin() {
    if (!m_state.image() || deviceSize().isEmpty()) {
        m_isCoarse = false;
        setPicture({});
        return;
    }
    if (m_isDrawing || (!m_isStale && m_askedSize == deviceSize())) {
        return;
    }
    if (!m_surface.isValid()) {
        m_surface.setFormat(GlHost::format());
        m_surface.create();
    }
    if (m_scene->thread() == &m_thread && !m_thread.isRunning()) {
        m_thread.start();
    }
    m_repaint.stop(); // all changes until now are seen
    m_isStale = false;
    m_isDrawing = true;
    m_askedSize = deviceSize();
    VolumeShot shot{.generation = m_generation,
                    .size = m_askedSize,
                    .camera = vtkSmartPointer<vtkCamera>::New(),
                    .looks = {},
                    .isVolume = m_mode == Mode::Volume};
    shot.isCoarse = shot.isVolume && m_wholeTime > kBusyTime && !std::exchange(m_wantsWhole, false);
    if (shot.isCoarse) {
        shot.size = (shot.size / kCoarse).expandedTo({1, 1});
    }
    shot.camera->DeepCopy(camera());
    for (auto& [regionClass, look] : m_looks) {
        look = lookOf(regionClass);
    }
    shot.looks = m_looks;
    if (shot.isVolume && !m_isBusy && !m_slow.isActive()) {
        m_slow.start();
    }
    tell([shot](VolumeScene& scene) { scene.draw(shot); });
}

void VolumeView::takePicture(const VolumePicture& picture) {
    m_isDrawing = false;
    m_drawingTime = picture.milliseconds;
    if (m_state.image() && picture.shot.generation == m_generation) {
        m_isCoarse = picture.shot.isCoarse;
        if (picture.shot.isVolume) {
            m_wholeTime = m_isCoarse ? kCoarse * kCoarse * picture.milliseconds : picture.milliseconds;
        }
        m_shownCamera->DeepCopy(picture.shot.camera);
        setPicture(m_isCoarse ? picture.image.scaled(m_askedSize, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                              : picture.image);
    }
    if (!m_isStale) { // else the next one follows at once
        m_slow.stop();
        if (std::exchange(m_isBusy, false)) {
            unsetCursor();
        }
        if (m_isCoarse) {
            m_wholeTime > kBusyTime ? m_whole.start() : drawWhole();
        }
    }
    update();
}

void VolumeView::refresh(bool mayWait) {
    begin();
    while (!mayWait && (m_isDrawing || m_isCoarse)) {
        if (m_isDrawing) {
            takePicture(m_scene->wait());
        }
        if (m_isCoarse) {
            drawWhole();
        }
        begin();
    }
}

void VolumeView::addSurface(std::uint16_t regionClass, const vtkSmartPointer<vtkPolyData>& surface) {
    tell([regionClass, surface](VolumeScene& scene) { scene.addSurface(regionClass, surface); });
    m_looks[regionClass] = {}; // not drawn yet
    if (lookOf(regionClass).isShown) {
        redrawSoon();
    }
}

void VolumeView::setMode(Mode mode) {
    m_mode = mode;
    if (m_state.image() && mode == Mode::Volume && !m_hasVolume) {
        makeVolume();
    }
    takeLooks();
    redraw();
    emit modeChanged();
}

void VolumeView::makeVolume() {
    m_hasVolume = true;
    m_wholeTime = kUnknown;
    tell([image = m_state.image()](VolumeScene& scene) { scene.setVolume(image); });
}

void VolumeView::resetView() {
    if (!m_state.image()) {
        update();
        return;
    }
    const auto [least, most] = boxToShow(m_state);
    vtkCamera* eye = camera();
    const Vec3 middle{(least[0] + most[0]) / 2, (least[1] + most[1]) / 2, (least[2] + most[2]) / 2};
    const double distance = sizeToShow(m_state) / 2 / std::tan(eye->GetViewAngle() / 360 * kPi) * 1.15;
    const double side = m_state.conventions().radiological ? 1 : -1; // from the front: the patient's right is left
    eye->SetFocalPoint(middle[0], middle[1], middle[2]);
    eye->SetPosition(middle[0], middle[1] + side * distance, middle[2]);
    eye->SetViewUp(0, 0, 1);
    redraw();
    emit eyeMoved();
}

void VolumeView::turn(double right, double up) {
    vtkCamera* eye = camera();
    eye->Azimuth(-right);
    eye->Elevation(-up);
    eye->OrthogonalizeViewUp();
    redraw();
    emit eyeMoved();
}

VolumeView::Eye VolumeView::eye() const {
    Eye out;
    camera()->GetPosition(out.position.data());
    camera()->GetFocalPoint(out.focus.data());
    camera()->GetViewUp(out.up.data());
    return out;
}

void VolumeView::setEye(const Eye& eye) {
    Vec3 towards{}, across{};
    vtkMath::Subtract(eye.focus.data(), eye.position.data(), towards.data());
    vtkMath::Cross(towards.data(), eye.up.data(), across.data());
    if (vtkMath::Norm(across.data()) < 1e-6 * vtkMath::Norm(towards.data()) || vtkMath::Norm(towards.data()) == 0) {
        return;
    }
    camera()->SetFocalPoint(eye.focus.data());
    camera()->SetPosition(eye.position.data());
    camera()->SetViewUp(eye.up.data());
    redraw();
    emit eyeMoved();
}

void VolumeView::dolly(double factor) {
    const double size = sizeToShow(m_state), distance = camera()->GetDistance();
    camera()->Dolly(distance / std::clamp(distance / factor, kNearest * size, kFarthest * size));
    redraw();
    emit eyeMoved();
}

void VolumeView::pan(const QPointF& by) {
    vtkCamera* eye = camera();
    const double mmPerPoint =
        2 * eye->GetDistance() * std::tan(eye->GetViewAngle() / 360 * kPi) / std::min(width(), height());
    const auto [towards, right, up] = screenAxesOf(*eye);
    Vec3 focus{}, position{};
    eye->GetFocalPoint(focus.data());
    eye->GetPosition(position.data());
    for (int axis = 0; axis < 3; ++axis) {
        const double moved = (by.y() * up[axis] - by.x() * right[axis]) * mmPerPoint;
        focus[axis] += moved;
        position[axis] += moved;
    }
    eye->SetFocalPoint(focus.data());
    eye->SetPosition(position.data());
    redraw();
    emit eyeMoved();
}

QPointF VolumeView::pointOf(const Vec3& mm) const {
    return pointOf(mm, *camera());
}

QPointF VolumeView::pointOf(const Vec3& mm, vtkCamera& camera) const {
    vtkMatrix4x4* matrix = camera.GetCompositeProjectionTransformMatrix(static_cast<double>(width()) / height(), -1, 1);
    const std::array<double, 4> in{mm[0], mm[1], mm[2], 1};
    std::array<double, 4> out{};
    matrix->MultiplyPoint(in.data(), out.data());
    return {(out[0] / out[3] + 1) / 2 * width(), (1 - out[1] / out[3]) / 2 * height()};
}

std::optional<VolumeView::Hit> VolumeView::regionAt(const QPointF& point) const {
    if (!m_state.labels()) {
        return std::nullopt;
    }
    const auto matrix = vtkSmartPointer<vtkMatrix4x4>::New();
    vtkMatrix4x4::Invert(
        camera()->GetCompositeProjectionTransformMatrix(static_cast<double>(width()) / height(), -1, 1), matrix);
    const std::array<double, 4> in{2 * point.x() / width() - 1, 1 - 2 * point.y() / height(), 1, 1};
    std::array<double, 4> out{};
    matrix->MultiplyPoint(in.data(), out.data());
    // From the eye in steps of half the smallest voxel side, within the ball around the grid. Not from the near plane:
    // that is where the last painting had it.
    const Geometry& grid = m_state.image()->geometry;
    const auto [least, most] = worldBox(grid, {0, 0, 0}, {grid.size[0] - 1, grid.size[1] - 1, grid.size[2] - 1});
    Vec3 eye{}, along{};
    camera()->GetPosition(eye.data());
    for (int axis = 0; axis < 3; ++axis) {
        along[axis] = out[axis] / out[3] - eye[axis];
    }
    const double length = std::hypot(along[0], along[1], along[2]);
    double middle = 0;
    for (int axis = 0; axis < 3; ++axis) {
        along[axis] /= length;
        middle += ((least[axis] + most[axis]) / 2 - eye[axis]) * along[axis];
    }
    const double radius = std::hypot(most[0] - least[0], most[1] - least[1], most[2] - least[2]) / 2;
    const Affine voxelFromWorld = grid.worldFromVoxel.inverse();
    const Vec3 spacing = grid.spacing();
    const double step = std::min({spacing[0], spacing[1], spacing[2]}) / 2;
    const double first = std::max(0.0, middle - radius);
    const int steps = static_cast<int>(std::ceil(std::max(0.0, middle + radius - first) / step));
    for (int i = 0; i < steps; ++i) {
        const double gone = first + i * step;
        const Vec3 mm{eye[0] + gone * along[0], eye[1] + gone * along[1], eye[2] + gone * along[2]};
        if (const auto voxel = voxelHolding(grid.size, voxelFromWorld.apply(mm))) {
            const std::uint16_t here = m_state.labels()->classes[grid.index((*voxel)[0], (*voxel)[1], (*voxel)[2])];
            if (here != 0 && m_state.shownClasses()[here]) {
                return Hit{m_state.labels()->table.regions()[here - 1U].number, mm};
            }
        }
    }
    return std::nullopt;
}

void VolumeView::paintOver(QPainter& painter) {
    if (!m_state.image()) {
        return;
    }
    QString text = tr("3D");
    if (m_mode == Mode::Surfaces && (!m_state.labels() || isProvisional(m_state))) {
        text = tr("3D: when the result is there");
    } else if (m_mode == Mode::Surfaces && m_surfaces.ready() < m_surfaces.wanted()) {
        text = tr("3D: surfaces %1 of %2").arg(m_surfaces.ready()).arg(m_surfaces.wanted());
    }
    if (m_isBusy) {
        text = tr("3D: drawing the volume");
    }
    QRectF line = rect(); // the second one stands below the letter at the top
    for (const QString& part : text.split(QStringLiteral(": "))) {
        paintText(painter, line, Qt::AlignLeft | Qt::AlignTop, part);
        line.translate(0, kLine);
    }
    if (m_state.annotations().patient) {
        paintPatient(painter, rect(), m_state.image()->patient);
    }
    if (m_state.annotations().crosshair && depthOf(m_state.cursor(), *shownCamera()) > 0) {
        const QPointF at = pointOf(m_state.cursor(), *shownCamera());
        painter.setPen(QPen(crosshairColour(), 1));
        painter.drawLine(at - QPointF(9, 0), at + QPointF(9, 0));
        painter.drawLine(at - QPointF(0, 9), at + QPointF(0, 9));
    }
    paintLetters(painter);
}

/// At the view's edges, where each world axis points to: directions don't depend on zoom and place. Of letters that
/// would run into each other, the one whose axis points more into the depth stands further inside.
void VolumeView::paintLetters(QPainter& painter) const {
    const ScreenAxes screen = screenAxesOf(*shownCamera());
    std::array<int, 3> axes{0, 1, 2};
    std::ranges::sort(axes, {}, [&](int axis) { return std::abs(screen.towards[axis]); });
    const bool isSure = m_state.areSidesSure();
    const QPointF middle(width() / 2.0, height() / 2.0);
    std::vector<QPointF> taken;
    for (const int axis : axes) {
        if (std::abs(screen.towards[axis]) > 0.95) {
            continue; // both ends lie in the middle of the anatomy
        }
        const double length = std::hypot(screen.right[axis], screen.up[axis]);
        for (const int end : {-1, 1}) {
            const QPointF along = QPointF(screen.right[axis], -screen.up[axis]) * (end / length);
            double reach = std::min((middle.x() - kLetterInset) / std::max(std::abs(along.x()), 1e-9),
                                    (middle.y() - kLetterInset) / std::max(std::abs(along.y()), 1e-9));
            const auto isNear = [&](const QPointF& other) {
                return QLineF(middle + reach * along, other).length() < kLetterRoom;
            };
            while (reach > 0 && std::ranges::any_of(taken, isNear)) {
                --reach;
            }
            if (reach > 0) {
                taken.push_back(middle + reach * along);
                const QRectF area(taken.back().toPoint() - QPoint(24, 24), QSize(48, 48));
                paintLetter(painter, area, Qt::AlignCenter, directionLetter(axis, end > 0), isSure);
            }
        }
    }
}

bool VolumeView::carriesOut(const QKeyEvent& key, bool isTried) {
    if (!m_state.image() || (key.modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier)) != Qt::NoModifier) {
        return false;
    }
    std::function<void()> run;
    switch (key.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        run = [&] { turn(key.key() == Qt::Key_Right ? kKeyTurn : -kKeyTurn, 0); };
        break;
    case Qt::Key_Up:
    case Qt::Key_Down:
        run = [&] { turn(0, key.key() == Qt::Key_Up ? kKeyTurn : -kKeyTurn); };
        break;
    case Qt::Key_Plus:
    case Qt::Key_Minus:
        run = [&] { dolly(key.key() == Qt::Key_Plus ? kKeyZoom : 1 / kKeyZoom); };
        break;
    default:
        return false;
    }
    if (!isTried) {
        run();
    }
    return true;
}

bool VolumeView::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && carriesOut(*static_cast<QKeyEvent*>(event), true)) {
        event->accept(); // these keys move the cursor in slices
        return true;
    }
    return PictureView::event(event);
}

void VolumeView::keyPressEvent(QKeyEvent* event) {
    if (!carriesOut(*event, false)) {
        PictureView::keyPressEvent(event);
    }
}

void VolumeView::mousePressEvent(QMouseEvent* event) {
    m_pressedAt = m_dragFrom = event->position();
    m_dragged = false;
}

void VolumeView::mouseMoveEvent(QMouseEvent* event) {
    const QPointF by = event->position() - m_dragFrom;
    m_dragged = m_dragged || (event->position() - m_pressedAt).manhattanLength() > kClickSlack;
    if (!m_dragged || !m_state.image()) {
        return;
    }
    if (event->buttons().testFlag(Qt::LeftButton)) {
        turn(by.x() * 0.5, -by.y() * 0.5);
    } else if (event->buttons().testFlag(Qt::RightButton)) {
        dolly(std::pow(1.01, -by.y()));
    } else if (event->buttons().testFlag(Qt::MiddleButton)) {
        pan(by);
    }
    m_dragFrom = event->position();
}

void VolumeView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || m_dragged) {
        return;
    }
    if (const auto hit = regionAt(event->position())) {
        m_state.setSelectedRegion(hit->number);
        m_state.setCursor(hit->mm);
        emit clicked();
    }
}

void VolumeView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        emit enlargeAsked();
    }
}

void VolumeView::wheelEvent(QWheelEvent* event) {
    if (m_state.image()) {
        dolly(std::pow(1.1, event->angleDelta().y() / 120.0));
    }
    event->accept();
}

} // namespace tessera::ui
