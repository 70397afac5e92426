#include "ui/window/languages.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <algorithm>

/// Files in a static library have to be asked for; the macro belongs into no namespace.
static void openTexts() {
    Q_INIT_RESOURCE(tessera_texts);
}

namespace tessera::ui {
namespace {

QString systemLanguage() {
    const QList<Language> known = languages();
    for (const QString& wanted : QLocale::system().uiLanguages()) {
        const auto found = std::find_if(known.begin(), known.end(), [&wanted](const Language& language) {
            return wanted == language.code || wanted.startsWith(language.code + QLatin1Char('-'));
        });
        if (found != known.end()) {
            return found->code;
        }
    }
    return QStringLiteral("en");
}

/// A file without a text of its own language (English has plural forms only, Qt none for Romanian) leaves the source's.
void install(const QString& file, const QString& folder) {
    auto* texts = new QTranslator(QCoreApplication::instance());
    if (texts->load(file, folder)) {
        QCoreApplication::installTranslator(texts);
    } else {
        delete texts;
    }
}

} // namespace

QList<Language> languages() {
    return {{QStringLiteral("en"), QStringLiteral("English")},
            {QStringLiteral("de"), QStringLiteral("Deutsch")},
            {QStringLiteral("es"), QStringLiteral("Español")},
            {QStringLiteral("fr"), QStringLiteral("Français")},
            {QStringLiteral("ro"), QStringLiteral("Română")}};
}

void speak(const QString& code) {
    openTexts();
    const QString language = code.isEmpty() ? systemLanguage() : code;
    if (!code.isEmpty()) {
        QLocale::setDefault(QLocale(code));
    }
    install(QStringLiteral("qtbase_") + language,
            QLibraryInfo::path(QLibraryInfo::TranslationsPath)); // Qt's own dialogs
    install(QStringLiteral("tessera_") + language, QStringLiteral(":/translations"));
}

} // namespace tessera::ui
