#include "app/cli/commands.h"
#include "app/cli/listeners.h"
#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/base/os/process.h"
#include "core/engine/device/mps.h"
#include "core/engine/version.h"
#include "core/network/network_loader.h"

#include <fmt/format.h>

#include <new>

namespace tessera::cli {
namespace {

/// Commands that have worked on nothing yet are a matter of usage.
int exitCodeOf(ErrorCode code) {
    switch (code) {
    case ErrorCode::Usage:
    case ErrorCode::BundleMissing:
    case ErrorCode::OutputIsInput:
        return kExitUsage;
    default:
        return kExitFailed;
    }
}

engine::Installation findInstallation() {
    const std::filesystem::path root = os::programFolder().parent_path();
    return {os::resourceFolder() / "models", root / "lib" / "tessera" / "libtessera_net.so"};
}

/// @param signals null for commands that leave them alone
int runChosen(const Context& context, const os::SignalGuard* signals) {
    const auto received = [signals] { return signals != nullptr ? signals->received() : 0; };
    try {
        const int code = context.chosen();
        return received() != 0 ? 128 + received() : code;
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Cancelled && received() != 0) {
            fmt::print(stderr, "tessera-cli: interrupted; what is finished is kept.\n");
            return 128 + received();
        }
        fmt::print(stderr, "tessera-cli: {}\n", printableSentence(error));
        return exitCodeOf(error.code());
    } catch (const std::bad_alloc&) {
        fmt::print(stderr, "tessera-cli: out of memory. Close other programs and run again.\n");
        return kExitFailed;
    } catch (const std::exception& problem) {
        fmt::print(stderr, "tessera-cli: internal error: {}. Please report it.\n", problem.what());
        return kExitFailed;
    }
}

int run(int argc, char** argv) {
    Context context{findInstallation(), std::make_shared<CancelToken>(), {}};
    CLI::App app{"Tessera: whole-brain segmentation of T1 MRI. Research use only, not a medical device.",
                 "tessera-cli"};
    app.set_version_flag("--version", std::string("tessera-cli ") + engine::kVersion);
    app.footer("Examples:\n"
               "  tessera-cli segment scan.nii.gz -o results\n"
               "  tessera-cli volumes results/scan_dseg.nii.gz -o volumes.csv\n"
               "`tessera-cli COMMAND --help` says more about each command.");
    app.require_subcommand(1);
    addSegment(app, context);
    addLaneWorker(app, context);
    addRerun(app, context);
    addServe(app, context);
    addFuse(app, context);
    addHome(app, context);
    addVolumes(app, context);
    addInfo(app, context);
    addConvert(app, context);
    addTable(app, context);
    addModel(app, context);
    addDevices(app, context);
    addSimulate(app, context);
    addBench(app, context);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& problem) {
        return app.exit(problem) == 0 ? kExitDone : kExitUsage;
    }
    if (context.leavesSignals) {
        return runChosen(context, nullptr);
    }
    // A tile's network can't be interrupted: whoever is still computing after the grace is ended, without leavings.
    const auto abandon = [] {
        os::abandonTemporaryFiles();
        engine::abandonMps();
    };
    const os::SignalGuard signals([&context] { context.cancel->cancel(); }, abandon, 1.5);
    return runChosen(context, &signals);
}

} // namespace
} // namespace tessera::cli

int main(int argc, char** argv) {
    tessera::network::prepareProcess();
    return tessera::cli::run(argc, argv);
}
