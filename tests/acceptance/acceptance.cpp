#include "core/engine/inputs.h"
#include "core/engine/run_record.h"
#include "core/image/image_io.h"
#include "core/image/resample.h"
#include "core/labels/label_table.h"
#include "core/quantify/measure.h"
#include "tests/acceptance/dice.h"
#include "tests/support/shared_data.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

using namespace tessera;
namespace fs = std::filesystem;

using Change = std::function<void(Volume&)>;
Q_DECLARE_METATYPE(Change)

namespace {

/// Mean over all labels of either map of 2 |A and B| / (|A| + |B|).
double meanDice(const std::vector<std::int32_t>& a, const std::vector<std::int32_t>& b) {
    std::map<std::int32_t, std::array<double, 2>> counts; // both, sum
    for (std::size_t i = 0; i < a.size(); ++i) {
        counts[a[i]][1] += 1;
        counts[b[i]][1] += 1;
        counts[a[i]][0] += a[i] == b[i] ? 2 : 0;
    }
    counts.erase(0);
    double sum = 0;
    for (const auto& [label, count] : counts) {
        sum += count[0] / count[1];
    }
    return counts.empty() ? 0 : sum / static_cast<double>(counts.size());
}

/// Turns the world by 90 degrees about an axis: only the header changes.
void turn(Volume& scan, int axis) {
    Affine rotation;
    const int a = (axis + 1) % 3, b = (axis + 2) % 3;
    rotation(a, a) = rotation(b, b) = 0;
    rotation(a, b) = -1;
    rotation(b, a) = 1;
    scan.geometry = Geometry::fromAffine(scan.geometry.size, rotation * scan.geometry.worldFromVoxel);
}

void shift(Volume& scan) {
    scan.geometry =
        Geometry::fromAffine(scan.geometry.size, Affine::translation({40, -40, 40}) * scan.geometry.worldFromVoxel);
}

void resample(Volume& scan) {
    const Vec3 spacing{1.3, 0.9, 1.1};
    Size3 size{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        size[axis] =
            static_cast<std::int64_t>(std::floor(static_cast<double>(scan.geometry.size[axis] - 1) / spacing[axis])) +
            1;
    }
    const Geometry grid = Geometry::fromAffine(size, scan.geometry.worldFromVoxel * Affine::scaling(spacing));
    scan.voxels = resampleLinear({scan.geometry, scan.intensities()}, Affine(), grid, 2).voxels;
    scan.geometry = grid;
}

void oneHotVoxel(Volume& scan) {
    std::vector<float> voxels = scan.intensities();
    voxels[scan.geometry.index(20, 100, 90)] = 1e6F;
    scan.voxels = std::move(voxels);
}

/// A margin of 15 voxels of -1000 all around.
void padding(Volume& scan) {
    constexpr std::int64_t kMargin = 15;
    const Geometry old = scan.geometry;
    const std::vector<float> inner = scan.intensities();
    const Size3 size{old.size[0] + 2 * kMargin, old.size[1] + 2 * kMargin, old.size[2] + 2 * kMargin};
    scan.geometry =
        Geometry::fromAffine(size, old.worldFromVoxel * Affine::translation({-kMargin, -kMargin, -kMargin}));
    std::vector<float> voxels(scan.geometry.voxels(), -1000);
    for (std::int64_t z = 0; z < old.size[2]; ++z) {
        for (std::int64_t y = 0; y < old.size[1]; ++y) {
            std::copy_n(inner.begin() + static_cast<std::ptrdiff_t>(old.index(0, y, z)), old.size[0],
                        voxels.begin() +
                            static_cast<std::ptrdiff_t>(scan.geometry.index(kMargin, y + kMargin, z + kMargin)));
        }
    }
    scan.voxels = std::move(voxels);
}

void tinyRange(Volume& scan) {
    std::vector<float> voxels = scan.intensities();
    const float largest = *std::max_element(voxels.begin(), voxels.end());
    for (float& value : voxels) {
        value *= 1e-6F / largest;
    }
    scan.voxels = std::move(voxels);
}

struct DeepStructure {
    const char* name;
    std::int32_t left, right, aalLeft, aalRight;
    double cardLeft, cardRight; ///< Dice of MODEL_CARD.md's reference run
};
constexpr std::array kDeepStructures{
    DeepStructure{"thalamus", 60, 59, 77, 78, 0.78, 0.74},    DeepStructure{"caudate", 37, 36, 71, 72, 0.71, 0.69},
    DeepStructure{"putamen", 58, 57, 73, 74, 0.65, 0.66},     DeepStructure{"pallidum", 56, 55, 75, 76, 0.63, 0.64},
    DeepStructure{"hippocampus", 48, 47, 37, 38, 0.74, 0.62}, DeepStructure{"amygdala", 32, 31, 41, 42, 0.41, 0.27}};

} // namespace

/// The default model on the sample scan, as a user runs it.
class Acceptance : public QObject {
    Q_OBJECT

  private:
    QTemporaryDir m_folder;
    LabelVolume m_plain; ///< label map of the unchanged sample

    fs::path folder() const { return m_folder.path().toStdString(); }
    static fs::path sample() { return test::sourcePath("resources/sample/colin27_T1w.nii.gz"); }

    /// Runs `segment` and reads the label map.
    LabelVolume segment(const fs::path& scan) const {
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(TESSERA_CLI, {"segment", scan.c_str(), "-o", folder().c_str()});
        if (!process.waitForFinished(-1) || process.exitCode() != 0) {
            throw std::runtime_error(process.readAllStandardOutput().toStdString());
        }
        return readLabels(engine::OutputFiles(folder(), imageStem(scan)).dseg);
    }

  private slots:
    void initTestCase() { m_plain = segment(sample()); }
    void sampleReachesTheModelCard();
    void leftLiesLeft();
    void sampleStaysWithinMemory();
    void survives_data();
    void survives();
};

void Acceptance::sampleReachesTheModelCard() {
    const LabelVolume aal = readLabels("/usr/share/mricron/templates/aal.nii.gz");
    QVERIFY(sameGrid(aal.geometry, m_plain.geometry, 0.1));
    for (const DeepStructure& s : kDeepStructures) {
        const double left = test::dice(m_plain, {s.left}, aal, {s.aalLeft}),
                     right = test::dice(m_plain, {s.right}, aal, {s.aalRight});
        qInfo("%-12s left %.3f (card %.2f), right %.3f (card %.2f)", s.name, left, s.cardLeft, right, s.cardRight);
        QVERIFY(left >= s.cardLeft - 0.03 && right >= s.cardRight - 0.03);
    }
}

void Acceptance::leftLiesLeft() {
    const labels::LabelTable& table = labels::brainColor();
    const quantify::Measurement measured = quantify::measure(m_plain, table);
    int present = 0, pairs = 0;
    for (std::size_t i = 0; i < measured.regions.size(); ++i) {
        const labels::Region& region = table.regions()[i];
        present += measured.regions[i].voxels > 0 ? 1 : 0;
        if (region.hemisphere == labels::Hemisphere::Left && measured.regions[i].centroidMm) {
            const auto& right = measured.regions[*table.indexOf(*region.counterpart)];
            QVERIFY2(!right.centroidMm || (*measured.regions[i].centroidMm)[0] < (*right.centroidMm)[0],
                     region.name.c_str());
            ++pairs;
        }
    }
    qInfo("%d of 132 regions, %d pairs with the left one on the left", present, pairs);
    QVERIFY(present >= 120);
}

void Acceptance::sampleStaysWithinMemory() {
    // Time depends on the machine and is only printed; memory doesn't.
    const engine::RunRecord record = engine::readRunRecord(engine::OutputFiles(folder(), "colin27_T1w").run);
    double seconds = 0;
    std::uint64_t peak = 0;
    for (const auto& stage : record.stages) {
        qInfo("%-8s %6.1f s, peak %5.0f MB", stage.name.c_str(), stage.seconds,
              static_cast<double>(stage.peakMemory) / 1e6);
        seconds += stage.seconds;
        peak = std::max(peak, stage.peakMemory);
    }
    qInfo("%s, %s, %d threads: %.1f s, peak %.2f GB", record.device.model.c_str(), record.device.precision.c_str(),
          record.device.threads, seconds, static_cast<double>(peak) / 1e9);
    QVERIFY(peak <= 3'000'000'000ULL);
}

void Acceptance::survives_data() {
    QTest::addColumn<Change>("change");
    QTest::addColumn<double>("least");
    const auto row = [](const char* name, Change change, double least) { QTest::newRow(name) << change << least; };
    row(
        "turned about x", [](Volume& scan) { turn(scan, 0); }, 0.85);
    row(
        "turned about y", [](Volume& scan) { turn(scan, 1); }, 0.85);
    row(
        "turned about z", [](Volume& scan) { turn(scan, 2); }, 0.85);
    row("shifted by 40 mm", shift, 0.85);
    row("1.3 x 0.9 x 1.1 mm", resample, 0.85);
    row("one voxel of 10^6", oneHotVoxel, 0.98);
    row("padding of -1000", padding, 0.98);
    row("range of 10^-6", tinyRange, 0.98);
}

void Acceptance::survives() {
    QFETCH(Change, change);
    QFETCH(double, least);
    Volume scan = readImage(sample());
    change(scan);
    std::string name = std::string(QTest::currentDataTag()) + ".nii.gz";
    std::replace(name.begin(), name.end(), ' ', '_');
    const fs::path scanFile = folder() / name;
    writeImage(scanFile, scan.geometry, scan.voxels, Intent::None);
    LabelVolume labels = segment(scanFile);
    if (labels.labels.size() !=
        m_plain.labels.size()) { // another grid in the same world: sampled at the original's voxels
        const std::vector<std::uint8_t> bytes(labels.labels.begin(), labels.labels.end());
        const auto sampled = resampleNearest(bytes, labels.geometry, Affine(), m_plain.geometry, 2);
        labels.labels.assign(sampled.begin(), sampled.end());
    }
    const double value = meanDice(m_plain.labels, labels.labels);
    qInfo("mean Dice with the plain run: %.4f (at least %.2f)", value, least);
    QVERIFY(value >= least);
}

QTEST_APPLESS_MAIN(Acceptance)
#include "acceptance.moc"
