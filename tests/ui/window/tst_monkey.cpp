// Two thousand events of a person who has lost all patience, always the same ones. .ci/sanitize runs it
// under the address sanitizer, with ASAN_OPTIONS=detect_leaks=0: OpenGL's drivers leak.
#include "core/image/image_io.h"
#include "tests/support/tiny_scan.h"
#include "tests/ui/window/window_test.h"
#include "ui/window/main_window.h"

#include <QAction>
#include <QDialog>
#include <QElapsedTimer>
#include <QMenu>
#include <QMenuBar>
#include <QStandardPaths>
#include <QWheelEvent>

#include <cstdio>
#include <memory>
#include <random>

using namespace tessera;
using namespace tessera::ui;
namespace fs = std::filesystem;

namespace {

constexpr int kEvents = 2000;
constexpr unsigned kSeed = 20'250'106;

QStringList& warnings() {
    static QStringList out;
    return out;
}

/// What Qt says when it is used wrongly; other messages go where they always go.
void keepWarnings(QtMsgType type, const QMessageLogContext& context, const QString& text) {
    static const QStringList kMisuse{"QObject", "QWidget", "QPainter", "QAction", "QLayout",   "QAbstractItem",
                                     "QTimer",  "QThread", "QMetaO",   "QUndo",   "QTreeView", "QSortFilter"};
    const bool isMisuse =
        type != QtDebugMsg && type != QtInfoMsg &&
        std::any_of(kMisuse.begin(), kMisuse.end(), [&](const QString& of) { return text.startsWith(of); });
    if (isMisuse) {
        warnings() << text;
    }
    fprintf(stderr, "%s\n", qPrintable(qFormatLogMessage(type, context, text)));
}

} // namespace

class TestMonkey : public QObject {
    Q_OBJECT

  public:
    explicit TestMonkey(fs::path root) : m_root(std::move(root)) {}

  private:
    const fs::path m_root;
    std::unique_ptr<MainWindow> m_window;
    std::mt19937 m_random{kSeed};

    int upTo(int most) { return static_cast<int>(m_random() % (static_cast<unsigned>(most) + 1U)); }
    template <class List>
    auto oneOf(const List& list) {
        return list[static_cast<qsizetype>(m_random() % static_cast<std::size_t>(list.size()))];
    }
    QWidget* anyWidget();
    QPoint anyPoint(const QWidget& widget) { return {upTo(widget.width()), upTo(widget.height())}; }
    void click();
    void drag();
    void wheel();
    void key();
    void act();
    void resize();
    static void closeDialogs();

  private slots:
    void initTestCase();
    void survives();
};

void TestMonkey::initTestCase() {
    QStandardPaths::setTestModeEnabled(true);
    fs::create_directories(m_root / "engine");
    const FloatVolume head = test::tinyScan();
    const fs::path scan = m_root / "a.nii", map = m_root / "a_dseg.nii.gz";
    test::tinyNifti(head).write(scan);
    std::vector<std::int32_t> labels(head.voxels.size());
    for (std::size_t i = 0; i < labels.size(); ++i) {
        labels[i] = head.voxels[i] > 60 ? (head.voxels[i] > 90 ? 44 : 47) : 0;
    }
    writeImage(map, head.geometry, compactLabels(labels), Intent::Label);
    m_window = std::make_unique<MainWindow>(
        EngineSettings{.program = FAKE_ENGINE, .options = {"plain", test::toQString(m_root / "engine")}});
    QVERIFY(test::showInFront(*m_window));
    m_window->openCase({scan, map});
    QTRY_VERIFY_WITH_TIMEOUT(m_window->page().state().labels() != nullptr, 20'000);
}

/// A visible one of the window or of its dialogs.
QWidget* TestMonkey::anyWidget() {
    QList<QWidget*> out;
    for (QWidget* const top : QApplication::topLevelWidgets()) {
        for (QWidget* const widget : top->findChildren<QWidget*>()) {
            if (widget->isVisible() && widget->width() > 0 && widget->height() > 0) {
                out << widget;
            }
        }
    }
    return out.isEmpty() ? m_window.get() : oneOf(out);
}

void TestMonkey::click() {
    QWidget* const widget = anyWidget();
    const Qt::MouseButton button = oneOf(QList{Qt::LeftButton, Qt::LeftButton, Qt::MiddleButton, Qt::RightButton});
    const QPoint at = anyPoint(*widget);
    upTo(4) == 0 ? QTest::mouseDClick(widget, button, {}, at) : QTest::mouseClick(widget, button, {}, at);
}

void TestMonkey::drag() {
    const QPointer<QWidget> widget = anyWidget();
    const Qt::MouseButton button = oneOf(QList{Qt::LeftButton, Qt::MiddleButton, Qt::RightButton});
    const Qt::KeyboardModifiers held =
        oneOf(QList<Qt::KeyboardModifiers>{Qt::NoModifier, Qt::ControlModifier, Qt::ShiftModifier});
    QTest::mousePress(widget, button, held, anyPoint(*widget));
    for (int i = 0; i < 5 && widget; ++i) {
        const QPoint at = anyPoint(*widget);
        QMouseEvent move(QEvent::MouseMove, at, widget->mapToGlobal(at), Qt::NoButton, button, held);
        QApplication::sendEvent(widget, &move);
    }
    if (widget) {
        QTest::mouseRelease(widget, button, held, anyPoint(*widget));
    }
}

void TestMonkey::wheel() {
    QWidget* const widget = anyWidget();
    const QPoint at = anyPoint(*widget);
    const Qt::KeyboardModifiers held = upTo(2) == 0 ? Qt::ControlModifier : Qt::NoModifier;
    QWheelEvent event(at, widget->mapToGlobal(at), {}, {0, 40 * (upTo(12) - 6)}, Qt::NoButton, held, Qt::NoScrollPhase,
                      false);
    QApplication::sendEvent(widget, &event);
}

void TestMonkey::key() {
    QWidget* const widget =
        upTo(1) == 0 || QApplication::focusWidget() == nullptr ? anyWidget() : QApplication::focusWidget();
    const Qt::Key key = oneOf(QList{
        Qt::Key_A,     Qt::Key_C,      Qt::Key_D,     Qt::Key_H,      Qt::Key_I,        Qt::Key_K,     Qt::Key_N,
        Qt::Key_O,     Qt::Key_P,      Qt::Key_R,     Qt::Key_S,      Qt::Key_W,        Qt::Key_X,     Qt::Key_Z,
        Qt::Key_0,     Qt::Key_1,      Qt::Key_2,     Qt::Key_3,      Qt::Key_4,        Qt::Key_5,     Qt::Key_Left,
        Qt::Key_Right, Qt::Key_Up,     Qt::Key_Down,  Qt::Key_PageUp, Qt::Key_PageDown, Qt::Key_Home,  Qt::Key_End,
        Qt::Key_Tab,   Qt::Key_Return, Qt::Key_Space, Qt::Key_Escape, Qt::Key_F1,       Qt::Key_Delete});
    QTest::keyClick(widget, key,
                    oneOf(QList<Qt::KeyboardModifiers>{Qt::NoModifier, Qt::NoModifier, Qt::ShiftModifier}));
    if (key == Qt::Key_Z) {
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
    }
}

/// Something of the menus, except what waits for a person or ends the program.
void TestMonkey::act() {
    static const QStringList kLeftOut{
        "Quit",       "Open files...",       "Open folder...",        "Save picture of the views...", "Full screen",
        "Close case", "Try the sample case", "Scan as a volume in 3D"}; // the last takes seconds in software OpenGL
    QList<QAction*> out;
    for (QAction* const action : m_window->findChildren<QAction*>()) {
        const bool isTop = action->menu() != nullptr;
        if (action->isEnabled() && !isTop && !action->isSeparator() && !kLeftOut.contains(action->text())) {
            out << action;
        }
    }
    oneOf(out)->trigger();
}

void TestMonkey::resize() {
    m_window->resize(400 + upTo(600), 300 + upTo(400));
}

/// Also menus that have come up, which would keep all other events to themselves.
void TestMonkey::closeDialogs() {
    while (QWidget* const popup = QApplication::activePopupWidget()) {
        popup->close();
    }
    for (QWidget* const top : QApplication::topLevelWidgets()) {
        if (auto* dialog = qobject_cast<QDialog*>(top); dialog != nullptr && dialog->isVisible()) {
            QTest::keyClick(dialog, Qt::Key_Escape);
        }
    }
}

void TestMonkey::survives() {
    const QtMessageHandler before = qInstallMessageHandler(keepWarnings);
    qint64 longest = 0;
    QTimer closer; // of menus and dialogs that run a loop of their own
    connect(&closer, &QTimer::timeout, &TestMonkey::closeDialogs);
    closer.start(20);
    for (int i = 0; i < kEvents; ++i) {
        QElapsedTimer clock;
        clock.start();
        switch (upTo(9)) {
        case 0:
        case 1:
        case 2:
            click();
            break;
        case 3:
        case 4:
            drag();
            break;
        case 5:
            wheel();
            break;
        case 6:
            act();
            break;
        case 7:
            i % 10 == 0 ? resize() : key();
            break;
        default:
            key();
        }
        QCoreApplication::processEvents();
        if (i % 5 == 0) {
            closeDialogs();
        }
        longest = std::max(longest, clock.elapsed());
    }
    closer.stop();
    closeDialogs();
    qInstallMessageHandler(before);
    QVERIFY2(warnings().isEmpty(), qPrintable(warnings().join('\n')));
    QVERIFY2(longest < 5000, qPrintable(QString("an event took %1 ms").arg(longest)));
    QVERIFY(m_window->isVisible());
    bool came = false; // the event loop still turns
    QTimer::singleShot(0, m_window.get(), [&came] { came = true; });
    QTRY_VERIFY_WITH_TIMEOUT(came, 1000);
    QVERIFY(!m_window->page().views().capture().isNull());
}

int main(int argc, char** argv) {
    return test::runWindowTest<TestMonkey>(argc, argv);
}
#include "tst_monkey.moc"
