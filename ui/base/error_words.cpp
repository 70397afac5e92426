#include "ui/base/error_words.h"

#include "core/base/error_sentence.h"

#include <QCoreApplication>

namespace tessera::ui {

QString errorWords(ErrorCode code, const std::vector<std::string>& arguments) {
    const std::string english(errorSentence(code));
    const QString sentence = QCoreApplication::translate("Error", english.c_str());
    return QString::fromStdString(renderSentence(sentence.toStdString(), arguments));
}

QString errorWords(const std::exception& error) {
    const auto* own = dynamic_cast<const Error*>(&error);
    return own != nullptr ? errorWords(own->code(), own->arguments()) : QString::fromUtf8(error.what());
}

} // namespace tessera::ui
