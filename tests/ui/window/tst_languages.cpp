#include "tests/ui/window/window_test.h"
#include "ui/base/error_words.h"
#include "ui/models/reason_words.h"
#include "ui/models/regions_model.h"
#include "ui/window/languages.h"
#include "ui/window/main_window.h"
#include "ui/window/settings.h"
#include "ui/window/settings_dialog.h"

#include <QComboBox>
#include <QMenuBar>
#include <QTranslator>

#include <set>

using namespace tessera;
using namespace tessera::ui;
namespace fs = std::filesystem;

/// The window in other languages.
class TestLanguages : public QObject {
    Q_OBJECT

  public:
    explicit TestLanguages(const fs::path& root) : m_root(root) {}

  private:
    const fs::path m_root;

    [[nodiscard]] EngineSettings engine() const {
        EngineSettings out;
        out.program = FAKE_ENGINE;
        out.queueFolder = m_root / "queue";
        return out;
    }

  private slots:
    void leftStaysLeft_data();
    void leftStaysLeft();
    void theChoiceIsKept();
    void errorsAreTold_data() { leftStaysLeft_data(); }
    void errorsAreTold();
    void theWindowSpeaksIt();
};

void TestLanguages::leftStaysLeft_data() {
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::newRow("German") << "de"
                            << "link"
                            << "recht";
    QTest::newRow("Spanish") << "es"
                             << "izquierd"
                             << "derech";
    QTest::newRow("French") << "fr"
                            << "gauche"
                            << "droit";
    QTest::newRow("Romanian") << "ro" << QString::fromUtf8("stâng") << "dreapt";
}

void TestLanguages::leftStaysLeft() {
    QFETCH(QString, code);
    QFETCH(QString, left);
    QFETCH(QString, right);
    Q_INIT_RESOURCE(tessera_texts);
    QTranslator texts;
    QVERIFY(texts.load("tessera_" + code, ":/translations"));
    const auto model = [&texts](const char* text) { return texts.translate("tessera::ui::RegionsModel", text); };
    QVERIFY2(model("left").contains(left), qPrintable(model("left")));
    QVERIFY2(model("right").contains(right), qPrintable(model("right")));
    const auto side = [&texts](const char* text) {
        return texts.translate("tessera::ui::SettingsDialog", text).toLower();
    };
    for (const auto& [text, where] : {std::pair("Radiological: the patient's right is on the left", left),
                                      std::pair("Neurological: the patient's right is on the right", right)}) {
        const QString translated = side(text);
        QVERIFY2(translated.contains(right) &&
                     translated.lastIndexOf(where) >= translated.lastIndexOf(where == left ? right : left),
                 qPrintable(translated));
    }
}

void TestLanguages::theChoiceIsKept() {
    auto* dialog = new SettingsDialog(Settings::load(), nullptr);
    connect(dialog, &SettingsDialog::changed, this, [](const Settings& settings) { settings.save(); });
    auto* box = test::named<QComboBox>(*dialog, "Language");
    QVERIFY(box != nullptr);
    QCOMPARE(box->count(), languages().size() + 1);
    dialog->show();
    box->setFocus();
    QTest::keyClick(box, Qt::Key_End); // Romanian is the last
    emit box->activated(box->currentIndex());
    QCOMPARE(Settings::load().language, QString("ro"));
    delete dialog;
}

/// The last test: translators stay.
void TestLanguages::theWindowSpeaksIt() {
    speak(Settings::load().language);
    QCOMPARE(QLocale().language(), QLocale::Romanian);
    MainWindow window(engine());
    QVERIFY(test::showInFront(window));
    std::set<QString> mnemonics;
    for (const QAction* menu : window.menuBar()->actions()) {
        const auto at = menu->text().indexOf('&');
        QVERIFY2(at >= 0 && at + 1 < menu->text().size(), qPrintable(menu->text()));
        mnemonics.insert(menu->text().mid(at + 1, 1).toLower());
    }
    QCOMPARE(mnemonics.size(), static_cast<std::size_t>(window.menuBar()->actions().size()));
    QCOMPARE(window.menuBar()->actions().front()->text(),
             QCoreApplication::translate("tessera::ui::MainWindow", "&File"));
    QVERIFY(window.menuBar()->actions().front()->text() != "&File");
}

/// In English by the engine's own sentences, else in the language: with the same arguments, nothing that looks like
/// one.
void TestLanguages::errorsAreTold() {
    QFETCH(QString, code);
    const std::vector<std::string> arguments{"/data/a {1} %1.nii", "<one>", "<two>", "<three>"};
    const auto sentence = [&](ErrorCode error) { return errorWords(error, arguments); };
    const auto all = [&] {
        QStringList out;
        for (int i = 0; i <= static_cast<int>(ErrorCode::Internal); ++i) {
            out << sentence(static_cast<ErrorCode>(i));
        }
        return out;
    };
    const QStringList english = all();
    QCOMPARE(findingWords("brain-volume", "It has 3 ml."), QString("It has 3 ml."));
    QCOMPARE(english[static_cast<int>(ErrorCode::FileEmpty)],
             QString::fromUtf8(Error(ErrorCode::FileEmpty, arguments).what()));
    QTranslator texts;
    QVERIFY(texts.load("tessera_" + code, ":/translations") && QCoreApplication::installTranslator(&texts));
    const QStringList told = all();
    const Reason reason{.code = "FileEmpty", .arguments = {"/data/a {1} %1.nii"}, .sentence = "not this one"};
    QCOMPARE(reasonWords(reason), told[static_cast<int>(ErrorCode::FileEmpty)]);
    const QString finding = findingWords("brain-volume", "It has 3 ml.");
    QVERIFY(finding.endsWith(": It has 3 ml.") && finding != "brain-volume: It has 3 ml.");
    QCoreApplication::removeTranslator(&texts);
    for (qsizetype i = 0; i < told.size(); ++i) {
        if (static_cast<ErrorCode>(i) != ErrorCode::Usage) { // that is its argument
            QVERIFY2(told[i] != english[i], qPrintable(english[i]));
        }
        for (const char* argument : {"/data/a {1} %1.nii", "<one>", "<two>", "<three>"}) {
            QVERIFY2(told[i].contains(argument) == english[i].contains(argument), qPrintable(told[i]));
        }
    }
}

int main(int argc, char** argv) {
    return test::runWindowTest<TestLanguages>(argc, argv);
}

#include "tst_languages.moc"
