#include "core/image/image_io.h"
#include "tests/support/tiny_scan.h"
#include "tests/ui/window/window_test.h"

#include <QProcess>
#include <QSettings>

#include <sys/stat.h>

#include <memory>

using namespace tessera;
namespace fs = std::filesystem;

/// The program itself, as it is started from a desktop or a shell.
class TestDesktop : public QObject {
    Q_OBJECT

  public:
    explicit TestDesktop(fs::path root) : m_root(std::move(root)) {}

  private:
    const fs::path m_root;

    QString file(const char* name) const { return test::toQString(m_root / name); }
    /// Runs it to its end.
    test::CliResult run(const QStringList& arguments) const {
        return test::Cli(TESSERA_DESKTOP_PROGRAM).run(arguments);
    }
    fs::path socketFile() const {
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(m_root / "run")) {
            if (entry.is_socket()) {
                return entry.path();
            }
        }
        return {};
    }
    /// Files that windows were given: the settings' list of recent ones.
    QStringList recentFiles() const {
        return QSettings(file("config/tessera/tessera.conf"), QSettings::IniFormat).value("recentFiles").toStringList();
    }

  private slots:
    void initTestCase();
    void saysItsVersion();
    void wrongArguments_data();
    void wrongArguments();
    void pictures_data();
    void pictures();
    void missingOpenGlIsToldInABox();
    void secondStartHandsItsFilesOver();
};

void TestDesktop::initTestCase() {
    const FloatVolume head = test::tinyScan();
    test::tinyNifti(head).write(m_root / "scan.nii");
    test::tinyNifti(head).write(m_root / "further scan.nii");
    std::vector<std::int32_t> map(head.voxels.size());
    for (std::size_t i = 0; i < map.size(); ++i) {
        map[i] = head.voxels[i] > 60 ? 47 : 0;
    }
    writeImage(m_root / "map_dseg.nii.gz", head.geometry, compactLabels(map), Intent::Label);
}

void TestDesktop::saysItsVersion() {
    const test::CliResult result = run({"--version"});
    QVERIFY2(result.code == 0 && result.out == std::string("tessera ") + TESSERA_VERSION + "\n", result.text().c_str());
}

void TestDesktop::wrongArguments_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("word"); // of the sentence
    const QString scan = file("scan.nii"), picture = file("never.png");
    QTest::newRow("unknown option") << QStringList{"--abacus"} << "abacus";
    QTest::newRow("picture of nothing") << QStringList{"--capture", picture} << "--open";
    QTest::newRow("bench of nothing") << QStringList{"--bench-viewer"} << "--open";
    QTest::newRow("view") << QStringList{"--capture", picture, "--open", scan, "--view", "oblique"} << "--view";
    QTest::newRow("place") << QStringList{"--capture", picture, "--open", scan, "--at", "1,2"} << "--at";
    QTest::newRow("place of words") << QStringList{"--capture", picture, "--open", scan, "--at", "a,b,c"} << "--at";
    QTest::newRow("size") << QStringList{"--capture", picture, "--open", scan, "--size", "12"} << "--size";
    QTest::newRow("size of nothing") << QStringList{"--capture", picture, "--open", scan, "--size", "0x0"} << "--size";
    QTest::newRow("missing scan") << QStringList{"--capture", picture, "--open", file("gone.nii")} << "gone.nii";
    QTest::newRow("missing folder") << QStringList{"--capture", file("gone/a.png"), "--open", scan} << "gone/a.png";
    QTest::newRow("no kind of picture") << QStringList{"--capture", file("a.words"), "--open", scan} << "a.words";
}

void TestDesktop::wrongArguments() {
    QFETCH(QStringList, arguments);
    QFETCH(QString, word);
    const test::CliResult result = run(arguments);
    QVERIFY2(result.code == 1, result.text().c_str());
    QVERIFY2(result.errLines().size() == 1 && result.errLines()[0].contains(word), result.text().c_str());
    QVERIFY2(result.out.empty(), result.text().c_str());
    QVERIFY(!fs::exists(m_root / "never.png"));
}

void TestDesktop::pictures_data() {
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<bool>("isColoured");
    const QStringList map{"--segmentation", file("map_dseg.nii.gz")};
    QTest::newRow("grid") << map + QStringList{"--view", "grid"} << true;
    QTest::newRow("axial") << map + QStringList{"--view", "axial", "--at", "0,-18,18"} << true;
    QTest::newRow("outlines") << map + QStringList{"--view", "coronal", "--outlines", "--neurological"} << true;
    QTest::newRow("three planes beside 3D") << map + QStringList{"--view", "three"} << true;
    QTest::newRow("scan alone") << QStringList{"--view", "sagittal"} << false;
    QTest::newRow("window") << map + QStringList{"--view", "window", "--queue", file("queue")} << true;
}

void TestDesktop::pictures() {
    QFETCH(QStringList, options);
    QFETCH(bool, isColoured);
    const fs::path target = m_root / (std::string("picture ") + QTest::currentDataTag() + ".png");
    const bool isWindow = options.contains("window");
    const QSize size = isWindow ? QSize(1100, 750) : QSize(600, 400);
    const test::CliResult result = run(QStringList{"--capture", test::toQString(target), "--open", file("scan.nii"),
                                                   "--size", QString("%1x%2").arg(size.width()).arg(size.height())} +
                                       options);
    QVERIFY2(result.code == 0, result.text().c_str());
    const QImage picture(test::toQString(target));
    QVERIFY(!picture.isNull());
    TESSERA_VERIFY_PICTURE(picture.size() == size, "another size", picture);
    int light = 0, coloured = 0;
    const QRect middle(size.width() / 4, size.height() / 8, size.width() / 2, size.height() / 2);
    for (int y = middle.top(); y < middle.bottom(); ++y) {
        for (int x = middle.left(); x < middle.right(); ++x) {
            const QColor colour = picture.pixelColor(x, y);
            light += colour.lightness() > 40 ? 1 : 0;
            coloured += colour.lightness() > 20 && colour.hsvSaturation() > 60 ? 1 : 0;
        }
    }
    int coloured3d = 0; // of the only region, in the 3D view of the window
    for (int y = size.height() / 2 + 40; isWindow && y < size.height() - 80; ++y) {
        for (int x = size.width() / 2 + 20; x < size.width() / 2 + 120; ++x) {
            coloured3d += picture.pixelColor(x, y).hsvSaturation() > 60 ? 1 : 0;
        }
    }
    TESSERA_VERIFY_PICTURE(coloured3d > 500 || !isWindow, QString("%1 coloured in 3D").arg(coloured3d), picture);
    const int pixels = middle.width() * middle.height();
    TESSERA_VERIFY_PICTURE(light > pixels / 20, "dark", picture);
    TESSERA_VERIFY_PICTURE((coloured > pixels / 100) == isColoured, QString("%1 coloured").arg(coloured), picture);
    QVERIFY(socketFile().empty()); // it is no window that others hand files to
}

/// Started from an icon there is no terminal to read.
void TestDesktop::missingOpenGlIsToldInABox() {
    const auto start = [this](QProcess& program, const QStringList& arguments) {
        QProcessEnvironment with = QProcessEnvironment::systemEnvironment();
        with.insert("LIBGL_ALWAYS_SOFTWARE", "1");
        with.insert("MESA_GL_VERSION_OVERRIDE", "2.1");
        program.setProcessEnvironment(with);
        program.start(TESSERA_DESKTOP_PROGRAM, arguments);
        return program.waitForStarted();
    };
    QProcess window;
    QVERIFY(start(window, {"--queue", file("queue")}));
    QByteArray told;
    QTRY_VERIFY_WITH_TIMEOUT((told += window.readAllStandardError()).contains("install Mesa"), 20'000);
    QVERIFY2(!window.waitForFinished(1500), told.constData()); // the box waits for a person
    window.kill();
    QVERIFY(window.waitForFinished());
    QProcess capture; // nobody looks at its screen
    QVERIFY(start(capture, {"--capture", file("never.png"), "--open", file("scan.nii")}));
    QVERIFY(capture.waitForFinished(20'000));
    QCOMPARE(capture.exitCode(), 1);
}

void TestDesktop::secondStartHandsItsFilesOver() {
    QProcess first;
    first.setProcessChannelMode(QProcess::ForwardedChannels);
    first.setWorkingDirectory(test::toQString(m_root));
    first.start(TESSERA_DESKTOP_PROGRAM, {"--open", "scan.nii"});
    QVERIFY(first.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(!socketFile().empty(), 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(recentFiles(), QStringList{file("scan.nii")}, 30'000);
    struct stat ofSocket {
    }, ofFolder{};
    QCOMPARE(::stat(socketFile().c_str(), &ofSocket), 0);
    QCOMPARE(::stat(socketFile().parent_path().c_str(), &ofFolder), 0);
    QVERIFY((ofSocket.st_mode & 0077) == 0 && (ofFolder.st_mode & 0077) == 0); // nobody else's business

    QElapsedTimer clock;
    clock.start();
    test::Cli second(TESSERA_DESKTOP_PROGRAM);
    second.setWorkingFolder(m_root);
    const test::CliResult files = second.run({"further scan.nii", "map_dseg.nii.gz"}); // relative: of its own folder
    QVERIFY2(files.code == 0 && files.err.empty(), files.text().c_str());
    QTRY_COMPARE_WITH_TIMEOUT(recentFiles(), (QStringList{file("further scan.nii"), file("scan.nii")}), 20'000);
    const test::CliResult nothing = second.run({}); // only brings it to the front
    QVERIFY2(nothing.code == 0, nothing.text().c_str());
    const test::CliResult opened = second.run({"--open", "scan.nii"});
    QVERIFY2(opened.code == 0, opened.text().c_str());
    QTRY_COMPARE_WITH_TIMEOUT(recentFiles(), (QStringList{file("scan.nii"), file("further scan.nii")}), 20'000);
    QCOMPARE(first.state(), QProcess::Running);

    first.kill(); // leaves its socket behind, which stops nobody
    QVERIFY(first.waitForFinished());
    QVERIFY(!socketFile().empty());
    QProcess third;
    third.start(TESSERA_DESKTOP_PROGRAM, {file("map_dseg.nii.gz"), file("further scan.nii")});
    QTRY_COMPARE_WITH_TIMEOUT(recentFiles().value(0), file("further scan.nii"), 30'000);
    QCOMPARE(third.state(), QProcess::Running);
    third.kill();
    QVERIFY(third.waitForFinished());
}

int main(int argc, char** argv) {
    return test::runWindowTest<TestDesktop>(argc, argv);
}
#include "tst_desktop.moc"
