#include "core/engine/scheduler/simulator/seed_study.h"

#include "core/engine/scheduler/device_spec.h"

#include <cstdio>

namespace tessera::simulator {
namespace {

using scheduler::kGibi;
using scheduler::PolicySettings;

constexpr double kStudyMemory = 11 * static_cast<double>(kGibi);

Setup study(const char* devices, int images, Seconds process = kStudyProcessSeconds) {
    return makeStudySetup(scheduler::parseDeviceSpec(devices), images, process);
}

Outcome run(const Setup& setup, const char* policy, const PolicySettings& settings = {}) {
    return simulate(setup, scheduler::makePolicy(policy, settings));
}

/// Share (%) of the ideal speed-up that one image loses on several GPUs, a process on each.
double lossOfOneImage(const char* devices, int gpus, Seconds process) {
    const Seconds one = run(study("k40-11g+lanes=1", 1, process), "static-share").makespan;
    const Seconds several = run(study(devices, 1, process), "static-share").makespan;
    return 100 * (1 - one / (gpus * several));
}

/// The same for a batch of so many images, each as a whole on one GPU.
double lossOfABatch(const char* devices, int gpus, int images) {
    const Seconds one = run(study("k40-11g", images), "image-parallel").makespan;
    return 100 * (1 - one / (gpus * run(study(devices, images), "image-parallel").makespan));
}

std::string rounded(double value, int digits) {
    char out[32];
    std::snprintf(out, sizeof out, "%.*f", digits, value);
    return out;
}

std::vector<StudyLine> inputsOfTheFit(const StudyFigures& figures) {
    // one tile after the other, without the weights of others
    const Bytes peak = run(study("k40-11g", 1), "sequential").devices.front().peak;
    return {
        {"six images on the CPU, serial", figures.serialMinutes,
         run(study("cpu1", figures.images), "sequential").makespan / 60, "min"},
        {"six images on the CPU, 16 threads (2.7 times faster)", figures.serialMinutes / figures.cpuGain,
         run(study("cpu16", figures.images), "sequential").makespan / 60, "min"},
        {"six images, three threads with three GPUs", figures.gpuMinutes,
         run(study("3xk40-11g", figures.images), "image-parallel").makespan / 60, "min"},
        {"peak memory of one fragment (above 80 % of 11 GiB)", figures.fragmentShare * 11,
         static_cast<double>(peak) / static_cast<double>(kGibi), "GiB"},
    };
}

std::vector<std::string> assumptionsOf(const StudyFit& fit) {
    return {
        "A process of the study (Python, framework, context, cuDNN) starts in " + rounded(fit.process, 0) +
            " s. The study doesn't say; what follows for 4 and 12 s stands below.",
        ("On the CPU each tile is a new process, as in SLANT's script; with GPUs each GPU has one process that works "
         "through its images."),
        "A tile alone then takes " + rounded(fit.gpuTile, 2) + " s on a GPU, " + rounded(fit.serialTile, 1) +
            " s on the CPU serially and " + rounded(fit.threadsTile, 1) +
            " s with 16 threads; between those two Amdahl's law with a serial share of " + rounded(fit.serialShare, 2) +
            "; more threads don't help, 16 were the study's best.",
        ("A tile alone asks for one half of a GPU's arithmetic and of its bandwidth (\"below 50 %\"). Tiles together "
         "slow "
         "down when a sum exceeds the GPU, and by 2 % for each further tile."),
        ("A fragment holds its peak memory, 82 % of 11 GiB (\"above 80 %\"), from its start to its end. A second one "
         "that "
         "doesn't fit finds that out at half of its work, and its image has failed."),
        ("Weights of 76 MiB a tile go to the GPU at 6 GB/s. The GPUs are equal, and feeding one costs no other one "
         "anything (the study: three of 40 threads are enough). Times are those of the deep stage, without the steps "
         "before and after it."),
        "DataParallel gets a batch of one image unless it is said otherwise.",
    };
}

std::vector<StudyLine> consequences() {
    std::vector<StudyLine> out;
    for (const Seconds process : {kStudyProcessSeconds, 4.0, 12.0}) {
        const std::string start = "a process starts in " + rounded(process, 0) + " s";
        const bool main = process == kStudyProcessSeconds;
        const std::optional<double> stated = main ? std::optional(10.0) : std::nullopt;
        out.push_back({"one image on two GPUs: loss against twice the speed", stated,
                       lossOfOneImage("2xk40-11g+lanes=1", 2, process), "%", start});
        out.push_back({"one image on three GPUs: loss against three times the speed", stated,
                       lossOfOneImage("3xk40-11g+lanes=1", 3, process), "%", start});
    }
    out.push_back(
        {"six images on two GPUs: loss", {}, lossOfABatch("2xk40-11g", 2, 6), "%", "stated: close to linear"});
    out.push_back(
        {"six images on three GPUs: loss", {}, lossOfABatch("3xk40-11g", 3, 6), "%", "stated: close to linear"});

    const Outcome parallel = run(study("2xk40-11g", 2), "data-parallel", {.batch = 1});
    out.push_back({"the second GPU under DataParallel, batches of one: busy", 0.0,
                   100 * parallel.devices[1].busy / parallel.makespan, "%"});
    const Outcome batched = run(study("2xk40-11g", 2), "data-parallel", {.batch = 2});
    out.push_back({"the same with batches of two", {}, 100 * batched.devices[1].busy / batched.makespan, "%"});

    const Outcome shared = run(study("k40-11g", 2), "static-share");
    out.push_back({"two images on one GPU, memory not looked at: failed",
                   {},
                   static_cast<double>(shared.failures()),
                   "images",
                   "stated: \"the execution will be halted\""});
    const Seconds inTurn = run(study("k40-11g", 2), "image-parallel").makespan;
    out.push_back({"two images on one GPU, memory looked at: time against one after the other",
                   {},
                   run(study("k40-11g", 2), "load-and-memory").makespan / inTurn,
                   "x",
                   "stated: runs poorly; the second tile waits for the first"});

    Setup ours = study("k40-11g", 2);
    const Setup measured = makeSetup({}, "slant-27", 1);
    for (std::size_t kind = 0; kind < ours.kinds.size(); ++kind) {
        ours.kinds[kind].peakBytes = measured.kinds[kind].peakBytes;
    }
    out.push_back({"the same with our network's peaks and resource-aware",
                   {},
                   run(ours, scheduler::kDefaultPolicy).makespan / inTurn,
                   "x",
                   "not of the study"});
    return out;
}

} // namespace

Setup makeStudySetup(std::vector<scheduler::DeviceDescription> devices, int images, Seconds process) {
    const StudyFit fit = fitStudy(process);
    for (scheduler::DeviceDescription& device : devices) {
        if (device.kind == scheduler::DeviceKind::Cpu && device.speed == 0) {
            device.speed = fit.cpuSpeed(device.threads == 0 ? StudyFigures{}.threads : device.threads);
        }
        device.processSeconds = process;
        device.contextBytes = 0; // a part of the fragment's peak
    }
    Setup out = makeSetup(std::move(devices), "slant-27", images);
    const auto whole = static_cast<Bytes>(StudyFigures{}.fragmentShare * kStudyMemory);
    for (scheduler::TileKind& kind : out.kinds) {
        const Bytes peak = whole - kind.weightBytes;
        kind.seconds = fit.gpuTile;
        kind.peakBytes = {peak, peak};
    }
    return out;
}

StudyReport reportSeedStudy() {
    const StudyFigures figures;
    StudyReport out;
    out.fit = fitStudy();
    out.inputs = inputsOfTheFit(figures);
    out.assumptions = assumptionsOf(out.fit);
    out.follows = consequences();
    return out;
}

} // namespace tessera::simulator
