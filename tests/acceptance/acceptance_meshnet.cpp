#include "core/base/os/file.h"
#include "core/engine/inputs.h"
#include "core/engine/run_record.h"
#include "core/image/image_io.h"
#include "core/labels/label_files.h"
#include "core/quantify/measure.h"
#include "tests/acceptance/dice.h"
#include "tests/support/shared_data.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <map>

using namespace tessera;
namespace fs = std::filesystem;

namespace {

constexpr const char* kSmall = "meshnet-subcortical-18";
constexpr const char* kLarge = "meshnet-aparc-aseg-104";

struct Structure {
    const char* name;
    std::int32_t aalLeft, aalRight, both, left, right; ///< `both` of 18 regions, `left` and `right` of 104
    double card;                                       ///< Dice of the 18-region model card, both sides together
};
constexpr std::array kStructures{
    Structure{"thalamus", 77, 78, 7, 69, 70, 0.80},     Structure{"caudate", 71, 72, 8, 71, 72, 0.60},
    Structure{"putamen", 73, 74, 9, 73, 74, 0.73},      Structure{"pallidum", 75, 76, 10, 75, 76, 0.62},
    Structure{"hippocampus", 37, 38, 14, 77, 78, 0.56}, Structure{"amygdala", 41, 42, 15, 79, 80, 0.53}};

} // namespace

/// Both MeshNet bundles on the sample scan, as a user runs them.
class AcceptanceMeshnet : public QObject {
    Q_OBJECT

  private:
    QTemporaryDir m_folder;
    std::map<std::string, LabelVolume> m_maps;
    LabelVolume m_aal;

    engine::OutputFiles files(const char* model) const {
        return {fs::path(m_folder.path().toStdString()) / model, "colin27_T1w"};
    }

  private slots:
    void initTestCase();
    void memory_data();
    void memory();
    void smallReachesItsCard();
    void largeHasPlausibleVolumesOnTheRightSides();
};

void AcceptanceMeshnet::initTestCase() {
    m_aal = readLabels("/usr/share/mricron/templates/aal.nii.gz");
    for (const char* model : {kSmall, kLarge}) {
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(TESSERA_CLI, {"segment", test::sourcePath("resources/sample/colin27_T1w.nii.gz").c_str(), "-o",
                                    m_folder.filePath(model), "--model", model});
        QVERIFY2(process.waitForFinished(-1) && process.exitCode() == 0, process.readAllStandardOutput().constData());
        m_maps[model] = readLabels(files(model).dseg);
        QVERIFY(sameGrid(m_aal.geometry, m_maps[model].geometry, 0.1));
    }
}

void AcceptanceMeshnet::memory_data() {
    QTest::addColumn<std::string>("model");
    QTest::newRow("18 regions") << std::string(kSmall);
    QTest::newRow("104 regions") << std::string(kLarge);
}

void AcceptanceMeshnet::memory() {
    QFETCH(std::string, model);
    std::uint64_t peak = 0;
    for (const auto& stage : engine::readRunRecord(files(model.c_str()).run).stages) {
        qInfo("%-8s %6.1f s, peak %5.0f MB", stage.name.c_str(), stage.seconds,
              static_cast<double>(stage.peakMemory) / 1e6);
        peak = std::max(peak, stage.peakMemory);
    }
    QVERIFY(peak <= 2'000'000'000ULL);
}

void AcceptanceMeshnet::smallReachesItsCard() {
    for (const Structure& s : kStructures) {
        const double found = test::dice(m_maps[kSmall], {s.both}, m_aal, {s.aalLeft, s.aalRight});
        qInfo("%-12s %.3f (card %.2f)", s.name, found, s.card);
        QVERIFY(found >= s.card - 0.03);
    }
}

void AcceptanceMeshnet::largeHasPlausibleVolumesOnTheRightSides() {
    const LabelVolume& map = m_maps[kLarge];
    const fs::path file = files(kLarge).table;
    const labels::LabelTable table = labels::parseDsegTsv(os::readFile(file), file.string());
    const quantify::Measurement measured = quantify::measure(map, table);
    const std::map<std::string, std::array<double, 2>> limits{{"thalamus", {4, 12}}, {"hippocampus", {2, 7}}};
    for (const Structure& s : kStructures) {
        const auto& left = measured.regions[*table.indexOf(s.left)];
        const auto& right = measured.regions[*table.indexOf(s.right)];
        const double diceLeft = test::dice(map, {s.left}, m_aal, {s.aalLeft});
        const double diceRight = test::dice(map, {s.right}, m_aal, {s.aalRight});
        qInfo("%-12s left %.2f ml, Dice %.3f; right %.2f ml, Dice %.3f", s.name, left.volumeMm3 / 1000, diceLeft,
              right.volumeMm3 / 1000, diceRight);
        QVERIFY(left.centroidMm && right.centroidMm);
        QVERIFY((*left.centroidMm)[0] < -5 && (*right.centroidMm)[0] > 5);
        QVERIFY(diceLeft > 0.4 && diceRight > 0.4); // a swap of sides gives 0
        if (const auto range = limits.find(s.name); range != limits.end()) {
            for (const double volume : {left.volumeMm3, right.volumeMm3}) {
                QVERIFY(volume >= 1000 * range->second[0] && volume <= 1000 * range->second[1]);
            }
        }
    }
}

QTEST_APPLESS_MAIN(AcceptanceMeshnet)
#include "acceptance_meshnet.moc"
