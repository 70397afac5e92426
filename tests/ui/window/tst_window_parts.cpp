#include "core/image/image_io.h"
#include "tests/support/tiny_scan.h"
#include "tests/ui/viewer/phantom_head.h"
#include "tests/ui/window/window_test.h"
#include "ui/panels/state_shape.h"
#include "ui/window/case_page.h"
#include "ui/window/cheat_sheet.h"
#include "ui/window/main_window.h"
#include "ui/window/themes.h"
#include "ui/window/thumbnails.h"

#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QPalette>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QToolButton>

#include <cmath>
#include <fstream>
#include <memory>

using namespace tessera;
using namespace tessera::ui;
namespace fs = std::filesystem;

namespace {

/// Contrast of two colours as WCAG 2 defines it, 1..21.
double contrast(const QColor& a, const QColor& b) {
    const auto luminance = [](const QColor& colour) {
        const auto part = [](double value) {
            return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * part(colour.redF()) + 0.7152 * part(colour.greenF()) + 0.0722 * part(colour.blueF());
    };
    const double first = luminance(a), second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

} // namespace

/// Parts of the window that have no test of their own.
class TestWindowParts : public QObject {
    Q_OBJECT

  public:
    explicit TestWindowParts(fs::path root) : m_root(std::move(root)) {}

  private:
    const fs::path m_root;

    std::unique_ptr<MainWindow> window() const {
        fs::create_directories(m_root / "engine");
        auto out = std::make_unique<MainWindow>(
            EngineSettings{.program = FAKE_ENGINE, .options = {"plain", test::toQString(m_root / "engine")}});
        return test::showInFront(*out) ? std::move(out) : nullptr;
    }
    /// Opened, as a click would.
    static QMenu* recentMenu(MainWindow& window) {
        for (QMenu* const menu : window.findChildren<QMenu*>()) {
            if (menu->title() == "Recent") {
                emit menu->aboutToShow();
                return menu;
            }
        }
        return nullptr;
    }

  private slots:
    void textsOfAllThemesAreReadable_data();
    void textsOfAllThemesAreReadable();
    void whatIsPressedAndWhatStandsOnButtonsIsSeen_data() { textsOfAllThemesAreReadable_data(); }
    void whatIsPressedAndWhatStandsOnButtonsIsSeen();
    void theCheatSheetTellsTheChosenMouse();
    void thumbnailsOfUnstatedSidesAreMarked();
    void recentFilesAreListedOpenedAndCleared();
    void recentFilesAreFew();
    void manyDroppedFilesAreOneRequest();
    void theSampleIsAClickAway();
    void theEndOfABatchIsToldInNumbers();
    void theReadingIsNeverClipped();
};

/// In a column as wide as the window leaves at 1280 pixels; once there are two lines, nothing jumps.
void TestWindowParts::theReadingIsNeverClipped() {
    CasePage page;
    page.resize(1400, 600);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    const FloatVolume head = test::phantomHead({});
    const LabelVolume marks = test::markLabels(head.geometry, head.voxels);
    const labels::LabelTable table(
        "long",
        {{.number = 1, .name = "left opercular part of the inferior frontal gyrus, anterior division"},
         {.number = 2, .name = "two"},
         {.number = 3, .name = "three"}},
        {.number = 0, .name = "background"});
    page.state().setImage(makeCaseImage("head.nii", {head.geometry, head.voxels}));
    page.state().setLabels(makeCaseLabels("marks.nii", marks, table, std::vector<float>(marks.labels.size(), 1),
                                          std::vector<std::uint8_t>(marks.labels.size(), 8), head.geometry));
    page.views().arrange(ViewGrid::Arrangement::Grid);
    QApplication::processEvents();
    auto* const reading = test::named<QLabel>(page, "At the cursor");
    const int before = reading->height();
    page.resize(560, 600);
    QVERIFY(page.state().centreRegion(1));
    QApplication::processEvents();
    QVERIFY(reading->text().contains("anterior division") &&
            reading->text().contains(QString("8 of 8").replace(' ', QChar::Nbsp)));
    QVERIFY2(reading->height() > before && reading->height() >= reading->heightForWidth(reading->width()),
             qPrintable(QString("%1 of %2, before %3")
                            .arg(reading->height())
                            .arg(reading->heightForWidth(reading->width()))
                            .arg(before)));
    const QSize views = page.views().size();
    page.state().setCursor(head.geometry.worldFromVoxel.apply({0, 0, 0}));
    QApplication::processEvents();
    QCOMPARE(page.views().size(), views);
    page.resize(1400, 600);
    QApplication::processEvents();
    QCOMPARE(reading->height(), before);
}

void TestWindowParts::textsOfAllThemesAreReadable_data() {
    QTest::addColumn<Theme>("theme");
    QTest::newRow("light") << Theme::Light;
    QTest::newRow("dark") << Theme::Dark;
    QTest::newRow("high contrast") << Theme::HighContrast;
}

void TestWindowParts::textsOfAllThemesAreReadable() {
    QFETCH(Theme, theme);
    applyTheme(theme);
    const QPalette palette = QApplication::palette();
    const std::pair<QPalette::ColorRole, QPalette::ColorRole> pairs[] = {
        {QPalette::WindowText, QPalette::Window},
        {QPalette::Text, QPalette::Base},
        {QPalette::Text, QPalette::AlternateBase},
        {QPalette::ButtonText, QPalette::Button},
        {QPalette::HighlightedText, QPalette::Highlight},
        {QPalette::ToolTipText, QPalette::ToolTipBase},
        {QPalette::PlaceholderText, QPalette::Base},
        {QPalette::PlaceholderText, QPalette::Window},
        {QPalette::Link, QPalette::Base},
        {QPalette::Link, QPalette::Window}};
    for (const auto& [text, below] : pairs) {
        for (const QPalette::ColorGroup group : {QPalette::Active, QPalette::Inactive}) {
            const double found = contrast(palette.color(group, text), palette.color(group, below));
            QVERIFY2(found >= (theme == Theme::HighContrast && text == QPalette::Text ? 7 : 4.5),
                     qPrintable(QString("role %1 on role %2: %3").arg(text).arg(below).arg(found)));
        }
    }
    applyTheme(Theme::System);
}

void TestWindowParts::whatIsPressedAndWhatStandsOnButtonsIsSeen() {
    QFETCH(Theme, theme);
    applyTheme(theme);
    const auto most = [](const QImage& picture, const QColor& below) {
        double out = 1;
        for (int i = 0; i < picture.width() * picture.height(); ++i) {
            const QColor pixel = picture.pixelColor(i % picture.width(), i / picture.width());
            out = pixel.alpha() > 200 ? std::max(out, contrast(pixel, below)) : out;
        }
        return out;
    };
    const QPalette palette = QApplication::palette();
    for (const bool goesOn : {false, true}) {
        const QImage icon = holdIcon(goesOn, palette).pixmap(16).toImage();
        QVERIFY(most(icon, palette.color(QPalette::Button)) > 4.5);
    }
    if (theme == Theme::HighContrast) {
        QToolButton button;
        button.setCheckable(true);
        button.setText("Labels");
        button.setAutoRaise(true);
        const auto shade = [&button](bool checked) { // in a corner, beside the text
            button.setChecked(checked);
            button.resize(60, 24);
            return button.grab().toImage().pixelColor(5, 5);
        };
        QVERIFY(contrast(shade(true), shade(false)) > 3);
    }
    applyTheme(Theme::System);
}

void TestWindowParts::theCheatSheetTellsTheChosenMouse() {
    const auto told = [](MouseHabits habits, const QString& what) {
        const CheatSheet sheet({}, habits, nullptr);
        const auto* table = sheet.findChild<QTableWidget*>();
        QStringList out;
        for (int row = 0; row < table->rowCount(); ++row) {
            if (table->item(row, 0)->text() == what) {
                out << table->item(row, 1)->text();
            }
        }
        return out.join("; ");
    };
    QVERIFY(told(MouseHabits::ItkSnap, "Left button").startsWith("moves the cursor"));
    QCOMPARE(told(MouseHabits::ItkSnap, "Ctrl and left button"), QString("window and level"));
    QCOMPARE(told(MouseHabits::ItkSnap, "Right button"), QString("zooms"));
    QCOMPARE(told(MouseHabits::Slicer, "Left button"), QString("window and level"));
    QVERIFY(told(MouseHabits::Slicer, "Shift and left button").startsWith("moves the cursor"));
    QCOMPARE(told(MouseHabits::Pacs, "Right button"), QString("window and level"));
    QCOMPARE(told(MouseHabits::Pacs, "Ctrl and left button"), QString("zooms"));
    QCOMPARE(told(MouseHabits::Pacs, "Shift and left button"), QString());
}

void TestWindowParts::thumbnailsOfUnstatedSidesAreMarked() {
    const FloatVolume head = test::phantomHead({});
    Volume volume;
    volume.geometry = head.geometry;
    volume.voxels = head.voxels;
    const QImage sure = thumbnailOf(*makeCaseImage("head.nii", volume), 72);
    volume.geometry.orientation = Orientation::None;
    const QImage unsure = thumbnailOf(*makeCaseImage("head.nii", volume), 72);
    QVERIFY(sure.copy(0, 0, 20, 72) != unsure.copy(0, 0, 20, 72)); // the letter
    QVERIFY(sure.copy(30, 0, 42, 72) == unsure.copy(30, 0, 42, 72));
}

void TestWindowParts::recentFilesAreListedOpenedAndCleared() {
    const fs::path scan = m_root / "R&D_T1w.nii";
    test::tinyNifti(test::tinyScan()).write(scan);
    Settings::clearRecentFiles();
    const auto shown = window();
    QVERIFY(shown);
    QMenu* menu = recentMenu(*shown);
    QVERIFY(menu != nullptr);
    QCOMPARE(menu->actions().size(), 2); // a line, and what clears it
    shown->openCase({scan, {}});
    QTRY_VERIFY_WITH_TIMEOUT(shown->page().state().image() != nullptr, 20'000);
    menu = recentMenu(*shown);
    QCOMPARE(menu->actions().size(), 3);
    QVERIFY(menu->actions().at(0)->text().contains("R&&D_T1w.nii")); // no key of its own
    shown->page().close();
    QCOMPARE(Settings::recentFiles(), QStringList(test::toQString(scan)));
    menu->actions().at(0)->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(shown->page().state().image() != nullptr, 20'000);
    menu = recentMenu(*shown);
    menu->actions().last()->trigger(); // one click
    QVERIFY(Settings::recentFiles().isEmpty());
    QCOMPARE(recentMenu(*shown)->actions().size(), 2);
}

void TestWindowParts::recentFilesAreFew() {
    Settings::clearRecentFiles();
    for (int i = 0; i < 30; ++i) {
        Settings::addRecentFile(QString("/scans/%1.nii").arg(i % 12));
    }
    const QStringList files = Settings::recentFiles();
    QCOMPARE(files.size(), 10);
    QCOMPARE(files.first(), QString("/scans/5.nii"));
    QCOMPARE(QSet<QString>(files.begin(), files.end()).size(), 10);
    Settings::addRecentFiles({"/scans/a.nii", "/scans/5.nii", "/scans/b.nii"});
    QCOMPARE(Settings::recentFiles().mid(0, 4),
             (QStringList{"/scans/b.nii", "/scans/5.nii", "/scans/a.nii", "/scans/4.nii"}));
    QCOMPARE(Settings::recentFiles().size(), 10);
    Settings::clearRecentFiles();
}

/// A study of thousands: one request, one look at each file.
void TestWindowParts::manyDroppedFilesAreOneRequest() {
    Settings::clearRecentFiles();
    fs::create_directories(m_root / "many");
    std::vector<fs::path> scans;
    for (int i = 0; i < 300; ++i) {
        scans.push_back(m_root / "many" / ("scan-" + std::to_string(i) + ".nii"));
        std::ofstream(scans.back()) << "x";
    }
    const auto shown = window();
    QVERIFY(shown);
    const auto requests = [this] {
        QFile file(test::toQString(m_root / "engine/requests"));
        QByteArrayList out;
        for (const QByteArray& line : file.open(QIODevice::ReadOnly) ? file.readAll().split('\n') : QByteArrayList()) {
            if (line.contains("\"enqueue\"") && line.contains("scan-7.nii")) {
                out << line;
            }
        }
        return out;
    };
    QVERIFY(test::drop(*shown, scans));
    QTRY_COMPARE_WITH_TIMEOUT(requests().size(), 1, 20'000);
    QVERIFY(requests().front().contains("scan-299.nii") && requests().front().contains("\"priority\":0"));
    QTRY_COMPARE(Settings::recentFiles().size(), 10);
    QVERIFY(Settings::recentFiles().front().endsWith("scan-299.nii"));
    QVERIFY(test::drop(*shown, {scans[7]})); // somebody waits for this one
    QTRY_COMPARE_WITH_TIMEOUT(requests().size(), 2, 20'000);
    QVERIFY(requests().back().contains("\"priority\":1"));
    Settings::clearRecentFiles();
}

void TestWindowParts::theSampleIsAClickAway() {
    const auto shown = window();
    QVERIFY(shown);
    QPushButton* button = nullptr;
    for (QPushButton* const each : shown->findChildren<QPushButton*>()) {
        button = each->text() == "Try the sample case" ? each : button;
    }
    QVERIFY(button != nullptr && button->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(shown->page().state().image() != nullptr, 60'000);
    QCOMPARE(shown->page().files().image.filename(), fs::path("colin27_T1w.nii.gz"));
    // the engine was asked to segment it
    const auto asked = [this] {
        QFile file(test::toQString(m_root / "engine/requests"));
        return file.open(QIODevice::ReadOnly) && file.readAll().contains("colin27_T1w.nii.gz");
    };
    QTRY_VERIFY_WITH_TIMEOUT(asked(), 10'000);
}

void TestWindowParts::theEndOfABatchIsToldInNumbers() {
    BatchWatch watch;
    QSignalSpy ended(&watch, &BatchWatch::ended);
    const auto job = [](JobId id, JobState state) { return JobInfo{.id = id, .state = state}; };
    watch.take({job(1, JobState::Done), job(2, JobState::Failed)}); // of another day
    QVERIFY(ended.isEmpty());
    watch.take(
        {job(3, JobState::Queued), job(4, JobState::Running), job(5, JobState::Queued), job(6, JobState::Queued)});
    watch.take({job(3, JobState::Done), job(4, JobState::NeedsReview)});
    watch.take({job(5, JobState::Failed)});
    QVERIFY(ended.isEmpty());
    watch.takeRemoved({6});
    QCOMPARE(ended.size(), 1);
    QCOMPARE(ended[0][0].toString(), batchWords(1, 1, 1));
    QVERIFY(batchWords(12, 2, 1).contains("12") && batchWords(0, 2, 0).startsWith("2"));
    watch.take({job(7, JobState::Queued)});
    watch.take({job(7, JobState::Cancelled)});
    QCOMPARE(ended.size(), 2);
    QVERIFY(ended[1][0].toString().isEmpty());
}

int main(int argc, char** argv) {
    return test::runWindowTest<TestWindowParts>(argc, argv);
}
#include "tst_window_parts.moc"
