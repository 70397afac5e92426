#include "app/desktop/arguments.h"

#include "core/base/error.h"

#include <QCommandLineParser>

namespace tessera::app {
namespace {

Error usage(const QString& sentence) {
    return Error(ErrorCode::Usage, {sentence.toStdString()});
}

Vec3 parsePlace(const QString& text) {
    const QStringList parts = text.split(QLatin1Char(','));
    Vec3 out{};
    bool isGood = parts.size() == 3;
    for (int axis = 0; axis < 3 && isGood; ++axis) {
        out[axis] = parts[axis].toDouble(&isGood);
    }
    if (!isGood) {
        throw usage("--at takes three numbers in mm, right, anterior and superior, as 12,-31.5,4");
    }
    return out;
}

QSize parseSize(const QString& text) {
    const QStringList parts = text.split(QLatin1Char('x'));
    const QSize out = parts.size() == 2 ? QSize(parts[0].toInt(), parts[1].toInt()) : QSize();
    if (out.width() < 64 || out.height() < 64 || out.width() > 16384 || out.height() > 16384) {
        throw usage("--size takes a width and a height in pixels, as 1280x800");
    }
    return out;
}

} // namespace

Arguments parseArguments(const QStringList& words) {
    QCommandLineParser parser;
    parser.setApplicationDescription("Whole-brain segmentation of T1 MRI. Research use, not a medical device.");
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument("files", "Scans, folders or label maps, as if they were dropped on the window.",
                                 "[FILE...]");
    parser.addOptions(
        {{"open", "Opens a scan without segmenting it.", "FILE"},
         {"segmentation", "A label map over that scan.", "FILE"},
         {"capture", "Writes a picture of the scan and ends.", "FILE.png"},
         {"view", "What the picture shows: " + ui::captureViews().join(", ") + " (default: grid).", "NAME"},
         {"at", "Where the cursor stands, in mm: right, anterior, superior.", "X,Y,Z"},
         {"size", "Of the picture (default: 1280x800).", "WxH"},
         {"outlines", "Outlines in place of filled regions."},
         {"agreement", "The tiles' agreement in place of regions."},
         {"neurological", "The patient's right on the picture's right."},
         {"queue", "Folder of the queue (default: the one in the state folder).", "DIR"},
         {"bench-viewer", "Measures the viewer on the scan and prints a table."}});
    QCommandLineOption start("report-start");
    start.setFlags(QCommandLineOption::HiddenFromHelp); // of the bench
    parser.addOption(start);
    parser.process(words);
    Arguments out;
    for (const QString& word : parser.positionalArguments()) {
        out.paths.push_back(ui::pathOf(word));
    }
    out.capture.files = {ui::pathOf(parser.value("open")), ui::pathOf(parser.value("segmentation"))};
    out.capture.file = parser.value("capture");
    if (parser.isSet("view")) {
        out.capture.view = parser.value("view");
    }
    if (!ui::captureViews().contains(out.capture.view)) {
        throw usage("--view takes one of " + ui::captureViews().join(", "));
    }
    if (parser.isSet("at")) {
        out.capture.at = parsePlace(parser.value("at"));
    }
    if (parser.isSet("size")) {
        out.capture.size = parseSize(parser.value("size"));
    }
    out.capture.outlines = parser.isSet("outlines");
    out.capture.agreement = parser.isSet("agreement");
    out.capture.neurological = parser.isSet("neurological");
    out.queueFolder = ui::pathOf(parser.value("queue"));
    out.reportStart = parser.isSet(start);
    out.benchViewer = parser.isSet("bench-viewer");
    if ((out.benchViewer || !out.capture.file.isEmpty()) && out.capture.files.image.empty()) {
        throw usage("--capture and --bench-viewer need a scan: --open FILE");
    }
    return out;
}

} // namespace tessera::app
