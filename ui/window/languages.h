#pragma once

#include <QList>
#include <QString>

namespace tessera::ui {

/// A language that the window speaks.
struct Language {
    QString code; ///< ISO 639-1, as in "ro"
    QString name; ///< in itself
};
[[nodiscard]] QList<Language> languages();

/// Texts and numbers from now on in a language of `languages`; empty: the first of the system's languages that is one
/// of them, else English, and numbers as the system has them. Before the first widget is made. GUI thread.
void speak(const QString& code);

} // namespace tessera::ui
