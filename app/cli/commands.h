#pragma once

#include "core/base/progress.h"
#include "core/engine/batch.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <memory>

/// The subcommands of tessera-cli. Each `add...` declares one and, when it is the one chosen, sets `chosen` to what it
/// does; that runs after parsing and returns the exit code.
namespace tessera::cli {

struct Context {
    engine::Installation installation;
    std::shared_ptr<CancelToken> cancel;
    std::function<int()> chosen;
    bool leavesSignals = false; ///< the chosen command sees to signals itself
};

void addSegment(CLI::App& app, Context& context);
void addServe(CLI::App& app, Context& context);
void addLaneWorker(CLI::App& app, Context& context);
void addRerun(CLI::App& app, Context& context);
void addFuse(CLI::App& app, Context& context);
void addHome(CLI::App& app, Context& context);
void addVolumes(CLI::App& app, Context& context);
void addInfo(CLI::App& app, Context& context);
void addConvert(CLI::App& app, Context& context);
void addTable(CLI::App& app, Context& context);
void addModel(CLI::App& app, Context& context);
void addDevices(CLI::App& app, Context& context);
void addSimulate(CLI::App& app, Context& context);
void addBench(CLI::App& app, Context& context);
void addImportMeshnet(CLI::App& model, Context& context); ///< below `model`
void addBenchQueue(CLI::App& bench, Context& context);    ///< below `bench`

/// The bundle that lends its template to others.
inline constexpr const char* kDefaultBundle = "tessera-mini";

/// Exit codes of every command.
inline constexpr int kExitDone = 0, kExitFailed = 1, kExitUsage = 2;

} // namespace tessera::cli
