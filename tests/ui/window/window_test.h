#pragma once

#include "tests/support/cli_process.h"
#include "tests/ui/named_widget.h"
#include "tests/ui/viewer/render_test.h"

#include <QAbstractButton>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMimeData>
#include <QTemporaryDir>
#include <QUrl>

#include <filesystem>
#include <vector>

/// What tests of the whole window share.
namespace tessera::test {

/// A home of the test's own: no file of the user who runs it is read or written, by child processes neither.
class PrivateHome {
  public:
    PrivateHome() {
        namespace fs = std::filesystem;
        const std::pair<const char*, const char*> folders[] = {{"HOME", "home"},
                                                               {"XDG_CONFIG_HOME", "config"},
                                                               {"XDG_DATA_HOME", "data"},
                                                               {"XDG_STATE_HOME", "state"},
                                                               {"XDG_CACHE_HOME", "cache"},
                                                               {"XDG_RUNTIME_DIR", "run"}};
        for (const auto& [variable, name] : folders) {
            fs::create_directories(root() / name);
            qputenv(variable, (root() / name).c_str());
        }
        fs::permissions(root() / "run", fs::perms::owner_all);
    }
    [[nodiscard]] std::filesystem::path root() const { return m_folder.path().toStdString(); }

  private:
    QTemporaryDir m_folder{QDir::tempPath() + "/tessera-XXXXXX"}; // short: a socket's path has 107 characters
};

/// The main function of a test of the window: the program's names, OpenGL and settings, in a private home.
template <typename Test>
int runWindowTest(int argc, char** argv) {
    const PrivateHome home;
    QSurfaceFormat::setDefaultFormat(ui::GlHost::format());
    QApplication::setAttribute(Qt::AA_ShareOpenGLContexts);
    const QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("tessera"));
    QApplication::setOrganizationName(QStringLiteral("tessera"));
    Test test(home.root());
    return QTest::qExec(&test, argc, argv);
}

/// Shows the window, in front. @return false if it doesn't appear
[[nodiscard]] inline bool showInFront(QWidget& window) {
    window.show();
    const bool isThere = QTest::qWaitForWindowExposed(&window);
    QApplication::setActiveWindow(&window); // there is no window manager that would
    return isThere;
}

/// Presses a button of a dialog, if there is one that has it.
inline void pressButton(QWidget& window, const QString& text) {
    for (QAbstractButton* const button : window.findChildren<QAbstractButton*>()) {
        if (button->text() == text && button->isVisible()) {
            QTest::mouseClick(button, Qt::LeftButton);
            return;
        }
    }
}

/// Drags these over a widget and lets them fall. @return whether anybody took them
inline bool drop(QWidget& onto, const QList<QUrl>& urls) {
    QMimeData data;
    data.setUrls(urls);
    const QPoint middle = onto.rect().center();
    QDragEnterEvent enter(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&onto, &enter);
    QDropEvent fall(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&onto, &fall);
    return enter.isAccepted() && fall.isAccepted();
}

inline bool drop(QWidget& onto, const std::vector<std::filesystem::path>& files) {
    QList<QUrl> urls;
    for (const std::filesystem::path& file : files) {
        urls << QUrl::fromLocalFile(toQString(file));
    }
    return drop(onto, urls);
}

} // namespace tessera::test
