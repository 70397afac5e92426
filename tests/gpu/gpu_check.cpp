/// The GPU part on a machine that has one: rows of "what<TAB>found" on the standard output, what went wrong beyond them
/// on the other. packaging/gpu-check builds it, runs it and prints the table.
///
///     tessera_gpu_check                          everything but process lanes
///     tessera_gpu_check --processes HOW          SLANT-27 with process lanes; HOW says under which server
///     tessera_gpu_check --worker LANE LANES      such a lane
///
/// Exit codes: 0 all is well, 1 something isn't, 77 there is no GPU: what needs none was checked, and is well.
#include "core/base/os/process.h"
#include "tests/gpu/checks.h"

#include <csignal>
#include <cstdlib>
#include <exception>
#include <functional>
#include <thread>

namespace {

using namespace tessera;
using gpucheck::Report;
using gpucheck::text;

constexpr int kDone = 0, kFailed = 1, kNoGpu = 77;

const network::ModuleInterface& openModule() {
    const network::ModuleInterface& module =
        network::networkModule(os::programFolder().parent_path() / "lib" / "tessera" / "libtessera_net.so");
    module.setThreads(static_cast<int>(std::max(1U, std::thread::hardware_concurrency())));
    return module;
}

/// Runs a part; one that throws doesn't end the others.
void part(const char* name, Report& report, const std::function<void()>& work) {
    try {
        std::fprintf(stderr, "%s\n", name);
        work();
    } catch (const std::exception& problem) {
        report.fail(name, problem.what());
    }
}

int runAll(const cuda::CudaInterface& functions, const network::ModuleInterface& module) {
    Report report;
    report.say("network", module.libraryVersion());
    int count = 0;
    const int code = functions.deviceCount(&count);
    if (code != 0 || count < 1) {
        part("a GPU's operations", report, [&] { gpucheck::checkOperations(module, report); });
        report.say("0 devices: nothing ran on a GPU", functions.errorText(code));
        return report.failed() ? kFailed : kNoGpu;
    }
    cuda::DeviceProperties gpu;
    if (functions.properties(0, &gpu) == 0) {
        report.say("GPU", text("%s, compute capability %d.%d, %d multiprocessors, %.1f GiB; %d seen, the first is used",
                               gpu.name, gpu.major, gpu.minor, gpu.processors,
                               static_cast<double>(gpu.memory) / (1ULL << 30), count));
    }
    network::enableGpus(module); // before anything is computed
    part("kernels", report, [&] { gpucheck::checkKernels(functions, report); });
    part("kernels side by side", report, [&] { gpucheck::checkOverlap(report); });
    part("a GPU's operations", report, [&] { gpucheck::checkOperations(module, report); });
    part("networks", report, [&] { gpucheck::checkNetworks(module, report); });
    part("lanes in streams", report, [&] {
        const double best = gpucheck::measureBestRate(module, report);
        gpucheck::measureStreamLanes(module, best, report);
    });
    return report.failed() ? kFailed : kDone;
}

int run(int argc, char** argv) {
    const std::string mode = argc > 1 ? argv[1] : "";
    if (mode == "--processes" && argc == 3) {
        Report report;
        const std::string program = os::programFolder() / "tessera_gpu_check";
        part("lanes in processes", report, [&] { gpucheck::measureProcessLanes(program, argv[2], report); });
        return report.failed() ? kFailed : kDone;
    }
    std::string reason;
    const cuda::CudaInterface* const functions = cuda::findModule(reason);
    if (functions == nullptr) {
        std::fprintf(stderr, "%s\n", reason.c_str());
        return kFailed;
    }
    const network::ModuleInterface& module = openModule();
    if (mode == "--worker" && argc == 4) {
        network::enableGpus(module);
        gpucheck::runWorker(module, std::atoi(argv[2]), std::atoi(argv[3]));
        return kDone;
    }
    return runAll(*functions, module);
}

} // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN); // a worker that ended is said as such
    network::prepareProcess();
    try {
        return run(argc, argv);
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "%s\n", problem.what());
        return kFailed;
    }
}
