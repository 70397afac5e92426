#include "ui/models/reason_words.h"

#include "ui/base/error_words.h"

#include <QCoreApplication>

#include <utility>

namespace tessera::ui {
namespace {

QString words(const char* text) {
    return QCoreApplication::translate("ReasonWords", text);
}

/// What a finding of quality control is about, for languages in which its sentence isn't told.
constexpr std::pair<const char*, const char*> kFindings[] = {
    {"brain-volume", QT_TRANSLATE_NOOP("ReasonWords", "Brain volume not plausible")},
    {"regions-missing", QT_TRANSLATE_NOOP("ReasonWords", "Regions not found")},
    {"unknown-labels", QT_TRANSLATE_NOOP("ReasonWords", "Unknown label numbers")},
    {"field-of-view-edge", QT_TRANSLATE_NOOP("ReasonWords", "Segmentation touches the edge of the scan")},
    {"cube-edge", QT_TRANSLATE_NOOP("ReasonWords", "Segmentation touches the edge of what the model sees")},
    {"registration", QT_TRANSLATE_NOOP("ReasonWords", "Registration to be checked")},
    {"sides-disputed", QT_TRANSLATE_NOOP("ReasonWords", "Header contradicts itself about left and right")},
    {"hemisphere-asymmetry", QT_TRANSLATE_NOOP("ReasonWords", "Hemispheres differ")},
    {"pair-asymmetry", QT_TRANSLATE_NOOP("ReasonWords", "Left and right of a pair differ extremely")},
    {"low-agreement", QT_TRANSLATE_NOOP("ReasonWords", "Low agreement of the network's parts")}};

} // namespace

QString findingWords(const QString& code, const QString& sentence) {
    for (const auto& [known, title] : kFindings) {
        if (const QString told = words(title); code == QLatin1String(known) && told != QLatin1String(title)) {
            return told + QStringLiteral(": ") + sentence;
        }
    }
    return sentence.isEmpty() ? code : sentence;
}

QString reasonWords(const Reason& reason) {
    struct Sentence {
        const char* code;
        int arguments; ///< that it needs
        const char* text;
    };
    static constexpr Sentence kSentences[] = {
        {"OutputExists", 2,
         QT_TRANSLATE_NOOP("ReasonWords", "%1: a different result is there already (%2). \"Compute again\" in the "
                                          "job's menu replaces it; a folder for results can be chosen in the "
                                          "settings.")},
        {"BundleMissing", 1,
         QT_TRANSLATE_NOOP("ReasonWords", "%1: there is no such model (any more). Choose another one above the "
                                          "queue and drop the scan again.")},
        {"NetworkFailed", 2,
         QT_TRANSLATE_NOOP("ReasonWords", "%1: the network stopped (%2). Try again, or choose another model.")},
        {"WorkerDied", 2,
         QT_TRANSLATE_NOOP("ReasonWords", "%1: the process that computed one of its tiles is gone (%2). Try again.")}};
    for (const Sentence& sentence : kSentences) {
        if (reason.code == QLatin1String(sentence.code) && reason.arguments.size() >= sentence.arguments) {
            QString out = words(sentence.text);
            return sentence.arguments == 1 ? out.arg(reason.arguments[0])
                                           : out.arg(reason.arguments[0], reason.arguments[1]);
        }
    }
    const auto code = errorNamed(reason.code.toStdString());
    if (code && !reason.arguments.isEmpty()) {
        std::vector<std::string> arguments;
        for (const QString& argument : reason.arguments) {
            arguments.push_back(argument.toStdString());
        }
        return errorWords(*code, arguments);
    }
    return findingWords(reason.code, reason.sentence);
}

} // namespace tessera::ui
