#include "tests/ui/window/window_test.h"
#include "ui/window/main_window.h"

#include <QAction>
#include <QCheckBox>
#include <QMessageBox>

#include <memory>

using namespace tessera;
using namespace tessera::ui;
namespace fs = std::filesystem;

/// The window is closed while an engine computes. The engine is a fake whose jobs never end.
class TestClosing : public QObject {
    Q_OBJECT

  public:
    explicit TestClosing(fs::path root) : m_root(std::move(root)) {}

  private:
    const fs::path m_root;
    std::unique_ptr<MainWindow> m_window;

    QMessageBox* question() const { return m_window->findChild<QMessageBox*>(); }
    void answer(const QString& button, bool remember = false) const;
    void quit() const;

  private slots:
    void init();
    void aWindowWithoutJobsJustCloses();
    void oneQuestionWhileJobsAreAtWork();
    void aHeldQueueHasNothingToLose();
    void rememberedForGood();
};

void TestClosing::init() {
    m_window.reset();
    Settings().save();
    const fs::path folder = m_root / QTest::currentTestFunction();
    fs::create_directories(folder);
    const bool isIdle = qstrcmp(QTest::currentTestFunction(), "aWindowWithoutJobsJustCloses") == 0;
    m_window = std::make_unique<MainWindow>(
        EngineSettings{.program = FAKE_ENGINE, .options = {isIdle ? "plain" : "busy", test::toQString(folder)}});
    QVERIFY(test::showInFront(*m_window));
    QTRY_COMPARE_WITH_TIMEOUT(m_window->engine().state(), EngineState::Ready, 10'000);
    QTRY_COMPARE(m_window->queue().rowCount(), isIdle ? 0 : 3);
}

void TestClosing::answer(const QString& button, bool remember) const {
    QVERIFY(question() != nullptr && question()->isVisible());
    question()->checkBox()->setChecked(remember);
    for (QAbstractButton* const each : question()->buttons()) {
        if (each->text() == button) {
            QTest::mouseClick(each, Qt::LeftButton);
            break;
        }
    }
    QTRY_VERIFY(question() == nullptr);
}

void TestClosing::quit() const {
    for (QAction* const action : m_window->findChildren<QAction*>()) {
        if (action->text() == "Quit") {
            action->trigger();
        }
    }
}

void TestClosing::aWindowWithoutJobsJustCloses() {
    QVERIFY(m_window->close());
    QVERIFY(question() == nullptr);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->engine().state(), EngineState::Stopped, 10'000);
}

void TestClosing::oneQuestionWhileJobsAreAtWork() {
    QVERIFY(!m_window->close());
    QVERIFY(question()->text().contains("2")); // one at work, one waiting; not the one that is done
    QVERIFY(!m_window->close());
    QCOMPARE(m_window->findChildren<QMessageBox*>().size(), 1);
    answer("Cancel");
    QVERIFY(m_window->isVisible() && !m_window->isMinimized());
    QCOMPARE(m_window->engine().state(), EngineState::Ready);
    QVERIFY(!m_window->close());
    answer("Keep running, minimised");
    QVERIFY(m_window->isMinimized());
    QCOMPARE(m_window->engine().state(), EngineState::Ready);
    m_window->showNormal();
    QVERIFY(!m_window->close()); // asked again: nothing was said about the next time
    answer("Stop and close");
    QVERIFY(!m_window->isVisible());
    QTRY_COMPARE_WITH_TIMEOUT(m_window->engine().state(), EngineState::Stopped, 10'000);
}

/// Nothing is computed but what is at work.
void TestClosing::aHeldQueueHasNothingToLose() {
    m_window->engine().hold(true);
    QVERIFY(!m_window->close());
    QVERIFY(question()->text().contains("1"));
    answer("Cancel");
    emit m_window->engine().jobsRemoved({1});
    QVERIFY(m_window->close());
}

void TestClosing::rememberedForGood() {
    QVERIFY(!m_window->close());
    answer("Keep running, minimised", true);
    QVERIFY(Settings::load().whenClosed == WhenClosed::KeepRunning);
    m_window->showNormal();
    QVERIFY(!m_window->close());
    QVERIFY(question() == nullptr && m_window->isMinimized());
    m_window->showNormal();
    quit(); // who quits is asked: there is no other way out
    answer("Stop and close", true);
    QVERIFY(!m_window->isVisible());
    QVERIFY(Settings::load().whenClosed == WhenClosed::Stop);
    init();
    Settings settings;
    settings.whenClosed = WhenClosed::Stop;
    settings.save();
    m_window = std::make_unique<MainWindow>(
        EngineSettings{.program = FAKE_ENGINE, .options = {"busy", test::toQString(m_root / "rememberedForGood")}});
    QTRY_COMPARE_WITH_TIMEOUT(m_window->queue().rowCount(), 3, 10'000);
    QVERIFY(m_window->close());
}

int main(int argc, char** argv) {
    return test::runWindowTest<TestClosing>(argc, argv);
}
#include "tst_closing.moc"
