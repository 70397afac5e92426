#include "tests/support/tiny_bundle.h"
#include "tests/support/tiny_scan.h"
#include "tests/ui/window/window_test.h"
#include "ui/panels/queue_panel.h"
#include "ui/window/main_window.h"
#include "ui/window/review_page.h"

#include <QComboBox>
#include <QImageReader>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QToolButton>

#include <fstream>
#include <memory>
#include <sstream>

using namespace tessera;
using namespace tessera::ui;
using engine::Verdict;
namespace fs = std::filesystem;

/// A person reviews a finished batch with the keyboard. The tests are steps of one session.
class TestWindowReview : public QObject {
    Q_OBJECT

  public:
    explicit TestWindowReview(fs::path root) : m_root(std::move(root)) {}

  private:
    const fs::path m_root;
    std::unique_ptr<MainWindow> m_window;

    fs::path reviewFolder() const { return m_root / "state/tessera/review"; }
    ReviewPage& page() const { return *m_window->findChild<ReviewPage*>(); }
    QString text(const char* label) const { return test::named<QLabel>(page(), label)->text(); }
    QString position() const { return text("Position in the review"); }
    QLineEdit& note() const { return *test::named<QLineEdit>(page(), "Note on this case"); }
    Verdict verdictOf(JobId job) const {
        return static_cast<Verdict>(m_window->queue().indexOf(job).data(QueueModel::VerdictRole).toInt());
    }
    bool allHaveEnded() const {
        const QueueModel& queue = m_window->queue();
        return queue.jobsIn(JobState::Done).size() + queue.jobsIn(JobState::NeedsReview).size() == 3;
    }
    static void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::keyClick(QApplication::focusWidget(), static_cast<Qt::Key>(key), modifiers);
    }
    std::string stored() const {
        std::stringstream out;
        out << std::ifstream(reviewFolder() / "ratings.tsv").rdbuf();
        return out.str();
    }
    void openWindow();

  private slots:
    void initTestCase();
    void theButtonOpensTheReview();
    void oneKeyRatesAndGoesOn();
    void aNoteIsWrittenInPlace();
    void takenBack();
    void enterOpensTheViewerAndTheReviewGoesOn();
    void escapeLeaves();
    void ratingsSurviveARestart();
    void picturesHoldNoIdentity();
    void picturesCanBeDeleted();
};

void TestWindowReview::openWindow() {
    m_window.reset();
    m_window = std::make_unique<MainWindow>(EngineSettings{
        .program = TESSERA_CLI, .queueFolder = m_root / "queue", .options = {"--devices", "emu-8g+lanes=1"}});
}

void TestWindowReview::initTestCase() {
    test::writeTinyBundle(m_root / "bundle");
    fs::create_directories(m_root / "scans");
    for (const char* name : {"a", "b", "c"}) {
        test::tinyNifti(test::tinyScan()).write(m_root / "scans" / (std::string(name) + ".nii"));
    }
    Settings settings;
    settings.model = test::toQString(m_root / "bundle");
    settings.save();
    openWindow();
    QVERIFY(test::showInFront(*m_window));
    m_window->take({m_root / "scans/a.nii", m_root / "scans/b.nii", m_root / "scans/c.nii"});
    QTRY_VERIFY_WITH_TIMEOUT(allHaveEnded(), 240'000);
}

void TestWindowReview::theButtonOpensTheReview() {
    auto* button = test::named<QToolButton>(*m_window, "Review finished cases");
    QTRY_VERIFY(button->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(position(), QString("1 of 3, 0 rated"), 20'000);
    QVERIFY(page().isVisible() && page().hasFocus());
    QVERIFY(text("Why to look at this case").startsWith("Needs review")); // random weights find nothing good
    QTRY_VERIFY_WITH_TIMEOUT(page().isPictureShown(), 60'000);
    QVERIFY(!m_window->findChild<QWidget*>("regionsPanel")->isVisible()); // those of another case
}

void TestWindowReview::oneKeyRatesAndGoesOn() {
    const JobId first = *page().current();
    press(Qt::Key_V);
    QCOMPARE(position(), QString("2 of 3, 1 rated"));
    QCOMPARE(verdictOf(first), Verdict::Pass);
    QTRY_VERIFY_WITH_TIMEOUT(QString::fromStdString(stored()).contains("\tpass\t"), 5'000); // at once
    press(Qt::Key_P);
    QCOMPARE(position(), QString("1 of 3, 1 rated"));
    QCOMPARE(text("Rating so far"), QString("rated: pass"));
    press(Qt::Key_N);
    QCOMPARE(position(), QString("2 of 3, 1 rated"));
    QCOMPARE(text("Rating so far"), QString("not rated"));
    press(Qt::Key_V, Qt::ShiftModifier); // another key's
    QCOMPARE(position(), QString("2 of 3, 1 rated"));
}

void TestWindowReview::aNoteIsWrittenInPlace() {
    press(Qt::Key_T);
    QVERIFY(note().hasFocus());
    QTest::keyClicks(QApplication::focusWidget(), "vxnpt\\ moved");
    press(Qt::Key_Return);
    QVERIFY(page().hasFocus());
    QCOMPARE(position(), QString("2 of 3, 1 rated")); // letters were no keys, and Enter opened nothing
    QTRY_VERIFY_WITH_TIMEOUT(QString::fromStdString(stored()).contains("\tvxnpt\\\\ moved\t"), 5'000);
    press(Qt::Key_X);
    QCOMPARE(position(), QString("3 of 3, 2 rated"));
    press(Qt::Key_P);
    QCOMPARE(text("Rating so far"), QString("rated: fail"));
    QCOMPARE(note().text(), QString("vxnpt\\ moved"));
    press(Qt::Key_T);
    QTest::keyClicks(QApplication::focusWidget(), "something else");
    press(Qt::Key_Escape);
    QVERIFY(page().hasFocus() && page().isVisible());
    QCOMPARE(note().text(), QString("vxnpt\\ moved"));
}

void TestWindowReview::takenBack() {
    m_window->page().state().setWindow({3, 77}); // the case in front has something to take back, too
    const JobId second = *page().current();
    press(Qt::Key_N);
    press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(page().current(), std::optional(second)); // where it was given
    QCOMPARE(position(), QString("2 of 3, 1 rated"));
    QCOMPARE(verdictOf(second), Verdict::None);
    QCOMPARE(note().text(), QString("vxnpt\\ moved")); // was written before
    QTRY_VERIFY_WITH_TIMEOUT(!QString::fromStdString(stored()).contains("\tfail\t"), 5'000);
    press(Qt::Key_X);
    QCOMPARE(verdictOf(second), Verdict::Fail);
}

void TestWindowReview::enterOpensTheViewerAndTheReviewGoesOn() {
    press(Qt::Key_P);
    const JobId shown = *page().current();
    press(Qt::Key_Return);
    QVERIFY(!page().isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(m_window->page().files().image == m_window->queue().job(shown)->file, 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->page().state().labels() != nullptr, 20'000);
    QTRY_VERIFY(m_window->findChild<QWidget*>("regionsPanel")->isVisible());
    press(Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(page().isVisible());
    QCOMPARE(page().current(), std::optional(shown));
    QCOMPARE(position(), QString("2 of 3, 2 rated"));
}

void TestWindowReview::escapeLeaves() {
    press(Qt::Key_Escape);
    QVERIFY(!page().isVisible());
    QVERIFY(m_window->page().views().isVisible());
    press(Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier); // begins anew: what isn't rated comes first
    QTRY_COMPARE_WITH_TIMEOUT(position(), QString("1 of 3, 2 rated"), 20'000);
    QCOMPARE(verdictOf(*page().current()), Verdict::None);
    press(Qt::Key_Escape);
}

void TestWindowReview::ratingsSurviveARestart() {
    openWindow();
    QVERIFY(test::showInFront(*m_window));
    QTRY_COMPARE_WITH_TIMEOUT(m_window->queue().rowCount(), 3, 30'000);
    const auto count = [this](Verdict verdict) {
        return std::ranges::count_if(std::array<JobId, 3>{1, 2, 3},
                                     [&](JobId job) { return verdictOf(job) == verdict; });
    };
    QTRY_COMPARE_WITH_TIMEOUT(count(Verdict::Pass), 1, 20'000); // without a review
    QCOMPARE(count(Verdict::Fail), 1);
    auto* group = test::named<QComboBox>(*m_window, "Jobs that are shown");
    const auto* list = test::named<QListView>(*m_window, "Jobs");
    for (const char* name : {"Not rated", "Rated pass", "Rated fail"}) {
        group->setCurrentText(name);
        QCOMPARE(list->model()->rowCount(), 1);
    }
    group->setCurrentText("All");
}

void TestWindowReview::picturesHoldNoIdentity() {
    int pictures = 0;
    for (const fs::directory_entry& entry : fs::directory_iterator(reviewFolder() / "pictures")) {
        const QString name = test::toQString(entry.path());
        QVERIFY(
            QRegularExpression("^[0-9a-f]{64}-1rl\\.png$").match(test::toQString(entry.path().filename())).hasMatch());
        QImageReader reader(name);
        QVERIFY(!reader.read().isNull());
        QVERIFY(reader.textKeys().isEmpty());
        ++pictures;
    }
    QVERIFY(pictures >= 1); // equal scans with equal labels share one
    QVERIFY(fs::status(reviewFolder()).permissions() == fs::perms::owner_all);
    QVERIFY(fs::status(reviewFolder() / "pictures").permissions() == fs::perms::owner_all);
}

void TestWindowReview::picturesCanBeDeleted() {
    QAction* asked = nullptr;
    for (QAction* const action : m_window->findChildren<QAction*>()) {
        asked = action->text() == "Delete the pictures of reviews" ? action : asked;
    }
    QVERIFY(asked != nullptr);
    asked->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!fs::exists(reviewFolder() / "pictures"), 20'000);
    QVERIFY(fs::exists(reviewFolder() / "ratings.tsv"));
    QTest::mouseClick(test::named<QToolButton>(*m_window, "Review finished cases"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(page().isPictureShown(), 60'000); // made anew
}

int main(int argc, char** argv) {
    return test::runWindowTest<TestWindowReview>(argc, argv);
}
#include "tst_window_review.moc"
