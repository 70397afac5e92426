#include "core/base/error.h"
#include "core/engine/analysis.h"
#include "core/engine/job_settings.h"
#include "core/engine/preview.h"
#include "core/engine/scheduler/device_spec.h"
#include "tests/support/expect_error.h"
#include "tests/support/shared_data.h"

#include <QtTest>

#include <vector>

using namespace tessera;
using namespace tessera::engine;

namespace {

model::Bundle builtIn(const char* name) {
    return model::openBundle(name, test::sourcePath("resources/models"));
}

/// @param seconds of all tiles on each device, < 0: never measured
std::vector<PreflightReport::Device> predictions(std::initializer_list<double> seconds) {
    std::vector<PreflightReport::Device> out;
    for (const double each : seconds) {
        out.push_back({.name = "", .fits = true, .time = {each, each >= 0}});
    }
    return out;
}

std::vector<scheduler::DeviceDescription> devicesOf(std::initializer_list<double> speeds) {
    std::vector<scheduler::DeviceDescription> out;
    for (const double speed : speeds) {
        out.push_back({.name = "", .speed = speed});
    }
    return out;
}

} // namespace

/// When a preview runs, and how a job keeps what was asked for. The CPU's speed is 1.
class TestPreview : public QObject {
    Q_OBJECT

  private slots:
    void theWorksOfTheModels();
    void atMostAFifthOfWhatWasMeasured();
    void devicesTogetherAreQuicker();
    void aDeviceThatDoesNotFitDoesNotCount();
    void whatWasNotMeasuredFollowsFromTheWork();
    void withoutAHistoryTheWorksAreCompared();
    void jobsKeepIt();
};

void TestPreview::theWorksOfTheModels() {
    const double preview = workOf(builtIn(PreviewSettings().model.c_str()));
    QVERIFY(preview > 1.5e12 && preview < 2e12); // 96201 weights a voxel
    const double mini = workOf(builtIn("tessera-mini"));
    QVERIFY(mini > 1.5e12 && mini < 2.5e12);
    model::Bundle slant = builtIn("tessera-mini");
    for (model::NetworkEntry& network : slant.networks) {
        network.kind = network::Kind::SlantUnet3d;
    }
    const double wide = workOf(slant);
    QVERIFY(wide > 9e13 && wide < 1.1e14); // 98 Tflop
    slant.networks.front().width = 0.5;
    QCOMPARE(workOf(slant), slant.networks.size() == 1 ? wide / 4 : workOf(slant));
}

void TestPreview::atMostAFifthOfWhatWasMeasured() {
    const auto cpu = devicesOf({1});
    QVERIFY(isQuick({.work = 1, .seconds = 20}, 1, cpu, predictions({100})));
    QVERIFY(!isQuick({.work = 1, .seconds = 20.1}, 1, cpu, predictions({100})));
}

void TestPreview::devicesTogetherAreQuicker() {
    const auto two = devicesOf({1, 4});
    QVERIFY(!isQuick({.work = 1, .seconds = 20}, 1, two, predictions({100, 25}))); // together 20 s
    QVERIFY(isQuick({.work = 1, .seconds = 4}, 1, two, predictions({100, 25})));
}

void TestPreview::aDeviceThatDoesNotFitDoesNotCount() {
    auto predicted = predictions({100, 25});
    predicted[1].fits = false;
    QVERIFY(isQuick({.work = 1, .seconds = 20}, 1, devicesOf({1, 4}), predicted));
}

void TestPreview::whatWasNotMeasuredFollowsFromTheWork() {
    // the tiles' 10 units take 100 s, so a preview of 2 takes 20
    QVERIFY(isQuick({.work = 2}, 10, devicesOf({1}), predictions({100})));
    QVERIFY(!isQuick({.work = 2.1}, 10, devicesOf({1}), predictions({100})));
    // on a device of speed 10 they take 100 s, so the CPU would need 200 s for the preview
    QVERIFY(!isQuick({.work = 2}, 10, devicesOf({10}), predictions({100})));
    QVERIFY(isQuick({.work = 0.2}, 10, devicesOf({10}), predictions({100})));
    // the preview's 2 units take 20 s, so the tiles' 10 take 100
    QVERIFY(isQuick({.work = 2, .seconds = 20}, 10, devicesOf({1}), predictions({-1})));
    QVERIFY(!isQuick({.work = 2, .seconds = 20}, 9.9, devicesOf({1}), predictions({-1})));
}

void TestPreview::withoutAHistoryTheWorksAreCompared() {
    QVERIFY(isQuick({.work = 2}, 10, devicesOf({1}), predictions({-1})));
    QVERIFY(!isQuick({.work = 2}, 9.9, devicesOf({1}), predictions({-1})));
    QVERIFY(!isQuick({.work = 2}, 10, devicesOf({1, 20}), predictions({-1, -1}))); // with a GPU
    auto analysed = predictions({1000});
    analysed.front().time.isHistory = false;
    QVERIFY(!isQuick({.work = 2}, 9.9, devicesOf({1}), analysed)); // an estimate is no measurement
    const RunCost preview{.work = workOf(builtIn(PreviewSettings().model.c_str()))};
    QVERIFY(!isQuick(preview, workOf(builtIn("tessera-mini")), devicesOf({1}), predictions({-1})));
    QVERIFY(isQuick(preview, 98e12, devicesOf({1}), predictions({-1}))); // SLANT-27
    QVERIFY(!isQuick(preview, 98e12, devicesOf({1, 20}), predictions({-1, -1})));
}

void TestPreview::jobsKeepIt() {
    JobSettings settings{.outputFolder = "/out", .model = {}};
    QVERIFY(writeJobSettings(settings).find("preview") == std::string::npos); // as before there were any
    for (const PreviewChoice choice : {PreviewChoice::Never, PreviewChoice::Auto, PreviewChoice::Always}) {
        settings.preview = {choice, "/models/quick"};
        const PreviewSettings read = readJobSettings(writeJobSettings(settings), "scan.nii").preview;
        QCOMPARE(read.choice, choice);
        QVERIFY(choice == PreviewChoice::Never || read.model == "/models/quick");
        QVERIFY(previewChoiceNamed(previewChoiceName(choice)) == choice);
    }
    QVERIFY(!previewChoiceNamed("sometimes"));
    EXPECT_ERROR(readJobSettings(R"({"model":"m","output":"/out","preview":"sometimes"})", "scan.nii"),
                 ErrorCode::JobInvalid, "scan.nii");
}

QTEST_GUILESS_MAIN(TestPreview)
#include "tst_preview.moc"
