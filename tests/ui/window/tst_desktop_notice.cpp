#include "tests/ui/window/window_test.h"
#include "ui/window/batch_notice.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QProcess>

using namespace tessera;
using namespace tessera::ui;

/// The notification service of a desktop.
class FakeDesktop : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

  public:
    struct Message {
        uint replaces = 0;
        QString title, words;
    };
    QList<Message> messages;

  public slots:
    Q_SCRIPTABLE uint Notify(const QString& /*program*/, uint replaces, const QString& /*icon*/, const QString& title,
                             const QString& words, const QStringList& /*actions*/, const QVariantMap& /*hints*/,
                             int /*ms*/) {
        messages << Message{replaces, title, words};
        return 7;
    }

  signals:
    Q_SCRIPTABLE void ActionInvoked(uint id, const QString& action);
};

/// What a desktop is told when a batch has ended.
class TestDesktopNotice : public QObject {
    Q_OBJECT

  private:
    QWidget m_window, m_other;
    DesktopNotice m_notice{m_window};
    FakeDesktop m_desktop;
    static constexpr const char* kPath = "/org/freedesktop/Notifications";
    static QDBusConnection desktopBus() {
        return QDBusConnection::connectToBus(qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS"), "desktop");
    }

  private slots:
    void initTestCase();
    void withoutAServiceNothingHappens();
    void theServiceIsTold();
    void aClickBringsTheWindow();
    void whoLooksIsNotTold();
};

void TestDesktopNotice::initTestCase() {
    QVERIFY(desktopBus().isConnected());
    QVERIFY(test::showInFront(m_window));
    QVERIFY(test::showInFront(m_other));
    QTRY_VERIFY(!m_window.isActiveWindow());
}

void TestDesktopNotice::withoutAServiceNothingHappens() {
    m_notice.tell("1 done", true);
    QTest::qWait(300); // the bus says that there is none, and there is no tray either
}

void TestDesktopNotice::theServiceIsTold() {
    QDBusConnection bus = desktopBus();
    QVERIFY(bus.registerObject(kPath, &m_desktop, QDBusConnection::ExportScriptableContents));
    QVERIFY(bus.registerService("org.freedesktop.Notifications"));
    m_notice.tell("12 done, 1 failed", true);
    QTRY_COMPARE(m_desktop.messages.size(), 1);
    QCOMPARE(m_desktop.messages[0].title, QString("Tessera"));
    QCOMPARE(m_desktop.messages[0].words, QString("12 done, 1 failed"));
    QCOMPARE(m_desktop.messages[0].replaces, 0U);
    QTest::qWait(200); // the answer
    m_notice.tell("2 done", true);
    QTRY_COMPARE(m_desktop.messages.size(), 2);
    QCOMPARE(m_desktop.messages[1].replaces, 7U); // they don't pile up
    m_notice.tell("3 done", false);
    m_notice.tell(QString(), true);
    QTest::qWait(200);
    QCOMPARE(m_desktop.messages.size(), 2); // neither what isn't wanted nor what says nothing
}

void TestDesktopNotice::aClickBringsTheWindow() {
    emit m_desktop.ActionInvoked(6, "default"); // another program's
    QTest::qWait(200);
    QVERIFY(!m_window.isActiveWindow());
    emit m_desktop.ActionInvoked(7, "default");
    QTRY_VERIFY(m_window.isActiveWindow());
}

void TestDesktopNotice::whoLooksIsNotTold() {
    QVERIFY(m_window.isActiveWindow());
    const auto before = m_desktop.messages.size();
    m_notice.tell("4 done", true);
    QTest::qWait(200);
    QCOMPARE(m_desktop.messages.size(), before);
}

/// With a session's bus of its own.
int main(int argc, char** argv) {
    QProcess bus;
    bus.start("dbus-daemon", {"--session", "--nofork", "--nopidfile", "--print-address=1"});
    if (!bus.waitForStarted() || !bus.waitForReadyRead(10'000)) {
        qCritical("dbus-daemon doesn't start: packaging/setup installs it");
        return 1;
    }
    qputenv("DBUS_SESSION_BUS_ADDRESS", bus.readLine().trimmed());
    int failed = 0;
    {
        const QApplication application(argc, argv);
        TestDesktopNotice test;
        failed = QTest::qExec(&test, argc, argv);
    }
    bus.terminate();
    bus.waitForFinished(5'000);
    return failed;
}
#include "tst_desktop_notice.moc"
