#include "ui/window/capture.h"

#include "core/base/error.h"
#include "ui/base/paths.h"
#include "ui/window/main_window.h"

#include <QEventLoop>
#include <QImage>
#include <QPixmap>
#include <QTemporaryDir>
#include <QTimer>

#include <map>
#include <stdexcept>

namespace tessera::ui {
namespace {

using Arrangement = ViewGrid::Arrangement;

constexpr int kPatience = 60'000; ///< ms for surfaces

const std::map<QString, Arrangement>& arrangements() {
    static const std::map<QString, Arrangement> kNames{
        {"grid", Arrangement::Grid},         {"axial", Arrangement::Axial}, {"coronal", Arrangement::Coronal},
        {"sagittal", Arrangement::Sagittal}, {"3d", Arrangement::Volume},   {"three", Arrangement::ThreeAndVolume}};
    return kNames;
}

/// Lets the event loop run until all surfaces that the 3D view wants are there.
void waitForSurfaces(ViewGrid& views) {
    const auto areThere = [&] {
        return !views.volume().isVisible() || views.volume().surfaces().ready() == views.volume().surfaces().wanted();
    };
    QEventLoop loop;
    QTimer::singleShot(kPatience, &loop, &QEventLoop::quit);
    QTimer poll;
    QObject::connect(&poll, &QTimer::timeout, &loop, [&] {
        if (areThere()) {
            loop.quit();
        }
    });
    poll.start(50);
    loop.exec();
    if (!areThere()) {
        throw std::runtime_error("the regions' surfaces took longer than a minute: there is no complete picture");
    }
}

void setUp(ViewerState& state, const CaptureRequest& request) {
    state.setConventions({.radiological = !request.neurological, .noseLeft = true});
    OverlayLook look = state.overlay();
    look.style = request.outlines ? OverlayStyle::Outline : OverlayStyle::Filled;
    look.agreement = request.agreement;
    state.setOverlay(look);
    if (request.at) {
        state.setCursor(*request.at);
    }
}

QImage pictureOfViews(const CaptureRequest& request) {
    ViewerState state;
    ViewGrid views(state);
    views.setAttribute(Qt::WA_DontShowOnScreen);
    views.resize(request.size);
    views.arrange(arrangements().at(request.view));
    views.show();
    state.setImage(readCaseImage(request.files.image));
    if (!request.files.labels.empty()) {
        state.setLabels(readCaseLabels(request.files.labels, *state.image()));
    }
    setUp(state, request);
    waitForSurfaces(views);
    return views.capture();
}

QImage pictureOfWindow(const CaptureRequest& request, const std::filesystem::path& queueFolder) {
    const QTemporaryDir nobodysQueue; // a picture is no reason to go on with the user's jobs
    EngineSettings engine;
    engine.queueFolder = queueFolder.empty() ? pathOf(nobodysQueue.path()) / "queue" : queueFolder;
    MainWindow window(engine);
    window.resize(request.size);
    window.show();
    CasePage& page = window.page();
    QEventLoop loop;
    QString failure;
    QObject::connect(&page.loader(), &CaseLoader::finished, &loop, &QEventLoop::quit);
    QObject::connect(&page.loader(), &CaseLoader::failed, &loop, [&](const QString& problem) { failure = problem; });
    window.openCase(request.files);
    loop.exec();
    if (!failure.isEmpty()) {
        throw std::runtime_error(failure.toStdString());
    }
    setUp(page.state(), request);
    waitForSurfaces(page.views());
    const Annotations before = page.state().annotations();
    page.state().setAnnotations({.crosshair = before.crosshair, .patient = false});
    (void)page.views().capture(); // so that no picture of a view is still to come
    return window.grab().toImage();
}

} // namespace

QStringList captureViews() {
    QStringList out{"window"};
    for (const auto& [name, arrangement] : arrangements()) {
        out << name;
    }
    return out;
}

void capture(const CaptureRequest& request, const std::filesystem::path& queueFolder) {
    const QImage picture = request.view == "window" ? pictureOfWindow(request, queueFolder) : pictureOfViews(request);
    if (!picture.save(request.file)) {
        throw Error(ErrorCode::WriteFailed,
                    {pathOf(request.file).string(), "is its folder there, and its name a picture's?"});
    }
}

} // namespace tessera::ui
