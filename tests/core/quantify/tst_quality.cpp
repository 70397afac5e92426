#include "core/image/image_io.h"
#include "core/quantify/quality.h"
#include "tests/support/shared_data.h"

#include <QTest>

#include <functional>
#include <set>

using namespace tessera;
using namespace tessera::quantify;

/// Each check at its limit and just beyond it, from a measurement that looks like a healthy brain.
class TestQuality : public QObject {
    Q_OBJECT
  private slots:
    void publishedRunIsDone();
    void findings_data();
    void findings();
    void sentencesCarryNumbers();
};

namespace {

struct Case {
    Measurement measurement;
    QualityContext context;
};

using Change = std::function<void(Case&)>;

const labels::LabelTable& table() {
    return labels::brainColor();
}

void setVolume(Case& subject, std::int32_t number, double ml) {
    RegionStats& stats = subject.measurement.regions[*table().indexOf(number)];
    stats.voxels = static_cast<std::int64_t>(ml * 1000);
    stats.volumeMm3 = ml * 1000;
}

/// 132 regions of 6 ml, hemispheres of 200 ml of white matter: about 1.2 l.
Case healthy() {
    Case subject;
    for (const labels::Region& region : table().regions()) {
        subject.measurement.regions.push_back({.number = region.number, .voxels = 6000, .volumeMm3 = 6000});
    }
    setVolume(subject, 44, 200);
    setVolume(subject, 45, 200);
    subject.measurement.voxelVolumeMm3 = 1;
    subject.measurement.segmentedMm3 = 1180e3;
    subject.measurement.meanAgreement = 0.97;
    subject.measurement.edges = {
        {{"left", 0}, {"right", 0}, {"posterior", 0}, {"anterior", 0}, {"inferior", 0}, {"superior", 0}}};
    return subject;
}

void setPair(Case& subject, std::int32_t left, double leftMl, double rightMl) {
    const std::int32_t right = *table().find(left)->counterpart;
    setVolume(subject, left, leftMl);
    setVolume(subject, right, rightMl);
    for (const std::int32_t number : {left, right}) {
        subject.measurement.regions[*table().indexOf(number)].asymmetryPercent = asymmetryPercent(leftMl, rightMl);
    }
}

std::string codes(const std::vector<Finding>& findings) {
    std::string out;
    for (const Finding& finding : findings) {
        out += (out.empty() ? "" : " ") + finding.code;
    }
    return out;
}

} // namespace

void TestQuality::publishedRunIsDone() {
    TESSERA_SHARED_PATH(path, "reference/slant27/native.nii.gz");
    const LabelVolume map = readLabels(path);
    const Quality quality = assess(measure(map, table()), table(), {});
    QCOMPARE(codes(quality.reasons), std::string());
    QCOMPARE(codes(quality.notices), std::string());
    QCOMPARE(quality.state, State::Done);
}

void TestQuality::findings_data() {
    QTest::addColumn<Change>("change");
    QTest::addColumn<std::string>("reasons");
    QTest::addColumn<std::string>("notices");
    const auto row = [](const char* name, const Change& change, const std::string& reasons,
                        const std::string& notices = "") { QTest::newRow(name) << change << reasons << notices; };
    row(
        "healthy", [](Case&) {}, "");
    row(
        "smallest brain", [](Case& c) { c.measurement.segmentedMm3 = 700e3; }, "");
    row(
        "too small", [](Case& c) { c.measurement.segmentedMm3 = 699e3; }, "brain-volume");
    row(
        "largest brain", [](Case& c) { c.measurement.segmentedMm3 = 2000e3; }, "");
    row(
        "too large", [](Case& c) { c.measurement.segmentedMm3 = 2001e3; }, "brain-volume");
    row(
        "region missing", [](Case& c) { setVolume(c, 35, 0); }, "regions-missing");
    row(
        "thin ventricle", [](Case& c) { setVolume(c, 49, 0); }, "", "ventricles-missing");
    row(
        "unknown label", [](Case& c) { c.measurement.unknownLabels[17] = 1; }, "unknown-labels");
    row(
        "few voxels at the edge", [](Case& c) { c.measurement.edges[5].voxels = 20; }, "");
    row(
        "many voxels at the edge", [](Case& c) { c.measurement.edges[5].voxels = 21; }, "field-of-view-edge");
    row(
        "doubtful registration", [](Case& c) { c.context.registrationDoubts = "correlation 0.49"; }, "registration");
    row(
        "forms that disagree about sides", [](Case& c) { c.context.sidesDisputed = true; }, "sides-disputed");
    // 572 ml a side: 200 (L - R) / (L + R) passes 15 % at 93 ml more on one side
    row(
        "hemispheres differ", [](Case& c) { setPair(c, 45, 280, 200); }, "");
    row(
        "hemispheres differ extremely", [](Case& c) { setPair(c, 45, 300, 200); }, "hemisphere-asymmetry");
    row(
        "a quarter lost", [](Case& c) { setPair(c, 45, 100, 200); }, "hemisphere-asymmetry pair-asymmetry");
    row(
        "small pair, large share", [](Case& c) { setPair(c, 48, 4.5, 1); }, "");
    row(
        "large pair, small share", [](Case& c) { setPair(c, 143, 30, 19); }, "");
    row(
        "pair differs extremely", [](Case& c) { setPair(c, 143, 19, 30 * 1.1); }, "pair-asymmetry");
    row(
        "fair agreement", [](Case& c) { c.measurement.meanAgreement = 0.8; }, "");
    row(
        "low agreement", [](Case& c) { c.measurement.meanAgreement = 0.79; }, "low-agreement");
    row(
        "no agreement", [](Case& c) { c.measurement.meanAgreement.reset(); }, "");
    row(
        "laterality", [](Case& c) { c.context.laterality = Laterality::Unverified; }, "", "laterality-unverified");
    row(
        "nothing at all",
        [](Case& c) {
            c = {measure({Geometry::fromAffine({1, 1, 1}, Affine()), {0}}, table()), {}};
        },
        "brain-volume regions-missing", "ventricles-missing");
}

void TestQuality::findings() {
    QFETCH(Change, change);
    QFETCH(std::string, reasons);
    QFETCH(std::string, notices);
    Case subject = healthy();
    change(subject);
    const Quality quality = assess(subject.measurement, table(), subject.context);
    QCOMPARE(codes(quality.reasons), reasons);
    QCOMPARE(codes(quality.notices), notices);
    QCOMPARE(quality.state, reasons.empty() ? State::Done : State::NeedsReview);
}

void TestQuality::sentencesCarryNumbers() {
    Case subject = healthy();
    subject.measurement.segmentedMm3 = 412.4e3;
    setVolume(subject, 35, 0);
    subject.measurement.unknownLabels = {{17, 1500}, {53, 500}};
    subject.measurement.edges[4].voxels = 300;
    subject.context.registrationDoubts = "the correlation with it is 0.31";
    setPair(subject, 45, 100, 200);
    subject.measurement.meanAgreement = 0.7999;
    const std::vector<std::string> expected{
        "The segmented brain has 412 ml, outside the 700 to 2000 ml that are plausible for an adult.",
        "1 region of 132 not found: Brain Stem.",
        "2000 voxels (2.0 ml) carry 2 label numbers that BrainCOLOR doesn't have and are in no volume: 17, 53.",
        "The segmentation touches the edge of the scan: inferior (300 voxels). Part of the brain may lie outside the "
        "scan.",
        "The registration to the template should be checked: the correlation with it is 0.31.",
        "The hemispheres differ by 19 % (left 472 ml, right 572 ml); up to 15 % is expected.",
        "1 pair of equal structures on the left and right is extremely different: Left Cerebral White Matter 100.0 ml "
        "against 200.0 ml on the right.",
        "Overlapping parts of the network agree on 79 % of the brain on average; at least 80 % is expected."};
    const Quality quality = assess(subject.measurement, table(), subject.context);
    QCOMPARE(quality.reasons.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        QCOMPARE(QString::fromStdString(quality.reasons[i].sentence), QString::fromStdString(expected[i]));
    }
    const Case nothing{measure({Geometry::fromAffine({1, 1, 1}, Affine()), {0}}, table()), {}};
    const Quality empty = assess(nothing.measurement, table(), nothing.context);
    QCOMPARE(QString::fromStdString(empty.reasons[1].sentence),
             QString("126 regions of 132 not found: Right Accumbens Area, Left Accumbens Area, Right Amygdala, Left "
                     "Amygdala, Brain Stem, Right Caudate, Left Caudate, Right Cerebellum Exterior and 118 more."));
}

QTEST_APPLESS_MAIN(TestQuality)
#include "tst_quality.moc"
