#include "ui/models/prediction_words.h"

#include "ui/models/devices_model.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace tessera::ui {
namespace {

QString words(const char* text) {
    return QCoreApplication::translate("PredictionWords", text);
}

} // namespace

QString durationWords(double seconds) {
    const QLocale locale;
    const auto whole = static_cast<int>(std::ceil(seconds));
    if (whole < 100) {
        return words(QT_TRANSLATE_NOOP("PredictionWords", "%1 s")).arg(locale.toString(whole));
    }
    const int minutes = (whole + 59) / 60;
    if (minutes < 60) {
        return words(QT_TRANSLATE_NOOP("PredictionWords", "%1 min")).arg(locale.toString(minutes));
    }
    return words(QT_TRANSLATE_NOOP("PredictionWords", "%1 h %2 min"))
        .arg(locale.toString(minutes / 60), locale.toString(minutes % 60));
}

QStringList predictionWords(const PreflightReport& report) {
    QStringList out;
    for (const PreflightReport::Device& device : report.devices) {
        const QString memory = memoryWords(device.peakBytes, 0);
        if (!device.fits) {
            out << words(QT_TRANSLATE_NOOP("PredictionWords", "The network needs %1, which %2 doesn't have."))
                       .arg(memory, device.name);
        } else if (!device.seconds) {
            out << words(QT_TRANSLATE_NOOP("PredictionWords", "The network takes %1 of memory on %2."))
                       .arg(memory, device.name);
        } else {
            out << words(device.isHistory
                             ? QT_TRANSLATE_NOOP("PredictionWords", "Estimate from earlier scans: the network takes "
                                                                    "about %1 and %2 of memory on %3 alone.")
                             : QT_TRANSLATE_NOOP("PredictionWords",
                                                 "Rough estimate from the network's layers: it takes "
                                                 "about %1 and %2 of memory on %3 alone."))
                       .arg(durationWords(*device.seconds), memory, device.name);
        }
    }
    return out;
}

QString shortPrediction(const PreflightReport& report) {
    const PreflightReport::Device* quickest = nullptr;
    for (const PreflightReport::Device& device : report.devices) {
        if (device.fits && device.seconds && (quickest == nullptr || *device.seconds < *quickest->seconds)) {
            quickest = &device;
        }
    }
    return quickest == nullptr
               ? QString()
               : words(QT_TRANSLATE_NOOP("PredictionWords", "estimate %1")).arg(durationWords(*quickest->seconds));
}

} // namespace tessera::ui
