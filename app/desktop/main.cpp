#include "app/desktop/arguments.h"
#include "core/base/os/process.h"
#include "ui/viewer/gl_check.h"
#include "ui/viewer/gl_host.h"
#include "ui/window/application.h"
#include "ui/window/languages.h"
#include "ui/window/main_window.h"
#include "ui/window/single_instance.h"
#include "ui/window/viewer_bench.h"

#include <QApplication>
#include <QMessageBox>
#include <QProcess>

#include <algorithm>
#include <exception>
#include <iostream>

using namespace tessera;

namespace {

constexpr const char* kSoftware = "LIBGL_ALWAYS_SOFTWARE"; ///< Mesa's switch

/// Without usable OpenGL the program is started once more with Mesa's software renderer, else it says why it can't run.
/// @param inWindow there is a person to tell @return an exit code, or nothing to go on
std::optional<int> ensureOpenGl(bool inWindow) {
    const QString problem = ui::openGlProblem();
    if (problem.isEmpty()) {
        return std::nullopt;
    }
    if (!qEnvironmentVariableIsSet(kSoftware)) {
        std::cerr << "tessera: " << problem.toStdString() << " Starting again with software rendering.\n";
        qputenv(kSoftware, "1");
        return QProcess::execute(QApplication::applicationFilePath(), QApplication::arguments().mid(1));
    }
    const QString advice = QCoreApplication::translate(
        "Start", "%1 Software rendering doesn't work either: install Mesa's OpenGL driver (libgl1-mesa-dri).");
    std::cerr << "tessera: " << advice.arg(problem).toStdString() << '\n';
    if (inWindow) {
        QMessageBox::critical(nullptr, QApplication::applicationDisplayName(), advice.arg(problem));
    }
    return 1;
}

/// Before a scan and a label map, of which one may be empty, in what is handed to another window.
constexpr QLatin1String kOpen("--open");

QString absoluteText(const std::filesystem::path& path) {
    return path.empty() ? QString() : ui::textOf(std::filesystem::absolute(path));
}

int runWindow(const app::Arguments& arguments) {
    ui::SingleInstance instance;
    QStringList files;
    const ui::CaseFiles& open = arguments.capture.files;
    if (open != ui::CaseFiles{}) {
        files << kOpen << absoluteText(open.image) << absoluteText(open.labels);
    }
    for (const auto& path : arguments.paths) {
        files << absoluteText(path);
    }
    if (arguments.queueFolder.empty() && instance.handOver(files)) {
        return 0;
    }
    ui::EngineSettings engine;
    engine.queueFolder = arguments.queueFolder;
    ui::MainWindow window(engine);
    QObject::connect(&instance, &ui::SingleInstance::filesCame, &window, [&window](QStringList names) {
        if (names.size() >= 3 && names.front() == kOpen) {
            window.openCase({ui::pathOf(names[1]), ui::pathOf(names[2])});
            names.erase(names.begin(), names.begin() + 3);
        }
        std::vector<std::filesystem::path> paths;
        std::transform(names.begin(), names.end(), std::back_inserter(paths), ui::pathOf);
        window.take(paths);
        window.raise();
        window.activateWindow();
    });
    window.show();
    if (open != ui::CaseFiles{}) {
        window.openCase(open);
    }
    window.take(arguments.paths);
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv) {
    QSurfaceFormat::setDefaultFormat(ui::GlHost::format());
    QApplication::setAttribute(Qt::AA_ShareOpenGLContexts);
    ui::Application application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("tessera"));
    QApplication::setOrganizationName(QStringLiteral("tessera"));
    QApplication::setApplicationDisplayName(QStringLiteral("Tessera"));
    QApplication::setApplicationVersion(QStringLiteral(TESSERA_VERSION));
    ui::speak(ui::Settings::load().language);
    try {
        const app::Arguments arguments = app::parseArguments(QApplication::arguments());
        const bool inWindow = arguments.capture.file.isEmpty() && !arguments.benchViewer && !arguments.reportStart;
        if (const auto code = ensureOpenGl(inWindow)) {
            return *code;
        }
        if (!arguments.capture.file.isEmpty()) {
            ui::capture(arguments.capture, arguments.queueFolder);
            return 0;
        }
        if (arguments.benchViewer) {
            return ui::benchViewer(arguments.capture.files, application, std::cout);
        }
        return arguments.reportStart ? ui::reportStart(arguments.queueFolder) : runWindow(arguments);
    } catch (const std::exception& error) {
        std::cerr << "tessera: " << error.what() << '\n';
        return 1;
    }
}
